// The slider's drawing: a bar a day (a few days where a day has no room), coloured by side, with the days named below.
import { dayName, parts, type Range } from "./days";
import type { histogram } from "./filter";

/** Where days lie: the first at `left`, each `perDay` pixels wide. */
export interface Scale { whole: Range; left: number; perDay: number }
type Bars = ReturnType<typeof histogram>;
type Ink = (name: string) => string;

const NAMES = 18; // pixels for the names of days below the bars
const THIN = 3; // pixels that a bar must have at least

export function paint(canvas: HTMLCanvasElement, bars: Bars, scale: Scale, range: Range, colour: (side: string | null) => string): void {
  const { clientWidth: width, clientHeight: height } = canvas, pen = canvas.getContext("2d");
  if (!width || !pen) return;
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  pen.scale(ratio, ratio);
  const css = getComputedStyle(canvas), ink: Ink = (name) => css.getPropertyValue(`--${name}`).trim();
  const floor = height - NAMES;
  columns(pen, bars, scale, range, floor, colour, ink);
  pen.globalAlpha = 1;
  pen.fillStyle = ink("line");
  pen.fillRect(scale.left, floor + 0.5, (scale.whole.last - scale.whole.first + 1) * scale.perDay, 1);
  names(pen, scale, width, floor, ink);
}

function columns(pen: CanvasRenderingContext2D, bars: Bars, scale: Scale, range: Range, floor: number, colour: (side: string | null) => string, ink: Ink): void {
  const { whole, left, perDay } = scale, size = whole.last - whole.first + 1, bin = Math.max(1, Math.ceil(THIN / perDay));
  let most = 1;
  for (let at = 0; at < size; at += bin) most = Math.max(most, sum(bars.total, at, bin));
  for (let at = 0; at < size; at += bin) {
    const day = whole.first + at, x = left + at * perDay, gap = perDay * bin > 5 ? 2 : 0.5;
    const lit = day + bin > range.first && day <= range.last;
    let top = floor;
    const bar = (value: number, fill: string, alpha: number) => {
      if (!value) return;
      const tall = Math.max(1.5, (value / most) * (floor - 6));
      pen.globalAlpha = alpha;
      pen.fillStyle = fill;
      pen.fillRect(x + gap / 2, top - tall, Math.max(1, perDay * bin - gap), tall);
      top -= tall + (tall > 4 ? 0.75 : 0);
    };
    for (const [side, row] of bars.short) bar(sum(row, at, bin), lit ? colour(side) : ink("faint"), lit ? 1 : 0.8);
    bar(sum(bars.long, at, bin), ink("faint"), lit ? 0.45 : 0.25);
  }
}

function sum(row: Uint32Array, at: number, bin: number): number {
  let total = 0;
  for (let i = at; i < at + bin && i < row.length; i++) total += row[i] ?? 0;
  return total;
}

function names(pen: CanvasRenderingContext2D, { whole, left, perDay }: Scale, width: number, floor: number, ink: Ink): void {
  const every = [1, 2, 5, 7, 14, 31, 92, 183, 366].find((days) => days * perDay > 58) ?? 732;
  pen.font = "500 11px 'Libre Franklin Variable', sans-serif";
  pen.textBaseline = "alphabetic";
  for (let day = whole.first, last = -1e9; day <= whole.last; day++) {
    const { month, date, year } = parts(day), byDay = every < 31;
    const due = byDay ? (day - whole.first) % every === 0 : date === 1 && month % Math.max(1, Math.round(every / 31)) === 0;
    const x = left + (day - whole.first + (byDay ? 0.5 : 0)) * perDay;
    if (!due || x - last < 50) continue;
    last = x;
    pen.fillStyle = ink("line");
    pen.fillRect(x, floor + 1, 1, 4);
    pen.fillStyle = ink("soft");
    const text = byDay ? dayName(day, true) : `${dayName(day, true).slice(2)} ${year}`, w = pen.measureText(text).width;
    pen.fillText(text, Math.max(2, Math.min(width - w - 2, x - w / 2)), floor + 16);
  }
}
