// The panel's contents for the situation: a place's ledger of claims for and against, a pocket, a road.
import { day, dayName } from "./days";
import { h, s } from "./dom";
import { disc, frontline, passable, standing } from "./dots";
import { figure } from "./percent";
import { type Cited, type Clock, type Front, heard, type Held, type Ledger, type Pocket, type Road, speaksFor, type Word } from "./scene";

export interface DossierContext {
  sides: string[]; colour(side: string | null): string; side(id: string | null): string; claim(id: string): void; go(day: string): void;
}
const named = (iso: string | null): string => { const at = day(iso); return at === null ? "day unknown" : dayName(at); };
const CHART = { width: 380, height: 64 };

/** A quote that opens its claim, with who published it. */
const cited = (each: Cited, context: DossierContext): HTMLElement => h("li", {},
  h("button", { type: "button", "data-to": each.claim, onclick: () => context.claim(each.claim) },
    h("q", { dir: "auto" }, each.quote), h("small", {}, `${each.source ?? "source not named"}, ${named(each.known)}`)));

const citations = (claims: Cited[], of: number, context: DossierContext): HTMLElement | null => claims.length
  ? h("section", {}, h("h3", {}, of > claims.length ? `The first ${claims.length} of ${of} claims` : "What it rests on"), h("ul", { class: "cited" }, claims.map((each) => cited(each, context)))) : null;

/** The chances of a place over the published days, one column a day, the sides above one another. */
function chart(ledger: Ledger, days: string[], on: string, clock: Clock, context: DossierContext): HTMLElement {
  const rows = ledger[clock], wide = CHART.width / Math.max(1, days.length), tall = CHART.height;
  const bars = days.flatMap((each, at) => {
    let top = tall;
    return (rows[each] ?? []).map((share, side) => {
      const height = (share / 100) * tall;
      top -= height;
      return s("rect", { x: (at * wide).toFixed(2), y: top.toFixed(2), width: (wide + 0.3).toFixed(2), height: height.toFixed(2), fill: context.colour(context.sides[side] ?? null) });
    });
  });
  const x = (Math.max(0, days.indexOf(on)) + 0.5) * wide;
  const svg = s("svg", { class: "chances", viewBox: `0 0 ${CHART.width} ${tall}`, preserveAspectRatio: "none", role: "img", "aria-label": `Chances of each side over time, ${days[0]} to ${days.at(-1)}` },
    bars, s("line", { x1: x, x2: x, y1: 0, y2: tall, class: "now" }));
  svg.addEventListener("click", (event) => {
    const box = svg.getBoundingClientRect(), to = days[Math.floor(((event.clientX - box.left) / box.width) * days.length)];
    if (to) context.go(to);
  });
  return h("figure", { class: "over-time" }, svg, h("figcaption", {}, h("span", {}, named(days[0] ?? null)), h("span", {}, named(days.at(-1) ?? null))));
}

function word(each: Word, context: DossierContext): HTMLElement {
  const who = each.sides.map(context.side).join(" or "), most = Math.max(0.01, ...each.why.map(([, weight]) => Math.abs(weight)));
  return h("li", { class: `word ${each.share > 0 ? "" : "repeated"}`, "data-claim": each.claim },
    h("p", { class: "word-head" }, h("b", {}, named(each.day)), ` ${each.says === "holds" ? "held" : "not held"} by ${who}`,
      each.known > each.day ? h("small", {}, `, known ${named(each.known)}`) : null),
    h("blockquote", { dir: "auto" }, h("button", { type: "button", "data-to": each.claim, onclick: () => context.claim(each.claim) }, h("q", {}, each.quote))),
    h("p", { class: "word-source" }, h("span", { class: "dot", style: `--side:${context.colour(each.voice_side)}` }), h("b", {}, each.voice),
      h("small", {}, [each.source && each.source !== each.voice ? `in ${each.source}` : "", each.stance].filter(Boolean).join(", "))),
    h("details", { class: "confidence" },
      h("summary", {}, h("span", { class: "gauge", style: `--value:${each.credence}` }), h("b", {}, figure(each.credence)), h("span", {}, `credence, ${each.admiralty.join("")}`), h("span", { class: "why" }, "Why")),
      h("table", {}, h("tbody", {}, each.why.map(([feature, weight]) => h("tr", {}, h("th", { scope: "row" }, feature),
        h("td", { class: weight < 0 ? "against" : "for" }, h("span", { class: "bar", style: `--share:${Math.abs(weight) / most}` }), `${weight > 0 ? "+" : ""}${weight.toFixed(2)}`))))),
      each.share > 0 ? null : h("p", {}, "This source had said so before: it adds nothing.")),
    each.again.length ? h("details", { class: "again" }, h("summary", {}, each.again.length === 1 ? "repeated once" : `repeated ${each.again.length} times`),
      h("ul", { class: "cited" }, each.again.map((one) => cited(one, context)))) : null);
}

/** A place: how it stands, how that came about, and every voice's word for and against. */
export function placeView(ledger: Ledger, held: Held | null, days: string[], on: string, clock: Clock, context: DossierContext): HTMLElement {
  const words = heard(ledger.words, on, clock), side = held?.side ?? context.sides[0] ?? "";
  const part = (name: string, rows: Word[]) => h("section", {}, h("h3", {}, name, h("small", {}, ` ${rows.length}`)),
    rows.length ? h("ol", { class: "words" }, [...rows].reverse().map((each) => word(each, context))) : h("p", { class: "fine" }, "None."));
  return h("article", { class: "dossier" },
    h("header", {}, h("p", { class: "kind" }, held ? disc(held, context.colour) : null, `Place, ${clock === "was" ? "as it was on" : "as known on"} ${named(on)}`),
      h("h2", { tabindex: -1 }, ledger.name),
      h("p", { class: "when" }, held ? `${standing(held, context.side)}, since ${named(held.since)}` : clock === "was" ? "no report speaks of it by this day" : "no report had spoken of it by this day",
        held?.last ? h("small", {}, `latest report: ${named(held.last)}`) : null)),
    chart(ledger, days, on, clock, context),
    part(`For ${context.side(side)}`, words.filter((each) => speaksFor(each, side))),
    part("Against", words.filter((each) => !speaksFor(each, side))),
    h("p", { class: "fine" }, "Each independent source counts once. Credence is how likely what it says is, with the reasons beside it. Letter and digit rate the source (A to F) and the information (1 to 6), as the NATO Admiralty code does."));
}

export function pocketView(pocket: Pocket, on: string, context: DossierContext): HTMLElement {
  const by = pocket.by.map(context.side).join(" and ");
  return h("article", { class: "dossier" },
    h("header", {}, h("p", { class: "kind" }, `Pocket, ${named(on)}`), h("h2", { tabindex: -1 }, pocket.name),
      h("p", { class: "when" }, `${context.side(pocket.side)}, cut off${by ? ` by ${by}` : ""} since ${named(pocket.since)}`)),
    pocket.disagreement ? h("p", { class: "dispute" }, h("b", {}, "Disputed: "), `${sentence(pocket.disagreement, context)}.`) : null,
    h("dl", {}, fact("Known from", { stated: "reports that say so", derived: "who holds the places around it", both: "reports, and who holds the places around it" }[pocket.basis] ?? pocket.basis),
      fact("Area", `about ${Math.round(pocket.km2).toLocaleString("en")} km²`), fact("Places", pocket.places.join(", ") || "none that reports name")),
    citations(pocket.claims, pocket.of, context));
}

/** A front: between whom, how sure, how old the word along it is, and the places on either bank with their evidence. */
export function frontView(front: Front, beside: { held: Held; name: string }[], on: string, context: DossierContext, open: (place: string) => void): HTMLElement {
  return h("article", { class: "dossier" },
    h("header", {}, h("p", { class: "kind" }, `Front, ${named(on)}`), h("h2", { tabindex: -1 }, front.sides.map(context.side).join(" – ")),
      h("p", { class: "when" }, frontline(front))),
    h("dl", {}, fact("Newest report along it", named(front.newest)), fact("Oldest report along it", named(front.oldest))),
    h("p", { class: "fine" }, "A front runs half-way between places that two sides hold by recent reports. It is no survey of trenches; the evidence is that of the places on either bank."),
    front.sides.map((side) => h("section", {}, h("h3", {}, context.side(side)),
      h("ul", { class: "related" }, beside.filter((each) => each.held.side === side).map(({ held, name }) => h("li", {}, h("button", { type: "button", onclick: () => open(held.id) },
        disc(held, context.colour), h("span", {}, h("b", {}, name), h("small", {}, `${standing(held, context.side)}, latest report ${named(held.last)}`)))))))));
}

export function roadView(road: Road, on: string, context: DossierContext): HTMLElement {
  const claims = new Map([...road.claims, ...road.stretches.flatMap((each) => each.claims)].map((each) => [each.claim, each]));
  return h("article", { class: "dossier" },
    h("header", {}, h("p", { class: "kind" }, `Road, ${named(on)}`), h("h2", { tabindex: -1 }, road.name),
      h("p", { class: "when" }, passable(road.status, road.side, context.side, road.since ? `since ${named(road.since)}` : ""))),
    road.stretches.length === 0 ? h("p", { class: "fine" }, "Where it runs is not known, so it is not on the map.") : h("section", {}, h("h3", {}, "Stretches"), h("table", { class: "stretches" }, h("tbody", {}, road.stretches.map((each) => h("tr", {},
      h("th", { scope: "row" }, `${each.from} – ${each.to}`), h("td", {}, h("span", { class: `swatch road ${each.status}`, style: `--side:${context.colour(road.side)}` }), each.status,
        each.disagreement ? h("small", { class: "disputed" }, sentence(each.disagreement, context)) : null)))))),
    citations([...claims.values()], claims.size, context));
}

const fact = (name: string, value: string): HTMLElement => h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, value));

/** A sentence of the situation with the sides' names for their ids. */
const sentence = (text: string, context: DossierContext): string => context.sides.reduce((all, id) => all.replaceAll(id, context.side(id)), text);
