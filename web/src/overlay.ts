// Marks and names over the map, as elements: marks are buttons that a keyboard, a finger and a screen reader can find.
import type { Map as GlMap } from "maplibre-gl";
import { countryLabels } from "./base";
import type { ClaimRow, Shape, Site } from "./data";
import { h, settle } from "./dom";
import { type Dot, dotButton, type DotEvents, middle, pocketButton } from "./dots";
import { glyph, ring } from "./glyph";
import type { Pocket } from "./scene";
import { type Group, groups, MOST, offsets, reach, type Spot, spot } from "./group";

export interface OverlayEvents extends DotEvents {
  choose(claim: ClaimRow): void;
  open(group: Group): void;
  describe(claim: ClaimRow): string;
}
interface Name { text: string; lon: number; lat: number; kind: string; from: number; to: number; dy: number }
interface Box { x: number; y: number; w: number; h: number }
const DOT = 9; // pixels from the middle of a place's mark within which no other is put
const TALL = 36; // pixels of a pocket's name and the word below it
const wide = (pocket: Pocket): number => pocket.name.length * 7.6 + 22;
const SQUARE = 64; // pixels of a square in which names are kept apart
const AROUND: [number, number][] = [-1, 0, 1].flatMap((by) => [-1, 0, 1].map((to): [number, number] => [by, to]));
const MOST_DOTS = 600; // places that are drawn at once; those with most claims come first

/** Stretches of the screen that are taken, by the squares that they reach into. */
class Taken {
  private readonly squares = new Map<string, Box[]>();

  free(box: Box): boolean {
    return this.under(box).every((key) => !this.squares.get(key)?.some((other) => box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h));
  }

  add(box: Box): void {
    for (const key of this.under(box)) {
      const there = this.squares.get(key);
      if (there) there.push(box);
      else this.squares.set(key, [box]);
    }
  }

  private under({ x, y, w, h: tall }: Box): string[] {
    const found: string[] = [];
    for (let i = Math.floor(x / SQUARE); i <= Math.floor((x + w) / SQUARE); i++)
      for (let j = Math.floor(y / SQUARE); j <= Math.floor((y + tall) / SQUARE); j++) found.push(`${i} ${j}`);
    return found;
  }
}

export class Overlay {
  readonly element = h("div", { class: "overlay" });
  private readonly names = h("div", { class: "names", "aria-hidden": "true" });
  private readonly marks = h("div", { class: "marks", role: "group", "aria-label": "Marks on the map" });
  private spots: Spot[] = [];
  private groups: Group[] = [];
  private dots: Dot[] = [];
  private pockets: Pocket[] = [];
  private drawnDots: Dot[] = [];
  private named: Pocket[] = [];
  private anchors: { element: HTMLElement; lon: number; lat: number }[] = [];
  private placed: { element: HTMLElement; lon: number; lat: number }[] = [];
  private chosen: string | null = null;
  private kept = new Map<string, HTMLElement>();
  private keptNames = new Map<string, HTMLElement>();
  private readonly stands = new WeakMap<HTMLElement, string>();
  private readonly beside = new Map<Dot, Dot[]>(); // places without room, by the mark that counts them
  private zoom = NaN;
  private size: [number, number] = [0, 0];

  constructor(private readonly map: GlMap, private readonly site: Site, private readonly events: OverlayEvents) {
    this.element.append(this.names, this.marks);
    map.on("move", () => this.move());
    map.on("moveend", () => this.settle());
    this.measure();
    map.on("resize", () => { this.measure(); this.settle(); });
  }

  /** How large the map is: asked for when it changes, since asking lays the whole page out. */
  private measure(): void {
    const { clientWidth, clientHeight } = this.map.getContainer();
    this.size = [clientWidth, clientHeight];
  }

  show(claims: ClaimRow[]): void {
    this.spots = claims.flatMap((claim) => spot(claim) ?? []);
    [this.dots, this.pockets] = [[], []];
    this.regroup();
  }

  /** Show the places and pockets of a scene in place of claims. */
  scene(dots: Dot[], pockets: Pocket[]): void {
    this.spots = [];
    [this.dots, this.pockets] = [dots, pockets];
    this.regroup();
  }

  choosePlace(id: string | null): void {
    for (const mark of this.marks.querySelectorAll<HTMLElement>(".spot")) mark.classList.toggle("chosen", mark.dataset["place"] === id);
  }

  choose(claim: string | null): void {
    if (claim === null && this.chosen === null) return;
    this.chosen = claim;
    for (const { element } of this.anchors)
      for (const mark of [element, ...element.querySelectorAll<HTMLElement>("[data-claims]")])
        mark.classList.toggle("chosen", claim !== null && (mark.dataset["claims"] ?? "").split(" ").includes(claim));
  }

  private regroup(): void {
    this.zoom = this.map.getZoom();
    const active = (document.activeElement as HTMLElement | null)?.dataset, focused = active?.["claims"], place = active?.["place"];
    const open = this.marks.querySelector<HTMLElement>(".spot.chosen")?.dataset["place"] ?? null;
    this.groups = groups(this.spots, (lon, lat) => this.map.project([lon, lat]));
    const kept = new Map<string, HTMLElement>();
    const drawn = [...this.groups].sort((a, b) => b.lat - a.lat).map((group) => ({
      element: this.made(group, kept), lon: group.lon, lat: group.lat,
    }));
    this.kept = kept;
    this.drawnDots = this.apart();
    drawn.push(...this.drawnDots.map((dot) => ({ element: h("div", { class: "cluster" }, dotButton(dot, this.beside.get(dot) ?? [], this.events)), lon: dot.spot.lon, lat: dot.spot.lat })));
    this.named = this.namable();
    drawn.push(...this.named.map((pocket) => {
      const [lon, lat] = middle(pocket);
      return { element: h("div", { class: "cluster" }, pocketButton(pocket, this.pockets.indexOf(pocket), this.events)), lon, lat };
    }));
    this.anchors = drawn;
    settle(this.marks, drawn.map((each) => each.element));
    this.choosePlace(open);
    if (place) this.marks.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`)?.focus({ preventScroll: true });
    this.choose(this.chosen);
    this.move();
    this.label();
    if (focused) this.marks.querySelector<HTMLElement>(`[data-claims="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  /** The places that have room beside those with more claims; the others are counted there, and come when the map is closer. */
  private apart(): Dot[] {
    const taken = new Map<string, Dot>(), kept: Dot[] = [];
    this.beside.clear();
    for (const dot of this.dots) {
      const { x, y } = this.map.project([dot.spot.lon, dot.spot.lat]), cell = (by: number, to: number) => `${Math.floor(x / DOT) + by},${Math.floor(y / DOT) + to}`;
      const near = AROUND.map(([by, to]) => taken.get(cell(by, to))).find(Boolean);
      if (near) { const others = this.beside.get(near); if (others) others.push(dot); else this.beside.set(near, [dot]); continue; }
      taken.set(cell(0, 0), dot);
      if (kept.push(dot) >= MOST_DOTS) break;
    }
    return kept;
  }

  /** The pockets whose names have room beside larger ones'; the others come when the map is closer, and are listed. */
  private namable(): Pocket[] {
    const at = (pocket: Pocket) => this.map.project(middle(pocket)), kept: Pocket[] = [];
    for (const pocket of [...this.pockets].sort((a, b) => b.km2 - a.km2)) {
      const { x, y } = at(pocket);
      const free = kept.every((other) => Math.abs(at(other).x - x) > (wide(other) + wide(pocket)) / 2 || Math.abs(at(other).y - y) > TALL);
      if (free) kept.push(pocket);
    }
    return kept;
  }

  private shape(claim: ClaimRow): Shape {
    return (this.site.words["shape"]?.[claim.family] ?? "circle") as Shape;
  }

  /** A group's marks; those that were there before, where it is of the same claims and looks the same. */
  private made(group: Group, kept: Map<string, HTMLElement>): HTMLElement {
    const ids = group.spots.map(({ claim }) => claim.id).join(" "), many = group.spots.length > MOST;
    const of = `${this.events.colour(null)} ${many ? group.places.slice(0, 4).join() : group.spots.map(({ claim }) => this.events.describe(claim)).join()} ${ids}`;
    const element = this.kept.get(of) ?? (many ? this.bubble(group) : this.cluster(group));
    kept.set(of, element);
    return element;
  }

  private cluster(group: Group): HTMLElement {
    const at = offsets(group.spots.length);
    return h("div", { class: "cluster" }, group.spots.map(({ claim }, i) => {
      const [x, y] = at[i] ?? [0, 0];
      const label = this.events.describe(claim);
      const button = h("button", {
        type: "button", class: "mark", "aria-label": label, title: label, "data-claims": claim.id,
        style: `--x:${x.toFixed(1)}px;--y:${y.toFixed(1)}px`, onclick: () => this.events.choose(claim),
      });
      button.append(glyph(this.shape(claim), this.events.colour(claim.side), claim.doubt));
      return button;
    }));
  }

  private bubble(group: Group): HTMLElement {
    const count = group.spots.length, radius = reach(count);
    const sides = new Map<string, number>();
    for (const { claim } of group.spots) {
      const colour = this.events.colour(claim.side);
      sides.set(colour, (sides.get(colour) ?? 0) + 1);
    }
    const parts = [...sides].sort((a, b) => b[1] - a[1]).map(([colour, n]) => ({ colour, share: n / count }));
    const places = group.places.slice(0, 3).join(", ") + (group.places.length > 3 ? " and others" : "");
    const label = `${count} claims: ${places}`;
    const button = h("button", {
      type: "button", class: "bubble", "aria-label": label, title: label, style: `--r:${radius}px`,
      "data-claims": group.spots.map((each) => each.claim.id).join(" "), onclick: () => this.events.open(group),
    }, ring(parts, radius), h("span", {}, count));
    return h("div", { class: "cluster" }, button);
  }

  private move(): void {
    for (const { element, lon, lat } of this.anchors) this.place(element, lon, lat);
    for (const { element, lon, lat } of this.placed) this.place(element, lon, lat);
  }

  private place(element: HTMLElement, lon: number, lat: number): void {
    const { x, y } = this.map.project([lon, lat]), at = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    if (this.stands.get(element) === at) return;
    this.stands.set(element, at);
    element.style.transform = at;
  }

  private settle(): void {
    if (Math.abs(this.map.getZoom() - this.zoom) > 0.05 || Number.isNaN(this.zoom)) this.regroup();
    else this.label();
  }

  /** Names where there is room: first the places of the claims, then towns and countries. */
  private label(): void {
    const zoom = this.map.getZoom();
    const [width, height] = this.size;
    const taken = new Taken();
    const boxed = (lon: number, lat: number, w: number, tall: number) => { const at = this.map.project([lon, lat]); taken.add({ x: at.x - w / 2, y: at.y - tall / 2, w, h: tall }); };
    for (const group of this.groups) boxed(group.lon, group.lat, 2 * reach(group.spots.length), 2 * reach(group.spots.length));
    for (const { spot: at } of this.drawnDots) boxed(at.lon, at.lat, 14, 14);
    for (const pocket of this.named) boxed(...middle(pocket), wide(pocket), TALL);
    const made = new Map<string, HTMLElement>();
    this.placed = [];
    for (const name of this.candidates()) {
      if (zoom < name.from || zoom > name.to) continue;
      const at = this.map.project([name.lon, name.lat]);
      const country = name.kind === "country", wide = country ? 9.5 : name.kind === "province" ? 9.2 : 6.6;
      const w = name.text.length * wide + 8, tall = country ? 18 : 16;
      const box = { x: at.x - w / 2, y: at.y + name.dy - tall / 2, w, h: tall };
      if (box.x > width || box.y > height || box.x + w < 0 || box.y + tall < 0) continue;
      if (!taken.free(box)) continue;
      taken.add(box);
      const key = `${name.kind} ${name.dy} ${name.lon} ${name.lat} ${name.text}`;
      const element = this.keptNames.get(key) ?? h("div", { class: `name ${name.kind}` }, h("span", { style: `--dy:${name.dy}px` }, name.text));
      this.placed.push({ element, lon: name.lon, lat: name.lat });
      this.place(element, name.lon, name.lat);
      made.set(key, element);
    }
    this.keptNames = made;
    settle(this.names, [...made.values()]);
  }

  private *candidates(): Generator<Name> {
    const seen = new Set<string>();
    for (const { spot: at } of this.drawnDots) {
      seen.add(at.name);
      yield { text: at.name, lon: at.lon, lat: at.lat, kind: "place", from: 4, to: 24, dy: 15 };
    }
    for (const group of this.groups) {
      const [first = "", ...rest] = group.places;
      const text = rest.length ? `${first} +${rest.length}` : first;
      if (!text || seen.has(first)) continue;
      for (const place of group.places) seen.add(place);
      yield { text, lon: group.lon, lat: group.lat, kind: "place", from: 4, to: 24, dy: reach(group.spots.length) + 9 };
    }
    for (const town of this.site.labels) {
      if (seen.has(town.name)) continue;
      seen.add(town.name);
      yield { text: town.name, lon: town.lon, lat: town.lat, kind: `town rank-${town.rank}`, from: [0, 4.5, 6, 6.9, 7.9, 9][town.rank] ?? 9, to: 24, dy: 11 };
    }
    for (const { name, lon, lat } of this.site.provinces.names)
      yield { text: name, lon, lat, kind: "province", from: 5.6, to: 9.5, dy: 0 };
    for (const { name, at, area } of countryLabels)
      yield { text: name, lon: at[0], lat: at[1], kind: "country", from: area > 150 ? 2 : area > 30 ? 3 : area > 5 ? 4.2 : 5.6, to: 8.5, dy: 0 };
  }
}
