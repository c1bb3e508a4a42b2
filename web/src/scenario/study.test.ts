import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fromStudy } from "./from_study.ts";
import { HEALTHY, START, studyText, type Menu, type Scenario } from "./scenario.ts";
import { FULL, randomScenario } from "./samples.ts";
import { FOLLOWED, readsIn } from "./study.ts";
import { text } from "./yaml.ts";

/* With menus worked out, as they are before a study is written. */
function worked(scenario: Scenario): Scenario {
  const person = (one: Scenario["a"]) => (typeof one.diet === "string" ? one : { ...one, diet: { ...one.diet, gives: { diet_fat: "70 g/day" } } });
  return { ...scenario, a: person(scenario.a), b: scenario.b && person(scenario.b) };
}

describe("the study of a scenario", () => {
  it("says who takes part, what happens and what is read", () => {
    const study = parse(studyText(FULL));
    expect(study.title).toBe(FULL.title);
    expect(study.cohorts.map((one: { name: string }) => one.name)).toEqual(["a", "b"]);
    expect(study.cohorts[0].set).toEqual(["epithelium_constitutive_leak=1.5", "person_weight=65 kg"]);
    expect(study.cohorts[1].set).toEqual(["diet_fibre[inulin]=1.25 g/day", "mucus_area[ascending]=400 cm2"]);
    expect(study.meals).toBe(true);
    expect(study.timeline.map((one: { at: string }) => one.at)).toEqual(["0 d", "1 d", "36.5 h", "2 d", "3 d"]);
    expect(study.timeline[2]).toEqual({ at: "36.5 h", give: "infliximab", dose: "5 mg/kg", every: "14 d", until: "60 d", cohort: "b" });
    expect(study.pictures).toEqual(["0 d", "90 d"]);
  });
  it("reads every test in everybody, under names of their own", () => {
    const names = readsIn(FULL).map((read) => read.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(2 * (3 + FOLLOWED.length));
    expect(names[0]).toBe("a_t1_lactulose_over_mannitol");
    const study = parse(studyText(FULL));
    expect(study.experiment.reads.map((read: { name: string }) => read.name)).toEqual(names);
    expect(study.experiment.holds.map((one: { median: string }) => one.median)).toEqual(names);
  });
  it("lets what is set by hand win over what follows from a menu", () => {
    const a = { ...HEALTHY, diet: { title: "x", foods: [], gives: { diet_fat: "70 g/day", diet_starch: "90 g/day" } }, set: { diet_fat: "80 g/day" } };
    expect(parse(studyText({ ...START, a })).cohorts[0].set).toEqual(["diet_fat=80 g/day", "diet_starch=90 g/day"]);
  });
  it("is not written while a menu is not worked out", () => {
    const a = { ...HEALTHY, diet: { title: "x", foods: [], gives: null } };
    expect(() => studyText({ ...START, a })).toThrow("not worked out");
  });
  it("always holds something that happens, for a timeline may not be empty", () => {
    expect(parse(studyText(START)).timeline.length).toBe(1);
  });
  it("gives nothing to somebody who is not there", () => {
    const study = parse(studyText({ ...START, given: [{ to: "b", what: "indomethacin", at: 0 }] }));
    expect(study.timeline.some((one: { give?: string }) => one.give)).toBe(false);
  });
});

describe("a study file as a scenario", () => {
  it("comes back from its own study with the same study", () => {
    const back = fromStudy(studyText(FULL));
    expect(back).not.toBeNull();
    expect(studyText(back!)).toBe(studyText(FULL));
  });
  it("does so for any scenario", () => {
    for (let seed = 1; seed <= 150; seed++) {
      const scenario = worked(randomScenario(seed));
      const written = studyText(scenario);
      const back = fromStudy(written);
      expect(back && studyText(back), `seed ${seed}`).toBe(written);
    }
  }, 60000);
  it("has its menu again, which a comment of the file tells", () => {
    const menu = (FULL.b!.diet as Menu);
    const back = fromStudy(studyText(FULL));
    expect(back!.b!.diet).toEqual(menu);
    expect(back!.b!.set).toEqual(FULL.b!.set);
    expect(studyText(FULL)).toContain('# b eats "Bread, and more; of my own"');
  });
  it("has the menu worked out anew where a number of it was set by hand", () => {
    const diet: Menu = { title: 'A "menu"', foods: [{ food: "lentils", gramsPerDay: 80 }], gives: { diet_fat: "70 g/day", diet_starch: "90 g/day" } };
    for (const set of [{ diet_fat: "80 g/day" }, { diet_starch: "80 g/day" }, { person_weight: "60 kg", diet_plants: "9" }] as Record<string, string>[]) {
      const back = fromStudy(studyText({ ...START, a: { ...HEALTHY, diet, set } }))!;
      expect(back.a.diet).toEqual({ ...diet, gives: null });
      expect(back.a.set).toEqual(set);
    }
  });
  it("is none where the file says more", () => {
    const written = studyText(START);
    expect(fromStudy(written.replace("seed: 1", "seed: 1, people_from: x.csv"))).toBeNull();
    expect(fromStudy(`${written}reported: []\n`)).toBeNull();
    expect(fromStudy(written.replace("above: -1e9", "above: 2"))).toBeNull();
    expect(fromStudy("title: [")).toBeNull();
  });
});

describe("text in YAML", () => {
  it.each(["yes", "null", "5 mg/kg", "a: b", "- x", "#x", "", " x", "é", '"', "\\", "1e5", "0x1", "2 d", "[x]", "x=1", "51Cr-EDTA", "*", "~", "Off"])("comes back as it was: %j", (value) => {
    expect(parse(`key: ${text(value)}`, { schema: "failsafe" }).key).toBe(value);
    expect(parse(`{key: ${text(value)}}`, { version: "1.1" }).key).toBe(value);
  });
});
