// Times, counts and spots by hand, where no words of the report say them: beside the candidates, so that a form that is drawn
// anew takes no field away from under the keys.
import { h } from "../dom";
import type { Count, Place, When } from "./api";
import { plain } from "./form";

const WHAT = ["killed", "wounded", "killed_or_wounded", "captured", "missing", "displaced", "arrested", "settlements", "vehicles", "area_km2"];
const NO_TIME: When = { start: null, end: null, basis: "stated", mention: null };
const NO_COUNT: Count = { what: "killed", whom: null, low: null, high: null, best: null, mention: null };

/** Days as EDTF (ISO 8601-2) writes them. */
const edtf = (from: string, to: string): string | null => (from && to && from !== to ? `${from}/${to}` : from || to || null);

const DEGREES = /^(.*?)[\s,]*(-?\d{1,2}(?:\.\d+)?)\s*[,\s]\s*(-?\d{1,3}(?:\.\d+)?)$/;

/** A name with degrees behind it ("Senkove 49.53, 37.71"); null where none are. */
export function degrees(typed: string): { name: string; lat: number; lon: number } | null {
  const found = DEGREES.exec(typed.trim());
  const lat = Number(found?.[2]), lon = Number(found?.[3]);
  return found && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { name: found[1]!, lat, lon } : null;
}

const AROUND = 2; // kilometres: how far a spot that somebody pointed at may be off

/** A place that no index has, where somebody pointed at the map or gave degrees. */
export const spotted = (role: string, name: string, lat: number, lon: number): Place => ({
  role, relation: "in", extent: "whole", id: null, name, level: "settlement", admin1: null, admin2: null, pcode: null,
  lat: Number(lat.toFixed(4)), lon: Number(lon.toFixed(4)), radius_km: AROUND, geometry: null, precision: 2, candidates: 1, margin: null, mention: null,
});

/** Fields that give a value at each change, and whole on `Enter`; with `once`, when it is asked for alone. */
function fields(inputs: HTMLElement[], once: boolean, give: (whole: boolean) => void): HTMLElement {
  if (!once) for (const input of inputs) input.addEventListener("change", () => give(false));
  return h("form", { class: "by-hand", onsubmit: (event: Event) => { event.preventDefault(); give(true); } }, inputs, once ? h("button", { type: "submit" }, "Use") : h("button", { type: "submit", hidden: true }));
}

/** A day that no words say: the report's. */
export const ofDay = (day: string): When => ({ ...NO_TIME, start: day, end: day, basis: "report_date", precision: "day", edtf: day, timex: null }) as When;

/** Two days as the page writes them everywhere: a field of the browser's own writes them its own way (08/06, 06/08). */
export function days(time: When | null, once: boolean, give: (value: When, whole: boolean) => void): HTMLElement {
  const day = (name: string, at?: string | null) => h("input", { type: "text", inputmode: "numeric", pattern: "\\d{4}-\\d{2}-\\d{2}", maxlength: 10, placeholder: "2024-05-31", title: "Year, month and day: 2024-05-31", autocomplete: "off", value: at?.slice(0, 10) ?? "", "aria-label": name });
  const from = day("From", time?.start);
  const to = day("To", time?.end);
  let was = from.value;
  from.addEventListener("change", () => { if (to.value === was || to.value < from.value) to.value = from.value; was = from.value; }); // one day stays one day
  return fields([from, to], once, (whole) => { if (from.validity.valid && to.validity.valid) give({ ...(time ?? NO_TIME), start: from.value || null, end: to.value || from.value || null, basis: "stated", precision: "day", edtf: edtf(from.value, to.value), timex: null, mention: null } as When, whole); });
}

export function numbers(count: Count | null, once: boolean, give: (value: Count, whole: boolean) => void): HTMLElement {
  const kinds = count && !WHAT.includes(count.what) ? [count.what, ...WHAT] : WHAT;
  const what = h("select", { "aria-label": "Of what" }, kinds.map((kind) => h("option", { value: kind, selected: kind === count?.what }, plain(kind))));
  const low = h("input", { type: "number", min: 0, value: count?.low ?? "", "aria-label": "At least", placeholder: "at least" });
  const high = h("input", { type: "number", min: 0, value: count?.high ?? "", "aria-label": "At most", placeholder: "at most" });
  const number = (input: HTMLInputElement) => (input.value === "" ? null : Number(input.value));
  return fields([what, low, high], once, (whole) => {
    if (number(low) === null && number(high) === null) return;
    give({ ...(count ?? NO_COUNT), approximate: false, mention: null, what: what.value, low: number(low), high: number(high), best: number(high) ?? number(low) } as Count, whole);
  });
}
