/* Numbers of a run at a moment. */
import { courseOf, type Run } from "../engine/types.ts";

/* Between the two points around it; NaN outside of the run, or where it was not followed. */
export function valueAt(run: Run, cohort: number, name: string, hour: number): number {
  const course = courseOf(run, cohort, name);
  return course ? between(run.courseHour, course, hour) : NaN;
}

export function between(x: ArrayLike<number>, y: ArrayLike<number>, at: number): number {
  const last = x.length - 1;
  if (last < 0 || at < x[0]! - 1e-9 || at > x[last]! + 1e-9) return NaN;
  let i = 0;
  while (i < last - 1 && x[i + 1]! <= at) i++;
  if (last === 0) return y[0]!;
  const share = Math.max(0, Math.min(1, (at - x[i]!) / (x[i + 1]! - x[i]!)));
  return y[i]! + share * (y[i + 1]! - y[i]!);
}

/* The picture nearest to an hour. */
export function pictureAt(run: Run, hour: number): number {
  let best = 0;
  for (let i = 1; i < run.pictureHour.length; i++) if (Math.abs(run.pictureHour[i]! - hour) < Math.abs(run.pictureHour[best]! - hour)) best = i;
  return best;
}

/* How many points of the courses lie before an hour, and that at it: what is given may act for longer than one looks. */
export function pointsUntil(run: Run, hour: number): number {
  let n = run.courseHour.length;
  while (n > 1 && run.courseHour[n - 2]! >= hour - 1e-9) n--;
  return n;
}
