/* In what two people differ, as they were set. */
import type { Person, Scenario } from "./scenario.ts";
import { moment, words } from "../ui/number.ts";

export interface Difference {
  what: string;
  a: string;
  b: string;
}

export const dietName = (person: Person) => (typeof person.diet === "string" ? (person.diet ? words(person.diet) : "usual food") : person.diet.title || "a menu");

export function differences(scenario: Scenario): Difference[] {
  const { a, b } = scenario;
  if (!b) return [];
  const out: Difference[] = [];
  const add = (what: string, one: string, other: string) => one !== other && out.push({ what, a: one, b: other });
  add("condition", words(a.condition), words(b.condition));
  add("diet", dietName(a), dietName(b));
  for (const name of new Set([...Object.keys(a.set), ...Object.keys(b.set)])) add(words(name), a.set[name] ?? "usual", b.set[name] ?? "usual");
  add("seed of chance", String(a.seed), String(b.seed));
  add("people", String(a.people), String(b.people));
  for (const given of scenario.given) {
    if (given.to === "both") continue;
    const said = [words(given.what), given.dose, moment(given.at)].filter(Boolean).join(", ");
    out.push({ what: "given", a: given.to === "a" ? said : "nothing", b: given.to === "b" ? said : "nothing" });
  }
  return out;
}
