// The review: a page of the server's own at /review/, built after the map page and beside it.
import { defineConfig } from "vite";
import { classicScript, mapWorker } from "./vite.config";

export default defineConfig({
  base: "/review/",
  plugins: [mapWorker(), classicScript()],
  json: { stringify: true },
  define: { "import.meta.url": '""' },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 3000,
    rolldownOptions: { input: "review.html", output: { format: "iife", codeSplitting: false } },
  },
});
