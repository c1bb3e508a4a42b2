/* What commands of the program answer opens in the page: each kind with the program's numbers, nothing dropped in silence, and what is none refused. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { BUSY, openSite, PHONE, saved, settled } from "./support/chromium.mjs";
import { violations, widest } from "./support/looks.mjs";
import { NATIVE, ROOT } from "./support/module.mjs";
import { ask, run, write } from "./support/native.mjs";
import { scratch } from "./support/scratch.mjs";

const studies = (name) => join(ROOT, "studies", name);
const answerOf = ({ answer, error }) => (assert.equal(error, undefined), answer);
let asks = 0;
const asked = (...words) => answerOf(ask([...words, "--threads", "1", ...(words[0] === "claims" ? [] : ["--out", join(scratch, `asked${asks++}`)])]));

/* A study made smaller, so that it takes a moment. */
function smaller(name, ...changes) {
  let text = readFileSync(studies(name), "utf8");
  for (const [from, to] of changes) {
    assert.match(text, from);
    text = text.replace(from, to);
  }
  return write(name, text);
}

/* Rows of the table of measurements, every so many. */
function someRows(file, every) {
  const [header, ...rows] = readFileSync(studies(`published/${file}`), "utf8").trim().split("\n");
  return write(file, `${[header, ...rows.filter((_, i) => i % every === 0)].join("\n")}\n`);
}

let site;
let page;
const files = {};
beforeAll(async () => {
  files.run = answerOf(run(studies("suenaert_2002.yaml"), "--people", "6"));
  files.experiment = answerOf(run(studies("supplements.yaml"), "--people", "2"));
  files.discriminate = answerOf(run(studies("tests_against_true_leak.yaml"), "--people", "12"));
  files.matrix = answerOf(run(studies("backups.yaml"), "--people", "4"));
  files.map = answerOf(run(smaller("two_hits.yaml", [/steps: 21/g, "steps: 5"], [/people: 60/, "people: 5"], [/hold: 180 d, people: 20/, "hold: 30 d, people: 2"], [/people: 8, condition: healthy/, "people: 2, condition: healthy"])));
  files.matched = answerOf(run(studies("people_of_a_paper.yaml"), "--people", "20"));
  files.trial = asked("trial", studies("trials/infliximab_placebo.yaml"), "--replicates", "4", "--null-replicates", "3");
  files.interim = asked("trial", studies("trials/larazotide_phase_3.yaml"), "--people", "40", "--replicates", "2", "--null-replicates", "0");
  files.validate = asked("validate", someRows("permeability_humans.csv", 12), "--people", "12");
  files.validate_diet = asked("validate", "--diet", someRows("diet_outcomes.csv", 5), "--people", "8");
  files.claims = answerOf(ask(["claims", "C30", "C31", "C32", "C33", "C34", "C01"]));
  files.claim = asked("claims", studies("claims/anti_tnf_closes.yaml"), "--people", "32", "--no-cache");
  files.diet = asked("diet", "western", "mediterranean", "--people", "8");
  files.junction = asked("junction", "--replicates", "3", "--strands", "2-4");
  files.list = JSON.parse(execFileSync(NATIVE, ["list", "markers", "--json"], { encoding: "utf8" }));
  site = await openSite();
  page = await site.page("#/open");
  await settled(page);
});
afterAll(() => site?.close());

async function open(value, on = page, name = "answer.json") {
  const buffer = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  await on.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer });
}
async function shown(kind, on = page) {
  await open(files[kind], on, `${kind}.json`);
  await on.getByRole("button", { name: `Close ${kind}.json` }).waitFor();
  await on.locator("article h2").first().waitFor();
}

/* Rows of a CSV file, as lists of cells. */
function cells(csv) {
  return csv.trim().split("\r\n").map((line) => [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map((match) => match[1].replace(/^"|"$/g, "").replaceAll('""', '"')));
}
/* The numbers behind a figure, without the names of its columns. */
async function figure(title) {
  const { text } = await saved(page, () => page.getByRole("button", { name: `Save ${title} as CSV`, exact: true }).click());
  return cells(text).slice(1);
}
/* The table with this caption, as it is saved: columns by their place. */
async function table(caption) {
  const region = page.getByRole("region", { name: `${caption}: table`, exact: true });
  const { text } = await saved(page, () => region.locator("xpath=following-sibling::button[1]").click());
  return cells(text).slice(1);
}
const same = (cell, value, what) => (value === null ? assert.equal(cell, "", what) : assert.equal(Number(cell), value, what));
const near = (cell, value, what) => assert.ok(Math.abs(Number(cell) - value) <= 1e-12 * Math.abs(value), `${what}: ${cell} instead of ${value}`);
const all = (rows, wanted, check) => (assert.equal(rows.length, wanted.length), assert.ok(rows.length > 0), wanted.forEach((one, i) => check(rows[i], one)));

describe("an answer of the program shows the program's numbers", () => {
  test("of a study: predicted, interval, reported", async () => {
    await shown("run");
    all(await table("Predicted beside reported"), files.run.reported, (row, one) => {
      const at = row.indexOf(one.unit);
      [one.predicted, one.lo90, one.hi90, one.reported, one.fold_error].forEach((value, i) => same(row[at + 1 + i], value, one.label));
      assert.equal(row.at(-1), one.inside ? "inside" : "outside");
    });
    all(await figure("Predicted over reported"), files.run.reported, (row, one) => {
      near(row[1], one.predicted / one.reported, one.label);
      near(row[2], one.lo90 / one.reported, one.label);
    });
    assert.match(await page.locator("main").textContent(), /12 people.*infliximab/is);
    for (const file of files.run.files) assert.ok((await page.locator("main").textContent()).includes(file));
  });

  test("of a study that says what must hold", async () => {
    await shown("experiment");
    const { criteria } = files.experiment.experiment;
    all(await figure("In what share it holds"), criteria, (row, one) => (same(row[1], one.survives, one.label), assert.equal(row.at(-1), one.holds ? "holds" : "fails")));
    const rows = cells((await saved(page, () => page.getByRole("region", { name: /What is asked/ }).locator("xpath=following-sibling::button[1]").click())).text).slice(1);
    all(rows, criteria, (row, one) => same(row[2], one.statistic, one.label));
  });

  test("of tests against the truth: areas, false alarms, for each group", async () => {
    await shown("discriminate");
    const { groups, cohorts } = files.discriminate.discriminate;
    for (const [g, group] of groups.entries()) {
      await page.getByLabel("Among", { exact: true }).selectOption(String(g));
      all(await figure(`How well each test tells them apart, ${group.group}`), group.tests, (row, one) => (same(row[1], one.auc, one.label), same(row[2], one.lo95, one.label), same(row[3], one.hi95, one.label)));
      all(await figure(`Found and falsely accused, ${group.group}`), group.tests, (row, one) => same(row[3], one.youden_sensitivity, one.label));
    }
    for (const [title, key] of [["False alarms among those who have it not", "false_alarms"], ["Found among those who have it", "found"]])
      all(await figure(title), cohorts, (row, one) => one.at_threshold_90.forEach((at, t) => same(row[t + 1], at[key], `${one.cohort} ${at.label}`)));
  });

  test("of layers taken away, one and two at a time", async () => {
    await shown("matrix");
    const { layers, cells: those, ill } = files.matrix.matrix;
    const cell = (...gone) => those.find((one) => one.gone.length === new Set(gone).size && one.gone.every((layer) => gone.includes(layer)));
    all(await figure(`How many are ${ill.word}`), layers, (row, layer) => layers.slice(0, layers.indexOf(layer) + 1).forEach((other, c) => same(row[c + 1], cell(layer, other).share_ill, `${layer} ${other}`)));
    const reading = those[0].readings[0].reading;
    await page.getByLabel("Shown as", { exact: true }).selectOption("synergy");
    const synergy = await figure(`${reading[0].toUpperCase()}${reading.slice(1).replaceAll("_", " ")}: times the product of what each layer alone does`);
    same(synergy[1][1], cell(layers[1], layers[0]).readings[0].synergy.median, "synergy of two layers");
    same(synergy[1][2], null, "synergy of one layer");
  });

  test("of a map: from both sides, with people on it", async () => {
    await shown("map");
    const { maps, up, marks, ramps } = files.map.map;
    for (const [side, key, title] of [["below", "share_ill_from_below", "well, looked for from health"], ["above", "share_ill_from_above", "ill, looked for from illness"]]) {
      await page.getByLabel("Looked for from", { exact: true }).selectOption(side);
      all(await figure(`Where bodies rest ${title}`), up.values, (row, value) => {
        same(row[0], value, "step");
        maps[0][key][up.values.indexOf(value)].forEach((share, a) => same(row[a + 1], share, `${side} ${value}`));
      });
    }
    await page.getByLabel("People on it", { exact: true }).selectOption("0");
    assert.equal(await page.locator("svg[role=img] > circle").count(), marks[0].people);
    assert.equal(await page.getByRole("slider").count(), ramps.length);
  });

  test("of people like those of a paper", async () => {
    await shown("matched");
    const [one] = files.matched.matched;
    all(await table(`People like those of a paper, ${one.cohort}`), one.numbers, (row, wanted) => ["wanted", "weighted", "these_people", "without", "tilt"].forEach((key, i) => same(row[2 + i], wanted[key], wanted.of)));
  });

  test("of a trial: who took part, effects, arms, power, published numbers", async () => {
    await shown("trial");
    const { trial } = files;
    const way = Object.fromEntries((await figure("The way through the trial")).map(([what, people]) => [what, Number(people)]));
    assert.equal(way.simulated, trial.simulated);
    assert.equal(way["not eligible"], trial.simulated - trial.failed - trial.eligible);
    for (const arm of trial.arms) assert.equal(way[`allocated to ${arm.name}`], arm.endpoints[0].people + arm.endpoints[0].missing);
    all(await table("Every analysis"), trial.analyses, (row, one) => {
      [one.trials.estimate, one.trials.low, one.trials.high, one.trials.p_value].forEach((value, i) => same(row[3 + i], value, one.label));
      const { power, type_1_error } = one.by_people.at(-1);
      assert.ok(row[7].startsWith(`${power.found} of ${power.replicates}`));
      assert.ok(row[8].startsWith(`${type_1_error.found} of ${type_1_error.replicates}`));
    });
    const endpoints = [...trial.arms, { endpoints: trial.everybody }].flatMap((arm) => arm.endpoints);
    all(await table("Endpoints of each arm, over all trials"), endpoints, (row, one) => (same(row[2], one.people, one.label), same(row[5], one.mean, one.label), same(row[8], one.quantiles?.[2] ?? null, one.label)));
    all(await figure("EDTA after treatment"), trial.analyses[0].by_people, (row, one) => (same(row[0], one.people, "people"), same(row[1], one.power.share, "power"), same(row[4], one.type_1_error.share, "by chance")));
    all(await table("Published beside predicted"), trial.reported, (row, one) => [one.reported, one.reported_low, one.reported_high, one.predicted, one.low, one.high].forEach((value, i) => same(row[3 + i], value, one.label)));
  });

  test("of a trial with looks before the end", async () => {
    await shown("interim");
    all(await table("Where trials end"), files.interim.interim.looks, (row, one) => [one.bound, one.trials.reached, one.trials.effect_above, one.trials.effect_below, one.trials.futile].forEach((value, i) => same(row[2 + i], value, "look")));
  });

  test("of a validation: every row, in scope or not", async () => {
    await shown("validate");
    const { detail } = files.validate;
    const inScope = detail.filter((row) => row.in_scope);
    await page.getByText(`Every number of ${inScope.length} rows`).click();
    all(await table("Rows in scope"), inScope, (row, one) => (assert.equal(row[0], one.id), [one.predicted, one.lo90, one.hi90, one.reported, one.fold_error].forEach((value, i) => same(row[6 + i], value, one.id))));
    const drawn = await figure("Simulated over published");
    assert.equal(drawn.length, inScope.length);
    for (const [label, at] of drawn) {
      const one = inScope.find((row) => label.startsWith(`${row.id} `));
      near(at, one.predicted / one.reported, label);
    }
    const out = await table(`${detail.length - inScope.length} rows out of scope`);
    assert.deepEqual(out.flatMap((row) => row[2].split(", ")).sort(), detail.filter((row) => !row.in_scope).map((row) => row.id).sort());
  });

  test("of a validation of diets", async () => {
    await shown("validate_diet");
    const inScope = files.validate_diet.diet.detail.filter((row) => row.in_scope);
    all(await table("Rows in scope"), inScope, (row, one) => (assert.equal(row[0], one.id), same(row[3], one.predicted_fold, one.id), same(row[6], one.reported_fold, one.id)));
  });

  test("of claims, and of the experiment behind each", async () => {
    await shown("claims");
    const tried = files.claims.filter((one) => one.survives !== null);
    all(await figure("In what share each claim survives"), tried, (row, one) => (assert.ok(row[0].startsWith(`${one.id} `)), [one.survives, one.lo90, one.hi90].forEach((value, i) => same(row[1 + i], value, one.id))));
    const rows = await table("Every claim");
    all(rows, files.claims, (row, one) => (assert.equal(row[0], one.id), assert.equal(row[2], one.grade)));
    const claim = tried.at(-1);
    await page.getByLabel("Claim", { exact: true }).selectOption(claim.id);
    all(await figure("In what share it holds"), claim.criteria, (row, one) => same(row[1], one.survives, one.label));
  });

  test("of one experiment, with and without each mechanism", async () => {
    await shown("claim");
    const { criteria, broken } = files.claim;
    all(await figure("Without one mechanism"), [{ criteria }, ...broken], (row, one) => one.criteria.forEach((criterion, c) => same(row[c + 1], criterion.survives, criterion.label)));
  });

  test("of diets, whichever outcome is looked at", async () => {
    await shown("diet");
    const outcomes = Object.entries(files.diet.diets[0].outcomes);
    const [key, { label }] = outcomes.at(-1);
    await page.getByLabel("Outcome", { exact: true }).selectOption(key);
    const title = `${/^[a-z]+\b/.test(label) ? label[0].toUpperCase() + label.slice(1) : label}: after over before`;
    all(await figure(title), files.diet.diets, (row, one) => (assert.equal(row[0], one.title), same(row[1], one.outcomes[key].fold[1], one.title)));
  });

  test("of a junction", async () => {
    await shown("junction");
    all(await table("Every junction"), files.junction.junctions, (row, one) => (same(row[0], one.strands, "strands"), same(row[3], one.ter_ohm_cm2.mean, "resistance")));
  });

  test("of a list, as a table of all that is plain", async () => {
    await shown("list");
    all(await table("Entries"), files.list, (row, one) => assert.equal(row[0], one.name));
  });

  test("and names what it does not know", async () => {
    await open({ ...files.run, horoscope: 1 });
    await page.getByRole("heading", { name: "What is not drawn here" }).waitFor();
    assert.match(await page.locator("main").textContent(), /does not know:\s*horoscope/);
  });
});

describe("a file that is no answer is refused in plain words", () => {
  const whole = () => JSON.stringify(files.trial, null, 2);
  const cases = [
    ["cut off", () => whole().slice(0, 9000), /ends in the middle.*Expected a whole answer/],
    ["damaged", () => whole().replace('"people": 46,', '"people": 46;'), /damaged in line \d+/],
    ["changed by hand", () => JSON.stringify({ ...files.trial, arms: [{ ...files.trial.arms[0], ratio: "one" }] }), /At arms, entry 1: ratio: expected a number/],
    ["of another version", () => JSON.stringify({ ...files.run, version: "9.1.0" }), /written by zonula 9\.1\.0; this page reads answers of zonula \d+\.\d+/],
    ["without a key", () => JSON.stringify({ ...files.trial, arms: undefined, armz: files.trial.arms }), /looks like the answer of zonula trial .*"arms" is missing; "armz" is there instead/],
    ["of something else", () => '{"temperature": 21, "city": "Berlin"}', /none that zonula writes: it holds "temperature", "city"\. Expected/],
    ["with progress in it", () => `{"progress":{"done":1,"all":2}}\n${whole()}`, /goes to standard error/],
  ];
  for (const [what, text, says] of cases)
    test(what, async () => {
      await open(text(), page, "x.json");
      const alert = page.locator("main .wrong[role=alert]", { hasText: says });
      await alert.waitFor();
      assert.equal(await page.locator("article").count(), 0);
    });
});

test("a file of more than 10 MB opens without holding the page up", async ({ annotate }) => {
  const mark = files.map.map.marks[0];
  const people = 330000;
  const many = (list) => Array.from({ length: people }, (_, i) => list[i % list.length]);
  const text = JSON.stringify({ ...files.map, map: { ...files.map.map, marks: [{ ...mark, people, across: many(mark.across), up: many(mark.up), is_ill: many(mark.is_ill) }] } });
  assert.ok(text.length > 10e6, `${text.length}`);
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.longest = Math.max(window.longest, one.duration)))).observe({ entryTypes: ["longtask"] });
  });
  /* From the disk, as somebody opens it; a buffer would be carried into the page letter by letter. */
  await page.locator("input[type=file]").setInputFiles(write("many.json", text));
  await page.getByLabel("People on it", { exact: true }).selectOption("0");
  await page.getByText(/every \d+th is drawn/).waitFor();
  const longest = await page.evaluate(() => window.longest);
  await annotate(`${(text.length / 1e6).toFixed(1)} MB: nothing held the page up for longer than ${longest.toFixed(0)} ms`);
  assert.ok(longest < 500 * BUSY, `${longest} ms`);
  const dots = await page.locator("svg[role=img] > circle").count();
  assert.ok(dots > 1000 && dots <= 1500, `${dots} dots`);
});

describe("the shelf", () => {
  test("finds a study by its words, opens it with one click, and goes back", async () => {
    const own = await site.page("#/open");
    await own.getByRole("link", { name: /Infliximab and intestinal permeability/ }).waitFor();
    await own.getByLabel("Search the studies").fill("vedolizumab biopsies");
    const found = own.locator("section.group a");
    await own.waitForFunction(() => document.querySelectorAll("section.group a").length === 1);
    const title = await found.textContent();
    await found.click();
    await own.getByRole("heading", { name: title, level: 2 }).waitFor();
    assert.match(own.url(), /#\/open\/cicala_2024/);
    await own.getByRole("heading", { name: "Predicted beside reported" }).waitFor();
    await own.goBack();
    await own.getByLabel("Search the studies").waitFor();
    await own.getByLabel("Search the studies").fill("nothing of the sort, zzz");
    await own.getByText(/Nothing here holds/).waitFor();
    await own.context().close();
  });

  test("leads on from a study to the wall, with its people and what they get, and says what stays behind", async () => {
    const own = await site.page("#/open/suenaert_2002");
    await own.getByText("What is left behind").click();
    assert.match(await own.locator(".continue").textContent(), /23 people.*the numbers of the paper/s);
    await own.getByRole("button", { name: "On the wall" }).click();
    await own.waitForURL(/#\/wall/);
    await settled(own);
    assert.equal(await own.getByLabel("Who it is", { exact: true }).first().inputValue(), "crohn_active");
    assert.ok((await own.getByRole("button", { name: /^Do not give/ }).count()) >= 1);
    await own.context().close();
  });

  test("says which is nearest when an address names no study", async () => {
    const own = await site.page("#/open/suenart_2002");
    assert.match(await own.locator(".wrong[role=alert]").textContent(), /nearest is "suenaert_2002"/);
    await own.context().close();
  });
});

/* Every kind on a phone; in the other theme those that use all the figures there are. */
const LOOKS = { "on a phone": [Object.keys, { viewport: PHONE, isMobile: true, hasTouch: true }], dark: [() => ["discriminate", "matrix", "trial"], { colorScheme: "dark" }] };
for (const [how, [kinds, options]] of Object.entries(LOOKS))
  test(`axe objects to nothing in any answer and nothing sticks out, ${how}`, async () => {
    const own = await site.page("#/open", { reducedMotion: "reduce", ...options });
    await settled(own);
    const found = [];
    for (const kind of kinds(files)) {
      await shown(kind, own);
      await own.waitForFunction(() => !document.querySelector("article .opening"));
      await own.evaluate(() => document.querySelectorAll("article details").forEach((one) => (one.open = true)));
      found.push(...(await violations(own)).map((one) => `${kind}: ${one}`));
      const wide = await widest(own);
      if (wide) found.push(`${kind} is wider than the screen: ${wide}`);
    }
    await own.context().close();
    assert.deepEqual(found, []);
  });

test("leaves no error in the console", () => assert.deepEqual(site.wrong, []));
