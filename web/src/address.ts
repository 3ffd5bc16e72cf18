// The state that a link carries, behind the "#": #claim=ID (or event=ID)&days=2017-05-09..2017-06-06&at=38.2,35.1,8
// for the claims, war=ID for another war than the first, #on=2017-05-25&known=then&place=ID for the situation of a day and the ledger of a place, with=2017-05-11 beside another.
import { type Corners, readArea, writeArea } from "./area";
import { day, iso, type Range } from "./days";

export interface Address {
  claim: string | null; report: string | null; days: Range | null;
  /** What the page shows, the situation's day (ISO) and clock, and the place whose ledger is open. */
  view: "claims" | "overview" | null; on: string | null; against: string | null; known: boolean; place: string | null; event: string | null; war: string | null; area: Corners | null; at: { lon: number; lat: number; zoom: number } | null;
}

export function read(hash: string): Address {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const ends = (query.get("days") ?? query.get("day") ?? "").split("..");
  const first = day(ends[0]), last = day(ends[1] ?? ends[0]);
  const numbers = (query.get("at") ?? "").split(",").map(Number);
  const [lon, lat, zoom] = numbers;
  const valid = numbers.length === 3 && numbers.every(Number.isFinite) && Math.abs(lat!) <= 85 && Math.abs(lon!) <= 360;
  return {
    claim: query.get("claim") || null,
    report: query.get("report") || null,
    view: query.get("view") === "claims" ? "claims" : query.get("view") === "overview" ? "overview" : null,
    on: day(query.get("on")) === null ? null : query.get("on"),
    against: day(query.get("with")) === null ? null : query.get("with"),
    known: query.get("known") === "then",
    place: query.get("place") || null,
    event: query.get("event") || null,
    war: query.get("war") || null,
    area: readArea(query.get("area")),
    days: first !== null && last !== null && first <= last ? { first, last } : null,
    at: valid ? { lon: lon!, lat: lat!, zoom: zoom! } : null,
  };
}

/** What of an address could not be taken as it stands, in words. */
export function unfit(hash: string, at: Address): string[] {
  const query = new URLSearchParams(hash.replace(/^#/, "")), given = (name: string) => Boolean(query.get(name));
  return [
    given("area") && !at.area ? "The area in the address is none, or crosses itself: it is left out." : "",
    (given("days") || given("day")) && !at.days ? "The days in the address are none, or end before they begin: they are left out." : "",
    (given("on") && !at.on) || (given("with") && !at.against) ? "The day in the address is none: write it as 2017-05-27." : "",
  ].filter(Boolean);
}

export function write(address: Address): string {
  const bits: string[] = [];
  if (address.war) bits.push(`war=${encodeURIComponent(address.war)}`);
  if (address.view) bits.push(`view=${address.view}`);
  if (address.on) bits.push(`on=${address.on}`);
  if (address.against) bits.push(`with=${address.against}`);
  if (address.known) bits.push("known=then");
  if (address.place) bits.push(`place=${encodeURIComponent(address.place)}`);
  if (address.claim) bits.push(`claim=${encodeURIComponent(address.claim)}`);
  if (address.report) bits.push(`report=${encodeURIComponent(address.report)}`);
  if (address.event) bits.push(`event=${encodeURIComponent(address.event)}`);
  if (address.days) {
    const { first, last } = address.days;
    bits.push(`days=${iso(first)}${first === last ? "" : `..${iso(last)}`}`);
  }
  if (address.area) bits.push(`area=${writeArea(address.area)}`);
  if (address.at) bits.push(`at=${address.at.lon.toFixed(3)},${address.at.lat.toFixed(3)},${address.at.zoom.toFixed(1)}`);
  return bits.length ? `#${bits.join("&")}` : "";
}
