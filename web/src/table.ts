// The claims of the list as a table for a spreadsheet (RFC 4180), and handing a file over.
import type { ClaimRow, Site } from "./data";
import { spot } from "./group";
import { h } from "./dom";

const COLUMNS = ["id", "type", "from", "to", "status", "outcome", "who", "to_whom", "place", "lat", "lon", "counts", "says", "source", "published", "confidence", "quote"];

/** A cell; one that a spreadsheet would take for a formula is kept from it by an apostrophe. */
function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value), safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(claims: ClaimRow[], site: Site): string {
  const rows = claims.map((each) => {
    const report = site.reports[each.report], at = spot(each);
    return [each.id, each.type, each.from, each.to, each.modality, each.outcome, each.agents.join("; "), each.patients.join("; "), each.where, at?.lat ?? null, at?.lon ?? null,
      each.counts.join("; "), each.says.join("; "), report?.source ?? null, report?.date ?? null, each.confidence, each.quote].map(cell).join(",");
  });
  return [COLUMNS.join(","), ...rows, ""].join("\r\n");
}

/** Hand a file over to whoever sits before the page. */
export function save(name: string, content: Blob): void {
  const link = h("a", { href: URL.createObjectURL(content), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
