// The map under the marks: Natural Earth's countries, roads for orientation, and the areas that claims speak of.
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import { type ExpressionSpecification, Map as GlMap, setWorkerCount, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import workerScript from "virtual:map-worker";
import { type ClaimRow, fetched, type PlaceRow, type Site } from "./data";
import basemap from "./generated/basemap.json";

interface Basemap { topology: Topology<{ countries: GeometryCollection }>; labels: { name: string; at: [number, number]; area: number }[] }
const base = basemap as unknown as Basemap;
export const countryLabels = base.labels;

const KM_PER_DEGREE = 111.32;
const CIRCLE_STEPS = 72;
export const WIDEST_KM = 60; // a circle wider than this is drawn only for the chosen claim
const MOST_AREAS = 80;

const empty: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Colours of the map from the page's style, so that light and dark are set in one place. */
const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const AROUND = 4; // degrees around the first view of which the land is drawn at once; the rest comes after it
const COARSE = 0.04; // degrees between the points of that first land, some pixels

interface Ground { land: FeatureCollection; borders: Geometry; coast: Geometry }
const wholeGround = (): Ground => ({
  land: feature(base.topology, base.topology.objects.countries) as FeatureCollection,
  borders: mesh(base.topology, base.topology.objects.countries, (a, b) => a !== b),
  coast: { type: "MultiLineString", coordinates: mesh(base.topology, base.topology.objects.countries, (a, b) => a === b).coordinates.flatMap(shore) },
});

const EDGE = 179.5, POLE = -85;
/** A coast without where the map's sheet was cut: along the date line and around the pole no sea begins. */
function shore(line: Position[]): Position[][] {
  const cut = ([a, b]: Position, [c, d]: Position) => (Math.abs(a!) > EDGE && Math.abs(c!) > EDGE) || (b! < POLE && d! < POLE);
  const found: Position[][] = [[]];
  line.forEach((at, i) => {
    if (i > 0 && cut(line[i - 1]!, at)) found.push([]);
    found.at(-1)!.push(at);
  });
  return found.filter((each) => each.length > 1);
}

/** A line with its points at least `COARSE` apart, its ends kept. */
function thin(line: Position[]): Position[] {
  let last = line[0]!;
  return line.filter((at, i) => {
    const kept = i === 0 || i === line.length - 1 || Math.abs(at[0]! - last[0]!) + Math.abs(at[1]! - last[1]!) >= COARSE;
    if (kept) last = at;
    return kept;
  });
}

/** The parts of the land and its borders that reach into a box, coarse: all of it takes longer than all else on the page. */
function near(whole: Ground, [west, south, east, north]: [number, number, number, number]): Ground {
  const inside = (line: Position[]) => {
    let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of line) { w = Math.min(w, x!); e = Math.max(e, x!); s = Math.min(s, y!); n = Math.max(n, y!); }
    return w <= east && e >= west && s <= north && n >= south;
  };
  const features = whole.land.features.flatMap(({ geometry }): Feature[] => {
    const polygons = geometry.type === "MultiPolygon" ? geometry.coordinates : geometry.type === "Polygon" ? [geometry.coordinates] : [];
    const kept = polygons.filter((polygon) => inside(polygon[0]!)).map((polygon) => polygon.map(thin));
    return kept.length ? [{ type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates: kept } }] : [];
  });
  const lines = whole.borders.type === "MultiLineString" ? whole.borders.coordinates.filter(inside).map(thin) : [];
  const coast = whole.coast.type === "MultiLineString" ? whole.coast.coordinates.filter(inside).map(thin) : [];
  return { land: { type: "FeatureCollection", features }, borders: { type: "MultiLineString", coordinates: lines }, coast: { type: "MultiLineString", coordinates: coast } };
}

/** How wide something is at a zoom of 4, 7 and 11. */
const wide = (far: number, middle: number, near: number): ExpressionSpecification => ["interpolate", ["exponential", 1.4], ["zoom"], 4, far, 7, middle, 11, near];

function style({ land, borders, coast }: Ground): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land, tolerance: 0.2 },
      borders: { type: "geojson", data: borders, tolerance: 0.2 },
      coast: { type: "geojson", data: coast, tolerance: 0.2 },
      rivers: { type: "geojson", data: empty, tolerance: 0.3 },
      lakes: { type: "geojson", data: empty, tolerance: 0.3 },
      provinces: { type: "geojson", data: empty },
      roads: { type: "geojson", data: empty },
      areas: { type: "geojson", data: empty },
      chosen: { type: "geojson", data: empty },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("sea") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land"), "fill-antialias": false } },
      { id: "rivers", type: "line", source: "rivers", layout: { "line-join": "round", "line-cap": "round" },
        // the small ones come when the map is closer
        filter: [">=", ["zoom"], ["match", ["get", "rank"], 1, 3.4, 2, 5, 6.6]],
        paint: { "line-color": colour("river"), "line-width": ["interpolate", ["exponential", 1.4], ["zoom"],
          4, ["match", ["get", "rank"], 1, 0.9, 0.5], 7, ["match", ["get", "rank"], 1, 1.7, 2, 1.2, 0.7], 11, ["match", ["get", "rank"], 1, 3.6, 2, 2.8, 1.6]] } },
      { id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": colour("sea"), "fill-outline-color": colour("coast") } },
      { id: "coast", type: "line", source: "coast", paint: { "line-color": colour("coast"), "line-width": wide(0.5, 0.9, 1.2) } },
      { id: "provinces", type: "line", source: "provinces", minzoom: 4.6, layout: { "line-join": "round", "line-cap": "round" },
        paint: { "line-color": colour("province"), "line-width": wide(0.6, 1.1, 1.6), "line-dasharray": [0.2, 2.6] } },
      { id: "borders-case", type: "line", source: "borders", layout: { "line-join": "round" },
        paint: { "line-color": colour("land"), "line-width": wide(2, 4, 6), "line-opacity": 0.7 } },
      { id: "borders", type: "line", source: "borders", layout: { "line-join": "round" },
        paint: { "line-color": colour("border"), "line-width": wide(0.8, 1.4, 2), "line-dasharray": [5, 1.6] } },
      { id: "roads", type: "line", source: "roads", layout: { "line-join": "round", "line-cap": "round" },
        paint: { "line-color": colour("road"), "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.6, 10, 2] } },
      { id: "areas-fill", type: "fill", source: "areas", filter: ["==", ["geometry-type"], "Polygon"],
        paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.07 } },
      { id: "areas-line", type: "line", source: "areas", layout: { "line-cap": "round" },
        paint: { "line-color": ["get", "colour"], "line-opacity": 0.5, "line-width": 1, "line-dasharray": [2, 3] } },
      { id: "chosen-fill", type: "fill", source: "chosen", filter: ["==", ["geometry-type"], "Polygon"],
        paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.14 } },
      { id: "chosen-line", type: "line", source: "chosen", layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": ["get", "colour"], "line-width": 2.2, "line-dasharray": [1, 2] } },
    ],
  };
}

/** Starts the map. Throws where the browser cannot draw one (no WebGL). */
export function startMap(container: HTMLElement, bounds: [number, number, number, number] | null): GlMap {
  setWorkerCount(1);
  // The fragment makes the map start a classic worker; see vite.config.ts.
  setWorkerUrl(`${URL.createObjectURL(new Blob([workerScript], { type: "text/javascript" }))}#map-worker.cjs`);
  const whole = wholeGround(), box = bounds;
  const first = box ? near(whole, [box[0] - AROUND, box[1] - AROUND, box[2] + AROUND, box[3] + AROUND]) : whole;
  const map = new GlMap({
    container, style: style(first), attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0,
    touchPitch: false, minZoom: 2, maxZoom: 13, renderWorldCopies: true, fadeDuration: 0,
    ...(bounds ? { bounds, fitBoundsOptions: { maxZoom: 9 } } : { center: [38, 35], zoom: 4 }),
  });
  if (box) map.once("idle", () => {
    setData(map, "land", whole.land.features);
    setData(map, "borders", [{ type: "Feature", properties: {}, geometry: whole.borders }]);
    setData(map, "coast", [{ type: "Feature", properties: {}, geometry: whole.coast }]);
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return map;
}

export function restyle(map: GlMap): void {
  map.setPaintProperty("sea", "background-color", colour("sea"));
  map.setPaintProperty("land", "fill-color", colour("land"));
  map.setPaintProperty("lakes", "fill-color", colour("sea"));
  map.setPaintProperty("lakes", "fill-outline-color", colour("coast"));
  for (const [layer, name] of [["coast", "coast"], ["borders", "border"], ["borders-case", "land"], ["roads", "road"], ["rivers", "river"], ["provinces", "province"]] as const)
    map.setPaintProperty(layer, "line-color", colour(name));
}

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });
const filled = new WeakSet<object>(); // sources that hold something
export const setData = (map: GlMap, source: string, features: Feature[]): void => {
  const found = map.getSource(source);
  // What is empty and stays so is not drawn anew: that would draw the whole map.
  if (!found || !("setData" in found) || (!features.length && !filled.has(found))) return;
  if (features.length) filled.add(found);
  else filled.delete(found);
  (found as { setData(data: FeatureCollection): void }).setData(collection(features));
};

interface Waters { grid: number; rivers: number[][]; lakes: number[][] }

/** Rivers and lakes: steps of a grid, each from the one before, after a rank. They come when the first view stands. */
export async function drawWaters(map: GlMap, file = "assets/water.js"): Promise<void> {
  const { grid, rivers, lakes } = await fetched<Waters>(file);
  const points = (steps: number[]): Position[] => {
    const found: Position[] = [];
    for (let i = 1, x = 0, y = 0; i + 1 < steps.length; i += 2) found.push([(x += steps[i]!) / grid, (y += steps[i + 1]!) / grid]);
    return found;
  };
  setData(map, "rivers", rivers.map((each) => ({ type: "Feature", properties: { rank: each[0] }, geometry: { type: "LineString", coordinates: points(each) } })));
  setData(map, "lakes", lakes.map((each) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [points(each)] } })));
}

export function drawRoads(map: GlMap, site: Site): void {
  setData(map, "provinces", [{ type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: site.provinces.lines } }]);
  setData(map, "roads", site.roads.map((road) => ({
    type: "Feature", properties: { name: road.name }, geometry: { type: "LineString", coordinates: road.stops },
  })));
}

/** A circle on the ground as a ring of points. */
export function circle(lon: number, lat: number, km: number): Geometry {
  const ring: Position[] = [];
  for (let i = 0; i <= CIRCLE_STEPS; i++) {
    const angle = (i / CIRCLE_STEPS) * 2 * Math.PI;
    const north = (km / KM_PER_DEGREE) * Math.sin(angle), east = (km / KM_PER_DEGREE) * Math.cos(angle);
    ring.push([lon + east / Math.max(0.05, Math.cos((lat * Math.PI) / 180)), lat + north]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

/** The ground that a place stands for: its own shape, else a circle as wide as it is uncertain; null for a point. */
export function ground(place: PlaceRow): Geometry | null {
  if (place.geometry && place.geometry.type !== "Point") return place.geometry;
  return place.lat !== null && place.lon !== null && place.radius_km ? circle(place.lon, place.lat, place.radius_km) : null;
}

/** Areas of the claims shown, each stretch of ground once. */
export function drawAreas(map: GlMap, claims: ClaimRow[], sideColour: (side: string | null) => string): void {
  const drawn = new Map<string, { place: PlaceRow; side: string | null }>();
  for (const claim of claims) {
    for (const place of claim.places) {
      if (place.role !== "at" || (place.radius_km ?? 0) > WIDEST_KM || !(place.radius_km || (place.geometry && place.geometry.type !== "Point"))) continue;
      drawn.set(`${place.name}|${place.relation}|${place.lat}|${place.lon}|${claim.side}`, { place, side: claim.side });
    }
    // Of many areas none can be told from another: then only the chosen claim's is drawn.
    if (drawn.size > MOST_AREAS) return setData(map, "areas", []);
  }
  setData(map, "areas", [...drawn.values()].flatMap(({ place, side }): Feature[] => {
    const geometry = ground(place);
    return geometry ? [{ type: "Feature", properties: { colour: sideColour(side) }, geometry }] : [];
  }));
}

/** The ground of the chosen claim, and lines from where it came to where it went. */
export function drawChosen(map: GlMap, claim: ClaimRow | null, sideColour: (side: string | null) => string): void {
  const features: Feature[] = [];
  if (claim) {
    const properties = { colour: sideColour(claim.side) };
    for (const place of claim.places) {
      const geometry = ground(place);
      if (geometry) features.push({ type: "Feature", properties, geometry });
    }
    const point = (roles: string[]) => claim.places.find((place) => roles.includes(place.role) && place.lat !== null);
    const from = point(["from"]), to = point(["to", "toward"]), at = point(["at"]);
    for (const [a, b] of [[from, at ?? to], [at, to]] as const)
      if (a && b && a !== b)
        features.push({ type: "Feature", properties, geometry: { type: "LineString", coordinates: [[a.lon!, a.lat!], [b.lon!, b.lat!]] } });
  }
  setData(map, "chosen", features);
}

/** Switch the tile layer on or off. Only here does the page touch a network, and only when somebody asks for it. */
export function tiles(map: GlMap, site: Site, on: boolean): void {
  if (!site.tiles) return;
  if (!on) {
    if (map.getLayer("tiles")) map.removeLayer("tiles");
    return;
  }
  if (!map.getSource("tiles"))
    map.addSource("tiles", { type: "raster", tiles: [site.tiles.url], tileSize: 256 });
  if (!map.getLayer("tiles")) map.addLayer({ id: "tiles", type: "raster", source: "tiles" }, "borders");
}
