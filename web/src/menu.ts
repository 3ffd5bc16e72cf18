// A button that opens a list of boxes to tick; and the three of them that narrow the claims.
import type { ClaimRow, Shape, Site } from "./data";
import { h, icon, replace } from "./dom";
import { actorsIn, band, BANDS, type Filters, NO_SIDE, sourceOf, tally } from "./filter";
import { glyph } from "./glyph";
import { typeName, word } from "./words";

interface Choice { value: string; label: string; mark?: Node; count: number }

let open: (() => void) | null = null;

/** Close the menu that is open; false if none was. */
export function closeMenu(): boolean {
  const was = open;
  open?.();
  return was !== null;
}

function menu(title: string, choices: Choice[], chosen: Set<string>, changed: () => void): HTMLElement {
  const id = `menu-${title.toLowerCase()}`;
  const said = h("span", {}, title);
  const button = h("button", { type: "button", class: "menu-button", "aria-expanded": "false", "aria-controls": id }, said, icon("down"));
  const say = () => {
    const only = choices.find((choice) => chosen.has(choice.value));
    said.textContent = chosen.size === 0 ? title : chosen.size === 1 && only ? only.label : `${title}: ${chosen.size}`;
    button.classList.toggle("active", chosen.size > 0);
  };
  const boxes = choices.map((choice) =>
    h("label", { class: "choice" },
      h("input", {
        type: "checkbox", checked: chosen.has(choice.value), onchange: (event: Event) => {
          if ((event.target as HTMLInputElement).checked) chosen.add(choice.value);
          else chosen.delete(choice.value);
          say();
          changed();
        },
      }), choice.mark ?? null, h("span", { class: "choice-label" }, choice.label), h("span", { class: "choice-count" }, choice.count)));
  const list = h("fieldset", { class: "menu", id, hidden: true }, h("legend", { class: "unseen" }, title), boxes);
  const box = h("div", { class: "menu-box" }, button, list);
  const outside = (event: Event) => { if (!box.contains(event.target as Node)) close(); };
  const close = () => {
    const focused = list.contains(document.activeElement);
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    open = null;
    if (focused) button.focus();
  };
  button.addEventListener("click", () => {
    if (!list.hidden) return close();
    closeMenu();
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside);
    open = close;
    list.querySelector("input")?.focus();
  });
  list.addEventListener("keydown", (event) => {
    const all = [...list.querySelectorAll("input")], at = all.indexOf(document.activeElement as HTMLInputElement);
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : null;
    if (to === null) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  });
  say();
  return box;
}

const dot = (colour: string): HTMLElement => h("span", { class: "dot", style: `--side:${colour}` });

const MOST_ACTORS = 60; // of many actors those whom most claims name; the search finds the others

/** The menus that narrow the claims, with how many claims each holds. */
export function menus(into: HTMLElement, site: Site, claims: ClaimRow[], filters: Filters, colour: (side: string | null) => string, changed: () => void): void {
  const families = tally(claims.map((claim) => claim.family)).map(([value, count]) => ({
    value, count, label: word(site, "family", value), mark: glyph((site.words["shape"]?.[value] ?? "circle") as Shape, "var(--ink)"),
  }));
  const bySide = new Map(tally(claims.flatMap((claim) => (claim.sides.length ? claim.sides : [NO_SIDE]))));
  const sides = [...site.sides, { id: NO_SIDE, name: "No side named" }].filter((side) => bySide.has(side.id)).map((side) => ({
    value: side.id, label: side.name, count: bySide.get(side.id) ?? 0, mark: dot(colour(side.id)),
  }));
  const sources = tally(claims.map((claim) => sourceOf(claim, site))).map(([value, count]) => ({
    value, count, label: value, mark: dot(colour(site.reports.find((report) => report?.source === value)?.side ?? null)),
  }));
  const counted = (values: Iterable<string>, label: (value: string) => string): Choice[] => tally(values).map(([value, count]) => ({ value, count, label: label(value) }));
  const types = counted(claims.map((claim) => claim.type), typeName), actors = counted(claims.flatMap(actorsIn), (value) => value).slice(0, MOST_ACTORS);
  const statuses = counted(claims.map((claim) => claim.modality), (value) => word(site, "modality_short", value));
  const sure = new Map(tally(claims.map((claim) => band(claim.confidence))));
  const certainty = BANDS.filter((value) => sure.has(value)).map((value) => ({ value, label: value, count: sure.get(value) ?? 0 }));
  replace(into, menu("Kind", families, filters.families, changed), menu("Side", sides, filters.sides, changed),
    menu("Source", sources, filters.sources, changed), menu("Type", types, filters.types, changed), menu("Actor", actors, filters.actors, changed),
    menu("Status", statuses, filters.statuses, changed), menu("Certainty", certainty, filters.certainty, changed));
}
