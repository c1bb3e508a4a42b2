/* What can be said of a view's looks without eyes: what axe objects to, and what is wider than the screen. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/* In the page. What passes is not carried out of it: there is much of it. */
async function objections(tags) {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")} | ${node.any.concat(node.all, node.none).map((check) => check.message).join("; ")}`));
}

/* axe is not a file of the page; it is put in past the policy, as a browser's own tools are. */
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(objections, WCAG);
}

/* In the page: null, or how wide it is and what it is that sticks out of it. */
function sticksOut() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const seen = Math.min(clientWidth, screen.width);
  if (scrollWidth <= seen) return null;
  const scrolls = (element) => element !== document.body && element !== document.documentElement && getComputedStyle(element).overflowX !== "visible";
  /* What is placed freely scrolls with what it is placed in, not with what it is written in. */
  const holder = (element) => (getComputedStyle(element).position === "absolute" ? element.offsetParent : element.parentElement);
  const inside = (element) => holder(element) !== null && (scrolls(holder(element)) || inside(holder(element)));
  const out = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > seen + 0.5 && !inside(element));
  return `${scrollWidth}, by ${out.slice(0, 4).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} to ${element.getBoundingClientRect().right}`)}`;
}

export const widest = (page) => page.evaluate(sticksOut);

/* Letters twice as large, as a browser is told to make them. */
export const enlarge = (page, size = "200%") => page.evaluate((to) => document.documentElement.style.setProperty("font-size", to), size);

/* In the page: how bright the ground of a picture is, 0 to 1, and in how many colours a coarse copy of it is painted. */
export async function look(data) {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = new OffscreenCanvas(160, 120);
  const context = canvas.getContext("2d", { willReadFrequently: true });
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
