// The map beside the claim: where its places are, what else their names may mean, and what would change.
import { type Map as GlMap, Marker } from "maplibre-gl";
import { drawWaters, restyle, startMap } from "../base";
import { takeOver } from "../data";
import { h } from "../dom";
import type { Place, PlaceChange, PlaceChoice, Preview } from "./api";
import { tells } from "./changes";

export interface Spot { lat: number; lon: number; name: string; kind: "now" | "choice" | "picked" | "change" | "landmark"; label: string; aside?: boolean; act?: () => void }

const WATERS = "/assets/water.js";
const PAD = 0.8; // degrees around the spots

export class Ground {
  readonly element = h("div", { class: "ground", role: "group", "aria-label": "Map" });
  private map: GlMap | null = null;
  private markers: Marker[] = [];
  private spots: Spot[] = [];

  constructor(private readonly pointed: (lat: number, lon: number) => void) {}

  /** Draw the map once it is on the page; without WebGL there is none, and the lists do. */
  start(): void {
    try {
      this.map = startMap(this.element, null);
      this.map.on("click", (event) => this.pointed(event.lngLat.lat, event.lngLat.wrap().lng));
      this.map.on("moveend", () => this.thin());
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (this.map) restyle(this.map); });
      this.map.on("load", () => { document.documentElement.dataset["map"] = "ready"; this.show(this.spots); this.waters(); });
    } catch (error) {
      this.element.append(h("p", { class: "no-map" }, "This browser cannot draw the map (it has no WebGL). The lists work."));
      console.warn(error);
    }
  }

  /** Rivers and lakes, from the file of the map page; without it the map has none. */
  private waters(): void {
    takeOver();
    if (this.map) void drawWaters(this.map, WATERS).catch((error: Error) => console.warn(error));
  }

  show(spots: Spot[]): void {
    this.spots = spots;
    for (const marker of this.markers) marker.remove();
    if (!this.map) return;
    this.markers = spots.map((spot) => {
      const inner = spot.act
        ? h("button", { type: "button", class: `spot spot-${spot.kind}`, "aria-label": spot.label, title: spot.label, onclick: spot.act }, h("span", {}, spot.name))
        : h("div", { class: `spot spot-${spot.kind}`, title: spot.label }, h("span", {}, spot.name));
      return new Marker({ element: h("div", { class: "spot-box" }, inner), anchor: "center" }).setLngLat([spot.lon, spot.lat]).addTo(this.map!);
    });
    this.fit();
  }

  private fit(): void {
    if (!this.spots.length || !this.map) return;
    const near = this.spots.filter((spot) => !spot.aside), shown = near.length ? near : this.spots;
    const lats = shown.map((spot) => spot.lat), lons = shown.map((spot) => spot.lon);
    const [w, s, e, n] = [Math.min(...lons) - PAD, Math.min(...lats) - PAD, Math.max(...lons) + PAD, Math.max(...lats) + PAD];
    this.map.resize();
    this.map.fitBounds([w, s, e, n], { animate: false, maxZoom: 7, padding: 28 });
    this.thin();
  }

  /** Names that would lie on others are left out; a mark's tip has its name all the same. */
  private thin(): void {
    const kept: DOMRect[] = [];
    for (const name of this.element.querySelectorAll<HTMLElement>(".spot-now > span, .spot-change > span, .spot-landmark > span")) {
      name.style.visibility = "";
      const box = name.getBoundingClientRect();
      if (kept.some((other) => other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom)) name.style.visibility = "hidden";
      else kept.push(box);
    }
  }
}

const RIVAL = 0.25; // of the first's share: namesakes that are less likely do not widen the map

export const choiceSpots = (choices: PlaceChoice[], picked: string | null, pick: (choice: PlaceChoice) => void): Spot[] =>
  choices.filter((each) => each.place.lat !== null).map((each, at) => ({
    lat: each.place.lat!, lon: each.place.lon!, name: `${at + 1}`, kind: each.place.id === picked ? "picked" : "choice", aside: at > 0 && each.share < RIVAL * choices[0]!.share,
    label: `${at + 1}. ${each.place.name}, ${[each.place.admin1, each.country].filter(Boolean).join(", ")}`, act: () => pick(each),
  }));

export const changeSpots = (changes: PlaceChange[]): Spot[] =>
  changes.map((each) => ({ lat: each.lat, lon: each.lon, name: each.name, kind: "change", label: `${each.name}, ${each.on}`, aside: each.scope !== "place" }));

const NEAR = 0.02; // degrees within which two marks are of one place
const MOST = 12; // places that a decision would change and that are marked

/** What the map shows of a claim: its places as they stand (`now`), then the candidates, or what would change; and the
 * places that its report names besides. */
export function spotsOf(now: Place[], choices: PlaceChoice[], choosing: boolean, preview: Preview | null, landmarks: { name: string; lat: number; lon: number }[], pick: (choice: PlaceChoice) => void): Spot[] {
  const own = now.filter((one) => one.lat !== null);
  const mine: Spot[] = own.map((one) => ({ lat: one.lat!, lon: one.lon!, name: one.name, kind: "now", label: one.name }));
  const picked = choosing ? own.find((one) => choices.some((each) => each.place.id === one.id))?.id ?? null : null;
  const others = (preview?.places ?? []).filter((row) => tells(row) && !own.some((one) => one.id === row.id)).slice(0, MOST);
  const spots = choices.length ? [...mine, ...choiceSpots(choices, picked, pick)] : [...mine, ...changeSpots(others)];
  const far = (one: { lat: number; lon: number }) => spots.every((each) => Math.abs(each.lat - one.lat) + Math.abs(each.lon - one.lon) > NEAR);
  return [...spots, ...landmarks.filter(far).map((one): Spot => ({ ...one, kind: "landmark", label: `${one.name}, named in the report`, aside: spots.length > 0 }))];
}
