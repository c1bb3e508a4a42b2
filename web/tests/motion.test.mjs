/* Who asks for less motion sees none on the wall. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawn, openSite, settled } from "./support/chromium.mjs";

let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

/* The wall with two people and a drug, where most moves; all of it is in the window. */
async function wall(options) {
  const page = await site.page("#/wall?a=healthy&b=crohn_active&give=b,indomethacin,24", { viewport: { width: 1280, height: 1800 }, ...options });
  await settled(page);
  await drawn(page);
  return page;
}
const picture = async (page) => (await page.screenshot()).toString("base64");

test("the wall stands still for who asked for less motion", async () => {
  const still = await wall({ reducedMotion: "reduce" });
  const before = await picture(still);
  await still.waitForTimeout(500);
  assert.ok(before === (await picture(still)), "two pictures half a second apart differ");
});

test("else its dots move, until they are told to pause", async () => {
  const moving = await wall({ reducedMotion: "no-preference" });
  const before = await picture(moving);
  await expect.poll(() => picture(moving).then((now) => now !== before)).toBe(true);
  await moving.getByRole("button", { name: "Pause dots" }).click();
  await moving.mouse.move(0, 0);
  await drawn(moving);
  const paused = await picture(moving);
  await moving.waitForTimeout(500);
  assert.ok(paused === (await picture(moving)), "it moves though it was paused");
});
