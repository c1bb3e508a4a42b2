/* summary.csv: one row per reported number, for spreadsheets and scripts. What is not known is an empty cell. */
#include <math.h>

#include "base/status.h"
#include "csv_cells.h"
#include "words.h"
#include "zonula/io.h"

static int is_given(const struct zn_study *study, int event, const struct zn_reported *row) {
  const struct zn_event *e = &study->events[event];
  return e->kind == ZN_EVENT_GIVE && e->time_h <= row->time_h && (e->cohort < 0 || e->cohort == row->cohort);
}

/* Whether the same was given to the row's people before. */
static int is_known(const struct zn_study *study, int event, const struct zn_reported *row) {
  for (int k = 0; k < event; k++)
    if (is_given(study, k, row) && study->events[k].overlay == study->events[event].overlay &&
        study->events[k].effect == study->events[event].effect)
      return 1;
  return 0;
}

/* What the row's people had been given by then, each with its grade, its tag and what is not known of it. */
static void given(struct zn_writer *csv, const struct zn_run *run, const struct zn_reported *row) {
  const struct zn_study *study = run->study;
  struct zn_writer all = {0};
  char words[ZN_GIVEN_WORDS];
  zn_writer_add(&all, "");
  for (int e = 0; e < study->n_events; e++) {
    if (!is_given(study, e, row) || is_known(study, e, row)) continue;
    zn_given_words(study, run->library, &study->events[e], words);
    zn_writer_format(&all, "%s%s (%s)", all.length ? "; " : "", run->library->overlays[study->events[e].overlay].name, words);
  }
  if (all.data) zn_csv_text(csv, all.data);
  zn_writer_clear(&all);
}

static void row(struct zn_writer *csv, const struct zn_run *run, int i) {
  const struct zn_reported *r = &run->study->reported[i];
  const struct zn_prediction *p = &run->prediction[i];
  const char *texts[] = {r->label, run->study->cohorts[r->cohort].name, run->library->assays[r->assay].name};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
    if (k) zn_writer_add(csv, ",");
    zn_csv_text(csv, texts[k]);
  }
  zn_csv_number(csv, r->time_h);
  zn_writer_add(csv, ",");
  zn_csv_text(csv, r->unit);
  zn_writer_format(csv, ",%s,%d", zn_statistic_name(r->statistic), p->people);
  zn_csv_number(csv, p->predicted);
  zn_csv_number(csv, p->lo90);
  zn_csv_number(csv, p->hi90);
  zn_csv_number(csv, r->value);
  zn_writer_format(csv, ",%s", r->spread_kind);
  for (int k = 0; k < 2; k++) zn_csv_number(csv, k < zn_spread_numbers(r) ? r->spread[k] : NAN);
  zn_csv_number(csv, p->fold_error);
  zn_writer_format(csv, ",%s,", !zn_has_interval(p) ? "" : p->inside ? "true" : "false");
  given(csv, run, r);
  zn_writer_add(csv, "\n");
}

enum zn_status zn_run_write_csv(const struct zn_run *run, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv,
                "label,cohort,assay,time_h,unit,statistic,people,predicted,lo90,hi90,reported,spread_kind,spread_1,spread_2,"
                "fold_error,inside,given\n");
  for (int i = 0; i < run->study->n_reported; i++) row(&csv, run, i);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
