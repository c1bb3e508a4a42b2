/* exactness [PEOPLE [FIRST_SEED]]: random people (random_people.h) by lanes at the usual tolerance, 1e-6, against CVODE at 1e-10: the
 * largest distance of any observable from the truth, over its peak in that person, and how it is spread over people. Exit code 1 when
 * anybody failed, or more than one in a hundred is beyond ten tolerances. */
#include <stdio.h>
#include <stdlib.h>

#include "bench/exactness.h"
#include "random_people.h"
#include "study/statistics.h"

enum { PEOPLE_OF_A_STUDY = 100, POINTS = 31 };

static const double tolerance = 1e-6, true_tolerance = 1e-10;

static void must(enum zn_status status, const struct zn_error *error) {
  if (status == ZN_OK) return;
  fprintf(stderr, "exactness: %s\n", error->text);
  exit(2);
}

static void simulate(struct zn_crowd *crowd, const struct zn_study *study, const struct zn_library *library, enum zn_engine engine,
                     double relative_tolerance) {
  const struct zn_run_options options = {.engine = engine, .relative_tolerance = relative_tolerance, .exact = 1};
  struct zn_error error = {0};
  must(zn_crowd_open(crowd, study, POINTS, &error), &error);
  must(zn_crowd_simulate(crowd, library, &options, &error), &error);
}

/* Each person's largest error: the others are made to count as failed while one is looked at. */
static int errors_of(struct zn_crowd *lanes, const struct zn_crowd *truth, double *error) {
  int failed = 0;
  for (int k = 0; k < lanes->people; k++) {
    const int bad = lanes->task[k].status != ZN_OK || truth->task[k].status != ZN_OK;
    if (bad)
      printf("%s %d failed: %s%s\n", lanes->study->cohorts[lanes->task[k].cohort].name, lanes->task[k].number, lanes->task[k].error.text,
             truth->task[k].error.text);
    failed += bad;
  }
  for (int k = 0; k < lanes->people; k++) error[k] = zn_person_farthest(lanes, truth, k).share;
  return failed;
}

int main(int argc, char **argv) {
  const int people = argc > 1 ? atoi(argv[1]) : 1000;
  uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  struct zn_library *library;
  struct zn_error error = {0};
  double *share = calloc((size_t)(people > 0 ? people : 1) + PEOPLE_OF_A_STUDY, sizeof *share);
  int *all = malloc((size_t)zn_observable_count() * sizeof *all), done = 0, failed = 0, beyond = 0;
  must(zn_library_load(&library, &error), &error);
  if (people < 1 || !share || !all) return fputs("usage: exactness [PEOPLE [SEED]]\n", stderr), 2;
  for (int f = 0; f < zn_observable_count(); f++) all[f] = f;
  while (done < people) {
    struct random_study random;
    struct zn_crowd lanes, truth;
    random_study_open(&random, library, seed++, PEOPLE_OF_A_STUDY);
    random.study.n_follow = zn_observable_count();
    random.study.follow = all;
    simulate(&lanes, &random.study, library, ZN_ENGINE_LANES, tolerance);
    simulate(&truth, &random.study, library, ZN_ENGINE_CVODE, true_tolerance);
    failed += errors_of(&lanes, &truth, share + done);
    done += PEOPLE_OF_A_STUDY;
    const struct zn_farthest worst = zn_crowd_farthest(&lanes, &truth);
    fprintf(stderr, "%d of %d people; worst of these: %.1e, %s of person %d, seed %llu\n", done, people, worst.share,
            worst.what ? worst.what : "nothing", worst.person, (unsigned long long)(seed - 1));
    zn_crowd_close(&lanes);
    zn_crowd_close(&truth);
    random_study_close(&random);
  }
  for (int k = 0; k < done; k++) beyond += share[k] > 10.0 * tolerance;
  zn_sort_values(share, done);
  printf("%d people, %d failed; error over the peak: median %.1e, 90 %% %.1e, 99 %% %.1e, largest %.1e; %d beyond ten tolerances\n", done,
         failed, zn_quantile(share, done, 0.5), zn_quantile(share, done, 0.9), zn_quantile(share, done, 0.99), share[done - 1], beyond);
  free(share);
  free(all);
  zn_library_free(library);
  return failed > 0 || beyond > done / 100;
}
