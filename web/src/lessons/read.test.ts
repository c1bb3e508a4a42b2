import { describe, expect, it } from "vitest";
import { areaUnderCurve, median, rankCorrelation, share } from "./read.ts";
import { allowed } from "./sentence.ts";

describe("numbers of lessons", () => {
  it("say that groups apart are told apart, and the same group is a coin", () => {
    expect(areaUnderCurve([1, 2, 3], [4, 5])).toBe(1);
    expect(areaUnderCurve([4, 5], [1, 2, 3])).toBe(0);
    expect(areaUnderCurve([1, 2, 3], [1, 2, 3])).toBe(0.5);
    expect(areaUnderCurve([1, 3], [2, NaN])).toBe(0.5);
  });
  it("rank the same whatever grows, and against it the other way", () => {
    const xs = [3, 1, 4, 2, 9];
    expect(rankCorrelation(xs.map((x) => ({ x, y: Math.exp(x) })))).toBeCloseTo(1, 12);
    expect(rankCorrelation(xs.map((x) => ({ x, y: -x })))).toBeCloseTo(-1, 12);
    /* 1 − 6 Σd² / (n (n² − 1)) with d = 1, 1, 1, 1, 0 */
    expect(rankCorrelation([[1, 2], [2, 1], [3, 4], [4, 3], [5, 5]].map(([x, y]) => ({ x: x!, y: y! })))).toBeCloseTo(0.8, 12);
  });
  it("leave out who failed", () => {
    expect(median([NaN, 3, 1, 2])).toBe(2);
    expect(share([NaN, 1, 0, 1], (value) => value > 0.5)).toBeCloseTo(2 / 3, 12);
  });
  it("stay within a knob and on its steps", () => {
    const knob = { kind: "number", name: "x", label: "x", start: 1, min: 0.5, max: 3, step: 0.5 } as const;
    expect(allowed(knob, 1.6, 1)).toBe(1.5);
    expect(allowed(knob, 99, 1)).toBe(3);
    expect(allowed(knob, -1, 1)).toBe(0.5);
    expect(allowed(knob, NaN, 1)).toBe(1);
  });
});
