/* After the first visit the page needs no network. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { go, openSite, routesOf, settled } from "./support/chromium.mjs";

let site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site?.close());

describe("without a network", () => {
  test("the page opens again, simulates, and has all its views", async () => {
    const context = await site.context({ serviceWorkers: "allow" });
    const page = await context.newPage();
    await page.goto(site.address);
    await settled(page);
    await page.locator("footer", { hasText: "opens without a network" }).waitFor();
    await page.close();

    await context.setOffline(true);
    const again = await context.newPage();
    await site.stop();
    site.wrong.length = 0;
    await again.goto(site.address);
    await settled(again);
    await again.reload();
    await settled(again);
    const before = await again.locator(".numbers").textContent();
    await again.getByLabel("Who it is", { exact: true }).selectOption("crohn_active");
    await again.waitForFunction((was) => document.querySelector(".numbers").textContent !== was, before);
    for (const route of await routesOf(again)) await go(again, route);
    assert.deepEqual(site.wrong, []);
    await context.close();
  });
});
