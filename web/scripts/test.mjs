// Runs tests/*.test.ts with Node's own runner: Vite turns the TypeScript into what Node reads, as it does for the page.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const server = await createServer({
  root, configFile: false, logLevel: "error", appType: "custom", optimizeDeps: { noDiscovery: true }, server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
try {
  for (const name of readdirSync(new URL("../tests", import.meta.url)).sort())
    if (name.endsWith(".test.ts")) await server.ssrLoadModule(`/tests/${name}`);
} finally {
  await server.close();
}
