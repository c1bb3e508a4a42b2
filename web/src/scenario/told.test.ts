import { describe, expect, it } from "vitest";
import { FULL } from "./samples.ts";
import { HEALTHY, START } from "./scenario.ts";
import { differences } from "./differs.ts";
import { told } from "./told.ts";

describe("a scenario in words", () => {
  it("says who, what and how long", () => {
    expect(told(START)).toBe("healthy; eats usual food. Over 30 days.");
    expect(told(FULL)).toContain("B: 20 people, crohn active; eats Bread, and more; of my own");
    expect(told(FULL)).toContain("infliximab, 5 mg/kg, every 14 days from 36.5 h until day 60");
    expect(told(FULL)).toContain("Tests: lactulose mannitol at day 2; stool at day 3.");
  });
});

describe("what two people differ in", () => {
  it("is nothing for one person, or for two that are the same", () => {
    expect(differences(START)).toEqual([]);
    expect(differences({ ...START, b: { ...HEALTHY }, given: [{ to: "both", what: "indomethacin", at: 0 }] })).toEqual([]);
  });
  it("is everything that was set apart", () => {
    expect(differences(FULL).map((one) => one.what)).toEqual([
      "condition", "diet", "epithelium constitutive leak", "person weight", "mucus area, ascending", "seed of chance", "people", "given", "given",
    ]);
  });
});
