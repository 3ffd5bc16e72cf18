// Which claims are shown: pure functions of the state, so that list, map and slider can never disagree.
import { type Corners, holds } from "./area";
import type { ClaimRow, Site } from "./data";
import { type Basis, daysOf, isSpan, overlap, type Range } from "./days";
import { fold } from "./text";

export interface Filters {
  query: string; families: Set<string>; sides: Set<string>; sources: Set<string>; types: Set<string>; actors: Set<string>; statuses: Set<string>; certainty: Set<string>;
  /** Only these claims: those of one bubble on the map, and what it is called. */
  group: { name: string; ids: Set<string> } | null;
  /** Only what lies in an area that somebody drew. */
  area: Corners | null;
}
export const NO_SOURCE = "(no source named)";
export const NO_SIDE = "(no side)";

export const none = (): Filters => ({ query: "", families: new Set(), sides: new Set(), sources: new Set(), types: new Set(), actors: new Set(), statuses: new Set(), certainty: new Set(), group: null, area: null });

export const sourceOf = (claim: ClaimRow, site: Site): string => site.reports[claim.report]?.source ?? NO_SOURCE;

/** How sure the reader is that the report says it, in three steps. */
export const BANDS = ["0.8 and more", "0.5 to 0.8", "less than 0.5"] as const;
export const band = (confidence: number): string => (confidence >= 0.8 ? BANDS[0] : confidence >= 0.5 ? BANDS[1] : BANDS[2]);

export const actorsIn = (claim: ClaimRow): string[] => [...new Set([...claim.agents, ...claim.patients])];

/** Whether anything narrows the claims but their days. */
export const narrows = ({ query, group, area, ...sets }: Filters): boolean =>
  Boolean(query || group || area) || [sets.families, sets.sides, sets.sources, sets.types, sets.actors, sets.statuses, sets.certainty].some((set) => set.size > 0);

const haystacks = new WeakMap<ClaimRow, string>();

function haystack(claim: ClaimRow, site: Site): string {
  const known = haystacks.get(claim);
  if (known !== undefined) return known;
  const names = claim.places.map((place) => place.name);
  const made = fold([claim.quote, claim.type.replaceAll("_", " "), ...claim.agents, ...claim.patients, ...names, ...claim.says,
    sourceOf(claim, site), site.reports[claim.report]?.title ?? ""].join(" \n "));
  haystacks.set(claim, made);
  return made;
}

/** The words that are looked for. */
export const wordsOf = ({ query }: Filters): string[] => fold(query).split(/\s+/).filter(Boolean);

/** Whether a claim passes all filters but the days; an empty set lets everything through. */
export function passes(claim: ClaimRow, filters: Filters, site: Site, words = wordsOf(filters)): boolean {
  if (filters.families.size && !filters.families.has(claim.family)) return false;
  if (filters.sides.size && !(claim.sides.length ? claim.sides : [NO_SIDE]).some((side) => filters.sides.has(side))) return false;
  if (filters.sources.size && !filters.sources.has(sourceOf(claim, site))) return false;
  if (filters.types.size && !filters.types.has(claim.type)) return false;
  if (filters.actors.size && !actorsIn(claim).some((actor) => filters.actors.has(actor))) return false;
  if (filters.statuses.size && !filters.statuses.has(claim.modality)) return false;
  if (filters.certainty.size && !filters.certainty.has(band(claim.confidence))) return false;
  if (filters.group && !filters.group.ids.has(claim.id)) return false;
  if (filters.area && !claim.places.some((place) => place.lat !== null && place.lon !== null && place.level !== "country" && holds(filters.area!, place.lon, place.lat))) return false;
  return words.every((word) => haystack(claim, site).includes(word));
}

/** Whether a claim speaks of a day in the range. With all days nothing is left out: neither what has no day, nor what lies beyond the slider. */
export function inDays(claim: ClaimRow, site: Site, range: Range, basis: Basis, whole: boolean): boolean {
  if (whole) return true;
  const days = daysOf(claim, site.reports[claim.report], basis);
  return days !== null && overlap(days, range);
}

/** How many claims reach back before the slider's first day, how many on beyond its last, and how far. */
export function beyond(claims: ClaimRow[], site: Site, whole: Range, basis: Basis) {
  const before = { count: 0, to: whole.first }, after = { count: 0, to: whole.last };
  for (const claim of claims) {
    const days = daysOf(claim, site.reports[claim.report], basis);
    if (days && days.first < whole.first) { before.count += 1; before.to = Math.min(before.to, days.first); }
    if (days && days.last > whole.last) { after.count += 1; after.to = Math.max(after.to, days.last); }
  }
  return { before, after };
}

/** How many claims speak of each day: those of up to three days apart from longer spans. */
export function histogram(claims: ClaimRow[], site: Site, whole: Range, basis: Basis) {
  const size = whole.last - whole.first + 1;
  const short = new Map<string | null, Uint32Array<ArrayBuffer>>(), long = new Uint32Array(size), total = new Uint32Array(size);
  for (const claim of claims) {
    const days = daysOf(claim, site.reports[claim.report], basis);
    if (!days) continue;
    let row = long;
    if (!isSpan(days)) {
      row = short.get(claim.side) ?? new Uint32Array(size);
      short.set(claim.side, row);
    }
    for (let at = Math.max(days.first, whole.first); at <= Math.min(days.last, whole.last); at++) {
      row[at - whole.first]! += 1;
      total[at - whole.first]! += 1;
    }
  }
  return { short, long, total };
}

/** Count values, the most frequent first. */
export function tally(values: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
