/* Pictures of the main views in light, in dark and on a phone, in web/shots/ for who wants to look; that they show something, and each something else. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { DESK, go, openSite, PHONE, settled } from "./support/chromium.mjs";

const SHOTS = fileURLToPath(new URL("../shots/", import.meta.url));
const PROJECTOR = { width: 1920, height: 1080 };
const VIEWS = {
  wall: "#/wall",
  two: "#/wall?a=healthy&b=crohn_active&give=b,indomethacin,24",
  part: "#/wall?part=junctions",
  change: "#/change",
  menu: "#/change/diet",
  test: "#/test?a=coeliac_untreated&test=lactulose_mannitol,24;lactulose_over_mannitol,probe,lactulose,over,mannitol,window,0-5",
  claims: "#/claims",
  claim: "#/claims/C30",
  lessons: "#/lessons",
  lesson: "#/lessons/1",
  glossary: "#/glossary",
  open: "#/open",
};

let site;
before(async () => {
  site = await openSite();
  mkdirSync(SHOTS, { recursive: true });
});
after(() => site?.close());

/* In the page: how bright the ground is, 0 to 1, and in how many colours a coarse copy of the picture is painted. */
async function look(data) {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = new OffscreenCanvas(160, 120);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, 160, 120);
  const { data: pixels } = context.getImageData(0, 0, 160, 120);
  const counts = new Map();
  for (let i = 0; i < pixels.length; i += 4) {
    const colour = ((pixels[i] >> 4) << 8) | ((pixels[i + 1] >> 4) << 4) | (pixels[i + 2] >> 4);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [ground] = [...counts].sort((one, other) => other[1] - one[1])[0];
  return { ground: ((ground >> 8) + ((ground >> 4) & 15) + (ground & 15)) / 45, colours: counts.size };
}

describe("pictures", () => {
  for (const [how, options, dark] of [
    ["light", { viewport: DESK, colorScheme: "light" }, false],
    ["dark", { viewport: DESK, colorScheme: "dark" }, true],
    ["phone", { viewport: PHONE, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }, false],
    ["projector", { viewport: PROJECTOR }, false],
  ])
    test(`of every view, ${how}`, async () => {
      const page = await site.page("", options);
      await settled(page);
      const seen = new Map();
      for (const [name, hash] of Object.entries(VIEWS)) {
        await go(page, hash);
        await page.waitForTimeout(700); /* curves are drawn and dots are on their way */
        const shot = await page.screenshot();
        writeFileSync(join(SHOTS, `${name}_${how}.png`), shot);
        const { ground, colours } = await page.evaluate(look, shot.toString("base64"));
        assert.ok(dark ? ground < 0.35 : ground > 0.75, `${name}: the ground is ${ground}`);
        assert.ok(colours >= 8, `${name}: ${colours} colours`);
        const print = shot.toString("base64");
        assert.ok(!seen.has(print), `${name} looks as ${seen.get(print)}`);
        seen.set(print, name);
      }
      await page.context().close();
    });
});
