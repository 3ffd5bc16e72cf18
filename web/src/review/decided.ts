// What was decided on a claim: all of it, by whom, and what it put in place of what was read.
import { h } from "../dom";
import type { Claim, Decided, Detail } from "./api";
import { plain, ROLES } from "./form";

/** A decision of one's own that can be taken back: its number, and the claim that is looked at anew then. */
export interface Made { number: number; claim: string | null }

export const made = (row: Decided): Made => ({ number: row.number, claim: row.kind === "add" || row.kind === "comment" ? null : row.subject });

/** All that was decided on a claim; null for nothing. */
export function decided(detail: Detail): HTMLElement[] | null {
  if (!detail.decided.length) return null;
  return [
    h("p", {}, detail.disputed ? h("b", {}, "Two people decided differently. ") : null, "Decided so far, all of it kept:"),
    h("ul", {}, detail.decided.map((row) => h("li", {}, h("b", {}, row.author), ` ${row.kind}, ${row.made.slice(0, 10)}: ${row.reason}`,
      detail.corrected.filter((each) => each.number === row.number).map((each) => h("small", {}, ` ${named(each.path, each.value)}: ${short(each.value)}`))))),
  ];
}

/** What a claim has at a path ("places.0", "time"). */
export function read(claim: Claim, path: string): unknown {
  let at: unknown = claim;
  for (const key of path.split(".")) at = at === null || at === undefined ? undefined : (at as Record<string, unknown>)[key];
  return at;
}

const PARTS: Record<string, string> = { actors: "who", places: "where", time: "when", counts: "how many", type: "what" };

/** What a path is called in the form: by the role of what it holds, or its part. */
const named = (path: string, value: unknown): string => {
  const part = path.split(".")[0]!, role = (value as { role?: string } | null)?.role;
  return ROLES[role as keyof typeof ROLES] ?? PARTS[part] ?? part;
};

function short(value: unknown): string {
  if (Array.isArray(value)) return value.map(short).join(", ") || "nothing";
  if (value !== null && typeof value === "object") return String((value as { name?: string; what?: string; start?: string }).name ?? (value as { what?: string }).what ?? (value as { start?: string }).start ?? "…");
  return plain(String(value));
}
