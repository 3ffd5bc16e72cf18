// The claims in view as a list by day. One tab stop; arrow keys move within it.
import type { ClaimRow, Shape, Site } from "./data";
import { type Basis, dayName, daysOf, isSpan, rangeName } from "./days";
import { h, replace } from "./dom";
import { glyph } from "./glyph";
import { actorsOf, tag, titleOf, unplaced, voices } from "./words";

export interface ListEvents { choose(claim: ClaimRow): void; colour(side: string | null): string }
const PAGE = 50; // rows that are drawn at once; more come when the end of them is near

export class List {
  readonly element = h("div", { class: "list", id: "claims", tabindex: -1 });
  private rows: ClaimRow[] = [];
  private chosen: string | null = null;
  private drawn = 0;
  private lastHeading = "";
  private readonly more = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) this.draw(); });
  private readonly sentinel = h("div", { class: "sentinel" });

  constructor(private readonly site: Site, private readonly events: ListEvents) {
    this.element.addEventListener("keydown", (event) => this.keys(event));
    this.more.observe(this.sentinel);
  }

  /** Show claims in the order of their days, the latest first; longer spans come after the days that they end with. */
  show(claims: ClaimRow[], basis: Basis, empty: Node): void {
    const at = (claim: ClaimRow) => daysOf(claim, this.site.reports[claim.report], basis)?.last ?? -Infinity;
    const span = (claim: ClaimRow) => {
      const days = daysOf(claim, this.site.reports[claim.report], basis);
      return days && isSpan(days) ? days.last - days.first : 0;
    };
    this.rows = claims.map((claim, i) => ({ claim, i, at: at(claim), span: span(claim) }))
      .sort((a, b) => b.at - a.at || a.span - b.span || a.i - b.i).map((row) => row.claim);
    this.heading = (claim) => {
      const days = daysOf(claim, this.site.reports[claim.report], basis);
      return !days ? "Day unknown" : isSpan(days) ? rangeName(days) : dayName(days.last);
    };
    this.drawn = 0;
    this.lastHeading = "";
    replace(this.element, claims.length ? [] : empty, this.sentinel);
    this.element.scrollTop = 0;
    this.draw();
  }

  /** The claims that the list holds, in its order. */
  get claims(): ClaimRow[] { return this.rows; }

  /** The claim after (1) or before (-1) the chosen one. */
  beside(step: number): ClaimRow | null {
    const at = this.rows.findIndex((row) => row.id === this.chosen);
    return this.rows[at < 0 ? (step > 0 ? 0 : this.rows.length - 1) : at + step] ?? null;
  }

  choose(id: string | null): void {
    this.chosen = id;
    while (id && this.drawn < this.rows.length && !this.item(id) && this.rows.some((row) => row.id === id)) this.draw();
    for (const item of this.element.querySelectorAll<HTMLElement>(".item")) {
      const on = item.dataset["claim"] === id;
      item.classList.toggle("chosen", on);
      item.setAttribute("aria-current", String(on));
    }
    this.rove();
    if (id) this.item(id)?.scrollIntoView({ block: "nearest" });
  }

  private heading: (claim: ClaimRow) => string = () => "";
  private item = (id: string): HTMLElement | null => this.element.querySelector(`[data-claim="${CSS.escape(id)}"]`);
  private items = (): HTMLElement[] => [...this.element.querySelectorAll<HTMLElement>(".item")];

  private rove(): void {
    const items = this.items(), stop = items.find((item) => item.dataset["claim"] === this.chosen) ?? items[0];
    for (const item of items) item.tabIndex = item === stop ? 0 : -1;
  }

  private draw(): void {
    if (this.drawn >= this.rows.length) return;
    for (const claim of this.rows.slice(this.drawn, this.drawn + PAGE)) {
      const heading = this.heading(claim);
      if (heading !== this.lastHeading) this.sentinel.before(h("h2", { class: "day" }, heading));
      this.lastHeading = heading;
      this.sentinel.before(this.row(claim));
    }
    this.drawn = Math.min(this.rows.length, this.drawn + PAGE);
    this.rove();
  }

  private row(claim: ClaimRow): HTMLElement {
    const note = tag(claim, this.site), off = unplaced(claim), [first, ...outer] = voices(claim, this.site);
    const button = h("button", { type: "button", class: "item", "data-claim": claim.id, tabindex: -1, onclick: () => this.events.choose(claim) },
      h("span", { class: "item-mark" }, glyph((this.site.words["shape"]?.[claim.family] ?? "circle") as Shape, this.events.colour(claim.side), claim.doubt)),
      h("span", { class: "item-body" },
        h("span", { class: "item-title" }, titleOf(claim)),
        actorsOf(claim) ? h("span", { class: "item-actors" }, actorsOf(claim)) : null,
        h("span", { class: "item-quote", dir: "auto" }, `“${claim.quote}”`),
        h("span", { class: "item-source" }, first, outer.length ? h("span", { class: "item-via" }, ` in ${outer.at(-1)}`) : null,
          h("span", { class: "item-notes" }, off ? h("span", { class: "item-off" }, off) : null, note ? h("span", { class: "item-tag" }, note) : null))));
    return button;
  }

  private keys(event: KeyboardEvent): void {
    const items = this.items(), at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    items[Math.max(0, Math.min(items.length - 1, to))]?.focus();
  }
}
