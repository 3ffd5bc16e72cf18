// What shapes, colours and fillings mean: only those that occur in the data.
import type { ClaimRow, Doubt, Shape, Site } from "./data";
import { h } from "./dom";
import { glyph } from "./glyph";
import type { Situation } from "./scene";
import { word } from "./words";

const DOUBTS: [Doubt, string][] = [
  ["solid", "Said to have happened"], ["hollow", "Predicted, planned or possible"], ["struck", "Denied, or said to have failed"], ["hatched", "Weak reading"],
];

/** What filling, hatching and lines of the situation mean. */
export function situationLegend(site: Site, situation: Situation, colour: (side: string | null) => string, opened: boolean): HTMLElement {
  const one = colour(situation.sides[0] ?? null), other = colour(situation.sides[1] ?? null);
  const entry = (mark: Node | null, text: string) => h("li", {}, mark, text);
  const swatch = (kind: string) => h("span", { class: `swatch ${kind}`, style: `--side:${one};--other:${other}` });
  return h("details", { class: "legend", open: opened },
    h("summary", {}, "Legend"),
    h("div", { class: "legend-body wide" },
      h("div", {}, h("h3", {}, "Colour: who most likely holds it"),
        h("ul", {}, situation.sides.map((id) => entry(h("span", { class: "dot", style: `--side:${colour(id)}` }), site.sides.find((side) => side.id === id)?.name ?? id)))),
      h("div", { class: "second" }, h("h3", {}, "Land: how sure that is"),
        h("ul", {}, entry(swatch("land sure"), "Held"), entry(swatch("land contested"), "Contested"), entry(swatch("land faint"), "Only an old report says so"), entry(swatch("pocket"), "Pocket, cut off"))),
      h("div", { class: "second" }, h("h3", {}, "Lines"),
        h("ul", {}, entry(swatch("front"), "Front"), entry(swatch("front contested"), "Front, contested"),
          entry(swatch("road open"), "Road, open"), entry(swatch("road contested"), "Road, contested"), entry(swatch("road cut"), "Road, cut"), entry(swatch("road unknown"), "Road, unknown")))));
}

export function legend(site: Site, claims: ClaimRow[], colour: (side: string | null) => string, opened: boolean): HTMLElement {
  const families = Object.keys(site.words["family"] ?? {}).filter((family) => claims.some((claim) => claim.family === family));
  const sides = site.sides.filter((side) => claims.some((claim) => claim.side === side.id));
  const doubts = DOUBTS.filter(([doubt]) => doubt === "solid" || claims.some((claim) => claim.doubt === doubt));
  const entry = (mark: Node, text: string) => h("li", {}, mark, text);
  return h("details", { class: "legend", open: opened },
    h("summary", {}, "Legend"),
    h("div", { class: "legend-body" },
      h("div", {}, h("h3", {}, "Colour: who is said to act"),
        h("ul", {}, sides.map((side) => entry(h("span", { class: "dot", style: `--side:${colour(side.id)}` }), side.name)),
          claims.some((claim) => claim.side === null) ? entry(h("span", { class: "dot", style: `--side:${site.no_side}` }), "Nobody, or no side, said to act") : null)),
      h("div", {}, h("h3", {}, "Shape: kind of event"),
        h("ul", {}, families.map((family) => entry(glyph((site.words["shape"]?.[family] ?? "circle") as Shape, "var(--ink)"), word(site, "family", family))))),
      h("div", {}, h("h3", {}, "Filling: how it is put"),
        h("ul", {}, doubts.map(([doubt, text]) => entry(glyph("circle", "var(--ink)", doubt), text))))));
}
