// The keys of the review: what each does, by what is being done.
import type { Stance } from "./form";

/** What stands, and what keys may do. */
export interface Hands {
  busy: boolean; chosen: boolean; missed: boolean; changed: boolean;
  /** Whether words were marked by key. */
  keyed: boolean;
  unchoose(): void; leave(): void; unsaved(): void; number(digit: number): boolean; mark(by: 1 | -1, more: boolean): void; marked(): void;
  part(part: "actors" | "places" | "counts" | "time", role: string): void; turn(path: Stance): void; type(): void; why(): void;
  decide(kind: "accept" | "reject"): void; miss(): void; undo(): void; step(by: 1 | -1): void; repeat(): void; lines(): void; keys(): void; save(): void;
}

export function pressed(event: KeyboardEvent, to: Hands): void {
  const target = event.target as HTMLElement, typing = target.matches("input, select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (to.busy) return event.preventDefault();
  if (event.key === "Escape") return typing ? target.blur() : to.chosen && !to.missed && !to.changed ? to.unchoose() : to.leave();
  if (typing) return;
  const act = marking(event, to) ?? deciding(event, target, to);
  if (!act) return;
  event.preventDefault();
  act();
}

/** What a key does where a part is chosen: it marks words, or takes a candidate by its number. */
function marking({ key, shiftKey }: KeyboardEvent, to: Hands): (() => void) | null {
  if (to.chosen && (key === "ArrowLeft" || key === "ArrowRight")) return () => to.mark(key === "ArrowRight" ? 1 : -1, shiftKey);
  if (to.chosen && key === "Enter" && to.keyed) return () => to.marked();
  return /^[1-9]$/.test(key) && to.number(Number(key)) ? () => undefined : null;
}

/** What a key does with the claim; `Enter` on a button or link presses that. */
function deciding({ key }: KeyboardEvent, target: HTMLElement, to: Hands): (() => void) | undefined {
  const dirty = to.missed || to.changed;
  if (key === "Enter") return target.closest("button, a") ? undefined : () => { if (dirty) to.save(); };
  const acts: Record<string, () => void> = {
    a: () => (dirty ? to.unsaved() : to.decide("accept")), r: () => (dirty ? to.unsaved() : to.decide("reject")), m: () => to.miss(), u: () => to.undo(),
    j: () => to.step(1), k: () => to.step(-1), l: () => to.lines(), "?": () => to.keys(),
    g: () => to.repeat(), e: () => to.type(), i: () => to.why(),
    p: () => to.turn("polarity"), o: () => to.turn("outcome"), d: () => to.turn("modality"),
    w: () => to.part("actors", "agent"), t: () => to.part("actors", "patient"), y: () => to.part("places", "at"), h: () => to.part("time", "time"), n: () => to.part("counts", "count"),
  };
  return Object.hasOwn(acts, key.toLowerCase()) ? acts[key.toLowerCase()] : undefined;
}
