// The words that are being put in place of others: their marks in the passage, and their names on candidates.
import type { Detail, Mark } from "./api";
import type { Fields } from "./form";
import type { Draft } from "./missed";
import type { Stretch } from "./passage";
import { length, wordsIn } from "./text";

/** Marks of the words of a missed event, or of what is being corrected. */
export function pending(fields: Fields, missed: Draft | null): Mark[] {
  if (missed) {
    const parts = [...missed.actors, ...missed.places].map((one) => ({ role: one.role, words: one.mention, name: one.name }));
    const more = [{ role: "time", words: missed.time?.mention ?? null, name: "" }, ...missed.counts.map((one) => ({ role: "count", words: one.mention, name: one.what })), { role: "event", words: missed.trigger, name: missed.type }];
    return [...parts, ...more].flatMap((one) => (one.words ? [{ start: one.words.start, end: one.words.end, path: `missed.${one.role}`, role: one.role, name: one.name }] : []));
  }
  return Object.entries(fields).flatMap(([path, value]) => {
    const one = value as { mention?: Stretch | null; role?: string; name?: string; what?: string } | null;
    return one && typeof one === "object" && one.mention ? [{ start: one.mention.start, end: one.mention.end, path, role: one.role ?? (path === "time" ? "time" : "count"), name: one.name ?? one.what ?? "" }] : [];
  });
}

/** What was typed, with the words that say so: those that were marked before, or else a name that stands in the sentence (of
 * a missed event, in the report) was read off it. */
export function worded(value: unknown, name: string, marked: Stretch | null, detail: Detail, missed: boolean): unknown {
  const one = value as { mention?: Stretch | null } | null, text = detail.report.text;
  if (!one || one.mention || !name) return value;
  const mention = marked ?? wordsIn(text, missed ? { start: 0, end: length(text) } : detail.read.sentence, name);
  return mention ? { ...one, mention, ...("label" in one ? { label: mention.text } : {}) } : value;
}
