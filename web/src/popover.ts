// The claims of one bubble as a small list beside it, so that each of them is one step away.
import type { ClaimRow } from "./data";
import { h, iconButton, narrow, replace } from "./dom";
import { type EvidenceContext, related } from "./evidence";
import { type Group, reach } from "./group";

export interface PopoverEvents { closer(group: Group): void; only(group: Group, name: string): void }
export interface Room { left: number; top: number; right: number; bottom: number }
const GAP = 10;

/** "Maskanah", "Maskanah and Jirah airbase", "Maskanah and 2 other places". */
export const placesName = ([first = "", second, ...more]: string[]): string =>
  second === undefined ? first : more.length ? `${first} and ${more.length + 1} other places` : `${first} and ${second}`;

/** Whether a group's claims lie apart, so that a closer look takes them apart. */
export function apart(group: Group): boolean {
  const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
  return Math.max(spread(group.spots.map((each) => each.lon)), spread(group.spots.map((each) => each.lat))) > 0.005;
}

export class Popover {
  readonly element = h("section", { class: "popover", role: "dialog", "aria-label": "Claims at one spot", hidden: true });
  group: Group | null = null;
  private opener: HTMLElement | null = null;

  constructor(private readonly events: PopoverEvents) {
    this.element.addEventListener("keydown", (event) => this.keys(event));
  }

  open(group: Group, context: EvidenceContext, day: (claim: ClaimRow) => number, deeper: boolean): void {
    this.group = group;
    this.opener = document.activeElement as HTMLElement | null;
    const rows = group.spots.map((each) => each.claim).sort((a, b) => day(b) - day(a)), name = placesName(group.places);
    replace(this.element,
      h("header", {}, h("h2", {}, `${rows.length} claims`, h("small", {}, name)), iconButton("close", "Close the list", () => this.close())),
      h("div", { class: "popover-tools" },
        deeper && apart(group) ? h("button", { type: "button", class: "text-button", onclick: () => this.events.closer(group) }, "Zoom in on them") : null,
        h("button", { type: "button", class: "text-button", onclick: () => this.events.only(group, name) }, "Show only these")),
      related(rows, context));
    this.element.hidden = false;
    this.element.querySelector<HTMLElement>(".related button")?.focus({ preventScroll: true });
  }

  /** Close it; false if it was not open. */
  close(focus = true): boolean {
    if (this.element.hidden) return false;
    this.element.hidden = true;
    this.group = null;
    if (focus && this.opener?.isConnected) this.opener.focus({ preventScroll: true });
    return true;
  }

  choose(id: string | null): void {
    for (const button of this.element.querySelectorAll<HTMLElement>("[data-to]")) button.setAttribute("aria-current", String(button.dataset["to"] === id));
  }

  /** Stand beside the bubble at x, y, within the room that nothing covers. */
  place(x: number, y: number, room: Room): void {
    const off = reach(this.group?.spots.length ?? 0) + GAP;
    this.element.style.maxHeight = `${Math.max(140, Math.min(400, room.bottom - room.top - 2 * GAP))}px`;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(Math.max(low, high), value));
    const right = x + off + width <= room.right - GAP, wanted = narrow() ? x - width / 2 : right ? x + off : x - off - width;
    this.element.style.left = `${clamp(wanted, room.left + GAP, room.right - GAP - width)}px`;
    this.element.style.top = `${clamp(y - height / 3, room.top + GAP, room.bottom - GAP - height)}px`;
  }

  private keys(event: KeyboardEvent): void {
    const all = [...this.element.querySelectorAll<HTMLElement>(".related button")], at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
  }
}
