/* persons.csv: what everybody was read, by name, one row for each person and reported number or test. repeats.csv: the same of everything
 * that was measured again. What is not known is an empty cell. */
#include "base/status.h"
#include "csv_cells.h"
#include "zonula/io.h"

/* One number of one person; `again`: which repeat of the measurement (0: the first time), negative where the file has no such column. */
static void person(struct zn_writer *csv, const struct zn_run *run, int row, int c, int number, int again) {
  const struct zn_reported *r = &run->study->reported[row];
  const struct zn_cohort_result *result = &run->cohort[c];
  const size_t rows = (size_t)(run->study->n_reported + run->study->n_read), people = (size_t)result->people;
  const double *values = again > 0 ? result->repeated + (size_t)(again - 1) * rows * people : result->value;
  zn_csv_text(csv, run->study->cohorts[c].name);
  zn_writer_format(csv, ",%d,", number);
  zn_csv_text(csv, zn_person_name(&run->study->cohorts[c], number));
  zn_writer_add(csv, ",");
  zn_csv_text(csv, r->label);
  zn_csv_number(csv, r->time_h);
  zn_writer_add(csv, ",");
  zn_csv_text(csv, r->unit);
  if (again >= 0) zn_writer_format(csv, ",%d", again);
  zn_csv_number(csv, values[(size_t)row * people + (size_t)number]);
  zn_writer_add(csv, "\n");
}

/* Rows of everybody whom a number is read of. */
static enum zn_status write(const struct zn_run *run, int repeats, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, repeats ? "cohort,number,name,label,time_h,unit,repeat,value\n" : "cohort,number,name,label,time_h,unit,value\n");
  for (int row = 0; row < run->study->n_reported + run->study->n_read; row++)
    for (int c = 0; c < run->study->n_cohorts; c++)
      for (int i = 0; i < run->cohort[c].people; i++)
        if (run->study->reported[row].cohort == c || run->study->reported[row].cohort < 0)
          for (int again = 0; again <= repeats; again++) person(&csv, run, row, c, i, repeats ? again : -1);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}

enum zn_status zn_run_write_persons(const struct zn_run *run, const char *path, struct zn_error *error) {
  return write(run, 0, path, error);
}

enum zn_status zn_run_write_repeats(const struct zn_run *run, const char *path, struct zn_error *error) {
  if (!run->repeats) return zn_fail(error, ZN_ARGUMENT, "nothing was measured again in this run");
  return write(run, run->repeats, path, error);
}
