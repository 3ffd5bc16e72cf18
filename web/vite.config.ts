import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

const WORKER = "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs";

/**
 * The map's worker as text, turned from a module into a classic script: a page that is opened from a disk may start a
 * worker from a blob, but not from a module and not from a file.
 */
function mapWorker(): Plugin {
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
function classicScript(): Plugin {
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
  const text = file ? readFileSync(`${folder}/${file}`, "utf8") : readFileSync(`${folder}/README.md`, "utf8").split(/^#+ Licen[cs]e/im)[1];
  if (!text) throw new Error(`${name} says nothing of its licence`);
  return text.trim();
}

/** The licences of what goes into the page, beside it. The map library's file holds its own dependencies too. */
function licences(): Plugin {
  const map = JSON.parse(readFileSync("node_modules/maplibre-gl/package.json", "utf8")) as { dependencies: Record<string, string> };
  const within = Object.keys(map.dependencies).filter((name) => !name.startsWith("@types/"));
  const parts = ["maplibre-gl", ...within, "topojson-client", "world-atlas", "@fontsource-variable/newsreader", "@fontsource-variable/libre-franklin"];
  const rule = "=".repeat(80);
  return {
    name: "licences",
    generateBundle() {
      const source = parts.map((name) => `${rule}\n${name}\n${rule}\n${licence(name)}\n`).join("\n");
      this.emitFile({ type: "asset", fileName: "assets/licences.txt", source });
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [mapWorker(), classicScript(), licences()],
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
