#include "reading.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "study/statistics.h"
#include "told_row.h"

/* --- Words ---------------------------------------------------------------------------------------------------------------------------- */

/* Where `word` [length] begins in `text`, whatever the case. */
static int stands_in(const char *text, const char *word, size_t length) {
  for (; *text; text++) {
    size_t k = 0;
    while (k < length && text[k] && tolower((unsigned char)text[k]) == tolower((unsigned char)word[k])) k++;
    if (k == length) return 1;
  }
  return 0;
}

/* Whether `text` is one of the words of a list parted by '|', or with `within` holds one of them; "" fits all. */
static int fits(const char *list, const char *text, int within) {
  if (!*list) return 1;
  while (*list) {
    const size_t length = strcspn(list, "|");
    if (stands_in(text, list, length) && (within || strlen(text) == length)) return 1;
    list += length + (list[length] == '|');
  }
  return 0;
}

void zn_row_assume(struct zn_row_reading *reading, const char *format, ...) {
  const size_t room = sizeof reading->assumed;
  va_list arguments;
  if (*reading->assumed) strncat(reading->assumed, "; ", room - strlen(reading->assumed) - 1);
  const size_t used = strlen(reading->assumed);
  va_start(arguments, format);
  vsnprintf(reading->assumed + used, room - used, format, arguments);
  va_end(arguments);
}

void zn_row_leave_out(struct zn_row_reading *reading, const char *why) {
  if (!*reading->reason) snprintf(reading->reason, sizeof reading->reason, "%s", why);
}

/* --- Statistic and unit --------------------------------------------------------------------------------------------------------------- */

struct statistic_word {
  const char *word;
  enum zn_summary summary;
  const char *assumed;
};
static const struct statistic_word statistics[] = {
    {"mean", ZN_SUMMARY_MEAN, ""},
    {"median", ZN_SUMMARY_MEDIAN, ""},
    {"geometric_mean", ZN_SUMMARY_GEOMETRIC_MEAN, ""},
    {"mean_ln", ZN_SUMMARY_GEOMETRIC_MEAN, "a mean of logarithms: compared as a geometric mean"},
    {"not_named", ZN_SUMMARY_MEAN, "statistic not named, taken as a mean"},
    {"approx", ZN_SUMMARY_MEDIAN, "printed as an approximate value, taken as a median"},
    {"midrange_computed", ZN_SUMMARY_MEDIAN, "middle of a range, taken as a median"},
    {"upper_reference_limit", ZN_SUMMARY_UPPER_LIMIT, "a limit of normal: 95th percentile of healthy people"},
};

static void read_statistic(struct zn_row_reading *reading) {
  const char *word = reading->row->statistic;
  for (size_t i = 0; i < sizeof statistics / sizeof *statistics; i++)
    if (strcmp(word, statistics[i].word) == 0) {
      reading->summary = statistics[i].summary;
      if (*statistics[i].assumed) zn_row_assume(reading, "%s", statistics[i].assumed);
      return;
    }
  char why[120];
  snprintf(why, sizeof why, "no cohort answers with the statistic '%.60s'", word);
  zn_row_leave_out(reading, why);
}

/* Units as tables of published numbers write them. */
struct unit_word {
  const char *word;
  enum zn_quantity_kind quantity;
  const char *readable; /* unit of the readable thing, for readings */
  double to_unit;       /* from a share, mmol/cm2/h, cm/h, or what is readable */
};
static const struct unit_word units[] = {
    {"percent_of_dose", ZN_QUANTITY_RECOVERY, NULL, 100.0},
    {"percent_of_dose", ZN_QUANTITY_IN_PLACE, NULL, 100.0},
    {"ratio", ZN_QUANTITY_RATIO, NULL, 1.0},
    {"ln_ratio", ZN_QUANTITY_RATIO, NULL, 1.0},
    {"pmol_per_cm2_per_h", ZN_QUANTITY_FLUX, NULL, 1e9},
    {"cm_per_s", ZN_QUANTITY_PERMEABILITY, NULL, 1.0 / 3600.0},
    {"ohm_cm2", ZN_QUANTITY_READING, "ohm cm2", 1.0},
    {"pg_per_mL", ZN_QUANTITY_READING, "pg/mL", 1.0},
    {"ng_per_mL", ZN_QUANTITY_READING, "ng/mL", 1.0},
    {"ug_per_mL", ZN_QUANTITY_READING, "ug/mL", 1.0},
    {"ug_per_g", ZN_QUANTITY_READING, "ug/g", 1.0},
    {"mg_per_L", ZN_QUANTITY_READING, "mg/L", 1.0},
    {"umol_per_L", ZN_QUANTITY_READING, "umol/L", 1.0},
};

/* What the test reads, in the row's unit. */
static void read_unit(struct zn_row_reading *reading) {
  const char *unit = reading->row->unit;
  const struct zn_test_rule *test = reading->test;
  char why[160];
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    const struct unit_word *u = &units[i];
    if (u->quantity != test->quantity || strcmp(u->word, unit) != 0) continue;
    if (u->readable && strcmp(u->readable, zn_readable_info(test->observable).unit) != 0) continue;
    reading->to_unit = u->to_unit;
    return;
  }
  snprintf(why, sizeof why, "the test does not read in the unit '%.60s', or the dose behind it is not printed", unit);
  zn_row_leave_out(reading, why);
}

static void read_value(struct zn_row_reading *reading, const struct zn_reading_rules *rules) {
  const struct zn_published *row = reading->row;
  reading->reported = strcmp(row->unit, "ln_ratio") == 0 ? exp(row->value) : row->value;
  for (int i = 0; i < rules->n_rows && !reading->single; i++)
    if (strcmp(rules->rows[i].id, row->id) == 0) reading->single = &rules->rows[i];
  if (reading->single && reading->single->leave_out) zn_row_leave_out(reading, reading->single->why);
  if (isnan(row->value)) zn_row_leave_out(reading, "no value is printed");
  if (reading->reported <= 0.0) zn_row_leave_out(reading, "a fold error needs a value above 0");
}

/* A study that gives the ratio as the paper printed it needs no other scale. */
static void read_scale(struct zn_row_reading *reading) {
  const struct zn_row_rule *rule = reading->single;
  if (!rule || rule->divisor == 1.0 || (reading->told && reading->told->ratio_of != ZN_RATIO_OF_SHARES)) return;
  reading->reported /= rule->divisor;
  zn_row_assume(reading, "divided by %g: %s", rule->divisor, rule->why);
}

/* --- People, test, window ------------------------------------------------------------------------------------------------------------- */

static void read_people(struct zn_row_reading *reading, const struct zn_reading_rules *rules) {
  const struct zn_published *row = reading->row;
  const int limit = reading->summary == ZN_SUMMARY_UPPER_LIMIT;
  const char *condition = limit ? "healthy" : row->condition, *subgroup = limit ? "" : row->subgroup;
  char why[160];
  for (int i = 0; i < rules->n_people; i++) {
    const struct zn_people_rule *rule = &rules->people[i];
    if (!fits(rule->condition, condition, 0) || !fits(rule->subgroup_has, subgroup, 1)) continue;
    reading->people = rule;
    if (rule->n_conditions == 0)
      zn_row_leave_out(reading, rule->why);
    else if (*rule->why)
      zn_row_assume(reading, "%s", rule->why);
    return;
  }
  const char *nearest = zn_nearest_of(condition, (const char *const *)rules->condition, rules->n_conditions);
  snprintf(why, sizeof why, "no rule of data/reading/people.csv knows the condition '%.40s'%s%.40s", condition,
           nearest ? "; nearest: " : "", nearest ? nearest : "");
  zn_row_leave_out(reading, why);
}

static void read_test(struct zn_row_reading *reading, const struct zn_reading_rules *rules) {
  const struct zn_published *row = reading->row;
  char why[200];
  for (int i = 0; i < rules->n_tests; i++) {
    const struct zn_test_rule *rule = &rules->tests[i];
    if (!fits(rule->test, row->test, 0) || !fits(rule->probe, row->probe, 0)) continue;
    if (!fits(rule->row_has, row->subgroup, 1) && !fits(rule->row_has, row->note, 1)) continue;
    reading->test = rule;
    reading->assay = rule->assay;
    if (rule->assay < 0)
      zn_row_leave_out(reading, rule->why);
    else if (*rule->why && !reading->study)
      zn_row_assume(reading, "%s", rule->why);
    return;
  }
  snprintf(why, sizeof why, "no rule of data/reading/tests.csv knows the probe '%.50s' in the test '%.50s'", row->probe, row->test);
  zn_row_leave_out(reading, why);
}

int zn_quantity_has_window(enum zn_quantity_kind quantity) {
  return quantity == ZN_QUANTITY_RECOVERY || quantity == ZN_QUANTITY_RATIO || quantity == ZN_QUANTITY_IN_PLACE;
}

static void read_window(struct zn_row_reading *reading, const struct zn_library *library) {
  const double *printed = reading->row->window_h;
  const struct zn_test_rule *test = reading->test;
  if (!zn_quantity_has_window(test->quantity)) return;
  if (!isnan(printed[0]) && !isnan(printed[1])) {
    reading->n_windows = 1;
    reading->windows[0] = (struct zn_window_choice){{printed[0], printed[1]}, 1.0};
    if (printed[1] > library->assays[test->assay].length_h) zn_row_leave_out(reading, "the window is longer than the test collects");
    return;
  }
  if (!test->n_windows) {
    zn_row_leave_out(reading, "the window is not printed, and no habit of this test is known");
    return;
  }
  double sum = 0.0;
  reading->n_windows = test->n_windows;
  for (int i = 0; i < test->n_windows; i++) sum += test->windows[i].weight;
  for (int i = 0; i < test->n_windows; i++) {
    reading->windows[i] = test->windows[i];
    reading->windows[i].weight /= sum;
  }
  zn_row_assume(reading, "window not printed: %g-%g h, or another with a chance of %.0f %%", test->windows[0].window_h[0],
                test->windows[0].window_h[1], 100.0 * (1.0 - reading->windows[0].weight));
}

static void read_number(struct zn_row_reading *reading) {
  if (reading->n) return;
  reading->n = reading->told ? reading->study->cohorts[reading->told->cohort].people : ZN_ASSUMED_PEOPLE;
  zn_row_assume(reading, "number of people not printed: %d%s", reading->n, reading->told ? ", as in the study" : "");
}

void zn_row_read(struct zn_row_reading *reading, const struct zn_published *row, const struct zn_reading_rules *rules,
                 const struct zn_study *study, const struct zn_library *library) {
  *reading = (struct zn_row_reading){.row = row, .study = study, .assay = -1, .n = row->n};
  read_statistic(reading);
  if (!study) read_people(reading, rules);
  read_test(reading, rules);
  read_value(reading, rules);
  const int can_be_made = reading->test && reading->assay >= 0;
  if (can_be_made) read_unit(reading);
  if (study) zn_row_find_told(reading);
  read_scale(reading);
  if (can_be_made && !study) read_window(reading, library);
  read_number(reading);
  reading->in_scope = !*reading->reason;
}

const char *zn_row_situation(const struct zn_row_reading *reading) {
  return reading->study || !reading->people ? reading->situation : reading->people->situation;
}

/* --- Statistics ----------------------------------------------------------------------------------------------------------------------- */

double zn_summary_of(enum zn_summary summary, double *values, int n) {
  static const enum zn_statistic plain[] = {ZN_STATISTIC_MEDIAN, ZN_STATISTIC_MEAN, ZN_STATISTIC_GEOMETRIC_MEAN};
  if (summary != ZN_SUMMARY_UPPER_LIMIT) return zn_statistic_of(plain[summary], values, n);
  return zn_quantile(values, zn_sort_values(values, n), ZN_UPPER_LIMIT_QUANTILE);
}

double zn_summary_error(enum zn_summary summary, double ln_sd, int n) {
  /* Of a normal ln: mean and geometric mean 1; median sqrt(pi/2); the 95 % quantile sqrt(p (1 - p))/density there. */
  static const double factor[] = {
      [ZN_SUMMARY_MEDIAN] = 1.2533, [ZN_SUMMARY_MEAN] = 1.0, [ZN_SUMMARY_GEOMETRIC_MEAN] = 1.0, [ZN_SUMMARY_UPPER_LIMIT] = 2.1133};
  return factor[summary] * ln_sd / sqrt((double)n);
}
