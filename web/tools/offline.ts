/* Writes dist/sw.js: src/offline/worker.js with the list of all files of the page, so that everything is there without a network. The name of
 * the cache follows from what the files hold. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Plugin } from "vite";

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

export function offline(): Plugin {
  let out = "dist";
  let root = ".";
  return {
    name: "zonula-offline",
    apply: "build",
    configResolved(config) {
      root = config.root;
      out = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const files = filesIn(out)
        .map((path) => relative(out, path).split(sep).join("/"))
        .filter((path) => path !== "sw.js" && !path.endsWith(".map"))
        .sort();
      const hash = createHash("sha256");
      for (const file of files) hash.update(file).update("\0").update(readFileSync(join(out, file)));
      const worker = readFileSync(join(root, "src/offline/worker.js"), "utf8");
      hash.update(worker);
      const list = ["./", ...files.filter((file) => file !== "index.html")];
      const text = worker.replace("__FILES__", JSON.stringify(list)).replace("__VERSION__", JSON.stringify(hash.digest("hex").slice(0, 16)));
      writeFileSync(join(out, "sw.js"), text);
    },
  };
}
