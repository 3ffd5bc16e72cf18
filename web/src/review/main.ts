// The work of review, as a page of the server's own: the queue, the claim in its report, and what a decision changes.
//
// The seam to the map page: this page lies at /review/ of the server; `?claim=ID` opens a claim. The map page may ask
// `fetch("/api/session")` whether it is served by a server, and link here; nothing else is shared but `dom` and `base`.
import "../fonts.css";
import "../map.css";
import "../colours.css";
import "./review.css";
import { h, narrow, replace } from "../dom";
import { type Claim, api, type Decided, type Detail, type Item, type Mark, type NewDecision, type Place, type PlaceChoice, type Preview, Problem, type Type, type Who } from "./api";
import { changes, tells } from "./changes";
import { changed, type Fields, following, form, plain, ROLES, type Stance } from "./form";
import { changeSpots, choiceSpots, Ground, type Spot } from "./ground";
import { spotted } from "./hand";
import { asked, draft, type Draft, missedForm, put } from "./missed";
import { More } from "./more";
import { percent } from "../percent";
import { Passage, type Stretch } from "./passage";
import { length, wordsIn } from "./text";
import { Picker } from "./picker";
import { Queue } from "./queue";
import { Sign } from "./sign";

const NEAR = 0.02; // degrees within which two marks are of one place
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
  private mine: { number: number; claim: string | null }[] = []; // decisions of this account that stand, the newest last
  private seen = 0;
  private waiting = 0;
  private busy = false; // a decision is on its way: keys pressed meanwhile are not meant for the claim that comes next
  private asking: AbortController | null = null;
  private preview: Preview | null = null;
  private again: (() => void) | null = null;
  private readonly queue = new Queue((item) => void this.open(item.claim));
  private readonly passage = new Passage({ marked: (words) => void this.marked(words), part: (path) => this.part(path), other: (claim) => void this.open(claim) });
  private readonly ground = new Ground((lat, lon) => this.point(lat, lon));
  private readonly picker = new Picker({ value: (value, byHand) => this.take(value, byHand), places: (choices) => { this.choices = choices; this.draw(); }, day: () => this.detail?.report.date ?? null, report: () => this.detail?.report.id ?? null, failed: (error) => this.failed(error) });
  private readonly sign = new Sign((who) => { const again = this.again; this.again = null; void this.tried(async () => { await this.known(who); if (again) again(); else await this.refresh(); }); });
  private readonly more = new More();
  private readonly header = h("header", { class: "top" });
  private readonly heading = h("div", { class: "heading" });
  private readonly formBox = h("div", { class: "form-box" });
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

  private head(counts?: { claims: number; decided: number; disputed: number }): void {
    const tab = (state: string, name: string) => h("button", { type: "button", class: "tab", "aria-pressed": String(this.state === state), onclick: () => { this.state = state; void this.refresh(true); } }, name);
    const done = counts ?? this.counts;
    this.counts = done;
    replace(this.header, h("h1", {}, "Review"),
      h("div", { class: "tabs", role: "group", "aria-label": "Which claims" }, tab("open", `To look at${done ? ` ${Math.max(0, done.claims - done.decided)}` : ""}`), tab("decided", `Decided${done ? ` ${done.decided}` : ""}`), tab("disputed", `Disputed${done ? ` ${done.disputed}` : ""}`)),
      h("div", { class: "tools" },
        h("a", { href: "/" }, "Map"), h("button", { type: "button", class: "link", onclick: () => void this.tried(() => this.more.lines()), title: "Places and actors that analysts corrected, as lines for the knowledge files" }, "New names"),
        this.who.role === "lead" ? h("button", { type: "button", class: "link", onclick: () => void this.tried(() => this.more.audit()) }, "Audit") : null,
        h("a", { href: "/api/exports/gold", download: "gold.jsonl", title: "Every claim as the analysts left it, as JSON Lines" }, "All decisions"), h("button", { type: "button", class: "link", onclick: () => this.more.keys() }, "Keys"),
        this.who.account
          ? h("button", { type: "button", class: "link", title: `${this.who.account}, ${this.who.role}`, onclick: () => void this.tried(async () => this.known(await api.signOut())) }, `Sign out ${this.who.account}`)
          : h("button", { type: "button", class: "link", onclick: () => this.sign.open("Deciding needs an account.") }, "Sign in")));
  }
  private counts: { claims: number; decided: number; disputed: number } | undefined;

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
    this.passage.show(detail, this.pending());
    if (this.missed) {
      replace(this.formBox, h("h2", { class: "form-heading" }, "An event that was not read"), missedForm(this.missed, this.types, this.chosen?.as ?? null, {
        choose: (role) => this.choose(role, role), type: (name) => { this.missed!.type = name; this.show(); this.later(); },
        remove: (part, at) => { if (part === "time") this.missed!.time = null; else this.missed![part].splice(at, 1); this.show(); this.later(); },
      }));
    } else {
      replace(this.formBox, form(this.base!, this.fields, this.types, this.chosen?.path ?? null, {
        choose: (path, as) => this.choose(path, as), set: (path, value) => this.set(path, value), drop: (path) => { delete this.fields[path]; this.show(); },
        remove: (part, at) => this.remove(part, at),
      }));
    }
    this.act();
    this.draw();
    this.consequences();
  }

  private disputes(detail: Detail): void {
    this.conflict.hidden = !detail.decided.length;
    replace(this.conflict, detail.decided.length ? [
      h("p", {}, detail.disputed ? h("b", {}, "Two people decided differently. ") : null, "Decided so far, all of it kept:"),
      h("ul", {}, detail.decided.map((row) => h("li", {}, h("b", {}, row.author), ` ${row.kind}, ${row.made.slice(0, 10)}: ${row.reason}`,
        detail.corrected.filter((each) => each.number === row.number).map((each) => h("small", {}, ` ${each.path}: ${short(each.value)}`))))),
    ] : null);
  }

  /** Marks of the words that are being put in place of others. */
  private pending(): Mark[] {
    if (this.missed) {
      const of = this.missed, parts = [...of.actors, ...of.places].map((one) => ({ role: one.role, words: one.mention, name: one.name }));
      const more = [{ role: "time", words: of.time?.mention ?? null, name: "" }, ...of.counts.map((one) => ({ role: "count", words: one.mention, name: one.what })), { role: "event", words: of.trigger, name: of.type }];
      return [...parts, ...more].flatMap((one) => (one.words ? [{ start: one.words.start, end: one.words.end, path: `missed.${one.role}`, role: one.role, name: one.name }] : []));
    }
    return Object.entries(this.fields).flatMap(([path, value]) => {
      const one = value as { mention?: Stretch | null; role?: string; name?: string; what?: string } | null;
      return one && typeof one === "object" && one.mention ? [{ start: one.mention.start, end: one.mention.end, path, role: one.role ?? (path === "time" ? "time" : "count"), name: one.name ?? one.what ?? "" }] : [];
    });
  }

  private act(): void {
    const dirty = Object.keys(this.fields).length > 0, signed = Boolean(this.who.account && this.who.role !== "reader");
    const button = (name: string, key: string, act: () => void, extra: Record<string, unknown> = {}) => h("button", { type: "button", onclick: act, ...extra }, name, h("kbd", {}, key));
    replace(this.actions,
      this.missed ? [button("Add the event", "Enter", () => void this.add(), { class: "primary", disabled: !this.missed.trigger }), button("Leave off", "Esc", () => this.leave())]
        : dirty ? [button("Save correction", "Enter", () => void this.save(), { class: "primary" }), button("Leave off", "Esc", () => this.leave())]
          : [button("Accept", "A", () => void this.decide("accept"), { class: "primary" }), button("Reject", "R", () => void this.decide("reject")), button("Missed event", "M", () => this.miss())],
      button("Undo", "U", () => void this.undo(), { disabled: !this.mine.length }),
      signed ? null : h("small", {}, "Deciding needs an account."));
  }

  private draw(): void {
    const pending = this.base ? changed(this.base, this.missed ? {} : this.fields).places : [];
    const own = (this.missed ? this.missed.places : pending).filter((one): one is Place => one.lat !== null);
    const now: Spot[] = own.map((one) => ({ lat: one.lat!, lon: one.lon!, name: one.name, kind: "now", label: one.name }));
    const picked = this.chosen ? own.find((one) => this.choices.some((each) => each.place.id === one.id))?.id ?? null : null;
    const spots = this.choices.length ? [...now, ...choiceSpots(this.choices, picked, (each) => this.take(each.place))] : [...now, ...changeSpots((this.preview?.places ?? []).filter((row) => tells(row) && !own.some((one) => one.id === row.id)).slice(0, 12))];
    const far = (one: { lat: number; lon: number }) => spots.every((each) => Math.abs(each.lat - one.lat) + Math.abs(each.lon - one.lon) > NEAR);
    const marks = (this.detail?.landmarks ?? []).filter(far).map((one): Spot => ({ ...one, kind: "landmark", label: `${one.name}, named in the report`, aside: spots.length > 0 }));
    this.ground.show([...spots, ...marks]);
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
    const name = ROLES[as as keyof typeof ROLES] ?? (as === "event" ? "the words that tell of it" : as);
    this.show();
    if (as !== "event") this.picker.open(as, name, as === "time" ? "times" : as === "count" ? "counts" : as === "agent" || as === "patient" ? "actors" : "places", this.missed ? null : read(changed(this.base!, this.fields), path) ?? null, Boolean(this.missed));
    else { this.picker.close(); this.passage.element.focus({ preventScroll: true }); }
    this.draw();
    if (!this.picker.element.hidden && narrow()) this.picker.element.scrollIntoView({ block: "nearest" });
    this.tell(`Mark the words in the report that say ${name}: with the mouse, or after Esc with ← → and Shift, then Enter.`);
  }

  private part(path: string): void {
    if (path.startsWith("missed") || path === "trigger" || path.startsWith("attribution")) return;
    const [part, at] = path.split("."), base = this.base!;
    const as = part === "actors" ? base.actors[Number(at)]?.role : part === "places" ? base.places[Number(at)]?.role : part === "counts" ? "count" : "time";
    if (as) this.choose(path, as);
  }

  private async marked(words: Stretch): Promise<void> {
    if (!this.chosen || !this.detail) { this.tell("Choose first what the words say: who, where, when, how many."); return; }
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

  /** What was typed, with the words of the sentence that say so: a name that stands there was read off it. */
  private withWords(value: unknown): unknown {
    const one = value as { mention?: Stretch | null } | null, detail = this.detail;
    if (!detail || !one || one.mention || !this.picker.name) return value;
    const mention = wordsIn(detail.report.text, this.missed ? { start: 0, end: length(detail.report.text) } : detail.read.sentence, this.picker.name);
    return mention ? { ...one, mention, ...("label" in one ? { label: mention.text } : {}) } : value;
  }

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

  private reason(what: string): string { return `${what} in review`; }

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
      this.mine.push(made(kept));
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
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (this.busy) { event.preventDefault(); return; }
    const typing = target.matches("input, select, textarea");
    if (event.key === "Escape") { if (typing) target.blur(); else if (this.chosen && !this.missed && !Object.keys(this.fields).length) { this.chosen = null; this.picker.close(); this.show(); } else this.leave(); return; }
    if (typing) return;
    const dirty = Boolean(this.missed) || Object.keys(this.fields).length > 0;
    const choose = (part: string, role: string) => {
      const list = this.base ? (this.base as unknown as Record<string, { role?: string }[]>)[part]! : [];
      const at = list.findIndex((one) => role === "count" || one.role === role);
      this.choose(this.missed ? role : at < 0 ? `${part}.+${role}` : `${part}.${at}`, role);
    };
    const acts: Record<string, () => void> = {
      a: () => { if (dirty) this.unsaved(); else void this.decide("accept"); }, r: () => { if (dirty) this.unsaved(); else void this.decide("reject"); }, m: () => this.miss(), u: () => void this.undo(),
      j: () => this.step(1), k: () => this.step(-1), l: () => void this.tried(() => this.more.lines()), "?": () => this.more.keys(),
      p: () => this.turn("polarity"), o: () => this.turn("outcome"), d: () => this.turn("modality"),
      w: () => choose("actors", "agent"), t: () => choose("actors", "patient"), y: () => choose("places", "at"), h: () => this.choose("time", "time"), n: () => choose("counts", "count"),
      Enter: () => { if (target.closest("button, a")) return; if (this.missed) void this.add(); else if (dirty) void this.save(); },
    };
    if (this.chosen && (event.key === "ArrowLeft" || event.key === "ArrowRight")) { event.preventDefault(); this.passage.step(event.key === "ArrowRight" ? 1 : -1, event.shiftKey); return; }
    if (event.key === "Enter" && this.chosen && this.passage.keyed) { event.preventDefault(); this.passage.take(); return; }
    if (/^[1-9]$/.test(event.key) && this.picker.number(Number(event.key))) { event.preventDefault(); return; }
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act && !(event.key === "Enter" && target.closest("button, a"))) { event.preventDefault(); act(); }
  }

  /** Give a claim's stance its next value. */
  private turn(path: Stance): void { if (this.base && !this.missed) this.set(path, following(path, changed(this.base, this.fields)[path])); }

  private unsaved(): void { this.tell("Something is corrected: Enter saves it, Esc leaves it off.", true); }

  private step(by: number): void {
    const next = this.queue.beside(this.detail?.read.id ?? null, by);
    if (next && next.claim !== this.detail?.read.id) void this.open(next.claim);
  }
}

/** What of a decision its taking back needs: its number, and the claim that is looked at anew then. */
function made(row: Decided): { number: number; claim: string | null } {
  return { number: row.number, claim: row.kind === "add" || row.kind === "comment" ? null : row.subject };
}

function read(claim: Claim, path: string): unknown {
  let at: unknown = claim;
  for (const key of path.split(".")) at = at === null || at === undefined ? undefined : (at as Record<string, unknown>)[key];
  return at;
}

function short(value: unknown): string {
  if (value !== null && typeof value === "object") return String((value as { name?: string; what?: string; start?: string }).name ?? (value as { what?: string }).what ?? (value as { start?: string }).start ?? "…");
  return plain(String(value));
}

void new Review(document.getElementById("app")!).start();
