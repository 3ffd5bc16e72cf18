// What is otherwise on one day than on another: places, pockets, roads and fronts of two scenes, and why.
import { passable } from "./dots";
import { type Cited, type Clock, type Held, type Ledger, type Pocket, type Road, type Scene, speaksFor, type Spot, type Word } from "./scene";

type Name = (side: string | null) => string;
export interface Change {
  kind: "place" | "pocket" | "road" | "front"; key: string; name: string; before: string; after: string;
  /** The claims that it rests on, where the scenes quote them; a place's are in its ledger. */
  cited: Cited[];
  /** The side that holds it on the later day. */
  side: string | null;
  /** Why, where no claim says so. */
  note: string;
}
export const NO_WORD = "no report", OLD = "No new report: what was known has grown old.", OTHERWISE = "It follows from who holds the places around it.", ALONG = "It follows from who holds the places along it.";

/** How a place stands, without how sure that is. */
export function stands(held: Held | undefined, name: Name): string {
  if (!held) return NO_WORD;
  return held.status === "held" ? `held by ${name(held.side)}` : held.status === "contested" ? `contested by ${name(held.side)} and ${name(held.other)}` : "unknown";
}

/** What changed from one scene to a later one: places that most is claimed of first. */
export function differences(before: Scene, after: Scene, spots: Spot[], name: Name): Change[] {
  const places = placesOf(before, after, spots, name);
  const moved = new Set(places.map((each) => each.name));
  return [...pocketsOf(before.pockets, after.pockets, moved, name), ...roadsOf(before.roads, after.roads, name), ...frontsOf(before, after, name), ...places];
}

function placesOf(before: Scene, after: Scene, spots: Spot[], name: Name): Change[] {
  const names = new Map(spots.map((each) => [each.id, each.name])), was = new Map(before.places.map((each) => [each.id, each])), is = new Map(after.places.map((each) => [each.id, each]));
  const known = [...new Set([...is.keys(), ...was.keys()])].filter((id) => names.has(id));
  const many = (id: string) => is.get(id)?.claims ?? was.get(id)?.claims ?? 0;
  return known.map((id): Change => ({ kind: "place", key: id, name: names.get(id)!, before: stands(was.get(id), name), after: stands(is.get(id), name), side: is.get(id)?.status === "held" ? is.get(id)!.side : null, cited: [], note: "" }))
    .filter((each) => each.before !== each.after).sort((a, b) => many(b.key) - many(a.key) || (a.name < b.name ? -1 : 1));
}

function pocketsOf(before: Pocket[], after: Pocket[], moved: Set<string>, name: Name): Change[] {
  const key = (each: Pocket) => `${each.name} ${each.side}`, was = new Map(before.map((each) => [key(each), each])), is = new Map(after.map((each) => [key(each), each]));
  const said = (each: Pocket) => `cut off, ${name(each.side)}`;
  const gone = (each: Pocket) => { const places = each.places.filter((one) => moved.has(one)); return places.length ? `It follows from ${places.join(", ")}.` : OLD; };
  return [
    ...after.filter((each) => !was.has(key(each))).map((each): Change => ({ kind: "pocket", key: each.name, name: each.name, before: "no pocket", after: said(each), side: each.side, cited: each.claims, note: OTHERWISE })),
    ...before.filter((each) => !is.has(key(each))).map((each): Change => ({ kind: "pocket", key: "", name: each.name, before: said(each), after: "no pocket", side: null, cited: [], note: gone(each) })),
  ];
}

function roadsOf(before: Road[], after: Road[], name: Name): Change[] {
  const key = (each: Road) => `${each.id} ${each.side}`, was = new Map(before.map((each) => [key(each), each])), is = new Map(after.map((each) => [key(each), each]));
  const said = (each: Road | undefined) => (each ? passable(each.status, each.side, name) : NO_WORD);
  const cited = (each: Road | undefined) => each?.claims ?? [];
  return [...new Set([...is.keys(), ...was.keys()])].filter((id) => was.get(id)?.status !== is.get(id)?.status).map((id): Change => {
    const one = is.get(id) ?? was.get(id)!;
    return { kind: "road", key: is.has(id) ? id : "", name: one.name, before: said(was.get(id)), after: said(is.get(id)), side: one.side, cited: cited(is.get(id)), note: is.has(id) ? ALONG : OLD };
  }).filter((each) => each.before !== each.after);
}

function frontsOf(before: Scene, after: Scene, name: Name): Change[] {
  const lengths = (scene: Scene) => { const found = new Map<string, number>(); for (const { sides, km } of scene.fronts) found.set(sides.join("|"), (found.get(sides.join("|")) ?? 0) + km); return found; };
  const was = lengths(before), is = lengths(after), said = (km: number | undefined) => (km === undefined ? "no front" : `${Math.round(km)} km of front`);
  return [...new Set([...is.keys(), ...was.keys()])].map((key): Change => ({
    kind: "front", key: "", name: key.split("|").map(name).join(" – "), before: said(was.get(key)), after: said(is.get(key)), side: null, cited: [], note: "It follows from the places on either side.",
  })).filter((each) => each.before !== each.after);
}

/**
 * The words by which a place stands otherwise on a later day: those that came to count between the two; those that speak
 * for whoever holds it then come first, then the most credible.
 */
export function reasons(ledger: Ledger, from: string, to: string, clock: Clock, side: string | null): Word[] {
  const at = (each: Word) => (clock === "was" ? each.day : each.known > each.day ? each.known : each.day);
  return ledger.words.filter((each) => each.claim && at(each) > from && at(each) <= to)
    .filter((each) => side === null || speaksFor(each, side)).sort((a, b) => b.credence - a.credence || (a.known < b.known ? 1 : -1));
}

/** Those of some quoted claims that came out between two days; where none did, those before. */
export function fresh(cited: Cited[], from: string, to: string): Cited[] {
  const by = cited.filter((each) => each.known <= to), since = by.filter((each) => each.known > from);
  return since.length ? since : by.reverse();
}
