/* The page needs nothing of its host but its files: below any path, from python3 -m http.server. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, test } from "vitest";
import { go, openSite, routesOf, served, settled } from "./support/chromium.mjs";
import { scratch } from "./support/scratch.mjs";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const WITHIN = join(scratch, "host");
const python = (folder, path) => () =>
  served("python3", ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder], (said) => `${/\((http:.*)\)/.exec(said)[1]}${path}`);

for (const [where, folder, path] of [
  ["at the top of its host", DIST, ""],
  ["in a folder of its host", WITHIN, "some/where/"],
])
  describe(where, () => {
    let site;
    beforeAll(async () => {
      if (folder === WITHIN) {
        mkdirSync(join(WITHIN, "some"), { recursive: true });
        symlinkSync(DIST, join(WITHIN, "some", "where"));
      }
      site = await openSite(python(folder, path));
    });
    afterAll(() => site?.close());

    test("python3 -m http.server serves it: it simulates, has all its views, and is kept for when there is no network", async () => {
      const page = await (await site.context({ serviceWorkers: "allow" })).newPage();
      await page.goto(site.address);
      await settled(page);
      const before = await page.locator(".numbers").textContent();
      await page.getByLabel("Who it is", { exact: true }).selectOption("crohn_active");
      await page.waitForFunction((was) => document.querySelector(".numbers").textContent !== was, before);
      for (const route of await routesOf(page)) await go(page, route);
      await page.locator("footer", { hasText: "opens without a network" }).waitFor();
      assert.deepEqual(site.asked.filter((url) => !url.startsWith(site.address) && !/^(blob|data):/.test(url)), []);
    });
  });
