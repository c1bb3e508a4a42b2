/* Every lesson from its title to its notes for teachers: questions answered, all that it simulates, a number changed, in the built page. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { DESK, go, openSite, PHONE, settled } from "./support/chromium.mjs";
import { violations, widest } from "./support/looks.mjs";

const LESSONS = 8;

let site;
let page;
before(async () => {
  site = await openSite();
  page = await site.page("#/lessons", { reducedMotion: "reduce" });
  await settled(page);
});
after(() => site?.close());

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

describe("lessons", () => {
  test("are all offered", async () => {
    const links = await page.$$eval("main ol a", (all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, Array.from({ length: LESSONS }, (_, i) => `#/lessons/${i + 1}`));
  });

  for (let number = 1; number <= LESSONS; number++)
    test(`lesson ${number} goes from its first question to its notes`, async () => {
      site.wrong.length = 0;
      await page.setViewportSize(DESK);
      await go(page, `#/lessons/${number}`);
      await page.locator("article .where", { hasText: `Lesson ${number} ` }).waitFor();
      const questions = [];
      for (let look; (look = page.getByRole("button", { name: "Look", exact: true })), await look.count(); ) {
        const open = page.locator(".predict", { has: look });
        questions.push(await open.locator("legend").textContent());
        assert.ok(await look.isDisabled(), "an answer is asked for first");
        await open.locator("input[type=radio]").first().check();
        await look.click();
        await page.locator(".predict .because").nth(questions.length - 1).waitFor();
      }
      assert.ok(questions.length > 0);
      await page.locator(".remember").waitFor();
      await simulated();
      for (const play of await page.locator(".play").all()) assert.ok(await turn(play), `nothing follows from the numbers of "${await play.locator("h2").textContent()}"`);

      await page.getByRole("button", { name: "Show the notes" }).click();
      await page.getByRole("heading", { name: "What is often misunderstood" }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.setViewportSize(PHONE);
      await page.waitForTimeout(300); /* figures follow the size of the window */
      assert.equal(await widest(page), null);
      assert.deepEqual(site.wrong, []);
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
