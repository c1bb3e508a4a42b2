/* A menu of the page as the text of a diet file, and what the engine makes of it. */
import type { Diet } from "../engine/types.ts";
import type { Menu, Person, Scenario } from "./scenario.ts";
import { map, text } from "./yaml.ts";

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
export function givesOf(diet: Diet): Record<string, string> {
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
