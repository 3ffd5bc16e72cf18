// The situation on the map: land by side and certainty, contested land and pockets hatched, fronts, roads.
import type { Feature, Geometry } from "geojson";
import type { ExpressionSpecification, Map as GlMap } from "maplibre-gl";
import { setData } from "./base";
import { type Passage, type Scene, stretches } from "./scene";

type Colour = (side: string | null) => string;
const SIZE = 16; // pixels of a hatching's tile; its stripes run at 45 degrees and meet at the tile's edges
const FULL = [0, 0.1, 0.26, 0.44]; // how full land is filled, by how sure it is
const SOURCES = ["held", "fronts", "pockets", "stretches"] as const;
const BELOW = "borders";

const css = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** A tile of stripes: of two colours, or of one on nothing (`faint`: of what only an old word says). */
function hatching(one: string, other: string | null, faint = false): ImageData {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d")!, wide = other === null ? (faint ? 2 : 3) : SIZE / 2;
  canvas.width = canvas.height = SIZE;
  pen.globalAlpha = other === null ? (faint ? 0.34 : 0.75) : 0.5;
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const ink = (x + y) % SIZE < wide ? one : other;
      if (ink === null) continue;
      pen.fillStyle = ink;
      pen.fillRect(x, y, 1, 1);
    }
  return pen.getImageData(0, 0, SIZE, SIZE);
}

/** What of the situation lies at a spot of the map, that which is drawn on top first. */
export type Found = { kind: "stretch" | "front" | "pocket"; at: number } | { kind: "land" };
const LAYERS: [Exclude<Found["kind"], "land">, string[]][] = [
  ["stretch", ["stretches-open", "stretches-contested", "stretches-cut", "stretches-unknown"]], ["front", ["fronts-sure", "fronts-contested"]], ["pocket", ["pockets-hatch"]],
];
const FINGER = 5; // pixels around a click within which a line is meant

export function found(map: GlMap, x: number, y: number): Found | null {
  const box: [[number, number], [number, number]] = [[x - FINGER, y - FINGER], [x + FINGER, y + FINGER]];
  for (const [kind, layers] of LAYERS) {
    const hit = map.queryRenderedFeatures(kind === "pocket" ? [x, y] : box, { layers })[0];
    if (hit) return { kind, at: Number(hit.properties["at"]) };
  }
  return map.queryRenderedFeatures([x, y], { layers: ["held-fill", "held-hatch"] }).length ? { kind: "land" } : null;
}

const width = (far: number, near: number): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], 5, far, 10, near];

/** Add the layers, empty. */
export function addControl(map: GlMap): void {
  const data = { type: "FeatureCollection" as const, features: [] };
  for (const id of SOURCES) map.addSource(id, { type: "geojson", data });
  const round = { "line-join": "round", "line-cap": "round" } as const;
  map.addLayer({ id: "held-fill", type: "fill", source: "held", filter: ["!", ["has", "pattern"]], paint: { "fill-color": ["get", "colour"], "fill-opacity": ["get", "full"], "fill-antialias": false } }, BELOW);
  map.addLayer({ id: "held-hatch", type: "fill", source: "held", filter: ["has", "pattern"], paint: { "fill-pattern": ["get", "pattern"] } }, BELOW);
  map.addLayer({ id: "pockets-hatch", type: "fill", source: "pockets", paint: { "fill-pattern": ["get", "pattern"] } }, BELOW);
  map.addLayer({ id: "pockets-line", type: "line", source: "pockets", layout: round, paint: { "line-color": ["get", "colour"], "line-width": 2.4 } });
  map.addLayer({ id: "stretches-case", type: "line", source: "stretches", layout: round, paint: { "line-color": css("land"), "line-width": width(3.5, 7) } });
  map.addLayer({ id: "fronts-case", type: "line", source: "fronts", layout: round, paint: { "line-color": css("land"), "line-width": width(4, 7), "line-opacity": 0.75 } });
  const dashes: [Passage, number[] | null][] = [["open", null], ["contested", [2.2, 1.8]], ["cut", [0.2, 2.4]], ["unknown", null]];
  for (const [status, dash] of dashes)
    map.addLayer({
      id: `stretches-${status}`, type: "line", source: "stretches", filter: ["==", ["get", "status"], status], layout: round,
      paint: { "line-color": ["get", "colour"], "line-width": status === "unknown" ? width(0.8, 1.6) : width(2, 4), ...(dash ? { "line-dasharray": dash } : {}) },
    });
  for (const [name, contested] of [["sure", false], ["contested", true]] as const)
    map.addLayer({
      id: `fronts-${name}`, type: "line", source: "fronts", filter: ["==", ["get", "contested"], contested], layout: round,
      paint: { "line-color": css("outline"), "line-width": width(2, 3.6), ...(contested ? { "line-dasharray": [2, 2] } : {}) },
    });
}

export function restyleControl(map: GlMap): void {
  for (const name of ["stretches-case", "fronts-case"]) map.setPaintProperty(name, "line-color", css("land"));
  for (const name of ["sure", "contested"]) map.setPaintProperty(`fronts-${name}`, "line-color", css("outline"));
}

/** Draw a scene; nothing for null. */
export function drawControl(map: GlMap, scene: Scene | null, colour: Colour): void {
  const shape = (geometry: Geometry, properties: Record<string, unknown>): Feature => ({ type: "Feature", geometry, properties });
  const pattern = (one: string, other: string | null, faint = false): string => {
    const name = `hatch ${one} ${other ?? ""}${faint ? " faint" : ""}`;
    if (!map.hasImage(name)) map.addImage(name, hatching(one, other, faint), { pixelRatio: 2 });
    return name;
  };
  // Where there is no word there is no colour.
  setData(map, "held", (scene?.land ?? []).filter((each) => each.kind !== "no word").map(({ kind, side, other, level, geometry }) => shape(geometry,
    kind === "contested" ? { pattern: pattern(colour(side), colour(other)) } : kind === "old word" ? { pattern: pattern(colour(side), null, true) }
      : { colour: colour(side), full: FULL[level] ?? 0 })));
  setData(map, "pockets", (scene?.pockets ?? []).map((each, at) => shape(each.geometry, { at, colour: colour(each.side), pattern: pattern(colour(each.side), null) })));
  setData(map, "fronts", (scene?.fronts ?? []).map((each, at) => shape(each.geometry, { at, contested: each.contested })));
  setData(map, "stretches", stretches(scene?.roads ?? []).map(({ road, stretch }) => shape(
    { type: "LineString", coordinates: stretch.line }, { at: scene!.roads.indexOf(road), status: stretch.status, colour: stretch.status === "unknown" ? css("town") : colour(road.side) })));
}
