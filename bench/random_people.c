#include "random_people.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

static const double calm_h = 720.0, fed_h = 36.0; /* length of a study without and with meals */

static int choose(uint64_t seed, int purpose, int n) {
  const int k = (int)(zn_uniform(seed, 0, zn_stream("robustness"), (uint32_t)purpose) * n);
  return k < n ? k : n - 1;
}

/* Spreads over the whole range. What is derived from the reference person is nobody's own and stays. */
static int spread_all(struct zn_change *spread) {
  int n = 0;
  for (int k = 0; k < zn_parameter_count(); k++) {
    const struct zn_parameter_info *info = zn_parameter_info(k);
    if (strcmp(info->source, "reference") == 0 || !(info->high > info->low)) continue;
    spread[n++] =
        (struct zn_change){.parameter = k, .kind = ZN_CHANGE_SPREAD, .value = info->low > 0.0 ? 0.5 * log(info->high / info->low) : 1.0};
  }
  return n;
}

static int overlays_of(const struct zn_library *library, enum zn_overlay_kind kind, int *index) {
  int n = 0;
  for (int i = 0; i < library->n_overlays; i++)
    if (library->overlays[i].kind == kind) index[n++] = i;
  return n;
}

static void add_people(struct random_study *d, const struct zn_library *library, uint64_t seed, int people) {
  int *index = malloc((size_t)library->n_overlays * sizeof *index);
  if (!index) abort();
  const int n = overlays_of(library, ZN_OVERLAY_CONDITION, index), changes = spread_all(d->spread);
  d->study.n_cohorts = n < MOST_COHORTS ? n : MOST_COHORTS;
  for (int c = 0; c < d->study.n_cohorts; c++) {
    d->condition[c] = index[c];
    d->cohort[c] = (struct zn_cohort){.name = library->overlays[index[c]].name,
                                      .people = people * (c + 1) / n - people * c / n,
                                      .seed = seed * MOST_COHORTS + (uint64_t)c,
                                      .n_overlays = 1,
                                      .overlays = &d->condition[c],
                                      .n_changes = changes,
                                      .changes = d->spread};
  }
  free(index);
}

/* Treatments and diets at random times, at a dose between nothing and a hundredfold. */
static void add_treatments(struct random_study *d, const struct zn_library *library, uint64_t seed) {
  int *index = malloc((size_t)library->n_overlays * sizeof *index);
  if (!index) abort();
  int n = overlays_of(library, ZN_OVERLAY_TREATMENT, index);
  n += overlays_of(library, ZN_OVERLAY_DIET, index + n);
  static const double doses[] = {0.0, 1.0, 1.0, 100.0};
  for (int i = 0; i < GIVEN; i++) {
    const int which = index[choose(seed, 10 + i, n)];
    const double base = library->overlays[which].default_dose > 0.0 ? library->overlays[which].default_dose : 1.0;
    d->event[i] = (struct zn_event){.kind = ZN_EVENT_GIVE,
                                    .time_h = d->study.end_h * 0.2 * i,
                                    .cohort = -1,
                                    .overlay = which,
                                    .dose = base * doses[choose(seed, 20 + i, 4)],
                                    .duration_h = choose(seed, 30 + i, 2) ? 0.0 : 0.3 * d->study.end_h};
  }
}

/* A test with all its probes, its window the last hours. */
static void add_test(struct random_study *d, const struct zn_library *library, uint64_t seed) {
  int which = choose(seed, 40, library->n_assays);
  while (library->assays[which].kind != ZN_ASSAY_URINE) which = (which + 1) % library->n_assays;
  const struct zn_assay *assay = &library->assays[which];
  const double length_h = fmin(assay->length_h, 24.0), at_h = d->study.end_h - length_h;
  d->event[GIVEN] = (struct zn_event){.kind = ZN_EVENT_MEASURE, .time_h = at_h, .cohort = -1, .assay = which};
  d->reported = calloc((size_t)assay->n_probes * (size_t)d->study.n_cohorts, sizeof *d->reported);
  if (!d->reported) abort();
  for (int c = 0; c < d->study.n_cohorts; c++)
    for (int p = 0; p < assay->n_probes; p++)
      d->reported[d->study.n_reported++] = (struct zn_reported){.label = "recovery",
                                                                .cohort = c,
                                                                .time_h = at_h,
                                                                .assay = which,
                                                                .quantity = ZN_QUANTITY_RECOVERY,
                                                                .probe = assay->probes[p].solute,
                                                                .over = -1,
                                                                .observable = -1,
                                                                .window_h = {0.0, length_h},
                                                                .value = 1.0,
                                                                .unit = "1",
                                                                .to_unit = 1.0};
}

void random_study_open(struct random_study *d, const struct zn_library *library, uint64_t seed, int people) {
  const int meals = choose(seed, 1, 10) == 0;
  *d = (struct random_study){.study = {.name = "robustness", .title = "", .meals = meals, .end_h = meals ? fed_h : calm_h}};
  d->spread = malloc((size_t)zn_parameter_count() * sizeof *d->spread);
  if (!d->spread) abort();
  add_people(d, library, seed, people);
  add_treatments(d, library, seed);
  add_test(d, library, seed);
  d->study.cohorts = d->cohort;
  d->study.n_events = GIVEN + 1;
  d->study.events = d->event;
  d->study.reported = d->reported;
}

void random_study_close(struct random_study *d) {
  free(d->spread);
  free(d->reported);
}
