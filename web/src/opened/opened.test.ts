/* Answers as rows and places of figures, the shelf, and where to go on from a study. */
import { describe, expect, it } from "vitest";
import type { Assay, StudyFile } from "../data/tables.ts";
import { dotsOf, placeAmong } from "./dots.ts";
import { flowOf } from "./flow.ts";
import { againstReported, armsFigures, publishedOf, validated, verdictOf, wilson } from "./forests.ts";
import type { Endpoint, TrialAnswer, ValidateAnswer } from "./kinds.ts";
import { plainly } from "./plain.ts";
import { scaleOf, wrapped } from "./scale.ts";
import { firstSentence, groupsOf, search } from "./shelf.ts";
import { hoursOf, startFrom } from "./start_from.ts";
import { tracksOf } from "./tracks.ts";

describe("an axis", () => {
  it("of factors puts equal factors equally far apart, and nothing that is not above 0", () => {
    const scale = scaleOf([0.5, 2], { log: true });
    expect(scale.at(1)).toBeCloseTo(0.5, 9);
    expect(scale.at(0)).toBeNull();
    expect(scale.at(null)).toBeNull();
    expect(scale.marks).toContain(1);
  });
  it("keeps what lies beyond its reach at its end, and says so", () => {
    const scale = scaleOf([0.001, 1000], { log: true, reach: 10 });
    expect(scale.at(1000)).toBe(1);
    expect(scale.beyond(1000)).toBe(true);
    expect(scale.beyond(5)).toBe(false);
  });
  it("has two marks or more, and no more than wanted, however wide it is", () => {
    for (const [low, high] of [[0.9, 1.1], [0.5, 2], [0.01, 100], [1e-6, 1e6], [3, 4]] as const)
      for (const marks of [3, 6]) {
        const found = scaleOf([low, high], { log: true, marks }).marks;
        expect(found.length, `${low} to ${high}, ${found}`).toBeGreaterThanOrEqual(2);
        expect(found.length, `${low} to ${high}, ${found}`).toBeLessThanOrEqual(marks + 1);
      }
  });
  it("has names in lines that say where they were cut", () => {
    expect(wrapped("one two three", 7, 2)).toEqual(["one two", "three"]);
    expect(wrapped("one two three four", 7, 1)).toEqual(["one tw…"]);
  });
});

describe("predicted over reported", () => {
  const row = { label: "x", cohort: "a", unit: "%", predicted: 3, lo90: 2, hi90: 4, reported: 2, fold_error: 1.5, inside: true };
  it("stands at their ratio, with its interval", () => expect(againstReported([row]).rows[0]).toMatchObject({ at: 1.5, low: 1, high: 2, verdict: "inside" }));
  it("names what has no place on a scale of factors", () => {
    expect(againstReported([row, { ...row, label: "a fall", reported: -1 }, { ...row, label: "nobody", predicted: null }])).toMatchObject({ left: ["a fall", "nobody"] });
  });
  it("of a table of measurements begins with what is furthest off, either way", () => {
    const detail = [1.1, 0.25, 3].map((predicted, i) => ({ id: `P${i}`, in_scope: true, test: "t", probe: "p", condition: "c", predicted, lo90: null, hi90: null, reported: 1, inside: null }));
    expect(validated(detail as unknown as ValidateAnswer["detail"]).map((one) => one.at)).toEqual([0.25, 3, 1.1]);
  });
});

const endpoint = (name: string, label: string, more: Partial<Endpoint> = {}): Endpoint => ({ name, label, kind: "value", unit: "", people: 10, missing: 2, events: null, mean: 3, sd: 1, quantiles: [1, 2, 3, 4, 5], ...more });
const arm = (name: string, control: boolean, endpoints: Endpoint[]) => ({ name, control, ratio: 1, adherence: 1, drop_out: 0.1, endpoints });

describe("a trial", () => {
  const ends = [endpoint("before", "EDTA before (%)"), endpoint("after", "EDTA after (%)"), endpoint("ratio", "ratio before"), endpoint("ratio2", "ratio after"), endpoint("ill", "ill", { kind: "responder", events: 4, quantiles: null })];
  it("has one figure for each unit, for numbers that are named alike, and for shares", () => {
    const figures = armsFigures([arm("placebo", true, ends), arm("drug", false, ends)]);
    expect(figures.map((one) => [one.title, one.rows.length])).toEqual([["Each arm, in %", 4], ["Each arm: ratio before", 4], ["How many of each arm", 2]]);
    expect(figures[2]!.rows[0]).toMatchObject({ at: 0.4, verdict: "4 of 10", label: "placebo (control)" });
    expect(figures[0]!.rows[1]).toMatchObject({ at: 3, low: 1, high: 5, box: [2, 4], group: "EDTA before (%)" });
  });
  it("leads people to its arms: who counts at the primary endpoint, and who is missing there", () => {
    const trial = { simulated: 100, failed: 3, eligible: 90, analyses: [{ endpoint: "after" }], arms: [arm("drug", false, ends)] } as unknown as TrialAnswer;
    expect(flowOf(trial)).toMatchObject({ notEligible: 7, arms: [{ people: 12, missing: 2, of: "EDTA after (%)" }] });
  });
  it("is judged by the published interval where one is printed, else by its own", () => {
    const row = { label: "x", what: "median", inside: null, holds: false, reported: 2, reported_low: null, reported_high: null, predicted: 3, low: 2.5, high: 3.5 } as TrialAnswer["reported"][number];
    expect(verdictOf(row)).toBe("published outside");
    expect(verdictOf({ ...row, inside: true })).toBe("inside published");
    expect(publishedOf([row, { ...row, what: "p_value", label: "p" }])).toMatchObject({ rows: [{ at: 1.5, good: false }], left: ["p"] });
  });
  it("has shares with the interval of Wilson (0 of 10: 0 to 27.8 %; 5 of 10: 23.7 to 76.3 %)", () => {
    expect(wilson(0, 10)![1]).toBeCloseTo(0.2775, 3);
    expect(wilson(5, 10)![0]).toBeCloseTo(0.2366, 3);
    expect(wilson(0, 0)).toBeNull();
  });
});

describe("a map", () => {
  it("puts people among its steps, by factors where the steps are factors", () => {
    expect(placeAmong([1, 2, 4], 2)).toBeCloseTo(1.5, 9);
    expect(placeAmong([1, 2, 4], Math.SQRT2)).toBeCloseTo(1, 9);
    expect(placeAmong([0, 1, 2], 0.5)).toBeCloseTo(1, 9);
    expect(placeAmong([1, 2, 4], 1000)).toBe(3);
  });
  it("draws a part of very many people, evenly taken, and says how many there are", () => {
    const many = Array.from({ length: 10000 }, (_, i) => i);
    const some = dotsOf({ across: many, up: many, is_ill: many.map((i) => i % 2 === 1) }, 1000);
    expect(some.dots.length).toBe(1000);
    expect([some.all, some.every]).toEqual([10000, 10]);
    expect(some.dots[1]).toEqual({ across: 10, up: 10, ill: false });
  });
});

describe("an answer without a picture", () => {
  it("is shown as values and tables, and names what is neither", () => {
    const plain = plainly({ machine: "x", per_s: { lanes: 3 }, points: [{ engine: "lanes", error: 1e-6, deep: { a: 1 } }], odd: [[1], [2]] });
    expect(plain.facts.map((one) => one.name)).toEqual(["machine", "per s, lanes"]);
    expect(plain.tables[0]).toMatchObject({ name: "points", rows: [{ engine: "lanes", error: 1e-6 }] });
    expect(plain.left).toEqual(["points: deep", "odd"]);
  });
});

const study = (name: string, source: string, text: string): StudyFile => ({ name, file: `studies/${name}.yaml`, title: `Title of ${name}`, summary: "First e.g. 5.2 mg one. Second.", source, asks: null, text });

describe("the shelf", () => {
  const groups = groupsOf([study("paper", "10.1/x", "reported:\n"), study("two_hits", "none", "map: {}\n")], [study("claim_one", "none", "")], [{ name: "drug", file: "studies/trials/drug.yaml", title: "A drug", source: "x", summary: "People get it." }]);
  it("keeps published studies, questions, trials and experiments apart", () => expect(groups.map((one) => [one.id, one.items.map((item) => item.name)])).toEqual([["published", ["paper"]], ["questions", ["two_hits"]], ["trials", ["drug"]], ["experiments", ["claim_one"]]]));
  it("gives the command where only the program works it out", () => {
    expect(groups[1]!.items[0]!.command).toBe("zonula run studies/two_hits.yaml --json > two_hits.json");
    expect(groups[2]!.items[0]!.command).toBe("zonula trial studies/trials/drug.yaml --json > drug.json");
    expect(groups[0]!.items[0]!.command).toBeNull();
  });
  it("finds what holds every word, and leaves out groups that hold none", () => {
    expect(search(groups, "two HITS").map((one) => one.items.map((item) => item.name))).toEqual([["two_hits"]]);
    expect(search(groups, "hits paper")).toEqual([]);
    expect(search(groups, "  ")).toBe(groups);
  });
  it("says the first sentence, which a number or one letter does not end", () => {
    expect(firstSentence("A dose of 5.2 mg was given. Then more.")).toBe("A dose of 5.2 mg was given.");
    expect(firstSentence("One sentence")).toBe("One sentence");
  });
});

describe("what happens in a study", () => {
  it("is a track for each thing, shared by cohorts to whom it happens at the same hours", () => {
    const event = (kind: "give" | "measure", what: string, cohort: string | null, hour: number) => ({ kind, what, cohort, hour, line: 1 });
    const events = [event("give", "x", "a", 0), event("give", "x", "b", 0), event("give", "x", "a", 24), event("give", "x", "b", 24), event("measure", "t", null, 0)];
    expect(tracksOf({ events } as never)).toEqual([{ kind: "give", what: "x", cohorts: ["a", "b"], hours: [0, 24] }, { kind: "measure", what: "t", cohorts: [], hours: [0] }]);
  });
});

describe("going on from a study", () => {
  const ASSAYS = [{ name: "cr_edta", title: "EDTA", meaning: "", kind: "urine", sources: [], length_h: 24, probes: [{ solute: "51Cr-EDTA" }] }] as unknown as Assay[];
  const text = `title: x
source: none
cohorts:
  - {name: patients, people: 23, condition: crohn_active, seed: 2002, set: ["immune_gain=2"]}
  - {name: volunteers, people: 23, condition: healthy, seed: 2003}
  - {name: others, people: 5, condition: healthy}
timeline:
  - {at: 0 d, measure: cr_edta}
  - {at: 1 d, give: infliximab, dose: 5 mg/kg, cohort: patients}
  - {at: 2 d, give: aspirin, every: 1 d, until: 6 d, cohort: others}
  - {at: 29 d, measure: cr_edta, cohort: patients}
reported:
  - {median: 3 %}
`;
  it("takes along two people, what they get and their tests, and names the rest", () => {
    const start = startFrom(text, 700, ASSAYS)!;
    expect(start.scenario).toMatchObject({
      a: { condition: "crohn_active", seed: 2002, people: 1, set: { immune_gain: "2" } }, b: { condition: "healthy", seed: 2003 }, days: 30,
      given: [{ to: "a", what: "infliximab", at: 24, dose: "5 mg/kg" }],
    });
    expect(start.scenario.tests.map((one) => [one.assay, one.at])).toEqual([["cr_edta", 0], ["cr_edta", 696]]);
    const left = start.left.join("; ");
    for (const says of ["1 more cohort (others)", "patients are 23 people", "only the first takes cr edta", "the numbers of the paper"]) expect(left).toContain(says);
  });
  it("names a time that it cannot read instead of guessing it", () => {
    expect(hoursOf("7 d")).toBe(168);
    expect(hoursOf("seven days")).toBeNull();
    expect(startFrom(text.replace("at: 1 d", "at: 1 fortnight"), 700, ASSAYS)!.left).toContain("when infliximab is given");
  });
  it("is not offered for a map of bodies at rest", () => expect(startFrom("cohort: {people: 8, condition: healthy}\nmap: {}\n", 24, ASSAYS)).toBeNull());
});
