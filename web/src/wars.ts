// Of several wars one is shown at a time: which, and what of the data is of it.
import type { Address } from "./address";
import type { ClaimRow, Part, Site, War } from "./data";
import { h, icon } from "./dom";

/** In an address: claims of whatever war, without a situation. */
export const ALL = "all";

/** The war that is asked for by an address, or that of the claim it opens; the first where it asks for none; null where all of them are shown, or only one there is. */
export function asked(site: Site, claims: ClaimRow[], at: Address): War | null {
  const wars = site.wars ?? [], named = wars.find((each) => each.id === at.war);
  if (named || at.war === ALL || !wars.length) return named ?? null;
  const opened = at.claim && claims.find((each) => each.id === at.claim);
  return opened ? wars.find((each) => each.id === opened.war) ?? null : wars[0] ?? null;
}

export const isOf = (claim: ClaimRow, war: War | null): boolean => war === null || claim.war === war.id;

/** The claims of a war, and the site with as many claims and reports, and of many claims with the days and files, as these have. */
export function narrowed(site: Site, claims: ClaimRow[], war: War | null): { site: Site; claims: ClaimRow[] } {
  if (war === null) return { site, claims };
  if (site.bars) {
    const { bars = site.bars, total = site.total } = war, within = (each: Part) => each.first === null || each.last === null || (each.first <= bars.last && bars.first <= each.last);
    return { site: { ...site, bars, total, parts: site.parts.filter(within) }, claims };
  }
  const mine = claims.filter((each) => isOf(each, war));
  return { site: { ...site, total: [mine.length, new Set(mine.map((each) => each.report)).size] }, claims: mine };
}

/** The address of another war, without what was open of this one. */
export const go = (id: string): void => { location.hash = `#war=${encodeURIComponent(id)}`; };

/** A list to choose a war from; null where there is only one. */
export function picker(site: Site, war: War | null): HTMLElement | null {
  if (!site.wars?.length) return null;
  const select = h("select", { "aria-label": "War", onchange: () => go(select.value) },
    site.wars.map((each) => h("option", { value: each.id, selected: each.id === war?.id }, each.name)),
    h("option", { value: ALL, selected: war === null }, "All claims, of whatever war"));
  return h("p", { class: "select war" }, select, icon("down"));
}
