// The report with the claim's parts marked in it, and the words that the analyst marks.
import { h, replace } from "../dom";
import type { Detail, Mark } from "./api";
import { length, pieces, stepped, trimmed, wordsOf } from "./text";

export interface Stretch { start: number; end: number; text: string }
export interface PassageEvents { marked(words: Stretch): void; part(path: string): void; other(claim: string): void }

export class Passage {
  readonly element = h("div", { class: "passage", tabindex: 0, role: "document", "aria-label": "The report's words" });
  /** Words that are being marked by key; `Enter` takes them. */
  keyed: { start: number; end: number } | null = null;
  private text = "";
  private first = 0;

  constructor(private readonly events: PassageEvents) {
    this.element.addEventListener("mouseup", () => this.take());
  }

  /** Show a claim in its report; `extra` are marks of what is being corrected. */
  show(detail: Detail, extra: Mark[] = []): void {
    this.text = detail.report.text;
    this.first = detail.read.sentence.start;
    this.keyed = null;
    const sentence: Mark = { ...detail.read.sentence, path: "", role: "sentence", name: "" };
    const shown = [sentence, ...detail.others, ...detail.marks, ...extra];
    const corrected = new Set(extra.map((mark) => mark.path));
    replace(this.element, ...pieces(this.text, shown).map((piece) => {
      const marks = piece.marks.filter((mark) => mark.role !== "sentence" && (!corrected.has(mark.path) || extra.includes(mark)));
      const inside = piece.marks.some((mark) => mark.role === "sentence");
      const own = marks.filter((mark) => mark.role !== "claim"), other = marks.find((mark) => mark.role === "claim");
      const classes = [inside ? "sentence" : "", ...own.map((mark) => `part part-${mark.role}`), other ? "other" : ""].filter(Boolean).join(" ");
      const title = own.map((mark) => `${mark.role}: ${mark.name}`).join("; ") || (other ? `another claim: ${other.name.replaceAll("_", " ")}` : null);
      const act = own[0] ? () => this.click(() => this.events.part(own.at(-1)!.path)) : other ? () => this.click(() => this.events.other(other.path)) : null;
      return h(own.length ? "mark" : "span", { class: classes || null, "data-start": piece.start, title, onclick: act }, piece.text);
    }));
  }

  /** Bring the claim's sentence into view. */
  reveal(): void {
    const first = this.element.querySelector<HTMLElement>(".sentence");
    if (first) this.element.scrollTop = Math.max(0, first.offsetTop - this.element.offsetTop - this.element.clientHeight / 3);
  }

  /** Mark the next word, the one before, or one more or less. */
  step(by: 1 | -1, more: boolean): void {
    this.keyed = stepped(wordsOf(this.text), this.keyed, by, more, this.first);
    if (!this.keyed) return;
    const from = this.point(this.keyed.start), to = this.point(this.keyed.end);
    if (!from || !to) return;
    getSelection()?.setBaseAndExtent(...from, ...to);
    from[0].parentElement!.scrollIntoView({ block: "nearest" });
  }

  /** Where a code point lies in the page. */
  private point(at: number): [Node, number] | null {
    const piece = [...this.element.children].findLast((each) => Number((each as HTMLElement).dataset["start"]) <= at) as HTMLElement | undefined;
    const node = piece?.firstChild;
    return node ? [node, Array.from(node.textContent ?? "").slice(0, at - Number(piece.dataset["start"])).join("").length] : null;
  }

  private click(act: () => void): void { if (getSelection()?.isCollapsed ?? true) act(); }

  take(): void {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const start = this.offset(range.startContainer, range.startOffset), end = this.offset(range.endContainer, range.endOffset);
    const words = start !== null && end !== null ? trimmed(this.text, start, end) : null;
    if (words) this.events.marked({ ...words, text: Array.from(this.text).slice(words.start, words.end).join("") });
  }

  /** The code point of a place in the page; null outside of the passage. */
  private offset(node: Node, at: number): number | null {
    if (!this.element.contains(node)) return null;
    if (node === this.element) return Number((this.element.children[at] as HTMLElement | undefined)?.dataset["start"] ?? length(this.text));
    const piece = (node instanceof Element ? node : node.parentElement)!.closest<HTMLElement>("[data-start]");
    if (!piece) return null;
    return Number(piece.dataset["start"]) + (node.nodeType === Node.TEXT_NODE ? length(node.textContent ?? "", at) : at ? length(piece.textContent ?? "") : 0);
  }
}
