// The evidence panel: one claim, or the whole report that it stands in.
import { chunk, type ClaimRow, type Site } from "./data";
import { h, icon, iconButton, replace } from "./dom";
import { evidence, type EvidenceContext, reportView } from "./evidence";

export interface PanelEvents { step(by: number): void; close(): void; size(): void; shown(was: boolean): void }

export class Panel {
  readonly element = h("aside", { class: "panel", "aria-label": "Evidence", hidden: true });
  claim: ClaimRow | null = null;
  report: number | null = null;
  /** Where a claim was come from, if not from the list: the way back to it. */
  back: { name: string; act(): void } | null = null;
  /** The event that is open. */
  event: string | null = null;
  private turn = 0;

  constructor(private readonly site: Site, private readonly context: EvidenceContext, private readonly events: PanelEvents) {}

  get open(): boolean { return !this.element.hidden; }

  /** The evidence of one claim. */
  showClaim(claim: ClaimRow): Promise<void> {
    [this.claim, this.report, this.event] = [claim, null, null];
    return this.fill(claim.report, (data) => {
      const full = data.claims.find((each) => each.id === claim.id);
      return full ? evidence(claim, full, data, this.context) : null;
    });
  }

  /** A whole report, with the chosen claim's words in its place. */
  async showReport(number: number): Promise<void> {
    this.report = number;
    const chosen = this.claim?.id ?? null;
    await this.fill(number, (data) => reportView(number, data, chosen, this.context));
    this.element.querySelector("mark.quoted")?.scrollIntoView({ block: "center" });
  }

  /** Something of the situation. `focus`: it was asked for just now, and is not the same thing on another day. */
  async showOther(coming: Promise<HTMLElement>, focus: boolean): Promise<void> {
    [this.claim, this.report, this.event] = [null, null, null];
    const turn = ++this.turn;
    let inside: HTMLElement;
    try {
      inside = await coming;
    } catch (error) {
      inside = h("p", { class: "no-map" }, `This could not be loaded: ${(error as Error).message}.`);
    }
    if (turn === this.turn) this.put(inside, focus);
  }

  close(): void {
    this.turn += 1;
    this.element.hidden = true;
    [this.claim, this.report, this.event] = [null, null, null];
  }

  private async fill(number: number, make: (data: Awaited<ReturnType<typeof chunk>>) => HTMLElement | null): Promise<void> {
    const turn = ++this.turn;
    let inside: HTMLElement | null;
    try {
      inside = make(await chunk(this.site.reports[number]?.file ?? ""));
    } catch (error) {
      inside = h("p", { class: "no-map" }, `This report could not be loaded: ${(error as Error).message}.`);
    }
    // Somebody may have chosen another one while the file was on its way.
    if (turn === this.turn) this.put(inside, true);
  }

  private put(inside: HTMLElement | null, focus: boolean): void {
    const top = focus ? 0 : this.element.querySelector(".panel-body")?.scrollTop ?? 0;
    replace(this.element, h("button", { type: "button", class: "handle", "aria-label": "Larger or smaller panel", onclick: () => this.events.size() }),
      this.head(), h("div", { class: "panel-body" }, inside));
    const was = this.open;
    this.element.hidden = false;
    this.element.querySelector(".panel-body")!.scrollTop = top;
    if (!focus) return;
    this.events.shown(was);
    this.element.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  private head(): HTMLElement {
    const claim = this.claim;
    return h("div", { class: "panel-head" },
      this.report !== null && claim
        ? h("button", { type: "button", class: "text-button", onclick: () => this.context.choose(claim) }, icon("previous"), "Evidence")
        : this.back ? h("button", { type: "button", class: "text-button", onclick: () => this.back?.act() }, icon("previous"), this.back.name)
        : !claim ? null : [iconButton("previous", "Previous claim (p)", () => this.events.step(-1)), iconButton("next", "Next claim (n)", () => this.events.step(1))],
      h("span", { class: "spring" }),
      iconButton("link", "Copy a link to this", () => this.copy()), iconButton("close", "Close (Esc)", () => this.events.close()));
  }

  private copy(): void {
    const said = h("span", { class: "copied", role: "status" }, "Link copied");
    navigator.clipboard?.writeText(location.href).then(
      () => { this.element.querySelector(".panel-head")?.append(said); setTimeout(() => said.remove(), 1600); }, () => undefined);
  }
}
