// The situation's side of the page: which day on which clock is shown, on the map, in words and in the panel.
import { Board } from "./board";
import { day, dayName } from "./days";
import type { Found } from "./control";
import { frontView, placeView, pocketView, roadView } from "./dossier";
import { type Dot, dots } from "./dots";
import type { Panel } from "./panel";
import { Replay } from "./replay";
import { type Clock, type Front, ledger, nearest, type Road, scene, type Scene, type Situation, type Spot } from "./scene";

export interface DeskEvents {
  drawn(scene: Scene): void; chosen(place: Spot | null): void; changed(): void; colour(side: string | null): string; side(id: string | null): string; claim(id: string): void;
}
const NOTHING: Scene = { land: [], places: [], fronts: [], pockets: [], roads: [] };
type Open = { place: Spot } | { pocket: string } | { road: string; side: string | null } | { front: Front };

export class Desk {
  readonly board: Board;
  readonly replay: Replay;
  on: string;
  clock: Clock = "was";
  scene: Scene = NOTHING;
  private dots: Dot[] = [];
  private open: Open | null = null;

  constructor(readonly situation: Situation, private readonly panel: Panel, private readonly events: DeskEvents) {
    this.on = nearest(situation.days, null);
    const road = (each: Road) => void this.road(each);
    this.board = new Board({ place: (id) => this.place(id), pocket: (at) => this.pocket(at), road, front: (at) => this.front(at), colour: events.colour, side: events.side });
    this.replay = new Replay(situation.days, { day: (at) => void this.go(at, this.clock), clock: (clock) => void this.go(this.on, clock) });
  }

  /** The place whose ledger is open. */
  get opened(): string | null { return this.open && "place" in this.open ? this.open.place.id : null; }

  /** Show a day on a clock, once its file is there; what is open in the panel follows. */
  async go(on: string | null, clock: Clock): Promise<void> {
    [this.on, this.clock] = [nearest(this.situation.days, on), clock];
    const wanted = this.on;
    const both = await scene(wanted);
    if (wanted !== this.on || clock !== this.clock) return;
    this.scene = both[clock];
    this.dots = dots(this.situation, this.scene.places);
    this.draw();
    await this.reopen(false);
    this.events.changed();
  }

  /** Draw the day again: colours have changed, or the situation is shown instead of claims. */
  draw(): void {
    this.board.show(this.scene, this.dots);
    this.replay.show(this.on, this.clock);
    this.events.drawn(this.scene);
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
      await this.panel.showOther(ledger(open.place).then((data) => placeView(data, held, this.situation.days, this.on, this.clock, context)), focus);
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
