// The slider: a bar a day for the claims that speak of it, and a window of days that can be dragged, stepped and played.
import type { ClaimRow, Site } from "./data";
import { type Basis, dayName, parts, type Range, rangeName, shift } from "./days";
import { h, iconButton, icon, narrow, reducedMotion, replace } from "./dom";
import { histogram } from "./filter";

export interface TimelineEvents { range(range: Range): void; basis(basis: Basis): void; colour(side: string | null): string }
type Grip = "first" | "last" | "both";
const STEP_MS = 900;
const EDGE = 14; // pixels at either end, so that the handles of the outermost days can be taken hold of

export class Timeline {
  readonly element = h("section", { class: "timeline", "aria-label": "Days" });
  private readonly canvas = h("canvas", { "aria-hidden": "true" });
  private readonly track = h("div", { class: "track" }, this.canvas);
  private readonly label = h("output", { class: "range", "aria-live": "polite" });
  private readonly count = h("span", { class: "count" });
  private readonly play = iconButton("play", "Play the days", () => this.toggle(), { class: "icon-button play" });
  private readonly all = h("button", { type: "button", class: "text-button", onclick: () => this.set({ ...this.whole }) }, "All days");
  private readonly grips: Record<Grip, HTMLElement>;
  private bars: ReturnType<typeof histogram> | null = null;
  private timer = 0;

  constructor(private readonly site: Site, readonly whole: Range, private range: Range, private basis: Basis, private readonly events: TimelineEvents) {
    this.grips = { both: this.grip("both", "Window of days"), first: this.grip("first", "First day"), last: this.grip("last", "Last day") };
    this.track.append(this.grips.both, this.grips.first, this.grips.last);
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
          iconButton("previous", "A day back", () => this.step(-1)), this.play, iconButton("next", "A day on", () => this.step(1))),
        this.label, this.count, h("span", { class: "spring" }), this.all, h("span", { class: "select" }, choice, icon("down"))),
      this.track);
    this.drag();
    new ResizeObserver(() => this.draw()).observe(this.track);
  }

  /** Show how many claims speak of each day, and how many are shown. */
  show(claims: ClaimRow[], shown: number, range: Range): void {
    this.bars = histogram(claims, this.site, this.whole, this.basis);
    this.range = range;
    this.count.textContent = shown === 1 ? "1 claim" : `${shown.toLocaleString("en")} claims`;
    this.draw();
  }

  step(by: number): void {
    if (this.isWhole()) this.set(by > 0 ? { first: this.whole.first, last: this.whole.first } : { first: this.whole.last, last: this.whole.last });
    else this.set(shift(this.range, by, this.whole));
  }

  toggle(): void {
    if (this.timer) return this.stop();
    if (this.isWhole() || this.range.last >= this.whole.last) {
      const width = this.isWhole() ? 0 : this.range.last - this.range.first;
      this.set({ first: this.whole.first, last: Math.min(this.whole.last, this.whole.first + width) });
    }
    this.timer = window.setInterval(() => {
      if (this.range.last >= this.whole.last) this.stop();
      else this.step(1);
    }, reducedMotion() ? STEP_MS * 2 : STEP_MS);
    this.face("pause", "Stop");
  }

  private stop(): void {
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

  private get width(): number { return Math.max(1, this.track.clientWidth - 2 * EDGE); }
  private get perDay(): number { return this.width / (this.whole.last - this.whole.first + 1); }
  private x(day: number): number { return EDGE + (day - this.whole.first) * this.perDay; }
  private dayAt(x: number): number {
    return Math.max(this.whole.first, Math.min(this.whole.last, this.whole.first + Math.floor((x - EDGE) / this.perDay)));
  }

  private drag(): void {
    this.track.addEventListener("pointerdown", (down) => {
      if (down.button !== 0) return;
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
    this.label.textContent = this.isWhole() && !narrow() ? `All days: ${rangeName(this.range)}` : rangeName(this.range);
    this.all.hidden = this.isWhole();
    this.element.classList.toggle("whole", this.isWhole());
    const left = this.x(this.range.first), right = this.x(this.range.last + 1);
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
    this.paint();
  }

  private paint(): void {
    const { clientWidth: width, clientHeight: height } = this.track;
    if (!width || !this.bars) return;
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const pen = this.canvas.getContext("2d");
    if (!pen) return;
    pen.scale(ratio, ratio);
    const css = getComputedStyle(this.element);
    const ink = (name: string) => css.getPropertyValue(`--${name}`).trim();
    const floor = height - 18, room = floor - 6;
    const size = this.whole.last - this.whole.first + 1, bin = Math.max(1, Math.ceil(3 / this.perDay));
    let most = 1;
    for (let at = 0; at < size; at += bin) most = Math.max(most, this.sum(this.bars.total, at, bin));
    for (let at = 0; at < size; at += bin) {
      const day = this.whole.first + at, x = this.x(day), gap = this.perDay * bin > 5 ? 2 : 0.5;
      const lit = day + bin > this.range.first && day <= this.range.last;
      let top = floor;
      const bar = (value: number, fill: string, alpha: number) => {
        if (!value) return;
        const tall = Math.max(1.5, (value / most) * room);
        pen.globalAlpha = alpha;
        pen.fillStyle = fill;
        pen.fillRect(x + gap / 2, top - tall, Math.max(1, this.perDay * bin - gap), tall);
        top -= tall + (tall > 4 ? 0.75 : 0);
      };
      for (const [side, row] of this.bars.short) bar(this.sum(row, at, bin), lit ? this.events.colour(side) : ink("faint"), lit ? 1 : 0.8);
      bar(this.sum(this.bars.long, at, bin), ink("faint"), lit ? 0.45 : 0.25);
    }
    pen.globalAlpha = 1;
    pen.fillStyle = ink("line");
    pen.fillRect(EDGE, floor + 0.5, this.width, 1);
    this.ticks(pen, floor, ink("soft"), ink("line"));
  }

  private sum(row: Uint32Array, at: number, bin: number): number {
    let total = 0;
    for (let i = at; i < at + bin && i < row.length; i++) total += row[i] ?? 0;
    return total;
  }

  private ticks(pen: CanvasRenderingContext2D, floor: number, soft: string, line: string): void {
    const every = [1, 2, 5, 7, 14, 31, 92, 183, 366].find((days) => days * this.perDay > 58) ?? 732;
    pen.font = "500 11px 'Libre Franklin Variable', sans-serif";
    pen.textBaseline = "alphabetic";
    for (let day = this.whole.first, last = -1e9; day <= this.whole.last; day++) {
      const { month, date, year } = parts(day);
      const due = every < 31 ? (day - this.whole.first) % every === 0 : date === 1 && month % Math.max(1, Math.round(every / 31)) === 0;
      const x = this.x(day) + (every < 31 ? this.perDay / 2 : 0);
      if (!due || x - last < 50) continue;
      last = x;
      pen.fillStyle = line;
      pen.fillRect(x, floor + 1, 1, 4);
      pen.fillStyle = soft;
      const text = every < 31 ? dayName(day, true) : `${dayName(day, true).slice(2)} ${year}`;
      const w = pen.measureText(text).width;
      pen.fillText(text, Math.max(2, Math.min(this.track.clientWidth - w - 2, x - w / 2)), floor + 16);
    }
  }
}
