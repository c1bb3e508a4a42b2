/* What a run shows at a moment between its points, and where two people are furthest apart. */
import type { Observable, Quantile, Run } from "../engine/types.ts";
import { courseOf } from "../engine/types.ts";

/* Straight lines between points; NaN outside and where nothing was followed. */
export function between(x: ArrayLike<number>, y: ArrayLike<number>, at: number): number {
  const last = x.length - 1;
  if (last < 0 || !(at >= x[0]! && at <= x[last]!)) return NaN;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  const width = x[high]! - x[low]!;
  if (!(width > 0) || at === x[high]) return y[high]!;
  const share = (at - x[low]!) / width;
  return share === 0 ? y[low]! : y[low]! * (1 - share) + y[high]! * share;
}

export function valueAt(run: Run, cohort: number, name: string, hour: number, quantile: Quantile = 0.5): number {
  const course = courseOf(run, cohort, name, quantile);
  return course ? between(run.courseHour, course, hour) : NaN;
}

export interface Apart {
  observable: Observable;
  a: number;
  b: number;
  /* |ln(b/a)|; Infinity where one of them is 0 and the other is not; NaN where they have no ratio. */
  far: number;
}

function farness(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  if (a === b) return 0;
  if (a * b < 0) return NaN;
  if (a === 0 || b === 0) return Infinity;
  return Math.abs(Math.log(b / a));
}

/* Equal to about a hundredth: nobody would see it. */
export const SAME = Math.log(1.01);
/* What is so small in both that its ratio says nothing, in the unit of the observable. */
const NOTHING = 1e-9;

/* All that was followed, what is furthest apart first. Of an observable with several places only that where it is furthest apart, if `oncePerKind`. */
export function apart(run: Run, hour: number, oncePerKind = true): Apart[] {
  const all = run.follow.map((observable): Apart => {
    const a = valueAt(run, 0, observable.name, hour);
    const b = valueAt(run, 1, observable.name, hour);
    const far = Math.max(Math.abs(a), Math.abs(b)) < NOTHING ? 0 : farness(a, b);
    return { observable, a, b, far };
  });
  const sorted = all.filter((one) => !Number.isNaN(one.far)).sort((one, other) => (other.far === one.far ? 0 : other.far - one.far));
  if (!oncePerKind) return sorted;
  const seen = new Set<string>();
  return sorted.filter(({ observable }) => {
    const kind = observable.name.replace(/\[.*/, "");
    return !seen.has(kind) && seen.add(kind);
  });
}

/* Times for a person to choose from: hours. */
export const DURATIONS: { days: number; title: string }[] = [
  { days: 0.25, title: "6 hours" },
  { days: 1, title: "1 day" },
  { days: 3, title: "3 days" },
  { days: 7, title: "1 week" },
  { days: 30, title: "30 days" },
  { days: 90, title: "3 months" },
  { days: 365, title: "1 year" },
  { days: 1826, title: "5 years" },
  { days: 3653, title: "10 years" },
];

/* A number for a study file, without digits that nobody meant. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(6)));
}

export function quantity(value: number, unit: string): string {
  return unit === "1" || unit === "" ? plain(value) : `${plain(value)} ${unit}`;
}

/* The number in front of a quantity; NaN when there is none. */
export function numberOf(written: string | undefined): number {
  const found = written?.trim().match(/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/);
  return found ? Number(found[0]) : NaN;
}
