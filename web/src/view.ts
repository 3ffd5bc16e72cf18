// The map with its marks: what is in view, and how the view is moved so that nothing lies under list or evidence.
import type { Map as GlMap } from "maplibre-gl";
import { addControl, drawControl, type Found, found, restyleControl } from "./control";
import { drawAreas, drawChosen, drawRoads, drawWaters, restyle, startMap, tiles } from "./base";
import type { ClaimRow, Site } from "./data";
import { h, narrow, reducedMotion } from "./dom";
import { type Corners, drawArea, type Drawing } from "./area";
import { drawBackdrop, readable } from "./backdrop";
import { dots, type DotEvents, outline } from "./dots";
import type { EvidenceContext } from "./evidence";
import { type Group, spot } from "./group";
import { Overlay } from "./overlay";
import { type Caption, drawing } from "./picture";
import { Popover, type Room } from "./popover";
import type { Scene, Situation, Spot } from "./scene";
import type { Box } from "./store";
import { Twin } from "./twin";

export interface ViewEvents extends Pick<DotEvents, "place" | "pocket" | "side"> {
  choose(claim: ClaimRow): void; only(group: Group, name: string): void; moved(byHand: boolean): void; met(found: Found, near: Spot | null): void; describe(claim: ClaimRow): string; day(claim: ClaimRow): number;
}
/** What lies over the map at its edges; of several sliders the one that shows. */
export interface Frame { sliders: HTMLElement; rail: HTMLElement; panel: HTMLElement }
type At = { lon: number; lat: number; zoom: number };

const FIT = { padding: 56, maxZoom: 9 };
const CLOSEST = 12; // the zoom from which a closer look does not take a bubble apart

export class MapView {
  readonly element = h("div", { class: "map" });
  private map: GlMap | null = null;
  private ready = false;
  private overlay: Overlay | null = null;
  private readonly popover = new Popover({
    closer: (group) => { this.popover.close(); this.closer(group); },
    only: (group, name) => { this.popover.close(); this.events.only(group, name); },
  });
  private shown: ClaimRow[] = [];
  private chosen: ClaimRow | null = null;
  private drawn: Scene | null = null;
  private place: string | null = null;
  private twin: Twin | null = null;
  private drawnArea: Corners | null = null;
  private drawing: Drawing | null = null;
  private based = false; // the user's own base map is shown
  private tiled = false; // and the raster layer

  constructor(private readonly site: Site, private readonly situation: Situation | null, private readonly claims: ClaimRow[], private readonly frame: Frame, private readonly context: EvidenceContext, private readonly events: ViewEvents) {}

  start(at: At | null): void {
    try {
      const map = startMap(this.element, this.bounds(this.claims) ?? this.files());
      this.map = map;
      this.pad();
      if (at) map.jumpTo({ center: [at.lon, at.lat], zoom: at.zoom });
      else this.fit(false);
      this.overlay = new Overlay(map, this.site, {
        choose: (claim) => this.events.choose(claim), open: (group) => this.open(group), colour: this.context.colour, describe: (claim) => this.events.describe(claim),
        place: (id) => this.events.place(id), pocket: (at) => this.events.pocket(at), side: (id) => this.events.side(id),
      });
      this.element.append(this.overlay.element, this.popover.element);
      this.listen(map);
      map.getCanvas().setAttribute("aria-label", "Map. Arrow keys move it, plus and minus change how close it is.");
    } catch (error) {
      this.element.append(h("p", { class: "no-map" }, "This browser cannot draw the map (it has no WebGL). The list, the slider and all evidence work."));
      console.warn(error);
    }
  }

  private listen(map: GlMap): void {
    map.on("load", () => {
      this.ready = true;
      addControl(map);
      drawRoads(map, this.site);
      if (this.drawnArea) drawArea(map, this.drawnArea);
      if (this.drawn) this.scene(this.drawn);
      else this.show(this.shown);
      this.choose(this.chosen);
      this.events.moved(true);
      document.documentElement.dataset["map"] = "ready";
      map.once("idle", () => void drawWaters(map).catch((error: Error) => console.warn(error)));
    });
    map.on("click", (event) => {
      if (this.drawing?.active) return;
      const hit = this.drawn && found(map, event.point.x, event.point.y);
      if (hit) this.events.met(hit, this.nearest(event.lngLat.lng, event.lngLat.lat));
    });
    map.on("mousemove", (event) => { if (!this.drawing?.active) map.getCanvas().style.cursor = this.drawn && found(map, event.point.x, event.point.y) ? "pointer" : ""; });
    map.on("move", () => this.stand());
    map.on("zoomstart", () => this.popover.close(false));
    map.on("moveend", (event) => this.events.moved("originalEvent" in event && Boolean(event.originalEvent)));
    document.addEventListener("pointerdown", (event) => {
      if (!this.popover.element.contains(event.target as Node) && this.element.contains(event.target as Node)) this.popover.close(false);
    });
  }

  show(claims: ClaimRow[]): void {
    this.shown = claims;
    this.drawn = null;
    this.popover.close(false);
    this.overlay?.show(claims);
    this.overlay?.choose(this.chosen?.id ?? null);
    if (!this.map || !this.ready) return;
    drawAreas(this.map, claims, this.context.colour);
    drawControl(this.map, null, this.context.colour);
  }

  /** Show a day of the situation in place of claims. */
  scene(scene: Scene): void {
    this.drawn = scene;
    this.popover.close(false);
    if (this.situation) this.overlay?.scene(dots(this.situation, scene.places), scene.pockets);
    this.overlay?.choosePlace(this.place);
    if (!this.map || !this.ready) return;
    drawAreas(this.map, [], this.context.colour);
    drawControl(this.map, scene, this.context.colour);
  }

  /** Show another day on a second map to the left of this one; null takes it away. */
  beside(scene: Scene | null): void {
    if (scene === null && this.twin === null) return;
    if (scene && this.twin) return this.twin.show(scene);
    this.twin?.close();
    this.twin = null;
    const root = this.element.closest("#app");
    root?.classList.toggle("comparing", scene !== null);
    if (scene && this.situation && this.map) {
      const { place, pocket, side, choose, describe } = this.events;
      this.twin = new Twin(this.site, this.situation, { place, pocket, side, choose, describe, open: () => undefined, colour: this.context.colour }, scene, this.context.dark);
      if (this.based) this.twin.backdrop(true);
      if (this.tiled) this.twin.tiles(true);
      this.element.before(this.twin.element);
    }
    this.map?.resize();
    this.pad();
    if (this.map) this.twin?.start(this.map);
    if (this.ready) this.fit(false);
  }

  /** The place of the scene that lies nearest: land is drawn around places, so that is whose land it is. */
  private nearest(lon: number, lat: number): Spot | null {
    const east = Math.cos((lat * Math.PI) / 180), far = (spot: Spot) => Math.hypot((spot.lon - lon) * east, spot.lat - lat);
    const spots = this.situation && this.drawn ? dots(this.situation, this.drawn.places).map((each) => each.spot) : [];
    return spots.reduce<Spot | null>((best, spot) => (best === null || far(spot) < far(best) ? spot : best), null);
  }

  choosePlace(id: string | null): void {
    this.place = id;
    this.overlay?.choosePlace(id);
  }

  choose(claim: ClaimRow | null): void {
    this.chosen = claim;
    this.overlay?.choose(claim?.id ?? null);
    if (narrow()) this.popover.close(false);
    this.popover.choose(claim?.id ?? null);
    if (this.map && this.ready) drawChosen(this.map, claim, this.context.colour);
  }

  closePopover(): boolean { return this.popover.close(); }

  at(): At | null {
    const center = this.map?.getCenter();
    return this.map && center ? { lon: center.lng, lat: center.lat, zoom: this.map.getZoom() } : null;
  }

  /** The box of what is in view; null where there is no map. */
  box(): Box | null {
    const bounds = this.map?.getBounds();
    return bounds ? [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] : null;
  }

  restyle(): void { if (this.map && this.ready) { restyle(this.map); restyleControl(this.map); this.twin?.restyle(); if (this.based) void this.backdrop(true); } }
  tiles(on: boolean): void {
    this.tiled = on;
    if (this.map) tiles(this.map, this.site, on);
    this.twin?.tiles(on);
  }

  /** The view as an SVG document, without what lies over the map; null where there is no map. */
  picture(caption: Caption): string | null {
    return this.map && this.ready ? drawing(this.map, this.element, this.room(), caption) : null;
  }

  /** Show an area that somebody drew; null takes it away. */
  area(corners: Corners | null): void {
    const changed = corners !== this.drawnArea;
    this.drawnArea = corners;
    if (changed && this.map && this.ready) drawArea(this.map, corners);
  }

  /** Let somebody draw an area; false where there is no map. */
  draw(drawing: Drawing): boolean {
    if (!this.map || !this.ready) return false;
    drawArea(this.map, null);
    this.drawing = drawing;
    drawing.start(this.map);
    return true;
  }

  /** Show the user's own base map, or leave it off; why not, where it cannot be read. */
  async backdrop(on: boolean): Promise<string | null> {
    const base = this.site.basemap, wrong = base && on ? await readable(base) : null;
    if (!base || !this.map || wrong) return wrong;
    this.based = on;
    const draw = () => { if (this.map) drawBackdrop(this.map, base, this.based, this.context.dark()); };
    if (this.ready) draw();
    else this.map.once("load", draw);
    this.twin?.backdrop(on);
    return null;
  }

  zoom(by: 1 | -1): void { this.map?.[by > 0 ? "zoomIn" : "zoomOut"]({ animate: !reducedMotion() }); }
  pad(): void { this.map?.setPadding(this.padding(false)); if (this.map) this.twin?.pad(this.map); }

  /** Those of some claims whose marks are in view; those without a mark always are. */
  inView(claims: ClaimRow[]): ClaimRow[] {
    const map = this.map, room = this.room(false);
    return map === null ? claims : claims.filter((claim) => {
      const at = spot(claim);
      if (!at) return true;
      const { x, y } = map.project([at.lon, at.lat]);
      return x >= room.left - 12 && y >= -12 && x <= room.right + 12 && y <= room.bottom + 12;
    });
  }

  /** All claims shown, or all there are. */
  fit(animate = true): void {
    const bounds = (this.drawn && this.places(this.drawn)) ?? this.bounds(this.shown.length ? this.shown : this.claims) ?? this.bounds(this.claims) ?? this.files();
    if (!this.map || !bounds) return;
    this.pad();
    const legendBox = document.querySelector<HTMLDetailsElement>(".legend[open]");
    const side = narrow() ? 30 : FIT.padding, left = side + (legendBox && !narrow() && !this.twin ? Math.min(legendBox.offsetWidth, this.element.clientWidth * 0.2) : 0);
    this.map.fitBounds(bounds, { ...FIT, padding: { top: side, right: side, bottom: side + (narrow() ? 24 : 0), left }, animate: animate && !reducedMotion() }, { originalEvent: animate });
  }

  /** Move the map so that a claim's mark is not under anything. */
  reveal(claim: ClaimRow): void { this.look(spot(claim)); }

  /** Move the map so that a spot is not under anything. */
  look(at: { lon: number; lat: number } | null): void {
    this.stand();
    if (!at || !this.map) return;
    const room = this.room(), { x, y } = this.map.project([at.lon, at.lat]), edge = 64;
    const inside = x > room.left + edge && x < room.right - edge && y > room.top + edge && y < room.bottom - edge;
    if (!inside) this.map.panBy([x - (room.left + room.right) / 2, y - (room.top + room.bottom) / 2], { animate: !reducedMotion(), duration: 500 });
  }

  private open(group: Group): void {
    this.popover.open(group, this.context, (claim) => this.events.day(claim), (this.map?.getZoom() ?? 0) < CLOSEST);
    this.stand();
  }

  private stand(): void {
    const group = this.popover.group;
    if (!group || !this.map) return;
    const { x, y } = this.map.project([group.lon, group.lat]);
    this.popover.place(x, y, this.room());
  }

  private closer(group: Group): void {
    const bounds = this.bounds(group.spots.map((each) => each.claim));
    if (this.map && bounds)
      this.map.fitBounds(bounds, { padding: narrow() ? 40 : 90, maxZoom: Math.min(CLOSEST + 0.5, this.map.getZoom() + 3), animate: !reducedMotion() }, { originalEvent: true });
  }

  private padding(withPanel = true): { top: number; right: number; bottom: number; left: number } {
    const box = (element: HTMLElement) => (element.hidden ? null : element.getBoundingClientRect());
    const frame = this.element.getBoundingClientRect(), slider = [...this.frame.sliders.children].map((each) => box(each as HTMLElement)).find((each) => each !== null), rail = box(this.frame.rail);
    const bottom = slider ? frame.bottom - slider.top : 0;
    if (narrow()) return { top: 8, right: 0, bottom: Math.min(bottom, frame.height * 0.7), left: 0 };
    const panel = withPanel ? box(this.frame.panel) : null;
    return { top: 0, right: panel ? Math.max(0, frame.right - panel.left) : 0, bottom, left: rail ? Math.max(0, rail.right - frame.left) : 0 };
  }

  /** What of the map nothing covers, in its own pixels. */
  private room(withPanel = true): Room {
    const { top, right, bottom, left } = this.padding(withPanel), { clientWidth, clientHeight } = this.element;
    return { left, top, right: clientWidth - right, bottom: clientHeight - bottom };
  }

  private bounds(claims: ClaimRow[]): Box | null { return this.around(claims.flatMap((claim) => spot(claim) ?? [])); }

  private places(scene: Scene): Box | null {
    const corners = scene.pockets.flatMap((each) => {
      const lons = outline(each).map(([lon]) => lon!), lats = outline(each).map(([, lat]) => lat!);
      return [{ lon: Math.min(...lons), lat: Math.min(...lats) }, { lon: Math.max(...lons), lat: Math.max(...lats) }];
    });
    return this.situation && this.around([...dots(this.situation, scene.places).map((each) => ({ ...each.spot })), ...corners]);
  }

  /** The middles of the files of claims, where none is loaded yet. */
  private files(): Box | null {
    return this.around(this.site.parts.flatMap(({ box }) => (box ? [{ lon: (box[0] + box[2]) / 2, lat: (box[1] + box[3]) / 2 }] : [])));
  }

  private around(spots: { lon: number; lat: number }[]): Box | null {
    // The middle nine tenths: one far place should not make a dot of all others.
    if (!spots.length) return null;
    const middle = (values: number[]): [number, number] => {
      values.sort((a, b) => a - b);
      const cut = values.length > 20 ? Math.floor(values.length * 0.05) : 0;
      return [values[cut]!, values[values.length - 1 - cut]!];
    };
    const [west, east] = middle(spots.map((each) => each.lon)), [south, north] = middle(spots.map((each) => each.lat));
    return [west - 0.15, south - 0.15, east + 0.15, north + 0.15];
  }
}
