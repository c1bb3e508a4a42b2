/* The engine's module for node: TypeScript in one bundle, and zonula.wasm beside it. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { scratch } from "./scratch.mjs";

const here = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const ROOT = here("..");
export const NATIVE = here("../build/release/zonula");

/* Exports of a file of web/src. */
export async function load(path) {
  const outfile = join(scratch, `${basename(path, ".ts")}.mjs`);
  await build({ entryPoints: [here(path)], bundle: true, outfile, format: "esm", platform: "browser", sourcemap: "inline", logLevel: "error" });
  return import(pathToFileURL(outfile).href);
}

export async function openModule() {
  const { Module } = await load("src/engine/module.ts");
  return Module.open(readFileSync(here("public/zonula.wasm")));
}
