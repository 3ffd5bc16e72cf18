// What is new since the last visit: which reports were there then, kept in this browser and nowhere else.
import type { ClaimRow, Site } from "./data";

const MOST = 20_000; // reports that are kept in mind
const key = (site: Site): string => `contested-seen ${location.pathname} ${site.heading}`;

/** The claims of reports that were not there at the last visit; null at the first, and where nothing may be kept. */
export function unseen(site: Site, claims: ClaimRow[]): ClaimRow[] | null {
  try {
    const kept = localStorage.getItem(key(site)), now = site.reports.map((each) => each.file.slice(0, 12));
    if (now.length && now.length <= MOST) localStorage.setItem(key(site), now.join(" "));
    if (kept === null) return null;
    const seen = new Set(kept.split(" "));
    return claims.filter((each) => !seen.has(site.reports[each.report]?.file.slice(0, 12) ?? ""));
  } catch {
    return null;
  }
}
