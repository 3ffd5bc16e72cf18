// The situation in words, beside the map: pockets, roads, fronts and places of the day, each leading to its evidence.
import { day, dayName } from "./days";
import { type Change } from "./changes";
import { h, icon, replace } from "./dom";
import { disc, type Dot, frontline, passable, standing } from "./dots";
import type { Road, Scene } from "./scene";

export interface BoardEvents {
  place(id: string): void; pocket(at: number): void; road(road: Road): void; front(at: number): void; change(change: Change): void; whole(): void; why(change: Change): Promise<Why>; claim(id: string): void; colour(side: string | null): string; side(id: string | null): string;
}
const since = (iso: string | null): string => { const at = day(iso); return at === null ? "" : `since ${dayName(at)}`; };
/** Why something changed: claims that say so, else a sentence. */
export interface Why { claims: { claim: string; quote: string; source: string | null; known: string }[]; note: string }
const MOST_CHANGES = 60; // changes listed at once
const MOST = 200; // places listed at once

export class Board {
  readonly element = h("div", { class: "board", id: "situation", tabindex: -1 });
  private readonly body = h("div", {});
  private readonly find = h("input", {
    type: "search", placeholder: "Find a place", "aria-label": "Find a place", autocomplete: "off", spellcheck: "false", oninput: () => this.places(),
  });
  private list = h("ul", {});
  private dots: Dot[] = [];

  constructor(private readonly events: BoardEvents) { this.element.append(this.body); }

  /** List a day; `within` is what its places are narrowed to, `compared` what changed since another, where two are compared. */
  show(scene: Scene, dots: Dot[], within: string | null, compared: { title: string; changes: Change[] } | null): void {
    this.dots = dots;
    const narrowed = within === null ? null : h("p", { class: "narrowed" }, h("button", { type: "button", class: "pill", title: "Leave the area", onclick: () => this.events.whole() }, h("span", {}, within), icon("close")));
    this.list = h("ul", {});
    const { side } = this.events;
    const part = (name: string, count: number, ...inside: (Node | null)[]) => h("section", {}, h("h2", {}, name, h("small", {}, count)), ...inside.filter((each) => each !== null));
    replace(this.body, compared ? this.changed(compared) : null,
      scene.pockets.length ? part("Pockets", scene.pockets.length, h("ul", {}, scene.pockets.map((each, at) => this.row(
        h("span", { class: "swatch pocket", style: `--side:${this.events.colour(each.side)}` }), each.name,
        `${side(each.side)}, cut off by ${each.by.map(side).join(" and ") || "whom is not said"} ${since(each.since)}`, each.disagreement ? "disputed" : null, () => this.events.pocket(at))))) : null,
      scene.roads.length ? part("Roads", scene.roads.length, h("ul", {}, scene.roads.map((each) => this.row(
        h("span", { class: `swatch road ${each.status}`, style: `--side:${this.events.colour(each.side)}` }), each.name,
        passable(each.status, each.side, side, since(each.since)), each.stretches.some((one) => one.disagreement) ? "disputed" : null, () => this.events.road(each))))) : null,
      scene.fronts.length ? part("Fronts", scene.fronts.length, h("ul", {}, scene.fronts.slice(0, 8).map((each, at) => this.row(
        h("span", { class: `swatch front ${each.contested ? "contested" : ""}` }), each.sides.map(side).join(" – "),
        frontline(each), null, () => this.events.front(at))))) : null,
      part("Places", dots.length, narrowed, dots.length > 12 ? h("label", { class: "search" }, this.find) : null, this.list),
      dots.length ? null : h("p", { class: "empty" }, within === null ? "No report says who held any place on this day." : "No report says who held any place of the area on this day."));
    this.places();
  }

  /** What changed between two days: each with the words that say so, as they come. */
  private changed({ title, changes }: { title: string; changes: Change[] }): HTMLElement {
    const rows = changes.slice(0, MOST_CHANGES).map((each) => {
      const why = h("div", { class: "because" });
      void this.events.why(each).then((found) => replace(why, found.claims.length
        ? h("ul", { class: "cited" }, found.claims.map((one) => h("li", {}, h("button", { type: "button", "data-to": one.claim, onclick: () => this.events.claim(one.claim) },
          h("q", { dir: "auto" }, one.quote), h("small", {}, [one.source ?? "source not named", dayName(day(one.known)!)].join(", "))))))
        : h("small", {}, found.note)), (error: Error) => console.warn(error));
      const said = h("span", {}, h("b", {}, each.name), h("small", {}, `${each.before} → `, h("strong", {}, each.after)));
      return h("li", { class: "change", "data-change": `${each.kind} ${each.key}` },
        each.key ? h("button", { type: "button", class: "entry", onclick: () => this.events.change(each) }, h("span", { class: `sign ${each.kind}`, "aria-hidden": "true" }), said) : h("div", { class: "entry" }, h("span", { class: `sign ${each.kind}`, "aria-hidden": "true" }), said), why);
    });
    const more = changes.length - rows.length;
    return h("section", { class: "changes" }, h("h2", {}, "What changed", h("small", {}, changes.length)), h("p", { class: "fine" }, title),
      rows.length ? h("ul", {}, rows) : h("p", { class: "empty" }, "Nothing stands otherwise on the later day."),
      more > 0 ? h("p", { class: "empty" }, `${more} more: choose days that are closer together`) : null);
  }

  private places(): void {
    const wanted = this.find.value.trim().toLowerCase();
    const rows = this.dots.filter(({ spot }) => spot.name.toLowerCase().includes(wanted));
    replace(this.list, rows.slice(0, MOST).map(({ spot, held }) => this.row(disc(held, this.events.colour), spot.name,
      `${standing(held, this.events.side)}, ${since(held.since)}`, null, () => this.events.place(spot.id), spot.id)),
      rows.length > MOST ? h("li", {}, h("p", { class: "empty" }, `${rows.length - MOST} more: search for them`)) : null);
  }

  private row(mark: Node, name: string, text: string, tag: string | null, act: () => void, place?: string): HTMLElement {
    return h("li", {}, h("button", { type: "button", class: "entry", "data-place": place, onclick: act }, mark,
      h("span", {}, h("b", {}, name), tag ? h("span", { class: "item-tag" }, tag) : null, h("small", {}, text))));
  }
}
