/* Files that are dropped on the page: what is wrong with them is said with its line, and what would be right. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openSite, settled } from "./support/chromium.mjs";
import { ROOT } from "./support/module.mjs";
import { ask, refusalOf, write } from "./support/native.mjs";
import { scratch } from "./support/scratch.mjs";

const GOOD = readFileSync(join(ROOT, "studies", "suenaert_2002.yaml"), "utf8");

let site;
let page;
beforeAll(async () => {
  site = await openSite();
  page = await site.page();
  await settled(page);
});
afterAll(() => site?.close());

/* Lets files fall on the page, wherever it is. `times`: how often the content is repeated in the file. */
async function drop(...files) {
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, bytes, times } of all) data.items.add(new File(Array(times).fill(new Uint8Array(bytes)), name));
    return data;
  }, files.map(({ name, content, times = 1 }) => ({ name, bytes: [...Buffer.from(content)], times })));
  for (const kind of ["dragover", "drop"]) await page.dispatchEvent("main", kind, { dataTransfer: transfer });
  await page.getByRole("heading", { name: "Open a file" }).waitFor();
}

async function dropsGood() {
  await drop({ name: "suenaert.yaml", content: GOOD });
  await page.getByRole("heading", { name: /^title: (.*)$/m.exec(GOOD)[1] }).waitFor();
  assert.equal(await page.locator("main .wrong").count(), 0);
}

/* Title and text of what is said to be wrong. */
async function refusal() {
  const alert = page.locator("main .wrong[role=alert]");
  await alert.waitFor();
  return { title: await alert.locator("h2").textContent(), text: await alert.locator("p").first().textContent(), marked: await alert.locator("pre .at").allTextContents() };
}

describe("a dropped file", () => {
  test("that is a study is read and run", dropsGood);

  for (const [what, wrong, right] of [
    ["condition", GOOD.replace(/condition: \w+/, "condition: chron_active"), "crohn_active"],
    ["key", GOOD.replace("timeline:", "timelime:"), "timeline"],
  ])
    test(`with a wrong ${what} is refused at its line, with the nearest that is right, as by the program`, async () => {
      assert.notEqual(wrong, GOOD);
      await drop({ name: "wrong.yaml", content: wrong });
      const native = refusalOf(write("wrong.yaml", wrong));
      const said = await refusal();
      assert.equal(said.title, `Line ${native.line} of wrong.yaml`);
      assert.equal(said.text, native.text);
      assert.match(said.text, new RegExp(right));
      assert.equal(said.marked.length, 1);
      assert.match(said.marked[0], new RegExp(`^${native.line}`));
    });

  const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082", "hex");
  const ANSWER = JSON.stringify({ study: "x", version: "0.1.0", reported: [] });
  const WRONG = {
    "a picture": [[{ name: "wall.png", content: PNG }], /wall\.png is no text .*expected a study file/],
    "a result file": [[{ name: "result.nc", content: Uint8Array.from([0x89, 0x48, 0x44, 0x46, 0xff, 0xfe]) }], /result\.nc is no text .*expected a study file/],
    nothing: [[{ name: "empty.yaml", content: "" }], /empty\.yaml is empty; expected/],
    "five megabytes of text": [[{ name: "long.yaml", content: "# a line that goes on and on\n", times: 180_000 }], /long\.yaml has 5\.\d MB; expected a study file/],
    "ten megabytes of text": [[{ name: "longer.yaml", content: "# a line that goes on and on\n", times: 360_000 }], /longer\.yaml has 10\.\d MB; expected a study file/],
    "an answer that is cut off": [[{ name: "answer.json", content: ANSWER.slice(0, -9) }], /answer\.json.*[Ee]xpected/],
    "another JSON": [[{ name: "answer.json", content: '{"some": "thing"}' }], /answer\.json.*it holds "some"\. Expected/],
    "two studies": [["x.yaml", "y.yaml"].map((name) => ({ name, content: GOOD })), /2 files at once; expected one/],
    "a table alone": [[{ name: "people.csv", content: "a,b\n1,2\n" }], /A table alone is no study; expected/],
  };
  for (const [what, [files, says]] of Object.entries(WRONG))
    test(`that is ${what} is refused in plain words, and the next one is read`, async () => {
      const close = page.getByRole("button", { name: /^Close / });
      if (await close.count()) await close.click();
      await drop(...files);
      const wrong = page.locator("main .wrong[role=alert]");
      await wrong.waitFor();
      const text = await wrong.textContent();
      assert.match(text, says);
      assert.doesNotMatch(text, /SyntaxError|TypeError|undefined|\bat \w+ \(/);
      await dropsGood();
    });

  test("that holds what the program answered shows the program's numbers", async () => {
    const { answer } = ask(["run", join(ROOT, "studies", "suenaert_2002.yaml"), "--people", "2", "--threads", "1", "--no-cache", "--out", join(scratch, "out")]);
    await drop({ name: "answer.json", content: JSON.stringify(answer) });
    await page.getByRole("region", { name: "Predicted beside reported: table" }).waitFor();
    const shown = await page.locator("main").textContent();
    for (const row of answer.reported) assert.ok(shown.includes(row.label), row.label);
  });
});
