// The work of review, as a page of the server's own: the queue, the claim in its report, and what a decision changes.
//
// The seam to the map page: this page lies at /review/ of the server; `?claim=ID` opens a claim. The map page may ask
// `fetch("/api/session")` whether it is served by a server, and link here; nothing else is shared but `dom` and `base`.
import "../fonts.css";
import "../map.css";
import "../colours.css";
import "./review.css";
import { h, narrow, replace } from "../dom";
import { buttons } from "./actions";
import { type Claim, api, type Detail, type Item, type NewDecision, type Place, type PlaceChoice, type Preview, Problem, type Type, type Who } from "./api";
import { changes } from "./changes";
import { decided, type Made, made, read } from "./decided";
import { changed, type Fields, following, form, ROLES, type Stance, TURNED } from "./form";
import { Ground, spotsOf } from "./ground";
import { spotted } from "./hand";
import { type Counts, head } from "./head";
import { pressed } from "./keyboard";
import { asked, draft, type Draft, missedForm, put } from "./missed";
import { More } from "./more";
import { percent } from "../percent";
import { Passage, type Stretch } from "./passage";
import { pending, worded } from "./pending";
import { Picker } from "./picker";
import { Queue } from "./queue";
import { repeated } from "./repeated";
import { Sign } from "./sign";

const WAIT = 350; // milliseconds from a change to asking what it would change

class Review {
  private who: Who = { account: null, role: null, csrf: null, expired: false, open: true };
  private types: Type[] = [];
  private detail: Detail | null = null;
  private fields: Fields = {};
  private missed: Draft | null = null;
  private chosen: { path: string; as: string } | null = null;
  private choices: PlaceChoice[] = [];
  private state = "open";
  private mine: Made[] = []; // decisions of this account that stand, the newest last
  private seen = 0;
  private waiting = 0;
  private busy = false; // a decision is on its way: keys pressed meanwhile are not meant for the claim that comes next
  private asking: AbortController | null = null;
  private preview: Preview | null = null;
  private again: (() => void) | null = null;
  private last: { report: string; fields: Fields } | null = null; // what was corrected last, for claims that need the same
  private readonly queue = new Queue((item) => this.turnTo(item.claim));
  private readonly passage = new Passage({ marked: (words) => void this.marked(words), part: (path) => this.part(path), other: (claim) => this.turnTo(claim) });
  private readonly ground = new Ground((lat, lon) => this.point(lat, lon));
  private readonly picker = new Picker({ value: (value, byHand) => this.take(value, byHand), places: (choices) => { this.choices = choices; this.draw(); }, day: () => this.detail?.report.date ?? null, report: () => this.detail?.report.id ?? null, failed: (error) => this.failed(error) });
  private readonly sign = new Sign((who) => { const again = this.again; this.again = null; void this.tried(async () => { await this.known(who); if (again) again(); else await this.refresh(); }); });
  private readonly more = new More();
  private readonly header = h("header", { class: "top" });
  private readonly heading = h("div", { class: "heading" });
  private readonly formBox = h("div", { class: "form-box" });
  private readonly why = h("input", { class: "why", maxlength: 1000, placeholder: "Why (I)", "aria-label": "Why: a reason for the record", autocomplete: "off", onkeydown: (event: Event) => { if ((event as KeyboardEvent).key !== "Enter") return; event.preventDefault(); this.goAhead(); } });
  private readonly conflict = h("div", { class: "conflict", role: "alert", hidden: true });
  private readonly actions = h("div", { class: "actions", role: "group", "aria-label": "Decide" });
  private readonly effect = h("section", { class: "effect", "aria-live": "polite" });
  private readonly status = h("p", { class: "status", role: "status" });

  constructor(private readonly root: HTMLElement) {}

  async start(): Promise<void> {
    replace(this.root, this.header,
      h("main", { class: "desk" },
        h("nav", { class: "left", "aria-label": "Queue" }, this.queue.element),
        h("section", { class: "middle", "aria-label": "Claim" }, this.heading, this.conflict, this.passage.element, this.formBox, this.actions),
        h("aside", { class: "right", "aria-label": "Map and changes" }, this.ground.element, this.picker.element, this.effect)),
      this.status, this.sign.element, this.more.element);
    this.ground.start();
    addEventListener("keydown", (event) => this.key(event));
    await this.tried(async () => {
      await this.known(await api.who());
      if (!this.who.open && !this.who.account) { this.sign.open("Reading needs an account here."); return; }
      this.types = await api.types();
      await this.refresh();
    });
  }

  /** Somebody has signed in or out: what they may do, and what of theirs can be taken back. */
  private async known(who: Who): Promise<void> {
    this.who = who;
    this.mine = who.account ? (await api.decisions()).filter((row) => row.author === who.account).map(made) : [];
    this.head();
    if (!this.detail) return;
    this.act();
    this.consequences();
    this.later();
  }

  // --- what is shown -------------------------------------------------------------------------------------------------

  private head(counts?: Counts): void {
    this.counts = counts ?? this.counts;
    replace(this.header, ...head(this.state, this.counts, this.who, {
      turn: (state) => { this.state = state; void this.refresh(true); }, lines: () => void this.tried(() => this.more.lines()), audit: () => void this.tried(() => this.more.audit()), keys: () => this.more.keys(),
      signIn: () => this.sign.open("Deciding needs an account."), signOut: () => void this.tried(async () => this.known(await api.signOut())),
    }));
  }
  private counts: Counts | undefined;

  private async refresh(first = false): Promise<void> {
    await this.tried(async () => {
      if (!this.types.length) this.types = await api.types();
      const page = await api.queue(this.state, 0, "");
      this.seen = Math.max(this.seen, page.seen);
      this.head(page);
      const named = new URLSearchParams(location.search).get("claim");
      const open = first ? null : this.detail?.read.id ?? named;
      this.queue.show(page, open);
      const next = open ?? page.groups[0]?.items[0]?.claim;
      if (next && next !== this.detail?.read.id) await this.open(next);
      else if (!next) { this.detail = null; this.show(); }
    });
  }

  /** Open another claim, unless something is corrected here that would be lost. */
  private turnTo(claim: string): void {
    if (this.missed || Object.keys(this.fields).length) this.unsaved();
    else if (claim !== this.detail?.read.id) void this.open(claim);
  }

  private async open(claim: string): Promise<void> {
    await this.tried(async () => {
      const detail = await api.detail(claim);
      this.detail = detail;
      this.seen = detail.seen;
      this.fields = {};
      this.missed = null;
      this.chosen = null;
      this.preview = null;
      this.picker.close();
      this.tell("");
      history.replaceState(null, "", `?claim=${encodeURIComponent(claim)}`);
      this.show();
      this.passage.reveal();
      this.later();
    });
  }

  /** The claim as it stands before what is being corrected. */
  private get base(): Claim | null { return this.detail && (this.detail.claim ?? this.detail.read); }

  private show(): void {
    const detail = this.detail;
    this.queue.mark(detail?.read.id ?? null);
    if (!detail) {
      for (const part of [this.heading, this.formBox, this.actions, this.effect, this.passage.element]) replace(part);
      this.ground.show([]);
      return;
    }
    const report = detail.report, sure = `${percent(detail.read.confidence)} sure`;
    replace(this.heading, h("h2", {}, report.title ?? report.source ?? "Report"),
      h("p", {}, [report.source ?? "source not said", report.date ?? "day not said", `the reader is ${sure} that the report says it`].join(" · ")));
    this.disputes(detail);
    this.passage.show(this.missed ? { ...detail, marks: [] } : detail, pending(this.fields, this.missed)); // of an event that was not read its own words alone
    if (this.missed) {
      replace(this.formBox, h("h2", { class: "form-heading" }, "An event that was not read"), missedForm(this.missed, this.types, this.chosen?.as ?? null, {
        choose: (role) => this.choose(role, role), type: (name) => { this.missed!.type = name; this.show(); this.later(); },
        remove: (part, at) => { if (part === "time") this.missed!.time = null; else this.missed![part].splice(at, 1); this.show(); this.later(); },
      }));
    } else {
      replace(this.formBox, form(this.base!, this.fields, this.types, this.chosen?.path ?? null, {
        choose: (path, as) => this.choose(path, as), set: (path, value) => { this.set(path, value); this.goAhead(); },
        remove: (part, at) => this.remove(part, at), turned: (at) => this.turned(at),
      }));
    }
    this.act();
    this.draw();
    this.consequences();
  }

  private disputes(detail: Detail): void {
    this.conflict.hidden = !detail.decided.length;
    replace(this.conflict, decided(detail));
  }

  private act(): void {
    replace(this.actions, ...buttons({
      why: this.why, missed: this.missed, changed: Object.keys(this.fields).length > 0, undoable: this.mine.length > 0, signed: Boolean(this.who.account && this.who.role !== "reader"),
      add: () => void this.add(), save: () => void this.save(), leave: () => this.leave(), decide: (kind) => void this.decide(kind), miss: () => this.miss(), undo: () => void this.undo(),
    }));
  }

  private draw(): void {
    const now = this.missed ? this.missed.places : this.base ? changed(this.base, this.fields).places : [];
    this.ground.show(spotsOf(now, this.choices, this.chosen !== null, this.preview, this.detail?.landmarks ?? [], (each) => this.take(each.place)));
    this.ground.element.classList.toggle("placing", this.picker.placing !== null);
  }

  private consequences(): void {
    const dirty = Object.keys(this.fields).length > 0;
    const heading = this.missed ? "If the event is added" : dirty ? "If the correction is saved" : "What rests on this claim: without it";
    if (this.preview) replace(this.effect, changes(this.preview, heading));
    else replace(this.effect, h("p", { class: "slight" }, this.who.account ? "Reckoning what would change …" : "Sign in to see what a decision would change."));
  }

  private tell(words: string, wrong = false): void {
    this.status.textContent = words;
    this.status.classList.toggle("wrong", wrong);
  }

  // --- correcting ----------------------------------------------------------------------------------------------------

  private choose(path: string, as: string): void {
    this.chosen = { path, as };
    const name = ROLES[as as keyof typeof ROLES] ?? (as === "event" ? "what happened" : as);
    this.show();
    if (as !== "event") this.picker.open(as, name, as === "time" ? "times" : as === "count" ? "counts" : as === "agent" || as === "patient" ? "actors" : "places", this.missed ? null : read(changed(this.base!, this.fields), path) ?? null, Boolean(this.missed));
    else { this.picker.close(); this.passage.element.focus({ preventScroll: true }); }
    this.draw();
    if (!this.picker.element.hidden && narrow()) this.picker.element.scrollIntoView({ block: "nearest" });
    this.tell(`Mark the words in the report that say ${name}: with the mouse, or after Esc with ← → and Shift, then Enter.`);
  }

  /** Choose what happened from the kinds of event. */
  private kind(): void {
    if (!this.base) return;
    this.chosen = { path: "type", as: "type" };
    this.show();
    this.picker.kinds(this.types, (name) => {
      this.chosen = null;
      this.picker.close();
      if (this.missed) { this.missed.type = name; this.show(); this.later(); } else this.set("type", name);
      this.goAhead();
    });
  }

  private part(path: string): void {
    if (path.startsWith("missed") || path === "trigger" || path.startsWith("attribution")) return;
    const [part, at] = path.split("."), base = this.base!;
    const as = part === "actors" ? base.actors[Number(at)]?.role : part === "places" ? base.places[Number(at)]?.role : part === "counts" ? "count" : "time";
    if (as) this.choose(path, as);
  }

  private async marked(words: Stretch): Promise<void> {
    if (!this.chosen || this.chosen.as === "type" || !this.detail) { this.tell("Choose first what the words say: who, where, when, how many."); return; }
    const { as } = this.chosen, report = this.detail.report.id;
    if (as === "event" && this.missed) {
      this.missed.trigger = words;
      getSelection()?.removeAllRanges();
      this.show();
      this.later();
      return;
    }
    await this.tried(async () => {
      const found = await api.words(report, words.start, words.end, as);
      this.picker.show(found, as, ROLES[as as keyof typeof ROLES] ?? as);
      const only = found.times.length ? found.times[0] : found.counts[0];
      if (only && !this.missed) this.take(only);
    });
  }

  /** A candidate was chosen for the part that is being corrected. */
  private take(value: unknown, byHand = false): void {
    if (!this.chosen) return;
    if (this.missed) {
      put(this.missed, this.chosen.as, this.withWords(value));
      this.chosen = null;
      this.picker.close();
      this.show();
      this.goAhead();
      this.later();
      return;
    }
    value = this.withWords(value);
    const [part, at] = this.chosen.path.split(".");
    const now = changed(this.base!, this.fields), list = part === "time" ? null : (now as unknown as Record<string, unknown[]>)[part!]!;
    const path = at?.startsWith("+") ? `${part}.${list!.length}` : this.chosen.path;
    this.chosen = { path, as: this.chosen.as };
    getSelection()?.removeAllRanges();
    this.set(path, value);
    if (!byHand) this.goAhead();
  }

  private withWords(value: unknown): unknown { return this.detail ? worded(value, this.picker.name, this.picker.words, this.detail, this.missed !== null) : value; }

  /** Somebody pointed at the map: where a place is looked for, it lies there. */
  private point(lat: number, lon: number): void {
    const role = this.picker.placing;
    if (!role || !this.chosen) return;
    const at = this.missed ? null : (read(changed(this.base!, this.fields), this.chosen.path) as Place | undefined);
    this.take(spotted(role, this.picker.name || at?.name || "a place", lat, lon));
  }

  /** Lead the keys to the button that keeps what was chosen, so that `Enter` presses it. */
  private goAhead(): void { this.actions.querySelector<HTMLElement>(".primary")?.focus({ preventScroll: !narrow() }); }

  private set(path: string, value: unknown): void {
    const base = this.base!;
    if (JSON.stringify(read(base, path)) === JSON.stringify(value)) delete this.fields[path];
    else this.fields[path] = value;
    this.preview = null;
    this.show();
    void this.check();
    this.later();
  }

  private remove(part: "actors" | "places" | "counts", at: number): void {
    const list = [...(changed(this.base!, this.fields) as unknown as Record<string, unknown[]>)[part]!];
    list.splice(at, 1);
    for (const path of Object.keys(this.fields)) if (path.startsWith(`${part}.`)) delete this.fields[path];
    this.chosen = null;
    this.picker.close();
    this.set(part, list);
    this.goAhead();
  }

  /** Who did it underwent it, or the other way round. */
  private turned(at: number): void {
    const one = changed(this.base!, this.fields).actors[at]!;
    this.set(`actors.${at}`, { ...one, role: TURNED[one.role] ?? one.role });
    this.goAhead();
  }

  private miss(): void {
    if (!this.detail) return;
    this.fields = {};
    this.missed = draft(this.detail.report.id);
    this.preview = null;
    this.choose("event", "event");
  }

  private leave(): void {
    this.fields = {};
    this.missed = null;
    this.chosen = null;
    this.preview = null;
    this.picker.close();
    this.tell("");
    this.show();
    this.later();
  }

  // --- asking and deciding -------------------------------------------------------------------------------------------

  private correction(): NewDecision { return { kind: "correct", subject: this.detail!.read.id, fields: this.fields, reason: this.reason("corrected"), seen: this.seen }; }

  private reason(what: string): string { return this.why.value.trim() || `${what} in review`; }

  /** Whether what is typed fits, at once. */
  private async check(): Promise<void> {
    if (!Object.keys(this.fields).length) { this.tell(""); return; }
    await this.tried(async () => {
      const found = await api.check(this.correction());
      this.tell(found.fits ? "" : `Does not fit: ${found.reason}${found.remedy ? ` (${found.remedy})` : ""}`, !found.fits);
    });
  }

  /** Ask what would change, a moment after the last change. */
  private later(): void {
    clearTimeout(this.waiting);
    this.asking?.abort();
    if (!this.who.account || this.who.role === "reader" || !this.detail) return;
    this.waiting = window.setTimeout(() => void this.foresee(), WAIT);
  }

  private async foresee(): Promise<void> {
    const asking = this.asking = new AbortController(), id = this.detail?.read.id;
    if (!id) return;
    try {
      const decision = this.missed ? await this.addition() : Object.keys(this.fields).length ? this.correction() : { kind: "reject", subject: id, reason: "to see" };
      if (!decision) return;
      const found = await api.preview(decision, asking.signal);
      if (asking !== this.asking || this.detail?.read.id !== id) return;
      this.preview = found;
      this.consequences();
      if (!this.choices.length) this.draw();
    } catch (error) {
      if ((error as Error).name !== "AbortError" && asking === this.asking) replace(this.effect, h("p", { class: "slight" }, `${(error as Error).message}`));
    }
  }

  private async addition(): Promise<NewDecision | null> {
    const what = this.missed && asked(this.missed);
    return what ? { kind: "add", subject: this.missed!.report, fields: { claim: await api.missed(what) }, reason: this.reason("added") } : null;
  }

  private async decide(kind: "accept" | "reject"): Promise<void> {
    if (this.detail) await this.send({ kind, subject: this.detail.read.id, reason: this.reason(kind === "accept" ? "accepted" : "rejected"), seen: this.seen }, () => void this.decide(kind));
  }

  private async save(): Promise<void> {
    if (this.detail && Object.keys(this.fields).length) await this.send(this.correction(), () => void this.save());
  }

  private async add(): Promise<void> {
    await this.tried(async () => {
      const decision = await this.addition();
      if (decision) await this.send(decision, () => void this.add());
    });
  }

  private async undo(): Promise<void> {
    const last = this.mine.at(-1);
    if (!last) return;
    await this.once(async () => {
      await api.decide({ kind: "withdraw", withdraws: last.number, reason: "taken back in review" });
      this.mine.pop();
      await this.goOn(last.claim);
      this.tell(`Decision ${last.number} was taken back; both stay in the ledger.`);
    }, () => void this.undo());
  }

  private async send(decision: NewDecision, again: () => void): Promise<void> {
    if (!this.who.account) { this.again = again; this.sign.open("Deciding needs an account."); return; }
    await this.once(async () => {
      const kept = await api.decide(decision), id = this.detail?.read.id ?? null;
      if (decision.kind === "correct" && this.detail) this.last = { report: this.detail.report.id, fields: decision.fields ?? {} };
      this.mine.push(made(kept));
      this.why.value = "";
      this.seen = kept.number;
      const next: Item | null = decision.kind === "add" ? null : this.queue.beside(id, 1);
      const open = next && next.claim !== id ? next.claim : id;
      await this.goOn(open);
      this.tell(`Decision ${kept.number}: ${kept.kind}. U takes it back.`);
    }, again);
  }

  /** After a decision: the queue as it is now, on a claim. */
  private async goOn(claim: string | null): Promise<void> {
    clearTimeout(this.waiting);
    this.asking?.abort();
    this.missed = null;
    this.fields = {};
    this.detail = null;
    if (claim) history.replaceState(null, "", `?claim=${encodeURIComponent(claim)}`);
    await this.refresh();
  }

  /** Do something; a session that has ended is asked for anew, and what others decided meanwhile is shown. */
  private async tried(act: () => Promise<void>, again: (() => void) | null = null): Promise<void> {
    try { await act(); } catch (error) { await this.failed(error as Error, again); }
  }

  /** Do something that must be over before anything else is decided. */
  private async once(act: () => Promise<void>, again: (() => void) | null = null): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try { await this.tried(act, again); } finally { this.busy = false; }
  }

  private async failed(error: Error, again: (() => void) | null = null): Promise<void> {
    if (!(error instanceof Problem)) { if (error.name !== "AbortError") { this.tell(error.message); console.error(error); } return; }
    const said = [error.message, error.remedy].filter(Boolean).join(": ");
    this.tell(said, true);
    if (error.status === 401) { this.again = again; this.who = { ...this.who, account: null, role: null }; this.head(); this.sign.open(`${error.message[0]?.toUpperCase()}${error.message.slice(1)}. What you were doing is kept.`); }
    if (error.status === 409 && this.detail) {
      const found = await api.detail(this.detail.read.id);
      this.detail = found;
      this.seen = found.seen;
      this.show();
      this.conflict.scrollIntoView({ block: "nearest" });
      this.tell(said, true);
    }
  }

  // --- keys ----------------------------------------------------------------------------------------------------------

  private key(event: KeyboardEvent): void {
    pressed(event, {
      busy: this.busy, chosen: this.chosen !== null, missed: this.missed !== null, changed: Object.keys(this.fields).length > 0, keyed: this.passage.keyed !== null,
      unchoose: () => { this.chosen = null; this.picker.close(); this.show(); }, leave: () => this.leave(), unsaved: () => this.unsaved(),
      number: (digit) => this.picker.number(digit), mark: (by, more) => this.passage.step(by, more), marked: () => this.passage.take(),
      part: (part, role) => this.first(part, role), turn: (path) => this.turn(path), type: () => this.kind(), why: () => this.why.focus(),
      decide: (kind) => void this.decide(kind), miss: () => this.miss(), undo: () => void this.undo(), step: (by) => this.step(by), repeat: () => this.repeat(),
      lines: () => void this.tried(() => this.more.lines()), keys: () => this.more.keys(), save: () => void (this.missed ? this.add() : this.save()),
    });
  }

  /** Choose the first of the claim's parts in a role, or a new one. */
  private first(part: "actors" | "places" | "counts" | "time", role: string): void {
    if (part === "time") return this.choose("time", role);
    // where somebody came from or went to is where it happened, too
    const list = this.base ? (this.base[part] as { role?: string }[]) : [], own = list.findIndex((one) => role === "count" || one.role === role), at = own < 0 && part === "places" && list.length ? 0 : own;
    this.choose(this.missed ? role : at < 0 ? `${part}.+${role}` : `${part}.${at}`, this.missed || at < 0 ? role : list[at]!.role ?? role);
  }

  /** Give a claim's stance its next value. */
  private turn(path: Stance): void {
    if (!this.base || this.missed) return;
    this.set(path, following(path, changed(this.base, this.fields)[path]));
    this.goAhead();
  }

  /** Correct this claim as the one before: what stands in one sentence is often wrong in each of its claims. */
  private repeat(): void {
    if (!this.last || !this.detail || !this.base || this.missed) { this.tell("Nothing was corrected yet that could be done again."); return; }
    for (const [path, value] of Object.entries(repeated(this.last.fields, this.base, this.last.report === this.detail.report.id))) this.set(path, value);
    this.goAhead();
  }

  private unsaved(): void { this.tell("Something is corrected: Enter saves it, Esc leaves it off.", true); }

  private step(by: number): void {
    const next = this.queue.beside(this.detail?.read.id ?? null, by);
    if (next) this.turnTo(next.claim);
  }
}

void new Review(document.getElementById("app")!).start();
