/* The study of a lesson: that of its scenario, with what the lesson reads of every person besides. Reading changes nobody. */
import { studyText, type Scenario } from "../scenario/scenario.ts";
import { sidesOf } from "../scenario/study.ts";

/* Label of the row of an observable at the end, of one side. */
export const labelOf = (side: "a" | "b", observable: string) => `${side}_more_${observable.replace(/\W+/g, "_").replace(/_$/, "")}`;

export function lessonText(scenario: Scenario, reads: string[] = []): string {
  const text = studyText(scenario);
  if (!reads.length) return text;
  const wanted = sidesOf(scenario).flatMap((side) => reads.map((reading) => ({ name: labelOf(side, reading), side, reading })));
  const readLines = wanted.map(({ name, side, reading }) => `    - {name: ${name}, cohort: ${side}, at: ${scenario.days} d, reading: "${reading}"}`);
  const holdLines = wanted.map(({ name }) => `    - {label: ${name}, median: ${name}, above: -1e9, because: "chosen: any number will do", source: chosen}`);
  const begin = text.indexOf("\n  holds:\n");
  const end = text.indexOf("\nfollow:", begin);
  if (begin < 0 || end < 0) throw new Error("the study of a scenario has no part that says what holds");
  return [text.slice(0, begin), "\n", readLines.join("\n"), text.slice(begin, end), "\n", holdLines.join("\n"), text.slice(end)].join("");
}
