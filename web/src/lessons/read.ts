/* Numbers of a run, for the lessons' sentences and pictures. */
import { courseOf, type Run } from "../engine/types.ts";
import { HEALTHY, START, type Person, type Scenario } from "../scenario/scenario.ts";
import { valueAt } from "../scenario/values.ts";
import type { Values } from "./types.ts";

export const person = (patch: Partial<Person> = {}): Person => ({ ...HEALTHY, ...patch });
export const scenario = (patch: Partial<Scenario>): Scenario => ({ ...START, ...patch });

export const num = (values: Values, name: string) => Number(values[name]);
export const str = (values: Values, name: string) => String(values[name]);

export const at = (run: Run, cohort: number, name: string, day: number) => valueAt(run, cohort, name, 24 * day);

/* The last value of a course. */
export function last(run: Run, cohort: number, name: string): number {
  const course = courseOf(run, cohort, name);
  return course?.at(-1) ?? NaN;
}

/* Each person's value of a row, failed ones left out. */
export function valuesOf(run: Run, label: string): number[] {
  const row = run.rows.find((one) => one.label === label);
  const mine = row?.values.find((values) => values.length > 0);
  return mine ? Array.from(mine) : [];
}

export const known = (values: number[]) => values.filter((value) => Number.isFinite(value));

export function median(values: number[]): number {
  const sorted = known(values).sort((one, other) => one - other);
  if (!sorted.length) return NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const share = (values: number[], of: (value: number) => boolean) => known(values).filter(of).length / Math.max(1, known(values).length);

/* How often a value of `higher` lies above one of `lower`, ties half: the area under the curve. */
export function areaUnderCurve(lower: number[], higher: number[]): number {
  const low = known(lower);
  const high = known(higher);
  let wins = 0;
  for (const one of high) for (const other of low) wins += one > other ? 1 : one === other ? 0.5 : 0;
  return wins / (low.length * high.length);
}

/* Ranks, ties share theirs. */
function ranks(values: number[]): number[] {
  const order = values.map((value, i) => ({ value, i })).sort((one, other) => one.value - other.value);
  const out = new Array<number>(values.length);
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && order[j]!.value === order[i]!.value) j++;
    for (let k = i; k < j; k++) out[order[k]!.i] = (i + j - 1) / 2;
    i = j;
  }
  return out;
}

/* Spearman's: from −1 to 1; how far two things rise together. NaN where one of them never changes. */
export function rankCorrelation(points: { x: number; y: number }[]): number {
  const sound = points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
  const x = ranks(sound.map((point) => point.x));
  const y = ranks(sound.map((point) => point.y));
  const middle = (sound.length - 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < sound.length; i++) {
    xy += (x[i]! - middle) * (y[i]! - middle);
    xx += (x[i]! - middle) ** 2;
    yy += (y[i]! - middle) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
