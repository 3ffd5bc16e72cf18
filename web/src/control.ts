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

/** A tile of stripes: of two colours, or of one on nothing. */
function hatching(one: string, other: string | null): ImageData {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d")!, wide = other === null ? 3 : SIZE / 2;
  canvas.width = canvas.height = SIZE;
  pen.globalAlpha = other === null ? 0.75 : 0.5;
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const ink = (x + y) % SIZE < wide ? one : other;
      if (ink === null) continue;
      pen.fillStyle = ink;
      pen.fillRect(x, y, 1, 1);
    }
  return pen.getImageData(0, 0, SIZE, SIZE);
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
  map.setPaintProperty("stretches-case", "line-color", css("land"));
  for (const name of ["sure", "contested"]) map.setPaintProperty(`fronts-${name}`, "line-color", css("outline"));
}

/** Draw a scene; nothing for null. */
export function drawControl(map: GlMap, scene: Scene | null, colour: Colour): void {
  const shape = (geometry: Geometry, properties: Record<string, unknown>): Feature => ({ type: "Feature", geometry, properties });
  const pattern = (one: string, other: string | null): string => {
    const name = `hatch ${one} ${other ?? ""}`;
    if (!map.hasImage(name)) map.addImage(name, hatching(one, other), { pixelRatio: 2 });
    return name;
  };
  setData(map, "held", (scene?.land ?? []).map(({ side, other, level, geometry }) => shape(geometry, other === null
    ? { colour: colour(side), full: FULL[level] ?? 0 } : { pattern: pattern(colour(side), colour(other)) })));
  setData(map, "pockets", (scene?.pockets ?? []).map((each) => shape(each.geometry, { colour: colour(each.side), pattern: pattern(colour(each.side), null) })));
  setData(map, "fronts", (scene?.fronts ?? []).map((each) => shape(each.geometry, { contested: each.contested })));
  setData(map, "stretches", stretches(scene?.roads ?? []).map(({ road, stretch }) => shape(
    { type: "LineString", coordinates: stretch.line }, { status: stretch.status, colour: stretch.status === "unknown" ? css("town") : colour(road.side) })));
}
