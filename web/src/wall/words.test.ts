import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Segment } from "../engine/types";
import { bulletOf, layersOf, pageOf, piecesOf } from "./equations";
import { crohn, healthy, run } from "./fixture";
import { fluxesOf } from "./flux";
import { partsOf, readingsOf } from "./parts";
import { sceneOf } from "./scene";
import { addressOf, rowAt, type WallTables } from "./tables";
import { describe as inWords, differencesOf, foldOf, markOf, moleculesInWords, powerOf, say, worthOf } from "./words";

const here = (path: string): URL => new URL(path, import.meta.url);

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
    expect(text).toContain("Patient, left colon.");
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
