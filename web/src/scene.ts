// The situation of a day as it is published: `data/situation.js`, `data/days/DATE.js`, `data/places/HASH.js`; of further
// wars in a folder of `data` each.
import type { Geometry, Position } from "geojson";
import { type ClaimRow, fetched, type Site } from "./data";
import { day, daysOf, isSpan } from "./days";

/** By all that is told, or by what was known on the day itself. */
export type Clock = "was" | "known";
export type Status = "held" | "contested" | "unknown";
export type Passage = "open" | "cut" | "contested" | "unknown";

/** A claim's own words, who published them and when. */
export interface Cited { claim: string; quote: string; source: string | null; known: string }
export interface Spot { id: string; name: string; lat: number; lon: number; file: string }
/** `at`: where its files lie. */
export interface Situation { at: string; days: string[]; war: string | null; sides: string[]; places: Spot[] }
/** Land of one side: 3 sure, 2 likely, 1 hardly; contested by two; of which the last word is old; or without any word. */
export interface Land { kind: "held" | "contested" | "old word" | "no word"; side: string | null; other: string | null; level: number; newest: string | null; geometry: Geometry }
export interface Held {
  id: string; side: string; status: Status; p: number; other: string | null; q: number; since: string; last: string | null; claims: number;
}
export interface Front { sides: [string, string]; certainty: number; contested: boolean; km: number; newest: string; oldest: string; places: string[]; geometry: Geometry }
export interface Pocket {
  name: string; side: string | null; by: string[]; since: string; places: string[]; km2: number; basis: string;
  disagreement: string | null; claims: Cited[]; of: number; geometry: Geometry;
}
export interface Stretch { from: string; to: string; status: Passage; basis: string | null; disagreement: string | null; claims: Cited[]; line: Position[] }
export interface Road { id: string; name: string; from: string; to: string; side: string | null; status: Passage; since: string | null; stretches: Stretch[]; claims: Cited[] }
export interface Scene { land: Land[]; places: Held[]; fronts: Front[]; pockets: Pocket[]; roads: Road[] }
export interface Word extends Cited {
  day: string; voice: string; voice_side: string | null; stance: string; says: string; sides: string[]; credence: number;
  why: [string, number][]; admiralty: [string, string]; share: number; again: Cited[];
}
/** A place's ledger; its chances in per cent by day, in the order of `Situation.sides`. */
export interface Ledger { id: string; name: string; words: Word[]; was: Record<string, number[]>; known: Record<string, number[]> }

export const situation = async (at = "data/"): Promise<Situation> => ({ ...await fetched<Situation>(`${at}situation.js`), at });
export const scene = ({ at }: Situation, day: string): Promise<Record<Clock, Scene>> => fetched(`${at}days/${day}.js`);
export const ledger = ({ at }: Situation, spot: Spot): Promise<Ledger> => fetched(`${at}places/${spot.file}.js`);

/** The published day that stands for a day: the last by then, else the first there is. */
export function nearest(days: string[], wanted: string | null): string {
  const by = wanted === null ? days : days.filter((each) => each <= wanted);
  return by.at(-1) ?? days[0] ?? "";
}

/** How many claims speak of each of some days, or of those since the one before it. */
export function perDay(days: string[], claims: ClaimRow[], site: Site): number[] {
  const ends = days.map((each) => day(each)!), told = days.map(() => 0);
  const add = (at: number, count: number) => { const to = ends.findIndex((end) => at <= end); if (to >= 0) told[to]! += count; };
  const bars = site.bars, first = bars && day(bars.first);
  if (bars && first !== null) for (const row of Object.values(bars.short)) row.forEach((count, at) => add(first + at, count));
  else for (const claim of claims) { const at = daysOf(claim, site.reports[claim.report], "happened"); if (at && !isSpan(at)) add(at.last, 1); }
  return told;
}

/** The words that count on a day; on the clock of what was known, only those that were published by then. */
export const heard = (words: Word[], day: string, clock: Clock): Word[] =>
  words.filter((each) => each.day <= day && (clock === "was" || each.known <= day));

/** Whether a word speaks for a side's holding a place. */
export const speaksFor = (word: Word, side: string): boolean => (word.says === "holds") === word.sides.includes(side);

/** The stretches to draw, each once, by the side for which most is known of it: open before contested before cut. */
export function stretches(roads: Road[]): { road: Road; stretch: Stretch }[] {
  const order: Passage[] = ["open", "contested", "cut", "unknown"], found = new Map<string, { road: Road; stretch: Stretch }>();
  for (const road of roads)
    for (const [at, stretch] of road.stretches.entries()) {
      const key = `${road.id} ${at}`, known = found.get(key);
      if (!known || order.indexOf(stretch.status) < order.indexOf(known.stretch.status)) found.set(key, { road, stretch });
    }
  return [...found.values()];
}
