import { describe, expect, it } from "vitest";
import { readAnswer } from "./read.ts";

/* As `zonula run studies/suenaert_2002.yaml --json` writes it, shortened. */
const RUN = {
  study: "suenaert_2002", version: "0.1.0", data: "0f3c5e8a91b2d467", people: 23, failed: 0,
  reported: [{ label: "x", cohort: "a", unit: "%", predicted: 3.1, lo90: null, hi90: 3.7, reported: 3.27, fold_error: 1.05, inside: true }],
  failures: [], files: [], treatments: [],
};
const read = (value: unknown) => readAnswer("x.json", JSON.stringify(value), "0.1.0");
const whole = JSON.stringify(RUN, null, 2);

describe("an answer of the program", () => {
  it("is known by its keys and read as it is", () => {
    const answer = read(RUN);
    expect(answer.kind).toBe("run");
    expect(answer.value).toEqual(RUN);
    expect(answer.unknown).toEqual([]);
  });
  it("may hold keys of later versions, which are named with their place", () => {
    expect(read({ ...RUN, later: 1, reported: [{ ...RUN.reported[0], odds: 2 }] }).unknown).toEqual(["reported: odds", "later"]);
  });
  it.each([
    ["version", { version: "0.1.0", data: "0", cvode: "x", mpi: "none" }],
    ["unfinished", { trial: "t", title: "T", version: "0.1.0", data: "0", finished: false, seed: 1, people: 2, replicates: 1, null_replicates: 0, done: 1, all: 2 }],
    ["list", [{ name: "healthy", title: "Healthy" }]],
    ["list", [{ kind: "parameters", meaning: "numbers" }]],
  ])("of another verb is known as well: %s", (kind, value) => expect(read(value).kind).toBe(kind));

  it.each([
    [{ ...RUN, reported: 3 }, "At reported: expected a list"],
    [{ ...RUN, reported: [{ ...RUN.reported[0], predicted: "3" }] }, "At reported, entry 1: predicted: expected a number or null"],
    [{ ...RUN, experiment: { asks: "x" } }, "At experiment: experiment: expected a text"],
    [{ ...RUN, map: {} }, "At map: across: expected an object"],
  ])("is refused at the place where it is damaged: %#", (value, expected) => expect(() => read(value)).toThrow(expected));

  it("that lacks a key is refused with the key, the command, and what stands there instead", () => {
    const { failures, ...rest } = RUN;
    expect(() => read(rest)).toThrow('zonula run STUDY.yaml --json, but "failures" is missing.');
    expect(() => read({ ...rest, failurez: failures })).toThrow('"failurez" is there instead');
  });
  it("of another version is refused with both versions, of the same series it is not", () => {
    expect(() => read({ ...RUN, version: "0.2.0" })).toThrow("written by zonula 0.2.0; this page reads answers of zonula 0.1");
    expect(read({ ...RUN, version: "0.1.7" }).kind).toBe("run");
  });
  it("that tells of an error gives that error", () => expect(() => read({ error: { file: "", line: null, text: "no such file" } })).toThrow("no answer: no such file"));
});

describe("a file that is no answer", () => {
  it.each([
    [{ a: 1, b: 2 }, 'none that zonula writes: it holds "a", "b". Expected'],
    [{}, "it holds nothing"],
    [[], "an empty list"],
    [[1, 2], "other things than objects"],
    [[{ x: 1 }], 'its entries hold "x"'],
    [7, "a bare number"],
    [null, "a bare null"],
  ])("is refused with what it holds and what was expected: %j", (value, expected) => expect(() => read(value)).toThrow(expected));

  it("is told apart where it is cut off, wherever that is, from where it is damaged", () => {
    for (let at = 2; at < whole.length - 1; at++) expect(() => readAnswer("x.json", whole.slice(0, at)), `cut at ${at}`).toThrow("ends in the middle");
    expect(() => readAnswer("x.json", whole.replace('"people": 23,', '"people": 23;'))).toThrow("damaged in line 5");
    expect(() => readAnswer("x.json", `${whole.slice(0, 200)} nonsense }`)).toThrow("damaged");
  });
  it("is told apart where progress was kept with it", () => {
    expect(() => readAnswer("x.json", `{"progress":{"done":1,"all":2}}\n${whole}`)).toThrow("goes to standard error");
  });
});
