// The queue: events, and under each the claims that tell of it, those first at which a look is worth most.
import { h, replace } from "../dom";
import type { Group, Item, Page } from "./api";
import { plain } from "./form";

export class Queue {
  readonly element = h("div", { class: "queue", role: "list", "aria-label": "Claims to look at" });
  groups: Group[] = [];

  constructor(private readonly choose: (item: Item) => void) {}

  show(page: Page, chosen: string | null): void {
    this.groups = page.groups;
    if (!page.groups.length) {
      replace(this.element, h("p", { class: "empty" }, "No claim is left here. Choose another list above."));
      return;
    }
    replace(this.element, page.groups.map((group) => h("div", { class: "group", role: "listitem" },
      h("h2", {}, plain(group.type), group.place ? ` · ${group.place}` : "", group.day ? h("small", {}, ` ${group.day}`) : null),
      group.items.map((item) => this.item(item, chosen)))));
  }

  get items(): Item[] { return this.groups.flatMap((group) => group.items); }

  /** The claim beside another one; the first where that is not in the list. */
  beside(claim: string | null, by: number): Item | null {
    const items = this.items, at = items.findIndex((item) => item.claim === claim);
    return items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))] ?? null;
  }

  mark(chosen: string | null): void {
    for (const button of this.element.querySelectorAll<HTMLElement>("[data-claim]")) {
      const own = button.dataset["claim"] === chosen;
      button.setAttribute("aria-current", String(own));
      if (own) button.scrollIntoView({ block: "nearest" });
    }
  }

  private item(item: Item, chosen: string | null): HTMLElement {
    const why = item.why.slice(0, 3).map((row) => row.feature).join(", ");
    const last = item.decided.at(-1);
    return h("button", { type: "button", class: "item", "data-claim": item.claim, "aria-current": String(item.claim === chosen), onclick: () => this.choose(item), title: `Worth a look: ${why || "little"}` },
      h("span", { class: "bar", style: `--worth:${Math.min(1, item.worth).toFixed(2)}`, "aria-hidden": "true" }),
      h("span", { class: "quote" }, item.quote),
      h("small", {}, [item.source ?? "source not said", item.known, item.disputed ? "disputed" : last ? `${last.kind}, ${last.author}` : why].filter(Boolean).join(" · ")));
  }
}
