// The panel's contents for an event: what its claims agree on, and where they contradict one another, with who says which.
import type { ClaimRow } from "./data";
import { day, dayName } from "./days";
import { h } from "./dom";
import { type EvidenceContext, related } from "./evidence";
import { figure } from "./percent";
import { typeName, word } from "./words";

interface Variant { value: string; claims: string[]; sources: string[]; voices: number }
export interface Told {
  id: string; type: string; outcome: string; credence: number | null; why: { feature: string; weight: number }[]; voices: number; denied: number;
  time: { start: string | null; end: string | null; earliest: string | null; latest: string | null };
  place: { name: string } | null; actors: { role: string; name: string; side: string | null }[];
  counts: { what: string; low: number | null; high: number | null; best: number | null }[];
  sources: string[]; reports: string[]; claims: string[]; contradictions: { attribute: string; variants: Variant[] }[];
}

const range = (first: string | null, last: string | null): string => {
  const a = day(first ?? last), b = day(last ?? first);
  return a === null || b === null ? "day unknown" : a === b ? dayName(a) : `${dayName(a)} – ${dayName(b)}`;
};

export function eventView(event: Told, rows: ClaimRow[], context: EvidenceContext): HTMLElement {
  const { site } = context, fact = (name: string, value: string) => value ? h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, value)) : null;
  const known = new Map(rows.map((each) => [each.id, each])), of = (claims: string[]) => claims.flatMap((id) => known.get(id) ?? []);
  return h("article", { class: "dossier", "data-event": event.id },
    h("header", {}, h("p", { class: "kind" }, `Event, reported by ${event.voices} independent ${event.voices === 1 ? "source" : "sources"} in ${event.reports.length} ${event.reports.length === 1 ? "report" : "reports"}`),
      h("h2", { tabindex: -1 }, typeName(event.type), event.place ? h("span", { class: "where" }, ` · ${event.place.name}`) : null),
      h("p", { class: "when" }, range(event.time.start, event.time.end), event.credence === null ? null : h("small", {}, `credence ${figure(event.credence)}`))),
    h("dl", {}, event.actors.map((each) => fact(word(site, "actor_role", each.role), each.name)),
      event.counts.map((each) => fact(word(site, "count", each.what), each.low === each.high ? String(each.best ?? each.low ?? "unknown") : `${each.low ?? "?"} to ${each.high ?? "?"}`)),
      fact("Outcome", event.outcome === "unknown" ? "" : word(site, "outcome", event.outcome)), fact("Sources", event.sources.join(", "))),
    event.contradictions.length ? h("section", {}, h("h3", {}, "Where they contradict one another"),
      event.contradictions.map((each) => h("table", { class: "wordings" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, each.attribute), h("th", { scope: "col" }, "Who says so"))),
        h("tbody", {}, each.variants.map((one) => h("tr", {}, h("td", {}, one.value), h("td", {}, one.sources.join(", "), h("small", {}, `${one.voices} independent`)))))))) : null,
    h("section", {}, h("h3", {}, `${event.claims.length} claims`), related(of(event.claims), context)));
}
