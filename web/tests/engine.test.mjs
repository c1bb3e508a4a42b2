/* What the page computes is what the program computes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import * as types from "../src/engine/types.ts";
import { openModule, ROOT } from "./support/module.mjs";
import { ask, people, run, write } from "./support/native.mjs";
import { scratch } from "./support/scratch.mjs";

const study = (name) => join(ROOT, "studies", `${name}.yaml`);
const textOf = (name) => readFileSync(study(name), "utf8");

let page;
beforeAll(async () => {
  page = await openModule();
});

/* Twelve digits are what --json prints. */
function near(a, b, what) {
  if (a === null) return assert.ok(Number.isNaN(b), `${what}: nothing in the program, ${b} in the page`);
  assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)), `${what}: ${a} in the program, ${b} in the page`);
}

function compareRows(answer, result) {
  assert.equal(result.rows.filter((row) => row.reported !== null).length, answer.reported.length);
  answer.reported.forEach((theirs, i) => {
    const ours = result.rows[i];
    assert.equal(ours.label, theirs.label);
    assert.equal(ours.cohort, theirs.cohort);
    assert.equal(ours.unit, theirs.unit);
    assert.equal(ours.inside, theirs.inside);
    near(theirs.predicted, ours.predicted, theirs.label);
    near(theirs.lo90, ours.lo90, `${theirs.label}, low end`);
    near(theirs.hi90, ours.hi90, `${theirs.label}, high end`);
    near(theirs.reported, ours.reported, `${theirs.label}, reported`);
    near(theirs.fold_error, ours.foldError, `${theirs.label}, fold`);
  });
  assert.equal(result.failures.length, answer.failed);
}

describe("studies", () => {
  const studies = ["suenaert_2002", "khoshbin_2021", "fibre_free_diet", "year_of_leak", "van_wijck_2011", "gluten_challenge", "zeissig_2004",
    "dahlgren_2016", "supplements", "vanuytsel_2014"];
  for (const name of studies)
    test(`${name} has the same rows as in the program`, () => {
      const { answer } = run(study(name), "--people", "3");
      const result = page.run(textOf(name), { fileName: study(name), people: 3 });
      assert.ok(answer.reported.length > 0);
      compareRows(answer, result);
    });

  test("other people, other numbers and an exact look do the same as the program's flags", () => {
    const { answer } = run(study("khoshbin_2021"), "--people", "2", "--seed", "99", "--exact", "--set", "immune_gain=2", "--set", "person_weight=60 kg");
    const options = { people: 2, seed: 99, exact: true, set: ["immune_gain=2", "person_weight=60 kg"] };
    const result = page.run(textOf("khoshbin_2021"), options);
    compareRows(answer, result);
    assert.ok(result.exact);
    assert.equal(result.cohorts[0].first.person_weight, 60);
  });

  test("people whom a table names need that table, and are the same people with it", () => {
    const text = textOf("twins");
    assert.throws(() => page.run(text, { fileName: "twins.yaml" }), (e) => {
      assert.equal(e.status, "input");
      assert.match(e.text, /twins\.csv|cannot be opened/);
      return true;
    });
    const files = { "twins.csv": readFileSync(join(ROOT, "studies", "twins.csv"), "utf8") };
    const result = page.run(text, { fileName: "twins.yaml", files });
    const table = people(study("twins"));
    assert.equal(result.cohorts.length, new Set(table.map((row) => row.cohort)).size);
    for (const cohort of result.cohorts) {
      const [first] = table.filter((row) => row.cohort === cohort.name);
      assert.equal(cohort.names[0], first.name);
      for (const [column, value] of Object.entries(first)) if (column in cohort.first) near(Number.parseFloat(value), cohort.first[column], column);
    }
  });

  test("steps are as many as in the program's own scalar engine, whatever is looked at", () => {
    const plain = page.run(textOf("year_of_leak"), { people: 2 });
    const looked = page.run(textOf("year_of_leak"), { people: 2, pictures: 50, follow: "all", coursePoints: 40, routes: ["lactulose"] });
    assert.equal(plain.steps, looked.steps);
    plain.rows.forEach((row, r) => assert.deepEqual(row.values, looked.rows[r].values));
  });
});

describe("what is looked at", () => {
  let result;
  beforeAll(() => {
    result = page.run(textOf("suenaert_2002"), {
      people: 3, pictures: [0, 24, 240, 600], follow: ["serum_crp", "leak[ileum]"], coursePoints: 26, routes: ["mannitol", "lactulose", "51Cr-EDTA"],
    });
  });

  test("courses and pictures are medians of the same people at the same hours", () => {
    assert.deepEqual([...result.pictureHour], [0, 24, 240, 600]);
    assert.deepEqual(result.follow.map((o) => o.name), ["serum_crp", "leak[ileum]"]);
    const course = types.courseOf(result, 0, "serum_crp");
    near(course[0], types.pictureOf(result, 0, 0, "serum_crp"), "at the start");
    const low = types.courseOf(result, 0, "serum_crp", 0.05);
    const high = types.courseOf(result, 0, "serum_crp", 0.95);
    course.forEach((value, i) => assert.ok(low[i] <= value && value <= high[i]));
  });

  test("routes are those of the permeability at the start, and a larger molecule takes the pores less", () => {
    const places = ["jejunum", "ileum", "ascending"];
    for (const solute of ["mannitol", "lactulose", "51Cr-EDTA"])
      places.forEach((segment, i) => {
        const routes = page.run(textOf("suenaert_2002"), { people: 1, pictures: [0], routes: [solute] });
        const one = types.routesOf(routes, 0, 0, solute, segment);
        const all = routes.cohorts[0].permeability[routes.solutes.indexOf(solute) * 3 + i];
        near(all, one.pore + one.leak + one.cellLoss, `${solute} in the ${segment}`);
        near(1, Object.values(one.shares).reduce((a, b) => a + b), "shares");
      });
    const small = types.routesOf(result, 0, 0, "mannitol", "ileum");
    const large = types.routesOf(result, 0, 0, "lactulose", "ileum");
    assert.ok(small.shares.pore > large.shares.pore);
    assert.equal(types.routesOf(result, 0, 0, "sucrose", "ileum"), null);
  });

  test("nothing of a dose is lost on its journey", () => {
    const j = page.journey({ solute: "lactulose", amountMmol: 15, site: "oral", drinkMl: 100, cohort: 0, picture: 0, hours: [0.5, 1, 2, 5, 24] });
    j.hour.forEach((_, i) => {
      const places = [j.stomach, ...j.smallBowel, ...j.colon, j.faeces, j.digested, j.fermented, j.liver, j.blood, j.other, j.urine];
      const all = places.reduce((sum, place) => sum + place[i], 0);
      assert.ok(Math.abs(all - 15) < 1e-4, `${all} of 15 mmol`);
      const routes = j.byPore[i] + j.byLeak[i] + j.byCellLoss[i] + j.byCell[i];
      const crossed = j.crossed.reduce((sum, segment) => sum + segment[i], 0);
      assert.ok(Math.abs(routes - crossed) < 1e-4);
    });
    assert.ok(j.urine[4] > j.urine[0]);
    assert.throws(() => page.journey({ solute: "lactose?", amountMmol: 1, site: "oral", cohort: 0, picture: 0, hours: [1] }), /there is no solute/);
    assert.throws(() => page.journey({ solute: "lactulose", amountMmol: 1, site: "oral", cohort: 0, picture: 9, hours: [1] }), /no picture/);
  });
});

describe("experiments", () => {
  const file = join(ROOT, "studies", "claims", "leak_alone.yaml");
  const text = readFileSync(file, "utf8");

  test("a run is judged as in the program", () => {
    const { answer } = run(file, "--people", "6");
    const { experiment } = page.run(text, { fileName: file, people: 6 });
    assert.equal(experiment.holds, answer.experiment.holds);
    answer.experiment.criteria.forEach((theirs, k) => {
      const ours = experiment.criteria[k];
      assert.equal(ours.label, theirs.label);
      assert.equal(ours.holds, theirs.holds);
      near(theirs.statistic, ours.statistic, theirs.label);
      near(theirs.lo90, ours.lo90, theirs.label);
      near(theirs.hi90, ours.hi90, theirs.label);
      theirs.quantiles.forEach((q, i) => near(q, ours.quantiles[i], `${theirs.label}, quantile`));
      assert.ok(ours.words.length > 10);
    });
  });

  test("without its mechanism the experiment fails", () => {
    const { broken } = page.check(text);
    assert.ok(broken.length > 0);
    broken.forEach((_, b) => assert.equal(page.run(text, { people: 6, broken: b }).experiment.holds, false));
    assert.throws(() => page.run(text, { broken: broken.length }), /no mechanism number/);
  });

  test("over the ensemble it is the program's experiment", () => {
    const told = [];
    const { answer } = ask(["claims", file, "--people", "16"]);
    const ours = page.experiment(text, { fileName: file, people: 16 }, (done, all) => (told.push([done, all]), false));
    assert.equal(ours.members, answer.members);
    assert.equal(ours.people, answer.people);
    answer.criteria.forEach((theirs, k) => near(theirs.statistic, ours.intact.criteria[k].statistic, theirs.label));
    answer.broken.forEach((theirs, b) => {
      assert.equal(ours.broken[b].without, theirs.without);
      assert.equal(ours.broken[b].holds, theirs.holds);
      theirs.criteria.forEach((c, k) => near(c.statistic, ours.broken[b].criteria[k].statistic, c.label));
    });
    const [done, all] = told.at(-1);
    assert.equal(done, all);
  });
});

describe("beside runs", () => {
  test("a menu gives what the program says", () => {
    for (const name of ["mediterranean", "western", "carnivore"]) {
      const { answer } = ask(["diet", name, "--people", "1", "--out", join(scratch, "diet")]);
      const [theirs] = answer.diets;
      const ours = page.diet(readFileSync(join(ROOT, "data", "diets", `${name}.yaml`), "utf8"), { fileName: `${name}.yaml` });
      assert.equal(ours.name, name);
      assert.equal(ours.plants, theirs.model.plants);
      const fibre = Object.fromEntries(ours.changes.map((c) => [c.parameter, c.value]));
      for (const [kind, amount] of Object.entries(theirs.model.fibre_g)) near(amount, fibre[`diet_fibre[${kind}]`], kind);
      near(theirs.dii.index, ours.dii.index, "index");
      near(theirs.dii.low, ours.dii.low, "low end");
      near(theirs.dii.high, ours.dii.high, "high end");
    }
    assert.throws(() => page.diet("title: x\nmenu:\n  - {food: lentil, amount: 10 g/day}\n"), (e) => e.line > 0 && e.file === "diet.yaml");
  });

  test("units mean what they mean in the program", () => {
    assert.deepEqual(page.unit("mL/min/kg"), { factor: 0.06, internal: "cm3/h/g" });
    assert.deepEqual(page.unit("days"), { factor: 24, internal: "h" });
    assert.throws(() => page.unit("parsnip"), /'parsnip' is not a unit/);
  });

  test("a year of one person takes less than 100 ms of a processor, once the browser's compiler has warmed up", () => {
    const times = Array.from({ length: 15 }, () => {
      const before = process.cpuUsage();
      page.run(textOf("year_of_leak"), { people: 1, pictures: 100, follow: "all" });
      const used = process.cpuUsage(before);
      return (used.user + used.system) / 1000 / 2; /* two cohorts of one person */
    });
    assert.ok(Math.min(...times) < 100, `${times.map((t) => t.toFixed(0))} ms`);
  });

  test("a run stops when it is told to", () => {
    assert.throws(() => page.run(textOf("year_of_leak"), { people: 100 }, () => true), (e) => e.status === "interrupted");
    compareRows(run(study("year_of_leak"), "--people", "1").answer, page.run(textOf("year_of_leak"), { people: 1 }));
  });

  test("bytes that are no text are refused as the program refuses them", () => {
    const bytes = new Uint8Array([0x74, 0x3a, 0x20, 0x61, 0x0a, 0x7f, 0x45]);
    const file = write("binary.yaml", bytes);
    const { error } = run(file);
    assert.throws(() => page.run(bytes, { fileName: file }), (e) => e.text === error.text && e.line === error.line);
  });
});
