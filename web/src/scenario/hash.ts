/* A scenario in a URL: a=coeliac_untreated,western&set=a,immune_gain,2&give=both,indomethacin,24;dose,50 mg&days=7. Readable, and small, for
 * what is as at the start is left out. Everything is read strictly: what is not understood is said, not dropped. */
import { HEALTHY, START, type Given, type Menu, type Person, type Read, type Scenario, type Side, type Test, type To } from "./scenario.ts";

export class HashError extends Error {
  override readonly name = "HashError";
}

const SIDES: Side[] = ["a", "b"];
const code = (value: string | number) => encodeURIComponent(String(value)).replaceAll("%20", "+").replaceAll("%5B", "[").replaceAll("%5D", "]").replaceAll("%2F", "/");
const plain = (value: string) => decodeURIComponent(value.replaceAll("+", " "));

/* --- Writing ----------------------------------------------------------------------------------------------------------------------------- */

function personParts(side: Side, person: Person): string[] {
  const diet = typeof person.diet === "string" ? person.diet : "";
  const parts = [`${side}=${[person.condition, diet, person.seed, person.people].map(code).join(",")}`];
  for (const [name, value] of Object.entries(person.set)) parts.push(`set=${[side, name, value].map(code).join(",")}`);
  if (typeof person.diet !== "string") {
    const foods = person.diet.foods.map(({ food, gramsPerDay }) => `${code(food)},${gramsPerDay}`);
    parts.push(`menu=${[`${side},${code(person.diet.title)}`, ...foods].join(";")}`);
  }
  return parts;
}

const GIVEN = ["dose", "lasting", "every", "until", "effect"] as const;

function givenPart(given: Given): string {
  const more = GIVEN.filter((key) => given[key] !== undefined).map((key) => `${key},${code(given[key]!)}`);
  return `give=${[[given.to, given.what, given.at].map(code).join(","), ...more].join(";")}`;
}

const READ = ["probe", "over", "window", "serum", "place", "reading", "segment"] as const;

function readPart(read: Read): string {
  const value = (key: (typeof READ)[number]) => (key === "window" ? read.window!.join("-") : read[key]!);
  return [code(read.name), ...READ.filter((key) => read[key] !== undefined).flatMap((key) => [key, code(value(key))])].join(",");
}

function testPart(test: Test): string {
  return `test=${[[test.assay, test.at].map(code).join(","), ...test.reads.map(readPart)].join(";")}`;
}

/* What stands behind "?" in the page's address; "" for the scenario at the start. */
export function toHash(scenario: Scenario): string {
  const { a, b } = scenario;
  const asAtStart = JSON.stringify(a) === JSON.stringify(HEALTHY);
  return [
    ...(scenario.title ? [`title=${code(scenario.title)}`] : []),
    ...(asAtStart ? [] : personParts("a", a)),
    ...(b ? personParts("b", b) : []),
    ...scenario.given.map(givenPart),
    ...scenario.tests.map(testPart),
    ...(scenario.days === START.days ? [] : [`days=${scenario.days}`]),
    ...(scenario.meals ? ["meals=1"] : []),
  ].join("&");
}

/* --- Reading ----------------------------------------------------------------------------------------------------------------------------- */

const NAME = /^[a-z][a-z0-9_]*$/;
/* Parameters and observables have places in brackets. */
const PLACED = /^[a-z][a-z0-9_]*(\[[a-z0-9_/*]+\])?$/;

function fail(part: string, expected: string): never {
  throw new HashError(`The address says "${part.length > 80 ? `${part.slice(0, 80)}...` : part}"; expected ${expected}.`);
}

function fields(part: string, value: string): string[] {
  try {
    return value.split(",").map(plain);
  } catch {
    return fail(part, "text that a browser has encoded");
  }
}

function number(part: string, written: string | undefined, low: number, high: number, whole = false): number {
  const value = written === undefined || written.trim() === "" ? NaN : Number(written);
  if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) fail(part, `a ${whole ? "whole " : ""}number from ${low} to ${high}`);
  return value;
}

function matching(part: string, written: string | undefined, form: RegExp, what: string): string {
  return written !== undefined && form.test(written) ? written : fail(part, what);
}

function sideOf(part: string, written: string | undefined): Side {
  return SIDES.find((side) => side === written) ?? fail(part, "a or b");
}

const MOST_HOURS = 24 * 36525;
const MOST_PEOPLE = 10000;

function readPerson(part: string, value: string): Person {
  const [condition, diet = "", seed = String(HEALTHY.seed), people = "1", ...more] = fields(part, value);
  if (more.length) fail(part, "condition, diet, seed, people");
  return {
    condition: matching(part, condition, NAME, "the name of a condition"),
    diet: diet === "" ? "" : matching(part, diet, NAME, "the name of a diet"),
    set: {},
    seed: number(part, seed, 0, Number.MAX_SAFE_INTEGER, true),
    people: number(part, people, 1, MOST_PEOPLE, true),
  };
}

function readGiven(part: string, value: string): Given {
  const [head, ...more] = value.split(";");
  const [to, what, at, ...rest] = fields(part, head!);
  if (rest.length || (to !== "a" && to !== "b" && to !== "both")) fail(part, "a, b or both, then a treatment or diet, then an hour");
  const given: Given = { to: to as To, what: matching(part, what, NAME, "the name of a treatment or diet"), at: number(part, at, 0, MOST_HOURS) };
  for (const one of more) {
    const [key, written, ...extra] = fields(part, one);
    if (extra.length || written === undefined) fail(part, "pairs such as dose,50 mg");
    if (key === "dose") given.dose = written;
    else if (key === "lasting" || key === "every" || key === "until") given[key] = number(part, written, 0, MOST_HOURS);
    else if (key === "effect") given.effect = matching(part, written, /^(low|middle|high|none)$/, "low, middle, high or none") as Given["effect"];
    else fail(part, `${GIVEN.join(", ")} and nothing else`);
  }
  return given;
}

function readRead(part: string, value: string): Read {
  const [name, ...pairs] = fields(part, value);
  const read: Read = { name: matching(part, name, NAME, "the name of a number") };
  for (let i = 0; i < pairs.length; i += 2) {
    const key = pairs[i]!;
    const written = pairs[i + 1] ?? fail(part, "pairs such as probe,lactulose");
    if (key === "window") {
      const ends = written.split("-");
      if (ends.length !== 2) fail(part, "a window such as 0-5");
      read.window = [number(part, ends[0], 0, 1000), number(part, ends[1], 0, 1000)];
    } else if (key === "serum") read.serum = number(part, written, 0, 1000);
    else if (key === "place") read.place = matching(part, written, /^(stomach|small_bowel|colon)$/, "stomach, small_bowel or colon") as Read["place"];
    else if (key === "reading") read.reading = matching(part, written, PLACED, "a reading");
    else if (key === "segment") read.segment = matching(part, written, NAME, "a segment");
    else if (key === "probe" || key === "over") read[key] = written;
    else fail(part, `${READ.join(", ")} and nothing else`);
  }
  return read;
}

function readTest(part: string, value: string): Test {
  const [head, ...reads] = value.split(";");
  const [assay, at, ...rest] = fields(part, head!);
  if (rest.length) fail(part, "a test, then an hour");
  return { assay: matching(part, assay, NAME, "the name of a test"), at: number(part, at, 0, MOST_HOURS), reads: reads.map((read) => readRead(part, read)) };
}

function readMenu(part: string, value: string): [Side, Menu] {
  const [head, ...foods] = value.split(";");
  const [side, title, ...rest] = fields(part, head!);
  if (rest.length || title === undefined) fail(part, "a or b, then a title, then foods");
  const eaten = foods.map((one) => {
    const [food, grams, ...extra] = fields(part, one);
    if (extra.length) fail(part, "a food, then grams a day");
    return { food: matching(part, food, NAME, "the name of a food"), gramsPerDay: number(part, grams, 0, 10000) };
  });
  return [sideOf(part, side), { title, foods: eaten, gives: null }];
}

/* What toHash wrote. Throws HashError, which says what is wrong and what was expected; whether names exist, the engine says. */
export function fromHash(hash: string): Scenario {
  const scenario: Scenario = { ...START, given: [], tests: [] };
  const settings: [string, Side, (person: Person) => Person][] = [];
  for (const part of hash.split("&").filter((one) => one !== "")) {
    const at = part.indexOf("=");
    const key = at < 0 ? part : part.slice(0, at);
    const value = at < 0 ? "" : part.slice(at + 1);
    if (key === "a") scenario.a = readPerson(part, value);
    else if (key === "b") scenario.b = readPerson(part, value);
    else if (key === "title") scenario.title = fields(part, value)[0]!;
    else if (key === "give") scenario.given.push(readGiven(part, value));
    else if (key === "test") scenario.tests.push(readTest(part, value));
    else if (key === "days") scenario.days = number(part, value, 0.01, 36525);
    else if (key === "meals") scenario.meals = number(part, value, 0, 1, true) === 1;
    else if (key === "menu") {
      const [side, menu] = readMenu(part, value);
      settings.push([part, side, (person) => ({ ...person, diet: menu })]);
    } else if (key === "set") {
      const [side, name, written, ...rest] = fields(part, value);
      if (rest.length || written === undefined) fail(part, "a or b, a parameter, its value");
      const parameter = matching(part, name, PLACED, "the name of a parameter");
      settings.push([part, sideOf(part, side), (person) => ({ ...person, set: { ...person.set, [parameter]: written } })]);
    } else fail(part, "a, b, set, menu, give, test, days, meals or title");
  }
  for (const [part, side, change] of settings) {
    const person = scenario[side] ?? fail(part, "a second person (b=...) before something is said of them");
    scenario[side] = change(person);
  }
  return scenario;
}
