// The page: one state, one way from it to what is shown.
import "./fonts.css";
import "./map.css";
import "./colours.css";
import "./style.css";
import { type Corners, Drawing, readArea, writeArea } from "./area";
import { type Address, read, unfit, write } from "./address";
import { type ClaimRow, load, lookup, type Site, type War } from "./data";
import { type Basis, bulk, day, dayName, daysOf, extent, type Range, rangeName } from "./days";
import { h, iconButton, narrow, prefersDark, replace } from "./dom";
import { Desk } from "./desk";
import { eventView, type Told } from "./event";
import type { EvidenceContext } from "./evidence";
import { type Filters, inDays, narrows, none, passes, wordsOf } from "./filter";
import { NO_SIDE_ON_DARK, onDark } from "./glyph";
import { spot } from "./group";
import { helpDialog } from "./help";
import { listen } from "./keys";
import { legend, situationLegend } from "./legend";
import { List } from "./list";
import { Overview } from "./overview";
import { Panel } from "./panel";
import { type Mode, Rail, type Where } from "./rail";
import { nearest, perDay, type Scene, type Situation, situation } from "./scene";
import type { Caption } from "./picture";
import { Share } from "./share";
import { Sheet } from "./sheet";
import { unseen } from "./visit";
import { ALL, asked, isOf, narrowed } from "./wars";
import { offerReview } from "./review/offer";
import { recent, Store } from "./store";
import { csv, save } from "./table";
import { Timeline } from "./timeline";
import { MapView } from "./view";
import { spoken } from "./words";

const ADDRESS_MS = 200; // between two changes of the address
const ROOMY = 1700; // pixels of a window in which legend and evidence fit side by side

class App {
  private filters: Filters = none();
  private basis: Basis = "happened";
  private range: Range;
  private where: Where = "all";
  private viewOnly = true;
  private shown: ClaimRow[] = [];
  private passing: ClaimRow[] | null = null; // those that all filters but the days let through
  private listed = "";
  private address: string | null = null; // what is to be written, not before `writing`, a timer, is over
  private writing = 0;
  private opener: HTMLElement | null = null;
  private legendClosed = false;
  private readonly whole: Range;
  private readonly colours: Map<string, string>;
  private readonly list: List;
  private readonly timeline: Timeline;
  private readonly overview: Overview;
  private readonly panel: Panel;
  private readonly rail: Rail;
  private readonly view: MapView;
  private readonly sheet: Sheet;
  private readonly help: HTMLDialogElement;
  private readonly desk: Desk | null;
  private readonly store: Store;
  private readonly context: EvidenceContext;
  private readonly days = h("div", { class: "sliders" });
  private mode: Mode = "claims";
  private readonly halves = h("div", { class: "halves", "aria-hidden": "true" });

  constructor(private readonly root: HTMLElement, private readonly site: Site, private readonly claims: ClaimRow[], every: ClaimRow[], given: Situation | null, private readonly war: War | null) {
    this.colours = new Map(site.sides.map((side) => [side.id, side.colour]));
    this.store = new Store(site, every);
    this.whole = site.bars ? { first: day(site.bars.first)!, last: day(site.bars.last)! } : bulk(claims, site.reports, war ? claims.map((each) => site.reports[each.report]!) : site.reports);
    this.range = site.bars ? recent(site.bars) : { ...this.whole };
    this.help = helpDialog(site);
    this.sheet = new Sheet(root, () => this.view.pad());
    const choose = (claim: ClaimRow) => this.choose(claim), size = () => this.sheet.cycle(), update = () => this.update();
    const context: EvidenceContext = this.context = { site, rows: claims, colour: this.colour, dark: () => this.dark(), choose, openReport: (report) => void this.openReport(report), openEvent: (id) => void this.openEvent(id) };
    this.list = new List(site, { choose, colour: this.colour });
    this.overview = new Overview(site, { choose, colour: this.colour, only: (name, value) => { this.filters[name].clear(); this.filters[name].add(value); this.rail.use(this.filters); this.turn("claims"); } });
    this.timeline = new Timeline(site, this.whole, this.range, this.basis, {
      range: (range) => { this.range = range; this.update(true); }, basis: (basis) => { this.basis = basis; this.update(); }, colour: this.colour,
    });
    this.panel = new Panel(site, context, { step: (by) => this.step(by), close: () => this.close(), size, shown: (was) => this.opened(was) });
    this.desk = given && given.days.length ? new Desk(given, perDay(given.days, claims, site), this.panel, {
      whole: () => this.within(null), beside: (scene, names) => this.beside(scene, names),
      drawn: (scene) => { if (this.mode === "situation") this.view.scene(scene); }, chosen: (place) => { this.view.choosePlace(place?.id ?? null); this.view.look(place); },
      changed: () => this.remember(), colour: this.colour, side: this.sideName, claim: (id) => void this.cite(id),
    }) : null;
    this.rail = new Rail(site, claims, this.whole, this.filters, this.list, this.desk?.board.element ?? null, this.overview.element, war, {
      mode: (mode) => this.turn(mode),
      changed: update, reset: () => this.reset(), where: (where) => { this.where = where; this.showList(); },
      csv: () => save("claims.csv", new Blob([csv(this.list.claims, this.site)], { type: "text/csv" })), outside: () => { this.viewOnly = !this.viewOnly; this.showList(); }, theme: () => this.theme(), help: () => this.help.showModal(), size, colour: this.colour,
    });
    this.view = new MapView(site, given, claims, { sliders: this.days, rail: this.rail.element, panel: this.panel.element }, context, {
      choose, describe: (claim) => spoken(claim, site, this.daysName(claim)), day: (claim) => this.daysOf(claim)?.last ?? -Infinity,
      place: (id) => this.desk?.place(id), pocket: (at) => this.desk?.pocket(at), side: this.sideName,
      only: (group, name) => { this.filters.group = { name, ids: new Set(group.spots.map((each) => each.claim.id)) }; this.update(); },
      met: (found, near) => this.desk?.met(found, near),
      moved: (byHand) => { if (byHand) this.showList(); this.remember(); this.more(); },
    });
    this.build();
  }

  async start(): Promise<void> {
    const hash = location.hash, at = read(hash);
    // The first day's file is there before the map is, so that the map opens on it.
    if (this.desk && at.against) this.desk.against = nearest(this.desk.situation.days, at.against);
    await this.desk?.go(at.on, at.known ? "known" : "was").catch((error: Error) => console.warn(error));
    this.mode = this.desk && (at.against !== null || !at.days && !at.report && !at.event && at.view === null && !(at.claim && !at.on)) ? "situation" : at.view ?? "claims";
    this.view.start(at.at);
    void this.base();
    this.filters.area = at.area;
    this.turn(this.mode);
    if (!at.at) this.view.fit(false);
    this.follow(at);
    this.fresh();
    this.missing(hash, at);
    addEventListener("hashchange", () => { const asked = location.hash, to = read(asked); this.follow(to); this.missing(asked, to); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle());
    addEventListener("resize", () => this.view.pad());
    listen(this.rail.search, () => this.help.open, {
      escape: (target) => this.escape(target),
      "/": () => { if (narrow()) this.sheet.set("full"); this.rail.search.focus(); }, "?": () => this.help.showModal(), n: () => this.step(1), p: () => this.step(-1),
      "[": () => this.slider.step(-1), "]": () => this.slider.step(1), " ": () => this.slider.toggle(),
      o: () => this.turn(this.mode === "overview" ? "claims" : "overview"),
      s: () => { if (this.desk) this.turn(this.mode === "situation" ? "claims" : "situation"); },
      a: () => { this.turn("claims"); this.range = { ...this.whole }; this.update(); }, r: () => { if (this.panel.claim) void this.openReport(this.panel.claim.report); },
      d: () => this.draw(),
      c: () => { if (this.mode === "situation") this.desk?.replay.versus(); },
      "+": () => this.view.zoom(1), "-": () => this.view.zoom(-1), "0": () => this.view.fit(),
    });
  }

  private colour = (side: string | null): string => {
    const colour = side === null ? undefined : this.colours.get(side);
    if (colour === undefined) return this.dark() ? NO_SIDE_ON_DARK : this.site.no_side;
    return this.dark() ? onDark(colour) : colour;
  };

  private sideName = (id: string | null): string => this.site.sides.find((side) => side.id === id)?.name ?? (id === null ? "a side that is not named" : id.replaceAll("-", " "));

  private get slider(): { step(by: number): void; toggle(): void } { return this.mode === "situation" && this.desk ? this.desk.replay : this.timeline; }

  private dark(): boolean {
    const theme = document.documentElement.dataset["theme"];
    return theme ? theme === "dark" : prefersDark();
  }

  // --- building ------------------------------------------------------------------------------------------------------

  private build(): void {
    const controls = h("div", { class: "controls", role: "group", "aria-label": "Map" },
      iconButton("plus", "Closer", () => this.view.zoom(1)), iconButton("minus", "Further away", () => this.view.zoom(-1)),
      iconButton("fit", "All of it on the map", () => this.view.fit()), this.areaButton, this.share.element, this.site.basemap ? this.baseButton() : [], this.site.tiles ? this.tilesButton() : []);
    const skip = (event: Event) => { event.preventDefault(); this.root.querySelector<HTMLElement>(this.mode === "situation" ? ".board .entry" : ".list .item")?.focus(); };
    replace(this.days, this.timeline.element, this.desk?.replay.element);
    replace(this.root, h("a", { class: "skip", href: "#", onclick: skip }, "Skip to the list"),
      h("main", { class: "stage" }, this.view.element, this.halves, controls, this.credit(), this.legend(innerWidth >= ROOMY && innerHeight > 760)),
      this.rail.element, this.days, this.panel.element, this.help);
    this.sheet.swipe(this.rail.element);
    this.sheet.swipe(this.panel.element);
  }

  private readonly share = new Share({
    heading: () => this.site.heading, caption: () => this.caption(), draw: (caption) => this.view.picture(caption), tell: (words) => this.tell(words),
  });

  /** What stands under a drawing of the view. */
  private caption(): Caption {
    const situated = this.mode === "situation" && this.desk, sides = situated ? this.desk!.situation.sides : this.site.sides.filter((side) => this.shown.some((claim) => claim.side === side.id)).map((side) => side.id);
    const credit = ["Places: GeoNames, CC BY 4.0.", "Map: Natural Earth, GSHHG.", "Made with contested."].join(" ");
    return {
      heading: this.site.heading, when: situated ? this.desk!.title : `${this.shown.length.toLocaleString("en")} claims, ${rangeName(this.range)}`, credit,
      sides: sides.map((id) => ({ name: this.sideName(id), colour: this.colour(id) })), notice: situated ? "Derived from what reports claim." : "Each mark is a claim by its source.",
    };
  }

  private readonly areaButton = iconButton("area", "Draw an area (d)", () => this.draw(), { "aria-pressed": "false" });
  private readonly drawing = new Drawing({
    done: (corners) => this.within(readArea(writeArea(corners)) ?? corners), left: () => this.within(this.filters.area), tell: (words) => this.tell(words),
  });

  /** Begin to draw an area, or leave the one that there is. */
  private draw(): void {
    if (this.drawing.active || this.filters.area) return this.within(null);
    if (!this.view.draw(this.drawing)) return;
    this.areaButton.setAttribute("aria-pressed", "true");
    this.tell("Click the corners of an area; click the first again, or press Enter, to close it. Keys: Space sets a corner in the map’s middle, Backspace takes one back, Esc leaves off.");
  }

  /** Narrow claims and places to an area; null takes all. */
  private within(area: Corners | null): void {
    this.drawing.stop();
    this.filters.area = area;
    this.update();
  }

  /** The user's own base map is there from the start, and can be left off. */
  private baseButton(): HTMLElement {
    const button = iconButton("layers", "Your own base map", () => void show(button.getAttribute("aria-pressed") !== "true"), { "aria-pressed": "false", class: "icon-button base" });
    const show = async (on: boolean) => {
      const wrong = await this.view.backdrop(on);
      button.setAttribute("aria-pressed", String(on && !wrong));
      if (wrong) this.tell(wrong);
    };
    this.base = () => show(true);
    return button;
  }
  private base: () => Promise<void> = () => Promise.resolve();

  /** Say what did not work, over the map, for a while. */
  private tell(words: string): void {
    const said = h("p", { class: "told", role: "status" }, words);
    this.root.querySelector(".stage")?.append(said);
    setTimeout(() => said.remove(), 9000);
  }

  private tilesButton(): HTMLElement {
    const button = iconButton("layers", "Detailed map from the network", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      this.view.tiles(on);
    }, { "aria-pressed": "false" });
    return button;
  }

  private credit(): HTMLElement {
    const text = ["Places: GeoNames, CC BY 4.0", "Map: Natural Earth, GSHHG", this.site.basemap?.attribution, this.site.tiles?.attribution].filter(Boolean).join(" · ");
    const whole = this.root.classList.contains("embed") ? h("a", { href: location.pathname + location.hash, target: "_blank", rel: "noopener", onclick: (event: Event) => { (event.currentTarget as HTMLAnchorElement).href = location.pathname + location.hash; } }, "Open the whole map") : null;
    return h("p", { class: "credit" }, whole, h("button", { type: "button", onclick: () => this.help.showModal() }, text));
  }

  private legend(open: boolean): HTMLElement {
    return this.mode === "situation" && this.desk ? situationLegend(this.site, this.desk.situation, this.colour, open) : legend(this.site, this.claims, this.colour, open);
  }

  /** Offer what is new since the last visit. */
  private fresh(): void {
    const rows = unseen(this.site, this.claims) ?? [];
    if (!rows.length) return;
    const words = `${rows.length.toLocaleString("en")} new ${rows.length === 1 ? "claim" : "claims"} since your last visit`;
    const button: HTMLElement = h("button", { type: "button", class: "fresh", onclick: () => {
      button.remove();
      this.filters.group = { name: "New since my last visit", ids: new Set(rows.map((each) => each.id)) };
      this.range = { ...this.whole };
      this.turn("claims");
    } }, words);
    this.root.querySelector(".head")?.append(button);
  }

  // --- from the state to the page ------------------------------------------------------------------------------------

  /** Another day beside the one shown, each under its name. */
  private beside(scene: Scene | null, names: [string, string]): void {
    const shown = this.mode === "situation" ? scene : null;
    this.view.beside(shown);
    replace(this.halves, shown ? names.map((each) => h("span", {}, dayName(day(each)!))) : null);
  }

  /** Show the situation, or the claims. */
  private turn(mode: Mode): void {
    const was = this.mode;
    this.mode = this.desk || mode !== "situation" ? mode : "claims";
    this.root.dataset["mode"] = this.mode;
    this.rail.mode(this.mode);
    this.timeline.element.hidden = this.mode === "situation";
    if (this.desk) this.desk.replay.element.hidden = this.mode !== "situation";
    if (was !== this.mode) (was === "situation" ? this.desk?.replay : this.timeline)?.stop();
    const old = this.root.querySelector<HTMLDetailsElement>(".legend");
    old?.replaceWith(this.legend(old.open));
    this.listed = "";
    this.update();
  }

  /** Show what is asked for; `slid`: nothing but the days has changed. */
  private update(slid = false): void {
    this.view.area(this.filters.area);
    if (!this.drawing.active) this.areaButton.setAttribute("aria-pressed", String(this.filters.area !== null));
    if (this.desk) this.desk.area = this.filters.area;
    if (!slid || !this.passing) {
      const words = wordsOf(this.filters);
      this.passing = this.claims.filter((claim) => isOf(claim, this.war) && passes(claim, this.filters, this.site, words));
    }
    const passing = this.passing;
    const whole = this.range.first === this.whole.first && this.range.last === this.whole.last;
    this.shown = passing.filter((claim) => inDays(claim, this.site, this.range, this.basis, whole));
    this.timeline.show(passing, this.shown.length, this.range, !this.narrowed);
    // Where things lie is asked for by the list: before the marks change, lest the page be laid out twice.
    if (this.mode !== "situation") { this.beside(null, ["", ""]); this.showList(); this.view.show(this.shown); }
    else { this.desk?.draw(); this.showList(); }
    if (this.mode === "overview") this.overview.show(this.shown, this.basis);
    this.remember();
    this.more();
  }

  private get narrowed(): boolean {
    return narrows(this.filters);
  }

  /** Of many claims, load those of the days and the view that are looked at now. */
  private more(): void {
    if (this.mode === "situation" || !this.store.many) return;
    void this.store.need(this.range, this.view.box()).then((some) => {
      if (!some) return;
      this.rail.use(this.filters);
      const old = this.root.querySelector<HTMLDetailsElement>(".legend");
      old?.replaceWith(this.legend(old.open));
      this.update();
    }, (error: Error) => console.warn(error));
  }

  private showList(): void {
    const placed = this.shown.filter((claim) => spot(claim) !== null), off = this.shown.length - placed.length;
    const near = new Set(this.viewOnly ? this.view.inView(placed) : placed);
    const rows = this.shown.filter((claim) => (spot(claim) === null ? this.where !== "map" : this.where !== "off" && near.has(claim)));
    this.rail.show({
      all: this.shown.length, map: placed.length, off, where: this.where, listed: rows.length, outside: placed.length - near.size, viewOnly: this.viewOnly,
    });
    const key = `${this.basis}|${rows.map((claim) => claim.id).join()}`;
    if (key === this.listed) return;
    this.listed = key;
    this.list.show(rows, this.basis, h("div", { class: "empty" }, h("p", {}, "No claim here on these days."), h("button", { type: "button", class: "text-button", onclick: () => this.reset() }, "Show all claims")));
    this.list.choose(this.panel.claim?.id ?? null);
  }

  private daysOf = (claim: ClaimRow): Range | null => daysOf(claim, this.site.reports[claim.report], this.basis);

  private daysName(claim: ClaimRow): string {
    const days = this.daysOf(claim);
    return days === null ? "day unknown" : days.first === days.last ? dayName(days.first) : rangeName(days);
  }

  private remember(): void {
    const whole = this.range.first === this.whole.first && this.range.last === this.whole.last, { claim, report } = this.panel;
    const desk = this.desk, here = this.mode === "situation" && desk !== null;
    const hash = write({
      war: this.war === null ? (this.site.wars?.length ? ALL : null) : this.war.id === this.site.wars?.[0]?.id ? null : this.war.id,
      view: this.mode === "overview" ? "overview" : desk && !here && !claim && whole ? "claims" : null, on: here && (desk.on !== desk.situation.days.at(-1) || claim) ? desk.on : null, against: here ? desk.against : null,
      known: here && desk.clock === "known", place: here && !claim ? desk.opened : null, event: this.panel.event, area: this.filters.area,
      claim: claim?.id ?? null, report: report === null ? null : this.site.reports[report]?.file ?? null, days: whole ? null : this.range, at: this.view.at(),
    });
    this.address = hash || location.pathname + location.search;
    if (!this.writing) this.write();
  }

  /** Write the address, and what it has become a moment later: browsers let no page write it at every step. */
  private write(): void {
    this.writing = 0;
    if (this.address === null) return;
    if (this.address !== (location.hash || location.pathname + location.search)) history.replaceState(null, "", this.address);
    this.address = null;
    this.writing = window.setTimeout(() => this.write(), ADDRESS_MS);
  }

  private follow(at: Address): void {
    const desk = this.desk;
    if (asked(this.site, this.store.claims, at) !== this.war) return location.reload(); // another war is another page
    if (desk && (at.on || at.place || at.against) && !at.report) {
      if (this.mode !== "situation") this.turn("situation");
      const clock = at.known ? "known" : "was";
      if (at.against !== desk.against) { desk.against = at.against && nearest(desk.situation.days, at.against); void desk.go(at.on ?? desk.on, clock); }
      else if ((at.on && at.on !== desk.on) || clock !== desk.clock) void desk.go(at.on, clock);
      if (at.place && at.place !== desk.opened) desk.place(at.place);
    } else if (at.view && this.mode !== at.view) this.turn(at.view);
    if (JSON.stringify(at.area) !== JSON.stringify(this.filters.area) && !this.drawing.active) this.within(at.area);
    if (at.days && (at.days.first !== this.range.first || at.days.last !== this.range.last)) {
      const all = this.store.many ? this.whole : extent(this.claims, this.site.reports);
      this.range = { first: Math.max(at.days.first, all.first), last: Math.min(at.days.last, all.last) };
      if (this.range.first > this.range.last) this.range = { ...this.whole };
      this.update();
    }
    void this.unfold(at).catch((error: Error) => console.warn(error));
  }

  /** Say what of an address is not here. */
  private missing(hash: string, at: Address): void {
    const desk = this.desk, days = desk?.situation.days ?? [], far = (wanted: string | null) => wanted !== null && days.length > 0 && (wanted < days[0]! || wanted > days.at(-1)!);
    const words = unfit(hash, at);
    if (at.place && !desk?.situation.places.some((each) => each.id === at.place)) words.push("Nothing is told here of the place in the address.");
    if (far(at.on) || far(at.against)) words.push(`There is word from ${dayName(day(days[0])!)} to ${dayName(day(days.at(-1))!)}: the nearest day is shown.`);
    if (words.length) this.tell(words.join(" "));
  }

  /** Open what a link names, once it is loaded. */
  private async unfold(at: Address): Promise<void> {
    const claim = at.claim ? await this.store.find(at.claim) : null, report = at.report ? await this.store.report(at.report) : -1;
    if (at.claim && !claim) this.tell("The claim in the address is not here: it may have been rejected, or be another page’s.");
    if (at.report && report < 0) this.tell("The report in the address is not here: it may be another page’s.");
    if (report >= 0) { this.panel.claim = claim; await this.openReport(report); }
    else if (at.event && at.event !== this.panel.event) await this.openEvent(at.event);
    else if (claim && claim !== this.panel.claim) this.choose(claim);
  }

  // --- evidence ------------------------------------------------------------------------------------------------------

  /** A claim that the situation quotes: its evidence, with the way back. */
  private async cite(id: string): Promise<void> {
    const claim = await this.store.find(id), desk = this.desk;
    if (!claim || !desk) return;
    this.panel.back = { name: "Back", act: () => { this.panel.back = null; void desk.reopen(true).then(() => this.remember()); } };
    this.choose(claim, true);
  }

  private choose(claim: ClaimRow, cited = false): void {
    if (!cited) this.panel.back = null;
    if (!this.panel.element.contains(document.activeElement)) this.opener = document.activeElement as HTMLElement | null;
    this.list.choose(claim.id);
    this.view.choose(claim);
    void this.panel.showClaim(claim).then(() => this.view.reveal(claim));
    if (!cited && this.mode === "situation") this.turn("claims");
  }

  /** An event with all of its claims. */
  private async openEvent(id: string): Promise<void> {
    const event = await lookup<Told>("events", id);
    if (!event) return this.tell("The event in the address is not here: its claims may have been joined otherwise since.");
    const rows = await Promise.all(event.claims.map((claim) => this.store.find(claim)));
    if (this.panel.claim) this.panel.back = null;
    await this.panel.showOther(Promise.resolve(eventView(event, rows.filter((each) => each !== null), this.context)), true);
    this.panel.event = id;
    this.remember();
  }

  private openReport(number: number): Promise<void> { return this.panel.showReport(number); }

  /** The panel has been filled: make room for it. */
  private opened(was: boolean): void {
    this.root.classList.add("with-panel");
    const legendBox = this.root.querySelector<HTMLDetailsElement>(".legend[open]");
    if (legendBox && innerWidth < ROOMY) {
      legendBox.open = false;
      this.legendClosed = true;
    }
    if (narrow() && (!was || this.sheet.size === "peek")) this.sheet.set("half");
    this.remember();
  }

  private close(): void {
    const claim = this.panel.claim;
    this.panel.close();
    this.panel.back = null;
    this.desk?.close();
    this.root.classList.remove("with-panel");
    const legendBox = this.root.querySelector<HTMLDetailsElement>(".legend");
    if (legendBox && this.legendClosed) legendBox.open = true;
    this.legendClosed = false;
    this.list.choose(null);
    this.view.choose(null);
    this.remember();
    const own = claim ? this.root.querySelector<HTMLElement>(`[data-claims~="${CSS.escape(claim.id)}"], [data-claim="${CSS.escape(claim.id)}"]`) : null;
    (this.opener?.isConnected ? this.opener : own)?.focus({ preventScroll: true });
  }

  private step(by: number): void {
    const next = this.list.beside(by);
    if (next) this.choose(next);
  }

  // --- all at once ---------------------------------------------------------------------------------------------------

  private reset(): void {
    this.filters = none();
    this.rail.use(this.filters);
    this.where = "all";
    this.range = { ...this.whole };
    this.update();
    this.view.fit();
  }

  private theme(): void {
    document.documentElement.dataset["theme"] = this.dark() ? "light" : "dark";
    this.restyle();
  }

  private restyle(): void {
    this.view.restyle();
    const old = this.root.querySelector<HTMLDetailsElement>(".legend");
    old?.replaceWith(this.legend(old.open));
    this.rail.use(this.filters);
    this.listed = "";
    this.update();
    if (this.panel.report !== null) void this.openReport(this.panel.report);
    else if (this.panel.claim) this.choose(this.panel.claim, this.mode === "situation");
    else if (this.panel.open) void this.desk?.reopen(false);
  }

  private escape(target: HTMLElement): void {
    if (this.view.closePopover()) return;
    if (target === this.rail.search && this.rail.search.value) {
      this.filters.query = this.rail.search.value = "";
      this.update();
    } else if (this.panel.open) this.close();
    else target.blur();
  }
}

const root = document.getElementById("app")!;
if (new URLSearchParams(location.search).has("embed")) root.classList.add("embed");
load().then(async ({ site, claims }) => {
  document.documentElement.lang = "en";
  const war = asked(site, claims, read(location.hash)), shown = narrowed(site, claims, war), several = site.wars?.length;
  const given = several ? war && await situation(war.at) : site.situation ? await situation() : null;
  const app = new App(root, shown.site, shown.claims, claims, given, war);
  offerReview();
  await app.start();
}, (error: Error) => {
  replace(root, h("p", { class: "no-map" }, `The data of this page could not be loaded: ${error.message}. Publish the folder again.`));
});
