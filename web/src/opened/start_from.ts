/* A scenario to go on with that begins where a study does: its first two cohorts as one person each, what they get, and the tests they take. What the
 * page cannot hold of the study is named. */
import { parse } from "yaml";
import type { Assay } from "../data/tables.ts";
import { testOf } from "../scenario/reads.ts";
import { START, type Given, type Person, type Scenario, type To } from "../scenario/scenario.ts";
import { words } from "../ui/number.ts";

export interface Start {
  scenario: Scenario;
  /* Of the study, in words. */
  left: string[];
}

type Map = Record<string, unknown>;
const isMap = (value: unknown): value is Map => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Map[] => (Array.isArray(value) ? value.filter(isMap) : []);

/* More than this the page would not show well. */
const MOST_TESTS = 8;

export function hoursOf(value: unknown): number | null {
  const parts = /^(\d+(?:\.\d+)?) (min|h|d|day|days|week|weeks)$/.exec(String(value ?? ""));
  const factor: Record<string, number> = { min: 1 / 60, h: 1, d: 24, day: 24, days: 24, week: 168, weeks: 168 };
  return parts ? Number(parts[1]) * factor[parts[2]!]! : null;
}

const PLAIN = ["name", "people", "condition", "conditions", "diet", "seed", "set"];

function person(row: Map, left: Set<string>): Person | null {
  const conditions = Array.isArray(row.conditions) ? row.conditions : [row.condition ?? "healthy"];
  const condition = conditions.at(-1);
  if (typeof condition !== "string") return null;
  const name = words(String(row.name ?? "the people"));
  if (conditions.length > 1) left.add(`that ${name} have several conditions at once`);
  for (const key of Object.keys(row)) if (!PLAIN.includes(key)) left.add(key === "people_from" ? `the table of people ${String(row[key])}` : `"${key}" of ${name}`);
  if (Number(row.people) > 1) left.add(`that ${name} are ${Number(row.people)} people: here is one of them`);
  const set: Record<string, string> = {};
  for (const one of Array.isArray(row.set) ? row.set.map(String) : []) {
    const mark = one.indexOf("=");
    if (mark > 0) set[one.slice(0, mark)] = one.slice(mark + 1);
  }
  return { condition, diet: typeof row.diet === "string" ? row.diet : "", set, seed: Number(row.seed ?? 1), people: 1 };
}

function given(row: Map, to: To, left: Set<string>): Given | null {
  const at = hoursOf(row.at);
  const numbers = { lasting: hoursOf(row.for), every: hoursOf(row.every), until: hoursOf(row.until) };
  const unread = at === null || (row.for !== undefined && numbers.lasting === null) || (row.every === undefined) !== (row.until === undefined) || (row.every !== undefined && (numbers.every === null || numbers.until === null));
  if (unread) {
    left.add(`when ${words(String(row.give))} is given`);
    return null;
  }
  const out: Given = { to, what: String(row.give), at };
  if (row.dose !== undefined) out.dose = String(row.dose);
  if (numbers.lasting !== null) out.lasting = numbers.lasting;
  if (numbers.every !== null && numbers.until !== null) Object.assign(out, { every: numbers.every, until: numbers.until });
  if (["low", "middle", "high", "none"].includes(String(row.effect))) out.effect = row.effect as Given["effect"];
  return out;
}

/* Null where the study cannot be begun from: a map of bodies at rest, or nothing that the page reads. */
export function startFrom(text: string, endHour: number, assays: Assay[]): Start | null {
  const root: unknown = parse(text);
  if (!isMap(root) || root.map !== undefined) return null;
  const cohorts = isMap(root.cohort) ? [root.cohort] : listOf(root.cohorts);
  const left = new Set<string>();
  const [a, b] = cohorts.slice(0, 2).map((one) => person(one, left));
  if (!a) return null;
  const names = cohorts.map((one) => String(one.name ?? ""));
  if (cohorts.length > 2) left.add(`${cohorts.length - 2} more ${cohorts.length === 3 ? "cohort" : "cohorts"} (${names.slice(2, 8).map(words).join(", ")}${cohorts.length > 8 ? " and others" : ""})`);
  const scenario: Scenario = { ...START, a, b: b ?? null, given: [], tests: [], meals: root.meals === true, days: Math.max(1, Math.ceil(endHour / 24)) };

  for (const row of listOf(root.timeline)) {
    const place = row.cohort === undefined ? -1 : names.indexOf(String(row.cohort));
    if (place > 1) continue;
    const to: To = place < 0 ? (b ? "both" : "a") : place === 0 ? "a" : "b";
    if (row.give !== undefined) {
      const one = given(row, to, left);
      if (one) scenario.given.push(one);
    } else if (row.measure !== undefined) measure(row, to, scenario, assays, left);
    else left.add("what the timeline sets by hand");
  }
  for (const [key, says] of [["reported", "the numbers of the paper"], ["experiment", "what must hold"], ["discriminate", "the comparison of tests"], ["matrix", "which layers are taken away"]] as const)
    if (root[key] !== undefined) left.add(says);
  return { scenario, left: [...left] };
}

/* In the page both people take every test. */
function measure(row: Map, to: To, scenario: Scenario, assays: Assay[], left: Set<string>): void {
  const assay = assays.find((one) => one.name === row.measure);
  const at = hoursOf(row.at);
  if (!assay || at === null) return void left.add(`the test ${words(String(row.measure))}`);
  if (row.every !== undefined) left.add(`that ${words(assay.name)} is repeated`);
  if (scenario.tests.some((one) => one.assay === assay.name && one.at === at)) return;
  if (scenario.tests.length >= MOST_TESTS) return void left.add(`tests after the first ${MOST_TESTS}`);
  if (to !== "both" && scenario.b) left.add(`that only ${to === "a" ? "the first" : "the second"} takes ${words(assay.name)} at that time: here both do`);
  scenario.tests.push(testOf(assay, at));
}
