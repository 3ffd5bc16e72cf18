import { describe, expect, it } from "vitest";
import { read, write } from "../src/address";
import type { ClaimRow, PlaceRow, Site } from "../src/data";
import { day, daysOf, iso, overlap, rangeName, shift } from "../src/days";
import { histogram, inDays, none, passes } from "../src/filter";
import { onDark } from "../src/glyph";
import { groups, MOST, offsets, reach, spot, type Spot } from "../src/group";
import { fold, pieces, points } from "../src/text";

const place = (name: string, lat: number | null, lon: number | null, role = "at"): PlaceRow => ({
  role, relation: "in", extent: "whole", name, level: null, lat, lon, radius_km: null, precision: null, geometry: null,
});
const claim = (more: Partial<ClaimRow> = {}): ClaimRow => ({
  id: "a", report: 0, type: "capture", family: "control", main: true, from: "2017-05-12", to: "2017-05-12", basis: "stated", scope: "event",
  modality: "asserted", outcome: "succeeded", doubt: "solid", agents: ["Army"], patients: [], side: "one", sides: ["one"],
  places: [place("Maskanah", 36, 38)], where: "Maskanah", says: [], counts: [], quote: "took Ḥamāh and Maskanah", confidence: 0.9, ...more,
});
const site = { reports: [{ source: "Gazette", date: "2017-05-14", title: "T" }] } as unknown as Site;

describe("days", () => {
  it("reads ISO dates and nothing else", () => {
    expect(iso(day("2017-06-04T12:00")!)).toBe("2017-06-04");
    expect(day("June 2017")).toBeNull();
  });
  it("names ranges shortly", () => {
    const range = (a: string, b: string) => rangeName({ first: day(a)!, last: day(b)! });
    expect(range("2017-06-04", "2017-06-04")).toBe("4 June 2017");
    expect(range("2017-06-04", "2017-06-06")).toBe("4–6 June 2017");
    expect(range("2017-05-09", "2017-06-06")).toBe("9 May – 6 June 2017");
    expect(range("2016-12-31", "2017-01-01")).toBe("31 December 2016 – 1 January 2017");
  });
  it("falls back to the report's day", () => {
    expect(daysOf(claim({ from: null, to: null }), site.reports[0], "happened")).toEqual({ first: day("2017-05-14"), last: day("2017-05-14") });
    expect(daysOf(claim({ from: null, to: null }), undefined, "happened")).toBeNull();
  });
  it("keeps a window within the whole", () => {
    expect(shift({ first: 3, last: 5 }, 10, { first: 0, last: 8 })).toEqual({ first: 6, last: 8 });
    expect(shift({ first: 3, last: 5 }, -10, { first: 0, last: 8 })).toEqual({ first: 0, last: 2 });
    expect(overlap({ first: 1, last: 2 }, { first: 2, last: 3 })).toBe(true);
  });
});

describe("text", () => {
  it("cuts by code points and loses nothing", () => {
    const text = points("a🎖b liberated c");
    const found = pieces(text, { start: 0, end: text.length }, [
      { start: 4, end: 13, kind: "quote", value: "1" }, { start: 1, end: 6, kind: "wording", value: "x" },
    ]);
    expect(found.map((piece) => piece.text).join("")).toBe("a🎖b liberated c");
    expect(found.filter((piece) => piece.within.some((mark) => mark.kind === "quote")).map((piece) => piece.text).join("")).toBe("liberated");
    expect(found.filter((piece) => piece.ending.length).length).toBe(2);
  });
  it("folds diacritics", () => expect(fold("Ḥamāh")).toBe("hamah"));
});

describe("filter", () => {
  it("finds all words anywhere, without diacritics", () => {
    expect(passes(claim(), { ...none(), query: "hamah gazette" }, site)).toBe(true);
    expect(passes(claim(), { ...none(), query: "hamah raqqa" }, site)).toBe(false);
  });
  it("shows what has no day only with all days", () => {
    const undated = { reports: [{ date: null }] } as unknown as Site;
    const row = claim({ from: null, to: null });
    expect(inDays(row, undated, { first: 0, last: 1 }, "happened", true)).toBe(true);
    expect(inDays(row, undated, { first: 0, last: 1 }, "happened", false)).toBe(false);
  });
  it("counts a claim on each day that it speaks of", () => {
    const whole = { first: day("2017-05-10")!, last: day("2017-05-20")! };
    const bars = histogram([claim(), claim({ from: "2017-05-01", to: "2017-05-30" })], site, whole, "happened");
    expect([...bars.total]).toEqual([1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(bars.long[0]).toBe(1);
  });
});

describe("groups", () => {
  const at = (n: number, lat: number, lon: number): Spot[] =>
    Array.from({ length: n }, (_, i) => spot(claim({ id: `${lat}-${i}`, places: [place(`P${lat}`, lat, lon)] }))!);
  const project = (lon: number, lat: number) => ({ x: lon * 100, y: -lat * 100 });
  it("has no mark for what was not found", () => expect(spot(claim({ places: [place("x", null, null)] }))).toBeNull());
  it("prefers where it took place", () => {
    expect(spot(claim({ places: [place("to", 1, 1, "toward"), place("at", 2, 2)] }))?.place.name).toBe("at");
  });
  it("loses no claim and lets no group touch another", () => {
    const spots = [...at(3, 36, 38), ...at(20, 36.1, 38.1), ...at(1, 36.2, 38.15), ...at(2, 40, 40)];
    const made = groups(spots, project);
    expect(made.flatMap((group) => group.spots).length).toBe(spots.length);
    for (const a of made) for (const b of made)
      if (a !== b) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(reach(a.spots.length) + reach(b.spots.length));
  });
  it("sets marks side by side", () => {
    for (let n = 1; n <= MOST; n++) {
      const all = offsets(n);
      expect(all.length).toBe(n);
      for (const [i, a] of all.entries()) for (const b of all.slice(i + 1)) expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(17);
    }
  });
});

describe("address", () => {
  it("carries the state there and back", () => {
    const state = { claim: "abc", report: null, days: { first: 17000, last: 17003 }, at: { lon: 38.1, lat: 35.2, zoom: 8 } };
    expect(read(write(state))).toEqual(state);
  });
  it("takes nothing it does not understand", () => {
    expect(read("#days=2017-06-04..2017-05-01&at=1,x,3&claim=")).toEqual({ claim: null, report: null, days: null, at: null });
  });
});

it("lifts only dark colours on a dark page", () => {
  expect(onDark("#f0e442")).toBe("#f0e442");
  expect(onDark("#3a3a3a")).not.toBe("#3a3a3a");
});
