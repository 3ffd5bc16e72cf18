// The marks: a shape for the family of the event, a colour for the side, and how it is filled for what is said of it.
import type { Doubt, Shape } from "./data";
import { s } from "./dom";

const PATHS: Record<Shape, string> = {
  square: "M3.2 3.2h13.6v13.6H3.2z",
  diamond: "M10 1.2 18.8 10 10 18.8 1.2 10z",
  triangle: "M10 1.8 18.8 17H1.2z",
  wedge: "M1.2 3h17.6L10 18.2z",
  cross: "M6.9 2h6.2v4.9H18v6.2h-4.9V18H6.9v-4.9H2V6.9h4.9z",
  circle: "M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16z",
  hexagon: "M5.6 2.4h8.8L18.8 10l-4.4 7.6H5.6L1.2 10z",
};
let patterns = 0;

/** The grey of no side on a dark page: far lighter than a black side lifted by `onDark`. */
export const NO_SIDE_ON_DARK = "#c9cfd2";

/** A side's colour on a dark page: one that would sink into it is mixed with white until it can be seen (3 : 1). */
export function onDark(colour: string): string {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!match) return colour;
  let rgb = match.slice(1).map((each) => parseInt(each, 16));
  const linear = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = () => 0.2126 * linear(rgb[0]!) + 0.7152 * linear(rgb[1]!) + 0.0722 * linear(rgb[2]!);
  while (light() < 0.14) rgb = rgb.map((value) => value + (255 - value) * 0.12);
  return `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

/** A mark of 20 units; says nothing by itself. */
export function glyph(shape: Shape, colour: string, doubt: Doubt = "solid"): SVGSVGElement {
  const path = PATHS[shape] ?? PATHS.circle;
  const svg = s("svg", { class: `glyph ${doubt}`, viewBox: "0 0 20 20", "aria-hidden": "true", style: `--side:${colour}` });
  svg.append(s("path", { class: "halo", d: path }));
  if (doubt === "hatched") {
    const id = `hatch-${++patterns}`;
    svg.append(
      s("defs", {}, s("pattern", { id, width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        s("rect", { class: "under", width: 4, height: 4 }), s("rect", { width: 2, height: 4, fill: colour }))),
      s("path", { class: "body", d: path, style: `fill:url(#${id})` }),
    );
  } else svg.append(s("path", { class: "body", d: path }));
  if (doubt === "struck") svg.append(s("path", { class: "strike-under", d: "M3 17 17 3" }), s("path", { class: "strike", d: "M3 17 17 3" }));
  return svg;
}

/** A ring whose arcs show how much of a bubble is whose. */
export function ring(parts: { colour: string; share: number }[], radius: number): SVGSVGElement {
  const around = 2 * Math.PI * (radius - 3);
  const svg = s("svg", { class: "ring", viewBox: `${-radius} ${-radius} ${2 * radius} ${2 * radius}`, "aria-hidden": "true" },
    s("circle", { class: "disc", r: radius - 1 }));
  let at = 0;
  for (const { colour, share } of parts) {
    svg.append(s("circle", {
      class: "arc", r: radius - 3, stroke: colour, "stroke-dasharray": `${share * around} ${around}`,
      "stroke-dashoffset": -at * around, transform: "rotate(-90)",
    }));
    at += share;
  }
  return svg;
}
