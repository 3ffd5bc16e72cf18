// The places of a scene as buttons over the map: full where held, two colours where contested, empty where unknown.
import type { Position } from "geojson";
import { day, dayName } from "./days";
import { h } from "./dom";
import { percent } from "./percent";
import type { Front, Held, Pocket, Situation, Spot } from "./scene";

const NAMED = 4; // places that are named as lying close by; more are counted

export interface Dot { spot: Spot; held: Held }
export interface DotEvents { place(id: string): void; pocket(at: number): void; colour(side: string | null): string; side(id: string | null): string }

export const dots = (situation: Situation, places: Held[]): Dot[] => {
  const spots = new Map(situation.places.map((each) => [each.id, each]));
  const order = { held: 0, contested: 1, unknown: 2 };
  return places.flatMap((held) => { const spot = spots.get(held.id); return spot ? [{ spot, held }] : []; })
    .sort((a, b) => b.held.claims - a.held.claims || order[a.held.status] - order[b.held.status] || (a.held.id < b.held.id ? -1 : 1));
};

/** How a road or a stretch stands, and for whom. */
export function passable(status: string, side: string | null, name: (side: string | null) => string, since = ""): string {
  if (status === "unknown") return `no report says whether it is open${side === null ? "" : ` for ${name(side)}`}`;
  const words = [status, side === null ? "" : `for ${name(side)}`, since].filter(Boolean).join(" ");
  return side === null ? `${words}, for whom is not said` : words;
}

/** A front's length and how sure it is, in words. */
export const frontline = ({ km, contested, certainty }: Pick<Front, "km" | "contested" | "certainty">): string =>
  `${Math.round(km)} km, ${contested ? "contested" : "each side holds its bank"} (certainty ${percent(certainty)})`;

/** How a place stands, in words. */
export function standing({ side, status, p, other, q }: Held, name: (side: string | null) => string): string {
  if (status === "held") return `held by ${name(side)} (${percent(p)})`;
  if (status === "contested") return `contested: ${name(side)} ${percent(p)}, ${name(other)} ${percent(q)}`;
  return `unknown; most likely ${name(side)} (${percent(p)})`;
}

export const disc = (held: Pick<Held, "side" | "other" | "status">, colour: (side: string | null) => string): HTMLElement =>
  h("span", { class: `disc ${held.status}`, style: `--side:${colour(held.side)};--other:${colour(held.other)}`, "aria-hidden": "true" });

/** A place's mark; `beside`: places that have no room of their own so far away, which it counts. */
export function dotButton({ spot, held }: Dot, beside: Dot[], events: DotEvents): HTMLElement {
  const others = beside.length > NAMED ? `${beside.length} other places` : beside.map((each) => each.spot.name).join(", ");
  const label = `${spot.name}: ${standing(held, events.side)}${beside.length ? `. Close by: ${others}` : ""}`;
  return h("button", { type: "button", class: "spot", "data-place": spot.id, "aria-label": label, title: label, onclick: () => events.place(spot.id) }, disc(held, events.colour), beside.length ? h("span", { class: "beside", "aria-hidden": "true" }, `+${beside.length}`) : null);
}

export function pocketButton(pocket: Pocket, at: number, events: DotEvents): HTMLElement {
  const label = `${pocket.name} pocket: ${events.side(pocket.side)}, cut off since ${dayName(day(pocket.since)!)}`;
  return h("button", { type: "button", class: "pocket-name", "aria-label": label, title: label, style: `--side:${events.colour(pocket.side)}`, onclick: () => events.pocket(at) },
    h("span", {}, pocket.name), " ", h("small", {}, "pocket"));
}

/** The points of a pocket's outline. */
export function outline({ geometry }: Pocket): Position[] {
  return geometry.type === "Polygon" ? geometry.coordinates[0]! : geometry.type === "MultiPolygon" ? geometry.coordinates.flatMap((each) => each[0]!) : [];
}

/** The middle of a pocket's outline, where its name stands. */
export function middle(pocket: Pocket): [number, number] {
  const points = outline(pocket);
  const lons = points.map((each) => each[0]!), lats = points.map((each) => each[1]!);
  return [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
}
