/* When what happens in a scenario happens: everything given, again and again where it is, and every test. */
import { moment, words } from "../ui/number.ts";
import type { Scenario } from "./scenario.ts";

interface Happening {
  hour: number;
  label: string;
}

/* In the order of time, until the end of the scenario. */
export function happenings(scenario: Scenario, titleOf: (name: string) => string = words): Happening[] {
  const end = 24 * scenario.days;
  const given = scenario.given
    .filter((one) => one.to !== "b" || scenario.b)
    .flatMap((one) => {
      const who = scenario.b && one.to !== "both" ? ` to ${one.to.toUpperCase()}` : "";
      const until = one.every ? Math.min(end, one.until ?? end) : one.at;
      const times = one.every ? Math.floor((until - one.at) / one.every + 1e-9) + 1 : 1;
      return Array.from({ length: Math.max(1, times) }, (_, k) => ({ hour: one.at + k * (one.every ?? 0), label: `${titleOf(one.what)}${who}` }));
    });
  const tests = scenario.tests.map((one) => ({ hour: one.at, label: `test: ${titleOf(one.assay)}` }));
  return [...given, ...tests].filter((one) => one.hour <= end).sort((one, other) => one.hour - other.hour);
}

/* The first of each kind, as somebody would go to it. */
export function firsts(all: Happening[]): Happening[] {
  const seen = new Set<string>();
  return all.filter(({ label }) => !seen.has(label) && seen.add(label));
}

export const said = (one: Happening) => `${one.label}, ${moment(one.hour)}`;
