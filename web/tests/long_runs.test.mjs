/* Thirty years: the page tells how far it is, stops when it is told to, and says what is shown then. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, settled } from "./support/chromium.mjs";

const DAYS = 10957;

let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

test("thirty years of one person are simulated to their end", async () => {
  const page = await site.page(`#/wall?days=${DAYS}`);
  await page.waitForFunction(() => document.querySelector(".sheet-picture") && !document.querySelector("main .stale"), null, { timeout: 60_000 });
  await settled(page);
  assert.equal(await page.locator("[role=alert]").count(), 0);
  await page.goto(`${site.address}#/wall?days=${DAYS}&at=${24 * DAYS}`);
  await page.getByRole("slider", { name: "Moment" }).first().waitFor();
});

test("thirty years of many tell how far they are, and stop when told to", async () => {
  const page = await site.page();
  await settled(page);
  await page.evaluate((days) => (location.hash = `#/wall?a=healthy,,1,400&days=${days}`), DAYS);
  const bar = page.getByRole("progressbar", { name: "Simulating" });
  await bar.waitFor();
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow")), { timeout: 30_000 }).toBeGreaterThan(0);
  const first = Number(await bar.getAttribute("aria-valuenow"));
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow")), { timeout: 30_000 }).toBeGreaterThan(first);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await bar.waitFor({ state: "detached" });
  /* What is seen is of before, and looks so; undoing brings back what it is of. */
  await page.locator("main .stale").first().waitFor();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await settled(page);
  await page.waitForFunction((days) => !location.hash.includes(`days=${days}`), DAYS);
});
