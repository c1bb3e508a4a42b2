/* Every view of the page, as it is built: what it asks the network, whether it fits a phone, what axe says of it in light and in dark. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { violations, widest } from "./support/looks.mjs";
import { DESK, go, openSite, PHONE, routesOf, settled } from "./support/chromium.mjs";

let site;
let routes;
before(async () => {
  site = await openSite();
  const page = await site.page();
  routes = await routesOf(page);
  await page.context().close();
});
after(() => site?.close());

/* Every view in one page, one after the other. */
async function visit(options, look, places = routes) {
  const page = await site.page(places[0], options);
  await settled(page);
  for (const route of places) {
    await go(page, route);
    await look(page, route);
  }
  await page.context().close();
}

/* Where views lead within themselves. */
const WITHIN = ["#/change/diet", "#/change/given", "#/change/parameters", "#/change/time", "#/test/compare", "#/claims/C01"];

describe("every view", () => {
  test("is offered", () => {
    for (const view of ["wall", "change", "test", "claims", "open"]) assert.ok(routes.includes(`#/${view}`), `${view} is not among ${routes}`);
  });

  test("asks nobody but its own host, breaks no rule of its policy and says no error", async () => {
    site.wrong.length = site.asked.length = 0;
    await visit({ viewport: DESK }, async () => {});
    assert.ok(site.asked.length > 10, "the page was watched");
    assert.deepEqual(site.asked.filter((url) => !url.startsWith(site.address) && !/^(blob|data):/.test(url)), []);
    assert.deepEqual(site.wrong, []);
  });

  test("forbids itself other hosts and code that is not in its files", async () => {
    const page = await site.page();
    const refused = await page.evaluate(async () => {
      const told = [];
      document.addEventListener("securitypolicyviolation", (event) => told.push(event.effectiveDirective));
      await fetch("http://127.0.0.2:9/x").catch(() => {});
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.head.append(script);
      const image = new Image();
      image.src = "http://127.0.0.2:9/x.png";
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { told, ran: window.ran === true };
    });
    assert.deepEqual([...new Set(refused.told)].sort(), ["connect-src", "img-src", "script-src-elem"]);
    assert.equal(refused.ran, false);
    site.wrong.length = 0; /* those were asked for */
    await page.context().close();
  });

  test("fits a phone of 360 points without scrolling sideways", async () => {
    const wide = [];
    await visit({ viewport: PHONE, isMobile: true, hasTouch: true }, async (page, route) => {
      const beyond = await widest(page);
      if (beyond) wide.push(`${route}: ${beyond}`);
    });
    assert.deepEqual(wide, []);
  });

  test("fits a phone where it leads on within itself", async () => {
    const wide = [];
    await visit(
      { viewport: PHONE, isMobile: true, hasTouch: true },
      async (page, route) => {
        const beyond = await widest(page);
        if (beyond) wide.push(`${route}: ${beyond}`);
      },
      WITHIN,
    );
    assert.deepEqual(wide, []);
  });

  test("has nothing that axe objects to where it leads on, and with two people", async () => {
    const found = [];
    const two = "#/wall?a=healthy&b=crohn_active&give=b,indomethacin,24";
    await visit({ reducedMotion: "reduce" }, async (page, route) => found.push(...(await violations(page)).map((one) => `${route} ${one}`)), [...WITHIN, two]);
    assert.deepEqual(found, []);
  });

  for (const colorScheme of ["light", "dark"])
    test(`has nothing that axe objects to in what opens over it, ${colorScheme}`, async () => {
      const page = await site.page("", { colorScheme, reducedMotion: "reduce" });
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
      await page.context().close();
    });

  const phone = { viewport: PHONE, isMobile: true, hasTouch: true };
  for (const [how, options] of Object.entries({ light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, "on a phone": phone }))
    test(`has nothing that axe objects to, ${how}`, async () => {
      const found = [];
      await visit({ reducedMotion: "reduce", ...options }, async (page, route) => found.push(...(await violations(page)).map((one) => `${route} ${one}`)));
      assert.deepEqual(found, []);
    });
});
