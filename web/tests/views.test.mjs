/* Every view of the page, as it is built: what it asks the network, whether it fits a phone, what axe says of it in light and in dark. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { DESK, go, openSite, PHONE, routesOf, settled } from "./support/chromium.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

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
async function visit(options, look) {
  const page = await site.page(routes[0], options);
  await settled(page);
  for (const route of routes) {
    await go(page, route);
    await look(page, route);
  }
  await page.context().close();
}

/* axe is not a file of the page; it is put in past the policy, as a browser's own tools are. */
async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), WCAG);
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")} | ${node.any.concat(node.all, node.none).map((check) => check.message).join("; ")}`));
}

/* In the page: null, or how wide it is and what it is that sticks out of it. */
function widest() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const seen = Math.min(clientWidth, screen.width);
  if (scrollWidth <= seen) return null;
  const scrolls = (element) => element !== document.body && element !== document.documentElement && getComputedStyle(element).overflowX !== "visible";
  const inside = (element) => element.parentElement && (scrolls(element.parentElement) || inside(element.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > seen + 0.5 && !inside(element));
  return `${scrollWidth}, by ${out.slice(0, 4).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} to ${element.getBoundingClientRect().right}`)}`;
}

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
      const beyond = await page.evaluate(widest);
      if (beyond) wide.push(`${route}: ${beyond}`);
    });
    assert.deepEqual(wide, []);
  });

  for (const colorScheme of ["light", "dark"])
    test(`has nothing that axe objects to, ${colorScheme}`, async () => {
      const found = [];
      await visit({ colorScheme, reducedMotion: "reduce" }, async (page, route) => found.push(...(await violations(page)).map((one) => `${route} ${one}`)));
      assert.deepEqual(found, []);
    });
});
