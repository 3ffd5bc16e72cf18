// Candidates for marked words: places with their namesakes, actors with sides and years, times, counts.
import { percent } from "../percent";
import { h, replace } from "../dom";
import { type ActorChoice, api, type Choices, type Count, type PlaceChoice, type Type, type When } from "./api";
import { plain, said } from "./form";
import { days, degrees, numbers, ofDay, spotted } from "./hand";
import type { Stretch } from "./passage";

const LEVELS: Record<string, string> = { admin1: "province", admin2: "district" };

export interface PickerEvents { value(value: unknown, byHand?: boolean): void; places(choices: PlaceChoice[]): void; day(): string | null; report(): string | null; failed(error: Error): void }

/** The list of candidates beside the map. `words` are those that were marked; a name may be typed as well. */
export class Picker {
  readonly element = h("div", { class: "picker", hidden: true });
  /** The name that was typed or marked last, and the role of the place that is looked for; null for none. */
  name = "";
  placing: string | null = null;
  /** The words that were marked; a name typed after them is what they mean. */
  words: Stretch | null = null;
  private turn = 0;
  private keyed: (() => void)[] = [];

  constructor(private readonly events: PickerEvents) {
    this.element.addEventListener("keydown", (event) => {
      const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0, buttons = [...this.element.querySelectorAll<HTMLButtonElement>(".candidates button")];
      const at = buttons.indexOf(event.target as HTMLButtonElement);
      if (!by || at < 0) return;
      event.preventDefault();
      (buttons[at + by] ?? this.element.querySelector<HTMLElement>("input"))?.focus();
    });
  }

  close(): void {
    this.turn++;
    this.keyed = [];
    this.words = null;
    this.placing = null;
    this.element.hidden = true;
    replace(this.element);
    this.events.places([]);
  }

  /** Choose the candidate with a number; false where there is none. */
  number(at: number): boolean {
    const act = this.keyed[at - 1];
    act?.();
    return Boolean(act);
  }

  /** What to do, before words are marked. `now` is the value as it stands; `once`: the value is asked for when it is whole. */
  open(role: string, name: string, kind: "places" | "actors" | "times" | "counts", now: unknown, once: boolean): void {
    this.turn++;
    this.keyed = [];
    this.name = "";
    this.words = null;
    this.placing = kind === "places" ? role : null;
    const list = h("ol", { class: "candidates" }), typed = kind === "places" || kind === "actors";
    const give = (value: unknown, whole: boolean) => this.events.value(value, !whole);
    const field = kind === "places" || kind === "actors" ? this.typed(role, kind, list) : kind === "times" ? days(now as When | null, once, give) : numbers(now as Count | null, once, give);
    replace(this.element, h("h2", {}, name), h("p", {}, `Mark the words in the report, or ${typed ? "type a name" : "give it by hand"}:`), field, list, this.elsewhere());
    const day = kind === "times" ? this.events.day() : null;
    if (day) this.fill(list, [{ value: ofDay(day), content: [h("b", {}, day), h("small", {}, "the report's day")] }], kind);
    if (kind === "times") for (const input of field.querySelectorAll("input")) this.lead(input, list, false);
    this.element.hidden = false;
    const first = field.matches("input") ? field : field.querySelector<HTMLElement>("input, select");
    first?.focus({ preventScroll: true });
    if (first instanceof HTMLInputElement) first.select(); // what is typed takes its place
  }

  /** The kinds of event, narrowed by what is typed. */
  kinds(types: Type[], give: (name: string) => void): void {
    this.turn++;
    this.name = "";
    this.placing = null;
    const list = h("ol", { class: "candidates" }), input = h("input", { type: "search", placeholder: "A kind of event", "aria-label": "Kind of event" });
    const narrow = () => {
      const typed = input.value.trim().toLowerCase(), found = types.filter((each) => `${plain(each.name)} ${each.neutral} ${plain(each.family)}`.includes(typed));
      const first = (each: Type) => Number(!plain(each.name).startsWith(typed));
      this.fill(list, found.sort((a, b) => first(a) - first(b)).map((each) => ({ value: each.name, content: [h("b", {}, plain(each.name)), h("small", {}, each.neutral)] })), "kinds", (value) => give(value as string));
    };
    input.addEventListener("input", narrow);
    this.lead(input, list);
    replace(this.element, h("h2", {}, "what"), input, list);
    this.element.hidden = false;
    narrow();
    input.focus({ preventScroll: true });
  }

  show(choices: Choices, role: string, name: string): void {
    this.turn++;
    const list = h("ol", { class: "candidates" });
    const kind = role === "time" ? "times" : role === "count" ? "counts" : choices.actors.length || role === "agent" || role === "patient" ? "actors" : "places";
    const typed = kind === "places" || kind === "actors" ? this.typed(role, kind, list, choices.words.text) : null;
    this.name = choices.words.text;
    this.words = choices.words.text ? choices.words : null;
    this.placing = kind === "places" ? role : null;
    replace(this.element, h("h2", {}, `${name}: “${choices.words.text}”`), typed, list, this.elsewhere());
    this.element.hidden = false;
    this.fill(list, [
      ...choices.places.map((each) => this.place(each)), ...choices.actors.map((each) => this.actor(each)),
      ...choices.times.map((each) => ({ value: each, content: [h("b", {}, said.time(each))] })),
      ...choices.counts.map((each) => ({ value: each, content: [h("b", {}, said.count(each))] })),
      ...(kind === "actors" ? [{ value: { role, id: null, name: choices.words.text, kind: null, parent: null, side: null, label: choices.words.text, inferred: false, mention: choices.words }, content: [h("b", {}, choices.words.text), h("small", {}, "nobody the program knows: keep the words")] }] : []),
    ], kind);
    this.events.places(choices.places);
  }

  private typed(role: string, kind: "places" | "actors", list: HTMLElement, value = ""): HTMLElement {
    const input = h("input", { type: "search", value, placeholder: kind === "places" ? "A place" : "An actor", "aria-label": kind === "places" ? "Name of a place" : "Name of an actor" });
    let wait = 0;
    input.addEventListener("input", () => {
      clearTimeout(wait);
      wait = window.setTimeout(() => void this.look(input.value.trim(), role, kind, list), 250);
    });
    this.lead(input, list);
    return input;
  }

  /** From a field to its candidates by key. */
  private lead(input: HTMLElement, list: HTMLElement, enter = true): void {
    input.addEventListener("keydown", (event) => {
      const first = list.querySelector<HTMLButtonElement>("button");
      if (event.key === "Enter" && enter) first?.click();
      else if (event.key === "ArrowDown") first?.focus();
      else return;
      event.preventDefault();
    });
  }

  private async look(name: string, role: string, kind: "places" | "actors", list: HTMLElement): Promise<void> {
    const turn = ++this.turn, by = kind === "places" ? degrees(name) : null;
    this.name = by?.name ?? name;
    if (!name) return;
    if (by) {
      this.fill(list, [{ value: spotted(role, by.name, by.lat, by.lon), content: [h("b", {}, by.name || "this spot"), h("small", {}, `at ${by.lat}, ${by.lon}, by hand`)] }], kind);
      this.events.places([]);
      return;
    }
    try {
      const places = kind === "places" ? await api.places(name, this.events.report()) : [], actors = kind === "actors" ? await api.actors(name, this.events.day(), this.events.report()) : [];
      if (turn !== this.turn) return;
      for (const each of places) each.place.role = role;
      for (const each of actors) each.actor.role = role;
      this.fill(list, [...places.map((each) => this.place(each)), ...actors.map((each) => this.actor(each))], kind);
      this.events.places(places);
    } catch (error) { this.events.failed(error as Error); }
  }

  /** What to do where no index has the place. */
  private elsewhere(): HTMLElement | null {
    return this.placing ? h("p", { class: "slight" }, "Not listed? Click where it lies on the map, or type its degrees behind the name: 49.53, 37.71.") : null;
  }

  private fill(list: HTMLElement, rows: { value: unknown; content: (Node | string)[] }[], kind: string, give: (value: unknown) => void = this.events.value): void {
    this.keyed = rows.map((row) => () => give(row.value));
    replace(list, rows.length
      ? rows.map((row, at) => h("li", {}, h("button", { type: "button", onclick: this.keyed[at] }, at < 9 ? h("kbd", {}, at + 1) : null, h("span", {}, row.content))))
      : h("li", { class: "empty" }, kind === "times" || kind === "counts" ? "No time or number is read in these words; mark others, or write it by hand." : "Nothing of this name is known; try another spelling."));
  }

  private place(each: PlaceChoice): { value: unknown; content: (Node | string)[] } {
    const where = [each.place.level && (LEVELS[each.place.level] ?? plain(each.place.level)), each.place.admin1, each.country].filter(Boolean).join(", ");
    const people = each.population ? `, ${each.population.toLocaleString("en")} people` : "";
    return { value: each.place, content: [h("b", {}, each.place.name), h("small", {}, `${where}${people} · ${percent(each.share)}`)] };
  }

  private actor(each: ActorChoice): { value: unknown; content: (Node | string)[] } {
    const years = (from: string | null, to: string | null) => (from || to ? ` ${from?.slice(0, 4) ?? ""}–${to?.slice(0, 4) ?? ""}` : "");
    const sides = each.member.map((row) => `${plain(row.side).replaceAll("-", " ")}${years(row.from, row.to)}`).join("; ");
    return { value: each.actor, content: [h("b", {}, each.actor.name), h("small", {}, [each.actor.kind && plain(each.actor.kind) + years(each.from, each.to), sides || "on no side"].filter(Boolean).join(" · "))] };
  }
}
