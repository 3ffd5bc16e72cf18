import { readFileSync } from "node:fs";
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

/** The licences of what goes into the page, beside it. */
function licences(): Plugin {
  const parts = ["maplibre-gl/LICENSE.txt", "topojson-client/LICENSE", "world-atlas/LICENSE", "@fontsource-variable/newsreader/LICENSE", "@fontsource-variable/libre-franklin/LICENSE"];
  const rule = "=".repeat(80);
  return {
    name: "licences",
    generateBundle() {
      const source = parts.map((part) => `${rule}\n${part.slice(0, part.lastIndexOf("/"))}\n${rule}\n${readFileSync(`node_modules/${part}`, "utf8").trim()}\n`).join("\n");
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
