/* A course of a run as a curve: middle and spread of the people of each side, days where it is long, and what happens on the way. */
import { courseOf, type Run } from "../engine/types.ts";
import type { CurveData, Series } from "../ui/curve.ts";
import { happenings, said } from "./happenings.ts";
import { exactLabel, plainLabel } from "./labels.ts";
import type { Scenario } from "./scenario.ts";
import { pointsUntil } from "./values.ts";

const LONG_DAYS = 3;

/* Hours in one step of the axis. */
export const hoursPerStep = (scenario: Scenario): number => (scenario.days > LONG_DAYS ? 24 : 1);

/* Under its plain name, unless `title` is another. Null where the run did not follow it. */
export function curveOf(run: Run, scenario: Scenario, name: string, title?: string): CurveData | null {
  const observable = run.follow.find((one) => one.name === name);
  if (!observable) return null;
  const step = hoursPerStep(scenario);
  const points = pointsUntil(run, 24 * scenario.days);
  const course = (c: number, quantile: 0.05 | 0.5 | 0.95 = 0.5) => courseOf(run, c, name, quantile)!.slice(0, points);
  const series = run.cohorts.map(({ people }, c): Series => ({
    label: run.cohorts.length > 1 ? "AB"[c]! : people > 1 ? "middle of all" : "this person",
    values: course(c),
    colour: c ? "--b" : "--a",
    band: people > 1 ? { low: course(c, 0.05), high: course(c, 0.95) } : undefined,
  }));
  return {
    title: title ?? plainLabel(name, observable.label),
    x: run.courseHour.slice(0, points).map((hour) => hour / step),
    xLabel: step > 1 ? "days" : "hours",
    yLabel: exactLabel(name, observable.label),
    unit: observable.unit,
    series,
    events: happenings(scenario).map((one) => ({ x: one.hour / step, label: said(one) })),
  };
}
