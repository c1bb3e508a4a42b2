/* Files that are dropped on the page: what is wrong with them is said with its line, and what would be right. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openSite, settled } from "./support/chromium.mjs";
import { ROOT } from "./support/module.mjs";
import { ask, refusalOf, write } from "./support/native.mjs";
import { scratch } from "./support/scratch.mjs";

const GOOD = readFileSync(join(ROOT, "studies", "suenaert_2002.yaml"), "utf8");

let site;
let page;
before(async () => {
  site = await openSite();
  page = await site.page();
  await settled(page);
});
after(() => site?.close());

/* Lets files fall on the page, wherever it is. */
async function drop(...files) {
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, bytes } of all) data.items.add(new File([new Uint8Array(bytes)], name));
    return data;
  }, files.map(({ name, content }) => ({ name, bytes: [...Buffer.from(content)] })));
  for (const kind of ["dragover", "drop"]) await page.dispatchEvent("main", kind, { dataTransfer: transfer });
  await page.getByRole("heading", { name: "Open a file" }).waitFor();
}

/* Title and text of what is said to be wrong. */
async function refusal() {
  const alert = page.locator("main .wrong[role=alert]");
  await alert.waitFor();
  return { title: await alert.locator("h2").textContent(), text: await alert.locator("p").first().textContent(), marked: await alert.locator("pre .at").allTextContents() };
}

describe("a dropped file", () => {
  test("that is a study is read and run", async () => {
    await drop({ name: "suenaert.yaml", content: GOOD });
    await page.getByRole("heading", { name: /^title: (.*)$/m.exec(GOOD)[1] }).waitFor();
    assert.equal(await page.locator("main .wrong").count(), 0);
  });

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

  test("that is no text, nothing at all, a table alone or several studies is refused in plain words", async () => {
    await page.getByRole("button", { name: /^Close wrong/ }).click();
    const cases = [
      [[{ name: "result.nc", content: Uint8Array.from([0x89, 0x48, 0x44, 0x46, 0xff, 0xfe]) }], /result\.nc is no text .*expected a study file/],
      [[{ name: "empty.yaml", content: "" }], /empty\.yaml is empty; expected/],
      [[{ name: "people.csv", content: "a,b\n1,2\n" }], /A table alone is no study; expected/],
      [["x.yaml", "y.yaml"].map((name) => ({ name, content: GOOD })), /2 files at once; expected one/],
      [[{ name: "answer.json", content: '{"some": "thing"}' }], /it holds "some"\. Expected/],
    ];
    for (const [files, says] of cases) {
      await drop(...files);
      await page.locator("main .wrong", { hasText: says }).waitFor();
    }
  });

  test("that holds what the program answered shows the program's numbers", async () => {
    const { answer } = ask(["run", join(ROOT, "studies", "suenaert_2002.yaml"), "--people", "2", "--threads", "1", "--no-cache", "--out", join(scratch, "out")]);
    await drop({ name: "answer.json", content: JSON.stringify(answer) });
    await page.getByRole("region", { name: "Predicted beside reported: table" }).waitFor();
    const shown = await page.locator("main").textContent();
    for (const row of answer.reported) assert.ok(shown.includes(row.label), row.label);
  });

  test("leaves no error in the console", () => assert.deepEqual(site.wrong, []));
});
