#include "interval.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/status.h"
#include "study/statistics.h"
#include "told_row.h"

enum { REPLICATES = 2000, LARGEST_GROUP = 400 }; /* the statistic of a larger group hardly varies any more */

const char *zn_row_kind(const struct zn_row_reading *reading, const struct zn_library *library) {
  const struct zn_people_rule *p = reading->people;
  const struct zn_cohort *told = reading->told ? &reading->study->cohorts[reading->told->cohort] : NULL;
  const int given = told ? zn_told_gives(reading, -1) : p->n_given, changes = told ? told->n_changes : p->n_changes;
  const int *overlays = told ? told->overlays : p->conditions, n = told ? told->n_overlays : p->n_conditions;
  if (given || changes || n > 1) return "ill";
  return !n || strcmp(library->overlays[overlays[0]].name, "healthy") == 0 ? "healthy" : "ill"; /* without a condition: as everybody is */
}

double zn_laboratory_known_sd(const struct zn_laboratory *laboratory, const char *kind, const char *name) {
  const double sd = zn_laboratory_sd(laboratory, kind, name);
  if (!isnan(sd)) return sd;
  return strcmp(kind, "row") == 0 ? ZN_UNKNOWN_ROW_SD : ZN_UNKNOWN_LABORATORY_SD;
}

/* --- One replicate -------------------------------------------------------------------------------------------------------------------- */

struct replicates {
  const struct zn_row_reading *reading;
  const struct zn_row_values *values;
  double laboratory_sd, row_sd;
  uint64_t seed;
  uint32_t stream;
  double *group; /* [LARGEST_GROUP] */
};

static double uniform(const struct replicates *r, int replicate, uint32_t index) {
  return zn_uniform(r->seed, (uint32_t)replicate, r->stream, index);
}

static int draw_window(const struct replicates *r, int replicate) {
  double left = uniform(r, replicate, 0);
  int w = 0;
  while (w + 1 < r->reading->n_windows && (left -= r->reading->windows[w].weight) > 0.0) w++;
  return w;
}

/* Student t with 4 degrees of freedom: a normal over the root of a mean square of four others, whose sum is -2 ln of two uniforms. */
static double row_error(const struct replicates *r, int replicate) {
  const double square = -2.0 * log(uniform(r, replicate, 1) * uniform(r, replicate, 2)) / 4.0;
  return r->row_sd * zn_normal(r->seed, (uint32_t)replicate, r->stream, 3) / sqrt(square);
}

/* ln of the statistic as a paper would print it; NAN when the variant has nobody left. */
static double replicate(const struct replicates *r, int number) {
  const struct zn_row_values *v = r->values;
  const double *people = v->value + (size_t)(number % v->variants) * v->stride + (size_t)draw_window(r, number) * (size_t)v->people;
  const int n = r->reading->n < LARGEST_GROUP ? r->reading->n : LARGEST_GROUP;
  int drawn = 0;
  for (uint32_t i = 0; drawn < n && i < 4 * LARGEST_GROUP; i++) {
    const double value = people[(int)(v->people * uniform(r, number, 10 + i))];
    if (!isnan(value)) r->group[drawn++] = value;
  }
  if (!drawn) return NAN;
  const double error = r->laboratory_sd * zn_normal(r->seed, (uint32_t)number, r->stream, 4) + row_error(r, number);
  return log(zn_summary_of(r->reading->summary, r->group, drawn)) + error;
}

/* --- All of them ---------------------------------------------------------------------------------------------------------------------- */

/* The statistic of everybody, in the first window. */
static double of_everybody(const struct zn_row_reading *reading, const struct zn_row_values *v, double *all) {
  int n = 0;
  for (int k = 0; k < v->variants; k++)
    for (int i = 0; i < v->people; i++) {
      const double value = v->value[(size_t)k * v->stride + (size_t)i];
      if (!isnan(value)) all[n++] = value;
    }
  return n ? zn_summary_of(reading->summary, all, n) : NAN;
}

static double laboratory_variance(const struct zn_row_reading *reading, const struct zn_laboratory *laboratory) {
  double sum = 0.0;
  for (int i = 0; i < reading->test->n_laboratory; i++) {
    const double sd = zn_laboratory_known_sd(laboratory, "laboratory", reading->test->laboratory[i].name);
    sum += sd * sd;
  }
  return sum;
}

enum zn_status zn_row_predict(struct zn_row_prediction *out, const struct zn_row_reading *reading, const struct zn_row_values *values,
                              const struct zn_laboratory *laboratory, const char *kind, uint64_t seed, uint32_t stream,
                              struct zn_error *error) {
  const size_t everybody = (size_t)values->variants * (size_t)values->people;
  double *room = malloc((everybody + LARGEST_GROUP + REPLICATES) * sizeof *room);
  if (!room) return zn_fail(error, ZN_MEMORY, "no memory to predict row %s", reading->row->id);
  double *ln = room + everybody + LARGEST_GROUP;
  const struct replicates r = {.reading = reading,
                               .values = values,
                               .laboratory_sd = sqrt(laboratory_variance(reading, laboratory)),
                               .row_sd = zn_laboratory_known_sd(laboratory, "row", kind),
                               .seed = seed,
                               .stream = stream,
                               .group = room + everybody};
  out->predicted = of_everybody(reading, values, room);
  for (int i = 0; i < REPLICATES; i++) ln[i] = replicate(&r, i);
  const int n = zn_sort_values(ln, REPLICATES);
  if (n) {
    out->lo90 = exp(zn_quantile(ln, n, 0.05));
    out->hi90 = exp(zn_quantile(ln, n, 0.95));
  }
  free(room);
  return n ? ZN_OK : zn_fail(error, ZN_NUMERICAL, "nobody could be simulated for row %s", reading->row->id);
}
