import { describe, expect, it } from "vitest";
import type { Run } from "../engine/types.ts";
import { curveOf } from "./curve.ts";
import { START } from "./scenario.ts";

/* Three moments of one observable in so many sides; quantiles 1 to 5, ten times as much with each moment. */
const runOf = (people: number[]) =>
  ({
    follow: [{ name: "leak[ileum]", label: "leak route, relative", unit: "1" }],
    courseHour: Float64Array.of(0, 120, 240),
    cohorts: people.map((n) => ({ people: n, course: Float64Array.from({ length: 15 }, (_, i) => ((i % 5) + 1) * 10 ** Math.floor(i / 5)) })),
  }) as unknown as Run;

describe("a course as a curve", () => {
  const scenario = { ...START, days: 5, given: [{ to: "both" as const, what: "indomethacin", at: 24, every: 24, until: 72 }] };

  it("ends with what is set, in days, with every dose marked at its time", () => {
    const curve = curveOf(runOf([1]), scenario, "leak[ileum]")!;
    expect(curve.xLabel).toBe("days");
    expect(Array.from(curve.x)).toEqual([0, 5]);
    expect(Array.from(curve.series[0]!.values)).toEqual([3, 30]);
    expect(curve.series[0]!.band).toBeUndefined();
    expect(curve.events!.map((one) => one.x)).toEqual([1, 2, 3]);
  });
  it("has hours where it is short", () => expect(curveOf(runOf([1]), { ...scenario, days: 2 }, "leak[ileum]")!.xLabel).toBe("hours"));
  it("shows where nine in ten of several people lie, side by side", () => {
    const [a, b] = curveOf(runOf([1, 20]), scenario, "leak[ileum]")!.series;
    expect([a!.label, b!.label, a!.band]).toEqual(["A", "B", undefined]);
    expect([Array.from(b!.band!.low), Array.from(b!.band!.high)]).toEqual([[1, 10], [5, 50]]);
  });
  it("is none of what was not followed", () => expect(curveOf(runOf([1]), scenario, "serum_crp")).toBeNull());
});
