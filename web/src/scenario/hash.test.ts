import { describe, expect, it } from "vitest";
import { FULL, randomScenario, unworked } from "./samples.ts";
import { fromHash, HashError, START, toHash } from "./scenario.ts";

describe("the address of a scenario", () => {
  it("says nothing of the scenario at the start", () => {
    expect(toHash(START)).toBe("");
    expect(fromHash("")).toEqual(START);
  });
  it("brings back all of a scenario that says everything", () => {
    expect(fromHash(toHash(FULL))).toEqual(unworked(FULL));
  });
  it("brings back any scenario, and comes through a URL whole", () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const scenario = unworked(randomScenario(seed));
      const url = new URL(`https://example.org/x/#/wall?${toHash(scenario)}`);
      expect(fromHash(url.hash.slice("#/wall?".length)), `seed ${seed}`).toEqual(scenario);
    }
  }, 60000);
  it("holds only signs that need no further coding", () => {
    for (let seed = 1; seed <= 300; seed++) expect(toHash(randomScenario(seed))).toMatch(/^[A-Za-z0-9_.~!*'()\-+%,;=&[\]/]*$/);
  });
  it.each([
    ["who=healthy", "a, b, set"],
    ["a=Healthy", "the name of a condition"],
    ["a=healthy,western,1,0", "a whole number from 1 to 10000"],
    ["a=healthy,western,1.5,1", "a whole number"],
    ["a=healthy,western,1,1,9", "condition, diet, seed, people"],
    ["days=0", "from 0.01"],
    ["days=", "from 0.01"],
    ["days", "from 0.01"],
    ["meals=2", "from 0 to 1"],
    ["give=c,indomethacin,24", "a, b or both"],
    ["give=a,indomethacin,24;dosage,50 mg", "dose, lasting"],
    ["give=a,indomethacin,-1", "from 0 to"],
    ["test=serum,0;crp,reading", "pairs such as"],
    ["test=serum,0;crp,window,5", "a window"],
    ["set=b,immune_gain,2", "a second person"],
    ["set=a,immune gain,2", "the name of a parameter"],
    ["menu=a,x;bread_white", "a number from 0"],
    ["title=%E0%A4%A", "text that a browser has encoded"],
  ])("refuses %s and says what was expected", (hash, expected) => {
    expect(() => fromHash(hash)).toThrow(HashError);
    expect(() => fromHash(hash)).toThrow(expected);
  });
});
