/* After the first visit the page needs no network. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { go, openSite, routesOf, settled } from "./support/chromium.mjs";

let site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site?.close());

describe("without a network", () => {
  test("the page opens again, simulates, and has all its views, claims and lessons", async () => {
    const context = await site.context({ serviceWorkers: "allow" });
    const page = await context.newPage();
    await page.goto(site.address);
    await settled(page);
    await page.locator("footer", { hasText: "opens without a network" }).waitFor();
    await page.close();

    await context.setOffline(true);
    const again = await context.newPage();
    await site.stop();
    await again.goto(site.address);
    await settled(again);
    await again.reload();
    await settled(again);
    const before = await again.locator(".numbers").textContent();
    await again.getByLabel("Who it is", { exact: true }).selectOption("crohn_active");
    await again.waitForFunction((was) => document.querySelector(".numbers").textContent !== was, before);
    for (const route of await routesOf(again)) await go(again, route);

    await go(again, "#/claims/C03");
    await again.locator(".trial button.main:enabled").click();
    await again.locator(".trial .verdict", { hasText: "Holds" }).waitFor();

    for (let lesson = 1; lesson <= 8; lesson++) {
      await go(again, `#/lessons/${lesson}`);
      await again.locator("article .where", { hasText: `Lesson ${lesson} ` }).waitFor();
      await again.locator(".predict input[type=radio]").first().check();
      await again.getByRole("button", { name: "Look", exact: true }).click();
      await again.locator(".play .says").first().waitFor();
    }
  });
});
