#include "exactness.h"

#include <math.h>

/* A quantity of the trace: `n` values of each person, `width` apart. */
struct quantity {
  const char *what;
  const double *value, *true_value;
  size_t width;
  int n;
};

static const double least_peak = 1e-3;

static double peak_of(const struct quantity *q, int person) {
  double peak = 0.0;
  for (int i = 0; i < q->n; i++) peak = fmax(peak, fabs(q->true_value[(size_t)person * q->width + (size_t)i])); /* fmax passes over NAN */
  return peak;
}

static double distance(const struct quantity *q, int person) {
  double most = 0.0;
  for (int i = 0; i < q->n; i++) {
    const size_t at = (size_t)person * q->width + (size_t)i;
    const double off = fabs(q->value[at] - q->true_value[at]);
    if (isnan(q->true_value[at])) continue; /* a row of another cohort */
    if (!(off <= most)) most = isnan(off) ? HUGE_VAL : off;
  }
  return most;
}

/* Looks at people `from` to `to` - 1; the highest peak is that of all. */
static void look(struct zn_farthest *farthest, const struct quantity *q, const struct zn_crowd *a, const struct zn_crowd *b, int from,
                 int to) {
  double highest = 0.0;
  for (int k = 0; k < a->people; k++) highest = fmax(highest, peak_of(q, k));
  for (int k = from; k < to && highest > 0.0; k++) {
    if (a->task[k].status != ZN_OK || b->task[k].status != ZN_OK) continue;
    const double share = distance(q, k) / fmax(peak_of(q, k), least_peak * highest);
    if (share > farthest->share) *farthest = (struct zn_farthest){.share = share, .what = q->what, .person = k};
  }
}

static struct zn_farthest farthest_of(const struct zn_crowd *crowd, const struct zn_crowd *truth, int from, int to) {
  const struct zn_study *study = crowd->study;
  struct zn_farthest farthest = {0};
  for (int f = 0; f < study->n_follow; f++) {
    const size_t at = (size_t)f * (size_t)crowd->course_points;
    const struct quantity q = {zn_observable_info(study->follow[f])->name, crowd->course + at, truth->course + at, crowd->course_width,
                               crowd->course_points};
    look(&farthest, &q, crowd, truth, from, to);
  }
  for (int r = 0; r < study->n_reported; r++) {
    const struct quantity q = {study->reported[r].label, crowd->value + r, truth->value + r, crowd->value_width, 1};
    look(&farthest, &q, crowd, truth, from, to);
  }
  return farthest;
}

struct zn_farthest zn_crowd_farthest(const struct zn_crowd *crowd, const struct zn_crowd *truth) {
  return farthest_of(crowd, truth, 0, crowd->people);
}

struct zn_farthest zn_person_farthest(const struct zn_crowd *crowd, const struct zn_crowd *truth, int person) {
  return farthest_of(crowd, truth, person, person + 1);
}
