/* The built page (web/dist) in Chromium, served on loopback by tools/serve.mjs as ./dev web --serve does. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/* How much slower than asked a machine may be that does other things at the same time. */
export const BUSY = 4;

/* How long a page may take to come to what is waited for, on a machine that does much else. */
const PATIENCE_MS = 60_000;

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 860 };
export const NARROW = { width: 320, height: 640 };

/* Starts what serves the page; `addressIn` finds the address in what it says first. */
export async function served(command, words, addressIn) {
  const server = spawn(command, words, { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((resolve, reject) => {
    server.stdout.once("data", (data) => resolve(addressIn(String(data))));
    server.once("error", (error) => reject(new Error(`${command} does not serve the page: ${error.message}`)));
    server.once("exit", (status) => reject(new Error(`${command} ${words.join(" ")} does not serve the page (status ${status})`)));
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  return { address, stop: () => (server.kill(), ended) };
}

const serve = () => served(process.execPath, [here("tools/serve.mjs"), "--port", "0"], (said) => said.trim());

/* What is said where a context is to have no service worker. */
const BLOCKED = "Service Worker registration blocked by Playwright";

/* What a page does that it must not: says an error or a warning, asks in vain. */
function watch(page, site) {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && message.text() !== BLOCKED) site.wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => site.wrong.push(`error: ${error.message}`));
  /* What is under way when somebody leaves is broken off, which is no fault. */
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") site.wrong.push(`failed: ${request.url()} ${why}`);
  });
}

/* --- What each.mjs does beside every test ------------------------------------------------------------------------------------------------ */

const sites = new Set();
const passing = new Set();
let testing = false;

export function beginTest() {
  testing = true;
}

/* Closes what was opened since. */
export async function endTest() {
  testing = false;
  await Promise.all([...passing].map((context) => context.close()));
  passing.clear();
}

export const openPages = () => [...sites].flatMap((site) => site.browser.contexts().flatMap((context) => context.pages()));

/* What pages said that they must not, since the last time. */
export const wrongs = () => [...sites].flatMap((site) => site.wrong.splice(0));

/* --- The browser ------------------------------------------------------------------------------------------------------------------------- */

export const launch = () =>
  chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"],
  });

/* A browser and the address of the page; close() ends both. `wrong` gathers what every page of it said that it must not: a test fails by it, unless
 * it takes it out. A page that a test opens is closed with it; one that is opened before all tests stays. */
export async function openSite(serving = serve) {
  const { address, stop } = await serving();
  const browser = await launch();
  const site = { address, browser, stop, wrong: [], asked: [] };
  sites.add(site);
  /* A new context: nothing is kept from before. The service worker is left out where it is not what is tested. */
  site.context = async (options = {}) => {
    const context = await browser.newContext({ viewport: DESK, serviceWorkers: "block", ...options });
    if (testing) passing.add(context);
    context.on("close", () => passing.delete(context));
    context.setDefaultTimeout(PATIENCE_MS);
    context.on("request", (request) => site.asked.push(request.url()));
    context.on("page", (page) => watch(page, site));
    return context;
  };
  site.page = async (hash = "", options = {}) => {
    const page = await (await site.context(options)).newPage();
    await page.goto(address + hash);
    return page;
  };
  site.close = async () => {
    sites.delete(site);
    await browser.close();
    await stop();
  };
  return site;
}

/* Views that the page itself offers, and where else its addresses lead. */
export async function routesOf(page) {
  await page.locator("footer").waitFor();
  const views = await page.$$eval("nav[aria-label=Views] a, footer a", (links) => links.map((link) => link.getAttribute("href")));
  return [...new Set(views.filter((view) => view?.startsWith("#/")))];
}

/* The view is there with its tables, and what it shows is of what is set. */
export async function settled(page) {
  await page.locator("main h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("main .stale, main [aria-busy=true], header [role=progressbar]"));
  if (/^#\/(wall)?(\?|$)/.test(new URL(page.url()).hash)) await page.locator(".sheet-picture").first().waitFor();
}

/* What moves into place when a view opens is there, and figures have followed the size of the window. */
export const drawn = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
    for (let i = 0; i < 3; i++) await frame();
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((one) => one.finished.catch(() => {})));
    await frame();
  });

/* Goes to a view as its link does, and waits until what was there is gone. */
export async function go(page, hash) {
  const view = (address) => address.replace(/^#\//, "").split(/[/?]/)[0];
  const there = view(new URL(page.url()).hash) === view(hash);
  await page.evaluate((to) => {
    const heading = document.querySelector("main h1");
    if (heading) heading.dataset.was = heading.textContent;
    location.hash = to;
  }, hash);
  /* Within a view the heading may stay as it is. */
  if (there) await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  else
    await page.waitForFunction(() => {
      const heading = document.querySelector("main h1");
      return heading && heading.dataset.was !== heading.textContent;
    });
  await settled(page);
}

/* What a click saves: its name and text. */
export async function saved(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString("utf8") };
}
