// A second map beside the first, for another day: the two move together.
import type { Map as GlMap } from "maplibre-gl";
import { drawBackdrop } from "./backdrop";
import { drawRoads, drawWaters, restyle, startMap, tiles } from "./base";
import { addControl, drawControl, restyleControl } from "./control";
import type { Site } from "./data";
import { h } from "./dom";
import { dots } from "./dots";
import { Overlay, type OverlayEvents } from "./overlay";
import type { Scene, Situation } from "./scene";

export class Twin {
  readonly element = h("div", { class: "map twin" });
  private map: GlMap | null = null;
  private overlay: Overlay | null = null;
  private ready = false;
  private based = false;
  private tiled = false;
  private led = false; // this map is being moved by the other

  constructor(private readonly site: Site, private readonly situation: Situation, private readonly events: OverlayEvents, private scene: Scene, private readonly dark: () => boolean) {}

  /** Draw the map once its element is on the page, and bind it to the other. */
  start(other: GlMap): void {
    const map = this.map = startMap(this.element, null);
    map.getCanvas().setAttribute("aria-label", "Map of the day compared with");
    this.overlay = new Overlay(map, this.site, this.events);
    this.element.append(this.overlay.element);
    const lead = (from: GlMap, to: GlMap) => {
      if (this.led) return;
      this.led = true;
      to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() });
      this.led = false;
    };
    this.pad(other);
    const follow = () => lead(other, map);
    other.on("move", follow);
    map.on("move", () => lead(map, other));
    map.on("remove", () => other.off("move", follow));
    map.on("load", () => {
      this.ready = true;
      addControl(map);
      drawRoads(map, this.site);
      this.show(this.scene);
      this.backdrop(this.based);
      this.tiles(this.tiled);
      this.element.dataset["ready"] = "true";
      void drawWaters(map).catch((error: Error) => console.warn(error));
    });
  }

  /** Give the map the other's room at its foot, so that both have one middle. */
  pad(other: GlMap): void {
    const { bottom = 0, top = 0 } = other.getPadding();
    if (!this.map) return;
    this.led = true;
    this.map.setPadding({ top, bottom, left: 0, right: 0 });
    this.map.jumpTo({ center: other.getCenter(), zoom: other.getZoom() });
    this.led = false;
  }

  show(scene: Scene): void {
    this.scene = scene;
    if (!this.map || !this.ready) return;
    this.overlay?.scene(dots(this.situation, scene.places), scene.pockets);
    drawControl(this.map, scene, this.events.colour);
  }

  /** Show the user's own base map, which the other map has read, or leave it off. */
  backdrop(on: boolean): void {
    this.based = on;
    if (this.map && this.ready && this.site.basemap) drawBackdrop(this.map, this.site.basemap, on, this.dark());
  }

  /** Show the raster layer that the other map shows, or leave it off. */
  tiles(on: boolean): void {
    this.tiled = on;
    if (this.map && this.ready) tiles(this.map, this.site, on);
  }

  restyle(): void {
    if (!this.map || !this.ready) return;
    restyle(this.map);
    restyleControl(this.map);
    if (this.based) this.backdrop(true);
    this.show(this.scene);
  }

  close(): void {
    this.map?.remove();
    this.element.remove();
  }
}
