import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exactLabel, named, plainLabel } from "./labels.ts";

const observables = JSON.parse(readFileSync(new URL("../../public/data/observables.json", import.meta.url), "utf8")) as { name: string; label: string }[];

describe("plain names", () => {
  it("are there for everything that the program shows", () => expect(observables.filter(({ name }) => !named(name))).toEqual([]));
  it("tell all of it apart", () => {
    const names = observables.map(({ name, label }) => plainLabel(name, label));
    expect(new Set(names).size).toBe(names.length);
  });
  it("are short enough for a phone", () => {
    for (const { name, label } of observables) expect(plainLabel(name, label).length, name).toBeLessThanOrEqual(46);
  });
  it("say where", () => expect(plainLabel("leak[descending]", "leak route, relative")).toBe("Leak between cells, left colon"));
});

describe("the program's label", () => {
  it("gets its place, once", () => {
    expect(exactLabel("leak[ileum]", "leak route, relative")).toBe("leak route, relative, ileum");
    expect(exactLabel("villus_height_crypt_depth", "villus height to crypt depth, duodenum")).toBe("villus height to crypt depth, duodenum");
  });
});
