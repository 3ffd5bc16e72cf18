// What the page asks the server, and what the server answers. A write brings the session's own word along.

export interface Words { start: number; end: number; text: string }
export interface Feature { feature: string; weight: number }
export interface Verdict { number: number; kind: string; author: string; made: string; reason: string }
export interface Item {
  claim: string; report: string; type: string; quote: string; source: string | null; known: string; confidence: number;
  worth: number; unsure: number; change: number; why: Feature[]; decided: Verdict[]; disputed: boolean;
}
export interface Group { event: string; type: string; place: string | null; day: string | null; voices: number; worth: number; items: Item[] }
export interface Page { groups: Group[]; more: boolean; claims: number; decided: number; disputed: number; seen: number }
export interface Actor {
  role: string; id: string | null; name: string; kind: string | null; parent: string | null; side: string | null;
  label: string; inferred: boolean; mention: Words | null;
}
export interface Place {
  role: string; relation: string; extent: string; id: string | null; name: string; level: string | null; admin1: string | null;
  admin2?: string | null; pcode?: string | null; geometry?: unknown; precision?: number | null; lat: number | null; lon: number | null; radius_km: number | null; candidates: number; margin: number | null; mention: Words | null;
}
export interface When { start: string | null; end: string | null; basis: string; mention: Words | null }
export interface Count { what: string; whom: string | null; low: number | null; high: number | null; best: number | null; mention: Words | null }
export interface Claim {
  id: string; report: string; type: string; sentence: { start: number; end: number }; quote: Words; trigger: Words; actors: Actor[];
  places: Place[]; time: When; counts: Count[]; polarity: string; outcome: string; modality: string; confidence: number;
  attribution: { source: string; cue: string }[]; reader: string; why: Feature[];
}
export interface Report { id: string; text: string; title: string | null; date: string | null; source: string | null; url: string | null }
export interface Mark { start: number; end: number; path: string; role: string; name: string }
export interface Detail {
  claim: Claim | null; read: Claim; report: Report; marks: Mark[]; others: Mark[]; landmarks: { name: string; lat: number; lon: number }[]; event: string | null; beside: string[];
  decided: Verdict[]; corrected: { path: string; value: unknown; author: string; number: number }[]; disputed: boolean; seen: number;
}
export interface PlaceChoice { place: Place; country: string; population: number; names: string[]; share: number }
export interface ActorChoice {
  actor: Actor; names: string[]; from: string | null; to: string | null;
  member: { conflict: string; side: string; from: string | null; to: string | null }[];
}
export interface Choices { words: Words; places: PlaceChoice[]; actors: ActorChoice[]; times: When[]; counts: Count[] }
export interface Stand { status: string; side: string | null; probability: number; why: string }
export interface PlaceChange { id: string; name: string; scope: string; lat: number; lon: number; on: string; before: Stand | null; after: Stand | null }
export interface EventTold { id: string; type: string; time: { start: string | null; end: string | null }; place: { name: string } | null; actors: { role: string; name: string }[]; outcome: string; counts: { what: string; low: number | null; high: number | null }[] }
export interface EventChange { id: string; before: EventTold | null; after: EventTold | null; row_before: boolean; row_after: boolean }
export interface Preview { claim: Claim | null; places: PlaceChange[]; events: EventChange[]; near: number | null; seconds: number }
export interface Check { fits: boolean; reason: string | null; remedy: string | null }
export interface Who { account: string | null; role: string | null; csrf: string | null; expired: boolean; open: boolean }
export interface Type { name: string; family: string; neutral: string }
export interface Line { folder: string; toml: string; name: string; author: string; decision: number; claim: string }
export interface Deed { at: string; account: string | null; action: string; subject: string; detail: Record<string, unknown> }
export interface Decided { number: number; kind: string; subject: string; author: string }
export interface NewDecision { kind: string; subject?: string; others?: string[]; fields?: Record<string, unknown>; reason: string; withdraws?: number; seen?: number }

/** Why the server did not do it. */
export class Problem extends Error {
  constructor(readonly status: number, reason: string, readonly remedy: string | null) { super(reason); }
}

let csrf: string | null = null;

async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET" && csrf) headers["X-CSRF-Token"] = csrf;
  const options: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) options.body = JSON.stringify(body);
  if (signal) options.signal = signal;
  const answer = await fetch(`/api/${path}`, options).catch((error: Error) => {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, "The server cannot be reached.", "See that it runs, then try again.");
  });
  if (answer.ok) return (await answer.json()) as T;
  const said = (await answer.json().catch(() => null)) as { reason?: string; remedy?: string | null } | null;
  throw new Problem(answer.status, said?.reason ?? `The server answered ${answer.status}.`, said?.remedy ?? null);
}

const query = (values: Record<string, string | number | null>): string =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null && value !== "").map(([name, value]) => [name, String(value)])).toString();

async function signed(who: Promise<Who>): Promise<Who> {
  const found = await who;
  csrf = found.csrf;
  return found;
}

export const api = {
  who: () => signed(ask<Who>("GET", "session")),
  signIn: (name: string, password: string) => signed(ask<Who>("POST", "session", { name, password })),
  signOut: () => signed(ask<Who>("DELETE", "session")),
  queue: (state: string, offset: number, type: string) => ask<Page>("GET", `review?${query({ state, offset, limit: 25, type })}`),
  detail: (claim: string) => ask<Detail>("GET", `review/claims/${encodeURIComponent(claim)}`),
  types: () => ask<Type[]>("GET", "review/types"),
  places: (name: string, report: string | null) => ask<PlaceChoice[]>("GET", `places?${query({ name, report })}`),
  actors: (name: string, on: string | null, report: string | null) => ask<ActorChoice[]>("GET", `actors?${query({ name, on, report })}`),
  words: (report: string, start: number, end: number, as: string) => ask<Choices>("POST", "review/words", { report, start, end, as }),
  missed: (what: Record<string, unknown>) => ask<Claim>("POST", "review/missed", what),
  check: (decision: NewDecision) => ask<Check>("POST", "review/check", decision),
  preview: (decision: NewDecision, signal?: AbortSignal) => ask<Preview>("POST", "review/preview", decision, signal),
  decide: (decision: NewDecision) => ask<Decided>("POST", "decisions", decision),
  decisions: () => ask<Decided[]>("GET", "decisions"),
  lines: () => ask<Line[]>("GET", "review/lines"),
  audit: () => ask<Deed[]>("GET", "audit?limit=200"),
};
