// The situation's side of the page: which day on which clock is shown, on the map, in words and in the panel.
import { type Corners, holds } from "./area";
import { Board, type Why } from "./board";
import { type Change, differences, fresh, OLD, reasons } from "./changes";
import { day, dayName } from "./days";
import type { Found } from "./control";
import { frontView, placeView, pocketView, roadView } from "./dossier";
import { type Dot, dots } from "./dots";
import type { Panel } from "./panel";
import { Replay } from "./replay";
import { type Clock, type Front, ledger, nearest, type Road, scene, type Scene, type Situation, type Spot } from "./scene";

export interface DeskEvents {
  drawn(scene: Scene): void; whole(): void; beside(scene: Scene | null, names: [string, string]): void; chosen(place: Spot | null): void; changed(): void; colour(side: string | null): string; side(id: string | null): string; claim(id: string): void;
}
const NOTHING: Scene = { land: [], places: [], fronts: [], pockets: [], roads: [] };
const MOST_WHY = 2; // claims quoted beside a change
type Open = { place: Spot } | { pocket: string } | { road: string; side: string | null } | { front: Front };

export class Desk {
  readonly board: Board;
  readonly replay: Replay;
  on: string;
  clock: Clock = "was";
  scene: Scene = NOTHING;
  /** The day that this one is compared with, and how that stands. */
  against: string | null = null;
  /** The area that places are narrowed to. */
  area: Corners | null = null;
  private other: Scene | null = null;
  private dots: Dot[] = [];
  private open: Open | null = null;

  constructor(readonly situation: Situation, told: number[], private readonly panel: Panel, private readonly events: DeskEvents) {
    this.on = nearest(situation.days, null);
    const road = (each: Road) => void this.road(each);
    this.board = new Board({ place: (id) => this.place(id), pocket: (at) => this.pocket(at), road, front: (at) => this.front(at), change: (each) => this.changed(each), whole: () => events.whole(), why: (each) => this.why(each), claim: events.claim, colour: events.colour, side: events.side });
    this.replay = new Replay(situation.days, told, { against: (at) => void this.compare(at), day: (at) => void this.go(at, this.clock), clock: (clock) => void this.go(this.on, clock) });
  }

  /** The place whose ledger is open. */
  get opened(): string | null { return this.open && "place" in this.open ? this.open.place.id : null; }

  /** Show a day on a clock, once its file is there; what is open in the panel follows. */
  async go(on: string | null, clock: Clock): Promise<void> {
    [this.on, this.clock] = [nearest(this.situation.days, on), clock];
    const wanted = this.on;
    const both = await scene(this.situation, wanted), beside = this.against === null ? null : await scene(this.situation, this.against);
    if (wanted !== this.on || clock !== this.clock) return;
    this.scene = both[clock];
    this.other = beside && beside[clock];
    this.dots = dots(this.situation, this.scene.places);
    this.draw();
    await this.reopen(false);
    this.events.changed();
  }

  /** Compare the day with another; null leaves off. */
  async compare(against: string | null): Promise<void> {
    this.against = against === null ? null : nearest(this.situation.days, against);
    await this.go(this.on, this.clock);
  }

  /** The earlier of the two days that are compared, and the later. */
  private get ends(): [string, string] {
    const other = this.against ?? this.on;
    return other < this.on ? [other, this.on] : [this.on, other];
  }

  private changes(): { title: string; changes: Change[] } | null {
    if (!this.other || this.against === null) return null;
    const [from, to] = this.ends, [before, after] = this.against === from ? [this.other, this.scene] : [this.scene, this.other];
    const clock = this.clock === "was" ? "by all reports there are" : "as known on each of the days";
    return { title: `From ${dayName(day(from)!)} to ${dayName(day(to)!)}, ${clock}.`, changes: differences(before, after, this.situation.places, this.events.side) };
  }

  /** Why something stands otherwise on the later day. */
  private async why(change: Change): Promise<Why> {
    const [from, to] = this.ends, spot = change.kind === "place" ? this.situation.places.find((each) => each.id === change.key) : undefined;
    if (!spot) return { claims: fresh(change.cited, from, to).slice(0, MOST_WHY), note: change.note };
    const words = reasons(await ledger(this.situation, spot), from, to, this.clock, change.side);
    return { claims: words.slice(0, MOST_WHY), note: OLD };
  }

  private changed({ kind, key }: Change): void {
    if (kind === "place") this.place(key);
    else if (kind === "pocket") this.pocket(this.scene.pockets.findIndex((each) => each.name === key));
    else { const road = this.scene.roads.find((each) => `${each.id} ${each.side}` === key); if (road) void this.road(road); }
  }

  /** Draw the day again: colours have changed, or the situation is shown instead of claims. */
  draw(): void {
    const dots = this.area ? this.dots.filter(({ spot }) => holds(this.area!, spot.lon, spot.lat)) : this.dots;
    this.board.show(this.scene, dots, this.area && "Drawn area", this.changes());
    this.replay.show(this.on, this.clock, this.against);
    this.events.drawn(this.scene);
    this.events.beside(this.other, [this.against ?? "", this.on]);
  }

  place(id: string): void {
    const spot = this.situation.places.find((each) => each.id === id);
    if (spot) void this.show({ place: spot });
  }

  pocket(at: number): void {
    const pocket = this.scene.pockets[at];
    if (pocket) void this.show({ pocket: pocket.name });
  }

  front(at: number): void {
    const front = this.scene.fronts[at];
    if (front) void this.show({ front });
  }

  /** Open what was clicked on the map; land leads to the place that it lies around. */
  met(found: Found, near: Spot | null): void {
    if (found.kind === "stretch") { const road = this.scene.roads[found.at]; if (road) void this.road(road); }
    else if (found.kind === "front") this.front(found.at);
    else if (found.kind === "pocket") this.pocket(found.at);
    else if (near) this.place(near.id);
  }

  close(): void {
    this.open = null;
    this.events.chosen(null);
  }

  /** Fill the panel again with what is open, as it is on the day shown. */
  async reopen(focus: boolean): Promise<void> {
    if (!this.open || (!focus && !this.panel.element.querySelector(".dossier"))) return;
    await this.fill(this.open, focus);
  }

  private road(road: Road): Promise<void> { return this.show({ road: road.id, side: road.side }); }

  private async show(open: Open): Promise<void> {
    this.open = open;
    await this.fill(open, true);
    this.events.chosen("place" in open ? open.place : null);
    this.events.changed();
  }

  private async fill(open: Open, focus: boolean): Promise<void> {
    const context = { sides: this.situation.sides, colour: this.events.colour, side: this.events.side, claim: this.events.claim, go: (to: string) => void this.go(to, this.clock) };
    if ("place" in open) {
      const held = this.scene.places.find((each) => each.id === open.place.id) ?? null;
      await this.panel.showOther(ledger(this.situation, open.place).then((data) => placeView(data, held, this.situation.days, this.on, this.clock, context)), focus);
    } else if ("pocket" in open) {
      const pocket = this.scene.pockets.find((each) => each.name === open.pocket);
      if (pocket) await this.panel.showOther(Promise.resolve(pocketView(pocket, this.on, context)), focus);
    } else if ("front" in open) {
      const names = new Map(this.situation.places.map((each) => [each.id, each.name]));
      const beside = this.scene.places.filter((each) => open.front.places.includes(each.id)).map((held) => ({ held, name: names.get(held.id) ?? held.id }));
      await this.panel.showOther(Promise.resolve(frontView(open.front, beside, this.on, context, (id) => this.place(id))), focus);
    } else {
      const road = this.scene.roads.find((each) => each.id === open.road && each.side === open.side);
      if (road) await this.panel.showOther(Promise.resolve(roadView(road, this.on, context)), focus);
    }
  }

  /** The day and clock in words. */
  get title(): string { return `${this.clock === "was" ? "As it was on" : "As known on"} ${dayName(day(this.on)!)}`; }
}
