/* Changing something: what is set and what comes of it are seen together, and a menu travels in a study file. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { DESK, go, openSite, PHONE, saved, settled } from "./support/chromium.mjs";

let site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site?.close());

const phone = { viewport: PHONE, isMobile: true, hasTouch: true };
const inView = (locator) =>
  locator.evaluate((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth + 0.5 && bottom <= innerHeight;
  });

async function choose(page, condition) {
  await page.getByRole("combobox", { name: "Condition", exact: true }).selectOption(condition);
  await page.locator("[aria-live=polite]", { hasText: "Simulated." }).waitFor({ state: "attached" });
  await settled(page);
}

describe("changing something", () => {
  test("shows all five tabs on a phone, none of them out of sight", async () => {
    const page = await site.page("#/change", phone);
    await settled(page);
    const tabs = await page.getByRole("tab").all();
    assert.equal(tabs.length, 5);
    for (const tab of tabs) assert.ok(await inView(tab), await tab.textContent());
    await page.context().close();
  });

  test("tells on a phone what came of it, without scrolling", async () => {
    const page = await site.page("#/change", phone);
    await settled(page);
    const told = page.locator(".did");
    assert.doesNotMatch(await told.textContent(), /×/);
    await choose(page, "coeliac_untreated");
    await told.filter({ hasText: /×/ }).waitFor();
    assert.ok(await inView(told));
    assert.equal(await page.evaluate(() => scrollY), 0);
    await told.getByRole("link").click();
    await page.waitForFunction(() => document.querySelector("#outcome table").getBoundingClientRect().top < innerHeight);
    await page.context().close();
  });

  test("has numbers and a curve on the first screen of a desk, and a row leads to its curve", async () => {
    const page = await site.page("#/change", { viewport: DESK });
    await settled(page);
    await choose(page, "coeliac_untreated");
    assert.ok(await inView(page.locator("#outcome canvas").first()));
    await page.getByRole("button", { name: /^CRP in blood/ }).click();
    await page.locator("#outcome h4", { hasText: "CRP in blood" }).waitFor();
    assert.equal(await page.locator("#outcome canvas").count(), 1);
    await page.context().close();
  });

  test("goes to what happens by its name, and says it at its moment", async () => {
    const page = await site.page("#/change?give=both,infliximab,48&days=7", { viewport: DESK });
    await settled(page);
    await page.getByRole("button", { name: /^Infliximab, day 2$/ }).click();
    const track = page.getByRole("slider", { name: "Moment that is looked at" });
    assert.equal(await track.getAttribute("aria-valuetext"), "day 2; Infliximab");
    await page.context().close();
  });
});

describe("a menu", () => {
  test("comes back with its foods from a study file that was saved", async () => {
    const page = await site.page("#/change/diet", { viewport: DESK });
    await settled(page);
    await page.getByRole("button", { name: "Make a menu" }).click();
    await page.getByLabel("Add a food").fill("lentil");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("lentils"));
    await settled(page);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Share" });
    const study = await saved(page, () => dialog.getByRole("button", { name: /^Save .*yaml$/ }).click());
    await page.context().close();
    assert.match(study.text, /# {3}lentils 100, /);

    const other = await site.page("#/open");
    await settled(other);
    await other.locator("input[type=file]").setInputFiles({ name: study.name, mimeType: "application/yaml", buffer: Buffer.from(study.text) });
    await other.getByRole("button", { name: "On the wall" }).click();
    await other.waitForFunction(() => location.hash.startsWith("#/wall"));
    await settled(other);
    await go(other, "#/change/diet");
    assert.equal(await other.getByRole("spinbutton", { name: /^Lentils, boiled/ }).inputValue(), "100");
    await other.context().close();
  });

  test("says of a food that it is on it, and goes there", async () => {
    const page = await site.page("#/change/diet", { viewport: DESK });
    await settled(page);
    await page.getByRole("button", { name: "Make a menu" }).click();
    await page.getByLabel("Add a food").fill("cheddar");
    await page.getByRole("option", { name: /on the menu, 11 g/ }).click();
    assert.match(await page.evaluate(() => document.activeElement.labels[0].textContent), /^Cheddar/);
    await page.context().close();
  });
});
