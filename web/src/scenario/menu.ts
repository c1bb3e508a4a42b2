/* A menu of the page: as a comment of a study file, as the text of a diet file, and what the engine makes of it. */
import type { Diet } from "../engine/types.ts";
import type { Menu, Person, Scenario, Side } from "./scenario.ts";
import { map, text } from "./yaml.ts";

/* --- In a study file ------------------------------------------------------------------------------------------------------------------------- */

/* A study cannot hold a menu, only the numbers that follow from it. Its foods stand beside them as a comment, for who reads the file and for the page,
 * which makes a menu of it again; and what is set by hand, for that is told from the numbers of the menu by nothing else. */
const FOODS_A_LINE = 6;

export function menuComment(side: Side, menu: Menu, byHand: string[]): string[] {
  const foods = menu.foods.map(({ food, gramsPerDay }) => `${food} ${gramsPerDay}`);
  const lines = Array.from({ length: Math.ceil(foods.length / FOODS_A_LINE) }, (_, i) => foods.slice(i * FOODS_A_LINE, (i + 1) * FOODS_A_LINE).join(", "));
  return [
    `  # ${side} eats ${JSON.stringify(menu.title)}, in g a day as below; the diet_... numbers of ${side} follow from it.`,
    ...lines.map((line) => `  #   ${line}`),
    ...(byHand.length ? [`  # Set by hand: ${byHand.join(" ")}`] : []),
  ];
}

export interface Commented {
  menu: Menu;
  byHand: string[];
}

/* The menus that comments of a study file tell of. */
export function menusIn(study: string): Partial<Record<Side, Commented>> {
  const out: Partial<Record<Side, Commented>> = {};
  let now: Commented | null = null;
  for (const line of study.split(/\r?\n/)) {
    const head = /^  # ([ab]) eats ("(?:[^"\\]|\\.)*"), in g a day/.exec(line);
    const foods = /^  #   ([a-z0-9_]+ [-+.0-9e]+(?:, [a-z0-9_]+ [-+.0-9e]+)*)$/.exec(line)?.[1];
    const hand = /^  # Set by hand: (.*)$/.exec(line)?.[1];
    if (head) out[head[1] as Side] = now = { menu: { title: JSON.parse(head[2]!) as string, foods: [], gives: null }, byHand: [] };
    else if (foods && now) now.menu.foods.push(...foods.split(", ").map((one) => ({ food: one.split(" ")[0]!, gramsPerDay: Number(one.split(" ")[1]) })));
    else if (hand && now) now.byHand = hand.split(" ");
    else now = null;
  }
  return out;
}

/* --- What the engine makes of it ------------------------------------------------------------------------------------------------------------- */

export function dietText(menu: Menu): string {
  return [
    `title: ${text(menu.title || "A menu")}`,
    "meaning: Made in the page.",
    "grade: not_applicable",
    "tag: emergent",
    "sources: [chosen]",
    "menu:",
    ...menu.foods.map(({ food, gramsPerDay }) => `  - ${map([["food", text(food)], ["amount", `${gramsPerDay} g/day`]])}`),
    "changes: []",
    "",
  ].join("\n");
}

/* As `set:` of a cohort says it. A menu sets numbers; it neither scales nor spreads. */
function givesOf(diet: Diet): Record<string, string> {
  const other = diet.changes.find((change) => change.kind !== "set");
  if (other) throw new Error(`The menu changes ${other.parameter} in a way that people of a study cannot be given.`);
  return Object.fromEntries(diet.changes.map(({ parameter, value, unit }) => [parameter, unit === "1" ? String(value) : `${value} ${unit}`]));
}

/* The scenario with every menu worked out by `ask` (Engine.diet); itself where nothing is to do. */
export async function workedOut(scenario: Scenario, ask: (text: string) => Promise<Diet>): Promise<Scenario> {
  let out = scenario;
  for (const side of ["a", "b"] as const) {
    const person: Person | null = out[side];
    if (!person || typeof person.diet === "string" || person.diet.gives !== null) continue;
    const gives = givesOf(await ask(dietText(person.diet)));
    out = { ...out, [side]: { ...person, diet: { ...person.diet, gives } } };
  }
  return out;
}
