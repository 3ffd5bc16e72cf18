// The left side: what this page is, search and filters, and which of the claims the list holds.
import type { ClaimRow, Site, War } from "./data";
import { type Range, rangeName } from "./days";
import { h, icon, iconButton, replace } from "./dom";
import { type Filters, narrows } from "./filter";
import type { List } from "./list";
import { menus } from "./menu";
import { picker } from "./wars";

/** All claims, those that have a mark on the map, or those that have none. */
export type Where = "all" | "map" | "off";
const WHERE: [Where, string][] = [["all", "All"], ["map", "On the map"], ["off", "Not on the map"]];
const LONG = 44; // letters of a heading that is set smaller

/** The situation, the claims as a list, or summed up. */
export type Mode = "situation" | "claims" | "overview";
const MODES: Record<Mode, string> = { situation: "Situation", claims: "Claims", overview: "Overview" };

export interface RailEvents {
  mode(mode: Mode): void; changed(): void; reset(): void; where(where: Where): void; outside(): void; csv(): void; theme(): void; help(): void; size(): void; colour(side: string | null): string;
}
/** How many claims there are of each kind, and what the map's view leaves out. */
export interface Tally { all: number; map: number; off: number; where: Where; listed: number; outside: number; viewOnly: boolean }

const counted = (n: number, one: string) => `${n.toLocaleString("en")} ${n === 1 ? one : `${one}s`}`;

export class Rail {
  readonly element: HTMLElement;
  readonly search = h("input", {
    type: "search", placeholder: "Search words, places, actors", "aria-label": "Search the claims", autocomplete: "off", spellcheck: "false",
    oninput: () => { this.filters.query = this.search.value; this.events.changed(); },
  });
  private readonly tools = h("div", { class: "menus" });
  private readonly choice = h("div", { class: "which", role: "group", "aria-label": "Which claims the list holds" });
  private readonly state = h("div", { class: "list-state", role: "status" });
  private readonly buttons = new Map(WHERE.map(([where, name]) => [where, h("button", { type: "button", onclick: () => this.events.where(where) }, `${name} `, h("span", {}))]));

  private readonly modes = new Map((Object.keys(MODES) as Mode[]).map((mode) => [mode, h("button", { type: "button", onclick: () => this.events.mode(mode) }, MODES[mode])]));

  constructor(private readonly site: Site, private readonly claims: ClaimRow[], whole: Range, private filters: Filters, list: List, board: HTMLElement | null, overview: HTMLElement, war: War | null, private readonly events: RailEvents) {
    const { heading, words } = site;
    this.choice.append(...this.buttons.values());
    this.element = h("aside", { class: "rail", "aria-label": "Claims" },
      h("button", { type: "button", class: "handle", "aria-label": "Larger or smaller list", onclick: () => events.size() }),
      h("div", { class: "rail-scroll" }, h("header", { class: "head" },
        h("div", { class: "head-row" }, h("h1", { class: heading.length > LONG ? "long" : null }, heading),
          h("div", { class: "head-tools" }, iconButton("theme", "Light or dark", () => events.theme()), iconButton("help", "Help and keys", () => events.help()))),
        picker(site, war), h("p", { class: "facts" }, `${counted(site.total[0], "claim")} from ${counted(site.total[1], "report")}, ${rangeName(whole)}`),
        h("p", { class: "notice" }, words["notice"]?.["claims"])),
      h("div", { class: "modes", role: "group", "aria-label": "What the page shows" }, [...this.modes].map(([mode, button]) => (mode === "situation" && !board ? null : button))), board,
      h("div", { class: "tools" }, h("label", { class: "search" }, icon("search"), this.search, h("kbd", { "aria-hidden": "true" }, "/")), this.tools),
      this.choice, this.state, list.element, overview));
    this.menus();
  }

  /** Take over other filters, and show in search and menus what they say. */
  use(filters: Filters): void {
    this.filters = filters;
    this.search.value = filters.query;
    this.menus();
  }

  /** Show the situation's words or the list of claims. */
  mode(mode: Mode): void {
    this.element.dataset["mode"] = mode;
    for (const [each, button] of this.modes) button.setAttribute("aria-pressed", String(each === mode));
  }

  private menus(): void {
    menus(this.tools, this.site, this.claims, this.filters, this.events.colour, () => this.events.changed());
  }

  show(tally: Tally): void {
    for (const [where, button] of this.buttons) {
      button.setAttribute("aria-pressed", String(where === tally.where));
      button.querySelector("span")!.textContent = tally[where].toLocaleString("en");
    }
    const filters = this.filters, group = filters.group;
    const narrowed = narrows(filters);
    const some = (n: number) => `${n.toLocaleString("en")} outside the map’s view`;
    const looking = tally.listed > 0 || this.claims.length < this.site.total[0] || tally.where !== "off" && (tally.outside > 0 || !tally.viewOnly);
    this.state.classList.toggle("quiet", !narrowed && !looking);
    replace(this.state,
      h("span", { class: narrowed || looking ? null : "unseen" }, h("b", {}, tally.listed.toLocaleString("en")), " listed"),
      group ? h("button", { type: "button", class: "pill", title: "Leave this spot", onclick: () => { filters.group = null; this.events.changed(); } }, h("span", {}, group.name), icon("close")) : null,
      filters.area ? h("button", { type: "button", class: "pill", title: "Leave the area", onclick: () => { filters.area = null; this.events.changed(); } }, h("span", {}, "Drawn area"), icon("close")) : null,
      this.claims.length < this.site.total[0] ? h("span", { title: "Fewer days, or a closer map, load the others" }, `of ${this.claims.length.toLocaleString("en")} loaded`) : null,
      h("span", { class: "spring" }),
      tally.outside > 0 || !tally.viewOnly ? h("button", { type: "button", class: "text-button", onclick: () => this.events.outside() }, tally.viewOnly ? `+ ${some(tally.outside)}` : "Only the map’s view") : null,
      tally.listed ? h("button", { type: "button", class: "text-button", title: "The listed claims as a table", onclick: () => this.events.csv() }, "CSV") : null,
      narrowed ? h("button", { type: "button", class: "text-button", onclick: () => this.events.reset() }, "Clear") : null);
  }
}
