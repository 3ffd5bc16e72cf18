// The claims that are loaded. Few are all there from the start; of many, those of the days and the view that are shown.
import { type Bars, chunk, type ClaimRow, lookup, part, type Part, type ReportRow, type Site } from "./data";
import { day, type Range } from "./days";

export type Box = [number, number, number, number]; // west, south, east, north
const MOST = 20_000; // claims that are loaded at once; more would make list and map slow
const FIRST = 2_000; // claims of the days that a page of many opens on

/** Whether a file may hold claims of these days in this box; one without a day or a place may hold any. */
export function holds({ first, last, box }: Part, days: Range, view: Box | null): boolean {
  const from = day(first), to = day(last);
  const then = from === null || to === null || (from <= days.last && days.first <= to);
  return then && (box === null || view === null || (box[0] <= view[2] && view[0] <= box[2] && box[1] <= view[3] && view[1] <= box[3]));
}

/** The last days of the slider on which no more than `FIRST` claims speak of a day, at least one. */
export function recent(bars: Bars): Range {
  const from = day(bars.first)!, last = day(bars.last)!;
  let first = last, sum = 0;
  for (let at = last; at >= from; at--) {
    for (const row of Object.values(bars.short)) sum += row[at - from] ?? 0;
    if (sum > FIRST && at < last) break;
    first = at;
  }
  return { first, last };
}

export class Store {
  readonly many: boolean;
  private readonly known = new Set<string>();
  private readonly loaded = new Set<string>();
  private turn = 0;

  constructor(private readonly site: Site, readonly claims: ClaimRow[]) {
    this.many = site.bars !== null;
    for (const claim of claims) this.known.add(claim.id);
  }

  /** Load what days and view need; true if there is more than before. Files of the latest days come first. */
  async need(days: Range, view: Box | null): Promise<boolean> {
    if (!this.many) return false;
    const turn = ++this.turn, before = this.claims.length;
    const wanted = this.site.parts.filter((each) => !this.loaded.has(each.file) && holds(each, days, view))
      .sort((a, b) => ((a.last ?? "") < (b.last ?? "") ? 1 : -1));
    for (const each of wanted) {
      if (turn !== this.turn || this.claims.length + each.n > MOST) break;
      const { rows, reports } = await part(each);
      this.loaded.add(each.file);
      for (const [number, report] of Object.entries(reports)) this.site.reports[Number(number)] ??= report;
      this.take(rows);
    }
    return this.claims.length > before;
  }

  /** A claim by its id, loaded if it has to be; null for one that is not there. */
  async find(id: string): Promise<ClaimRow | null> {
    const here = () => this.claims.find((each) => each.id === id) ?? null;
    if (here() || !this.many) return here();
    const at = await lookup<[number, string]>("index", id);
    if (at) await this.report(at[1]);
    return here();
  }

  /** The number of a report by its file's name; -1 for one that is not there. */
  async report(file: string): Promise<number> {
    const here = this.site.reports.findIndex((each) => each?.file === file);
    if (here >= 0 || !this.many) return here;
    const data = await chunk(file).catch(() => null), number = data?.rows?.[0]?.report;
    if (!data?.row || number === undefined) return -1;
    this.site.reports[number] ??= data.row satisfies ReportRow;
    this.take(data.rows ?? []);
    return number;
  }

  private take(rows: ClaimRow[]): void {
    for (const row of rows) if (!this.known.has(row.id)) { this.known.add(row.id); this.claims.push(row); }
  }
}
