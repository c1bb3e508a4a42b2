/* The study file that says what a scenario says: `zonula run` of it gives the numbers of the page. */
import type { Given, Menu, Person, Read, Scenario, Side, Test, To } from "./scenario.ts";
import { menuComment } from "./menu.ts";
import { list, map, text, time } from "./yaml.ts";

/* What a page that shows the wall looks at, hour by hour. */
export const FOLLOWED = [
  "leak[ileum]",
  "probe_leak[jejunum]",
  "mucus_thickness[descending]",
  "bacterial_contact[descending]",
  "inflammatory_macrophages[ileum]",
  "serum_lps",
  "serum_crp",
];

export function sidesOf(scenario: Scenario, to: To = "both"): Side[] {
  const there: Side[] = scenario.b ? ["a", "b"] : ["a"];
  return there.filter((side) => to === "both" || to === side);
}

function isMenu(diet: string | Menu): diet is Menu {
  return typeof diet !== "string";
}

/* What is set by hand comes after what follows from a menu, and wins. */
function settings(person: Person): string[] {
  if (isMenu(person.diet) && person.diet.gives === null) throw new Error("The menu is not worked out yet.");
  const gives = isMenu(person.diet) ? person.diet.gives! : {};
  return Object.entries({ ...gives, ...person.set }).map(([name, value]) => `${name}=${value}`);
}

function cohort(name: Side, person: Person): string[] {
  const set = settings(person);
  const line = `  - ${map([
    ["name", name],
    ["people", String(person.people)],
    ["condition", text(person.condition)],
    ["diet", !isMenu(person.diet) && person.diet ? text(person.diet) : undefined],
    ["seed", String(person.seed)],
    ["set", set.length ? list(set) : undefined],
  ])}`;
  return isMenu(person.diet) ? [...menuComment(name, person.diet, Object.keys(person.set)), line] : [line];
}

const hours = (value: number | undefined) => (value === undefined ? undefined : time(value));

/* Of both sides there is one entry, without a cohort. */
function ofCohort(scenario: Scenario, to: To): string | undefined {
  return to === "both" || !scenario.b ? undefined : to;
}

function give(scenario: Scenario, given: Given): string {
  return `  - ${map([
    ["at", time(given.at)],
    ["give", text(given.what)],
    ["dose", given.dose === undefined ? undefined : text(given.dose)],
    ["for", hours(given.lasting)],
    ["every", hours(given.every)],
    ["until", hours(given.until)],
    ["effect", given.effect],
    ["cohort", ofCohort(scenario, given.to)],
  ])}`;
}

/* A timeline is not empty; where nothing happens, blood is looked at, which changes nobody. */
const LOOKS = "  - {at: 0 d, measure: serum}";

function timeline(scenario: Scenario): string[] {
  const gives = scenario.given
    .filter((given) => sidesOf(scenario, given.to).length > 0)
    .map((given) => ({ at: given.at, line: give(scenario, given) }));
  const seen = new Set<string>();
  const measures = scenario.tests
    .filter((test) => !seen.has(`${test.assay}@${test.at}`) && seen.add(`${test.assay}@${test.at}`))
    .map((test) => ({ at: test.at, line: `  - ${map([["at", time(test.at)], ["measure", text(test.assay)]])}` }));
  const lines = [...gives, ...measures].sort((one, other) => one.at - other.at).map((entry) => entry.line);
  return ["timeline:", ...(lines.length ? lines : [LOOKS])];
}

/* --- What is read ------------------------------------------------------------------------------------------------------------------------ */

interface NamedRead {
  /* Of the study; the label of its row. */
  name: string;
  side: Side;
  at: number;
  /* Null: an observable, read in the body at the end. */
  test: number | null;
  read: Read;
}

/* Everything that the study reads, in the order of the rows of a run. */
export function readsIn(scenario: Scenario): NamedRead[] {
  const sides = sidesOf(scenario);
  const ofTests = scenario.tests.flatMap((test, index) =>
    test.reads.flatMap((read) => sides.map((side) => ({ name: `${side}_t${index + 1}_${read.name}`, side, at: test.at, test: index, read }))),
  );
  const atEnd = FOLLOWED.flatMap((reading) =>
    sides.map((side) => ({ name: `${side}_${reading.replace(/\W+/g, "_").replace(/_$/, "")}`, side, at: 24 * scenario.days, test: null, read: { name: reading, reading } })),
  );
  return [...ofTests, ...atEnd];
}

function readLine(named: NamedRead, test: Test | null): string {
  const { read } = named;
  return `    - ${map([
    ["name", named.name],
    ["cohort", named.side],
    ["at", time(named.at)],
    ["assay", test ? text(test.assay) : undefined],
    ["probe", read.probe && text(read.probe)],
    ["over", read.over && text(read.over)],
    ["window", read.window && `${read.window[0]}-${read.window[1]} h`],
    ["serum", read.serum === undefined ? undefined : `${read.serum} h`],
    ["place", read.place],
    ["segment", read.segment],
    ["reading", read.reading && text(read.reading)],
  ])}`;
}

/* A study that compares with no paper says by what must hold which numbers it wants to see: here any number will do. */
function experiment(scenario: Scenario): string[] {
  const reads = readsIn(scenario);
  return [
    "experiment:",
    `  asks: ${text(scenario.tests.length ? "What do the tests say?" : "How does the wall fare?")}`,
    "  reads:",
    ...reads.map((named) => readLine(named, named.test === null ? null : scenario.tests[named.test]!)),
    "  holds:",
    ...reads.map((named) => `    - {label: ${named.name}, median: ${named.name}, above: -1e9, because: "chosen: any number will do", source: chosen}`),
  ];
}

export function titleOf(scenario: Scenario): string {
  if (scenario.title) return scenario.title;
  const one = (person: Person) => person.condition.replaceAll("_", " ");
  return scenario.b ? `${one(scenario.a)} and ${one(scenario.b)}` : `The wall: ${one(scenario.a)}`;
}

/* Throws where a menu is not worked out yet. */
export function studyText(scenario: Scenario): string {
  return [
    `title: ${text(titleOf(scenario))}`,
    "source: none",
    "summary: Made in the page.",
    "cohorts:",
    ...cohort("a", scenario.a),
    ...(scenario.b ? cohort("b", scenario.b) : []),
    ...(scenario.meals ? ["meals: true"] : []),
    ...timeline(scenario),
    ...experiment(scenario),
    `follow: ${list(FOLLOWED)}`,
    `pictures: [0 d, ${time(24 * scenario.days)}]`,
    "",
  ].join("\n");
}
