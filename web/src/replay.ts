// The situation's slider: one day, stepped, dragged or played, or two compared; by all that is told, or by what was known.
import { day, dayBrief, dayName } from "./days";
import { h, icon, iconButton, narrow, reducedMotion, replace, s } from "./dom";
import type { Clock } from "./scene";

export interface ReplayEvents { day(at: string): void; clock(clock: Clock): void; against(at: string | null): void }
const STEP_MS = 700, SPEEDS = [1, 2, 4];
const CLOCKS: [Clock, string, string][] = [
  ["was", "As it was", "By all reports there are, later ones too"], ["known", "As known then", "Only by reports that were out on that day"],
];
const WEEK = 7;

/** The day a week before another, or the next before that which there is. */
export function weekBefore(days: string[], on: string): string | null {
  const wanted = day(on)! - WEEK, before = days.filter((each) => each < on);
  return before.filter((each) => day(each)! <= wanted).at(-1) ?? before[0] ?? null;
}

export class Replay {
  readonly element = h("section", { class: "timeline replay", "aria-label": "Day of the situation" });
  private readonly label = h("output", { class: "range", "aria-live": "polite" });
  private readonly jump = h("input", { type: "date", class: "jump", "aria-label": "Jump to a date", title: "Jump to a date", onclick: () => this.jump.showPicker?.(), onchange: () => this.leap() });
  private readonly play = iconButton("play", "Play the days", () => this.toggle(), { class: "icon-button play" });
  private readonly pace = h("button", { type: "button", class: "text-button pace", onclick: () => this.faster() }, "1×");
  private readonly slider = h("input", { type: "range", min: 0, step: 1, "aria-label": "Day", oninput: () => this.go(Number(this.slider.value)) });
  private readonly second = h("input", { type: "range", class: "second", min: 0, step: 1, "aria-label": "Day compared with", oninput: () => this.events.against(this.days[Number(this.second.value)] ?? null) });
  private readonly compare = h("button", { type: "button", class: "compare", "aria-pressed": "false", title: "Two days side by side, and what changed (c)", onclick: () => this.versus() }, "Compare");
  private readonly bars = s("svg", { class: "day-bars", preserveAspectRatio: "none", "aria-hidden": "true" });
  private readonly buttons = new Map(CLOCKS.map(([clock, name, tip]) => [clock, h("button", { type: "button", title: tip, onclick: () => this.events.clock(clock) }, name)]));
  private timer = 0;
  private at = 0;
  private speed = 1;
  private against: string | null = null;

  /** `told` is how many claims speak of each day, or of the days up to it since the one before. */
  constructor(private readonly days: string[], told: number[], private readonly events: ReplayEvents) {
    for (const each of [this.slider, this.second]) each.max = String(Math.max(0, days.length - 1));
    [this.jump.min, this.jump.max] = [days[0] ?? "", days.at(-1) ?? ""];
    this.second.hidden = true;
    this.pace.setAttribute("aria-label", "Speed: 1×");
    this.draw(told);
    const name = (at: number) => h("span", {}, dayName(day(days[at])!));
    this.element.append(
      h("div", { class: "timeline-head" },
        h("div", { class: "steps" }, iconButton("previous", "Previous day", () => this.step(-1)), this.play, iconButton("next", "Next day", () => this.step(1)), this.pace),
        h("span", { class: "jump-box" }, this.label, this.jump), h("span", { class: "spring" }), this.compare,
        h("div", { class: "clock", role: "group", "aria-label": "Which reports count" }, ...this.buttons.values())),
      h("div", { class: "days" }, this.bars, this.slider, this.second, h("div", { class: "ends", "aria-hidden": "true" }, name(0), name(days.length - 1))));
  }

  show(on: string, clock: Clock, against: string | null): void {
    this.at = Math.max(0, this.days.indexOf(on));
    this.against = against;
    const share = (at: number) => String(at / Math.max(1, this.days.length - 1)), text = dayName(day(on)!);
    this.slider.value = String(this.at);
    this.slider.setAttribute("aria-valuetext", text);
    this.slider.style.setProperty("--share", share(this.at));
    this.jump.value = on;
    this.second.hidden = against === null;
    this.compare.setAttribute("aria-pressed", String(against !== null));
    if (against !== null) {
      const other = this.days.indexOf(against);
      this.second.value = String(other);
      this.second.setAttribute("aria-valuetext", dayName(day(against)!));
      this.second.style.setProperty("--share", share(other));
    }
    const said = against === null ? (narrow() ? dayBrief(day(on)!) : text) : `${dayName(day(against)!)} and ${text}`;
    if (this.label.textContent !== said) this.label.textContent = said;
    for (const [each, button] of this.buttons) button.setAttribute("aria-pressed", String(each === clock));
  }

  step(by: number): void { this.go(this.at + by); }

  /** Compare with a week before, or leave off comparing. */
  versus(): void {
    const on = this.days[this.at];
    this.events.against(this.against === null && on !== undefined ? weekBefore(this.days, on) ?? this.days[this.at + 1] ?? null : null);
  }

  toggle(): void {
    if (this.timer) return this.stop();
    if (this.at >= this.days.length - 1) this.go(0);
    this.face("pause", "Stop");
    this.timer = window.setInterval(() => {
      if (this.at >= this.days.length - 1) this.stop();
      else this.go(this.at + 1, true);
    }, (reducedMotion() ? STEP_MS * 2 : STEP_MS) / this.speed);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = 0;
    this.face("play", "Play the days");
  }

  private faster(): void {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length] ?? 1;
    this.pace.textContent = `${this.speed}×`;
    this.pace.setAttribute("aria-label", `Speed: ${this.speed}×`);
    if (this.timer) { this.stop(); this.toggle(); }
  }

  /** Go to the date that was chosen: the last day shown by then. */
  private leap(): void {
    const wanted = this.jump.value, at = this.days.filter((each) => each <= wanted).length - 1;
    if (wanted) this.go(at);
  }

  private go(to: number, playing = false): void {
    if (!playing && this.timer) this.stop();
    const day = this.days[Math.max(0, Math.min(this.days.length - 1, to))];
    if (day !== undefined && day !== this.days[this.at]) this.events.day(day);
  }

  private draw(told: number[]): void {
    const most = Math.max(1, ...told), wide = 1000 / Math.max(1, told.length - 1);
    this.bars.setAttribute("viewBox", "0 0 1000 20");
    this.bars.append(...told.map((count, at) => s("rect", { x: (at * wide - wide * 0.3).toFixed(1), width: (wide * 0.6).toFixed(1), y: (20 - (20 * count) / most).toFixed(1), height: ((20 * count) / most).toFixed(1) })));
  }

  private face(name: "play" | "pause", label: string): void {
    replace(this.play, icon(name));
    this.play.setAttribute("aria-label", label);
    this.play.title = label;
  }
}
