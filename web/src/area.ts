// An area that somebody draws on the map: its corners one after the other, never across a side that is there.
import type { GeoJSONSource, Map as GlMap, MapMouseEvent } from "maplibre-gl";
import type { Feature, Position } from "geojson";

export type Corners = [number, number][];
const SOURCE = "area", NEAR = 12; // pixels from the first corner within which a click closes the area

/** Whether two stretches have a point in common; their ends count. */
function meet([a, b]: [Position, Position], [c, d]: [Position, Position]): boolean {
  const side = (p: Position, q: Position, r: Position) => Math.sign((q[0]! - p[0]!) * (r[1]! - p[1]!) - (q[1]! - p[1]!) * (r[0]! - p[0]!));
  const within = (p: Position, q: Position, r: Position) => Math.min(p[0]!, q[0]!) <= r[0]! && r[0]! <= Math.max(p[0]!, q[0]!) && Math.min(p[1]!, q[1]!) <= r[1]! && r[1]! <= Math.max(p[1]!, q[1]!);
  const [s1, s2, s3, s4] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (s1 !== s2 && s3 !== s4) return true;
  return (s1 === 0 && within(a, b, c)) || (s2 === 0 && within(a, b, d)) || (s3 === 0 && within(c, d, a)) || (s4 === 0 && within(c, d, b));
}

/** Whether a polygon crosses or touches itself; of fewer than three corners none does. */
export function crosses(corners: Corners): boolean {
  const sides = corners.map((each, at): [Position, Position] => [each, corners[(at + 1) % corners.length]!]);
  return corners.length > 2 && sides.some((one, i) => sides.some((other, j) => j > i + 1 && !(i === 0 && j === sides.length - 1) && meet(one, other)));
}

/** Whether a line of corners crosses itself by one more. */
export function wouldCross(corners: Corners, next: [number, number]): boolean {
  const last = corners.at(-1);
  return last !== undefined && corners.slice(0, -2).some((each, at) => meet([each, corners[at + 1]!], [last, next]));
}

export function holds(corners: Corners, lon: number, lat: number): boolean {
  let inside = false;
  corners.forEach(([x, y], at) => {
    const [u, v] = corners[(at + 1) % corners.length]!;
    if ((y > lat) !== (v > lat) && lon < x + ((lat - y) / (v - y)) * (u - x)) inside = !inside;
  });
  return inside;
}

/** An area as an address has it, the same as the API's `polygon`; null for what is none. */
export function readArea(written: string | null): Corners | null {
  const numbers = (written ?? "").split(",").map(Number), corners: Corners = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) corners.push([numbers[at]!, numbers[at + 1]!]);
  const fits = numbers.length % 2 === 0 && corners.length > 2 && corners.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
  return fits && !crosses(corners) ? corners : null;
}
export const writeArea = (corners: Corners): string => corners.map(([lon, lat]) => `${+lon.toFixed(3)},${+lat.toFixed(3)}`).join(",");

export interface AreaEvents { done(corners: Corners): void; left(): void; tell(words: string): void }
const CROSSES = "The area would cross itself: choose another corner.", FEW = "An area has three corners or more.";

/** Drawing by clicks, or with keys: Space sets a corner in the middle of the map, Enter closes, Backspace takes one back. */
export class Drawing {
  private corners: Corners = [];
  private map: GlMap | null = null;

  constructor(private readonly events: AreaEvents) {}

  get active(): boolean { return this.map !== null; }

  start(map: GlMap): void {
    this.map = map;
    this.corners = [];
    map.getCanvas().style.cursor = "crosshair";
    map.on("click", this.click);
    map.doubleClickZoom.disable();
    addEventListener("keydown", this.key, true);
  }

  stop(): void {
    const map = this.map;
    this.map = null;
    if (!map) return;
    map.getCanvas().style.cursor = "";
    map.off("click", this.click);
    map.doubleClickZoom.enable();
    removeEventListener("keydown", this.key, true);
  }

  private click = (event: MapMouseEvent): void => {
    const first = this.corners[0], map = this.map!;
    const away = first ? map.project(first).dist(event.point) : Infinity;
    if (this.corners.length > 2 && away < NEAR) this.close();
    else this.add(event.lngLat.lng, event.lngLat.lat);
  };

  private key = (event: KeyboardEvent): void => {
    const middle = this.map!.getCenter();
    const act = { " ": () => this.add(middle.lng, middle.lat), Enter: () => this.close(), Backspace: () => { this.corners.pop(); this.draw(); }, Escape: () => { this.stop(); this.events.left(); } }[event.key];
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (!act || (target?.matches("input, select, textarea") && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  private add(lon: number, lat: number): void {
    const next: [number, number] = [Math.max(-180, Math.min(180, lon)), lat];
    if (wouldCross(this.corners, next)) return this.events.tell(CROSSES);
    this.corners.push(next);
    this.draw();
  }

  private close(): void {
    if (this.corners.length < 3) return this.events.tell(FEW);
    if (crosses(this.corners)) return this.events.tell(CROSSES);
    this.stop();
    this.events.done(this.corners);
  }

  private draw(): void { if (this.map) drawArea(this.map, this.corners, false); }
}

/** Draw an area, or the corners that there are of one; nothing for null. */
export function drawArea(map: GlMap, corners: Corners | null, closed = true): void {
  const features: Feature[] = [];
  if (corners?.length) {
    features.push({ type: "Feature", properties: {}, geometry: closed ? { type: "Polygon", coordinates: [[...corners, corners[0]!]] } : { type: "LineString", coordinates: corners } });
    if (!closed) features.push(...corners.map((each): Feature => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: each } })));
  }
  const data = { type: "FeatureCollection" as const, features }, source = map.getSource<GeoJSONSource>(SOURCE), ink = getComputedStyle(document.documentElement).getPropertyValue("--focus").trim();
  if (source) return void source.setData(data);
  map.addSource(SOURCE, { type: "geojson", data });
  map.addLayer({ id: "area-fill", type: "fill", source: SOURCE, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": ink, "fill-opacity": 0.06 } });
  map.addLayer({ id: "area-line", type: "line", source: SOURCE, layout: { "line-join": "round" }, paint: { "line-color": ink, "line-width": 2, "line-dasharray": [3, 1.5] } });
  map.addLayer({ id: "area-corners", type: "circle", source: SOURCE, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 4, "circle-color": ink } });
}
