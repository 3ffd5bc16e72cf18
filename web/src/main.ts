// The page: one state, one way from it to what is shown.
import "./fonts.css";
import "./map.css";
import "./style.css";
import type { LngLatBoundsLike, Map as GlMap } from "maplibre-gl";
import { type Address, read, write } from "./address";
import { drawAreas, drawChosen, drawRoads, restyle, startMap, tiles } from "./base";
import { chunk, type ClaimRow, load, type Site } from "./data";
import { type Basis, dayName, daysOf, type Range, rangeName } from "./days";
import { h, icon, iconButton, narrow, reducedMotion, replace } from "./dom";
import { evidence, reportView, type EvidenceContext } from "./evidence";
import { type Filters, inDays, none, passes } from "./filter";
import { type Group, spot } from "./group";
import { onDark } from "./glyph";
import { helpDialog } from "./help";
import { legend } from "./legend";
import { List } from "./list";
import { closeMenu, menus } from "./menu";
import { Overlay } from "./overlay";
import { Timeline } from "./timeline";
import { spoken } from "./words";

type Sheet = "peek" | "half" | "full";
const FIT = { padding: 56, maxZoom: 9 };

class App {
  private filters: Filters = none();
  private basis: Basis = "happened";
  private range: Range;
  private readonly whole: Range;
  private chosen: ClaimRow | null = null;
  private report: number | null = null;
  private viewOnly = true;
  private map: GlMap | null = null;
  private mapReady = false;
  private overlay: Overlay | null = null;
  private opener: HTMLElement | null = null;
  private legendClosed = false;
  private readonly colours: Map<string, string>;
  private readonly list: List;
  private readonly timeline: Timeline;
  private readonly panel = h("aside", { class: "panel", "aria-label": "Evidence", hidden: true });
  private readonly tools = h("div", { class: "menus" });
  private readonly state = h("div", { class: "list-state", role: "status" });
  private readonly search = h("input", {
    type: "search", placeholder: "Search words, places, actors", "aria-label": "Search the claims", autocomplete: "off", spellcheck: "false",
    oninput: () => { this.filters.query = this.search.value; this.update(); },
  });
  private readonly rail: HTMLElement;
  private readonly mapBox = h("div", { class: "map" });
  private readonly help: HTMLDialogElement;

  constructor(private readonly root: HTMLElement, private readonly site: Site, private readonly claims: ClaimRow[]) {
    this.colours = new Map(site.sides.map((side) => [side.id, side.colour]));
    this.whole = this.extent("happened");
    this.range = { ...this.whole };
    this.help = helpDialog(site);
    this.list = new List(site, { choose: (claim) => this.choose(claim), colour: this.colour });
    this.timeline = new Timeline(site, this.whole, this.range, this.basis, {
      range: (range) => { this.range = range; this.update(); },
      basis: (basis) => { this.basis = basis; this.update(); },
      colour: this.colour,
    });
    this.rail = this.buildRail();
    this.build();
  }

  start(): void {
    const at = read(location.hash);
    this.startMap(at.at);
    this.update();
    this.follow(at);
    addEventListener("hashchange", () => this.follow(read(location.hash)));
    addEventListener("keydown", (event) => this.keys(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle());
    addEventListener("resize", () => this.pad());
  }

  private colour = (side: string | null): string => {
    const colour = (side === null ? undefined : this.colours.get(side)) ?? this.site.no_side;
    return this.dark() ? onDark(colour) : colour;
  };

  private dark(): boolean {
    const theme = document.documentElement.dataset["theme"];
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /** All days that claims speak of or reports came out on; today has no part in it. */
  private extent(basis: Basis): Range {
    let first = Infinity, last = -Infinity;
    for (const claim of this.claims)
      for (const days of [daysOf(claim, this.site.reports[claim.report], basis), daysOf(claim, this.site.reports[claim.report], "published")])
        if (days) [first, last] = [Math.min(first, days.first), Math.max(last, days.last)];
    return first > last ? { first: 0, last: 0 } : { first, last };
  }

  // --- building ------------------------------------------------------------------------------------------------------

  private buildRail(): HTMLElement {
    const { reports, heading, words } = this.site;
    const count = (n: number, one: string) => `${n.toLocaleString("en")} ${n === 1 ? one : `${one}s`}`;
    return h("aside", { class: "rail", "aria-label": "Claims" },
      h("button", { type: "button", class: "handle", "aria-label": "Larger or smaller list", onclick: () => this.sheet() }),
      h("div", { class: "rail-scroll" }, h("header", { class: "head" },
        h("div", { class: "head-row" }, h("h1", {}, heading),
          h("div", { class: "head-tools" }, iconButton("theme", "Light or dark", () => this.theme()), iconButton("help", "Help and keys", () => this.help.showModal()))),
        h("p", { class: "facts" }, `${count(this.claims.length, "claim")} from ${count(reports.length, "report")}, ${rangeName(this.whole)}`),
        h("p", { class: "notice" }, words["notice"]?.["claims"])),
      h("div", { class: "tools" }, h("label", { class: "search" }, icon("search"), this.search, h("kbd", { "aria-hidden": "true" }, "/")), this.tools),
      this.state, this.list.element));
  }

  private build(): void {
    const controls = h("div", { class: "controls", role: "group", "aria-label": "Map" },
      iconButton("plus", "Closer", () => this.map?.zoomIn({ animate: !reducedMotion() })),
      iconButton("minus", "Further away", () => this.map?.zoomOut({ animate: !reducedMotion() })),
      iconButton("fit", "All claims on the map", () => this.fit()));
    if (this.site.tiles) {
      const button = iconButton("layers", "Detailed map from the network", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(on));
        if (this.map) tiles(this.map, this.site, on);
      }, { "aria-pressed": "false" });
      controls.append(button);
    }
    replace(this.root, h("a", { class: "skip", href: "#", onclick: (event: Event) => { event.preventDefault(); this.list.element.querySelector<HTMLElement>(".item")?.focus(); } }, "Skip to the list of claims"),
      h("main", { class: "stage" }, this.mapBox, controls, this.credit(), legend(this.site, this.claims, this.colour, !narrow() && innerHeight > 760)),
      this.rail, this.timeline.element, this.panel, this.help);
    menus(this.tools, this.site, this.claims, this.filters, this.colour, () => this.update());
    this.swipe(this.rail);
    this.swipe(this.panel);
  }

  private credit(): HTMLElement {
    const text = ["Places: GeoNames, CC BY 4.0", "Map: Natural Earth, de facto borders", this.site.tiles?.attribution].filter(Boolean).join(" · ");
    return h("p", { class: "credit" }, h("button", { type: "button", onclick: () => this.help.showModal() }, text));
  }

  private startMap(at: { lon: number; lat: number; zoom: number } | null): void {
    try {
      const map = startMap(this.mapBox, this.bounds());
      this.map = map;
      this.pad();
      if (at) map.jumpTo({ center: [at.lon, at.lat], zoom: at.zoom });
      else this.fit(false);
      this.overlay = new Overlay(map, this.site, {
        choose: (claim) => this.choose(claim), open: (group) => this.openGroup(group), colour: this.colour,
        describe: (claim) => spoken(claim, this.site, this.daysName(claim)),
      });
      this.mapBox.append(this.overlay.element);
      map.on("load", () => {
        this.mapReady = true;
        drawRoads(map, this.site);
        this.update();
        drawChosen(map, this.chosen, this.colour);
        document.documentElement.dataset["map"] = "ready";
      });
      map.on("moveend", (event) => {
        if ("originalEvent" in event && event.originalEvent) this.showList();
        this.remember();
      });
      map.getCanvas().setAttribute("aria-label", "Map. Arrow keys move it, plus and minus change how close it is.");
    } catch (error) {
      this.mapBox.append(h("p", { class: "no-map" }, "This browser cannot draw the map (it has no WebGL). The list, the slider and all evidence work."));
      console.warn(error);
    }
  }

  // --- from the state to the page ------------------------------------------------------------------------------------

  private update(): void {
    const passing = this.claims.filter((claim) => passes(claim, this.filters, this.site));
    const whole = this.range.first <= this.whole.first && this.range.last >= this.whole.last;
    this.shown = passing.filter((claim) => inDays(claim, this.site, this.range, this.basis, whole));
    this.timeline.show(passing, this.shown.length, this.range);
    this.overlay?.show(this.shown);
    this.overlay?.choose(this.chosen?.id ?? null);
    if (this.map && this.mapReady) drawAreas(this.map, this.shown, this.colour);
    this.showList();
    this.remember();
  }
  private shown: ClaimRow[] = [];
  private listed = "";

  private showList(): void {
    const seen = this.viewOnly ? this.shown.filter((claim) => this.inView(claim)) : this.shown;
    this.showState(seen.length);
    const key = `${this.basis}|${seen.map((claim) => claim.id).join()}`;
    if (key === this.listed) return;
    this.listed = key;
    this.list.show(seen, this.basis, h("div", { class: "empty" }, h("p", {}, "No claim here on these days."), h("button", { type: "button", class: "text-button", onclick: () => this.reset() }, "Show all claims")));
    this.list.choose(this.chosen?.id ?? null);
  }

  private showState(seen: number): void {
    const hidden = this.shown.length - seen, filters = this.filters;
    const narrowed = filters.query || filters.families.size || filters.sides.size || filters.sources.size || filters.place;
    replace(this.state,
      h("span", {}, h("b", {}, seen.toLocaleString("en")), seen === 1 ? " claim in view" : " claims in view"),
      filters.place ? h("button", { type: "button", class: "pill", onclick: () => { filters.place = null; this.update(); } }, `At ${filters.place}`, icon("close")) : null,
      h("span", { class: "spring" }),
      narrowed ? h("button", { type: "button", class: "text-button", onclick: () => this.reset() }, "Clear") : null,
      hidden || !this.viewOnly ? h("button", { type: "button", class: "text-button", onclick: () => { this.viewOnly = !this.viewOnly; this.showList(); } },
        this.viewOnly ? `${hidden.toLocaleString("en")} outside the map` : "Only what the map shows") : null);
  }

  private inView(claim: ClaimRow): boolean {
    const at = spot(claim);
    if (!at || !this.map) return true;
    const { x, y } = this.map.project([at.lon, at.lat]), pad = this.padding(false);
    const { clientWidth, clientHeight } = this.mapBox;
    return x >= pad.left - 12 && y >= -12 && x <= clientWidth - pad.right + 12 && y <= clientHeight - pad.bottom + 12;
  }

  private daysName(claim: ClaimRow): string {
    const days = daysOf(claim, this.site.reports[claim.report], this.basis);
    return days === null ? "day unknown" : days.first === days.last ? dayName(days.first) : rangeName(days);
  }

  private remember(): void {
    const whole = this.range.first === this.whole.first && this.range.last === this.whole.last;
    const center = this.map?.getCenter();
    const hash = write({
      claim: this.chosen?.id ?? null, report: this.report === null ? null : this.site.reports[this.report]?.file ?? null,
      days: whole ? null : this.range, at: this.map && center ? { lon: center.lng, lat: center.lat, zoom: this.map.getZoom() } : null,
    });
    if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname + location.search);
  }

  private follow(at: Address): void {
    if (at.days && (at.days.first !== this.range.first || at.days.last !== this.range.last)) {
      this.range = { first: Math.max(at.days.first, this.whole.first), last: Math.min(at.days.last, this.whole.last) };
      if (this.range.first > this.range.last) this.range = { ...this.whole };
      this.update();
    }
    const report = this.site.reports.findIndex((each) => each.file === at.report);
    const claim = this.claims.find((each) => each.id === at.claim);
    if (report >= 0) { this.chosen = claim ?? null; void this.openReport(report); }
    else if (claim && claim !== this.chosen) this.choose(claim);
  }

  // --- evidence ------------------------------------------------------------------------------------------------------

  private choose(claim: ClaimRow): void {
    if (!this.panel.contains(document.activeElement)) this.opener = document.activeElement as HTMLElement | null;
    this.chosen = claim;
    this.report = null;
    this.list.choose(claim.id);
    this.overlay?.choose(claim.id);
    if (this.map && this.mapReady) drawChosen(this.map, claim, this.colour);
    void this.fill(claim.report, (data, context) => {
      const full = data.claims.find((each) => each.id === claim.id);
      return full ? evidence(claim, full, data, context) : null;
    }).then(() => this.reveal(claim));
  }

  private async openReport(number: number): Promise<void> {
    this.report = number;
    const chosen = this.chosen?.id ?? null;
    await this.fill(number, (data, context) => reportView(number, data, chosen, context));
    this.panel.querySelector("mark.quoted")?.scrollIntoView({ block: "center" });
  }

  private async fill(number: number, make: (data: Awaited<ReturnType<typeof chunk>>, context: EvidenceContext) => HTMLElement | null): Promise<void> {
    const context: EvidenceContext = {
      site: this.site, rows: this.claims, colour: this.colour, choose: (claim) => this.choose(claim), openReport: (report) => void this.openReport(report),
    };
    const wanted = [this.chosen, this.report];
    let inside: HTMLElement | null;
    try {
      inside = make(await chunk(this.site.reports[number]?.file ?? ""), context);
    } catch (error) {
      inside = h("p", { class: "no-map" }, `This report could not be loaded: ${(error as Error).message}.`);
    }
    if (wanted[0] !== this.chosen || wanted[1] !== this.report) return;
    const steps = h("div", { class: "panel-head" },
      this.report !== null && this.chosen ? h("button", { type: "button", class: "text-button", onclick: () => this.chosen && this.choose(this.chosen) }, icon("previous"), "Evidence")
        : [iconButton("previous", "Previous claim (p)", () => this.step(-1)), iconButton("next", "Next claim (n)", () => this.step(1))],
      h("span", { class: "spring" }),
      iconButton("link", "Copy a link to this", () => this.copy()), iconButton("close", "Close (Esc)", () => this.close()));
    replace(this.panel, h("button", { type: "button", class: "handle", "aria-label": "Larger or smaller panel", onclick: () => this.sheet() }), steps, h("div", { class: "panel-body" }, inside));
    const was = this.panel.hidden;
    this.panel.hidden = false;
    this.root.classList.add("with-panel");
    const legendBox = this.root.querySelector<HTMLDetailsElement>(".legend[open]");
    if (legendBox && innerWidth < 1700) {
      legendBox.open = false;
      this.legendClosed = true;
    }
    if (narrow() && (was || this.root.dataset["sheet"] === "peek")) this.setSheet("half");
    this.panel.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
    this.remember();
  }

  private copy(): void {
    const said = h("span", { class: "copied", role: "status" }, "Link copied");
    navigator.clipboard?.writeText(location.href).then(
      () => { this.panel.querySelector(".panel-head")?.append(said); setTimeout(() => said.remove(), 1600); }, () => undefined);
  }

  private close(): void {
    this.panel.hidden = true;
    this.root.classList.remove("with-panel");
    const legendBox = this.root.querySelector<HTMLDetailsElement>(".legend");
    if (legendBox && this.legendClosed) legendBox.open = true;
    this.legendClosed = false;
    const claim = this.chosen;
    this.chosen = null;
    this.report = null;
    this.list.choose(null);
    this.overlay?.choose(null);
    if (this.map && this.mapReady) drawChosen(this.map, null, this.colour);
    this.remember();
    const back = this.opener?.isConnected ? this.opener : claim ? this.root.querySelector<HTMLElement>(`[data-claims~="${CSS.escape(claim.id)}"], [data-claim="${CSS.escape(claim.id)}"]`) : null;
    back?.focus({ preventScroll: true });
  }

  private step(by: number): void {
    const next = this.list.beside(by);
    if (next) this.choose(next);
  }

  // --- the map's view ------------------------------------------------------------------------------------------------

  private padding(withPanel = true): { top: number; right: number; bottom: number; left: number } {
    const box = (element: HTMLElement) => (element.hidden ? null : element.getBoundingClientRect());
    const frame = this.mapBox.getBoundingClientRect(), slider = box(this.timeline.element), rail = box(this.rail);
    const bottom = slider ? frame.bottom - slider.top : 0;
    if (narrow()) return { top: 8, right: 0, bottom: Math.min(bottom, frame.height * 0.7), left: 0 };
    const panel = withPanel ? box(this.panel) : null;
    return { top: 0, right: panel ? frame.right - panel.left : 0, bottom, left: rail ? rail.right - frame.left : 0 };
  }

  private pad(): void { this.map?.setPadding(this.padding(false)); }

  private bounds(claims: ClaimRow[] = this.claims): LngLatBoundsLike | null {
    // The middle nine tenths: one far place should not make a dot of all others.
    const spots = claims.flatMap((claim) => spot(claim) ?? []);
    if (!spots.length) return null;
    const middle = (values: number[]): [number, number] => {
      values.sort((a, b) => a - b);
      const cut = values.length > 20 ? Math.floor(values.length * 0.05) : 0;
      return [values[cut]!, values[values.length - 1 - cut]!];
    };
    const [west, east] = middle(spots.map((each) => each.lon)), [south, north] = middle(spots.map((each) => each.lat));
    return [west - 0.15, south - 0.15, east + 0.15, north + 0.15];
  }

  private fit(animate = true): void {
    const bounds = this.bounds(this.shown.length ? this.shown : this.claims);
    if (!this.map || !bounds) return;
    this.pad();
    const legendBox = this.root.querySelector<HTMLDetailsElement>(".legend[open]");
    const side = narrow() ? 30 : FIT.padding, left = side + (legendBox && !narrow() ? Math.min(legendBox.offsetWidth, this.mapBox.clientWidth * 0.2) : 0);
    this.map.fitBounds(bounds, { ...FIT, padding: { top: side, right: side, bottom: side + (narrow() ? 24 : 0), left }, animate: animate && !reducedMotion() }, { originalEvent: animate });
  }

  private reveal(claim: ClaimRow): void {
    const at = spot(claim);
    if (!at || !this.map) return;
    const pad = this.padding(), { x, y } = this.map.project([at.lon, at.lat]);
    const { clientWidth, clientHeight } = this.mapBox, edge = 64;
    const inside = x > pad.left + edge && x < clientWidth - pad.right - edge && y > pad.top + edge && y < clientHeight - pad.bottom - edge;
    const target = { x: (pad.left + clientWidth - pad.right) / 2, y: (pad.top + clientHeight - pad.bottom) / 2 };
    if (!inside) this.map.panBy([x - target.x, y - target.y], { animate: !reducedMotion(), duration: 500 });
  }

  private openGroup(group: Group): void {
    const spots = group.spots, spread = (values: number[]) => Math.max(...values) - Math.min(...values);
    const wide = Math.max(spread(spots.map((each) => each.lon)), spread(spots.map((each) => each.lat)));
    if (this.map && wide > 0.005 && this.map.getZoom() < 12) {
      const bounds = this.bounds(spots.map((each) => each.claim));
      if (bounds) this.map.fitBounds(bounds, { padding: narrow() ? 40 : 90, maxZoom: Math.min(12.5, this.map.getZoom() + 3), animate: !reducedMotion() }, { originalEvent: true });
      return;
    }
    this.filters.place = group.places[0] ?? null;
    this.update();
    if (spots[0]) this.choose(spots[0].claim);
  }

  private reset(): void {
    this.filters = none();
    this.search.value = "";
    this.range = { ...this.whole };
    menus(this.tools, this.site, this.claims, this.filters, this.colour, () => this.update());
    this.fit();
    this.update();
  }

  // --- the sheet on small screens, theme, keys -----------------------------------------------------------------------

  private setSheet(to: Sheet): void {
    this.root.dataset["sheet"] = to;
    this.pad();
  }

  private sheet(): void {
    const order: Sheet[] = ["peek", "half", "full"], at = order.indexOf((this.root.dataset["sheet"] as Sheet) ?? "half");
    this.setSheet(order[(at + 1) % 3] ?? "half");
  }

  private swipe(sheet: HTMLElement): void {
    let from = 0;
    sheet.addEventListener("pointerdown", (event) => {
      if (!narrow() || !(event.target as Element).closest(".handle, .head, .panel-head")) return;
      from = event.clientY;
    });
    sheet.addEventListener("pointerup", (event) => {
      const by = event.clientY - from;
      if (!from || Math.abs(by) < 24) { from = 0; return; }
      const order: Sheet[] = ["peek", "half", "full"], at = order.indexOf((this.root.dataset["sheet"] as Sheet) ?? "half");
      this.setSheet(order[Math.max(0, Math.min(2, at + (by < 0 ? 1 : -1)))] ?? "half");
      from = 0;
    });
  }

  private theme(): void {
    document.documentElement.dataset["theme"] = this.dark() ? "light" : "dark";
    this.restyle();
  }

  private restyle(): void {
    if (this.map && this.mapReady) restyle(this.map);
    const old = this.root.querySelector<HTMLDetailsElement>(".legend");
    old?.replaceWith(legend(this.site, this.claims, this.colour, old.open));
    menus(this.tools, this.site, this.claims, this.filters, this.colour, () => this.update());
    this.listed = "";
    this.update();
    if (this.report !== null) void this.openReport(this.report);
    else if (this.chosen) this.choose(this.chosen);
  }

  private keys(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.help.open) return;
    const target = event.target as HTMLElement;
    if (event.key === "Escape") {
      if (closeMenu()) return;
      if (target === this.search && this.search.value) { this.filters.query = this.search.value = ""; this.update(); }
      else if (!this.panel.hidden) this.close();
      else target.blur();
      return;
    }
    if (target.matches("input, select, textarea")) return;
    if (event.key === " " && target.closest("button, summary, a, [role=slider]")) return;
    const does: Record<string, () => void> = {
      "/": () => { if (narrow()) this.setSheet("full"); this.search.focus(); }, "?": () => this.help.showModal(), n: () => this.step(1), p: () => this.step(-1),
      "[": () => this.timeline.step(-1), "]": () => this.timeline.step(1), " ": () => this.timeline.toggle(),
      a: () => { this.range = { ...this.whole }; this.update(); }, r: () => { if (this.chosen) void this.openReport(this.chosen.report); },
      "+": () => this.map?.zoomIn(), "-": () => this.map?.zoomOut(), "0": () => this.fit(),
    };
    const act = does[event.key];
    if (!act || (target.tagName === "CANVAS" && "+-".includes(event.key))) return;
    event.preventDefault();
    act();
  }
}

const root = document.getElementById("app")!;
load().then(({ site, claims }) => {
  document.documentElement.lang = "en";
  new App(root, site, claims).start();
}, (error: Error) => {
  replace(root, h("p", { class: "no-map" }, `The data of this page could not be loaded: ${error.message}. Publish the folder again.`));
});
