import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { offline } from "./tools/offline.ts";
import { relaxed } from "./tools/relaxed.ts";

/* Paths are relative, so that the page opens from any folder of any static host. */
export default defineConfig({
  base: "./",
  plugins: [svelte(), offline(), relaxed()],
  build: { target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0, cssCodeSplit: true, reportCompressedSize: true },
  server: { fs: { allow: [".."] } }, /* pages of docs/ are part of the page */
  worker: { format: "es" },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
