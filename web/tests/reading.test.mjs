/* What a test says, in words: the reading beside the truth, why they differ, and what is usual. */
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openSite, PHONE, settled } from "./support/chromium.mjs";

const TAKEN = "#/test?test=cr_edta,24;p_51cr_edta,probe,51Cr-EDTA,window,0-24";

let site;
beforeAll(async () => (site = await openSite()));
afterAll(() => site?.close());

async function measured(page) {
  await settled(page);
  await page.locator(".shown .says").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("main [aria-busy=true], main .stale"));
}

describe("a reading", () => {
  test("stands beside the truth in words, and its causes multiply to how far it is off", async () => {
    const page = await site.page(TAKEN);
    await measured(page);
    const said = (await page.locator(".shown .says").innerText()).replace(/\s+/g, " ");
    const [, printed, truth] = /reads ([\d.]+) %; the truth is ([\d.]+) %/.exec(said).map(Number);
    const [, share, how] = /([\d.]+) % too (low|high), because of/.exec(said);
    const ratio = printed / truth;
    assert.ok(Math.abs(Math.abs(ratio - 1) * 100 - Number(share)) < 1, said);
    assert.equal(how, ratio < 1 ? "low" : "high");
    const factors = [...said.matchAll(/\(([−+])([\d.]+) %\)/g)].map(([, sign, percent]) => 1 + (sign === "+" ? 1 : -1) * (Number(percent) / 100));
    assert.ok(factors.length >= 2);
    assert.ok(Math.abs(factors.reduce((all, one) => all * one, 1) / ratio - 1) < 0.03, said);
    await page.context().close();
  });

  test("comes on a phone before what is to be read about the test, and its picture begins on the first screen", async () => {
    const page = await site.page(TAKEN, { viewport: PHONE, isMobile: true, hasTouch: true });
    await measured(page);
    const top = (selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().top);
    assert.ok((await top(".shown figure, .shown h3")) < PHONE.height);
    assert.ok((await top(".shown .says")) < (await top(".weak")));
    await page.context().close();
  });

  test("again and again has the truth and what healthy people read in one picture", async () => {
    const page = await site.page(TAKEN);
    await measured(page);
    await page.getByRole("button", { name: "Repeat 100 times" }).click();
    const picture = page.getByRole("img", { name: /measured 100 times/ });
    await picture.waitFor();
    const said = await picture.getAttribute("aria-label");
    assert.match(said, /100 readings from [\d.]+ to [\d.]+, middle [\d.]+, the truth is [\d.]+; nine in ten of 60 healthy people read from [\d.]+ to [\d.]+/);
    assert.equal(await picture.locator(".usual").count(), 1);
    assert.equal(await picture.locator(".truth").count(), 1);
    await page.context().close();
  });
});
