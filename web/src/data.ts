// What the page is given: `data/site.js`, `data/claims.js` and one `data/reports/HASH.js` a report. Each file calls a
// function of the global `contested`, since a page opened from a disk may load scripts and nothing else.
import type { Geometry } from "geojson";

export type Doubt = "solid" | "hollow" | "struck" | "hatched";
export type Shape = "square" | "diamond" | "triangle" | "cross" | "wedge" | "circle" | "hexagon";
export type Words = Record<string, Record<string, string>>;

export interface Side { id: string; name: string; colour: string }
export interface Label { name: string; lat: number; lon: number; rank: number }
export interface Road { name: string; stops: [number, number][] }
export interface ReportRow {
  id: string; file: string; title: string; source: string | null; side: string | null; date: string | null;
  url: string | null; lang: string | null; claims: number; reader: string;
}
export interface Site {
  heading: string; sides: Side[]; no_side: string; words: Words; types: Record<string, string>; reports: ReportRow[];
  labels: Label[]; roads: Road[]; provinces: { lines: [number, number][][]; names: Label[] }; tiles: { url: string; attribution: string } | null;
  /** A base map of the user's own, beside the page (PMTiles). */
  basemap: { at: string; kind: "vector" | "raster"; minzoom: number; maxzoom: number; box: [number, number, number, number]; attribution: string | null; layers: string[] } | null;
  /** The last day of the situation, where there is one. */
  situation: string | null;
  /** The wars, where there are several; the situation above is that of the first. */
  wars?: War[];
  /** The files of claims, and how many claims and reports there are; where the files are many, what the slider draws. */
  parts: Part[]; total: [number, number]; bars: Bars | null;
}
/** A war that claims are of; its last day of situation, and where the files of that lie. Of many claims, what the slider draws of its own, and how many claims and reports these are. */
export interface War { id: string; name: string; last: string; at: string; bars?: Bars; total?: [number, number] }
export interface Part { file: string; first: string | null; last: string | null; box: [number, number, number, number] | null; n: number }
export interface Bars { first: string; last: string; short: Record<string, number[]>; long: number[] }
export interface PlaceRow {
  role: string; relation: string; extent: string; name: string; level: string | null; lat: number | null;
  lon: number | null; radius_km: number | null; precision: number | null; geometry: Geometry | null;
}
/** A claim as map, list and slider need it; `report` is its report's number in `Site.reports`. */
export interface ClaimRow {
  id: string; report: number; type: string; family: string; main: boolean; from: string | null; to: string | null;
  basis: string; scope: string; modality: string; outcome: string; doubt: Doubt; agents: string[]; patients: string[];
  side: string | null; sides: string[]; places: PlaceRow[]; where: string; says: string[]; counts: string[];
  quote: string; confidence: number; event?: string | null; war?: string | null;
}
/** A stretch of the report's text in code points, the end exclusive. */
export interface Span { start: number; end: number }
export interface Quoted extends Span { text: string }
export interface Wording extends Quoted { neutral: string; favours: string | null; kind?: string }
/** A claim in full, as the reader wrote it. */
export interface Claim {
  id: string; scope: string; sentence: Span; quote: Quoted; type: string;
  acled: { event_type: string; sub_event_type: string } | null;
  plover: { event: string; mode: string | null } | null;
  ucdp: number | null; trigger: Quoted;
  actors: {
    role: string; id: string | null; name: string; kind: string | null; parent: string | null; side: string | null;
    label: string; inferred: boolean;
  }[];
  places: (PlaceRow & { admin1: string | null; candidates: number; margin: number | null })[];
  time: { start: string | null; end: string | null; edtf: string | null; basis: string; mention: Quoted | null };
  caused_by: string | null; means: { kind: string }[]; echelon: string | null; polarity: string; outcome: string;
  modality: string; condition: Quoted | null;
  attribution: { source: string; kind: string; cue: string }[];
  wording: Wording[]; confidence: number; why: { feature: string; weight: number }[]; count_words: string[];
}
export interface Chunk {
  file: string; text: string; sentences: (Span & { part: string })[]; wording: Wording[]; claims: Claim[];
  /** The rows of its claims and its own, where the page does not hold them all. */
  rows?: ClaimRow[]; row?: ReportRow;
}

type Calls = "site" | "claims" | "report" | "situation" | "scene" | "place" | "bucket" | "water";
declare global {
  interface Window { contested: Record<Calls, (data: unknown) => void> }
}

const values = new Map<string, unknown>();
const files = new Map<string, Promise<unknown>>();

/** The value that a data file hands over, loaded once. */
export function fetched<T>(src: string): Promise<T> {
  const known = files.get(src);
  if (known) return known as Promise<T>;
  const coming = script(src).then(() => {
    if (!values.has(src)) throw new Error(`${src} holds no data`);
    return values.get(src);
  });
  coming.catch(() => files.delete(src));
  files.set(src, coming);
  return coming as Promise<T>;
}

/** Let data files hand over their values; the file that is being run says whose value it is. */
export function takeOver(): void {
  const hand = (data: unknown) => { values.set(document.currentScript?.getAttribute("src") ?? "", data); };
  window.contested = { site: hand, claims: hand, report: hand, situation: hand, scene: hand, place: hand, bucket: hand, water: hand };
}

/** Load the page's data: the claims too, where they are in one file. Rejects if a file is missing. */
export async function load(): Promise<{ site: Site; claims: ClaimRow[] }> {
  takeOver();
  const site = await fetched<Site>("data/site.js");
  // What the page opens on comes at the same time as the claims; who needs it asks again, and is told what went wrong.
  if (site.situation && !site.wars?.length) for (const src of ["data/situation.js", `data/days/${site.situation}.js`]) fetched(src).catch(() => undefined);
  const only = site.bars === null ? site.parts[0] : undefined;
  return { site, claims: only ? (await part(only)).rows : [] };
}

/** One file of claims, with the rows of their reports by number where the page does not hold them all. */
export const part = (of: Part): Promise<{ rows: ClaimRow[]; reports: Record<number, ReportRow> }> => fetched(`data/claims/${of.file}.js`);

/** A value by its id, from the file of all whose ids begin alike; undefined for an id that is not there. */
export async function lookup<T>(kind: "index" | "events", id: string): Promise<T | undefined> {
  if (!/^[0-9a-f]{2}/.test(id)) return undefined;
  return (await fetched<Record<string, T>>(`data/${kind}/${id.slice(0, 2)}.js`).catch((): Record<string, T> => ({})))[id];
}

/** Load one report in full, once. */
export const chunk = (file: string): Promise<Chunk> => fetched<Chunk>(`data/reports/${file}.js`);

function script(src: string): Promise<void> {
  return new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = src;
    tag.onload = () => { tag.remove(); done(); };
    tag.onerror = () => { tag.remove(); failed(new Error(`${src} cannot be loaded`)); };
    document.head.append(tag);
  });
}
