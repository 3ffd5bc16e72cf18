// An event that was not read: its words, its type, and the parts that are marked for it.
import { h } from "../dom";
import type { Actor, Count, Place, Type, When } from "./api";
import { plain, ROLES, said } from "./form";
import type { Stretch } from "./passage";

export interface Draft { report: string; trigger: Stretch | null; type: string; actors: Actor[]; places: Place[]; time: When | null; counts: Count[] }
export const draft = (report: string): Draft => ({ report, trigger: null, type: "clash", actors: [], places: [], time: null, counts: [] });

/** What the server is asked to make a claim of; null while the words of the event are not marked. */
export const asked = (one: Draft): Record<string, unknown> | null =>
  one.trigger && { report: one.report, start: one.trigger.start, end: one.trigger.end, type: one.type, actors: one.actors, places: one.places, time: one.time, counts: one.counts };

/** Put a part that was chosen into the draft. */
export function put(one: Draft, role: string, value: unknown): void {
  if (role === "time") one.time = value as When;
  else if (role === "count") one.counts.push(value as Count);
  else if (role === "agent" || role === "patient") one.actors.push(value as Actor);
  else one.places.push(value as Place);
}

export function missedForm(one: Draft, types: Type[], chosen: string | null, events: { choose(role: string): void; type(name: string): void; remove(part: "actors" | "places" | "counts" | "time", at: number): void }): HTMLElement {
  const button = (role: string, name: string) => h("button", { type: "button", class: `add${chosen === role ? " chosen" : ""}`, "aria-pressed": chosen === role ? "true" : "false", onclick: () => events.choose(role) }, name);
  const row = (name: string, words: string, remove: () => void) => h("div", { class: "row" }, h("div", { class: "name" }, name), h("div", { class: "of" }, words), h("button", { type: "button", class: "quiet", "aria-label": `Leave out ${words}`, onclick: remove }, "×"));
  return h("div", { class: "form" },
    h("div", { class: "row" }, h("div", { class: "name" }, "words"), h("div", { class: "of" }, button("event", one.trigger ? `“${one.trigger.text}”` : "mark the words that tell of it")), h("span")),
    h("div", { class: "row" }, h("div", { class: "name" }, h("label", { for: "missed-type" }, "what")), h("div", { class: "of" }, h("select", { id: "missed-type", onchange: (event: Event) => events.type((event.target as HTMLSelectElement).value) },
      types.map((type) => h("option", { value: type.name, selected: type.name === one.type }, plain(type.name))))), h("span")),
    one.actors.map((each, at) => row(ROLES[each.role as keyof typeof ROLES] ?? each.role, said.actor(each), () => events.remove("actors", at))),
    one.places.map((each, at) => row(ROLES[each.role as keyof typeof ROLES] ?? each.role, said.place(each), () => events.remove("places", at))),
    one.time ? row("when", said.time(one.time), () => events.remove("time", 0)) : null,
    one.counts.map((each, at) => row("how many", said.count(each), () => events.remove("counts", at))),
    h("div", { class: "adds" }, (["agent", "patient", "at", "time", "count"] as const).map((role) => button(role, `+ ${ROLES[role]}`))));
}
