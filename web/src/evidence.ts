// The evidence of one claim: its words in their place, who says so, how it is put, and why the reader thinks so.
import type { Chunk, Claim, ClaimRow, Shape, Site, Wording } from "./data";
import { day, dayName, rangeName } from "./days";
import { h } from "./dom";
import { glyph } from "./glyph";
import { figure } from "./percent";
import { cut, type Mark, pieces, points } from "./text";
import { actorsOf, manner, tag, titleOf, typeName, unplaced, voices, word } from "./words";

export interface EvidenceContext {
  site: Site; rows: ClaimRow[]; colour(side: string | null): string; dark(): boolean; choose(claim: ClaimRow): void; openReport(report: number): void; openEvent(id: string): void;
}

const mark = (site: Site, row: ClaimRow, colour: string): SVGSVGElement =>
  glyph((site.words["shape"]?.[row.family] ?? "circle") as Shape, colour, row.doubt);

const sideName = (site: Site, id: string | null): string => site.sides.find((side) => side.id === id)?.name ?? (id ?? "").replaceAll("-", " ");

const chip = (context: EvidenceContext, side: string | null): HTMLElement | null =>
  side ? h("span", { class: "chip" }, h("span", { class: "dot", style: `--side:${context.colour(side)}` }), sideName(context.site, side)) : null;

function when(start: string | null, end: string | null): string {
  const first = day(start) ?? day(end), last = day(end) ?? day(start);
  return first === null || last === null ? "day unknown" : rangeName({ first, last });
}

/** A stretch of text with quote, trigger and wording marked; wording is followed by its neutral reading. */
export function marked(text: string[], start: number, end: number, marks: Mark[], onquote?: (id: string) => void): Node[] {
  return pieces(text, { start, end }, marks).flatMap((piece) => {
    const kinds = new Set(piece.within.map((each) => each.kind));
    let node: Node = document.createTextNode(piece.text);
    if (kinds.has("trigger")) node = h("b", {}, node);
    if (kinds.has("wording")) node = h("span", { class: "wording" }, node);
    if (kinds.has("quote") || kinds.has("other")) {
      const ids = piece.within.filter((each) => each.kind === "quote" || each.kind === "other").map((each) => each.value);
      const box = h("mark", { class: kinds.has("quote") ? "quoted" : "other", "data-claims": ids.join(" ") }, node);
      if (onquote) box.addEventListener("click", () => onquote(ids.at(-1) ?? ""));
      node = box;
    }
    const neutral = piece.ending.filter((each) => each.kind === "wording").map((each) =>
      h("span", { class: "neutral" }, h("span", { class: "unseen" }, "(neutral reading: "), each.value, h("span", { class: "unseen" }, ")")));
    return [node, ...neutral];
  });
}

const wordingMarks = (rows: Wording[]): Mark[] => rows.map(({ start, end, neutral }) => ({ start, end, kind: "wording", value: neutral }));

/** The sentence that a claim stands in, between the one before and the one after it. */
function passage(chunk: Chunk, claim: Claim): HTMLElement {
  const text = points(chunk.text), body = chunk.sentences.filter((sentence) => sentence.part !== "header");
  const at = body.findIndex((sentence) => sentence.start <= claim.quote.start && claim.quote.start < sentence.end);
  const here = body[at] ?? claim.sentence, before = body[at - 1], after = at < 0 ? undefined : body[at + 1];
  const start = Math.min(here.start, claim.quote.start), end = Math.max(here.end, claim.quote.end);
  const spans: Mark[] = [
    { ...claim.quote, kind: "quote", value: claim.id }, { ...claim.trigger, kind: "trigger", value: claim.id }, ...wordingMarks(claim.wording),
  ];
  return h("blockquote", { class: "passage", dir: "auto" },
    before ? h("span", { class: "around" }, `${cut(text, before).trim()} `) : null,
    h("span", { class: "sentence" }, marked(text, start, end, spans)),
    after ? h("span", { class: "around" }, ` ${cut(text, after).trim()}`) : null);
}

const row = (name: string, ...value: (Node | string | null | undefined)[]): HTMLElement | null => {
  const kept = value.filter((each) => each !== null && each !== undefined && each !== "");
  return kept.length ? h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, kept as Node[])) : null;
};

function actors(claim: Claim, context: EvidenceContext): (HTMLElement | null)[] {
  return ["agent", "patient", "beneficiary", "supporter"].map((role) => {
    const of = claim.actors.filter((actor) => actor.role === role);
    return of.length ? row(word(context.site, "actor_role", role), ...of.map((actor) =>
      h("div", { class: "actor" }, h("span", { class: "actor-name" }, actor.name || actor.label), chip(context, actor.side),
        actor.label && actor.label !== actor.name ? h("small", {}, `called “${actor.label}”`) : null,
        actor.inferred ? h("small", {}, "not said in this clause") : null))) : null;
  });
}

function places(claim: Claim, context: EvidenceContext): (HTMLElement | null)[] {
  return claim.places.map((place) => {
    const bits = [
      place.precision ? word(context.site, "precision", place.precision) : null,
      place.radius_km ? `within ${place.radius_km < 10 ? place.radius_km.toFixed(1).replace(/\.0$/, "") : Math.round(place.radius_km)} km` : null,
      place.candidates > 1 ? `one of ${place.candidates} places of that name` : null,
      place.lat === null ? "not found on the map" : null,
    ].filter(Boolean);
    const relation = ["in", "at"].includes(place.relation) ? "" : `${word(context.site, "relation", place.relation)} `;
    return row(word(context.site, "place_role", place.role), `${relation}${place.name}`, place.admin1 && place.admin1 !== place.name ? `, ${place.admin1}` : null,
      bits.length ? h("small", {}, bits.join("; ")) : null);
  });
}

function confidence(claim: Claim, site: Site): HTMLElement {
  const most = Math.max(0.01, ...claim.why.map((each) => Math.abs(each.weight)));
  return h("details", { class: "confidence" },
    h("summary", {}, h("span", { class: "gauge", style: `--value:${claim.confidence}` }), h("b", {}, figure(claim.confidence)), h("span", {}, "confidence in the reading"), h("span", { class: "why" }, "Why")),
    h("p", {}, site.words["notice"]?.["confidence"]),
    claim.why.length ? h("table", {},
      h("thead", { class: "unseen" }, h("tr", {}, h("th", { scope: "col" }, "Feature"), h("th", { scope: "col" }, "Weight"))),
      h("tbody", {}, claim.why.map((each) => h("tr", {}, h("th", { scope: "row" }, each.feature.replaceAll("_", " ")),
        h("td", { class: each.weight < 0 ? "against" : "for" },
          h("span", { class: "bar", style: `--share:${Math.abs(each.weight) / most}` }), `${each.weight > 0 ? "+" : ""}${each.weight.toFixed(2)}`))))) : null);
}

/** Claims of other reports about the same place within three days, since contradictions belong side by side. */
function others(claim: ClaimRow, context: EvidenceContext): HTMLElement | null {
  const names = new Set(claim.places.filter((place) => place.role === "at").map((place) => place.name));
  const at = day(claim.to) ?? day(context.site.reports[claim.report]?.date);
  const near = context.rows.filter((other) => other.id !== claim.id && other.report !== claim.report &&
    other.places.some((place) => place.role === "at" && names.has(place.name)) &&
    at !== null && Math.abs((day(other.to) ?? day(context.site.reports[other.report]?.date) ?? Infinity) - at) <= 3);
  if (!near.length) return null;
  return h("section", { class: "others" }, h("h3", {}, "What other reports say of this place within three days"), related(near.slice(0, 8), context));
}

export function related(rows: ClaimRow[], context: EvidenceContext): HTMLElement {
  return h("ul", { class: "related" }, rows.map((other) => h("li", {},
    h("button", { type: "button", "data-to": other.id, onclick: () => context.choose(other) },
      mark(context.site, other, context.colour(other.side)),
      h("span", {}, h("b", {}, titleOf(other)), actorsOf(other) ? ` ${actorsOf(other)}` : null,
        h("small", {}, [tag(other, context.site), voices(other, context.site)[0], day(other.to) !== null ? dayName(day(other.to)!) : ""].filter(Boolean).join(", ")))))));
}

/** The panel's contents for one claim. */
export function evidence(rowOf: ClaimRow, claim: Claim, chunk: Chunk, context: EvidenceContext): HTMLElement {
  const { site } = context, report = site.reports[rowOf.report]!;
  const causes = context.rows.filter((other) => other.id === claim.caused_by);
  const published = day(report.date), note = tag(rowOf, site);
  return h("article", { class: "evidence", "data-claim": claim.id },
    h("header", {},
      h("p", { class: "kind" }, mark(site, rowOf, context.colour(rowOf.side)), `Claim: ${word(site, "family", rowOf.family).toLowerCase()}`, note ? h("span", { class: "item-tag" }, note) : null),
      h("h2", { tabindex: -1 }, typeName(rowOf.type), rowOf.where ? h("span", { class: "where" }, ` · ${rowOf.where}`) : null),
      h("p", { class: "when" }, when(claim.time.start, claim.time.end), h("small", {}, word(site, "basis", claim.time.basis)))),
    passage(chunk, claim),
    h("p", { class: "source" }, h("b", {}, report.source ?? "Source not named"), chip(context, report.side),
      h("span", {}, published !== null ? dayName(published) : "undated"),
      report.url ? h("a", { href: report.url, rel: "noreferrer", target: "_blank" }, "Original") : null),
    h("button", { type: "button", class: "wide-button", onclick: () => context.openReport(rowOf.report) },
      `Read the whole report`, h("small", {}, `${report.claims} ${report.claims === 1 ? "claim" : "claims"}`)),
    rowOf.event ? h("button", { type: "button", class: "wide-button", onclick: () => context.openEvent(rowOf.event!) }, "All claims about this event") : null,
    h("section", {}, h("h3", {}, claim.modality === "denied" ? "Who denies it" : "Who says so"),
      h("ol", { class: "voices" },
        claim.attribution.map((said) => h("li", {}, h("b", {}, said.source), h("small", {}, [word(site, "source_kind", said.kind), said.cue ? `“${said.cue}”` : ""].filter(Boolean).join(", ")))),
        h("li", {}, h("b", {}, report.source ?? "The report"), h("small", {}, claim.attribution.length ? "carries what they say" : "in its own words, naming no source")))),
    h("section", {}, h("h3", {}, "How it is put"),
      h("p", { class: "manner" }, manner(claim, site).join(" ")),
      claim.condition ? h("p", { class: "manner" }, "On condition: ", h("q", {}, claim.condition.text)) : null),
    h("section", {}, h("h3", {}, "What is claimed"), h("dl", {},
      actors(claim, context), places(claim, context),
      unplaced(rowOf) && !claim.places.length ? row("Where", h("small", {}, "no place given, so it has no mark on the map")) : null,
      row("How many", claim.count_words.join("; ")), row("By what means", claim.means.map((each) => each.kind.replaceAll("_", " ")).join(", ")),
      row("Size of force", claim.echelon),
      row("Coded as", claim.acled ? `ACLED ${claim.acled.event_type}: ${claim.acled.sub_event_type}` : null,
        claim.plover ? h("small", {}, `PLOVER ${claim.plover.event}${claim.plover.mode ? `, ${claim.plover.mode}` : ""}`) : null))),
    claim.wording.length ? h("section", {}, h("h3", {}, "Wording"),
      h("table", { class: "wordings" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "The report’s words"), h("th", { scope: "col" }, "Neutral reading"))),
        h("tbody", {}, claim.wording.map((each) => h("tr", {}, h("td", {}, `“${each.text}”`),
          h("td", {}, each.neutral, each.favours ? h("small", {}, site.words["favours"]?.[each.favours] ?? `speaks for ${sideName(site, each.favours)}`) : null)))))) : null,
    causes.length ? h("section", {}, h("h3", {}, "Caused by"), related(causes, context)) : null,
    others(rowOf, context),
    confidence(claim, site),
    h("p", { class: "fine" }, `Read by ${report.reader}. Claim `, h("code", {}, claim.id)));
}

/** The panel's contents for a whole report: its text with every claim and all wording marked. */
export function reportView(number: number, chunk: Chunk, chosen: string | null, context: EvidenceContext): HTMLElement {
  const { site } = context, report = site.reports[number]!, text = points(chunk.text);
  const rows = chunk.rows ?? context.rows.filter((each) => each.report === number), byId = new Map(rows.map((each) => [each.id, each]));
  const marks: Mark[] = chunk.claims.flatMap((claim) => [
    { ...claim.quote, kind: claim.id === chosen ? "quote" : "other", value: claim.id }, { ...claim.trigger, kind: "trigger", value: claim.id },
  ]);
  const wording = new Map([...chunk.wording, ...chunk.claims.flatMap((claim) => claim.wording)].map((each) => [each.start, each]));
  marks.push(...wordingMarks([...wording.values()]));
  const pick = (id: string) => { const found = byId.get(id); if (found) context.choose(found); };
  const published = day(report.date);
  return h("article", { class: "report" },
    h("header", {}, h("p", { class: "kind" }, "The whole report"), h("h2", { tabindex: -1, dir: "auto" }, report.title),
      h("p", { class: "source" }, h("b", {}, report.source ?? "Source not named"), chip(context, report.side), h("span", {}, published !== null ? dayName(published) : "undated"))),
    h("div", { class: "text", dir: "auto", lang: report.lang }, marked(text, 0, text.length, marks, pick)),
    h("p", { class: "fine" }, "Marked words carry a claim; dotted words take a side and are followed by a neutral reading. ",
      h("a", { href: `reports/${report.file}.html` }, "As a page to print")),
    h("section", {}, h("h3", {}, rows.length === 1 ? "1 claim" : `${rows.length} claims`), related(rows, context)));
}
