import { describe, expect, it } from "vitest";
import { axisMark, axisWidth, curveCsv, curveWords, logTicks, rangeOf, ticks, type CurveData } from "./curve.ts";

const data: CurveData = {
  title: "Leak", x: [0, 1, 2], xLabel: "days", yLabel: "leak, relative", unit: "mg/L",
  series: [{ label: 'A, "one"', values: [1, 3, NaN], colour: "--a", band: { low: [0.5, 2, 1], high: [2, 4, 3] } }],
};

describe("a curve", () => {
  it("is a CSV file with all of its numbers, unrounded", () => {
    const exact = { ...data, series: [{ label: "A", values: [1 / 3, 2 / 3, NaN], colour: "--a" }] };
    expect(curveCsv(exact).split("\r\n")).toEqual(["days,A (mg/L)", `0,${1 / 3}`, `1,${2 / 3}`, "2,", ""]);
    expect(curveCsv(data).split("\r\n")[0]).toBe('days,"A, ""one"" (mg/L)","A, ""one"" low (mg/L)","A, ""one"" high (mg/L)"');
  });
  it("is told in words", () => expect(curveWords(data)).toContain("1 mg/L at first"));
  it("is drawn with all of it in sight", () => {
    const [low, high] = rangeOf(data);
    expect(low).toBeLessThanOrEqual(0.5);
    expect(high).toBeGreaterThan(4);
    expect(rangeOf({ ...data, series: [] })).toEqual([0, 1]);
  });
  it("has room for the marks of its axis, however small they are", () => {
    expect([1e-6, 2e-6, 0.5, 31400].map(axisMark)).toEqual(["10⁻⁶", "2 × 10⁻⁶", "0.5", "31,400"]);
    /* A sign is some 6.5 points wide; 10 are the mark's line. */
    for (const value of [0.5, 2e-6, 2.5e-12]) expect(axisWidth([axisMark(value)])).toBeGreaterThan(10 + 6.5 * axisMark(value).length);
    expect(axisWidth([])).toBe(14);
  });
  it("has few and round marks on a scale of factors", () => {
    expect(logTicks(3, 400)).toEqual([5, 10, 20, 50, 100, 200]);
    expect(logTicks(0.9e-6, 3e3)).toEqual([1e-6, 1e-4, 0.01, 1, 100]);
    expect(logTicks(0.5e-6, 0.7e-1)).toEqual([1e-6, 1e-5, 1e-4, 0.001, 0.01]);
    expect(logTicks(1.03, 1.09).length).toBeGreaterThanOrEqual(3);
  });
  it("has round marks within its range", () => {
    for (const [low, high] of [[0, 1], [-3, 17], [0.81, 0.93], [1e-6, 2e-6], [0, 3652]] as const) {
      const marks = ticks(low, high);
      expect(marks.length).toBeGreaterThanOrEqual(3);
      expect(marks.length).toBeLessThanOrEqual(13);
      expect(Math.min(...marks)).toBeGreaterThanOrEqual(low - 1e-12);
      expect(Math.max(...marks)).toBeLessThanOrEqual(high + 1e-12 * Math.abs(high) + 1e-12);
    }
  });
});
