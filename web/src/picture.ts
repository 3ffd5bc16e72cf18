// The view as a drawing (SVG) or a picture (PNG): the map's lines and areas from its own data, marks and names as they
// stand on the page, with title, sides and credits.
import type { Feature, FeatureCollection, Position } from "geojson";
import type { Map as GlMap } from "maplibre-gl";
import { s } from "./dom";

export interface Caption { heading: string; when: string; sides: { name: string; colour: string }[]; notice: string; credit: string }
interface Room { left: number; top: number; right: number; bottom: number }
const FOOT = 74, SCALE = 2, NS = "http://www.w3.org/2000/svg";
const css = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** The view as an SVG document. */
export function drawing(map: GlMap, stage: HTMLElement, room: Room, caption: Caption): string {
  const width = Math.round(room.right - room.left), height = Math.round(room.bottom - room.top);
  const defs = s("defs", {}, s("clipPath", { id: "frame" }, s("rect", { x: room.left, y: room.top, width, height })));
  const inner = s("g", { "clip-path": "url(#frame)", transform: `translate(${-room.left} ${-room.top})` },
    s("rect", { x: room.left, y: room.top, width, height, fill: css("sea") }), ground(map, defs), marks(stage));
  const svg = s("svg", { xmlns: NS, width, height: height + FOOT, viewBox: `0 0 ${width} ${height + FOOT}`, "font-family": "Libre Franklin, Helvetica, Arial, sans-serif" },
    defs, s("rect", { width, height: height + FOOT, fill: css("paper") }), inner, foot(caption, width, height));
  return new XMLSerializer().serializeToString(svg);
}

/** An SVG document as a picture of twice its size. */
export async function picture(svg: string): Promise<Blob> {
  const image = new Image(), url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    await new Promise<void>((done, failed) => { image.onload = () => done(); image.onerror = () => failed(new Error("the drawing cannot be shown")); image.src = url; });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width * SCALE, image.height * SCALE];
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture came of it"))), "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

function ground(map: GlMap, defs: SVGElement): SVGElement {
  const { clientWidth, clientHeight } = map.getContainer(), sources = map.getStyle().sources, zoom = map.getZoom();
  const features = (source: string): Feature[] => { const found = sources[source]; return found?.type === "geojson" && typeof found.data === "object" ? (found.data as FeatureCollection).features ?? [{ type: "Feature", properties: {}, geometry: found.data } as unknown as Feature] : []; };
  const bounds = map.getBounds(), [w, e, sth, n] = [bounds.getWest(), bounds.getEast(), bounds.getSouth(), bounds.getNorth()];
  const inside = (line: Position[]) => {
    let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of line) { west = Math.min(west, x!); east = Math.max(east, x!); south = Math.min(south, y!); north = Math.max(north, y!); }
    return west <= e && east >= w && south <= n && north >= sth;
  };
  const far = Math.max(clientWidth, clientHeight) * 3, hold = (value: number) => Math.max(-far, Math.min(far, value));
  const path = (line: Position[], close: boolean) => {
    let last = "";
    const steps = line.flatMap(([lon, lat]) => { const at = map.project([lon!, lat!]), step = `${hold(at.x).toFixed(1)} ${hold(at.y).toFixed(1)}`; if (step === last) return []; last = step; return [step]; });
    return steps.length > 1 ? `M${steps.join("L")}${close ? "Z" : ""}` : "";
  };
  const outline = ({ geometry: g }: Feature): string => {
    if (!g) return "";
    if (g.type === "Polygon") return inside(g.coordinates[0] ?? []) ? g.coordinates.map((ring) => path(ring, true)).join("") : "";
    if (g.type === "MultiPolygon") return g.coordinates.filter((each) => inside(each[0] ?? [])).flatMap((each) => each.map((ring) => path(ring, true))).join("");
    if (g.type === "LineString") return inside(g.coordinates) ? path(g.coordinates, false) : "";
    return g.type === "MultiLineString" ? g.coordinates.filter(inside).map((each) => path(each, false)).join("") : "";
  };
  const all = (source: string, look: (properties: Record<string, unknown>) => Record<string, unknown> | null) => features(source).flatMap((each) => {
    const given = look(each.properties ?? {}), d = given && outline(each);
    return d ? [s("path", { d, fill: "none", "fill-rule": "evenodd", "stroke-linejoin": "round", "stroke-linecap": "round", ...given })] : [];
  });
  const line = (colour: string, width: number, dash?: string) => ({ stroke: colour, "stroke-width": width, ...(dash ? { "stroke-dasharray": dash } : {}) });
  const hatch = (name: string) => `url(#${pattern(name, defs)})`;
  const dashes: Record<string, string> = { contested: "9 7", cut: "0.5 9" };
  return s("g", {},
    all("land", () => ({ fill: css("land") })), all("rivers", ({ rank }) => (zoom >= [3.4, 5, 6.6][Number(rank) - 1]! ? line(css("river"), 1) : null)),
    all("lakes", () => ({ fill: css("sea") })), all("coast", () => line(css("coast"), 0.8)),
    zoom >= 4.6 ? all("provinces", () => line(css("province"), 1, "0.5 3")) : [], all("borders", () => line(css("border"), 1.3, "6 2.5")), all("roads", () => line(css("road"), 1)),
    all("held", (each) => (each["pattern"] ? { fill: hatch(String(each["pattern"])) } : { fill: each["colour"], "fill-opacity": each["full"] })),
    all("areas", (each) => ({ fill: each["colour"], "fill-opacity": 0.07, ...line(String(each["colour"]), 1, "2 3"), "stroke-opacity": 0.5 })),
    all("pockets", (each) => ({ fill: hatch(String(each["pattern"])), ...line(String(each["colour"]), 2.4) })),
    all("stretches", (each) => line(String(each["colour"]), each["status"] === "unknown" ? 1.2 : 3, dashes[String(each["status"])])),
    all("fronts", (each) => line(css("outline"), 2.8, each["contested"] ? "6 6" : undefined)),
    all("chosen", (each) => line(String(each["colour"]), 2.2, "2 4")), all("area", () => line(css("focus"), 2, "6 3")));
}

/** The hatching that the map calls by this name (`control.ts`), as a pattern; gives its id. */
function pattern(name: string, defs: SVGElement): string {
  const id = `p${[...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)}`;
  if (defs.querySelector(`#${id}`)) return id;
  const [, one = "", other = ""] = name.split(" "), faint = name.endsWith("faint"), two = other.startsWith("#");
  const stripe = (x: number, width: number, fill: string, opacity: number) => s("rect", { x, width, height: 8, fill, "fill-opacity": opacity });
  defs.append(s("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    two ? [stripe(0, 4, one, 0.5), stripe(4, 4, other, 0.5)] : stripe(0, faint ? 1 : 1.5, one, faint ? 0.34 : 0.75)));
  return id;
}

/** Marks and names where they stand on the page. */
function marks(stage: HTMLElement): SVGElement[] {
  const origin = stage.getBoundingClientRect(), at = (element: Element) => { const box = element.getBoundingClientRect(); return { x: box.x - origin.x, y: box.y - origin.y, w: box.width, h: box.height }; };
  const words = (element: HTMLElement, x: number, y: number, anchor = "middle") => {
    const look = getComputedStyle(element), halo = { stroke: css("land"), "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" };
    const said = look.textTransform === "uppercase" ? (element.textContent ?? "").toUpperCase() : element.textContent;
    return s("text", { x, y, "text-anchor": anchor, "dominant-baseline": "central", "font-size": look.fontSize, "font-weight": look.fontWeight, "font-style": look.fontStyle, fill: look.color, ...halo }, said);
  };
  const found: SVGElement[] = [];
  for (const name of stage.querySelectorAll<HTMLElement>(".overlay .name span")) { const box = at(name); found.push(words(name, box.x + box.w / 2, box.y + box.h / 2)); }
  for (const sign of stage.querySelectorAll<SVGSVGElement>(".overlay :is(.mark, .bubble) svg")) {
    const box = at(sign), copy = inlined(sign);
    for (const [name, value] of Object.entries({ x: box.x, y: box.y, width: box.w, height: box.h })) copy.setAttribute(name, String(value));
    found.push(copy);
  }
  for (const count of stage.querySelectorAll<HTMLElement>(".overlay .bubble span")) { const box = at(count); found.push(words(count, box.x + box.w / 2, box.y + box.h / 2)); }
  for (const disc of stage.querySelectorAll<HTMLElement>(".overlay .spot .disc")) {
    const box = at(disc), r = box.w / 2, side = disc.style.getPropertyValue("--side"), other = disc.style.getPropertyValue("--other"), middle = { cx: box.x + r, cy: box.y + r, r };
    const unknown = disc.classList.contains("unknown");
    found.push(s("circle", { ...middle, fill: unknown ? css("land") : side, stroke: css("outline"), "stroke-width": 1.5, ...(unknown ? { "stroke-dasharray": "2 2" } : {}) }));
    if (unknown) found.push(s("circle", { ...middle, fill: side, "fill-opacity": 0.25 }));
    if (disc.classList.contains("contested")) found.push(s("path", { d: `M${box.x} ${box.y + r}a${r} ${r} 0 0 0 ${2 * r} 0z`, fill: other }));
  }
  for (const name of stage.querySelectorAll<HTMLElement>(".overlay .pocket-name")) {
    const box = at(name);
    found.push(s("rect", { x: box.x, y: box.y, width: box.w, height: box.h, rx: 4, fill: css("paper"), stroke: name.style.getPropertyValue("--side"), "stroke-width": 1.5 }));
    for (const part of name.children) { const own = at(part); found.push(words(part as HTMLElement, own.x + own.w / 2, own.y + own.h / 2)); }
  }
  return found;
}

/** A sign with its looks written into it, since a drawing has no style sheet of the page's. */
function inlined(sign: SVGSVGElement): SVGSVGElement {
  const copy = sign.cloneNode(true) as SVGSVGElement, own = [...sign.querySelectorAll("*")];
  [...copy.querySelectorAll("*")].forEach((each, at) => {
    const look = getComputedStyle(own[at]!);
    for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap"]) each.setAttribute(name, look.getPropertyValue(name));
    each.removeAttribute("class");
  });
  return copy;
}

function foot({ heading, when, sides, notice, credit }: Caption, width: number, top: number): SVGElement {
  let x = 14;
  const legend = sides.flatMap(({ name, colour }) => {
    const row = [s("circle", { cx: x + 5, cy: top + 40, r: 5, fill: colour, stroke: css("outline"), "stroke-width": 0.6 }), s("text", { x: x + 15, y: top + 44, "font-size": 11.5, fill: css("ink") }, name)];
    x += 30 + name.length * 6;
    return x < width ? row : [];
  });
  return s("g", {},
    s("text", { x: 14, y: top + 22, "font-size": 15, "font-weight": 600, fill: css("ink") }, `${heading} · ${when}`), legend,
    s("text", { x: 14, y: top + 63, "font-size": 10, fill: css("soft") }, `${notice} ${credit}`));
}
