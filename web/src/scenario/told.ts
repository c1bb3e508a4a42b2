/* A scenario in a sentence or two, for who hears or prints the page. */
import { moment, span, words } from "../ui/number.ts";
import { dietName } from "./differs.ts";
import type { Given, Person, Scenario, Side } from "./scenario.ts";
import { sidesOf } from "./study.ts";

function given(one: Given): string {
  const parts = [words(one.what), one.dose, one.every === undefined ? moment(one.at) : `every ${span(one.every)} from ${moment(one.at)} until ${moment(one.until ?? one.at)}`];
  if (one.lasting !== undefined) parts.push(`for ${span(one.lasting)}`);
  if (one.effect) parts.push(`its effect ${one.effect}`);
  return parts.filter(Boolean).join(", ");
}

function person(scenario: Scenario, side: Side, who: Person): string {
  const set = Object.entries(who.set).map(([name, value]) => `${words(name)} ${value}`);
  const gets = scenario.given.filter((one) => one.to === "both" || one.to === side).map(given);
  return [
    who.people > 1 ? `${who.people} people, ${words(who.condition)}` : words(who.condition),
    `eats ${dietName(who)}`,
    ...(set.length ? [`set by hand: ${set.join(", ")}`] : []),
    ...(gets.length ? [`gets ${gets.join("; ")}`] : []),
  ].join("; ");
}

export function told(scenario: Scenario): string {
  const sides = sidesOf(scenario);
  const people = sides.map((side) => `${scenario.b ? `${side.toUpperCase()}: ` : ""}${person(scenario, side, scenario[side]!)}.`);
  const tests = scenario.tests.map((test) => `${words(test.assay)} at ${moment(test.at)}`);
  return [...people, ...(tests.length ? [`Tests: ${tests.join("; ")}.`] : []), `Over ${span(24 * scenario.days)}.`].join(" ");
}
