import { describe, expect, it } from "vitest";
import { firsts, happenings } from "./happenings.ts";
import { HEALTHY, START, type Scenario } from "./scenario.ts";

const TWO: Scenario = {
  ...START,
  b: HEALTHY,
  days: 14,
  given: [
    { to: "both", what: "gluten_3_g", at: 200 },
    { to: "b", what: "indomethacin", at: 24, every: 24, until: 96 },
  ],
  tests: [{ assay: "cr_edta", at: 48, reads: [] }],
};

describe("what happens in a scenario", () => {
  it("is told in the order of time, again as often as it is given", () => {
    expect(happenings(TWO).map((one) => `${one.hour} ${one.label}`)).toEqual([
      "24 indomethacin to B",
      "48 indomethacin to B",
      "48 test: cr edta",
      "72 indomethacin to B",
      "96 indomethacin to B",
      "200 gluten 3 g",
    ]);
  });
  it("ends with the study, and is nothing for somebody who is not there", () => {
    expect(happenings({ ...TWO, days: 2 }).map((one) => one.hour)).toEqual([24, 48, 48]);
    expect(happenings({ ...TWO, b: null }).map((one) => one.label)).toEqual(["test: cr edta", "gluten 3 g"]);
  });
  it("has one first time for each kind", () => expect(firsts(happenings(TWO)).map((one) => one.hour)).toEqual([24, 48, 200]));
});
