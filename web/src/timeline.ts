// The slider: a bar a day for the claims that speak of it, and a window of days that can be dragged, stepped and played.
import { paint } from "./bars";
import type { ClaimRow, Site } from "./data";
import { type Basis, dayName, type Range, rangeName, shift } from "./days";
import { h, iconButton, icon, narrow, reducedMotion, replace } from "./dom";
import { beyond, histogram } from "./filter";

export interface TimelineEvents { range(range: Range): void; basis(basis: Basis): void; colour(side: string | null): string }
type Grip = "first" | "last" | "both";
const STEP_MS = 900;
const EDGE = 14; // pixels at either end, so that the handles of the outermost days can be taken hold of
const SIGN = 52; // pixels where a sign for what lies beyond stands in the end

export class Timeline {
  readonly element = h("section", { class: "timeline", "aria-label": "Days" });
  private readonly canvas = h("canvas", { "aria-hidden": "true" });
  private readonly track = h("div", { class: "track" }, this.canvas);
  private readonly label = h("output", { class: "range", "aria-live": "polite" });
  private readonly count = h("span", { class: "count" });
  private readonly play = iconButton("play", "Play the days", () => this.toggle(), { class: "icon-button play" });
  private readonly all = h("button", { type: "button", class: "text-button", onclick: () => this.set({ ...this.whole }) }, "All days");
  private readonly grips: Record<Grip, HTMLElement>;
  private readonly signs = {
    before: h("button", { type: "button", class: "edge before", hidden: true, onclick: () => this.look("before") }),
    after: h("button", { type: "button", class: "edge after", hidden: true, onclick: () => this.look("after") }),
  };
  private far: ReturnType<typeof beyond> | null = null;
  private bars: ReturnType<typeof histogram> | null = null;
  private of: [ClaimRow[], Basis, boolean] | null = null; // what these two were counted of
  private timer = 0;

  constructor(private readonly site: Site, readonly whole: Range, private range: Range, private basis: Basis, private readonly events: TimelineEvents) {
    this.grips = { both: this.grip("both", "Window of days"), first: this.grip("first", "First day"), last: this.grip("last", "Last day") };
    this.track.append(this.grips.both, this.grips.first, this.grips.last, this.signs.before, this.signs.after);
    const choice = h("select", {
      "aria-label": "Order claims by", onchange: (event: Event) => {
        this.basis = (event.target as HTMLSelectElement).value as Basis;
        this.events.basis(this.basis);
      },
    }, h("option", { value: "happened", selected: basis === "happened" }, "by day of the event"),
      h("option", { value: "published", selected: basis === "published" }, "by day of publication"));
    this.element.append(
      h("div", { class: "timeline-head" },
        h("div", { class: "steps" },
          iconButton("previous", "Previous day", () => this.step(-1)), this.play, iconButton("next", "Next day", () => this.step(1))),
        this.label, this.count, h("span", { class: "spring" }), this.all, h("span", { class: "select" }, choice, icon("down"))),
      this.track);
    this.drag();
    new ResizeObserver(() => this.draw()).observe(this.track);
  }

  /** What was counted of all claims, where the page does not hold them all and nothing but the days narrows them. */
  private counted(all: boolean): ReturnType<typeof histogram> | null {
    const given = this.site.bars;
    if (!given || !all || this.basis !== "happened") return null;
    const rows = Object.entries(given.short).map(([side, row]): [string | null, Uint32Array<ArrayBuffer>] => [side || null, Uint32Array.from(row)]);
    const long = Uint32Array.from(given.long);
    return { short: new Map(rows), long, total: long.map((value, at) => rows.reduce((sum, [, row]) => sum + row[at]!, value)) };
  }

  /** Show how many claims speak of each day (`all`: no filter narrows them), and how many are shown. */
  show(claims: ClaimRow[], shown: number, range: Range, all: boolean): void {
    if (!this.of || this.of[0] !== claims || this.of[1] !== this.basis || this.of[2] !== all) {
      this.of = [claims, this.basis, all];
      this.bars = this.counted(all) ?? histogram(claims, this.site, this.whole, this.basis);
      this.far = beyond(claims, this.site, this.whole, this.basis);
    }
    this.range = range;
    this.count.textContent = shown === 1 ? "1 claim" : `${shown.toLocaleString("en")} claims`;
    this.draw();
  }

  step(by: number): void {
    if (this.isWhole() || this.away()) this.set(by > 0 ? { first: this.whole.first, last: this.whole.first } : { first: this.whole.last, last: this.whole.last });
    else this.set(shift(this.range, by, this.whole));
  }

  toggle(): void {
    if (this.timer) return this.stop();
    if (this.isWhole() || this.away() || this.range.last >= this.whole.last) {
      const width = this.isWhole() || this.away() ? 0 : this.range.last - this.range.first;
      this.set({ first: this.whole.first, last: Math.min(this.whole.last, this.whole.first + width) });
    }
    this.timer = window.setInterval(() => {
      if (this.range.last >= this.whole.last) this.stop();
      else this.step(1);
    }, reducedMotion() ? STEP_MS * 2 : STEP_MS);
    this.face("pause", "Stop");
  }

  stop(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.face("play", "Play the days");
  }

  private face(name: "play" | "pause", label: string): void {
    replace(this.play, icon(name));
    this.play.setAttribute("aria-label", label);
    this.play.title = label;
  }

  private isWhole = (): boolean => this.range.first === this.whole.first && this.range.last === this.whole.last;

  /** Whether the window lies beyond the slider. */
  private away = (): boolean => this.range.first < this.whole.first || this.range.last > this.whole.last;

  /** Show what reaches beyond the slider, or all days again. */
  private look(where: "before" | "after"): void {
    const pressed = this.signs[where].getAttribute("aria-pressed") === "true";
    const to = this.far?.[where].to ?? 0;
    this.stop();
    if (pressed) this.set({ ...this.whole });
    else this.set(where === "before" ? { first: to, last: this.whole.first - 1 } : { first: this.whole.last + 1, last: to });
  }

  private sign(where: "before" | "after"): void {
    const sign = this.signs[where], { count, to } = this.far?.[where] ?? { count: 0, to: 0 };
    const pressed = this.away() && (where === "before" ? this.range.first < this.whole.first : this.range.last > this.whole.last);
    sign.hidden = !count && !pressed;
    sign.setAttribute("aria-pressed", String(pressed));
    const [reach, edge] = where === "before" ? ["reaches back before", this.whole.first] as const : ["reaches on after", this.whole.last] as const;
    const said = `${count === 1 ? `1 claim ${reach}` : `${count} claims ${reach.replace("reaches", "reach")}`} ${dayName(edge)}, to ${dayName(to)}`;
    sign.title = pressed ? "All days" : `${said}. Show only what lies there`;
    sign.setAttribute("aria-label", sign.title);
    replace(sign, where === "before" ? icon("previous") : null, h("span", {}, count), where === "after" ? icon("next") : null);
  }

  private set(range: Range): void {
    if (range.first === this.range.first && range.last === this.range.last) return;
    this.range = range;
    this.events.range(range);
  }

  private grip(kind: Grip, label: string): HTMLElement {
    return h("div", {
      class: `grip ${kind}`, role: "slider", tabindex: 0, "aria-label": label, "aria-orientation": "horizontal",
      onkeydown: (event: KeyboardEvent) => {
        const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -1e6, End: 1e6 };
        const by = steps[event.key];
        if (by === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        this.pull(kind, by * (event.shiftKey ? 7 : 1), this.range);
      },
    });
  }

  private pull(kind: Grip, by: number, from: Range): void {
    if (kind === "both") return this.set(shift(from, by, this.whole));
    const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
    if (kind === "first") this.set({ first: clamp(from.first + by, this.whole.first, from.last), last: from.last });
    else this.set({ first: from.first, last: clamp(from.last + by, from.first, this.whole.last) });
  }

  private get left(): number { return this.signs.before.hidden ? EDGE : SIGN; }
  private get width(): number { return Math.max(1, this.track.clientWidth - this.left - (this.signs.after.hidden ? EDGE : SIGN)); }
  private get perDay(): number { return this.width / (this.whole.last - this.whole.first + 1); }
  private x(day: number): number { return this.left + (day - this.whole.first) * this.perDay; }
  private dayAt(x: number): number {
    return Math.max(this.whole.first, Math.min(this.whole.last, this.whole.first + Math.floor((x - this.left) / this.perDay)));
  }

  private drag(): void {
    this.track.addEventListener("pointerdown", (down) => {
      if (down.button !== 0 || (down.target as Element).closest(".edge")) return;
      const left = this.track.getBoundingClientRect().left;
      const target = (down.target as Element).closest<HTMLElement>(".grip");
      let kind = (target ? Object.entries(this.grips).find(([, grip]) => grip === target)?.[0] : "both") as Grip;
      const day = this.dayAt(down.clientX - left);
      if (kind === "both" && (this.isWhole() || !target)) {
        // Nothing taken hold of: the day under the pointer, and from there on a new window is drawn.
        this.set({ first: day, last: day });
        kind = "last";
      }
      const from = { ...this.range };
      this.stop();
      this.track.setPointerCapture(down.pointerId);
      const move = (event: PointerEvent) => {
        const by = Math.round((event.clientX - down.clientX) / this.perDay);
        if (kind === "last" && from.first === from.last && by < 0) this.set({ first: Math.max(this.whole.first, from.first + by), last: from.last });
        else this.pull(kind, by, from);
      };
      const up = () => {
        this.track.removeEventListener("pointermove", move);
        this.track.removeEventListener("pointerup", up);
        this.track.removeEventListener("pointercancel", up);
      };
      this.track.addEventListener("pointermove", move);
      this.track.addEventListener("pointerup", up);
      this.track.addEventListener("pointercancel", up);
      down.preventDefault();
      this.grips[kind].focus({ preventScroll: true });
    });
    this.track.addEventListener("dblclick", () => this.set({ ...this.whole }));
  }

  private draw(): void {
    this.sign("before");
    this.sign("after");
    this.label.textContent = this.isWhole() && !narrow() ? `All days: ${rangeName(this.range)}` : rangeName(this.range);
    this.all.hidden = this.isWhole();
    this.element.classList.toggle("whole", this.isWhole());
    const within = (day: number) => this.x(Math.max(this.whole.first, Math.min(this.whole.last + 1, day)));
    const left = within(this.range.first), right = within(this.range.last + 1);
    for (const grip of Object.values(this.grips)) grip.hidden = left >= right;
    this.grips.both.style.cssText = `left:${left}px;width:${right - left}px`;
    this.grips.first.style.left = `${left}px`;
    this.grips.last.style.left = `${right}px`;
    for (const [kind, value] of [["first", this.range.first], ["last", this.range.last], ["both", this.range.first]] as const) {
      const grip = this.grips[kind];
      grip.setAttribute("aria-valuemin", String(this.whole.first));
      grip.setAttribute("aria-valuemax", String(this.whole.last));
      grip.setAttribute("aria-valuenow", String(value));
      grip.setAttribute("aria-valuetext", kind === "both" ? rangeName(this.range) : dayName(value));
    }
    if (this.bars) paint(this.canvas, this.bars, { whole: this.whole, left: this.left, perDay: this.perDay }, this.range, this.events.colour);
  }
}
