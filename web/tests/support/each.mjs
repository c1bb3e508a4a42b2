/* Beside every test of the built page: what a page said that it must not fails the test that was under way, pages that the test opened are closed
 * behind it, and of one that failed there is a picture in shots/failed/. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach } from "vitest";
import { beginTest, endTest, openPages, wrongs } from "./chromium.mjs";

const FAILED = fileURLToPath(new URL("../../shots/failed/", import.meta.url));
const fileOf = (task) => basename(task.file.name, ".test.mjs");
const nameOf = (task) => `${fileOf(task)}_${task.name.replace(/\W+/g, "_")}`.slice(0, 120);

/* Pictures of an earlier run would mislead. */
beforeAll((suite) => {
  if (!existsSync(FAILED)) return;
  for (const name of readdirSync(FAILED)) if (name.startsWith(`${fileOf(suite)}_`)) rmSync(join(FAILED, name));
});

async function picture(task) {
  mkdirSync(FAILED, { recursive: true });
  for (const [i, page] of openPages().entries()) {
    const path = join(FAILED, `${nameOf(task)}${i ? `_${i + 1}` : ""}.png`);
    await page.screenshot({ path, timeout: 10_000 }).then(
      () => console.error(`${page.url()} looked like ${path}`),
      (why) => console.error(`${page.url()} gave no picture: ${why.message}`),
    );
  }
}

beforeEach(() => beginTest());
afterEach(async ({ task }) => {
  const wrong = wrongs();
  if (wrong.length || task.result?.state === "fail") await picture(task);
  await endTest();
  /* Vitest hears of a test only between two turns of the loop, and gives up on one of which it hears nothing for a minute. */
  await new Promise(setImmediate);
  if (wrong.length) throw new Error(`The page said what it must not:\n${wrong.join("\n")}`);
});
