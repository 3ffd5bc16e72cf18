// Days as whole numbers since 1 January 1970, UTC: no clock and no time zone of the reader's machine takes part.
import type { ClaimRow, ReportRow } from "./data";

export type Basis = "happened" | "published";
/** An interval of days, both ends in it. */
export interface Range { first: number; last: number }

const MS = 86_400_000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** The day of an ISO date ("2017-06-04" or longer), null for what is none. */
export function day(iso: string | null | undefined): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  if (!match) return null;
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return Number.isNaN(ms) ? null : ms / MS;
}

export const iso = (value: number): string => new Date(value * MS).toISOString().slice(0, 10);

export const parts = (value: number): { year: number; month: number; date: number } => {
  const at = new Date(value * MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate() };
};

/** "4 Jun 2017", where there is little room. */
export const dayBrief = (value: number): string => `${dayName(value, true)} ${parts(value).year}`;

/** "4 June 2017"; `short` gives "4 Jun". */
export function dayName(value: number, short = false): string {
  const { year, month, date } = parts(value);
  const name = MONTHS[month] ?? "";
  return short ? `${date} ${name.slice(0, 3)}` : `${date} ${name} ${year}`;
}

/** "4 June 2017", "9–12 May 2017", "9 May – 6 June 2017". */
export function rangeName({ first, last }: Range): string {
  if (first === last) return dayName(first);
  const a = parts(first), b = parts(last);
  if (a.year !== b.year) return `${dayName(first)} – ${dayName(last)}`;
  if (a.month !== b.month) return `${a.date} ${MONTHS[a.month]} – ${dayName(last)}`;
  return `${a.date}–${dayName(last)}`;
}

/** The days that a claim speaks of, else its report's day; null if neither is known. */
export function daysOf(claim: ClaimRow, report: ReportRow | undefined, basis: Basis): Range | null {
  let found = known[basis].get(claim);
  if (found === undefined) {
    found = reckoned(claim, report, basis);
    if (report) known[basis].set(claim, found); // one that is not loaded yet may say more
  }
  return found;
}

const known: Record<Basis, WeakMap<ClaimRow, Range | null>> = { happened: new WeakMap(), published: new WeakMap() };

function reckoned(claim: ClaimRow, report: ReportRow | undefined, basis: Basis): Range | null {
  const published = day(report?.date);
  const said = basis === "happened" ? [day(claim.from), day(claim.to)] : [published, published];
  const first = said[0] ?? said[1] ?? published, last = said[1] ?? said[0] ?? published;
  return first === null || last === null ? null : { first: Math.min(first, last), last: Math.max(first, last) };
}

const NEAR = 3; // a claim of no more days than this speaks of days, a longer one of a span
const SLACK = 14; // days before and after the reports that a slider takes in at least, if claims speak of them

/** Whether an interval is long: a span of time and no day. */
export const isSpan = (days: Range): boolean => days.last - days.first >= NEAR;

const around = (all: Range[]): Range | null =>
  all.length ? all.reduce((a, b) => ({ first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) })) : null;

/** All days that claims speak of or reports came out on; today has no part in it. */
export function extent(claims: ClaimRow[], reports: ReportRow[]): Range {
  const spoken = claims.flatMap((claim) => daysOf(claim, reports[claim.report], "happened") ?? []);
  return around([...spoken, ...published(reports)]) ?? { first: 0, last: 0 };
}

const published = (reports: ReportRow[]): Range[] => reports.flatMap((report) => {
  const at = day(report.date);
  return at === null ? [] : [{ first: at, last: at }];
});

/**
 * The days that the slider is for: those that reports came out on, and those that claims tell to the day, as far as
 * they lie no further from the reports than these from one another. One look back to years ago does not stretch it.
 */
export function bulk(claims: ClaimRow[], reports: ReportRow[], of = reports): Range {
  const short = claims.flatMap((claim) => daysOf(claim, reports[claim.report], "happened") ?? []).filter((days) => !isSpan(days));
  const out = around(published(of));
  if (!out) return around(short) ?? extent(claims, reports);
  const far = Math.max(SLACK, out.last - out.first);
  const near = short.filter((days) => days.first >= out.first - far && days.last <= out.last + far);
  return around([...near, out]) ?? out;
}

export const overlap = (a: Range, b: Range): boolean => a.first <= b.last && b.first <= a.last;

/** Move a range by some days, kept as long as it is and within the whole. */
export function shift(range: Range, by: number, whole: Range): Range {
  const step = Math.max(whole.first - range.first, Math.min(whole.last - range.last, by));
  return { first: range.first + step, last: range.last + step };
}
