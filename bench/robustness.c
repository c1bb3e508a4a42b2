/* robustness [PEOPLE [FIRST_SEED [THREADS]]]: simulates random people over the whole admissible range of every parameter, in all
 * conditions, under random treatments and diets, with a random test at the end, and lists why any of them could not be simulated.
 *
 * Each parameter is drawn with a spread of half its range on a logarithmic scale and held inside the range, so that about a third of all
 * draws lie on an edge: corners are visited, not only the middle. People come in studies of a few hundred; a study and its people follow
 * from its seed alone. Exit code 1 when anybody failed. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/random.h"
#include "zonula/zonula.h"

enum { PEOPLE_OF_A_STUDY = 512, MOST_COHORTS = 64, GIVEN = 4, MOST_CAUSES = 32, EXAMPLES = 3 };

static const double calm_h = 720.0, fed_h = 36.0; /* length of a study without and with meals */

/* Why people failed: texts that differ only in numbers are one cause. */
struct cause {
  char text[160];
  int people;
  struct {
    uint64_t seed;
    int cohort, number;
  } example[EXAMPLES];
};

struct tally {
  int people, n_causes;
  struct cause cause[MOST_CAUSES];
};

/* A study with what it is made of. */
struct draft {
  struct zn_study study;
  struct zn_cohort cohort[MOST_COHORTS];
  int condition[MOST_COHORTS];
  struct zn_event event[GIVEN + 1];
  struct zn_reported *reported;
  struct zn_change *spread;
};

static int choose(uint64_t seed, int purpose, int n) {
  const int k = (int)(zn_uniform(seed, 0, zn_stream("robustness"), (uint32_t)purpose) * n);
  return k < n ? k : n - 1;
}

/* --- A random study ------------------------------------------------------------------------------------------------------------------ */

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

static void add_people(struct draft *d, const struct zn_library *library, uint64_t seed, int people) {
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
static void add_treatments(struct draft *d, const struct zn_library *library, uint64_t seed) {
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
static void add_test(struct draft *d, const struct zn_library *library, uint64_t seed) {
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

static void open_draft(struct draft *d, const struct zn_library *library, uint64_t seed, int people) {
  const int meals = choose(seed, 1, 10) == 0;
  *d = (struct draft){.study = {.name = "robustness", .title = "", .meals = meals, .end_h = meals ? fed_h : calm_h}};
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

/* --- What became of them ---------------------------------------------------------------------------------------------------------------
 */

/* A text with every number as N. */
static void without_numbers(char *out, size_t room, const char *text) {
  size_t n = 0;
  while (*text && n + 2 < room) {
    const size_t digits = strspn(text, "0123456789");
    if (!digits) {
      out[n++] = *text++;
      continue;
    }
    text += strspn(text, "0123456789.e+-");
    out[n++] = 'N';
  }
  out[n] = '\0';
}

static void count(struct tally *t, const struct zn_person_outcome *o, uint64_t seed) {
  char text[sizeof t->cause->text];
  int k = 0;
  without_numbers(text, sizeof text, o->text);
  while (k < t->n_causes && strcmp(t->cause[k].text, text) != 0) k++;
  if (k == MOST_CAUSES) k = MOST_CAUSES - 1; /* the last one takes what is beyond counting */
  if (k == t->n_causes) memcpy(t->cause[t->n_causes++].text, text, sizeof text);
  struct cause *c = &t->cause[k];
  if (c->people < EXAMPLES) {
    c->example[c->people].seed = seed;
    c->example[c->people].cohort = o->cohort;
    c->example[c->people].number = o->number;
  }
  c->people++;
}

/* A number that is none, or a recovery that cannot be, is a failure as well. */
static void check_values(struct tally *t, const struct zn_run *run, uint64_t seed) {
  for (int r = 0; r < run->study->n_reported; r++) {
    const struct zn_cohort_result *c = &run->cohort[run->study->reported[r].cohort];
    for (int i = 0; i < c->people; i++) {
      const double share = c->value[(size_t)r * (size_t)c->people + (size_t)i];
      struct zn_person_outcome o = {
          .cohort = run->study->reported[r].cohort, .number = i, .text = "a recovery is not between nothing and all"};
      int failed = 0;
      for (int k = 0; k < run->n_outcomes; k++) failed |= run->outcome[k].cohort == o.cohort && run->outcome[k].number == i;
      if (!failed && !(share >= 0.0 && share <= 1.0 + 1e-6)) count(t, &o, seed);
    }
  }
}

static void simulate(struct tally *t, const struct zn_library *library, uint64_t seed, int people, int threads) {
  struct draft d;
  struct zn_run *run;
  struct zn_error error = {0};
  const struct zn_run_options options = {.threads = threads, .course_points = 2};
  open_draft(&d, library, seed, people);
  if (zn_run_study(&run, &d.study, library, &options, &error) != ZN_OK) {
    fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed, error.text);
    exit(2);
  }
  for (int i = 0; i < run->n_outcomes; i++) count(t, &run->outcome[i], seed);
  check_values(t, run, seed);
  t->people += people;
  zn_run_free(run);
  free(d.spread);
  free(d.reported);
}

static void print(const struct tally *t, const struct zn_library *library) {
  int failed = 0;
  for (int k = 0; k < t->n_causes; k++) failed += t->cause[k].people;
  printf("%d people, %d failed\n", t->people, failed);
  for (int k = 0; k < t->n_causes; k++) {
    const struct cause *c = &t->cause[k];
    printf("%d: %s\n", c->people, c->text);
    for (int e = 0; e < EXAMPLES && e < c->people; e++)
      printf("   seed %llu, cohort %d, person %d\n", (unsigned long long)c->example[e].seed, c->example[e].cohort, c->example[e].number);
  }
  (void)library;
}

int main(int argc, char **argv) {
  const int people = argc > 1 ? atoi(argv[1]) : 10000, threads = argc > 3 ? atoi(argv[3]) : 0;
  uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  struct zn_library *library;
  struct zn_error error = {0};
  static struct tally tally;
  if (people < 1 || zn_library_load(&library, &error) != ZN_OK)
    return fprintf(stderr, "usage: robustness [PEOPLE [SEED [THREADS]]] %s\n", error.text), 2;
  const time_t began = time(NULL);
  time_t said = began;
  while (tally.people < people) {
    const int left = people - tally.people;
    simulate(&tally, library, seed++, left < PEOPLE_OF_A_STUDY ? left : PEOPLE_OF_A_STUDY, threads);
    if (time(NULL) - said < 10) continue;
    said = time(NULL);
    fprintf(stderr, "%d of %d people, %d causes, %.0f s\n", tally.people, people, tally.n_causes, difftime(said, began));
  }
  print(&tally, library);
  zn_library_free(library);
  return tally.n_causes > 0;
}
