/* Wrong files are refused with the words and the line of the program. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { openModule, ROOT } from "./support/module.mjs";
import { refusalOf, write } from "./support/native.mjs";

let page;
beforeAll(async () => {
  page = await openModule();
});

/* Both read a text; what the program says of it, and what the page says. */
function both(text, name = "wrong.yaml") {
  const file = write(name, text);
  const theirs = refusalOf(file);
  let ours = null;
  try {
    page.check(text, { fileName: file });
  } catch (e) {
    ours = { file: e.file, line: e.line || null, text: e.text };
  }
  return { theirs, ours };
}

function refuseAlike(text, what) {
  const { theirs, ours } = both(text);
  assert.ok(theirs, `${what}: the program takes it`);
  assert.deepEqual(ours, theirs, what);
}

const base = readFileSync(join(ROOT, "studies", "suenaert_2002.yaml"), "utf8");
const claim = readFileSync(join(ROOT, "studies", "claims", "leak_alone.yaml"), "utf8");

/* [from, to]: the first place of one becomes the other. */
function edited(text, from, to) {
  assert.ok(text.includes(from), `'${from}' does not stand in the study`);
  return text.replace(from, () => to);
}

describe("what is no YAML, or not plain", () => {
  const texts = {
    "a list that is not closed": "title: [a\n",
    "a brace too many": "title: x\nfollow: [serum_crp, x}]\n",
    "brackets inside braces": 'title: x\nreported:\n  - {at: 0 d, reading: leak[ileum], mean: 3}\n',
    "a colon in a text": "title: An antibody: it works\n",
    "a deeper line": "title: b\n  source: d\n",
    "a line that is less deep than those before": "cohort:\n    people: 3\n  seed: 4\n",
    "a quote that is not closed": 'title: "b\nsource: d\n',
    "a word alone": "title: x\nsource\n",
    "an unknown escape": 'title: "b\\q"\n',
    "a character that begins nothing": "title: @b\n",
    "a key among dashes": "timeline:\n  - {at: 0 d}\n  cohort: d\n",
    "a dash behind a key": "title: - b\n",
    "a missing comma": 'follow: [a b, "c" "d"]\n',
    "two commas": "follow: [b,, c]\n",
    "a text behind a quote": 'title: "b" c\n',
    "a list as a key": "[a]: b\n",
    "an anchor": "title: &x b\n",
    "an alias": "title: *x\n",
    "a tag": "title: !x b\n",
    "a second document": "title: b\n---\ntitle: d\n",
    nothing: "",
    "a remark alone": "# nothing\n",
    "dashes alone": "---\n",
    "lists in lists": `title: ${"[".repeat(30)}${"]".repeat(30)}\n`,
    "a control character in disguise": 'title: "b\\e[31mc"\n',
    "a tab in a text": "title: b\tc\n",
    "a tab as indentation": "cohort:\n\tpeople: 3\n",
    "a list at the top": "[1, 2]\n",
    "a file that is too large": "#".repeat((1 << 20) + 1),
    "a control character": "title: a\u0001\n",
  };
  for (const [what, text] of Object.entries(texts)) test(what, () => refuseAlike(text, what));
});

describe("studies that are YAML and wrong", () => {
  const edits = [
    ["title:", "titel:"], ["title:", "title: x\ntitle:"], ["source:", "sources:"], ["10.1111/", "11.1111/"], ["people: ", "people: -"],
    ["condition: crohn_active", "condition: crohn_activ"], ["condition: crohn_active", "condition: moonstruck"], ["seed: 2002", "seed: 0x17"],
    ["seed: 2002", 'seed: 2002, set: ["person_wieght=60 kg"]'], ["seed: 2002", 'seed: 2002, set: ["person_weight=500 kg"]'],
    ["seed: 2002", 'seed: 2002, set: ["leak=3"]'], ["seed: 2002", 'seed: 2002, set: ["immune_gain=2 mg"]'], ["give: infliximab", "give: infliximb"],
    ["dose: 5 mg/kg", "dose: 5"], ["dose: 5 mg/kg", "dose: 5 mg"], ["dose: 5 mg/kg", "dose: 5 parsnips"], ["dose: 5 mg/kg", "dose: 5 5 mg/kg"],
    ["dose: 5 mg/kg", "dose: five mg/kg"], ["dose: 5 mg/kg", "dose: 900 g/kg"], ["measure: cr_edta", "measure: cr_edtaa"], ["at: 0 d", "at: 0 mg"],
    ["at: 0 d", "at: -1 d"], ["at: 0 d", "at: 0"], ["at: 0 d", "when: 0 d"], ["window: 0-24 h", "window: 24-0 h"], ["window: 0-24 h", "window: 0-99 h"],
    ["window: 0-24 h", "window: 0-24"], ["median: ", "medain: "], ["follow: [", "follow: [nothing, "], ["follow: [", "follow: [leak, "],
    ["pictures: [", "pictures: [9 d, "], ["pictures: [", "meals: perhaps\npictures: ["], ["probe: 51Cr-EDTA", "probe: 51Cr-EDAT"],
  ];
  for (const [from, to] of edits)
    test(`${from} -> ${to.replaceAll("\n", " ")}`, () => refuseAlike(edited(base, from, to), `${from} -> ${to}`));

  const experiments = [
    ["asks:", "ask:"], ["in: ", "in: 7"], ["because:", "becuase:"], ["without:", "with:"], ["source: ", "source: nowhere_"],
    ["value: ", "value: nothing + "], ["value: ", "value: 1 + * "], ["value: ", "value: (1 + "], ["below: ", "below: x"],
  ];
  for (const [from, to] of experiments)
    test(`${from} -> ${to} in an experiment`, () => refuseAlike(edited(claim, from, to), `${from} -> ${to}`));
});

/* Lines left out and words misspelt, one after the other: whatever the program says, the page says. */
describe("studies damaged anywhere", () => {
  const studies = { suenaert_2002: base, leak_alone: claim, backups: readFileSync(join(ROOT, "studies", "backups.yaml"), "utf8") };
  for (const [name, text] of Object.entries(studies))
    test(name, () => {
      const lines = text.split("\n");
      let refused = 0;
      lines.forEach((line, i) => {
        const variants = [lines.toSpliced ? null : null, line.replace(/[a-z]([a-z]+)/, "$1"), line.replace(/(\d)/, "x$1"), ` ${line}`];
        variants[0] = i % 2 ? line.replace(/[,:]/, "") : null;
        const which = variants[i % 4] ?? "";
        const damaged = [...lines.slice(0, i), which, ...lines.slice(i + 1)].join("\n");
        const { theirs, ours } = both(damaged, `${name}.yaml`);
        refused += theirs !== null;
        assert.deepEqual(ours, theirs, `line ${i + 1}: ${which}`);
      });
      assert.ok(refused > 3);
    });
});
