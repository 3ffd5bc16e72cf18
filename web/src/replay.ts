// The situation's slider: one day, stepped, dragged or played; by all that is told, or by what was known on that day.
import { dayName, day } from "./days";
import { h, icon, iconButton, reducedMotion, replace } from "./dom";
import type { Clock } from "./scene";

export interface ReplayEvents { day(at: string): void; clock(clock: Clock): void }
const STEP_MS = 700;
const CLOCKS: [Clock, string, string][] = [
  ["was", "As it was", "By all reports there are, later ones too"], ["known", "As known then", "Only by reports that were out on that day"],
];

export class Replay {
  readonly element = h("section", { class: "timeline replay", "aria-label": "Day of the situation" });
  private readonly label = h("output", { class: "range", "aria-live": "polite" });
  private readonly play = iconButton("play", "Play the days", () => this.toggle(), { class: "icon-button play" });
  private readonly slider = h("input", { type: "range", min: 0, step: 1, "aria-label": "Day", oninput: () => this.go(Number(this.slider.value)) });
  private readonly buttons = new Map(CLOCKS.map(([clock, name, tip]) => [clock, h("button", { type: "button", title: tip, onclick: () => this.events.clock(clock) }, name)]));
  private timer = 0;
  private at = 0;

  constructor(private readonly days: string[], private readonly events: ReplayEvents) {
    this.slider.max = String(Math.max(0, days.length - 1));
    const name = (at: number) => h("span", {}, dayName(day(days[at])!));
    this.element.append(
      h("div", { class: "timeline-head" },
        h("div", { class: "steps" }, iconButton("previous", "Previous day", () => this.step(-1)), this.play, iconButton("next", "Next day", () => this.step(1))),
        this.label, h("span", { class: "spring" }),
        h("div", { class: "clock", role: "group", "aria-label": "Which reports count" }, ...this.buttons.values())),
      h("div", { class: "days" }, this.slider, h("div", { class: "ends", "aria-hidden": "true" }, name(0), name(days.length - 1))));
  }

  show(on: string, clock: Clock): void {
    this.at = Math.max(0, this.days.indexOf(on));
    const text = dayName(day(on)!);
    this.slider.value = String(this.at);
    this.slider.setAttribute("aria-valuetext", text);
    this.slider.style.setProperty("--share", String(this.at / Math.max(1, this.days.length - 1)));
    if (this.label.textContent !== text) this.label.textContent = text;
    for (const [each, button] of this.buttons) button.setAttribute("aria-pressed", String(each === clock));
  }

  step(by: number): void { this.go(this.at + by); }

  toggle(): void {
    if (this.timer) return this.stop();
    if (this.at >= this.days.length - 1) this.go(0);
    this.face("pause", "Stop");
    this.timer = window.setInterval(() => {
      if (this.at >= this.days.length - 1) this.stop();
      else this.go(this.at + 1, true);
    }, reducedMotion() ? STEP_MS * 2 : STEP_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = 0;
    this.face("play", "Play the days");
  }

  private go(to: number, playing = false): void {
    if (!playing && this.timer) this.stop();
    const day = this.days[Math.max(0, Math.min(this.days.length - 1, to))];
    if (day !== undefined && day !== this.days[this.at]) this.events.day(day);
  }

  private face(name: "play" | "pause", label: string): void {
    replace(this.play, icon(name));
    this.play.setAttribute("aria-label", label);
    this.play.title = label;
  }
}
