/* The wall on its screens: what stands where, what opens where, and that two people are seen at once. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openSite, PHONE, saved, settled } from "./support/chromium.mjs";
import { violations } from "./support/looks.mjs";

const phone = { viewport: PHONE, isMobile: true, hasTouch: true };
const TWO = "#/wall?b=crohn_active,,5&at=480&in=descending";
/* Of the screen, what an open part's panel leaves to the drawing. */
const LEFT = 0.45;

let site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site?.close());

async function at(hash, options, look) {
  const page = await site.page(hash, options);
  await settled(page);
  await look(page);
  await page.context().close();
}

const box = (page, selector) => page.locator(selector).first().boundingBox();
const bottom = ({ y, height }) => y + height;
/* Whether two boxes have anything in common. */
const meet = (one, other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < bottom(other) && other.y < bottom(one);

describe("the wall comes first", () => {
  test("on a phone the drawing begins in the upper quarter, and time is under it on the same screen", () =>
    at("#/wall", phone, async (page) => {
      const [drawing, time, tools] = [await box(page, ".sheet-picture"), await box(page, ".scrubber input"), await box(page, ".wall-tools")];
      assert.ok(drawing.y < 0.25 * PHONE.height, `the drawing begins at ${drawing.y}`);
      assert.ok(time.y >= bottom(drawing) && bottom(time) <= PHONE.height, `time is at ${time.y}`);
      assert.ok(tools.y > time.y && tools.height < 48, `tools take ${tools.height}`);
    }));

  test("on a desk drawing, time, tools and legend are on the first screen", () =>
    at("#/wall", {}, async (page) => {
      const { height } = page.viewportSize();
      for (const selector of [".sheet-picture", ".scrubber", ".wall-tools", ".legend .key", ".legend-dots"]) {
        const place = await box(page, selector);
        assert.ok(bottom(place) <= height, `${selector} ends at ${bottom(place)} of ${height}`);
      }
      const drawing = await box(page, ".sheet-picture");
      assert.ok(drawing.width > 840, `the drawing is ${drawing.width} wide`);
    }));

  test("for a projector the drawing fills two thirds of the height, with letters for the last row", () =>
    at("#/wall", { viewport: { width: 1920, height: 1080 } }, async (page) => {
      assert.ok((await box(page, ".sheet-picture")).height > 0.6 * 1080);
      const letters = await page.locator(".names .label.mucus").first().evaluate((text) => text.getBBox().height * text.getScreenCTM().a);
      assert.ok(letters >= 20, `letters of ${letters} px`);
    }));

  test("all places of the page are seen at 360 points, and none is cut where letters are twice as large", () =>
    at("#/wall", phone, async (page) => {
      const cut = () =>
        page.$$eval("nav[aria-label=Views] a", (links) =>
          links.map((link) => ({ link, box: link.getBoundingClientRect() })).filter(({ box }) => box.left < 0 || box.right > innerWidth || box.height < 24 || box.width < 24).map(({ link }) => link.textContent),
        );
      assert.equal(await page.locator("nav[aria-label=Views] a").count(), 6);
      assert.deepEqual(await cut(), []);
      assert.ok((await box(page, "nav[aria-label=Views]")).height < 40, "they take one line");
      await page.evaluate(() => void (document.documentElement.style.fontSize = "200%"));
      assert.deepEqual(await cut(), []);
    }));

  test("the chosen piece of gut is in sight where pieces scroll", () =>
    at("#/wall?in=descending", phone, async (page) => {
      const chosen = await box(page, ".place .chosen");
      assert.ok(chosen.x >= 0 && chosen.x + chosen.width <= PHONE.width, `from ${chosen.x}`);
    }));
});

describe("an open part", () => {
  test("takes the place of the controls beside the drawing, which stays as it is, and gives it back", () =>
    at("#/wall", {}, async (page) => {
      const drawing = await box(page, ".sheet-picture");
      await page.locator("[data-part=junctions]").first().dispatchEvent("click");
      await page.locator("section.panel").waitFor();
      assert.deepEqual(await box(page, ".sheet-picture"), drawing);
      assert.equal(meet(await box(page, ".zn-part"), drawing), false);
      assert.equal(await page.getByLabel("Who it is", { exact: true }).isVisible(), false);
      assert.equal(await page.locator("[data-part=junctions]").first().getAttribute("aria-selected"), "true");
      await page.getByRole("button", { name: "Close Tight junctions: the leak" }).click();
      assert.equal(await page.getByLabel("Who it is", { exact: true }).isVisible(), true);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.part), "junctions");
    }));

  for (const part of ["lumen", "junctions", "urine"])
    test(`leaves the upper part of a phone to the drawing, rolled to ${part}`, () =>
      at("#/wall", phone, async (page) => {
        await page.locator(`[data-part=${part}]`).first().dispatchEvent("click");
        await page.locator("section.panel").waitFor();
        await page.waitForFunction(() => document.activeElement?.id === "wall-part-title");
        const panel = await box(page, ".zn-part");
        assert.ok(panel.y >= LEFT * PHONE.height, `the panel begins at ${panel.y}`);
        const head = await box(page, "header");
        const place = await box(page, `[data-part=${part}]`);
        const middle = place.y + place.height / 2;
        assert.ok(middle > bottom(head) && middle < panel.y, `${part} is at ${middle}, between ${bottom(head)} and ${panel.y}`);
      }));

  test("is there in full screen as well, Escape closes it, and leaving gives it its place in the page", () =>
    at("#/wall", {}, async (page) => {
      await page.getByRole("button", { name: "Full screen" }).click();
      await page.waitForFunction(() => document.fullscreenElement?.matches(".zn-wall"));
      await page.locator("[data-part=liver]").first().dispatchEvent("click");
      await page.locator(".zn-wall .zn-part section.panel").waitFor();
      assert.equal(meet(await box(page, ".zn-part"), await box(page, ".sheet-picture")), false);
      await page.evaluate(() => document.exitFullscreen());
      await page.locator(".side > .zn-part").waitFor();
      await page.locator("#wall-part-title").focus();
      await page.keyboard.press("Escape");
      await page.locator("section.panel").waitFor({ state: "detached" });
      assert.equal(await page.evaluate(() => document.activeElement.dataset.part), "liver");
    }));
});

describe("two people", () => {
  test("are both seen on one screen of a phone, with what differs marked, and the body in numbers", () =>
    at(TWO, phone, async (page) => {
      const sheets = await page.locator(".sheet-picture").all();
      assert.equal(sheets.length, 2);
      for (const sheet of sheets) assert.ok(bottom(await sheet.boundingBox()) <= PHONE.height);
      const marks = (of) => sheets[of].locator(".names").evaluate((names) => names.textContent.match(/[▲▼]/g)?.length ?? 0);
      assert.equal(await marks(0), 0);
      assert.ok((await marks(1)) >= 4);
      assert.match(await page.locator("table.pair").textContent(), /liver.*blood.*LPS.*▲.*urine/s);
      await page.locator("table.pair").getByRole("button", { name: "blood" }).click();
      await page.locator("section.panel", { hasText: "What wall and liver have let through" }).waitFor();
    }));
});

describe("axe", () => {
  for (const [what, hash] of [["two people", TWO], ["an open part", "#/wall?part=junctions"]])
    test(`objects to nothing on a phone with ${what}`, () =>
      at(hash, { ...phone, reducedMotion: "reduce" }, async (page) => {
        if (hash !== TWO) await page.locator("section.panel .equation").first().waitFor();
        assert.deepEqual(await violations(page), []);
      }));
});

describe("the picture", () => {
  test("is saved with the halo of its letters", () =>
    at("#/wall", {}, async (page) => {
      const { text } = await saved(page, () => page.getByRole("button", { name: "Save the picture as SVG" }).click());
      const letters = text.match(/<text[^>]*>/g) ?? [];
      assert.ok(letters.length > 10);
      assert.deepEqual(letters.filter((one) => !/paint-order="stroke"/.test(one)), []);
    }));

  test("changes its colours with the page's, dots too", () =>
    at("#/wall?in=descending", { colorScheme: "light" }, async (page) => {
      await page.getByRole("button", { name: "Pause dots" }).click();
      const dots = () => page.locator(".sheet-picture canvas").evaluate((canvas) => canvas.toDataURL());
      const light = await dots();
      const theme = page.getByRole("button", { name: /^Colours/ });
      await theme.click();
      await theme.click();
      await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
      await page.waitForTimeout(200);
      assert.notEqual(await dots(), light);
    }));
});
