/* The engine's module for node: TypeScript bundled in memory, and zonula.wasm beside it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const ROOT = here("..");
export const NATIVE = here("../build/release/zonula");

/* Exports of a file of web/src. */
export async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [here(path)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "silent",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

export async function openModule() {
  const { Module } = await load("src/engine/module.ts");
  return Module.open(readFileSync(here("public/zonula.wasm")));
}
