import { describe, expect, it } from "vitest";
import type { Segment } from "../engine/types";
import { coeliac, crohn, healthy, run } from "./fixture";
import { fluxesOf } from "./flux";
import { compositionFor, layoutOf, mucusTop, type Composition } from "./layout";
import { microbesOf } from "./microbes";
import { mucosaIn } from "./mucosa";
import { between, gapPx, linkedStrands, lostBySlot, sceneOf } from "./scene";
import { rowOf, sheetsOf, shownOf } from "./shapes";

const COMPOSITIONS: Composition[] = ["wide", "half", "tall", "strip"];

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
