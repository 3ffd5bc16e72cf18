// What a claim says, in plain words. The words themselves come with the data: `words.toml` of the package.
import type { Claim, ClaimRow, Site } from "./data";
import { spot } from "./group";

export const typeName = (type: string): string => {
  const text = type.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export const word = (site: Site, table: string, value: string | number | null): string =>
  value === null ? "" : site.words[table]?.[String(value)] ?? String(value).replaceAll("_", " ");

export const titleOf = (row: { type: string; where: string }): string =>
  row.where ? `${typeName(row.type)} · ${row.where}` : typeName(row.type);

/** "Syrian Army → Islamic State": who does it and who undergoes it. */
export function actorsOf(row: ClaimRow): string {
  const agents = row.agents.join(", "), patients = row.patients.join(", ");
  if (agents && patients) return `${agents} → ${patients}`;
  return agents || (patients ? `→ ${patients}` : "");
}

/** Whose word it is: innermost first, the report last. */
export const voices = (row: ClaimRow, site: Site): string[] =>
  [...row.says, site.reports[row.report]?.source ?? "the report"].filter((name, i, all) => all.indexOf(name) === i);

/** How the claim is put, in sentences. */
export function manner(claim: Claim, site: Site): string[] {
  const said = [word(site, "modality", claim.modality)];
  if (claim.polarity === "negated") said.push(word(site, "polarity", claim.polarity));
  if (claim.outcome !== "unknown") said.push(word(site, "outcome", claim.outcome));
  if (claim.scope !== "event") said.push(word(site, "scope", claim.scope));
  return said;
}

/** A short tag for what is not simply stated; empty for what is. */
export function tag(row: ClaimRow, site: Site): string {
  const bits: string[] = [];
  if (row.modality !== "asserted" && row.modality !== "reported") bits.push(word(site, "modality_short", row.modality));
  if (row.doubt === "struck" && row.modality !== "denied" && row.outcome !== "failed") bits.push("said not to be so");
  if (row.outcome === "failed") bits.push("said to have failed");
  if (row.scope === "cumulative") bits.push("a total over time");
  return bits.join(", ");
}

/** Why a claim has no mark on the map; empty for one that has. */
export function unplaced(row: ClaimRow): string {
  if (spot(row)) return "";
  if (row.places.some((place) => place.level === "country" && place.lat !== null)) return "only the country given";
  return row.places.length ? "place not found" : "no place given";
}

/** One line for people who cannot see the mark. */
export function spoken(row: ClaimRow, site: Site, days: string): string {
  return [titleOf(row), actorsOf(row).replace("→", "against"), days, tag(row, site), `according to ${voices(row, site)[0]}`]
    .filter(Boolean).join(", ");
}
