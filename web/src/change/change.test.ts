import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Food, Parameter } from "../data/tables.ts";
import type { Run } from "../engine/types.ts";
import { copied, findFoods, weighed, withFood, without } from "./foods.ts";
import { CONDITIONS, grouped, ROOMS, TREATMENTS } from "./groups.ts";
import { apart, numberOf, quantity } from "./looking.ts";
import { findParameters, isWide } from "./parameters.ts";

const top = new URL("../../../", import.meta.url);
const names = (folder: string) =>
  readdirSync(new URL(`data/${folder}/`, top))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.replace(".yaml", ""))
    .sort();

describe("groups of what can be chosen", () => {
  it.each([
    ["conditions", CONDITIONS],
    ["treatments", TREATMENTS],
  ])("hold each of data/%s once, and nothing that is not there", (folder, groups) => {
    expect(groups.flatMap((group) => group.names).sort()).toEqual(names(folder));
  });
  it("hold every room of the parameter table", () => {
    const rows = readFileSync(new URL("data/parameters.csv", top), "utf8").split("\n").slice(1).filter(Boolean);
    const rooms = new Set(rows.map((row) => row.split("_")[0]!));
    expect(ROOMS.map((room) => room.name).sort()).toEqual([...rooms].sort());
  });
  it("put what they do not know under Other", () => {
    const things = [
      { name: "new", title: "New" },
      { name: "healthy", title: "Health" },
    ];
    expect(grouped(things, CONDITIONS).map((one) => one.group)).toEqual(["Health and what is near it", "Other"]);
  });
});

describe("a menu", () => {
  const foods = [
    { name: "oats_cooked", title: "Oat porridge made with water", plants: ["oat"] },
    { name: "milk", title: "Milk, whole", plants: [] },
    { name: "coconut_milk", title: "Coconut milk", plants: ["coconut"] },
    { name: "creme", title: "Crème fraîche", plants: [] },
  ] as unknown as Food[];
  const found = (asked: string) => findFoods(foods, asked).map((food) => food.name);

  it("is found by any word, what begins with it first", () => {
    expect(found("milk")).toEqual(["milk", "coconut_milk"]);
    expect(found("porridge oat")).toEqual(["oats_cooked"]);
    expect(found("")).toHaveLength(4);
    expect(found("milk stone")).toEqual([]);
  });
  it("is found with and without accents", () => expect(found("creme fraiche")).toEqual(["creme"]));
  it("never changes the one before it, and is to be worked out anew", () => {
    const menu = { ...copied("Mine", [{ food: "milk", g_per_day: 200 }]), gives: { diet_fat: "7 g/day" } };
    const before = JSON.stringify(menu);
    const more = withFood(menu, "oats_cooked");
    expect(more.foods).toEqual([
      { food: "oats_cooked", gramsPerDay: 100 },
      { food: "milk", gramsPerDay: 200 },
    ]);
    expect(weighed(more, "milk", 50).foods[1]).toEqual({ food: "milk", gramsPerDay: 50 });
    expect(without(more, "milk").foods).toHaveLength(1);
    for (const other of [more, weighed(menu, "milk", 1), without(menu, "milk")]) expect(other.gives).toBeNull();
    expect(JSON.stringify(menu)).toBe(before);
  });
  it("holds each food once", () => expect(withFood(copied("Mine", [{ food: "milk", g_per_day: 200 }]), "milk").foods).toHaveLength(1));
});

describe("parameters", () => {
  const one = { name: "immune_gain", room: "immune", meaning: "how strongly macrophages answer", grade: "chosen", low: 0.5, high: 8 } as Parameter;
  const other = { name: "mucus_expansion", room: "mucus", meaning: "swelling of the layer", grade: "derived", low: 1.5, high: 5 } as Parameter;
  const all = [one, other];

  it("are found by name, meaning, grade, room, and whether they are set", () => {
    expect(findParameters(all, { text: "immune gain", room: "", onlySet: false }, {})).toEqual([one]);
    expect(findParameters(all, { text: "swelling", room: "", onlySet: false }, {})).toEqual([other]);
    expect(findParameters(all, { text: "derived", room: "immune", onlySet: false }, {})).toEqual([]);
    expect(findParameters(all, { text: "", room: "", onlySet: true }, { immune_gain: "2" })).toEqual([one]);
  });
  it("have equal factors on their track where the range is wide, and not where it ends at 0", () => {
    expect(isWide(one)).toBe(true);
    expect(isWide(other)).toBe(false);
    expect(isWide({ low: 0, high: 100 })).toBe(false);
  });
  it("are written with a unit where they have one, and read back", () => {
    expect(quantity(0.1 + 0.2, "1/day")).toBe("0.3 1/day");
    expect(quantity(2, "1")).toBe("2");
    expect(numberOf(quantity(1.5e-7, "cm/s"))).toBe(1.5e-7);
    expect(numberOf(undefined)).toBeNaN();
  });
});

describe("where two people are furthest apart", () => {
  /* Two observables of one kind, one alone, one that is nothing; the same at all times. */
  function runOf(a: number[], b: number[]): Run {
    const follow = ["leak[ileum]", "leak[jejunum]", "serum_lps", "noise"].map((name) => ({ name, label: name, unit: "1", room: "", tag: "emergent" as const }));
    const course = (values: number[]) => Float64Array.from(values.flatMap((value) => Array(2 * 5).fill(value)));
    return { follow, courseHour: Float64Array.of(0, 24), cohorts: [{ course: course(a) }, { course: course(b) }] } as unknown as Run;
  }
  const far = (a: number[], b: number[]) => apart(runOf(a, b), { cohort: 0, hour: 12 }, { cohort: 1, hour: 12 });

  it("is said of each kind once, the furthest first", () => {
    const all = far([1, 1, 4, 1e-12], [2, 3, 5, 5e-11]);
    expect(all.map((one) => one.observable.name)).toEqual(["leak[jejunum]", "serum_lps", "noise"]);
    expect(all[0]!.far).toBeCloseTo(Math.log(3), 12);
    expect(all[2]!.far).toBe(0);
  });
  it("does not depend on who is A", () => {
    expect(far([1, 1, 4, 0], [2, 3, 5, 0]).map((one) => one.far)).toEqual(far([2, 3, 5, 0], [1, 1, 4, 0]).map((one) => one.far));
  });
  it("puts what is there in only one of them before all else", () => {
    expect(far([1, 1, 0, 0], [9, 9, 1, 0])[0]!.observable.name).toBe("serum_lps");
  });
});
