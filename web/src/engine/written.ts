/* What the module writes (web/wasm/page.c), and how it becomes what the page gets. */
import { type CohortResult, type ExperimentOutcome, type Journey, type Row, type Run, SEGMENTS, type StudyOutline } from "./types.ts";

/* As page.c writes it: null where there is no number. */
export interface Written {
  outline: StudyOutline;
  exact: boolean;
  steps: number;
  rows: Row[];
  cohorts: Pick<CohortResult, "name" | "people" | "failed" | "names">[];
  failures: Run["failures"];
  follow: number[];
  experiment: ExperimentOutcome | null;
}

/* null becomes NaN. */
export function numbersOf<T extends object>(object: T, keys: (keyof T)[]): T {
  for (const key of keys) if (object[key] === null) (object as Record<keyof T, unknown>)[key] = NaN;
  return object;
}

/* `repeated` of a cohort: [repeat][row][person]; of a row: [repeat][person]. */
export function rowOf(row: Row, index: number, written: Written, values: Float64Array[], repeated: Float64Array[]): Row {
  numbersOf(row, ["predicted", "lo90", "hi90", "foldError"]);
  const perCohort = written.cohorts.map((cohort, c) => {
    const mine = row.cohort === null || row.cohort === cohort.name;
    return mine ? values[c].subarray(index * cohort.people, (index + 1) * cohort.people) : new Float64Array(0);
  });
  const again = written.cohorts.map((cohort, c) => {
    const mine = row.cohort === null || row.cohort === cohort.name;
    const width = written.rows.length * cohort.people;
    const repeats = mine && width ? repeated[c].length / width : 0;
    const one = (k: number) => repeated[c][Math.floor(k / cohort.people) * width + index * cohort.people + (k % cohort.people)];
    return Float64Array.from({ length: repeats * cohort.people }, (_, k) => one(k));
  });
  return { ...row, values: perCohort, repeated: again };
}

export function outcomeOf(outcome: ExperimentOutcome): ExperimentOutcome {
  const criteria = outcome.criteria.map((c) => ({
    ...numbersOf(c, ["statistic", "survives", "lo90", "hi90"]),
    quantiles: c.quantiles.map((q) => q ?? NaN),
  }));
  return { holds: outcome.holds, criteria };
}

/* Columns of struct zn_whereabouts (zonula/solute.h), in its order. */
export function journeyOf(hour: Float64Array, table: Float64Array, width: number): Journey {
  let next = 0;
  const column = (): Float64Array => {
    const at = next++;
    return Float64Array.from(hour, (_, i) => table[i * width + at]);
  };
  const three = (): [Float64Array, Float64Array, Float64Array] => [column(), column(), column()];
  return {
    hour,
    stomach: column(),
    smallBowel: three(),
    colon: three(),
    faeces: column(),
    digested: column(),
    fermented: column(),
    liver: column(),
    blood: column(),
    other: column(),
    urine: column(),
    crossed: SEGMENTS.map(() => column()),
    byPore: column(),
    byLeak: column(),
    byCellLoss: column(),
    byCell: column(),
  };
}
