/* Every lesson from its title to its notes for teachers: questions answered, all that it simulates, a number changed, in the built page; and how all of
 * that looks in dark, on a phone, in a narrow window and with large letters. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { DESK, drawn, go, NARROW, openSite, PHONE, settled } from "./support/chromium.mjs";
import { enlarge, violations, widest } from "./support/looks.mjs";

const LESSONS = 8;

let site;
let page;
beforeAll(async () => {
  site = await openSite();
  page = await site.page("#/lessons", { reducedMotion: "reduce" });
  await settled(page);
});
afterAll(() => site?.close());

/* All that the lesson simulates has been, and is of what its sentences say. */
async function simulated() {
  await page.waitForFunction(() => {
    const plays = [...document.querySelectorAll(".play")];
    return plays.length > 0 && plays.every((play) => play.querySelector(".says") && !play.querySelector(".stale"));
  });
  assert.deepEqual(await page.locator("main [role=alert]").allTextContents(), []);
}

const told = (play) => play.locator(".says, .pictures").allTextContents().then((texts) => texts.join(" "));

/* Turns what can be turned in a sentence until what is said beside it is something else. */
async function turn(play) {
  const was = await told(play);
  const more = play.locator(".sentence button[aria-label^='More']:enabled, .sentence button[aria-label^='Less']:enabled");
  const lists = play.locator(".sentence select");
  for (let i = 0; i < (await more.count()); i++) {
    await more.nth(i).click();
    await simulated();
    if ((await told(play)) !== was) return true;
  }
  for (let i = 0; i < (await lists.count()); i++) {
    const list = lists.nth(i);
    await list.selectOption({ index: (await list.evaluate((one) => one.selectedIndex)) === 0 ? 1 : 0 });
    await simulated();
    if ((await told(play)) !== was) return true;
  }
  return false;
}

/* Answers every question in turn and waits for what follows. */
async function answer() {
  let questions = 0;
  for (let look; (look = page.getByRole("button", { name: "Look", exact: true })), await look.count(); ) {
    const open = page.locator(".predict", { has: look });
    assert.ok(await look.isDisabled(), "an answer is asked for first");
    await open.locator("input[type=radio]").first().check();
    await look.click();
    await page.locator(".predict .because").nth(questions++).waitFor();
  }
  assert.ok(questions > 0);
  await page.locator(".remember").waitFor();
  await simulated();
}

/* The same page in another look. */
const LOOKS = [
  ["on a desk", async () => {}, true],
  ["in dark", () => page.emulateMedia({ colorScheme: "dark" }), true],
  ["on a phone", () => page.emulateMedia({ colorScheme: "light" }).then(() => page.setViewportSize(PHONE)), true],
  ["320 points wide", () => page.setViewportSize(NARROW), false],
  ["with letters twice as large", () => page.setViewportSize(DESK).then(() => enlarge(page)), false],
];

describe("lessons", () => {
  test("are all offered", async () => {
    const links = await page.$$eval("main ol a", (all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, Array.from({ length: LESSONS }, (_, i) => `#/lessons/${i + 1}`));
  });

  for (let number = 1; number <= LESSONS; number++)
    test(`lesson ${number} goes from its first question to its notes, and is legible in every look`, async () => {
      await page.setViewportSize(DESK);
      await page.emulateMedia({ colorScheme: "light" });
      await enlarge(page, "");
      await go(page, `#/lessons/${number}`);
      await page.locator("article .where", { hasText: `Lesson ${number} ` }).waitFor();
      await answer();
      for (const play of await page.locator(".play").all()) assert.ok(await turn(play), `nothing follows from the numbers of "${await play.locator("h2").textContent()}"`);

      await page.getByRole("button", { name: "Show the notes" }).click();
      await page.getByRole("heading", { name: "What is often misunderstood" }).waitFor();
      for (const [how, change, axe] of LOOKS) {
        await change();
        await drawn(page);
        assert.equal(await widest(page), null, `nothing is wider than the window ${how}`);
        if (axe) assert.deepEqual(await violations(page), [], `axe objects to nothing ${how}`);
      }
    });
});

describe("what was done in a lesson", () => {
  test("is in its address, and whoever opens that sees the same", async () => {
    await page.setViewportSize(DESK);
    await go(page, "#/lessons");
    await go(page, "#/lessons/1");
    const question = page.locator(".predict").first();
    await question.getByRole("radio").nth(1).check();
    await question.getByRole("button", { name: "Look", exact: true }).click();
    await simulated();
    const play = page.locator(".play").first();
    await play.getByRole("button", { name: /^More: Radius/ }).click();
    await simulated();
    await page.waitForFunction(() => /\/lessons\/1\/sieve=1,sieve\.radius=6(\?|$)/.test(location.hash));
    const seen = await play.locator(".says").textContent();

    const other = await site.page(new URL(page.url()).hash);
    await settled(other);
    assert.ok(await other.locator(".predict").first().getByRole("radio").nth(1).isChecked());
    await other.locator(".predict .because", { hasText: "Otherwise than you guessed" }).first().waitFor();
    await other.locator(".play .says", { hasText: seen.trim() }).first().waitFor();
    assert.equal(new URL(other.url()).hash, new URL(page.url()).hash);
    await other.context().close();
  });

  test("is said to be wrong where the lesson has no such thing", async () => {
    const other = await site.page("#/lessons/1/sieve=1,groups.people=60");
    await settled(other);
    assert.match(await other.getByRole("alert").first().textContent(), /groups\.people=60/);
    assert.equal(await other.locator(".predict .because").count(), 1);
    await other.context().close();
  });
});
