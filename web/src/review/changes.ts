// What a decision would change: places, events and rows, in words.
import { percent } from "../percent";
import { h } from "../dom";
import type { EventTold, PlaceChange, Preview, Stand } from "./api";
import { plain, ROLES } from "./form";

const standing = (one: Stand | null): string => (one === null ? "nobody spoke of it" : one.side === null ? `unknown (${one.why})` : `${one.status === "held" ? "" : `${one.status}, `}${side(one.side)} ${percent(one.probability)}`);
const side = (id: string): string => id.replaceAll("-", " ");
const named = (row: PlaceChange): string => (row.scope === "place" ? row.name : `${row.name} (${plain(row.scope)})`);
const told = (one: EventTold): string => [plain(one.type), one.place?.name, one.time.start, ...one.counts.map((count) => `${plain(count.what)} ${count.low ?? "?"}${count.high !== count.low ? `–${count.high ?? "?"}` : ""}`)].filter(Boolean).join(" · ");
const parties = (one: EventTold): string => one.actors.map((each) => `${ROLES[each.role as keyof typeof ROLES] ?? plain(each.role)}: ${each.name}`).join(", ") || "nobody named";

/** An event before and after, by what is otherwise: its words where these are the same. */
export function anew(before: EventTold, after: EventTold): [string, string] {
  const pairs: [string, string][] = [[told(before), told(after)], [parties(before), parties(after)], [plain(before.outcome), plain(after.outcome)]];
  const [first, ...more] = pairs.filter(([was, is]) => was !== is);
  const head = pairs[0]![0] === pairs[0]![1] ? [`${told(before)} · `, ""] : ["", ""];
  return first ? [[head[0] + first[0], ...more.map(([was]) => was)].join(" · "), [first[1], ...more.map(([, is]) => is)].join(" · ")] : [told(before), "the same, on other words"];
}

const SMALL = 0.05; // a probability that moves by less is counted, not listed

/** Whether a change is worth a line: another state, or another share of whoever is named. */
export function tells({ before, after }: PlaceChange): boolean {
  if (before?.status !== after?.status || before?.side !== after?.side || before?.why !== after?.why) return true;
  return before?.side != null && Math.abs(before.probability - after!.probability) >= SMALL;
}

export function changes(preview: Preview, heading: string): HTMLElement {
  const moved = preview.places.filter(tells);
  const slight = preview.places.length - moved.length;
  const rows = preview.events.reduce((sum, row) => sum + Number(row.row_after) - Number(row.row_before), 0);
  const list = (name: string, items: (HTMLElement | null)[]) => (items.length ? [h("h3", {}, name), h("ul", {}, items)] : []);
  const nothing = !preview.places.length && !preview.events.length;
  return h("div", { class: "changes" }, h("h2", {}, heading),
    nothing ? h("p", {}, "Nothing on the map and no row would change.") : null,
    list("On the map", moved.map((row) => h("li", {}, h("b", {}, named(row)), ` on ${row.on}: `, h("span", { class: "before" }, standing(row.before)), " → ", h("span", { class: "after" }, standing(row.after))))),
    slight ? h("p", { class: "slight" }, `${slight} ${slight === 1 ? "place moves" : "places move"} a little.`) : null,
    list("Events", preview.events.map((row) => h("li", {},
      row.before === null ? [h("b", {}, "comes: "), told(row.after!)] : row.after === null ? [h("b", {}, "goes: "), told(row.before)] : [h("b", {}, "told anew: "), anew(row.before, row.after).join(" → ")],
      row.row_before !== row.row_after ? h("small", {}, row.row_after ? " (a new row)" : " (its row goes)") : null))),
    rows ? h("p", { class: "rows" }, `Rows of an ACLED export: ${rows > 0 ? "+" : "−"}${Math.abs(rows)}`) : null,
    preview.near !== null ? h("p", { class: "slight" }, `Reckoned of the ${preview.near} claims near its places.`) : null);
}
