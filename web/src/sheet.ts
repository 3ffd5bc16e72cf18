// On a small screen list and evidence are a sheet over the map that is drawn up and down: a finger, a key or a tap.
import { narrow } from "./dom";

const SIZES = ["peek", "half", "full"] as const;
export type Size = (typeof SIZES)[number];
const SWIPE = 24; // pixels that a finger must move to mean it

export class Sheet {
  constructor(private readonly root: HTMLElement, private readonly changed: () => void) {}

  get size(): Size { return (this.root.dataset["sheet"] as Size | undefined) ?? "half"; }

  set(to: Size): void {
    this.root.dataset["sheet"] = to;
    this.changed();
  }

  /** The next size; after the largest the smallest. */
  cycle(): void { this.set(SIZES[(SIZES.indexOf(this.size) + 1) % SIZES.length] ?? "half"); }

  private by(step: number): void {
    this.set(SIZES[Math.max(0, Math.min(SIZES.length - 1, SIZES.indexOf(this.size) + step))] ?? "half");
  }

  /** Let a finger on the head of `element` draw the sheet up or down. */
  swipe(element: HTMLElement): void {
    let from: number | null = null;
    element.addEventListener("pointerdown", (event) => {
      from = narrow() && (event.target as Element).closest(".handle, .head, .panel-head") ? event.clientY : null;
    });
    element.addEventListener("pointerup", (event) => {
      if (from !== null && Math.abs(event.clientY - from) >= SWIPE) this.by(event.clientY < from ? 1 : -1);
      from = null;
    });
  }
}
