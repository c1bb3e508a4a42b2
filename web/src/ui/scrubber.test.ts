import { describe, expect, it } from "vitest";
import { here, placed } from "./scrubber.ts";

describe("marks on a track of time", () => {
  const daily = Array.from({ length: 366 }, (_, day) => ({ hour: 24 * day, label: "tablet" }));

  it("stand where they belong, and not beyond the end", () => {
    expect(placed([{ hour: 6, label: "x" }, { hour: 13, label: "y" }], 12)).toEqual([{ share: 0.5, label: "x" }]);
    expect(placed([{ hour: 6, label: "x" }], 0)).toEqual([]);
  });
  it("are one where nobody could tell them apart", () => {
    expect(placed([{ hour: 6, label: "x" }, { hour: 6, label: "y" }, { hour: 6.01, label: "x" }], 12)).toEqual([{ share: 0.5, label: "x; y" }]);
    expect(placed(daily, 24 * 365).length).toBeLessThanOrEqual(101);
  });
  it("are told at their moment, each once", () => {
    expect(here([{ hour: 6, label: "x" }, { hour: 6.4, label: "x" }, { hour: 8, label: "y" }], 6.1, 1)).toEqual(["x"]);
  });
});
