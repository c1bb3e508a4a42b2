/* persons.csv: what everybody was read, by name, one row for each person and reported number or test. What is not known is an empty cell.
 */
#include "base/status.h"
#include "csv_cells.h"
#include "zonula/io.h"

static void person(struct zn_writer *csv, const struct zn_run *run, int row, int c, int number) {
  const struct zn_reported *r = &run->study->reported[row];
  const struct zn_cohort_result *result = &run->cohort[c];
  zn_csv_text(csv, run->study->cohorts[c].name);
  zn_writer_format(csv, ",%d,", number);
  zn_csv_text(csv, zn_person_name(&run->study->cohorts[c], number));
  zn_writer_add(csv, ",");
  zn_csv_text(csv, r->label);
  zn_csv_number(csv, r->time_h);
  zn_writer_add(csv, ",");
  zn_csv_text(csv, r->unit);
  zn_csv_number(csv, result->value[(size_t)row * (size_t)result->people + (size_t)number]);
  zn_writer_add(csv, "\n");
}

enum zn_status zn_run_write_persons(const struct zn_run *run, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, "cohort,number,name,label,time_h,unit,value\n");
  for (int row = 0; row < run->study->n_reported + run->study->n_read; row++)
    for (int c = 0; c < run->study->n_cohorts; c++)
      for (int i = 0; i < run->cohort[c].people; i++)
        if (run->study->reported[row].cohort == c || run->study->reported[row].cohort < 0) person(&csv, run, row, c, i);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
