import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SEGMENTS, routesOf, type Segment } from "../engine/types";
import { bulletOf, layersOf, pageOf, piecesOf } from "./equations";
import { fateIn, fateOf, keptAtFirstPass } from "./fate";
import { runOf, type Recorded } from "./fixture";
import { dotOf, Flock, groundOf, siteOf, whereIs } from "./flock";
import { arrowPx, cutOf, DOT, fluxesOf, fluxOf, ROUTES, type Route } from "./flux";
import { compositionFor, layoutOf, mucusTop, type Composition } from "./layout";
import { microbesOf } from "./microbes";
import { mucosaIn } from "./mucosa";
import { partsOf, readingsOf } from "./parts";
import { placeOf, poisson, spreadOf, streamOf } from "./random";
import { between, gapPx, linkedStrands, lostBySlot, sceneOf } from "./scene";
import { rowOf, sheetsOf, shownOf } from "./shapes";
import { addressOf, rowAt, type SoluteRow, type WallTables } from "./tables";
import { describe as inWords, differencesOf, foldOf, markOf, moleculesInWords, powerOf, say, worthOf } from "./words";

const here = (path: string): URL => new URL(path, import.meta.url);
const run = runOf(JSON.parse(readFileSync(here("fixture.json"), "utf8")) as Recorded);
const who = (name: string): number => run.cohorts.findIndex((cohort) => cohort.name === name);
const [healthy, crohn, coeliac, cirrhosis] = ["healthy", "crohn", "coeliac", "cirrhosis"].map(who);
const COMPOSITIONS: Composition[] = ["wide", "half", "tall", "strip"];
const NOWHERE = { lymph: 0, shunt: 0, kept: 0, urine: 1 };
const mannitol: SoluteRow = {
  name: "mannitol", meaning: "", carrier: "none", molar_mass_g_per_mol: 182.17, stokes_radius_nm: 0.36, charge: 0, hepatic_extraction: 0, lymph_share: 0,
  volume_L_per_kg: 0.2, renal_clearance_per_gfr: 1, other_clearance_per_h: 0.024, sources: [], grade: "calibrated",
};
const lps: SoluteRow = { ...mannitol, name: "LPS", stokes_radius_nm: 2, hepatic_extraction: 0.75, lymph_share: 0.5, renal_clearance_per_gfr: 0, other_clearance_per_h: 14 };

describe("a scene follows the state", () => {
  it("has the thicknesses that were read, the inner layer only in the colon", () => {
    const colon = sceneOf(run, healthy, 0, "descending");
    expect(colon.mucusUm).toBeGreaterThan(colon.innerUm);
    expect(colon.innerUm).toBeGreaterThan(0);
    expect(sceneOf(run, healthy, 0, "ileum").innerUm).toBe(0);
    expect(sceneOf(run, healthy, 0, "ileum").rodsInLumen).toBeNull();
  });

  it("is inflamed, open and holed in active Crohn's disease and mends after infliximab", () => {
    for (const segment of ["ileum", "descending"] as Segment[]) {
      const [well, ill, treated] = [sceneOf(run, healthy, 0, segment), sceneOf(run, crohn, 0, segment), sceneOf(run, crohn, 2, segment)];
      expect(ill.leak).toBeGreaterThan(1.5 * well.leak);
      expect(ill.lost).toBeGreaterThan(10 * well.lost);
      expect(ill.redness).toBeGreaterThan(0.6);
      expect(well.redness).toBeLessThan(0.2);
      expect(ill.awakeMacrophages + ill.awakeTCells).toBeGreaterThan(well.awakeMacrophages + well.awakeTCells);
      expect(treated.leak).toBeLessThan(ill.leak);
      expect(treated.lost).toBeLessThan(0.1 * ill.lost);
    }
  });

  it("loses mucus without fibre, and microbes come nearer", () => {
    const [before, after] = [sceneOf(run, healthy, 0, "descending"), sceneOf(run, healthy, 2, "descending")];
    expect(after.mucusUm).toBeLessThan(0.5 * before.mucusUm);
    expect(after.rodsAtWall).toBeGreaterThan(2 * before.rodsAtWall);
  });

  it("has flat villi in untreated coeliac disease: read in the duodenum, from the area further down", () => {
    expect(sceneOf(run, coeliac, 0, "duodenum").villusToCrypt).toBeLessThan(1.2);
    expect(sceneOf(run, healthy, 0, "duodenum").villusToCrypt).toBeGreaterThan(2.5);
    expect(sceneOf(run, coeliac, 0, "ileum").villusToCrypt).toBeLessThan(sceneOf(run, healthy, 0, "ileum").villusToCrypt);
    expect(sceneOf(run, healthy, 0, "descending").villusToCrypt).toBeNaN();
  });

  it("says that it knows nothing where there are no numbers", () => {
    expect(sceneOf(run, healthy, 0, "ileum").known).toBe(true);
    expect(sceneOf(run, healthy, 99, "ileum").known).toBe(false);
    const failed = { ...run, cohorts: run.cohorts.map((cohort) => ({ ...cohort, picture: cohort.picture.map(() => NaN), routes: cohort.routes.map(() => NaN) })) };
    expect(sceneOf(failed, healthy, 0, "ileum").known).toBe(false);
    expect(fluxesOf(failed, healthy, 0, ["mannitol"], "ileum")).toEqual([]);
  });

  it("mixes two scenes from one to the other and ends at the later one", () => {
    const [a, b] = [sceneOf(run, healthy, 0, "ileum"), sceneOf(run, crohn, 0, "ileum")];
    expect(between(a, b, 0).leak).toBe(a.leak);
    expect(between(a, b, 0.5).leak).toBeCloseTo((a.leak + b.leak) / 2, 12);
    expect(between(a, b, 1)).toBe(b);
    expect(between(a, { ...b, segment: "descending" }, 0.5).leak).toBe(b.leak);
  });
});

describe("openings", () => {
  it("widen with the leak and stay on the sheet", () => {
    const gaps = [0, 0.5, 1, 2, 4, 8, 100].map(gapPx);
    for (let i = 1; i < gaps.length; i++) expect(gaps[i]).toBeGreaterThanOrEqual(gaps[i - 1]);
    expect(gaps[0]).toBeGreaterThan(0);
    expect(gaps[6]).toBeLessThanOrEqual(20);
  });

  it("keep all strands in health and lose them as the leak rises", () => {
    expect(linkedStrands(1, 4)).toBe(4);
    expect(linkedStrands(2, 4)).toBe(2);
    expect(linkedStrands(0.3, 4)).toBe(4);
    expect(linkedStrands(20, 4)).toBe(0);
  });

  it("make up exactly the share of cells that is lost", () => {
    for (const kind of COMPOSITIONS)
      for (const share of [0, 0.013, 0.1, 0.426, 0.9, 1]) {
        const { lostOrder, slots } = layoutOf(kind);
        expect([...lostOrder].sort((a, b) => a - b)).toEqual(Array.from({ length: slots }, (_, i) => i));
        const lost = lostBySlot(share, lostOrder);
        expect(lost.reduce((a, b) => a + b, 0) / slots).toBeCloseTo(share, 12);
        expect(Math.max(...lost)).toBeLessThanOrEqual(1);
      }
  });

  it("leave a row without overlaps whose holes have about the lost width", () => {
    for (const kind of COMPOSITIONS)
      for (const cohort of [healthy, crohn, coeliac]) {
        const layout = layoutOf(kind);
        const scene = sceneOf(run, cohort, 0, "ileum");
        const row = rowOf(layout, scene);
        const pieces = row.cells.map(({ left, right }) => [left, right]).sort((a, b) => a[0] - b[0]);
        for (let i = 1; i < pieces.length; i++) expect(pieces[i][0]).toBeGreaterThanOrEqual(pieces[i - 1][1] - 1e-9);
        const holes = row.holes.reduce((sum, hole) => sum + hole.right - hole.left, 0) / layout.wallWidth;
        expect(Math.abs(holes - scene.lost)).toBeLessThan(0.04);
        const shown = shownOf(layout, row);
        expect(shown.cellLoss).not.toBeNull();
        expect(shown.pore).not.toBeNull();
        expect(shown.cell).not.toBeNull();
      }
  });

  it("show villi as high over crypts as the ratio says, and a flat colon, inside their box", () => {
    const box = layoutOf("wide").inset;
    for (const cohort of [healthy, coeliac]) {
      const scene = sceneOf(run, cohort, 0, "duodenum");
      const { floor, level, top } = mucosaIn(box, scene);
      expect((level - top) / (floor - level)).toBeCloseTo(scene.villusToCrypt, 9);
      expect(top).toBeGreaterThan(box.y);
      expect(floor).toBeLessThan(box.y + box.height);
    }
    const flat = mucosaIn(box, sceneOf(run, healthy, 0, "descending"));
    expect(flat.top).toBe(flat.level);
  });

  it("fill the inner mucus with sheets, fewer where it is thin, all of them inside it", () => {
    const layout = layoutOf("wide");
    const heights = (um: number): number[] => [...sheetsOf(layout, um).matchAll(/M0 ([\d.]+)/g)].map((match) => Number(match[1]));
    expect(heights(50).length).toBeGreaterThan(heights(25).length);
    for (const y of heights(50)) expect(y > mucusTop(layout, 50) && y < layout.surface).toBe(true);
    expect(sheetsOf(layout, 0)).toBe("");
  });

  it("draw mucus to one scale, thicker reaching higher", () => {
    for (const kind of COMPOSITIONS) {
      const layout = layoutOf(kind);
      expect(layout.surface - mucusTop(layout, 100)).toBeCloseTo(100 * layout.pxPerUm, 9);
      expect(mucusTop(layout, 150)).toBeLessThan(mucusTop(layout, 60));
      expect(mucusTop(layout, 1e6)).toBeGreaterThan(0);
    }
  });
});

describe("fluxes", () => {
  it("are the run's permeabilities, in dots a second on one scale for all states", () => {
    for (const cohort of [healthy, crohn])
      for (const segment of SEGMENTS) {
        const flux = fluxOf(run, cohort, 0, "lactulose", segment, 2);
        const routes = routesOf(run, cohort, 0, "lactulose", segment);
        if (!flux || !routes) throw new Error("lactulose is in the run");
        for (const route of ROUTES) {
          expect(flux.permeability[route]).toBe(routes[route]);
          expect(flux.rate[route]).toBeCloseTo((routes[route] * 1000) / 2, 12);
        }
        expect(flux.share.pore + flux.share.leak + flux.share.cellLoss + flux.share.cell).toBeCloseTo(1, 12);
      }
    expect(fluxOf(run, healthy, 0, "sodium", "ileum")).toBeNull();
  });

  it("say what the model says: mannitol by pores, lactulose by the leak, bacteria only where cells are lost", () => {
    const share = (solute: string, route: Route): number => fluxOf(run, healthy, 0, solute, "ileum")?.share[route] ?? NaN;
    expect(share("mannitol", "pore")).toBeGreaterThan(0.9);
    expect(share("lactulose", "leak")).toBeGreaterThan(0.99);
    expect(share("E. coli", "cellLoss")).toBe(1);
  });

  it("give dots that one can follow: some in health, none cut in any recorded state but coeliac disease", () => {
    const dots = ["mannitol", "lactulose", "51Cr-EDTA", "PEG 4000", "LPS", "oleic acid"];
    for (const flux of fluxesOf(run, healthy, 0, dots, "ileum", DOT.wide)) {
      const all = ROUTES.reduce((sum, route) => sum + flux.rate[route], 0);
      expect(all, flux.solute).toBeGreaterThan(0.2);
      expect(all, flux.solute).toBeLessThan(6);
    }
    for (const flux of fluxesOf(run, crohn, 0, run.routes.filter((one) => one !== "glucose"), "ileum", DOT.wide)) expect(cutOf(flux), flux.solute).toBe(1);
  });

  it("cut all routes of a solute alike", () => {
    const flux = fluxOf(run, coeliac, 0, "51Cr-EDTA", "duodenum", 0.05);
    if (!flux) throw new Error("51Cr-EDTA is in the run");
    const all = ROUTES.reduce((sum, route) => sum + flux.rate[route], 0);
    expect(all * cutOf(flux)).toBeCloseTo(20, 9);
  });

  it("draw arrows straight with the flux", () => {
    expect(arrowPx(2)).toBeCloseTo(2 * arrowPx(1), 12);
    expect(arrowPx(0)).toBe(0);
  });
});

describe("what happens beyond the wall", () => {
  it("follows the balances of the solute room", () => {
    expect(fateOf(mannitol, 1, 0, 1.5).urine).toBeCloseTo(0.45 / 0.474, 12);
    const fate = fateOf(lps, 1, 0, 1.5);
    expect(keptAtFirstPass(fate)).toBeCloseTo(0.5 * 0.75, 12);
    expect(fate.urine).toBe(0);
    expect(fateOf(lps, 0, 0, 1.5).kept).toBe(0);
    expect(keptAtFirstPass(fateOf(lps, 1, 1, 1.5))).toBe(0);
  });

  it("lets more past a liver with cirrhosis", () => {
    const [well, ill] = [fateIn(run, healthy, 0, lps), fateIn(run, cirrhosis, 0, lps)];
    expect(ill.shunt).toBeGreaterThan(0.1);
    expect(keptAtFirstPass(ill)).toBeLessThan(0.8 * keptAtFirstPass(well));
  });
});

describe("microbes", () => {
  it("crowd the colon's lumen and outer mucus, and of the inner only those are near that the state has at the wall", () => {
    for (const kind of COMPOSITIONS) {
      const layout = layoutOf(kind);
      const scene = sceneOf(run, healthy, 0, "descending");
      const all = microbesOf(layout, scene);
      const inside = all.filter((one) => one.y > mucusTop(layout, scene.innerUm));
      expect(inside.length).toBe(scene.rodsAtWall);
      expect(all.length).toBeGreaterThan(20 * inside.length);
      expect(microbesOf(layout, sceneOf(run, healthy, 0, "ileum")).length).toBe(sceneOf(run, healthy, 0, "ileum").rodsAtWall);
    }
  });

  it("become fewer without fibre, and nearer", () => {
    const [before, after] = [0, 2].map((picture) => sceneOf(run, healthy, picture, "descending"));
    expect(microbesOf(layoutOf("wide"), after).length).toBeLessThan(0.6 * microbesOf(layoutOf("wide"), before).length);
    expect(after.rodsAtWall).toBeGreaterThan(before.rodsAtWall);
  });
});

describe("random numbers", () => {
  it("of a place are the same each time and spread over 0..1", () => {
    expect(placeOf("rod", 3)).toBe(placeOf("rod", 3));
    const all = Array.from({ length: 4000 }, (_, i) => placeOf("rod", i));
    expect(all.reduce((a, b) => a + b, 0) / all.length).toBeCloseTo(0.5, 1);
    expect(Math.max(...all)).toBeLessThan(1);
    for (let bin = 0; bin < 10; bin++) expect(Math.abs(all.filter((one) => Math.floor(10 * one) === bin).length - 400)).toBeLessThan(100);
  });

  it("lie evenly where they should, for any number of them", () => {
    for (const n of [3, 8, 21, 48]) {
      const all = Array.from({ length: n }, (_, i) => spreadOf(i)).sort((a, b) => a - b);
      for (let i = 1; i < n; i++) expect(all[i] - all[i - 1]).toBeGreaterThan(0.3 / n);
    }
  });

  it("of a Poisson law have its mean and variance, small and large", () => {
    for (const mean of [0.02, 0.7, 6, 50]) {
      const random = streamOf(`mean ${mean}`);
      const n = 20000;
      const all = Array.from({ length: n }, () => poisson(mean, random));
      const average = all.reduce((a, b) => a + b, 0) / n;
      const variance = all.reduce((a, b) => a + (b - average) ** 2, 0) / n;
      expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / n));
      expect(Math.abs(variance / mean - 1)).toBeLessThan(0.08);
    }
    expect(poisson(0, streamOf("none"))).toBe(0);
    expect(poisson(NaN, streamOf("none"))).toBe(0);
  });
});

describe("the flock", () => {
  const solutes = ["mannitol", "lactulose", "51Cr-EDTA", "LPS"];
  const flockOf = (cohort: number, segment: Segment = "ileum"): Flock => {
    const fluxes = fluxesOf(run, cohort, 0, solutes, segment, DOT.wide);
    return new Flock(groundOf(layoutOf("wide"), sceneOf(run, cohort, 0, segment)), fluxes, fluxes.map(() => NOWHERE), "test");
  };

  it("is born in proportion to the fluxes", () => {
    const flock = flockOf(crohn);
    const seconds = 4000;
    for (let i = 0; i < seconds; i++) flock.step(1);
    fluxesOf(run, crohn, 0, solutes, "ileum", DOT.wide).forEach((flux, k) => {
      for (const route of ROUTES) {
        const mean = flux.rate[route] * seconds;
        expect(Math.abs(flock.born[k][route] - mean), `${flux.solute} ${route}`).toBeLessThan(5 * Math.sqrt(mean) + 1);
      }
    });
  });

  it("does not depend on how long frames are", () => {
    const [fine, coarse] = [flockOf(healthy), flockOf(healthy)];
    for (let i = 0; i < 60000; i++) fine.step(1 / 60);
    for (let i = 0; i < 1000; i++) coarse.step(1);
    const all = (flock: Flock): number => flock.born.reduce((sum, one) => sum + one.pore + one.leak + one.cellLoss + one.cell, 0);
    const mean = (all(fine) + all(coarse)) / 2;
    expect(Math.abs(all(fine) - all(coarse))).toBeLessThan(5 * Math.sqrt(2 * mean));
  });

  it("takes each route through its own place", () => {
    const random = streamOf("places");
    for (const kind of COMPOSITIONS)
      for (const cohort of [healthy, crohn, coeliac]) {
        const ground = groundOf(layoutOf(kind), sceneOf(run, cohort, 0, "ileum"));
        for (let i = 0; i < 200; i++) {
          const hole = siteOf(ground, "cellLoss", random);
          if (hole) expect(ground.row.holes.some((one) => hole.x >= one.left && hole.x <= one.right)).toBe(true);
          const cell = siteOf(ground, "cell", random);
          if (cell) expect(ground.row.cells.some((one) => !one.goblet && one.slot === cell.slot && cell.x - cell.slack > one.left && cell.x + cell.slack < one.right)).toBe(true);
          const leak = siteOf(ground, "leak", random);
          if (leak) expect(ground.row.junctions.some((one) => Math.abs(one.x - leak.x) < 1e-9 && leak.slack <= one.gap / 2)).toBe(true);
        }
      }
  });

  it("moves steadily from lumen to its end and is then gone", () => {
    const random = streamOf("way");
    const at = { x: 0, y: 0, alpha: 1 };
    for (const kind of COMPOSITIONS) {
      const layout = layoutOf(kind);
      const ground = groundOf(layout, sceneOf(run, healthy, 0, "ileum"));
      for (let i = 0; i < 100; i++) {
        const dot = dotOf(ground, 0, "leak", { lymph: 0.3, shunt: 0.2, kept: 0.3, urine: 0.7 }, 0, random);
        if (!dot) throw new Error("there are junctions");
        for (let k = 1; k < dot.t.length; k++) expect(dot.t[k]).toBeGreaterThanOrEqual(dot.t[k - 1]);
        expect(whereIs(dot, dot.enters + 0.2, at)).toBe(true);
        expect(at.y).toBeGreaterThan(layout.surface - 12);
        expect(whereIs(dot, dot.t[dot.t.length - 1], at)).toBe(true);
        expect(dot.end === "beyond").toBe(layout.body === null);
        if (dot.end === "beyond" || !layout.body) expect(at.x).toBeGreaterThan(layout.width);
        else {
          const box = layout.body[dot.end];
          expect(at.x).toBeGreaterThan(box.x - 6);
          expect(at.x).toBeLessThan(box.x + box.width + 6);
          expect(at.y).toBeLessThan(box.y + box.height + 6);
        }
        expect(whereIs(dot, dot.fades + 2, at)).toBe(false);
        expect(whereIs(dot, -0.1, at)).toBe(false);
      }
    }
  });

  it("ends in urine, blood and liver as the shares say, and forgets those that are gone", () => {
    const random = streamOf("ends");
    const ground = groundOf(layoutOf("wide"), sceneOf(run, healthy, 0, "ileum"));
    const fate = { lymph: 0.2, shunt: 0.1, kept: 0.3, urine: 0.6 };
    const n = 6000;
    const ends = { liver: 0, blood: 0, urine: 0, beyond: 0 };
    for (let i = 0; i < n; i++) {
      const dot = dotOf(ground, 0, "pore", fate, 0, random);
      if (dot) ends[dot.end]++;
    }
    const liver = keptAtFirstPass(fate);
    for (const [end, share] of [["liver", liver], ["urine", (1 - liver) * 0.6], ["blood", (1 - liver) * 0.4]] as const)
      expect(Math.abs(ends[end] / n - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / n));
    const flock = flockOf(healthy);
    flock.fill();
    const most = flock.dots.length;
    for (let i = 0; i < 600; i++) flock.step(0.5);
    expect(flock.dots.length).toBeLessThan(2 * most + 50);
  });

  it("goes on when the state changes and begins anew on another sheet", () => {
    const flock = flockOf(healthy);
    flock.fill();
    const before = flock.dots[0];
    const fluxes = fluxesOf(run, crohn, 0, solutes, "ileum", DOT.wide);
    flock.change(groundOf(layoutOf("wide"), sceneOf(run, crohn, 0, "ileum")), fluxes, fluxes.map(() => NOWHERE));
    expect(flock.dots[0]).toBe(before);
    flock.change(groundOf(layoutOf("tall"), sceneOf(run, crohn, 0, "ileum")), fluxes, fluxes.map(() => NOWHERE));
    expect(flock.dots.includes(before)).toBe(false);
    expect(flock.dots.length).toBeGreaterThan(0);
  });
});

describe("words", () => {
  it("say numbers as people write them", () => {
    expect([say(0), say(1), say(51.4), say(172.3), say(0.1603), say(0.00042), say(NaN), say(1500)]).toEqual(["0", "1", "51", "172", "0.16", "4.2·10⁻⁴", "no number", "1500"]);
    expect(powerOf(0.0664)).toBe("6.6·10⁻²");
    expect([worthOf(2), worthOf(3), worthOf(6), worthOf(-1)]).toEqual(["1", "1/10", "1/10\u202f000", "1\u202f000"]);
    expect([foldOf(2), foldOf(0.25)]).toEqual(["×2", "÷4"]);
  });

  it("say how many molecules a dot stands for", () => {
    /* 0.02 cm/h from 1 mmol/L: 20 nmol an hour through each square centimetre. */
    expect(moleculesInWords(2)).toBe(`${say(((20e-9 / 3600) * 6.022e23) / 1e12)} million million`);
  });

  it("mark what is a tenth more or less", () => {
    expect([1, 1.05, 1.2, 0.95, 0.8, NaN, 0].map(markOf)).toEqual(["", "", " ▲", "", " ▼", "", ""]);
  });

  it("tell the picture from the state", () => {
    const fluxes = fluxesOf(run, crohn, 0, ["mannitol", "E. coli"], "descending");
    const text = inWords(sceneOf(run, crohn, 0, "descending"), fluxes, "Patient").join(" ");
    expect(text).toContain("Patient, descending colon.");
    expect(text).toContain("Inner mucus is 32 µm thick");
    expect(text).toMatch(/junctions are partly open: the leak is 2 times/);
    expect(text).toContain("the tissue is inflamed");
    expect(text).toMatch(/E\. coli 100 % where cells are lost/);
    expect(inWords(sceneOf(run, healthy, 0, "ileum"), [], "She").join(" ")).toContain("closed as in health");
  });

  it("name what differs, the most first, and nothing when nothing does", () => {
    const [a, b] = [sceneOf(run, healthy, 0, "ileum"), sceneOf(run, crohn, 0, "ileum")];
    const all = differencesOf(a, b);
    expect(all[0].label).toBe("lost cells");
    expect(all.some((one) => one.label === "leak" && one.ratio > 1.5)).toBe(true);
    expect(differencesOf(a, a)).toEqual([]);
  });
});

describe("parts", () => {
  const readme = (room: string): string => readFileSync(here(`../../../src/${room === "solute" ? "solute" : `body/${room}`}/README.md`), "utf8");

  it("have readings of the run and equations that stand on their rooms' pages", () => {
    for (const segment of ["ileum", "descending"] as Segment[])
      for (const part of partsOf(segment)) {
        for (const name of part.observables)
          expect(run.observables.some((one) => one.name === name || one.name.startsWith(`${name}[`)), `${part.name}: ${name}`).toBe(true);
        for (const reading of readingsOf(part, run, healthy, 0, segment, null)) expect(Number.isFinite(reading.value), reading.name).toBe(true);
        for (const [room, numbers] of part.equations) {
          const page = pageOf(readme(room));
          for (const number of numbers) expect(page.equations.find((one) => one.number === number)?.text, `${room} ${number}`).toBeTruthy();
        }
      }
    expect(partsOf("ileum").some((part) => part.name === "inner")).toBe(false);
  });

  it("read equations from Markdown without references to lines and functions", () => {
    const inner = pageOf(readme("mucus")).equations.find((one) => one.number === 3);
    expect(inner?.title).toBe("Inner layer");
    expect(inner?.names).toContain("mucus_production");
    for (const room of ["lumen", "microbiota", "mucus", "epithelium", "immune", "liver", "circulation", "solute"])
      for (const equation of pageOf(readme(room)).equations) expect(equation.text, `${room} ${equation.number}`).not.toMatch(/\.inc|\.c:|zn_|\*\*/);
    const layers = layersOf(inner?.text ?? "");
    expect(layers.formulas[0]).toMatch(/^dh\/dt = M h₀/);
    expect(layers.letters.join()).toContain("`mucus_production`");
    expect(bulletOf(readFileSync(here("../../../src/body/README.md"), "utf8"), "Portal flux of LPS")?.names).toContain("liver_lps_influx");
  });

  it("show lowered and raised letters", () => {
    expect(piecesOf("k_D × `a_b` e^(−x)").map((piece) => piece.kind)).toEqual(["text", "sub", "text", "name", "text", "sup"]);
  });

  it("find rows and addresses of sources", () => {
    const row = { room: "", unit: "1", low: 0, high: 1, sources: [], grade: "chosen", meaning: "" };
    const tables: WallTables = { parameters: [{ ...row, name: "a[ileum]", value: 2 }, { ...row, name: "ab", value: 3 }], sources: [], solutes: [] };
    expect(rowAt(tables, "a", "ileum")?.value).toBe(2);
    expect(rowAt(tables, "a", "jejunum")?.value).toBe(2);
    expect(rowAt(tables, "b", "ileum")).toBeNull();
    expect(addressOf("10.1136/gut.2003.036632")).toBe("https://doi.org/10.1136/gut.2003.036632");
    expect(addressOf("PMID:8150346")).toBe("https://pubmed.ncbi.nlm.nih.gov/8150346/");
    expect(addressOf("")).toBeNull();
  });
});

describe("compositions", () => {
  it("fit a phone, a screen and two people", () => {
    expect(compositionFor(344, 1)).toBe("tall");
    expect(compositionFor(1200, 1)).toBe("wide");
    expect(compositionFor(1200, 2)).toBe("half");
    expect(compositionFor(700, 2)).toBe("tall");
    expect(compositionFor(344, 2)).toBe("strip");
  });

  it("keep every part on the sheet", () => {
    for (const kind of COMPOSITIONS) {
      const layout = layoutOf(kind);
      const { body } = layout;
      for (const box of [layout.inset, ...(body ? [body.liver, body.blood, body.kidney, body.urine] : [])]) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
        expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
      }
      expect(layout.lymph.bottom).toBeLessThanOrEqual(layout.height);
      expect(layout.goblets.colon.every((slot) => slot < layout.slots)).toBe(true);
    }
  });
});
