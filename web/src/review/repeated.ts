// A correction done again on another claim: the same values in the parts of the same roles.
import type { Claim } from "./api";
import type { Fields } from "./form";

type Part = { role?: string; mention?: unknown };

/** The fields of a correction as they are in a claim; whole lists are of one claim alone and left out. `same`: whether both
 * stand in one report: in another one its words are not, nor are its days and numbers. */
export function repeated(fields: Fields, claim: Claim, same: boolean): Fields {
  const taken: Record<string, number> = {};
  return Object.fromEntries(Object.entries(fields).flatMap(([path, value]): [string, unknown][] => {
    const [part, at] = path.split("."), put = same || !value || typeof value !== "object" || !("mention" in value) ? value : { ...value, mention: null };
    if (Array.isArray(value) || (!same && (part === "time" || part === "counts"))) return [];
    if (at === undefined) return [[path, put]];
    const list = (claim as unknown as Record<string, Part[]>)[part!] ?? [], role = (value as Part).role;
    const own = role === undefined ? Number(at) : list.findIndex((one) => one.role === role);
    const to = own >= 0 && own < list.length ? own : list.length + (taken[part!] = (taken[part!] ?? -1) + 1);
    return [[`${part}.${to}`, put]];
  }));
}
