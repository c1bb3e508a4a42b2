import { describe, expect, it } from "vitest";
import { SEGMENTS, routesOf, type Segment } from "../engine/types";
import { fateIn, fateOf, keptAtFirstPass } from "./fate";
import { coeliac, cirrhosis, crohn, healthy, run } from "./fixture";
import { dotOf, Flock, groundOf, siteOf, whereIs } from "./flock";
import { arrowPx, cutOf, DOT, fluxesOf, fluxOf, ROUTES, type Route } from "./flux";
import { layoutOf, type Composition } from "./layout";
import { placeOf, poisson, spreadOf, streamOf } from "./random";
import { sceneOf } from "./scene";
import type { SoluteRow } from "./tables";

const COMPOSITIONS: Composition[] = ["wide", "half", "tall", "strip"];
const NOWHERE = { lymph: 0, shunt: 0, kept: 0, urine: 1 };
const mannitol: SoluteRow = {
  name: "mannitol", meaning: "", carrier: "none", molar_mass_g_per_mol: 182.17, stokes_radius_nm: 0.36, charge: 0, hepatic_extraction: 0, lymph_share: 0,
  volume_L_per_kg: 0.2, renal_clearance_per_gfr: 1, other_clearance_per_h: 0.024, sources: [], grade: "calibrated",
};
const lps: SoluteRow = { ...mannitol, name: "LPS", stokes_radius_nm: 2, hepatic_extraction: 0.75, lymph_share: 0.5, renal_clearance_per_gfr: 0, other_clearance_per_h: 14 };

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
