/* What the last change did: where the courses of two runs are furthest apart. */
import { courseOf, type Run } from "../engine/types.ts";
import { between } from "../scenario/values.ts";
import { SAME } from "./looking.ts";

export interface Moved {
  name: string;
  label: string;
  /* How many times as much as before the change, and when that is so. */
  fold: number;
  hour: number;
  /* "a" or "b" where there are two. */
  side: string;
}

/* So small in both that a ratio says nothing. */
const NOTHING = 1e-6;

function furthest(before: Run, after: Run, cohort: number, name: string): { ln: number; hour: number } | null {
  const was = courseOf(before, cohort, name);
  const is = courseOf(after, cohort, name);
  if (!was || !is) return null;
  let best = { ln: 0, hour: 0 };
  after.courseHour.forEach((hour, i) => {
    const one = between(before.courseHour, was, hour);
    const ln = Math.log(is[i]! / one);
    if (Math.max(Math.abs(one), Math.abs(is[i]!)) > NOTHING && Number.isFinite(ln) && Math.abs(ln) > Math.abs(best.ln) + 1e-9) best = { ln, hour };
  });
  return best;
}

/* Of what was asked for, what moved by a twentieth or more, the furthest first. Somebody who was not there before is compared with nobody. */
export function moved(before: Run, after: Run, names: string[]): Moved[] {
  const all = after.cohorts.flatMap((cohort, c) =>
    before.cohorts[c]?.name !== cohort.name
      ? []
      : names.flatMap((name) => {
          const label = after.follow.find((one) => one.name === name)?.label ?? name;
          const far = furthest(before, after, c, name);
          return far && Math.abs(far.ln) > SAME ? [{ name, label, fold: Math.exp(far.ln), hour: far.hour, side: cohort.name }] : [];
        }),
  );
  return all.sort((one, other) => Math.abs(Math.log(other.fold)) - Math.abs(Math.log(one.fold)));
}
