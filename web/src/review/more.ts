// Beside the queue: what was corrected as lines for the knowledge files, what was done, and how to work here.
import { h, replace } from "../dom";
import { api } from "./api";

const KEYS: [string, string][] = [
  ["A", "accept: the claim says what the report says"], ["R", "reject: it does not"], ["Enter", "save what was corrected"], ["Esc", "leave off correcting"],
  ["← →, Shift", "with a part chosen: mark the next word, the one before, more words; then Enter"], ["1 … 9", "choose a candidate; ↓ goes to them from the field"], ["G", "correct it as the one before"], ["E", "correct what happened: type its kind"], ["W, T, Y, H, N", "correct who, to whom, where, when, how many: then mark the words"], ["P, O, D", "the next polarity, outcome, modality"], ["I", "say why, for the record"], ["M", "mark an event that was not read"],
  ["U", "take back my last decision"], ["J, K", "next, previous claim"], ["L", "new names, as lines for the knowledge files"], ["?", "these keys"],
];

const BY_COMMAND = ["account", "token"]; // what is done without signing in, by whoever holds the ledger

export class More {
  readonly element = h("dialog", { class: "more", "aria-labelledby": "more-heading" });

  keys(): void {
    this.open("Keys", h("dl", { class: "keys" }, KEYS.map(([key, what]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)))),
      h("p", {}, "Claims come first that are unsure and would change the map, a row or a figure. Nothing is overwritten: every decision is kept with its author, and can be taken back."));
  }

  async lines(): Promise<void> {
    const found = await api.lines();
    this.open("New names, as lines for the knowledge files", found.length
      ? h("ul", {}, found.map((line) => h("li", {}, h("p", {}, `${line.folder}: ${line.name} (${line.author}, decision ${line.decision})`), h("pre", { tabindex: 0 }, line.toml))))
      : h("p", {}, "No place or actor has been corrected yet. What is corrected is offered here as lines for a folder of your own knowledge."));
  }

  async audit(): Promise<void> {
    const found = await api.audit();
    this.open("What was done", h("table", {}, h("thead", {}, h("tr", {}, ["when", "who", "what", "on", ""].map((name) => h("th", {}, name)))),
      h("tbody", {}, found.map((deed) => h("tr", {}, h("td", {}, deed.at.slice(0, 19).replace("T", " ")), h("td", {}, deed.account ?? (BY_COMMAND.includes(deed.action) ? "by command" : "nobody")), h("td", {}, deed.action), h("td", {}, deed.subject),
        h("td", {}, String(deed.detail["reason"] ?? deed.detail["written"] ?? "")))))));
  }

  private open(heading: string, ...content: Node[]): void {
    replace(this.element, h("form", { method: "dialog" }, h("button", { class: "quiet", "aria-label": "Close" }, "×")), h("h2", { id: "more-heading" }, heading), ...content);
    if (!this.element.open) this.element.showModal();
  }
}
