/* The moving dots. A dot is born before the wall as a Poisson process says, and all of its way is laid out at once: corners and the moments
 * at which it is there. Where it is follows from its age alone, so a dropped frame changes nothing. */

import { cutOf, ROUTES, type Flux, type Route } from "./flux";
import type { Fate } from "./fate";
import { base, junctionX, mucusTop, slotWidth, type Body, type Box, type Layout, type Point } from "./layout";
import { poisson, streamOf, type Random } from "./random";
import { rowOf, type Row } from "./shapes";
import type { Scene } from "./scene";

/* Where a way ended: in the liver, in blood (used up or spread elsewhere), or in urine; where the sheet shows no more than the wall, beyond it. */
export type End = "liver" | "blood" | "urine" | "beyond";

export interface Dot {
  solute: number;
  route: Route;
  born: number;
  x: number[];
  y: number[];
  /* Seconds after birth, rising. */
  t: number[];
  /* Between these it is in the wall, and inside a cell if that is its route. */
  enters: number;
  leaves: number;
  fades: number;
  slot: number;
  end: End;
  wobble: number;
}

const SPEED = { lumen: 46, vein: 190, organ: 80 };
const SECONDS = { pore: 1.3, leak: 1.0, cellLoss: 0.8, cell: 1.8 };
/* Seconds that a dot is seen where its way ends. */
const REST_AT: Record<End, number> = { liver: 5, blood: 0.5, urine: 5, beyond: 0 };
const FADE = 1.2;
const LOOSE_SECONDS = 0.9;

/* What a way is laid out upon. */
interface Ground {
  layout: Layout;
  scene: Scene;
  row: Row;
}

export const groundOf = (layout: Layout, scene: Scene): Ground => ({ layout, scene, row: rowOf(layout, scene) });

interface Site {
  slot: number;
  x: number;
  slack: number;
}

const pick = <T>(things: T[], random: Random): T => things[Math.min(Math.floor(random() * things.length), things.length - 1)];

/* Where a route leads through the wall; null where the picture has no such place (no whole cell, no hole of any width). */
export function siteOf(ground: Ground, route: Route, random: Random): Site | null {
  const { row, layout } = ground;
  if (route === "cellLoss") {
    const all = row.holes.reduce((sum, hole) => sum + hole.right - hole.left, 0);
    if (!(all > 0)) return null;
    let left = all * random();
    const hole = row.holes.find((one) => (left -= one.right - one.left) <= 0) ?? row.holes[row.holes.length - 1];
    return { slot: hole.slot, x: (hole.left + hole.right) / 2, slack: (hole.right - hole.left) / 2 };
  }
  if (route === "cell") {
    const cells = row.cells.filter((cell) => !cell.goblet && cell.lost === 0);
    if (cells.length === 0) return null;
    const cell = pick(cells, random);
    return { slot: cell.slot, x: (cell.left + cell.right) / 2, slack: slotWidth(layout) * 0.22 };
  }
  if (row.junctions.length === 0) return null;
  const junction = pick(row.junctions, random);
  return { slot: junction.slot, x: junctionX(layout, junction.slot), slack: route === "leak" ? junction.gap * 0.3 : 0 };
}

/* A way under construction. */
class Way {
  x: number[] = [];
  y: number[] = [];
  t: number[] = [];
  constructor(private readonly random: Random) {}
  start(x: number, y: number): void {
    this.x.push(x);
    this.y.push(y);
    this.t.push(0);
  }
  after(seconds: number, x: number, y: number): void {
    this.x.push(x);
    this.y.push(y);
    this.t.push(this.now + seconds);
  }
  at(speed: number, x: number, y: number): void {
    const last = this.x.length - 1;
    const length = Math.hypot(x - this.x[last], y - this.y[last]);
    this.after(length / (speed * (0.85 + 0.3 * this.random())), x, y);
  }
  along(points: Point[], speed: number, off: Point): void {
    for (const point of points) this.at(speed, point.x + off.x, point.y + off.y);
  }
  within(box: Box, speed: number): void {
    this.at(speed, box.x + box.width * (0.2 + 0.6 * this.random()), box.y + box.height * (0.28 + 0.44 * this.random()));
  }
  get now(): number {
    return this.t[this.t.length - 1];
  }
}

/* From the tissue into a vessel of the wall, at the middle of its height, or some way beside. */
function intoVessel(way: Way, vessel: { top: number; bottom: number }, random: Random): void {
  const middle = (vessel.top + vessel.bottom) / 2;
  way.at(SPEED.organ, way.x[way.x.length - 1] + 30 * (random() - 0.5), middle + 0.4 * (vessel.bottom - vessel.top) * (random() - 0.5));
}

/* From the tissue to blood; the liver keeps some of it. */
function toBlood(way: Way, layout: Layout, body: Body, fate: Fate, random: Random): boolean {
  const { ways } = body;
  const thin = { x: 8 * (random() - 0.5), y: 8 * (random() - 0.5) };
  if (random() < fate.lymph) {
    intoVessel(way, layout.lymph, random);
    way.along(ways.lymph, SPEED.organ * 1.4, { x: thin.x / 2, y: thin.y / 2 });
    return true;
  }
  intoVessel(way, layout.vein, random);
  if (random() < fate.shunt) {
    const door = ways.shunt[0];
    const above = ways.vein.filter((point) => layout.kind === "wide" && point.y > door.y);
    way.along([...above, ...ways.shunt], SPEED.vein, thin);
    return true;
  }
  way.along(ways.vein, SPEED.vein, thin);
  way.within(body.liver, SPEED.organ);
  if (random() < fate.kept) return false;
  way.along(ways.toBlood, SPEED.organ * 1.3, { x: thin.x / 2, y: thin.y / 2 });
  return true;
}

/* Off the sheet, with the stream of the vein or with that of lymph. */
function away(way: Way, layout: Layout, fate: Fate, random: Random): End {
  intoVessel(way, random() < fate.lymph ? layout.lymph : layout.vein, random);
  way.at(SPEED.vein, layout.width + 20, way.y[way.y.length - 1]);
  return "beyond";
}

function toTheEnd(way: Way, layout: Layout, fate: Fate, random: Random): End {
  const { body } = layout;
  if (!body) return away(way, layout, fate, random);
  if (!toBlood(way, layout, body, fate, random)) return "liver";
  way.within(body.blood, SPEED.organ);
  way.within(body.blood, SPEED.organ * 0.5);
  if (random() >= fate.urine) return "blood";
  const thin = { x: 5 * (random() - 0.5), y: 5 * (random() - 0.5) };
  way.along(body.ways.artery, SPEED.organ * 1.3, thin);
  way.along(body.ways.ureter, SPEED.organ * 1.3, { x: thin.x / 2, y: thin.y / 2 });
  const { urine } = body;
  way.at(SPEED.organ * 0.7, urine.x + urine.width * (0.24 + 0.52 * random()), urine.y + urine.height * (0.5 + 0.4 * random()));
  return "urine";
}

/* The whole way of one dot; null where there is no place for its route. */
export function dotOf(ground: Ground, index: number, route: Route, fate: Fate, born: number, random: Random): Dot | null {
  const site = siteOf(ground, route, random);
  if (!site) return null;
  const { layout, scene } = ground;
  const way = new Way(random);
  const x = site.x + site.slack * (2 * random() - 1);
  const spread = layout.wallWidth * 0.12;
  const away = Math.min(Math.max(x + spread * (2 * random() - 1), 12), layout.wallWidth - 12);
  const top = mucusTop(layout, scene.mucusUm);
  way.start(away, 14 + (top - 20) * 0.85 * random());
  way.at(SPEED.lumen, (away + x) / 2 + 18 * (random() - 0.5), (way.y[0] + layout.surface) / 2);
  way.at(SPEED.lumen, x, layout.surface - 8);
  const enters = way.now;
  way.after(SECONDS[route], x, base(layout) + 4);
  const leaves = way.now;
  const end = toTheEnd(way, layout, fate, random);
  return { solute: index, route, born, x: way.x, y: way.y, t: way.t, enters, leaves, fades: way.now + REST_AT[end], slot: site.slot, end, wobble: 100 * random() };
}

/* Where a dot of an age is, and how much of it is left; false when it is gone. */
export function whereIs(dot: Dot, age: number, out: Point & { alpha: number }): boolean {
  if (age < 0 || age > dot.fades + FADE) return false;
  const { t } = dot;
  const last = t.length - 1;
  let i = 0;
  while (i < last - 1 && age > t[i + 1]) i++;
  const span = t[i + 1] - t[i];
  const share = age >= t[last] ? 1 : span > 0 ? Math.min((age - t[i]) / span, 1) : 1;
  /* Thermal motion before the wall, dying away where it enters. */
  const free = age < dot.enters ? Math.min((dot.enters - age) * 5, 9) : age > dot.leaves && age < dot.fades ? 2 : 0;
  const w = dot.wobble + age;
  out.x = dot.x[i] + (dot.x[i + 1] - dot.x[i]) * share + free * (Math.sin(2.3 * w) + 0.6 * Math.sin(5.1 * w + 1));
  out.y = dot.y[i] + (dot.y[i + 1] - dot.y[i]) * share + free * (Math.sin(1.9 * w + 2) + 0.6 * Math.sin(4.3 * w));
  out.alpha = Math.min(age / 0.8, 1) * Math.min(Math.max((dot.fades + FADE - age) / FADE, 0), 1);
  return true;
}

/* All dots of one sheet. */
export class Flock {
  dots: Dot[] = [];
  now = 0;
  /* How many were born on each route and where they ended, by solute, since the last start. */
  born: Record<Route, number>[] = [];
  private ground: Ground;
  private fluxes: Flux[];
  private fates: Fate[];
  private readonly random: Random;

  constructor(ground: Ground, fluxes: Flux[], fates: Fate[], seed: string) {
    this.ground = ground;
    this.fluxes = fluxes;
    this.fates = fates;
    this.random = streamOf(seed);
    this.count();
  }

  private count(): void {
    this.born = this.fluxes.map(() => ({ pore: 0, leak: 0, cellLoss: 0, cell: 0 }));
  }

  /* New rates from now on; dots on their way go on. Another layout or other solutes begin anew. */
  change(ground: Ground, fluxes: Flux[], fates: Fate[]): void {
    const same = ground.layout === this.ground.layout && fluxes.length === this.fluxes.length && fluxes.every((flux, i) => flux.solute === this.fluxes[i].solute);
    this.ground = ground;
    this.fluxes = fluxes;
    this.fates = fates;
    if (!same) {
      this.dots = [];
      this.fill();
    }
    this.count();
  }

  /* As if it had been running for a while, so that the first picture is not an empty one. */
  fill(seconds = 36): void {
    const until = this.now;
    this.now = until - seconds;
    while (this.now < until - 1e-9) this.step(Math.min(0.25, until - this.now));
    this.count();
  }

  step(seconds: number): void {
    const from = this.now;
    this.now += seconds;
    for (let k = 0; k < this.fluxes.length; k++) {
      const flux = this.fluxes[k];
      const cut = cutOf(flux);
      for (const route of ROUTES) {
        const births = poisson(flux.rate[route] * cut * seconds, this.random);
        for (let i = 0; i < births; i++) {
          const dot = dotOf(this.ground, k, route, this.fates[k], from + seconds * this.random(), this.random);
          if (!dot) continue;
          this.born[k][route]++;
          this.dots.push(dot);
        }
      }
    }
    if (this.dots.some((dot) => this.now - dot.born > dot.fades + FADE)) this.dots = this.dots.filter((dot) => this.now - dot.born <= dot.fades + FADE);
  }

  /* How far each junction has let go, 0..1, by slot: it does for a moment while a dot slips through. */
  loosened(out: number[]): void {
    out.fill(0);
    for (const dot of this.dots) {
      if (dot.route !== "leak" && dot.route !== "pore") continue;
      const passing = (this.now - dot.born - dot.enters + 0.15) / LOOSE_SECONDS;
      if (passing > 0 && passing < 1) out[dot.slot] = Math.max(out[dot.slot], Math.sin(Math.PI * passing));
    }
  }
}
