// A base map that the user brought: a PMTiles file beside the page, drawn under claims and land. It is read a stretch at
// a time; a server that gives whole files only gives it once.
import { layers, namedFlavor } from "@protomaps/basemaps";
import { addProtocol, type LayerSpecification, type Map as GlMap } from "maplibre-gl";
import { PMTiles, Protocol, type RangeResponse, type Source } from "pmtiles";
import type { Site } from "./data";

export type Basemap = NonNullable<Site["basemap"]>;
const SOURCE = "backdrop", BELOW = "provinces";
/** Layers of the schema that the style draws (Protomaps Basemap); a file of other layers is drawn plainly. */
const KNOWN = ["earth", "water", "roads", "landuse"];

/** A file beside the page. */
class Beside implements Source {
  private whole: Promise<ArrayBuffer> | null = null;

  constructor(private readonly at: string) {}

  getKey(): string { return this.at; }

  async getBytes(offset: number, length: number, signal?: AbortSignal): Promise<RangeResponse> {
    if (this.whole) return { data: (await this.whole).slice(offset, offset + length) };
    const answer = await fetch(this.at, { headers: { Range: `bytes=${offset}-${offset + length - 1}` }, ...(signal ? { signal } : {}) });
    if (answer.status === 206) return { data: await answer.arrayBuffer() };
    if (!answer.ok) throw new Error(`${this.at} answers ${answer.status}`);
    this.whole ??= answer.arrayBuffer();
    return { data: (await this.whole).slice(offset, offset + length) };
  }
}

let protocol: Protocol | null = null;

/** Whether the file can be read; why not, where it cannot. */
export async function readable(base: Basemap): Promise<string | null> {
  if (location.protocol === "file:") return "The base map needs a server: a page that is opened from a disk may not read it.";
  if (!protocol) {
    protocol = new Protocol();
    addProtocol("pmtiles", protocol.tile);
    protocol.add(new PMTiles(new Beside(base.at)));
  }
  try {
    await protocol.get(base.at)!.getHeader();
    return null;
  } catch (error) {
    return `The base map cannot be read: ${(error as Error).message}.`;
  }
}

/** Draw the base map, or take it away. Its names are left out: those of the page do not collide. */
export function drawBackdrop(map: GlMap, base: Basemap, on: boolean, dark: boolean): void {
  for (const { id } of map.getStyle().layers) if (id.startsWith(SOURCE)) map.removeLayer(id);
  if (!on) return;
  if (!map.getSource(SOURCE)) map.addSource(SOURCE, { type: base.kind, url: `pmtiles://${base.at}`, ...(base.kind === "raster" ? { tileSize: 256 } : {}) } as Parameters<GlMap["addSource"]>[1]);
  for (const layer of styled(base, dark)) map.addLayer({ ...layer, id: `${SOURCE}-${layer.id}` } as LayerSpecification, BELOW);
}

function styled(base: Basemap, dark: boolean): LayerSpecification[] {
  if (base.kind === "raster") return [{ id: "tiles", type: "raster", source: SOURCE, paint: { "raster-opacity": dark ? 0.6 : 0.9 } }];
  if (base.layers.some((each) => KNOWN.includes(each)))
    return layers(SOURCE, namedFlavor(dark ? "dark" : "light")).filter((each) => each.type !== "background" && each.type !== "symbol");
  const ink = dark ? "#c3ccd2" : "#5c5a52";
  return base.layers.flatMap((name): LayerSpecification[] => [
    { id: `${name}-fill`, type: "fill", source: SOURCE, "source-layer": name, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": ink, "fill-opacity": 0.1 } },
    { id: `${name}-line`, type: "line", source: SOURCE, "source-layer": name, paint: { "line-color": ink, "line-opacity": 0.5, "line-width": 0.8 } },
  ]);
}
