import { describe, expect, it } from "vitest";
import type { Claim } from "../data/tables.ts";
import { countBy, effectOf, EVERYTHING, findClaims } from "./find.ts";
import { stripOf } from "./strip.ts";

const claim = (patch: Partial<Claim>): Claim => ({
  id: "C01", section: "Anatomy", claim: "A tube", kind: "anatomy", stance: "asserts", certainty: "high", evidence: "", grade: "high", lowered: "", changed: "none",
  tag: "assumed", experiment: "", must_hold: false, how: "", findings: [], sources: [], ...patch,
});
const CLAIMS = [
  claim({}),
  claim({ id: "C30", section: "Disease", claim: "A leak alone is not enough", grade: "moderate", tag: "emergent", experiment: "leak_alone", must_hold: true, changed: "A risk", sources: ["turpin_2020"] }),
  claim({ id: "C31", section: "Disease", claim: "Nobody followed them", grade: "contradicted", stance: "uncertain", tag: "not_simulatable" }),
];
const ids = (patch: Partial<typeof EVERYTHING>) => findClaims(CLAIMS, { ...EVERYTHING, ...patch }).map((one) => one.id);

describe("the list of claims", () => {
  it("is whole without a filter", () => expect(ids({})).toEqual(["C01", "C30", "C31"]));
  it("finds all of several words, in any part and case", () => {
    expect(ids({ search: "LEAK turpin" })).toEqual(["C30"]);
    expect(ids({ search: "leak tube" })).toEqual([]);
  });
  it("joins filters by and", () => {
    expect(ids({ section: "Disease" })).toEqual(["C30", "C31"]);
    expect(ids({ section: "Disease", grade: "contradicted" })).toEqual(["C31"]);
    expect(ids({ stance: "uncertain" })).toEqual(["C31"]);
  });
  it("tells what runs, what changed, what must hold and what cannot be simulated", () => {
    expect(ids({ only: "runs" })).toEqual(["C30"]);
    expect(ids({ only: "changed" })).toEqual(["C30"]);
    expect(ids({ only: "must_hold" })).toEqual(["C30"]);
    expect(ids({ only: "not_simulatable" })).toEqual(["C31"]);
  });
  it("counts every claim once", () => expect([...countBy(CLAIMS, "grade").values()].reduce((sum, one) => sum + one, 0)).toBe(3));
});

describe("the strip of a criterion", () => {
  it("keeps the order of values and bounds", () => {
    const strip = stripOf({ quantiles: [1, 2, 3, 4, 5], above: 2.5, below: null })!;
    expect(strip.at).toEqual([...strip.at].sort((one, other) => one - other));
    expect(strip.from).toBeGreaterThan(strip.at[1]!);
    expect(strip.from).toBeLessThan(strip.at[2]!);
    expect(strip.to).toBe(1);
  });
  it("goes by factors over many orders", () => {
    const strip = stripOf({ quantiles: [1, 10, 100, 1000, 10000], above: null, below: 100 })!;
    expect(strip.log).toBe(true);
    expect(strip.at[2]! - strip.at[1]!).toBeCloseTo(strip.at[4]! - strip.at[3]!, 12);
    expect(strip.to).toBeCloseTo(strip.at[2]!, 12);
  });
  it("draws nothing where there is nothing", () => {
    expect(stripOf({ quantiles: [NaN, NaN, NaN, NaN, NaN], above: 1, below: null })).toBeNull();
    expect(stripOf({ quantiles: [1, 1, 1, 1, 1], above: null, below: null })).toBeNull();
  });
});

describe("the size of an effect", () => {
  const of = (effect: number | null, measure: string, low: number | null = null, high: number | null = null) => effectOf({ effect, measure, low, high });
  it("has a unit behind it, and what is no unit before", () => {
    expect(of(34, "ohm cm2")).toBe("34 ohm cm²");
    expect(of(24, "%")).toBe("24 %");
    expect(of(0.36, "standardised mean difference", 0.1, 0.6)).toBe("standardised mean difference 0.36 (0.1 to 0.6)");
  });
  it("says of what kind its range is", () => expect(of(1.04, "% of dose (quartiles)", 0.74, 1.54)).toBe("1.04 % of dose (quartiles 0.74 to 1.54)"));
  it("is nothing where there is none", () => {
    expect(of(null, "text")).toBe("");
    expect(of(3, "text")).toBe("3");
  });
});
