/* How fast and how exact the engines are on this machine: people per second of processor time against the error that is left, both
 * measured in one run. */
#ifndef ZONULA_BENCH_H
#define ZONULA_BENCH_H

#include "study.h"

enum zn_bench_engine { ZN_BENCH_CVODE, ZN_BENCH_SCALAR, ZN_BENCH_LANES, ZN_BENCH_ENGINES };
/* "cvode", "scalar", "lanes". */
const char *zn_bench_engine_name(enum zn_bench_engine engine);

/* One engine at one tolerance, on one thread. */
struct zn_bench_point {
  enum zn_bench_engine engine;
  double relative_tolerance;
  double people_per_s; /* median over the rounds, per second of processor time, start states and tests included */
  double slowest, fastest;
  double error;   /* largest over people of |value - truth| / peak, of every followed course and every reported value */
  char where[64]; /* what was that far off */
  int failed;     /* people, in one round */
};

/* Many people with the lanes at the usual tolerance. */
struct zn_bench_load {
  int people, threads;
  double people_per_s; /* of the clock on the wall, median over the rounds */
};

/* Lanes alone, without start states, agenda and tests: one step of the body tried in every lane. */
struct zn_bench_kernel {
  int lanes;
  double peak;   /* floating-point operations per second of this processor at this width: multiplications and additions in equal number */
  double step;   /* operations per second while stepping */
  double step_s; /* one step of one person */
  double operations; /* in one step of one person */
};

struct zn_bench_options {
  int rounds;      /* 0: 3 */
  int threads;     /* most threads tried; 0: all */
  int most_people; /* largest load; 0: 1000 */
  int (*progress)(void *context, int done, int all);
  void *progress_context;
};

struct zn_bench {
  char machine[96];        /* the processor's name for itself */
  const char *cvode_build; /* who built CVODE, and how */
  int people, lanes, rounds;
  int n_points;
  struct zn_bench_point *point; /* by engine, then by falling tolerance */
  int n_loads;
  struct zn_bench_load *load;
  int n_kernels;
  struct zn_bench_kernel kernel[4];        /* widths 1, 2, 4, 8 as far as the machine has them */
  double equal_error;                      /* of CVODE at the usual tolerance, 1e-6 */
  double at_equal_error[ZN_BENCH_ENGINES]; /* people per second there, interpolated; an engine that is never so inexact counts with its
                                              loosest */
};

/* Measures with the study, whose people are simulated again and again. ZN_INTERRUPTED when progress asked to stop. Free with
 * zn_bench_free. */
enum zn_status zn_bench_run(struct zn_bench **bench, const struct zn_study *study, const struct zn_library *library,
                            const struct zn_bench_options *options, struct zn_error *error);
void zn_bench_free(struct zn_bench *bench);

/* Writes all numbers as a table (CSV), and the work-precision diagram with the cost of many people as one figure (SVG, by gnuplot). */
enum zn_status zn_bench_write_csv(const struct zn_bench *bench, const char *path, struct zn_error *error);
enum zn_status zn_bench_write_figure(const struct zn_bench *bench, const char *path, struct zn_error *error);

#endif
