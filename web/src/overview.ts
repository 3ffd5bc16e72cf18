// The claims shown, summed up: charts by week, kind, type and actor; sources; access; who moved where.
import type { ClaimRow, Site } from "./data";
import { type Basis, dayName, daysOf, day, iso } from "./days";
import { h, replace, s } from "./dom";
import { actorsIn, sourceOf, tally } from "./filter";
import { actorsOf, tag, typeName, word } from "./words";

export interface OverviewEvents { choose(claim: ClaimRow): void; colour(side: string | null): string; only(name: "sources" | "types" | "actors", value: string): void }
const ACCESS = new Set(["siege", "siege_broken", "encirclement", "route_cut", "route_opened", "aid", "evacuation", "agreement", "violation"]);
const MOVED = new Set(["displacement", "evacuation"]);
const MOST = 12, LISTED = 40, WEEK = 7, MONDAY = 4; // 1 January 1970 was a Thursday: day 4 a Monday
const FAMILIES = ["control", "fighting", "remote", "civilians", "losses", "strategic", "unrest"];

/** How many claims of each family speak of each week, by its Monday. */
export function weeks(claims: ClaimRow[], site: Site, basis: Basis): { monday: number; counts: Map<string, number> }[] {
  const found = new Map<number, Map<string, number>>();
  for (const claim of claims) {
    const days = daysOf(claim, site.reports[claim.report], basis);
    if (!days) continue;
    const monday = Math.floor((days.last - MONDAY) / WEEK) * WEEK + MONDAY, row = found.get(monday) ?? new Map<string, number>();
    row.set(claim.family, (row.get(claim.family) ?? 0) + 1);
    found.set(monday, row);
  }
  const all = [...found.keys()].sort((a, b) => a - b), first = all[0], last = all.at(-1);
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: (last - first) / WEEK + 1 }, (_, at) => ({ monday: first + at * WEEK, counts: found.get(first + at * WEEK) ?? new Map() }));
}

export class Overview {
  readonly element = h("div", { class: "overview", tabindex: -1 });

  constructor(private readonly site: Site, private readonly events: OverviewEvents) {}

  show(claims: ClaimRow[], basis: Basis): void {
    const top = this.element.scrollTop;
    replace(this.element, claims.length ? [
      this.byWeek(claims, basis), this.bars("By type", "types", tally(claims.map((each) => each.type)), typeName),
      this.bars("By actor", "actors", tally(claims.flatMap(actorsIn)), (each) => each), this.sources(claims),
      this.listed("Access", "Sieges, roads, crossings, aid and truces, the newest first", claims.filter((each) => ACCESS.has(each.type)), (each) => [typeName(each.type), each.where || "place not given", actorsOf(each)]),
      this.listed("Displacement", "Who moved or was moved, and where", claims.filter((each) => MOVED.has(each.type)), (each) => [each.counts.join("; ") || typeName(each.type), moved(each), actorsOf(each)]),
    ] : h("p", { class: "empty" }, "No claim here on these days."));
    this.element.scrollTop = top;
  }

  private byWeek(claims: ClaimRow[], basis: Basis): HTMLElement {
    const rows = weeks(claims, this.site, basis), sums = rows.map((each) => [...each.counts.values()].reduce((a, b) => a + b, 0)), most = Math.max(1, ...sums);
    const wide = 320 / Math.max(1, rows.length), tall = 90, families = FAMILIES.filter((each) => rows.some((row) => row.counts.has(each)));
    const shade = (at: number) => `color-mix(in srgb, var(--ink) ${Math.round(100 - (85 * at) / Math.max(1, families.length - 1))}%, var(--paper))`;
    const bars = rows.flatMap((row, at) => {
      let y = tall;
      return families.map((family, order) => {
        const height = ((row.counts.get(family) ?? 0) / most) * tall;
        y -= height;
        return s("rect", { x: (at * wide + wide * 0.08).toFixed(2), width: (wide * 0.84).toFixed(2), y: y.toFixed(2), height: height.toFixed(2), style: `fill:${shade(order)}` }, s("title", {}, `${word(this.site, "family", family)}, week of ${dayName(row.monday)}: ${row.counts.get(family) ?? 0}`));
      });
    });
    const label = `Claims by week, ${rows.length ? `${iso(rows[0]!.monday)} to ${iso(rows.at(-1)!.monday)}` : "none"}, most ${most} in one`;
    return h("section", { class: "by-week" }, h("h2", {}, "By week", h("small", {}, `at most ${most}`)),
      s("svg", { viewBox: `0 0 320 ${tall}`, class: "weeks", role: "img", "aria-label": label, preserveAspectRatio: "none" }, bars),
      h("p", { class: "ends" }, rows.length ? [h("span", {}, dayName(rows[0]!.monday)), h("span", {}, dayName(rows.at(-1)!.monday))] : null),
      h("ul", { class: "key" }, families.map((family, order) => h("li", {}, h("span", { class: "swatch", style: `background:${shade(order)}` }), word(this.site, "family", family)))));
  }

  private bars(title: string, name: "types" | "actors", rows: [string, number][], label: (value: string) => string): HTMLElement {
    const most = rows[0]?.[1] ?? 1;
    return h("section", {}, h("h2", {}, title, h("small", {}, rows.length)),
      h("ul", { class: "counts" }, rows.slice(0, MOST).map(([value, count]) => h("li", {}, h("button", { type: "button", title: "Only these", onclick: () => this.events.only(name, value) },
        h("span", {}, label(value)), h("span", { class: "bar", style: `--share:${count / most}` }), h("b", {}, count))))),
      rows.length > MOST ? h("p", { class: "empty" }, `and ${rows.length - MOST} more`) : null);
  }

  private sources(claims: ClaimRow[]): HTMLElement {
    const rows = tally(claims.map((each) => sourceOf(each, this.site)));
    return h("section", {}, h("h2", {}, "Sources", h("small", {}, rows.length)),
      h("table", { class: "sources" }, h("thead", {}, h("tr", {}, ["Source", "Claims", "Reports", "Last"].map((each) => h("th", { scope: "col" }, each)))),
        h("tbody", {}, rows.slice(0, LISTED).map(([source, count]) => {
          const own = claims.filter((each) => sourceOf(each, this.site) === source), reports = new Set(own.map((each) => each.report)), side = this.site.reports[own[0]!.report]?.side ?? null;
          const last = [...reports].map((each) => this.site.reports[each]?.date?.slice(0, 10) ?? "").sort().at(-1) ?? "";
          return h("tr", {}, h("th", { scope: "row" }, h("button", { type: "button", title: "Only these", onclick: () => this.events.only("sources", source) }, h("span", { class: "dot", style: `--side:${this.events.colour(side)}` }), source)),
            h("td", {}, count), h("td", {}, reports.size), h("td", {}, last));
        }))));
  }

  private listed(title: string, about: string, claims: ClaimRow[], say: (claim: ClaimRow) => [string, string, string]): HTMLElement {
    const at = (each: ClaimRow) => day(each.to) ?? day(each.from) ?? day(this.site.reports[each.report]?.date) ?? -Infinity, rows = [...claims].sort((a, b) => at(b) - at(a));
    return h("section", {}, h("h2", {}, title, h("small", {}, claims.length)), h("p", { class: "fine" }, about),
      h("ul", {}, rows.slice(0, LISTED).map((each) => {
        const [name, where, who] = say(each);
        return h("li", {}, h("button", { type: "button", class: "entry", "data-to": each.id, onclick: () => this.events.choose(each) }, h("span", { class: "dot", style: `--side:${this.events.colour(each.side)}` }),
          h("span", {}, h("b", {}, name), tag(each, this.site) ? h("span", { class: "item-tag" }, tag(each, this.site)) : null,
            h("small", {}, [where, who, Number.isFinite(at(each)) ? dayName(at(each)) : "day unknown", sourceOf(each, this.site)].filter(Boolean).join(" · ")))));
      })), claims.length ? null : h("p", { class: "empty" }, "No claim shown speaks of it."),
      claims.length > LISTED ? h("p", { class: "empty" }, `${claims.length - LISTED} more: narrow the days or the map`) : null);
  }
}

/** From where to where: "from Maskanah to Raqqa"; where the claim says it happened, else. */
export function moved(claim: ClaimRow): string {
  const of = (...roles: string[]) => claim.places.filter((each) => roles.includes(each.role)).map((each) => each.name).join(", ");
  const from = of("from"), to = of("to", "toward"), at = of("at");
  return [from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(" ") || (at ? `at ${at}` : "place not given");
}
