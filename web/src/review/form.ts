// The claim as a form: its parts, each to be chosen for marking or changed by hand; what is changed stands beside it.
import { h } from "../dom";
import type { Actor, Claim, Count, Place, Type, When } from "./api";

export type Fields = Record<string, unknown>;
export interface FormEvents { choose(path: string, as: string): void; set(path: string, value: unknown): void; remove(part: "actors" | "places" | "counts", at: number): void; turned(at: number): void }

export type Stance = "polarity" | "outcome" | "modality";
const KEY: Record<Stance, string> = { polarity: "P", outcome: "O", modality: "D" };
const VALUES: Record<Stance, string[]> = {
  polarity: ["affirmed", "negated"],
  outcome: ["succeeded", "failed", "ongoing", "partial", "unknown"],
  modality: ["asserted", "reported", "predicted", "conditional", "planned", "possible", "denied"],
};
const PART_KEYS: Record<string, string> = { agent: "W", patient: "T", at: "Y", time: "H", count: "N" };
export const ROLES = { agent: "who did it", patient: "to whom", at: "where", from: "from where", to: "to where", time: "when", count: "how many" };

/** The role that an actor has the other way round. */
export const TURNED: Record<string, string> = { agent: "patient", patient: "agent" };

/** The value after one, round and round. */
export const following = (path: Stance, value: string): string => VALUES[path][(VALUES[path].indexOf(value) + 1) % VALUES[path].length]!;

export const plain = (word: string): string => word.replaceAll("_", " ");
const range = (count: Count): string => {
  const low = count.low ?? count.best, high = count.high ?? count.best;
  return low === high ? `${low ?? "?"}` : `${low ?? "?"} to ${high ?? "more"}`;
};
/** "2024-05-07, 05:00 to 11:59": from when to when, the day once where it is one. */
export function moments(start: string | null, end: string | null): string {
  const plainly = (at: string) => at.replace("T", ", ");
  if (!end || start === end) return start ? plainly(start) : "not known";
  if (start?.includes("T") && start.slice(0, 10) === end.slice(0, 10) && end.includes("T")) return `${plainly(start)} to ${end.slice(11)}`;
  return `${start ? plainly(start) : "?"} to ${plainly(end)}`;
}

export const said = {
  actor: (one: Actor): string => one.name + (one.side ? `, ${plain(one.side).replaceAll("-", " ")}` : "") + (one.inferred ? " (not said here)" : ""),
  place: (one: Place): string => one.name + (one.lat === null ? " (not found)" : one.admin1 && one.admin1 !== one.name ? `, ${one.admin1}` : ""),
  time: (one: When): string => moments(one.start, one.end) + (one.basis === "stated" ? "" : one.basis === "report_date" ? " (the report's day)" : " (from before)"),
  count: (one: Count): string => `${plain(one.what)}: ${range(one)}`,
};

/** A claim after the fields that are being corrected, as far as the form shows it. */
export function changed(claim: Claim, fields: Fields): Claim {
  const copy = structuredClone(claim) as unknown as Record<string, unknown>;
  for (const [path, value] of Object.entries(fields)) {
    const way = path.split("."), last = way.pop()!;
    let at = copy as Record<string, unknown>;
    for (const key of way) at = at[key] as Record<string, unknown>;
    at[last] = value;
  }
  return copy as unknown as Claim;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The parts of a claim. `chosen` is the part that marked words go to. */
export function form(read: Claim, fields: Fields, types: Type[], chosen: string | null, events: FormEvents): HTMLElement {
  const now = changed(read, fields), keyed = new Set<string>(); // the first of a role has its key
  const key = (as: string) => {
    if (!PART_KEYS[as] || keyed.has(as)) return null;
    keyed.add(as);
    return h("kbd", { "aria-hidden": "true" }, PART_KEYS[as]);
  };
  const row = (name: string, path: string, as: string, words: string, was: string | null, remove?: () => void, turn?: () => void) =>
    h("div", { class: `row${chosen === path ? " chosen" : ""}${was !== null ? " changed" : ""}` },
      h("div", { class: "name" }, name, key(as)),
      h("div", { class: "of" },
        h("button", { type: "button", class: "value", "aria-pressed": chosen === path ? "true" : "false", onclick: () => events.choose(path, as) }, words),
        was !== null ? h("small", { class: "was" }, `was: ${was || "nothing"}`) : null),
      h("div", { class: "row-tools" }, turn ? h("button", { type: "button", class: "quiet", "aria-label": `${words}: the other way round, who did it or to whom`, title: "The other way round: who did it, to whom", onclick: turn }, "⇅") : null,
        remove ? h("button", { type: "button", class: "quiet", "aria-label": `Leave out ${words}`, title: "Leave out", onclick: remove }, "×") : null));
  const list = <T>(part: "actors" | "places" | "counts", roles: string[], of: (one: T) => string, roleOf: (one: T) => string) => {
    const rows = now[part] as unknown as T[], old = read[part] as unknown as T[];
    const entries = rows.map((one, at) => {
      const path = `${part}.${at}`, was = same(one, old[at]) ? null : old[at] ? of(old[at]!) : "";
      return row(ROLES[roleOf(one) as keyof typeof ROLES] ?? roleOf(one), path, roleOf(one), of(one), was, () => events.remove(part, at), TURNED[roleOf(one)] ? () => events.turned(at) : undefined);
    });
    const more = roles.map((role) => h("button", { type: "button", class: `add${chosen === `${part}.+${role}` ? " chosen" : ""}`, onclick: () => events.choose(`${part}.+${role}`, role) }, `+ ${ROLES[role as keyof typeof ROLES]}`, key(role)));
    return [...entries, h("div", { class: "adds" }, more)];
  };
  const pick = (path: Stance) => h("label", { class: `pick${same(now[path], read[path]) ? "" : " changed"}` }, path, h("kbd", { "aria-hidden": "true" }, KEY[path]),
    h("select", { onchange: (event: Event) => events.set(path, (event.target as HTMLSelectElement).value) },
      VALUES[path].map((value) => h("option", { value, selected: now[path] === value }, value))));
  return h("div", { class: "form" },
    h("div", { class: `row${same(now.type, read.type) ? "" : " changed"}` }, h("div", { class: "name" }, h("label", { for: "type" }, "what"), h("kbd", { "aria-hidden": "true" }, "E")),
      h("div", { class: "of" }, h("select", { id: "type", onchange: (event: Event) => events.set("type", (event.target as HTMLSelectElement).value) },
        types.map((type) => h("option", { value: type.name, selected: type.name === now.type }, plain(type.name)))),
        h("small", {}, types.find((type) => type.name === now.type)?.neutral ?? "")), h("span")),
    list<Actor>("actors", ["agent", "patient"], said.actor, (one) => one.role),
    list<Place>("places", ["at"], said.place, (one) => one.role),
    row("when", "time", "time", said.time(now.time), same(now.time, read.time) ? null : said.time(read.time)),
    list<Count>("counts", ["count"], said.count, () => "count"),
    h("div", { class: "picks" }, pick("polarity"), pick("outcome"), pick("modality")));
}
