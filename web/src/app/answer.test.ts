import { describe, expect, it } from "vitest";
import { readAnswer } from "./answer.ts";

const ANSWER = {
  study: "suenaert_2002", version: "0.1.0", data: "0f3c5e8a91b2d467", people: 23, failed: 0,
  reported: [{ label: "x", cohort: "a", unit: "%", predicted: 3.1, lo90: null, hi90: 3.7, reported: 3.27, fold_error: 1.05, inside: true }],
  failures: [], files: [], treatments: [],
};
const read = (change: object) => readAnswer("x.json", JSON.stringify({ ...ANSWER, ...change }));

describe("the answer of a native run", () => {
  it("is read as it is", () => {
    const answer = read({});
    expect(answer.reported[0]!.predicted).toBe(3.1);
    expect(answer.experiment).toBeNull();
    expect(answer.others).toEqual([]);
  });
  it("may hold keys of later versions", () => expect(read({ later: 1, map: {} }).others).toEqual(["map"]));
  it.each([
    [{ reported: 3 }, 'has no "reported"'],
    [{ study: undefined }, 'has no "study"'],
    [{ reported: [{ ...ANSWER.reported[0], predicted: "3" }] }, 'row 1 of "reported" has no "predicted" that is number or null'],
    [{ experiment: { asks: "x" } }, 'has no "criteria"'],
    [{ error: { text: "no such file" } }, "a run that failed: no such file"],
  ])("is refused where %j", (change, expected) => expect(() => read(change)).toThrow(expected));
  it("is refused when it is no JSON", () => expect(() => readAnswer("x.json", "{")).toThrow("x.json is no JSON"));
  it("is refused when it is a list, such as that of zonula claims", () => expect(() => readAnswer("x.json", "[]")).toThrow("no object"));
});
