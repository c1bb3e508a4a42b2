/* Measures the engines: the truth once, then every engine at every tolerance in turn, round after round, so that what else the machine
 * does touches all alike. */
#include "zonula/bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "machine.h"
#include "exactness.h"
#include "peak.h"
#include "solve/rodas.h"
#include "study/statistics.h"

static const double tolerances[] = {1e-4, 1e-5, 1e-6, 1e-7, 1e-8}, usual_tolerance = 1e-6, true_tolerance = 1e-10;
enum { TOLERANCES = 5, COURSE_POINTS = 31, USUAL_ROUNDS = 3, MOST_ROUNDS = 99, USUAL_LOAD = 1000, MOST_LOADS = 64, REPEATED_LOAD = 1000 };

struct work {
  const struct zn_study *study;
  const struct zn_library *library;
  struct zn_bench_options options;
  struct zn_bench *bench;
  struct zn_crowd truth;
  int done, all; /* people simulated, and to be */
};

const char *zn_bench_engine_name(enum zn_bench_engine engine) {
  static const char *const names[ZN_BENCH_ENGINES] = {"cvode", "scalar", "lanes"};
  return names[engine];
}

static enum zn_status tell(struct work *w, int people, struct zn_error *error) {
  w->done += people;
  if (w->options.progress && w->options.progress(w->options.progress_context, w->done, w->all))
    return zn_fail(error, ZN_INTERRUPTED, "stopped before all was measured");
  return ZN_OK;
}

static struct zn_run_options options_of(enum zn_bench_engine engine, double tolerance, int threads, int lanes) {
  return (struct zn_run_options){.relative_tolerance = tolerance,
                                 .exact = 1, /* engines are compared, not laboratories */
                                 .threads = threads,
                                 .engine = engine == ZN_BENCH_CVODE ? ZN_ENGINE_CVODE : ZN_ENGINE_LANES,
                                 .lanes = engine == ZN_BENCH_SCALAR ? 1 : lanes};
}

/* Simulates a fresh crowd; the seconds it took, by `clock`. */
static enum zn_status simulate(struct zn_crowd *crowd, const struct work *w, const struct zn_study *study,
                               const struct zn_run_options *options, double (*clock)(void), double *seconds, struct zn_error *error) {
  ZN_TRY(zn_crowd_open(crowd, study, COURSE_POINTS, error));
  const double began = clock();
  ZN_TRY(zn_crowd_simulate(crowd, w->library, options, error));
  *seconds = clock() - began;
  return ZN_OK;
}

/* --- Engines and tolerances ------------------------------------------------------------------------------------------------------ */

static void judge(struct zn_bench_point *p, const struct zn_crowd *crowd, const struct work *w) {
  const struct zn_farthest farthest = zn_crowd_farthest(crowd, &w->truth);
  p->error = farthest.share;
  strncpy(p->where, farthest.what ? farthest.what : "", sizeof p->where - 1);
  p->failed = 0;
  for (int k = 0; k < crowd->people; k++) p->failed += crowd->task[k].status != ZN_OK;
}

/* One round of one point: its people per second. */
static enum zn_status measure(struct zn_bench_point *p, struct work *w, double *people_per_s, struct zn_error *error) {
  const struct zn_run_options options = options_of(p->engine, p->relative_tolerance, 1, w->bench->lanes);
  struct zn_crowd crowd = {0};
  double seconds;
  enum zn_status status = simulate(&crowd, w, w->study, &options, zn_processor_s, &seconds, error);
  if (status == ZN_OK) {
    *people_per_s = crowd.people / seconds;
    judge(p, &crowd, w);
  }
  zn_crowd_close(&crowd);
  return status == ZN_OK ? tell(w, w->bench->people, error) : status;
}

static enum zn_status measure_points(struct work *w, struct zn_error *error) {
  struct zn_bench *b = w->bench;
  double rate[ZN_BENCH_ENGINES * TOLERANCES][MOST_ROUNDS];
  for (int i = 0; i < b->n_points; i++)
    b->point[i] =
        (struct zn_bench_point){.engine = (enum zn_bench_engine)(i / TOLERANCES), .relative_tolerance = tolerances[i % TOLERANCES]};
  for (int round = 0; round < b->rounds; round++)
    for (int i = 0; i < b->n_points; i++) ZN_TRY(measure(&b->point[i], w, &rate[i][round], error));
  for (int i = 0; i < b->n_points; i++) {
    const int n = zn_sort_values(rate[i], b->rounds);
    b->point[i].people_per_s = zn_quantile(rate[i], n, 0.5);
    b->point[i].slowest = rate[i][0];
    b->point[i].fastest = rate[i][n - 1];
  }
  return ZN_OK;
}

/* People per second of an engine at an error, on straight lines between its points in a double logarithmic picture. An engine that is
 * more exact even at its loosest counts with that; one that never is so exact, with its strictest. */
static double at_error(const struct zn_bench_point *point, double error) {
  if (point[0].error <= error) return point[0].people_per_s;
  for (int i = 1; i < TOLERANCES; i++) {
    const struct zn_bench_point *a = &point[i - 1], *b = &point[i];
    if (b->error > error) continue;
    const double share = log(error / a->error) / log(b->error / a->error);
    return a->people_per_s * pow(b->people_per_s / a->people_per_s, share);
  }
  return point[TOLERANCES - 1].people_per_s;
}

static void compare(struct zn_bench *b) {
  for (int i = 0; i < TOLERANCES; i++)
    if (tolerances[i] == usual_tolerance) b->equal_error = b->point[ZN_BENCH_CVODE * TOLERANCES + i].error;
  for (int e = 0; e < ZN_BENCH_ENGINES; e++) b->at_equal_error[e] = at_error(&b->point[e * TOLERANCES], b->equal_error);
}

/* --- Many people, many threads ---------------------------------------------------------------------------------------------------- */

/* The study with so many people, spread over its cohorts. `cohorts` is the caller's room. */
static struct zn_study with_people(const struct zn_study *study, int people, struct zn_cohort *cohorts) {
  struct zn_study copy = *study;
  const long long n = study->n_cohorts;
  copy.cohorts = cohorts;
  for (int c = 0; c < study->n_cohorts; c++) {
    cohorts[c] = study->cohorts[c];
    cohorts[c].people = (int)(people * (c + 1LL) / n - people * (long long)c / n);
  }
  return copy;
}

/* What takes long is not repeated. */
static int rounds_of(const struct zn_bench_load *load, const struct zn_bench *bench) {
  return load->people <= REPEATED_LOAD ? bench->rounds : 1;
}

static enum zn_status measure_load(struct zn_bench_load *load, struct work *w, struct zn_cohort *cohorts, struct zn_error *error) {
  const struct zn_study study = with_people(w->study, load->people, cohorts);
  const struct zn_run_options options = options_of(ZN_BENCH_LANES, usual_tolerance, load->threads, w->bench->lanes);
  const int rounds = rounds_of(load, w->bench);
  double rate[MOST_ROUNDS];
  for (int round = 0; round < rounds; round++) {
    struct zn_crowd crowd = {0};
    double seconds = 1.0;
    const enum zn_status status = simulate(&crowd, w, &study, &options, zn_wall_s, &seconds, error);
    rate[round] = load->people / seconds;
    zn_crowd_close(&crowd);
    if (status != ZN_OK) return status;
    ZN_TRY(tell(w, load->people, error));
  }
  load->people_per_s = zn_quantile(rate, zn_sort_values(rate, rounds), 0.5);
  return ZN_OK;
}

/* 1, 10, 100, ... people on one thread, then the most on 2, 4, ... and all threads. */
static void plan_loads(struct zn_bench *b, int most_people, int most_threads) {
  for (long long people = 1; people < most_people && b->n_loads < MOST_LOADS / 2; people *= 10)
    b->load[b->n_loads++] = (struct zn_bench_load){.people = (int)people, .threads = 1};
  b->load[b->n_loads++] = (struct zn_bench_load){.people = most_people, .threads = 1};
  for (int threads = 2; threads < most_threads && b->n_loads < MOST_LOADS - 1; threads *= 2)
    b->load[b->n_loads++] = (struct zn_bench_load){.people = most_people, .threads = threads};
  if (most_threads > 1) b->load[b->n_loads++] = (struct zn_bench_load){.people = most_people, .threads = most_threads};
}

static enum zn_status measure_loads(struct work *w, struct zn_error *error) {
  struct zn_cohort *cohorts = malloc(((size_t)w->study->n_cohorts + 1) * sizeof *cohorts);
  if (!cohorts) return zn_fail(error, ZN_MEMORY, "no memory to measure");
  enum zn_status status = ZN_OK;
  for (int i = 0; i < w->bench->n_loads && status == ZN_OK; i++) status = measure_load(&w->bench->load[i], w, cohorts, error);
  free(cohorts);
  return status;
}

/* --- The step alone ----------------------------------------------------------------------------------------------------------------- */

static enum zn_status measure_kernels(struct work *w, struct zn_error *error) {
  struct zn_parameters person;
  double *y = malloc((size_t)zn_state_count() * sizeof *y);
  if (!y) return zn_fail(error, ZN_MEMORY, "no memory to measure");
  zn_parameters_default(&person);
  enum zn_status status = zn_start_state(y, &person, ZN_BRANCH_HEALTHY, NULL, error);
  person.epithelium_constitutive_leak *= 3.0; /* so that something moves */
  for (int lanes = 1; lanes <= ZN_MOST_LANES && status == ZN_OK; lanes *= 2)
    if (zn_lanes_fit(lanes)) status = zn_bench_kernel_of(&w->bench->kernel[w->bench->n_kernels++], lanes, y, &person, error);
  free(y);
  return status;
}

/* --- All of it ---------------------------------------------------------------------------------------------------------------------- */

static enum zn_status find_truth(struct work *w, struct zn_error *error) {
  const struct zn_run_options options = options_of(ZN_BENCH_CVODE, true_tolerance, w->options.threads, 0);
  double unused;
  ZN_TRY(simulate(&w->truth, w, w->study, &options, zn_wall_s, &unused, error));
  return tell(w, w->bench->people, error);
}

static enum zn_status run(struct work *w, struct zn_error *error) {
  struct zn_bench *b = w->bench;
  b->point = calloc((size_t)b->n_points, sizeof *b->point);
  b->load = calloc(MOST_LOADS, sizeof *b->load);
  if (!b->point || !b->load) return zn_fail(error, ZN_MEMORY, "no memory to measure");
  plan_loads(b, w->options.most_people, w->options.threads);
  for (int c = 0; c < w->study->n_cohorts; c++) b->people += w->study->cohorts[c].people;
  w->all = b->people * (1 + b->rounds * b->n_points);
  for (int i = 0; i < b->n_loads; i++) w->all += b->load[i].people * rounds_of(&b->load[i], b);
  ZN_TRY(find_truth(w, error));
  ZN_TRY(measure_points(w, error));
  compare(b);
  ZN_TRY(measure_loads(w, error));
  return measure_kernels(w, error);
}

enum zn_status zn_bench_run(struct zn_bench **out, const struct zn_study *study, const struct zn_library *library,
                            const struct zn_bench_options *options, struct zn_error *error) {
  struct work w = {.study = study, .library = library, .options = *options};
  *out = NULL;
  if (w.options.threads < 1) w.options.threads = zn_most_threads();
  if (w.options.most_people < 1) w.options.most_people = USUAL_LOAD;
  w.bench = calloc(1, sizeof *w.bench);
  if (!w.bench) return zn_fail(error, ZN_MEMORY, "no memory to measure");
  w.bench->rounds = w.options.rounds < 1 ? USUAL_ROUNDS : w.options.rounds > MOST_ROUNDS ? MOST_ROUNDS : w.options.rounds;
  w.bench->lanes = zn_lanes_best();
  w.bench->n_points = ZN_BENCH_ENGINES * TOLERANCES;
  w.bench->cvode_build = zn_cvode_build();
  zn_machine_name(w.bench->machine, sizeof w.bench->machine);
  const enum zn_status status = run(&w, error);
  zn_crowd_close(&w.truth);
  if (status == ZN_OK)
    *out = w.bench;
  else
    zn_bench_free(w.bench);
  return status;
}

void zn_bench_free(struct zn_bench *bench) {
  if (!bench) return;
  free(bench->point);
  free(bench->load);
  free(bench);
}
