// Offsets count Unicode code points, JavaScript strings count UTF-16 units: a text is cut as an array of code points.
import type { Span } from "./data";

export interface Mark extends Span { kind: string; value: string }
/** A stretch in which no mark begins or ends, the marks that cover it, and those that end with it. */
export interface Piece { text: string; within: Mark[]; ending: Mark[] }

export const points = (text: string): string[] => Array.from(text);

export const cut = (text: string[], { start, end }: Span): string => text.slice(start, end).join("");

/** `text` from `start` to `end` in order and without loss; marks may overlap freely. */
export function pieces(text: string[], { start, end }: Span, marks: Mark[]): Piece[] {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start);
  const edges = [...new Set([start, end, ...inside.flatMap((m) => [Math.max(m.start, start), Math.min(m.end, end)])])];
  edges.sort((a, b) => a - b);
  return edges.slice(0, -1).map((left, i) => {
    const right = edges[i + 1] ?? end;
    return {
      text: cut(text, { start: left, end: right }),
      within: inside.filter((mark) => mark.start <= left && mark.end >= right),
      ending: inside.filter((mark) => Math.min(mark.end, end) === right && mark.start < right),
    };
  });
}

/** Letters without case, diacritics and apostrophes, for searching. */
export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/[\u0300-\u036f'’‘ʿʾ`]/g, "").toLowerCase();
