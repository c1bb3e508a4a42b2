/* Every view of the page, as it is built, in every look: axe objects to nothing, nothing scrolls sideways, no error is said, and it shows something.
 * Pictures of all are left in web/shots/ for who wants to look. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, test } from "vitest";
import { DESK, drawn, go, NARROW, openSite, PHONE, routesOf, settled } from "./support/chromium.mjs";
import { enlarge, look, violations, widest } from "./support/looks.mjs";

const SHOTS = fileURLToPath(new URL("../shots/", import.meta.url));
const PROJECTOR = { width: 1920, height: 1080 };

/* What the page itself offers, and where that leads. */
const VIEWS = {
  wall: "#/wall",
  two: "#/wall?a=healthy&b=crohn_active&give=b,indomethacin,24",
  part: "#/wall?part=junctions",
  change: "#/change",
  menu: "#/change/diet",
  given: "#/change/given",
  parameters: "#/change/parameters",
  time: "#/change/time",
  test: "#/test?a=coeliac_untreated&test=lactulose_mannitol,24;lactulose_over_mannitol,probe,lactulose,over,mannitol,window,0-5",
  compare: "#/test/compare",
  claims: "#/claims",
  claim: "#/claims/C30",
  lessons: "#/lessons",
  lesson: "#/lessons/1",
  glossary: "#/glossary",
  open: "#/open",
};

const still = { reducedMotion: "reduce" };
const touch = { isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
/* What is asked of each look; `ground`: how bright it may be, 0 to 1. */
const LOOKS = {
  light: { options: { viewport: DESK, colorScheme: "light", ...still }, axe: true, ground: [0.75, 1] },
  dark: { options: { viewport: DESK, colorScheme: "dark", ...still }, axe: true, ground: [0, 0.35] },
  phone: { options: { viewport: PHONE, ...touch, ...still }, axe: true, ground: [0.75, 1] },
  projector: { options: { viewport: PROJECTOR, ...still }, ground: [0.75, 1] },
  /* What is left of a window of 1280 points at 400 % (WCAG 1.4.10). */
  narrow: { options: { viewport: NARROW, ...still } },
  /* Letters twice as large (WCAG 1.4.4). */
  enlarged: { options: { viewport: DESK, ...still }, large: true },
};

let site;
beforeAll(async () => {
  site = await openSite();
  mkdirSync(SHOTS, { recursive: true });
});
afterAll(() => site?.close());

describe("every view", () => {
  test("is offered, and looked at here", async () => {
    const routes = await routesOf(await site.page());
    for (const view of ["wall", "change", "test", "claims", "open"]) assert.ok(routes.includes(`#/${view}`), `${view} is not among ${routes}`);
    assert.deepEqual(routes.filter((route) => !Object.values(VIEWS).includes(route.split("?")[0]) && route !== "#/test"), []);
  });

  test("forbids itself other hosts and code that is not in its files", async () => {
    const page = await site.page();
    const refused = await page.evaluate(async () => {
      const told = new Set();
      const all = new Promise((resolve) =>
        document.addEventListener("securitypolicyviolation", (event) => {
          told.add(event.effectiveDirective);
          if (told.size === 3) resolve();
        }),
      );
      await fetch("http://127.0.0.2:9/x").catch(() => {});
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.head.append(script);
      const image = new Image();
      image.src = "http://127.0.0.2:9/x.png";
      await all;
      return { told: [...told], ran: window.ran === true };
    });
    assert.deepEqual(refused.told.sort(), ["connect-src", "img-src", "script-src-elem"]);
    assert.equal(refused.ran, false);
    site.wrong.length = site.asked.length = 0; /* those were asked for */
  });
});

for (const [how, { options, axe, large, ground }] of Object.entries(LOOKS))
  describe(how, () => {
    let page;
    const seen = new Map();
    beforeAll(async () => {
      page = await site.page("", options);
      await settled(page);
      if (large) await enlarge(page);
    });
    afterAll(() => page?.context().close());

    for (const [name, hash] of Object.entries(VIEWS))
      test(`${name} is as it should be`, async () => {
        await go(page, hash);
        await drawn(page);
        assert.equal(await widest(page), null, "nothing is wider than the window");
        if (axe) assert.deepEqual(await violations(page), [], "axe objects to nothing");
        const shot = await page.screenshot();
        writeFileSync(join(SHOTS, `${name}_${how}.png`), shot);
        if (!ground) return;
        const print = shot.toString("base64");
        const shown = await page.evaluate(look, print);
        assert.ok(shown.ground >= ground[0] && shown.ground <= ground[1], `the ground is ${shown.ground}`);
        assert.ok(shown.colours >= 8, `${shown.colours} colours`);
        assert.ok(!seen.has(print), `${name} looks as ${seen.get(print)}`);
        seen.set(print, name);
      });
  });

for (const colorScheme of ["light", "dark"])
  test(`axe objects to nothing in what opens over the page, ${colorScheme}`, async () => {
    const page = await site.page("", { colorScheme, ...still });
    await settled(page);
    await page.locator("[data-part=junctions]").first().dispatchEvent("click");
    await page.locator("section.panel .equation").first().waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByRole("dialog").getByLabel("Study file").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await go(page, "#/open");
    await page.locator("input[type=file]").setInputFiles({ name: "wrong.yaml", mimeType: "application/yaml", buffer: Buffer.from("title: x\nsource: non\n") });
    await page.locator(".wrong[role=alert]").waitFor();
    assert.deepEqual(await violations(page), []);
  });

/* After all of the above. */
test("the page asks nobody but its own host", () => {
  assert.ok(site.asked.length > 100, "the page was watched");
  assert.deepEqual(site.asked.filter((url) => !url.startsWith(site.address) && !/^(blob|data):/.test(url)), []);
});
