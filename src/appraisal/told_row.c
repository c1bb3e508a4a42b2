#include "told_row.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- Whether a reported number is the row's ------------------------------------------------------------------------------------------- */

static int same(double a, double b) { return fabs(a - b) <= 1e-6 * fmax(fabs(a), fabs(b)); }

/* What the row's test reads, whichever test of the study reads it. */
static int is_read_alike(const struct zn_test_rule *test, const struct zn_reported *told) {
  if (told->quantity != test->quantity) return 0;
  switch (told->quantity) {
    case ZN_QUANTITY_RECOVERY:
    case ZN_QUANTITY_RATIO:
      return told->fluid == ZN_FLUID_URINE && told->probe == test->probe_solute && told->over == test->over_solute;
    case ZN_QUANTITY_IN_PLACE:
      return told->place == test->place && told->probe == test->probe_solute;
    case ZN_QUANTITY_READING:
      return told->observable == test->observable;
    case ZN_QUANTITY_FLUX:
    case ZN_QUANTITY_PERMEABILITY:
      return told->segment == test->segment && told->probe == test->probe_solute;
    default:
      return 0; /* rows have no unit for it */
  }
}

static int has_window(const struct zn_row_reading *reading, const struct zn_reported *told) {
  const double *printed = reading->row->window_h;
  if (!zn_quantity_has_window(told->quantity)) return 1;
  for (int i = 0; i < 2; i++)
    if (!isnan(printed[i]) && !same(printed[i], told->window_h[i])) return 0;
  return 1;
}

static int has_statistic(const struct zn_row_reading *reading, const struct zn_reported *told) {
  static const enum zn_summary summaries[] = {[ZN_STATISTIC_MEDIAN] = ZN_SUMMARY_MEDIAN,
                                              [ZN_STATISTIC_MEAN] = ZN_SUMMARY_MEAN,
                                              [ZN_STATISTIC_GEOMETRIC_MEAN] = ZN_SUMMARY_GEOMETRIC_MEAN};
  return summaries[told->statistic] == reading->summary;
}

/* A study that speaks of shares gives a ratio as it is compared, any other as it is printed. */
static int has_value(const struct zn_row_reading *reading, const struct zn_reported *told) {
  const int scaled = reading->single && told->ratio_of == ZN_RATIO_OF_SHARES;
  const double value = reading->reported / (scaled ? reading->single->divisor : 1.0);
  return same(value, told->value / told->to_unit * reading->to_unit);
}

static int is_the_row(const struct zn_row_reading *reading, const struct zn_reported *told) {
  return is_read_alike(reading->test, told) && has_window(reading, told) && has_statistic(reading, told) && has_value(reading, told);
}

/* --- What the row becomes ------------------------------------------------------------------------------------------------------------- */

/* The reason, and the labels as far as there is room for whole ones. */
static void leave_out(struct zn_row_reading *reading, int fitting) {
  const struct zn_study *study = reading->study;
  char why[sizeof reading->reason];
  int used = snprintf(why, sizeof why, "%s of the study fit%s the row (test, statistic, window and value); it reports: ",
                      fitting ? "several reported numbers" : "no reported number", fitting ? "" : "s");
  for (int i = 0, named = 0; i < study->n_reported; i++) {
    const char *label = study->reported[i].label;
    if ((size_t)used + strlen(label) + 24 > sizeof why) {
      snprintf(why + used, sizeof why - (size_t)used, "%sand %d more", named ? ", " : "", study->n_reported - named);
      break;
    }
    used += snprintf(why + used, sizeof why - (size_t)used, "%s'%s'", named++ ? ", " : "", label);
  }
  zn_row_leave_out(reading, study->n_reported ? why : "the study reports no number");
}

static void take(struct zn_row_reading *reading, const struct zn_reported *told) {
  const struct zn_study *study = reading->study;
  const int days = told->time_h >= 48.0;
  reading->told = told;
  reading->assay = told->assay;
  if (*reading->test->why && told->assay == reading->test->assay) zn_row_assume(reading, "%s", reading->test->why);
  snprintf(reading->situation, sizeof reading->situation, "study %s: %s, at %.10g %s", study->name, study->cohorts[told->cohort].name,
           days ? told->time_h / 24.0 : told->time_h, days ? "d" : "h");
  if (!zn_quantity_has_window(told->quantity)) return;
  reading->n_windows = 1;
  reading->windows[0] = (struct zn_window_choice){{told->window_h[0], told->window_h[1]}, 1.0};
  if (isnan(reading->row->window_h[0]) || isnan(reading->row->window_h[1]))
    zn_row_assume(reading, "window not printed: %g-%g h, as in the study", told->window_h[0], told->window_h[1]);
}

void zn_row_find_told(struct zn_row_reading *reading) {
  const struct zn_study *study = reading->study;
  const struct zn_reported *found = NULL;
  int fitting = 0;
  if (*reading->reason) return;
  for (int i = 0; i < study->n_reported; i++)
    if (is_the_row(reading, &study->reported[i])) {
      found = &study->reported[i];
      fitting++;
    }
  if (fitting == 1)
    take(reading, found);
  else
    leave_out(reading, fitting);
}

int zn_told_gives(const struct zn_row_reading *reading, int overlay) {
  const struct zn_reported *told = reading->told;
  for (int i = 0; i < reading->study->n_events; i++) {
    const struct zn_event *e = &reading->study->events[i];
    if (e->kind != ZN_EVENT_GIVE || (e->cohort >= 0 && e->cohort != told->cohort)) continue;
    if (e->time_h <= told->time_h + told->window_h[1] && (overlay < 0 || e->overlay == overlay)) return 1;
  }
  return 0;
}
