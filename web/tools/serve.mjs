/* Serves the built page on this machine alone, and prints the address. The header says what the page's own meta tag says (index.html) and what only
 * a header can: that nobody may frame it. A host that serves the page to others should send the same two lines.
 * node tools/serve.mjs [--port N] */
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist");
const wanted = process.argv.indexOf("--port");
const port = wanted < 0 ? 8017 : Number(process.argv[wanted + 1]);
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`serve: '${process.argv[wanted + 1]}' is no port; expected a number from 0 (any that is free) to 65535`);
  process.exit(2);
}
if (!existsSync(join(root, "index.html"))) {
  console.error("serve: web/dist is not built; ./dev web builds it");
  process.exit(1);
}
const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(readFileSync(join(root, "index.html"), "utf8"));
if (!policy) {
  console.error("serve: web/dist/index.html says no content security policy");
  process.exit(1);
}

function fileOf(url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "http://x/").pathname);
  } catch {
    return null;
  }
  const file = normalize(join(root, path.endsWith("/") ? `${path}index.html` : path));
  return file.startsWith(root + sep) && existsSync(file) && statSync(file).isFile() ? file : null;
}

const server = createServer((request, response) => {
  const file = request.method === "GET" || request.method === "HEAD" ? fileOf(request.url ?? "/") : null;
  if (!file) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("There is no such file.\n");
    return;
  }
  response.writeHead(200, {
    "Content-Type": types[extname(file)] ?? "application/octet-stream",
    "Content-Length": statSync(file).size,
    "Content-Security-Policy": `${policy[1]}; frame-ancestors 'none'`,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
});
server.on("error", (error) => {
  console.error(`serve: ${error.code === "EADDRINUSE" ? `something else is served at port ${port}; --port says another` : error.message}`);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
