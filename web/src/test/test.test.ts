import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Assay } from "../data/tables.ts";
import type { Run } from "../engine/types.ts";
import { START } from "../scenario/scenario.ts";
import { collected, leftShare, voids, windowsOf, type Habits } from "./bottles.ts";
import { compareText, leakGroups, rowName, told } from "./compare.ts";
import { DOCUMENTS } from "./documents.ts";
import { fetchSection, pageOf, piecesOf, sectionOf } from "./pages.ts";
import { FALLS, READOUTS, readsAt, USUAL, windowsAsked } from "./readouts.ts";
import { area, found, quantile, stacked } from "./statistics.ts";

describe("statistics", () => {
  it("have quantiles on straight lines between ranks", () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([5], 0.9)).toBe(5);
    expect(quantile([], 0.5)).toBeNaN();
  });
  it("count pairs for the area: all, none, ties by half", () => {
    expect(area([1, 2], [3, 4])).toBe(1);
    expect(area([3, 4], [1, 2])).toBe(0);
    expect(area([1, 1], [1, 1])).toBe(0.5);
    expect(area([1, 2, NaN], [2])).toBe(0.75);
  });
  it("have an area that is the same as counting every pair", () => {
    const a = Array.from({ length: 50 }, (_, i) => (i * 37) % 23);
    const b = Array.from({ length: 40 }, (_, i) => (i * 29) % 31);
    let sum = 0;
    for (const x of a) for (const y of b) sum += y > x ? 1 : y === x ? 0.5 : 0;
    expect(area(a, b)).toBeCloseTo(sum / 2000, 12);
  });
  it("find those above what nine in ten stay below", () => {
    const low = Array.from({ length: 101 }, (_, i) => i);
    expect(found(low, [89, 91, 95, 10])).toBe(0.5);
  });
  it("stack what stands close from the middle outwards", () => expect(stacked([0, 0.1, 0.2, 9], 1)).toEqual([-0, 1, -1, -0]));
});

describe("urine on its way into bottles", () => {
  const windows = windowsOf({ length_h: 24 });
  const habits: Habits = { interval: 3, residual: 20, flow: 80, loss: 0.05 };
  const hours = Array.from({ length: 97 }, (_, i) => i / 4);
  const urine = hours.map((hour) => 1 - Math.exp(-hour / 6));

  it("has windows without gaps from the dose to the end", () => {
    expect(windows).toEqual([
      [0, 2],
      [2, 5],
      [5, 8],
      [8, 24],
    ]);
    expect(windowsOf({ length_h: 5 })).toEqual([
      [0, 2],
      [2, 5],
    ]);
    expect(windowsOf({ length_h: 6 }).at(-1)).toEqual([5, 6]);
  });
  it("is voided at the end of each window, and before it at least every so often", () => {
    const times = voids(windows, 3);
    for (const [, to] of windows) expect(times).toContain(to);
    for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeLessThanOrEqual(3 + 1e-9);
  });
  it("loses nothing: bladder, bottles and what was lost are all that the kidney made", () => {
    for (const hour of [0, 0.5, 2, 3.1, 5, 7.9, 8, 15, 24]) {
      const { bladder, bottles, lost } = collected(hours, urine, windows, habits, hour);
      const all = bladder + lost + bottles.reduce((sum, one) => sum + one, 0);
      const made = hour === 0 ? 0 : urine[Math.floor(hour * 4)]! + (hour * 4 - Math.floor(hour * 4)) * ((urine[Math.floor(hour * 4) + 1] ?? 1) - urine[Math.floor(hour * 4)]!);
      expect(all, `hour ${hour}`).toBeCloseTo(made, 9);
      for (const one of [bladder, lost, ...bottles]) expect(one).toBeGreaterThanOrEqual(-1e-12);
    }
  });
  it("leaves behind what docs/assays/urine.md says, and nothing where a void empties the bladder", () => {
    expect(leftShare(habits, 5)).toBeCloseTo(20 / (20 + 80 * 3), 12);
    expect(leftShare(habits, 1)).toBeCloseTo(20 / (20 + 80), 12);
    const clean = collected(hours, urine, windows, { ...habits, residual: 0, loss: 0 }, 24);
    expect(clean.bladder).toBeCloseTo(0, 12);
    expect(clean.bottles[0]).toBeCloseTo(urine[8]!, 12);
    expect(clean.bottles[1]).toBeCloseTo(urine[20]! - urine[8]!, 12);
  });
});

describe("what is read of a test", () => {
  const sugars = { name: "lactulose_mannitol", kind: "urine", length_h: 24, probes: [{ solute: "lactulose" }, { solute: "mannitol" }] } as unknown as Assay;
  it("is the ratio of the first hours where there are two sugars, and any window that the test is long enough for", () => {
    expect(readsAt(sugars, "ileum")[0]).toEqual({ name: "lactulose_over_mannitol", probe: "lactulose", over: "mannitol", window: [0, 5] });
    expect(readsAt(sugars, "ileum", { window: [8, 24] }).every((read) => read.window![0] === 8)).toBe(true);
    expect(windowsAsked({ ...sugars, length_h: 6 })).toEqual([
      [0, 2],
      [0, 5],
      [0, 6],
    ]);
  });
  it("is of one place where an instrument looks at places", () => {
    const biopsy = { name: "biopsy", kind: "reading", readings: ["villus_height_crypt_depth", "strands[jejunum]", "strands[ileum]"] } as unknown as Assay;
    expect(readsAt(biopsy, "jejunum").map((read) => read.reading)).toEqual(["villus_height_crypt_depth", "strands[jejunum]"]);
    const tube = { name: "perfusion", kind: "perfusion", probes: [] } as unknown as Assay;
    expect(readsAt(tube, "ileum", { solute: "PEG 400" })).toEqual([{ name: "p_peg_400", probe: "PEG 400", segment: "ileum" }]);
  });
});

describe("tests compared", () => {
  it("are a study with each read in each group", () => {
    const groups = leakGroups(START.a);
    const text = compareText(groups, READOUTS, 20);
    for (const group of groups) for (const readout of READOUTS) expect(text).toContain(`label: ${rowName(group, readout)}, median`);
    expect(text).toContain("give: leak_doubled, cohort: doubled");
    expect(text.match(/measure: lactulose_mannitol\b/g)).toHaveLength(1);
  });
  it("name tests and parts that are there", () => {
    const assays = readdirSync(new URL("../../../data/assays/", import.meta.url)).map((file) => file.replace(".yaml", ""));
    for (const readout of READOUTS) expect(assays).toContain(readout.assay);
    for (const id of [...USUAL, ...FALLS]) expect(READOUTS.map((one) => one.id)).toContain(id);
  });
  it("put the best teller first, and turn round what falls when the wall opens", () => {
    const readouts = READOUTS.filter((one) => ["zonulin", "edta_24", "strands"].includes(one.id));
    const groups = leakGroups(START.a);
    const values: Record<string, number[][]> = { zonulin: [[1, 2, 3], [1, 2, 3], [1, 2, 3]], edta_24: [[1, 2, 3], [4, 2.5, 6], [7, 8, 9]], strands: [[6, 5, 5.5], [4, 3, 3.5], [2, 1, 1.5]] };
    const rows = readouts.flatMap((readout) =>
      groups.map((group, g) => ({ label: rowName(group, readout), unit: "1", values: groups.map((_, c) => (c === g ? Float64Array.from(values[readout.id]![g]!) : new Float64Array(0))) })),
    );
    const all = told({ rows } as unknown as Run, groups, readouts);
    expect(all.map((one) => one.readout.id)).toEqual(["strands", "edta_24", "zonulin"]);
    expect(all[0]!.area).toEqual([1, 1]);
    expect(all[1]!.area[0]).toBeCloseTo(8 / 9, 12);
    expect(all[2]!.area).toEqual([0.5, 0.5]);
    expect(all[1]!.folds[2]).toEqual([3.5, 4, 4.5]);
  });
});

describe("the pages of tests", () => {
  const assays = readdirSync(new URL("../../../data/assays/", import.meta.url)).map((file) => file.replace(".yaml", ""));
  it.each(assays)("%s has weaknesses, of its own or where it sends readers to", async (name) => {
    const sections = await fetchSection(name, "Weaknesses");
    expect(sections.flatMap((section) => section.blocks).flatMap((block) => block.texts).join(" ").length).toBeGreaterThan(40);
  });
  it("are taken apart with and without headings", () => {
    const page = pageOf("# A test\n\n`a`: lead.\n\n**Weaknesses.** One\ntwo.\n\n**Noise.** See [urine.md](urine.md).\n");
    expect(sectionOf(page, "weaknesses")!.blocks).toEqual([{ kind: "paragraph", texts: ["One two."] }]);
    const other = pageOf("# B\n\n## Weaknesses\n\n* One\n  two.\n* **Three.** four\n\nFive.\n\n## Noise\n\nSix.\n");
    expect(sectionOf(other, "Weaknesses")!.blocks).toEqual([
      { kind: "list", texts: ["One two.", "**Three.** four"] },
      { kind: "paragraph", texts: ["Five."] },
    ]);
    expect(page.sees).toEqual(["urine"]);
  });
  it("lose no word of their weaknesses", () => {
    for (const [name, text] of Object.entries(DOCUMENTS)) {
      const section = sectionOf(pageOf(text), "Weaknesses");
      if (!section) continue;
      const kept = section.blocks.flatMap((block) => block.texts).join(" ").split(/\s+/).length;
      const from = text.search(/^(## |\*\*)Weaknesses/m);
      const rest = text.slice(from).replace(/^(## Weaknesses|\*\*Weaknesses\.\*\*)/, "");
      const until = rest.search(/^(## |\*\*[A-Z][^*]*\.\*\*)/m);
      const words = rest.slice(0, until < 0 ? undefined : until).replace(/^\* /gm, "").trim().split(/\s+/).length;
      expect(kept, name).toBe(words);
    }
  });
  it("show links as their text, and names as names", () => {
    expect(piecesOf("See [urine.md](urine.md) and `stored_blood`, **not** here")).toEqual([
      { kind: "plain", text: "See urine and " },
      { kind: "name", text: "stored_blood" },
      { kind: "plain", text: ", " },
      { kind: "strong", text: "not" },
      { kind: "plain", text: " here" },
    ]);
  });
});
