/* Every claim with an experiment, run in the page: it comes out as in the program, and fails without the mechanism that it rests on. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { shown } from "../src/ui/number.ts";
import { go, openSite, settled } from "./support/chromium.mjs";
import { openModule, table } from "./support/module.mjs";

const experiments = table("experiments");
/* What the program said of its own when the tables of the page were written, a claim for each experiment. */
const verdicts = table("verdicts").filter((one, i, all) => one.experiment && all.findIndex((other) => other.experiment === one.experiment) === i);
/* Here the model is broken in the page as well: claims with one, two and three mechanisms that are soon simulated. Everywhere with ZONULA_ALL=1, which
 * takes some minutes; the engine is asked about all of them below. */
const SWITCHED = ["C03", "C04", "C05", "C08", "C09", "C15", "C70", "C72", "C76"];
/* Those that simulate most, which with ZONULA_ALL=1 only are run in the page; the engine is asked about them too. */
const LONG = ["C19", "C20", "C21", "C27", "C31"];
/* How long an experiment may take here. */
const PATIENCE_MS = 600_000;

let site;
let page;
beforeAll(async () => {
  site = await openSite();
  page = await site.page("#/claims");
  await settled(page);
});
afterAll(() => site?.close());

async function runHere() {
  await page.getByRole("button", { name: /^Run it/ }).click();
  await page.locator(".trial .verdict").waitFor({ timeout: PATIENCE_MS });
}

/* The page says what the program found: of all, and of each criterion with its number. */
async function saysAs({ holds, criteria }, whenFails) {
  const says = await page.locator(".trial .verdict strong").textContent();
  assert.match(says, holds ? /^Holds: all/ : whenFails);
  const shownCriteria = await page.locator(".trial ol > li").all();
  assert.equal(shownCriteria.length, criteria.length);
  for (const [i, one] of criteria.entries()) {
    const text = await shownCriteria[i].textContent();
    assert.ok(text.includes(one.label), one.label);
    assert.equal((await shownCriteria[i].locator(".mark").textContent()).trim(), one.holds ? "holds" : "fails", one.label);
    const found = one.asked === "each" ? `in ${shown(100 * one.survives)} % of ${one.people} people` : `of ${one.people} people: ${shown(one.statistic)};`;
    assert.ok(text.includes(found), `"${found}" is not in "${text}"`);
  }
}

describe("a claim in the page", () => {
  for (const verdict of verdicts)
    test.skipIf(!process.env.ZONULA_ALL && LONG.includes(verdict.id))(`${verdict.id} ${verdict.verdict}, as in the program`, { timeout: PATIENCE_MS }, async () => {
      const switched = process.env.ZONULA_ALL || SWITCHED.includes(verdict.id) ? verdict.broken : [];
      await go(page, `#/claims/${verdict.id}`);
      await page.locator(".trial .asks", { hasText: experiments.find((one) => one.name === verdict.experiment).asks }).waitFor();
      await page.waitForFunction(() => document.querySelector(".trial .do button.main:enabled"));
      assert.equal(await page.locator(".trial input[type=radio]").count(), 1 + verdict.broken.length);
      assert.equal(await page.locator(".trial .verdict").count(), 0, "nothing is said before it was run");

      /* Who chooses a broken model first has the whole one with it. */
      if (switched.length) await page.getByLabel(`without ${switched[0].without}`).check();
      await runHere();
      for (const broken of switched) {
        await page.getByLabel(`without ${broken.without}`).check();
        await page.locator(".trial .verdict", { hasText: `Without ${broken.without}:` }).waitFor();
        assert.equal(broken.holds, false);
        await saysAs(broken, /^Fails, as it should/);
      }
      await page.getByLabel("as it is").check();
      await page.locator(".trial .verdict:not(:has-text('Without'))").waitFor();
      await saysAs({ holds: verdict.verdict === "holds", criteria: verdict.criteria }, /^Fails: \d+ of \d+ criteria hold/);
    });

  test("whoever has run it and then takes the mechanism away sees at once what becomes of it; and can stop it", async () => {
    await go(page, "#/claims/C30");
    await page.waitForFunction(() => document.querySelector(".trial .do button.main:enabled"));
    await runHere();
    await page.getByLabel("without the threshold of macrophages").check();
    await page.waitForFunction(() => document.querySelector(".trial progress")?.value > 0);
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByRole("button", { name: /^Run it/ }).waitFor();
    assert.equal(await page.locator(".trial .verdict").count(), 0, "what was not run is not judged");
    await page.getByLabel("as it is").check();
    assert.match(await page.locator(".trial .verdict").textContent(), /Holds: all/);
  });
});

/* With some people and one parameter set, for the whole ensemble takes minutes; experiments on which little depends hold even so. */
describe("without its mechanism", () => {
  let engine;
  beforeAll(async () => {
    engine = await openModule();
  });
  for (const { name, file, files, text } of experiments)
    test(`${name} fails`, () => {
      const options = { fileName: file, files, people: 4 };
      const { broken } = engine.check(text, options);
      assert.deepEqual(broken, verdicts.find((one) => one.experiment === name)?.broken.map((one) => one.without) ?? broken);
      broken.forEach((mechanism, which) => assert.equal(engine.run(text, { ...options, broken: which }).experiment.holds, false, `holds without ${mechanism}`));
    });
});
