/* What a run shows at a moment between its points, and where two people are furthest apart. */
import type { Observable, Run } from "../engine/types.ts";
import { valueAt } from "../scenario/values.ts";

interface Apart {
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
  return Math.abs(Math.log(Math.abs(b)) - Math.log(Math.abs(a)));
}

/* Equal to about a twentieth: nobody would see it. */
export const SAME = Math.log(1.05);
/* What is so small in both that its ratio says nothing, in the unit of the observable. */
const NOTHING = 1e-6;

/* One side of a comparison: whose numbers, and when. */
export interface Look {
  cohort: number;
  hour: number;
}

/* All that was followed, what is furthest apart first. Of an observable with several places only that where it is furthest apart. */
export function apart(run: Run, one: Look, other: Look): Apart[] {
  const all = run.follow.map((observable): Apart => {
    const a = valueAt(run, one.cohort, observable.name, one.hour);
    const b = valueAt(run, other.cohort, observable.name, other.hour);
    const far = Math.max(Math.abs(a), Math.abs(b)) < NOTHING ? 0 : farness(a, b);
    return { observable, a, b, far };
  });
  const sorted = all.filter((each) => !Number.isNaN(each.far)).sort((each, next) => (next.far === each.far ? 0 : next.far - each.far));
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
