/* The page by keys alone: every step is a key, and what is looked at is where the focus is. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openSite, settled } from "./support/chromium.mjs";

let site;
let page;
beforeAll(async () => {
  site = await openSite();
  page = await site.page();
  await settled(page);
});
afterAll(() => site?.close());

const focused = () =>
  page.evaluate(() => {
    const at = document.activeElement;
    const box = at.getBoundingClientRect();
    const style = getComputedStyle(at);
    return {
      tag: at.tagName.toLowerCase(),
      name: (at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent ?? "").trim(),
      part: at.dataset.part ?? null,
      seen: box.bottom > 0 && box.top < innerHeight,
      ringed: style.outlineStyle !== "none" || (at instanceof SVGElement && style.stroke !== "none"),
    };
  });

/* Presses Tab until the focus is at what is wanted. */
async function tabTo(wanted, most = 60) {
  const passed = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const at = await focused();
    if (wanted(at)) return at;
    passed.push(at.name || at.tag);
  }
  return assert.fail(`Tab does not lead there; it passes ${passed.join(", ")}`);
}

describe("by keys alone", () => {
  test("the first Tab offers to skip to what the page shows", async () => {
    await page.keyboard.press("Tab");
    assert.match((await focused()).name, /^To what this page shows/);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  });

  test("arrows walk through the parts of the wall, Enter opens one and Escape gives the focus back", async () => {
    const first = await tabTo((at) => at.part !== null);
    assert.ok(first.seen && first.ringed);
    const parts = new Set([first.part]);
    const all = await page.locator("[data-part]").count();
    for (let i = 1; i < all; i++) {
      await page.keyboard.press("ArrowDown");
      parts.add((await focused()).part);
    }
    assert.equal(parts.size, all);
    assert.ok(all >= 15, `${all} parts`);

    const { part, name } = await focused();
    await page.keyboard.press("Enter");
    const panel = page.locator("section.panel");
    await panel.waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "wall-part-title");
    assert.ok(name.startsWith((await focused()).name), `${name} opens it`);
    assert.match(await panel.textContent(), /Equations/);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    assert.equal((await focused()).part, part);
  });

  test("a condition is changed, and what follows is told aloud", async () => {
    const at = await tabTo((one) => one.tag === "select" && /^Who it is/.test(one.name));
    assert.ok(at.ringed);
    await page.keyboard.type("Active Cr");
    await page.waitForFunction(() => location.hash.includes("a=crohn_active"));
    await page.locator("[aria-live=polite]", { hasText: "Simulated." }).waitFor({ state: "attached" });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Control+z");
    await page.waitForFunction(() => !location.hash.includes("crohn"));
  });

  test("a dialog takes the focus, keeps it, and gives it back", async () => {
    await page.keyboard.press("Escape");
    await page.locator("body").press("Home");
    await tabTo((one) => one.tag === "button" && one.name === "Share", 90);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Share" }).waitFor();
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest("dialog") !== null));
    }
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Share" }).waitFor({ state: "hidden" });
    assert.equal((await focused()).name, "Share");
  });
});
