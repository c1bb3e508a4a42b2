/* A study file that the page could have written, as a scenario; null where it says anything that a scenario does not hold. */
import { parse } from "yaml";
import { menusIn, type Commented } from "./menu.ts";
import { studyText } from "./study.ts";
import { START, type Given, type Person, type Read, type Scenario, type Side, type Test, type To } from "./scenario.ts";

type Map = Record<string, unknown>;

/* What a file says that a scenario cannot. */
class Unlike extends Error {}

const isMap = (value: unknown): value is Map => typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : unlike());

function unlike(): never {
  throw new Unlike();
}

function only(map: unknown, keys: string[]): Map {
  if (!isMap(map) || Object.keys(map).some((key) => !keys.includes(key))) return unlike();
  return map;
}

function hours(value: unknown): number {
  const parts = /^(\d+(?:\.\d+)?(?:e-?\d+)?) (h|d)$/.exec(textOf(value));
  return parts ? Number(parts[1]) * (parts[2] === "d" ? 24 : 1) : unlike();
}

function person(value: unknown): [Side, Person] {
  const row = only(value, ["name", "people", "condition", "diet", "seed", "set"]);
  const set = Array.isArray(row.set) ? row.set.map(textOf) : row.set === undefined ? [] : unlike();
  const settings = set.map((one) => {
    const mark = one.indexOf("=");
    return mark > 0 ? ([one.slice(0, mark), one.slice(mark + 1)] as const) : unlike();
  });
  if (row.name !== "a" && row.name !== "b") unlike();
  return [
    row.name as Side,
    { condition: textOf(row.condition), diet: row.diet === undefined ? "" : textOf(row.diet), set: Object.fromEntries(settings), seed: Number(row.seed ?? 1), people: Number(row.people) },
  ];
}

function given(value: unknown): Given {
  const row = only(value, ["at", "give", "dose", "for", "every", "until", "effect", "cohort"]);
  const out: Given = { to: (row.cohort ?? "both") as To, what: textOf(row.give), at: hours(row.at) };
  if (row.dose !== undefined) out.dose = textOf(row.dose);
  if (row.for !== undefined) out.lasting = hours(row.for);
  if (row.every !== undefined) out.every = hours(row.every);
  if (row.until !== undefined) out.until = hours(row.until);
  if (row.effect !== undefined) out.effect = textOf(row.effect) as Given["effect"];
  return out;
}

/* What was set, parted into what follows from a menu and what was set by hand. A number of the diet that was set by hand may stand in the place of
 * one that the menu gives. */
function eating(person: Person, { menu, byHand }: Commented): Person {
  const set = Object.entries(person.set);
  const gives = Object.fromEntries(set.filter(([name], i) => !byHand.includes(name) || (name.startsWith("diet_") && set.slice(i).some(([other]) => !byHand.includes(other)))));
  return { ...person, diet: { ...menu, gives }, set: Object.fromEntries(set.filter(([name]) => byHand.includes(name))) };
}

/* Those are worked out anew, for what the menu itself gives is not in the file. */
function unsure(person: Person): Person {
  return typeof person.diet === "string" || !Object.keys(person.set).some((name) => name.startsWith("diet_")) ? person : { ...person, diet: { ...person.diet, gives: null } };
}

/* Reads of tests are written once for each side; those at the end follow from the page. */
function addRead(value: unknown, tests: Test[]): void {
  const row = only(value, ["name", "cohort", "at", "assay", "probe", "over", "window", "serum", "place", "segment", "reading"]);
  if (row.assay === undefined) return;
  const parts = /^([ab])_t(\d+)_(.+)$/.exec(textOf(row.name)) ?? unlike();
  const test = tests[Number(parts[2]) - 1] ?? (tests[Number(parts[2]) - 1] = { assay: textOf(row.assay), at: hours(row.at), reads: [] });
  if (test.reads.some((read) => read.name === parts[3])) return;
  const read: Read = { name: parts[3]! };
  for (const key of ["probe", "over", "segment", "reading"] as const) if (row[key] !== undefined) read[key] = textOf(row[key]);
  if (row.place !== undefined) read.place = textOf(row.place) as Read["place"];
  if (row.serum !== undefined) read.serum = hours(row.serum);
  if (row.window !== undefined) {
    const ends = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?) h$/.exec(textOf(row.window)) ?? unlike();
    read.window = [Number(ends[1]), Number(ends[2])];
  }
  test.reads.push(read);
}

function read(text: string): Scenario {
  const root = only(parse(text), ["title", "source", "summary", "cohorts", "meals", "timeline", "experiment", "follow", "pictures"]);
  const scenario: Scenario = { ...START, given: [], tests: [], meals: root.meals === true };
  if (!Array.isArray(root.cohorts) || !Array.isArray(root.pictures)) return unlike();
  for (const one of root.cohorts) {
    const [side, who] = person(one);
    scenario[side] = who;
  }
  for (const one of Array.isArray(root.timeline) ? root.timeline : []) if (isMap(one) && one.give !== undefined) scenario.given.push(given(one));
  const reads = isMap(root.experiment) ? root.experiment.reads : unlike();
  for (const one of Array.isArray(reads) ? reads : unlike()) addRead(one, scenario.tests);
  scenario.days = hours(root.pictures.at(-1)) / 24;
  scenario.title = textOf(root.title);
  for (const [side, found] of Object.entries(menusIn(text)) as [Side, Commented][]) {
    const who = scenario[side] ?? unlike();
    scenario[side] = eating(who, found);
  }
  return scenario;
}

/* Exactly the same text must come out again, but for the title, so that nothing of the file is lost. */
export function fromStudy(text: string): Scenario | null {
  try {
    const scenario = read(text);
    const rest = (file: string) => file.replace(/\r\n/g, "\n").split("\n").slice(1).join("\n").trimEnd();
    if (rest(studyText(scenario)) !== rest(text)) return null;
    const untitled = { ...scenario, title: "" };
    const found = studyText(untitled) === studyText(scenario) ? untitled : scenario;
    return { ...found, a: unsure(found.a), b: found.b && unsure(found.b) };
  } catch {
    return null;
  }
}

