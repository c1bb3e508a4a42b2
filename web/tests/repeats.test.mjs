/* A test repeated a hundred times in the page: what it shows are the readings of the same study in the program (`zonula run --repeats`). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { fromHash, studyText } from "../src/scenario/scenario.ts";
import { studyOf } from "../src/test/bench.svelte.ts";
import { median, quantile, sorted } from "../src/test/statistics.ts";
import { shown } from "../src/ui/number.ts";
import { openSite, saved, settled } from "./support/chromium.mjs";
import { openModule, table } from "./support/module.mjs";
import { run, write } from "./support/native.mjs";
import { scratch } from "./support/scratch.mjs";

const assays = table("assays");
const REPEATS = 100;
/* Of urine, blood, stool and a chamber; of each, the number that is shown first. */
const TESTS = ["lactulose_mannitol", "stool", "zonulin_kit", "ussing"];

let site;
let engine;
beforeAll(async () => {
  [site, engine] = await Promise.all([openSite(), openModule()]);
});
afterAll(() => site?.close());

async function taking(assay, scenario = "") {
  const page = await site.page(`#/test${scenario}`);
  await settled(page);
  await page.getByLabel("Test", { exact: true }).selectOption(assay);
  await page.getByRole("button", { name: "Take this test" }).click();
  await page.waitForFunction((name) => location.hash.includes(`test=${name}`), assay);
  return page;
}

const measured = (page) => page.locator("main [aria-busy=false] table").waitFor();

/* What the page asked, from its address. */
function asked(page, name) {
  const scenario = fromHash(new URL(page.url()).hash.split("?")[1]);
  const assay = assays.find((one) => one.name === name);
  return studyText(studyOf({ scenario, test: scenario.tests[0], assay, repeats: REPEATS }));
}

/* What the program read of the first number of the first person in its last run with repeats, without what it read first. */
function repeated() {
  const lines = readFileSync(join(scratch, "out", "repeats.csv"), "utf8").trim().split("\n").slice(1, 2 + REPEATS);
  const fields = lines.map((line) => line.split(",").slice(-2).map(Number));
  assert.deepEqual(fields.map(([again]) => again), Array.from({ length: REPEATS + 1 }, (_, k) => k));
  return fields.slice(1).map(([, value]) => value);
}

describe("a hundred times", () => {
  for (const name of TESTS)
    test(`${name} is read as often, and as the program reads it`, async () => {
      const page = await taking(name);
      await measured(page);
      const cells = await page.locator("main table.figures tbody tr").first().locator("td").allTextContents();
      await page.getByRole("button", { name: `Repeat ${REPEATS} times` }).click();
      const figure = page.locator("figure", { hasText: `measured ${REPEATS} times` });
      await figure.waitFor();
      await measured(page);
      assert.equal(await figure.locator("svg circle[fill-opacity]").count(), REPEATS);

      const { text: csv } = await saved(page, () => figure.getByRole("button", { name: /as CSV$/ }).click());
      const readings = csv.trim().split("\r\n").slice(1).map(Number);
      assert.equal(readings.length, REPEATS);
      const study = asked(page, name);
      const [row] = engine.run(study, { follow: [], repeats: REPEATS }).rows;
      assert.deepEqual(readings.map((one) => one.toPrecision(9)), [...row.repeated[0]].map((one) => one.toPrecision(9)));
      const rising = sorted(row.repeated[0]);
      const says = await figure.locator("figcaption").textContent();
      for (const number of [quantile(rising, 0.05), quantile(rising, 0.95), median(rising)]) assert.ok(says.includes(shown(number)), `${number} is not in "${says}"`);

      const file = write(`${name}.yaml`, study);
      const valueOf = (...flags) => run(file, ...flags).answer.experiment.criteria.find((one) => one.label === row.label).statistic;
      const [once, truth] = [valueOf("--repeats", String(REPEATS)), valueOf("--exact")];
      assert.deepEqual(readings.map((one) => one.toPrecision(6)), repeated().map((one) => one.toPrecision(6)));
      assert.ok(cells[0].includes(shown(once)), `${cells[0]} on the page, ${once} in the program`);
      assert.equal(cells[1].trim(), shown(truth));
      assert.ok(once >= rising[0] / 1.5 && once <= 1.5 * rising.at(-1), `${once} is far from ${rising[0]} to ${rising.at(-1)}`);
      assert.ok(new Set(rising).size > REPEATS / 2, "readings differ");
    });

  test("it tells how far it is, stops when told to, and what is there is of what it says", async () => {
    const page = await taking("lactulose_mannitol", "?a=healthy,,1,100");
    const progress = page.locator("main progress");
    await page.waitForFunction(() => document.querySelector("main progress")?.value > 0);
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await progress.waitFor({ state: "detached" });
    assert.equal(await page.locator("main table.figures").count(), 0);
    await page.getByRole("button", { name: "Measure", exact: true }).click();
    await progress.waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByRole("button", { name: "Measure", exact: true }).waitFor();
  });
});
