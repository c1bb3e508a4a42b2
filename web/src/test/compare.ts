/* The study behind "which test sees a leak": the same people as they are, and with a leak that has been larger for a day; or A and B; all tests on
 * one day. And what comes of it. */
import type { Run } from "../engine/types.ts";
import type { Person, Read, Scenario } from "../scenario/scenario.ts";
import { list, map, text, time } from "../scenario/yaml.ts";
import { area, found, median, sorted, quantile } from "./statistics.ts";
import { FALLS, type Readout } from "./readouts.ts";

export interface Group {
  name: string;
  label: string;
  person: Person;
  /* Given at the start; null: nothing. */
  give: string | null;
}

/* What the parameters of a person say, menu included. Throws where the menu is not worked out. */
function settings(person: Person): string[] {
  const gives = typeof person.diet === "string" ? {} : person.diet.gives;
  if (gives === null) throw new Error("The menu is not worked out yet.");
  return Object.entries({ ...gives, ...person.set }).map(([name, value]) => `${name}=${value}`);
}

export function leakGroups(person: Person): Group[] {
  return [
    { name: "as_is", label: "as they are", person, give: null },
    { name: "doubled", label: "leak × 2", person, give: "leak_doubled" },
    { name: "tripled", label: "leak × 3", person, give: "leak_tripled" },
  ];
}

export function sideGroups({ a, b }: Scenario): Group[] {
  const all: Group[] = [{ name: "a", label: "people like A", person: a, give: null }];
  if (b) all.push({ name: "b", label: "people like B", person: b, give: null });
  return all;
}

/* A day after what is given began: the wall leaks, and the body behind it has hardly answered. */
const TESTED_AT = 24;

function readLine(name: string, cohort: string, assay: string, read: Omit<Read, "name">): string {
  return `    - ${map([
    ["name", name],
    ["cohort", cohort],
    ["at", time(TESTED_AT)],
    ["assay", text(assay)],
    ["probe", read.probe && text(read.probe)],
    ["over", read.over && text(read.over)],
    ["window", read.window && `${read.window[0]}-${read.window[1]} h`],
    ["segment", read.segment],
    ["reading", read.reading && text(read.reading)],
  ])}`;
}

export const rowName = (group: Group, readout: Readout): string => `${group.name}_${readout.id}`;

export function compareText(groups: Group[], readouts: Readout[], people: number): string {
  const rows = readouts.flatMap((readout) => groups.map((group) => ({ name: rowName(group, readout), group, readout })));
  const assays = [...new Set(readouts.map((readout) => readout.assay))];
  return [
    "title: Which test sees it",
    "source: none",
    "summary: Made in the page.",
    "cohorts:",
    ...groups.map(({ name, person }) => {
      const set = settings(person);
      return `  - ${map([
        ["name", name],
        ["people", String(people)],
        ["condition", text(person.condition)],
        ["diet", typeof person.diet === "string" && person.diet ? text(person.diet) : undefined],
        ["seed", String(person.seed)],
        ["set", set.length ? list(set) : undefined],
      ])}`;
    }),
    "timeline:",
    ...groups.filter((group) => group.give).map((group) => `  - {at: 0 d, give: ${group.give}, cohort: ${group.name}}`),
    ...assays.map((assay) => `  - {at: ${time(TESTED_AT)}, measure: ${text(assay)}}`),
    "experiment:",
    "  asks: Which test sees it",
    "  reads:",
    ...rows.map(({ name, group, readout }) => readLine(name, group.name, readout.assay, readout.read)),
    "  holds:",
    ...rows.map(({ name }) => `    - {label: ${name}, median: ${name}, above: -1e9, because: "chosen: any number will do", source: chosen}`),
    "",
  ].join("\n");
}

export interface Told {
  readout: Readout;
  unit: string;
  /* Of each group: each person's value. */
  values: number[][];
  /* As folds of the median of the first group; NaN where that is 0. */
  folds: number[][];
  middle: number[];
  low: number[];
  high: number[];
  /* Of the groups behind the first: chance that one of them lies further towards a leak than one of the first; share found at 90 % specificity. */
  area: number[];
  found: number[];
}

/* What each read-out says of the groups; the best teller first (by its area of the second group). */
export function told(run: Run, groups: Group[], readouts: Readout[]): Told[] {
  const all = readouts.map((readout): Told => {
    const rows = groups.map((group) => run.rows.find((row) => row.label === rowName(group, readout)));
    const values = rows.map((row, g) => Array.from(row?.values[g] ?? []));
    const sign = FALLS.has(readout.id) ? -1 : 1;
    const signed = values.map((of) => of.map((value) => sign * value));
    const base = median(values[0] ?? []);
    const folds = values.map((of) => of.map((value) => (base > 0 ? value / base : NaN)));
    const rising = values.map(sorted);
    return {
      readout,
      unit: rows[0]?.unit ?? "",
      values,
      folds,
      middle: rising.map((of) => quantile(of, 0.5)),
      low: rising.map((of) => quantile(of, 0.05)),
      high: rising.map((of) => quantile(of, 0.95)),
      area: signed.slice(1).map((of) => area(signed[0]!, of)),
      found: signed.slice(1).map((of) => found(signed[0]!, of)),
    };
  });
  return all.sort((one, other) => (other.area[0] ?? 0) - (one.area[0] ?? 0));
}
