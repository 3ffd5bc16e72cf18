// Where marks stand on the screen. Claims of one place stand side by side; too many, or places too close to be told
// apart, become one bubble with their number. Nothing is left out and nothing lies under something else.
import type { ClaimRow, PlaceRow } from "./data";
import { tally } from "./filter";

export const MARK = 22; // pixels across a mark
export const MOST = 7; // marks that stand side by side before they become a bubble

export interface Spot { claim: ClaimRow; place: PlaceRow; lon: number; lat: number; key: string }
export interface Group { key: string; spots: Spot[]; places: string[]; lon: number; lat: number; x: number; y: number }

const ORDER = ["at", "to", "toward", "from", "near", "via"];

/**
 * The place that a claim's mark stands at: the first resolved one, by role; null if there is none. A country is none: a
 * mark in its middle would say that something happened there.
 */
export function spot(claim: ClaimRow): Spot | null {
  let found = spots.get(claim);
  if (found === undefined) spots.set(claim, found = sought(claim));
  return found;
}

const spots = new WeakMap<ClaimRow, Spot | null>(); // asked for all claims at every step of the slider

function sought(claim: ClaimRow): Spot | null {
  const resolved = claim.places.filter((place) => place.lat !== null && place.lon !== null && place.level !== "country");
  resolved.sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  const place = resolved[0];
  return place ? { claim, place, lon: place.lon!, lat: place.lat!, key: `${place.lon!.toFixed(4)},${place.lat!.toFixed(4)}` } : null;
}

/** How far a group reaches from its middle, in pixels. */
export const reach = (count: number): number =>
  count > MOST ? 12 + Math.min(14, 4 * Math.log2(count / MOST + 1)) : count === 1 ? MARK / 2 : count <= 3 ? MARK : MARK * 1.45;

/** Offsets in pixels of up to `MOST` marks around their middle: one, a pair, a triangle, a ring with a centre. */
export function offsets(count: number): [number, number][] {
  const step = MARK - 1;
  if (count <= 1) return [[0, 0]];
  if (count === 2) return [[-step / 2, 0], [step / 2, 0]];
  if (count === 3) return [[-step / 2, step * 0.29], [step / 2, step * 0.29], [0, -step * 0.58]];
  const ring = Array.from({ length: count - 1 }, (_, i): [number, number] => {
    const angle = (i / Math.max(6, count - 1)) * 2 * Math.PI - Math.PI / 2;
    return [step * Math.cos(angle), step * Math.sin(angle)];
  });
  return [[0, 0], ...ring];
}

/** Group spots at one zoom; `project` gives pixels. The largest places stay where they are and take in their neighbours. */
export function groups(spots: Spot[], project: (lon: number, lat: number) => { x: number; y: number }): Group[] {
  const places = new Map<string, Group>();
  for (const each of spots) {
    const known = places.get(each.key);
    if (known) known.spots.push(each);
    else places.set(each.key, { key: each.key, spots: [each], places: [], lon: each.lon, lat: each.lat, ...project(each.lon, each.lat) });
  }
  let made = [...places.values()];
  for (let before = Infinity; made.length < before; ) {
    before = made.length;
    made = merged(made);
  }
  for (const group of made) group.places = tally(group.spots.map((each) => each.place.name)).map(([name]) => name);
  return made;
}

function merged(old: Group[]): Group[] {
  const made: Group[] = [];
  for (const group of old.sort((a, b) => b.spots.length - a.spots.length || (a.key < b.key ? -1 : 1))) {
    const near = made.find((other) =>
      Math.hypot(other.x - group.x, other.y - group.y) < reach(other.spots.length) + reach(group.spots.length));
    if (near) near.spots.push(...group.spots);
    else made.push(group);
  }
  return made;
}
