// A report's words by code points, as claims count them; JavaScript counts in units of UTF-16.
import type { Mark } from "./api";

export interface Piece { start: number; end: number; text: string; marks: Mark[] }

/** The text cut wherever a mark begins or ends, each piece with the marks that hold it. Offsets are code points. */
export function pieces(text: string, marks: Mark[]): Piece[] {
  const points = Array.from(text);
  const cuts = new Set([0, points.length]);
  for (const mark of marks) for (const at of [mark.start, mark.end]) if (at > 0 && at < points.length) cuts.add(at);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => {
    const start = sorted[i]!;
    return { start, end, text: points.slice(start, end).join(""), marks: marks.filter((mark) => mark.start <= start && end <= mark.end) };
  });
}

const LETTER = /[\p{L}\p{N}\p{M}]/u;
const WORD = /[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu;

/** The words of a text by code points. */
export function wordsOf(text: string): { start: number; end: number }[] {
  return [...text.matchAll(WORD)].map((found) => {
    const start = length(text, found.index);
    return { start, end: start + length(found[0]) };
  });
}

/** The stretch that a key goes to: the word after or before, from `first` on; with `more`, one word more or less. */
export function stepped(words: { start: number; end: number }[], now: { start: number; end: number } | null, by: 1 | -1, more: boolean, first: number): { start: number; end: number } | null {
  if (!now) return words.find((word) => word.start >= first) ?? words[0] ?? null;
  const from = words.findIndex((word) => word.end > now.start), to = words.findLastIndex((word) => word.start < now.end);
  if (more) return { start: now.start, end: words[Math.min(words.length - 1, Math.max(from, to + by))]?.end ?? now.end };
  return words[Math.min(words.length - 1, Math.max(0, (by > 0 ? to : from) + by))] ?? now;
}

/** The first whole words of a stretch that are those, whatever their case; null where they are not in it. */
export function wordsIn(text: string, within: { start: number; end: number }, words: string): { start: number; end: number; text: string } | null {
  const points = Array.from(text), wanted = Array.from(words.toLowerCase());
  if (!wanted.length) return null;
  for (let start = within.start; start + wanted.length <= within.end; start++) {
    const end = start + wanted.length, found = points.slice(start, end);
    if (LETTER.test(points[start - 1] ?? "") || LETTER.test(points[end] ?? "")) continue;
    if (found.every((point, at) => point.toLowerCase() === wanted[at])) return { start, end, text: found.join("") };
  }
  return null;
}

/** How many code points the first units of a text hold. */
export const length = (text: string, units = text.length): number => Array.from(text.slice(0, units)).length;

/** A stretch without spaces at its ends; null where nothing else is in it. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } | null {
  const points = Array.from(text);
  while (start < end && !points[start]!.trim()) start++;
  while (end > start && !points[end - 1]!.trim()) end--;
  return start < end ? { start, end } : null;
}
