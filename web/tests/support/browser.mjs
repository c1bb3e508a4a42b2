/* The engine in Chromium: its two bundles and zonula.wasm, served from memory on loopback. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { launch } from "./chromium.mjs";

const here = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const PAGE = `<!doctype html><title>engine</title><script type="module">
const began = performance.now();
window.kit = await import("/engine.js");
window.engine = await window.kit.openEngine();
/* Not in the worker: how long a year of a person takes, some times. */
window.yearHere = async (study) => {
  const { Module } = await import("/module.js");
  const module = await Module.open(await (await fetch("/zonula.wasm")).arrayBuffer());
  return Array.from({ length: 24 }, () => {
    const began = performance.now();
    const { cohorts } = module.run(study, { people: 1 });
    return (performance.now() - began) / cohorts.length;
  });
};
window.opening = performance.now() - began;
</script>`;

async function bundle(path) {
  const { outputFiles } = await build({ entryPoints: [here(path)], bundle: true, write: false, format: "esm", platform: "browser" });
  return outputFiles[0].text;
}

async function serve() {
  const engine = (await bundle("src/engine/engine.ts")).replace("./worker.ts", "./worker.js");
  const files = {
    "/": ["text/html", PAGE],
    "/engine.js": ["text/javascript", engine],
    "/module.js": ["text/javascript", await bundle("src/engine/module.ts")],
    "/worker.js": ["text/javascript", await bundle("src/engine/worker.ts")],
    "/zonula.wasm": ["application/wasm", readFileSync(here("public/zonula.wasm"))],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ["text/plain", ""];
    response.writeHead(body ? 200 : 404, { "content-type": type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/* A tab in which `engine` is open, and a way to close everything. */
export async function openTab() {
  const server = await serve();
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => window.opening);
  const close = async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  };
  return { page, close };
}
