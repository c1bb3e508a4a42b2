/* All courses of a run as one table. */
import { courseOf, type Run } from "../engine/types.ts";
import { csv } from "../ui/save.ts";

export function coursesCsv(run: Run): string {
  const columns: { title: string; values: ArrayLike<number> }[] = [];
  run.cohorts.forEach((cohort, c) => {
    for (const observable of run.follow) {
      const unit = observable.unit === "1" ? "" : ` (${observable.unit})`;
      const add = (word: string, values: ArrayLike<number> | null) => values && columns.push({ title: `${cohort.name}: ${observable.name}${word}${unit}`, values });
      add("", courseOf(run, c, observable.name));
      if (cohort.people > 1) {
        add(" 5 %", courseOf(run, c, observable.name, 0.05));
        add(" 95 %", courseOf(run, c, observable.name, 0.95));
      }
    }
  });
  const rows = Array.from(run.courseHour, (hour, i) => [hour, ...columns.map((column) => column.values[i]!)]);
  return csv(["time (h)", ...columns.map((column) => column.title)], rows);
}
