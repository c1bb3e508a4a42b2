import { describe, expect, it } from "vitest";
import { HEALTHY, START } from "../scenario/scenario.ts";
import { because, causesOf, off, stepsOf, without } from "./causes.ts";

const urine = { kind: "urine" } as const;

describe("why a reading is not the truth", () => {
  it("has factors that multiply to the whole", () => {
    const causes = causesOf(urine, [0.56, 0.6, 0.63, 0.61], 0.62);
    expect(causes.map((one) => one.says)).toEqual([...stepsOf(urine).map((step) => step.says), "the laboratory, and what food brings"]);
    expect(causes.reduce((all, one) => all * one.factor, 1)).toBeCloseTo(0.56 / 0.62, 12);
  });
  it("is one thing where nothing lies on the way", () => {
    expect(causesOf({ kind: "reading" }, [3], 2)).toEqual([{ says: "the day, the sample and the laboratory", factor: 1.5 }]);
  });
  it("is said with what counts most first, and without what changes nothing", () => {
    expect(because([{ says: "x", factor: 0.97 }, { says: "y", factor: 1.1 }, { says: "z", factor: 1.001 }, { says: "w", factor: NaN }])).toEqual(["y (+10 %)", "x (−3 %)"]);
  });
  it("takes each step away in everybody, and what was set stays set", () => {
    const scenario = { ...START, a: { ...HEALTHY, set: { person_weight: "60 kg" } }, b: HEALTHY };
    const two = without(scenario, stepsOf(urine), 2);
    expect(two.a.set).toEqual({ person_weight: "60 kg", assay_collection_loss: "0", assay_bladder_residual: "0 mL" });
    expect(Object.keys(two.b!.set)).toHaveLength(2);
    expect(without(scenario, stepsOf(urine), 0)).toEqual(scenario);
    expect(without({ ...scenario, b: null }, stepsOf(urine), 3).b).toBeNull();
  });
});

describe("how far off", () => {
  it.each([
    [0.9, "10 % too low"],
    [1.3, "30 % too high"],
    [2.5, "2.5 times too high"],
    [0.2, "80 % too low"],
    [1.001, "just right"],
    [Infinity, ""],
    [0, ""],
    [NaN, ""],
  ])("%d of the truth is %s", (ratio, words) => expect(off(ratio)).toBe(words));
});
