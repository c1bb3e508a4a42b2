import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { offline } from "./tools/offline.ts";
import { relaxed } from "./tools/relaxed.ts";

/* Tests of the built page come after those of its parts, and what measures speed after all, so that nothing else runs beside it. */
const page = { setupFiles: ["tests/support/each.mjs"], testTimeout: 180_000, hookTimeout: 180_000, retry: process.env.CI ? 1 : 0 };

/* Paths are relative, so that the page opens from any folder of any static host. */
export default defineConfig({
  base: "./",
  plugins: [svelte(), offline(), relaxed()],
  build: { target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0, cssCodeSplit: true, reportCompressedSize: true },
  server: { fs: { allow: [".."] } }, /* pages of docs/ are part of the page */
  worker: { format: "es" },
  test: {
    pool: "forks",
    poolOptions: { forks: { maxForks: 2, minForks: 1 } },
    reporters: ["./tests/support/report.mjs"],
    slowTestThreshold: 120_000,
    projects: [
      { extends: true, test: { name: "parts", testTimeout: 60_000, include: ["src/**/*.test.ts"], sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: "page", include: ["tests/*.test.mjs"], exclude: ["tests/speed.test.mjs"], ...page, sequence: { groupOrder: 1 } } },
      { extends: true, test: { name: "speed", include: ["tests/speed.test.mjs"], ...page, sequence: { groupOrder: 2 } } },
    ],
  },
});
