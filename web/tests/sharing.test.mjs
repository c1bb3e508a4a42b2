/* What is set travels: in an address to another browser, as a study file to the program, and back. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { FULL } from "../src/scenario/samples.ts";
import { toHash } from "../src/scenario/scenario.ts";
import { openSite, saved, settled } from "./support/chromium.mjs";
import { run, write } from "./support/native.mjs";

let site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site?.close());

/* Sets a condition and gives a drug, as somebody does with the mouse. */
async function change(page) {
  await settled(page);
  await page.getByLabel("Who it is", { exact: true }).selectOption("crohn_active");
  await page.getByLabel("Give something", { exact: true }).selectOption("indomethacin");
  await page.getByRole("button", { name: /^Do not give/ }).waitFor();
  await settled(page);
}

async function share(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  return { address: await dialog.getByLabel("Address").inputValue(), study: await dialog.getByLabel("Study file").inputValue(), dialog };
}

/* A table of the page as it is saved, by the names of its columns. */
function table(csv) {
  const cells = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1].replace(/^"|"$/g, "").replaceAll('""', '"'));
  const [header, ...lines] = csv.trim().split("\r\n").map(cells);
  return lines.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i]]).filter(([name]) => name !== "")));
}

function near(theirs, ours, what) {
  assert.ok(Number.isFinite(theirs) && Math.abs(theirs - ours) <= 1e-9 * Math.max(Math.abs(theirs), Math.abs(ours)), `${what}: ${theirs} in the program, ${ours} in the page`);
}

/* What the program reads of the study: the middle person, by the name of the criterion. */
const criteriaOf = (text) => {
  const { answer, error } = run(write("shared.yaml", text));
  assert.equal(error, undefined);
  return answer.experiment.criteria;
};

describe("what is set", () => {
  test("is the same for whoever opens the address", async () => {
    const page = await site.page();
    await change(page);
    await page.waitForFunction(() => location.hash.includes("crohn_active") && location.hash.includes("indomethacin"));
    const bar = page.url();
    const { address, study } = await share(page);
    assert.equal(address, bar);
    assert.match(study, /condition: crohn_active/);
    assert.match(study, /give: indomethacin/);
    await page.context().close();

    const other = await (await site.context()).newPage();
    await other.goto(bar);
    await settled(other);
    assert.equal(await other.getByLabel("Who it is", { exact: true }).inputValue(), "crohn_active");
    assert.equal(await other.getByRole("button", { name: /^Do not give/ }).count(), 1);
    assert.equal(other.url(), bar);
    assert.equal((await share(other)).study, study);
  });

  test("is the same with two people, a menu, drugs, tests and parameters, and what is looked at; the program takes its study", async () => {
    const [sugars, stool] = FULL.tests;
    const few = { ...FULL, b: { ...FULL.b, people: 2 }, tests: [{ ...sugars, reads: sugars.reads.slice(0, 1) }, stool], days: 20 };
    const hash = `#/wall?${toHash(few)}&at=36.5&in=jejunum&part=junctions`;
    const page = await site.page(hash);
    await settled(page);
    await page.locator("section.panel .equation").first().waitFor();
    const { address, study } = await share(page);
    assert.equal(new URL(address).hash, hash);
    const parts = ["diet_plants=2", "mucus_area[ascending]=400 cm2", "epithelium_constitutive_leak=1.5", "give: indomethacin", "give: infliximab", "every: 14 d", "give: glutamine", "measure: lactulose_mannitol"];
    for (const part of parts) assert.ok(study.includes(part), `${part} is not in ${study}`);
    await page.context().close();

    const other = await site.page(new URL(address).hash);
    await settled(other);
    const again = await share(other);
    assert.equal(again.address, address);
    assert.equal(again.study, study);
    assert.ok(criteriaOf(study).some(({ label }) => label === "b_t1_lactulose_over_mannitol"));
  });

  test("is said to be wrong where the address is, and the page is there without it", async () => {
    const page = await site.page("#/wall?a=healthy&colour=red");
    await settled(page);
    assert.match(await page.getByRole("alert").textContent(), /colour=red.*expected/);
    assert.equal(await page.getByLabel("Who it is", { exact: true }).inputValue(), "healthy");
  });

  test("gives the numbers of the page when the program runs the saved study", async () => {
    const page = await site.page();
    await change(page);
    const { dialog } = await share(page);
    const study = await saved(page, () => dialog.getByRole("button", { name: /^Save .*yaml$/ }).click());
    assert.match(study.name, /^[a-z0-9_]+\.yaml$/);
    const courses = table((await saved(page, () => dialog.getByRole("button", { name: "Save all courses as CSV" }).click())).text);
    await page.context().close();

    const end = courses.find((row) => Number(row["time (h)"]) === 30 * 24);
    assert.ok(end, "the courses reach the end of the study");
    const plain = (column) => column.replace(/^a: /, "a_").replace(/ \(.*\)$/, "").replace(/\W+/g, "_").replace(/_$/, "");
    const ours = Object.fromEntries(Object.entries(end).map(([column, value]) => [plain(column), Number(value)]));
    const criteria = criteriaOf(study.text);
    assert.ok(criteria.length >= 7);
    for (const { label, statistic } of criteria) near(statistic, ours[label], label);
  });

  test("with tests of several people, the program reads what the page reads of the same file", async () => {
    const test = "lactulose_mannitol,24;lactulose_over_mannitol,probe,lactulose,over,mannitol,window,0-5;mannitol,probe,mannitol,window,0-5";
    const page = await site.page(`#/wall?a=coeliac_untreated,,3,4&b=healthy,,3,4&give=a,indomethacin,12&days=3&test=${test}`);
    await settled(page);
    const { study, dialog } = await share(page);
    await dialog.getByRole("button", { name: "Close" }).click();
    await page.evaluate(() => void (location.hash = "#/open"));
    await page.locator("input[type=file]").setInputFiles({ name: "shared.yaml", mimeType: "application/yaml", buffer: Buffer.from(study) });
    const criteria = page.getByRole("region", { name: /What is asked of the people/ });
    await criteria.waitFor();
    const section = page.locator("section", { has: criteria });
    const rows = table((await saved(page, () => section.getByRole("button", { name: /CSV/ }).click())).text);
    await page.context().close();

    const theirs = criteriaOf(study);
    assert.equal(rows.length, theirs.length);
    assert.ok(theirs.some(({ label }) => label === "a_t1_mannitol"));
    theirs.forEach(({ label, statistic, people, quantiles }, i) => {
      assert.equal(people, 4);
      near(statistic, Number(rows[i].number), label);
      near(quantiles[0], Number(rows[i]["5 % of people"]), `${label}, low end`);
      near(quantiles.at(-1), Number(rows[i]["95 %"]), `${label}, high end`);
    });
  });
});
