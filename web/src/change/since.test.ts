import { describe, expect, it } from "vitest";
import type { Run } from "../engine/types.ts";
import { moved } from "./since.ts";

/* Courses over two days: [cohort][observable][point]. */
function runOf(courses: number[][][], names = ["leak[ileum]", "serum_lps"], hours = [0, 24, 48]): Run {
  return {
    follow: names.map((name) => ({ name, label: name, unit: "1", room: "", tag: "emergent" })),
    courseHour: Float64Array.from(hours),
    cohorts: courses.map((of, c) => ({ name: "ab"[c], course: Float64Array.from(of.flat().flatMap((value) => Array(5).fill(value))) })),
  } as unknown as Run;
}
const names = ["leak[ileum]", "serum_lps"];
const still = [[1, 1, 1], [4, 4, 4]];

describe("what the last change did", () => {
  it("is said where it is furthest from before, the furthest first", () => {
    const all = moved(runOf([still]), runOf([[[1, 1.2, 1], [4, 4, 12]]]), names);
    expect(all.map((one) => [one.name, one.hour])).toEqual([["serum_lps", 48], ["leak[ileum]", 24]]);
    expect(all[0]!.fold).toBeCloseTo(3, 12);
  });
  it("is nothing where nothing moved by a twentieth", () => expect(moved(runOf([still]), runOf([[[1, 1.04, 1], [4, 3.9, 4]]]), names)).toEqual([]));
  it("is looked for while both were simulated", () => {
    const longer = runOf([[[1, 1, 9], [4, 4, 4]]], names, [0, 24, 96]);
    expect(moved(runOf([still]), longer, names)).toEqual([]);
  });
  it("leaves out who was not there before", () => {
    expect(moved(runOf([still]), runOf([still, [[9, 9, 9], [9, 9, 9]]]), names)).toEqual([]);
    expect(moved(runOf([still, still]), runOf([still, [[2, 2, 2], [4, 4, 4]]]), names).map((one) => one.side)).toEqual(["b"]);
  });
});
