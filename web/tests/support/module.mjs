/* The engine's module in node, with the page's zonula.wasm. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Module } from "../../src/engine/module.ts";

const here = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const ROOT = here("..");
export const NATIVE = here("../build/release/zonula");

/* A table that travels with the page. */
export const table = (name) => JSON.parse(readFileSync(here(`public/data/${name}.json`), "utf8"));

export const openModule = () => Module.open(readFileSync(here("public/zonula.wasm")));
