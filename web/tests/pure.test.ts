import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Address, read, unfit, write } from "../src/address";
import { asked, narrowed } from "../src/wars";
import type { ClaimRow, PlaceRow, Site } from "../src/data";
import { bulk, day, daysOf, extent, iso, overlap, rangeName, shift } from "../src/days";
import { beyond, histogram, inDays, none, passes } from "../src/filter";
import { onDark } from "../src/glyph";
import { groups, MOST, offsets, reach, spot, type Spot } from "../src/group";
import { placesName } from "../src/popover";
import { type Corners, crosses, holds as holdsSpot, readArea, wouldCross, writeArea } from "../src/area";
import { weeks } from "../src/overview";
import { frame } from "../src/share";
import { csv } from "../src/table";
import { differences, reasons } from "../src/changes";
import { figure, percent } from "../src/percent";
import { heard, type Held, nearest, type Road, type Scene, speaksFor, stretches, type Word } from "../src/scene";
import type { Claim } from "../src/review/api";
import { anew } from "../src/review/changes";
import { moments } from "../src/review/form";
import { degrees } from "../src/review/hand";
import { repeated } from "../src/review/repeated";
import { stepped, wordsIn, wordsOf } from "../src/review/text";
import { holds, recent } from "../src/store";
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
    assert.equal(iso(day("2017-06-04T12:00")!), "2017-06-04");
    assert.equal(day("June 2017"), null);
  });
  it("names ranges shortly", () => {
    const range = (a: string, b: string) => rangeName({ first: day(a)!, last: day(b)! });
    assert.equal(range("2017-06-04", "2017-06-04"), "4 June 2017");
    assert.equal(range("2017-06-04", "2017-06-06"), "4–6 June 2017");
    assert.equal(range("2017-05-09", "2017-06-06"), "9 May – 6 June 2017");
    assert.equal(range("2016-12-31", "2017-01-01"), "31 December 2016 – 1 January 2017");
  });
  it("falls back to the report's day", () => {
    assert.deepEqual(daysOf(claim({ from: null, to: null }), site.reports[0], "happened"), { first: day("2017-05-14"), last: day("2017-05-14") });
    assert.equal(daysOf(claim({ from: null, to: null }), undefined, "happened"), null);
  });
  it("reckons the days of a claim again once its report is there", () => {
    const row = claim({ from: null, to: null });
    assert.equal(daysOf(row, undefined, "published"), null);
    assert.equal(iso(daysOf(row, site.reports[0], "published")!.first), "2017-05-14");
    assert.equal(iso(daysOf(claim(), site.reports[0], "happened")!.first), "2017-05-12");
  });
  it("lets no look back to years ago stretch the slider", () => {
    const rows = [claim(), claim({ from: "2017-05-09", to: "2017-05-11" }), claim({ from: "2014-01-01", to: "2017-05-13" }), claim({ from: "2015-03-02", to: "2015-03-02" })];
    const slider = bulk(rows, site.reports);
    assert.deepEqual([iso(slider.first), iso(slider.last)], ["2017-05-09", "2017-05-14"]);
    assert.equal(iso(extent(rows, site.reports).first), "2014-01-01");
    const { before, after } = beyond(rows, site, slider, "happened");
    assert.deepEqual([before.count, iso(before.to), after.count], [2, "2014-01-01", 0]);
    assert.ok(rows.every((row) => inDays(row, site, slider, "happened", true)));
    assert.deepEqual(rows.map((row) => inDays(row, site, { first: before.to, last: slider.first - 1 }, "happened", false)), [false, false, true, true]);
  });
  it("takes the claims' days where no report has one", () => {
    assert.deepEqual(bulk([claim()], []), { first: day("2017-05-12"), last: day("2017-05-12") });
    assert.deepEqual(bulk([], []), { first: 0, last: 0 });
  });
  it("keeps a window within the whole", () => {
    assert.deepEqual(shift({ first: 3, last: 5 }, 10, { first: 0, last: 8 }), { first: 6, last: 8 });
    assert.deepEqual(shift({ first: 3, last: 5 }, -10, { first: 0, last: 8 }), { first: 0, last: 2 });
    assert.equal(overlap({ first: 1, last: 2 }, { first: 2, last: 3 }), true);
  });
});

describe("text", () => {
  it("cuts by code points and loses nothing", () => {
    const text = points("a🎖b liberated c");
    const found = pieces(text, { start: 0, end: text.length }, [
      { start: 4, end: 13, kind: "quote", value: "1" }, { start: 1, end: 6, kind: "wording", value: "x" },
    ]);
    assert.equal(found.map((piece) => piece.text).join(""), "a🎖b liberated c");
    assert.equal(found.filter((piece) => piece.within.some((mark) => mark.kind === "quote")).map((piece) => piece.text).join(""), "liberated");
    assert.equal(found.filter((piece) => piece.ending.length).length, 2);
  });
  it("folds diacritics", () => assert.equal(fold("Ḥamāh"), "hamah"));
});

describe("filter", () => {
  it("finds all words anywhere, without diacritics", () => {
    assert.equal(passes(claim(), { ...none(), query: "hamah gazette" }, site), true);
    assert.equal(passes(claim(), { ...none(), query: "hamah raqqa" }, site), false);
  });
  it("shows what has no day only with all days", () => {
    const undated = { reports: [{ date: null }] } as unknown as Site;
    const row = claim({ from: null, to: null });
    assert.equal(inDays(row, undated, { first: 0, last: 1 }, "happened", true), true);
    assert.equal(inDays(row, undated, { first: 0, last: 1 }, "happened", false), false);
  });
  it("counts a claim on each day that it speaks of", () => {
    const whole = { first: day("2017-05-10")!, last: day("2017-05-20")! };
    const bars = histogram([claim(), claim({ from: "2017-05-01", to: "2017-05-30" })], site, whole, "happened");
    assert.deepEqual([...bars.total], [1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1]);
    assert.equal(bars.long[0], 1);
  });
});

describe("groups", () => {
  const at = (n: number, lat: number, lon: number): Spot[] =>
    Array.from({ length: n }, (_, i) => spot(claim({ id: `${lat}-${i}`, places: [place(`P${lat}`, lat, lon)] }))!);
  const project = (lon: number, lat: number) => ({ x: lon * 100, y: -lat * 100 });
  it("has no mark for what was not found", () => assert.equal(spot(claim({ places: [place("x", null, null)] })), null));
  it("sets no mark in the middle of a country", () => {
    const country = { ...place("Syria", 35, 38), level: "country" };
    assert.equal(spot(claim({ places: [country] })), null);
    assert.equal(spot(claim({ places: [country, place("Maskanah", 36, 38, "toward")] }))?.place.name, "Maskanah");
  });
  it("prefers where it took place", () => {
    assert.equal(spot(claim({ places: [place("to", 1, 1, "toward"), place("at", 2, 2)] }))?.place.name, "at");
  });
  it("loses no claim and lets no group touch another", () => {
    const spots = [...at(3, 36, 38), ...at(20, 36.1, 38.1), ...at(1, 36.2, 38.15), ...at(2, 40, 40)];
    const made = groups(spots, project);
    assert.equal(made.flatMap((group) => group.spots).length, spots.length);
    for (const a of made) for (const b of made)
      if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= reach(a.spots.length) + reach(b.spots.length));
  });
  it("names the places of a bubble", () => {
    assert.equal(placesName(["A"]), "A");
    assert.equal(placesName(["A", "B"]), "A and B");
    assert.equal(placesName(["A", "B", "C"]), "A and 2 other places");
  });
  it("sets marks side by side", () => {
    for (let n = 1; n <= MOST; n++) {
      const all = offsets(n);
      assert.equal(all.length, n);
      for (const [i, a] of all.entries()) for (const b of all.slice(i + 1)) assert.ok(Math.hypot(a[0] - b[0], a[1] - b[1]) > 17);
    }
  });
});

describe("review in words", () => {
  it("says a day once, and hours plainly", () => {
    assert.deepEqual([moments("2024-05-07T05:00", "2024-05-07T11:59"), moments("2024-05-07", "2024-05-09"), moments("2024-05-07", null), moments(null, null), moments("2024-05-07T20:00", "2024-05-08T05:00")],
      ["2024-05-07, 05:00 to 11:59", "2024-05-07 to 2024-05-09", "2024-05-07", "not known", "2024-05-07, 20:00 to 2024-05-08, 05:00"]);
  });
  it("does a correction again in the parts of the same roles, words, days and numbers in the same report alone", () => {
    const claim = { actors: [{ role: "patient" }, { role: "agent" }], places: [], counts: [] } as unknown as Claim;
    const who = { role: "agent", name: "A", mention: { start: 0, end: 1, text: "A" } }, where = { role: "at", name: "B", mention: null };
    const fields = { "actors.0": who, "places.1": where, time: { start: "2024-05-07", mention: null }, outcome: "failed", counts: [] };
    assert.deepEqual(repeated(fields, claim, true), { "actors.1": who, "places.0": where, time: fields.time, outcome: "failed" });
    assert.deepEqual(repeated(fields, claim, false), { "actors.1": { ...who, mention: null }, "places.0": where, outcome: "failed" });
  });
  it("says what of an event is told anew", () => {
    const one = { id: "a", type: "capture", time: { start: "2024-05-07", end: null }, place: { name: "Homs" }, actors: [{ role: "agent", name: "A" }], outcome: "succeeded", counts: [] };
    assert.deepEqual(anew(one, { ...one, place: { name: "Hama" } }), ["capture · Homs · 2024-05-07", "capture · Hama · 2024-05-07"]);
    assert.deepEqual(anew(one, { ...one, actors: [{ role: "agent", name: "B" }] }), ["capture · Homs · 2024-05-07 · who did it: A", "who did it: B"]);
    assert.equal(anew(one, one)[1], "the same, on other words");
  });
});

describe("wars", () => {
  const wars = ["syria", "ukraine"].map((id) => ({ id, name: id, last: "2022-10-03", at: "data/" }));
  const site = { wars, bars: null, total: [2, 2] } as unknown as Site;
  const claims = [{ id: "a", report: 0, war: "syria" }, { id: "b", report: 1, war: "ukraine" }, { id: "c", report: 1, war: null }] as unknown as ClaimRow[];
  it("opens on the one asked for, on that of a claim, else on the first", () => {
    const of = (hash: string) => asked(site, claims, read(hash))?.id ?? null;
    assert.deepEqual(["", "#war=ukraine", "#war=all", "#war=none", "#claim=b", "#claim=c", "#claim=gone"].map(of), ["syria", "ukraine", null, "syria", "ukraine", null, "syria"]);
    assert.equal(asked({ ...site, wars: [] }, claims, read("#war=ukraine")), null);
  });
  it("counts the claims of the war that is shown", () => {
    assert.deepEqual(narrowed(site, claims, wars[1]!).site.total, [1, 1]);
    assert.equal(narrowed(site, claims, null).claims.length, 3);
  });
});

describe("address", () => {
  it("carries the state there and back", () => {
    const state: Address = { claim: "abc", report: null, days: { first: 17000, last: 17003 }, view: null, against: "2017-05-11", on: "2017-05-25", known: true, place: "geonames:1", event: "ab", war: "syria", area: [[38, 35], [39, 35], [38.5, 36]], at: { lon: 38.1, lat: 35.2, zoom: 8 } };
    assert.deepEqual(read(write(state)), state);
  });
  it("says what it does not understand", () => {
    const said = (hash: string) => unfit(hash, read(hash)).length;
    assert.deepEqual(["#days=2017-06-04..2017-05-01&area=37,35,38,36,38,35,37,36&on=tomorrow", "#days=2017-06-04&on=2017-06-04&area=", ""].map(said), [3, 0, 0]);
  });
  it("takes nothing it does not understand", () => {
    assert.deepEqual(read("#days=2017-06-04..2017-05-01&at=1,x,3&claim="), { claim: null, report: null, days: null, view: null, on: null, against: null, known: false, place: null, event: null, war: null, area: null, at: null });
  });
});

it("lifts only dark colours on a dark page", () => {
  assert.equal(onDark("#f0e442"), "#f0e442");
  assert.notEqual(onDark("#3a3a3a"), "#3a3a3a");
});

describe("the situation", () => {
  const word = (more: Partial<Word>): Word => ({
    claim: "a", quote: "q", source: null, known: "2017-05-20", day: "2017-05-12", voice: "v", voice_side: null, stance: "third party", says: "holds", sides: ["one"],
    credence: 0.7, why: [], admiralty: ["C", "3"], share: 1, again: [], ...more,
  });
  it("takes the last published day by the one that is asked for", () => {
    const days = ["2017-05-10", "2017-05-17", "2017-05-24"];
    assert.deepEqual([null, "2017-05-20", "2017-05-24", "2016-01-01"].map((each) => nearest(days, each)), ["2017-05-24", "2017-05-17", "2017-05-24", "2017-05-10"]);
  });
  it("counts a word from its day on, or from the day that it was known", () => {
    assert.equal(heard([word({})], "2017-05-12", "was").length, 1);
    assert.equal(heard([word({})], "2017-05-12", "known").length, 0);
    assert.equal(heard([word({})], "2017-05-20", "known").length, 1);
    assert.equal(heard([word({})], "2017-05-11", "was").length, 0);
  });
  it("tells words for a side from words against it", () => {
    assert.deepEqual([speaksFor(word({}), "one"), speaksFor(word({}), "two"), speaksFor(word({ says: "does not hold" }), "one"), speaksFor(word({ says: "does not hold" }), "two")],
      [true, false, false, true]);
  });
  it("draws a stretch once, by the side for which it is open", () => {
    const road = (side: string, status: "open" | "cut"): Road => ({ id: "r", name: "R", from: "a", to: "b", side, status, since: null, claims: [],
      stretches: [{ from: "a", to: "b", status, basis: null, disagreement: null, claims: [], line: [[0, 0], [1, 1]] }] });
    assert.deepEqual(stretches([road("two", "cut"), road("one", "open")]).map((each) => each.road.side), ["one"]);
  });
});

describe("the files of many claims", () => {
  const file = { file: "2017-05", first: "2017-05-01", last: "2017-05-31", box: [36, 33, 38, 35] as [number, number, number, number], n: 1 };
  const days = (a: string, b: string) => ({ first: day(a)!, last: day(b)! });
  it("are loaded for their days and their box", () => {
    assert.equal(holds(file, days("2017-05-31", "2017-06-02"), [37, 34, 40, 40]), true);
    assert.equal(holds(file, days("2017-06-01", "2017-06-02"), null), false);
    assert.equal(holds(file, days("2017-05-31", "2017-06-02"), [39, 34, 40, 40]), false);
    assert.equal(holds({ ...file, box: null, first: null }, days("2020-01-01", "2020-01-01"), [0, 0, 1, 1]), true);
  });
  it("open on the last days that are not too many", () => {
    const bars = { first: "2017-05-01", last: "2017-05-04", short: { a: [900, 1500, 400, 300], b: [0, 0, 100, 0] }, long: [0, 0, 0, 0] };
    assert.deepEqual(recent(bars), days("2017-05-03", "2017-05-04"));
    assert.deepEqual(recent({ ...bars, short: { a: [0, 0, 0, 9000] } }), days("2017-05-04", "2017-05-04"));
  });
});

describe("what is typed", () => {
  it("is found as whole words of the stretch, whatever their case", () => {
    const text = "𝄞 Mork. Near Morkan, the post at MORK fell.", all = { start: 0, end: Array.from(text).length };
    assert.deepEqual(wordsIn(text, all, "mork"), { start: 2, end: 6, text: "Mork" });
    assert.deepEqual(wordsIn(text, { start: 7, end: all.end }, "Mork"), { start: 33, end: 37, text: "MORK" });
    assert.equal(wordsIn(text, all, "Mo"), null);
    assert.equal(wordsIn(text, all, ""), null);
  });
  it("may end in degrees", () => {
    assert.deepEqual(degrees("Senkove 49.53, 37.71"), { name: "Senkove", lat: 49.53, lon: 37.71 });
    assert.deepEqual(degrees("-3.2 29"), { name: "", lat: -3.2, lon: 29 });
    assert.equal(degrees("Checkpoint 49"), null);
    assert.equal(degrees("Senkove 95, 37"), null);
  });
});

describe("marking by key", () => {
  const text = "𝄞 In al-Bab, 1,200 fled.", words = wordsOf(text);
  const said = (one: { start: number; end: number } | null) => one && Array.from(text).slice(one.start, one.end).join("");
  it("cuts words by code points, hyphens and numbers whole", () => {
    assert.deepEqual(words.map(said), ["In", "al-Bab", "1,200", "fled"]);
  });
  it("begins with the sentence, goes on by a word and stays at the ends", () => {
    const first = stepped(words, null, 1, false, 5);
    assert.equal(said(first), "al-Bab");
    assert.equal(said(stepped(words, first, 1, false, 0)), "1,200");
    assert.equal(said(stepped(words, words[0]!, -1, false, 0)), "In");
  });
  it("takes one word more and gives it back", () => {
    const two = stepped(words, words[1]!, 1, true, 0);
    assert.equal(said(two), "al-Bab, 1,200");
    assert.equal(said(stepped(words, two, -1, true, 0)), "al-Bab");
    assert.equal(said(stepped(words, two, 1, false, 0)), "fled");
  });
});

describe("two days", () => {
  const side = (id: string | null) => id ?? "nobody";
  const held = (id: string, by: string, status: Held["status"] = "held"): Held => ({ id, side: by, status, p: 0.9, other: "b", q: 0.1, since: "2020-01-01", last: null, claims: 1 });
  const scene = (places: Held[], roads: Road[] = []): Scene => ({ land: [], places, fronts: [], pockets: [], roads });
  const spots = ["x", "y"].map((id) => ({ id, name: id.toUpperCase(), lat: 0, lon: 0, file: id }));
  it("differ in places that stand otherwise, and in no others", () => {
    const found = differences(scene([held("x", "a"), held("y", "a")]), scene([held("x", "b"), held("y", "a")]), spots, side);
    assert.deepEqual(found.map(({ key, before, after }) => [key, before, after]), [["x", "held by a", "held by b"]]);
    assert.deepEqual(differences(scene([]), scene([held("y", "a", "unknown")]), spots, side).map((each) => [each.before, each.after]), [["no report", "unknown"]]);
  });
  it("rest on what came to count between them, for whoever holds the place", () => {
    const word = (claim: string, day: string, sides: string[], credence: number) => ({ claim, day, known: day, says: "holds", sides, credence }) as Word;
    const words = [word("old", "2020-01-01", ["b"], 0.9), word("other", "2020-01-03", ["a"], 0.9), word("less", "2020-01-03", ["b"], 0.4), word("more", "2020-01-04", ["b"], 0.8)];
    const ledger = { id: "x", name: "X", words, was: {}, known: {} };
    assert.deepEqual(reasons(ledger, "2020-01-01", "2020-01-05", "was", "b").map((each) => each.claim), ["more", "less"]);
    assert.deepEqual(reasons(ledger, "2020-01-01", "2020-01-03", "known", null).map((each) => each.claim), ["other", "less"]);
  });
});

it("never calls a share certain", () => {
  assert.deepEqual([1, 0.996, 0.5, 0.001, 0].map(percent), ["over 99 %", "over 99 %", "50 %", "under 1 %", "under 1 %"]);
  assert.deepEqual([1, 0.5].map(figure), ["over 0.99", "0.50"]);
});

describe("a drawn area", () => {
  const square: Corners = [[0, 0], [2, 0], [2, 2], [0, 2]];
  it("holds what lies in it", () => assert.deepEqual([holdsSpot(square, 1, 1), holdsSpot(square, 3, 1)], [true, false]));
  it("may not cross itself", () => {
    assert.deepEqual([crosses(square), crosses([[0, 0], [2, 2], [2, 0], [0, 2]]), crosses([[0, 0], [1, 1], [2, 2]])], [false, true, false]);
    assert.ok(wouldCross([[0, 0], [2, 2], [2, 0]], [0, 2]));
    assert.ok(!wouldCross([[0, 0], [2, 2], [2, 0]], [3, 0]));
    assert.equal(readArea("0,0,2,2,2,0,0,2"), null);
    assert.deepEqual(readArea(writeArea(square)), square);
  });
});

describe("handing on", () => {
  it("writes code that holds no markup of the address", () => {
    assert.ok(frame('https://x.example/a/?y=1#on=2017-06-04&at=1,2,3', 'A "war" <b>').includes('src="https://x.example/a/?embed#on=2017-06-04&amp;at=1,2,3" title="A &quot;war&quot; &lt;b>"'));
  });
  it("keeps a spreadsheet from taking words for formulas", () => {
    const claim = { id: "a", report: 0, type: "capture", from: null, to: null, modality: "asserted", outcome: "unknown", agents: ["=HYPERLINK(1)"], patients: [], where: 'A, "B"', counts: [], says: [], confidence: 0.5, quote: "-1", places: [] as PlaceRow[] } as unknown as ClaimRow;
    const site = { reports: [{ source: "S", date: "2017-01-01" }] } as unknown as Site;
    assert.equal(csv([claim], site).split("\r\n")[1], `a,capture,,,asserted,unknown,'=HYPERLINK(1),,"A, ""B""",,,,,S,2017-01-01,0.5,'-1`);
  });
  it("counts claims by week from Monday", () => {
    const claim = (to: string, family: string) => ({ report: 0, from: to, to, family }) as unknown as ClaimRow;
    const found = weeks([claim("2017-06-04", "control"), claim("2017-06-05", "control"), claim("2017-06-20", "losses")], { reports: [] } as unknown as Site, "happened");
    assert.deepEqual(found.map((each) => [iso(each.monday), [...each.counts.values()]]), [["2017-05-29", [1]], ["2017-06-05", [1]], ["2017-06-12", []], ["2017-06-19", [1]]]);
  });
});
