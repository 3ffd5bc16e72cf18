// Keys of the whole page; what has the focus comes first.
import { closeMenu } from "./menu";

/** Act on keys anywhere on the page, except while a dialog is open or somebody writes. */
export function listen(search: HTMLElement, busy: () => boolean, keys: { escape(target: HTMLElement): void } & Record<string, (target: HTMLElement) => void>): void {
  addEventListener("keydown", (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || busy()) return;
    const target = event.target instanceof HTMLElement ? event.target : search;
    if (event.key === "Escape") {
      if (!closeMenu()) keys.escape(target);
      return;
    }
    if (target.matches("input, select, textarea")) return;
    if (event.key === " " && target.closest("button, summary, a, [role=slider]")) return;
    const act = event.key === "escape" ? undefined : keys[event.key];
    if (!act || (target.tagName === "CANVAS" && "+-".includes(event.key))) return;
    event.preventDefault();
    act(target);
  });
}
