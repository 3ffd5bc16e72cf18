// Handing the view on: its link, the code that puts it into another page, a picture (PNG) or a drawing (SVG) of it.
import { h, iconButton } from "./dom";
import { type Caption, picture } from "./picture";
import { save } from "./table";

export interface ShareEvents { heading(): string; caption(): Caption; draw(caption: Caption): string | null; tell(words: string): void }

/** The code that shows a view within another page. */
export function frame(address: string, title: string): string {
  const at = new URL(address), safe = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  at.search = "?embed";
  return `<iframe src="${safe(at.href)}" title="${safe(title)}" width="800" height="600" loading="lazy" style="border:0;max-width:100%"></iframe>`;
}

export class Share {
  readonly element: HTMLElement;
  private readonly list: HTMLElement;
  private readonly button: HTMLElement;

  constructor(private readonly events: ShareEvents) {
    const act = (name: string, what: () => Promise<void>) => h("button", { type: "button", onclick: () => { this.close(); void what().catch((error: Error) => events.tell(`${error.message}.`)); } }, name);
    this.list = h("div", { class: "share-list", hidden: true, role: "group", "aria-label": "Share this view" },
      act("Copy the link", () => this.copy(location.href, "Link copied")), act("Copy code to embed it", () => this.copy(frame(location.href, events.heading()), "Code copied: it shows this view in another page")),
      act("Save as PNG", async () => save("map.png", await picture(this.drawn()))), act("Save as SVG", async () => save("map.svg", new Blob([this.drawn()], { type: "image/svg+xml" }))));
    this.button = iconButton("share", "Share this view", () => (this.list.hidden ? this.open() : this.close()), { "aria-expanded": "false" });
    this.element = h("div", { class: "share" }, this.button, this.list);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.list.hidden) return;
      event.stopPropagation();
      this.close();
      this.button.focus();
    });
    document.addEventListener("pointerdown", (event) => { if (!this.element.contains(event.target as Node)) this.close(); });
  }

  private open(): void {
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.list.querySelector("button")?.focus();
  }

  private close(): void {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  private drawn(): string {
    const found = this.events.draw(this.events.caption());
    if (found === null) throw new Error("There is no map to draw");
    return found;
  }

  private async copy(text: string, said: string): Promise<void> {
    if (!navigator.clipboard) throw new Error("This browser lets no page copy: take it from the address");
    await navigator.clipboard.writeText(text);
    this.events.tell(said);
  }
}
