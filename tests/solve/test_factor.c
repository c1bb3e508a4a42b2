/* The recorded elimination of the body's matrices, one person at a time, against KLU, which searches its pivots, and against the matrix
 * itself. */
#include <klu.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "body/lanes.h"
#include "life.h"

enum { N = ZN_BODY_STATES, PEOPLE = 1000 };

/* Entries and factors are no more than a full matrix has. */
struct scene {
  struct zn_parameters person;
  struct zn_body_pattern pattern;
  const struct zn_lane_problem *body;
  double scale[N], rest[N], y[N], right[N], matrix[N * N];
  _Alignas(ZN_LANE_ALIGNMENT) double jacobian[N * N];
  _Alignas(ZN_LANE_ALIGNMENT) double factors[N * N];
  _Alignas(ZN_LANE_ALIGNMENT) double x[N];
};

static int begin(void **state) {
  static struct scene scene;
  struct scene *s = &scene;
  s->pattern = zn_body_pattern();
  s->body = zn_body_lanes(1);
  for (int i = 0; i < N; i++) s->scale[i] = zn_state_info(i)->scale;
  zn_parameters_default(&s->person);
  life_rest(s->rest, &s->person, ZN_BRANCH_HEALTHY);
  *state = s;
  return 0;
}

/* A person and a state far from rest, a step between half a second and eleven years, and a right-hand side in the states' sizes. */
static double scatter(struct scene *s, int k) {
  const double step = pow(10.0, -4.0 + 9.0 * (k % 100) / 99.0);
  life_draw(&s->person, 7, k);
  for (int i = 0; i < N; i++) {
    s->y[i] = s->rest[i] + 0.1 * s->scale[i];
    s->right[i] = s->scale[i] * zn_normal(7, (uint32_t)k, zn_stream("right"), (uint32_t)i);
  }
  life_shake(s->y, 0.7, 7, k);
  zn_body_jacobian(12.0, s->y, &s->person, s->jacobian);
  for (int j = 0; j < N; j++)
    for (int at = s->pattern.column_start[j]; at < s->pattern.column_start[j + 1]; at++)
      s->matrix[at] = (s->pattern.row[at] == j ? 1.0 / step : 0.0) - s->jacobian[at];
  return 1.0 / step;
}

/* Factors diagonal I - J and solves it for the right-hand side into x. */
static void solve(struct scene *s, double diagonal) {
  const _Alignas(ZN_LANE_ALIGNMENT) double d = diagonal;
  s->body->factor(s->jacobian, &d, s->factors);
  s->body->solve(s->factors, memcpy(s->x, s->right, sizeof s->x));
}

/* What A x misses of b, each row in units of its largest possible rounding: sum |a x| + |b|. */
static double missed(const struct scene *s) {
  double left[N] = {0.0}, size[N], worst = 0.0;
  for (int i = 0; i < N; i++) size[i] = fabs(s->right[i]);
  for (int j = 0; j < N; j++)
    for (int at = s->pattern.column_start[j]; at < s->pattern.column_start[j + 1]; at++) {
      left[s->pattern.row[at]] += s->matrix[at] * s->x[j];
      size[s->pattern.row[at]] += fabs(s->matrix[at] * s->x[j]);
    }
  for (int i = 0; i < N; i++) {
    const double off = fabs(left[i] - s->right[i]) / size[i];
    if (!(off <= worst)) worst = isnan(off) ? INFINITY : off;
  }
  return worst;
}

static void what_is_solved_fits_the_matrix(void **state) {
  struct scene *s = *state;
  double worst = 0.0;
  for (int k = 0; k < PEOPLE; k++) {
    const double diagonal = scatter(s, k);
    solve(s, diagonal);
    const double off = missed(s);
    if (!(off < 1e-12)) fail_msg("person %d, step %g h: a row is missed by %g of its size", k, 1.0 / diagonal, off);
    worst = fmax(worst, off);
  }
  print_message("             largest miss %.1e of a row in %d people\n", worst, PEOPLE);
}

/* 1 when a permutation is odd: n less the number of its cycles. */
static int odd(const int *permutation) {
  char seen[N] = {0};
  int swaps = N;
  for (int i = 0; i < N; i++) {
    swaps -= !seen[i];
    for (int k = i; !seen[k]; k = permutation[k]) seen[k] = 1;
  }
  return swaps & 1;
}

/* A determinant: its sign, and the logarithm of its size. */
struct determinant {
  int negative;
  double log_size;
};

static void times(struct determinant *d, double factor) {
  d->negative ^= factor < 0.0;
  d->log_size += log(fabs(factor));
}

/* The same system by KLU, which orders and pivots for itself; returns the entries of its factors. */
static int solve_by_klu(struct scene *s, double *x, struct determinant *determinant) {
  klu_common common;
  klu_defaults(&common);
  int *start = (int *)(uintptr_t)s->pattern.column_start, *row = (int *)(uintptr_t)s->pattern.row; /* only read */
  klu_symbolic *symbolic = klu_analyze(N, start, row, &common);
  klu_numeric *numeric = klu_factor(start, row, s->matrix, symbolic, &common);
  assert_non_null(numeric);
  assert_true(klu_solve(symbolic, numeric, N, 1, x, &common));
  const int entries = numeric->lnz + numeric->unz - N + numeric->nzoff;
  *determinant = (struct determinant){.negative = odd(numeric->Pnum) ^ odd(symbolic->Q)};
  for (int i = 0; i < N; i++) {
    times(determinant, ((const double *)numeric->Udiag)[i]);
    times(determinant, numeric->Rs[i]);
  }
  klu_free_numeric(&numeric, &common);
  klu_free_symbolic(&symbolic, &common);
  return entries;
}

/* Differences are measured by the largest part of the answer, each in the size of its state. */
static void searching_for_pivots_changes_no_answer_and_no_determinant(void **state) {
  struct scene *s = *state;
  double worst = 0.0;
  int entries = 0, negative = 0;
  for (int k = 0; k < PEOPLE; k++) {
    double other[N], size = 0.0, off = 0.0;
    solve(s, scatter(s, k));
    struct determinant theirs, own = {0};
    entries = solve_by_klu(s, memcpy(other, s->right, sizeof other), &theirs);
    for (int i = 0; i < N; i++) times(&own, 1.0 / s->factors[s->body->pivot[i]]);
    assert_int_equal(own.negative, theirs.negative);
    assert_true(fabs(own.log_size - theirs.log_size) < 1e-9);
    negative += own.negative;
    for (int i = 0; i < N; i++) {
      size = fmax(size, fabs(other[i]) / s->scale[i]);
      off = fmax(off, fabs(s->x[i] - other[i]) / s->scale[i]);
    }
    if (!(off <= 1e-11 * size)) fail_msg("person %d: the answers differ by %g", k, off / size);
    worst = fmax(worst, off / size);
  }
  assert_true(negative > 0 && negative < PEOPLE);
  print_message("             largest difference %.1e; factors have %d entries, KLU's %d; %d determinants are negative\n", worst,
                s->body->factors, entries, negative);
}

static void a_vanished_pivot_leaves_nothing_finite_behind(void **state) {
  struct scene *s = *state;
  int infinite = 0;
  scatter(s, 0);
  solve(s, s->jacobian[0]); /* the first state stands alone in its row: nothing mends its pivot */
  for (int i = 0; i < N; i++) infinite += !isfinite(s->x[i]);
  assert_true(infinite > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_solved_fits_the_matrix),
      cmocka_unit_test(searching_for_pivots_changes_no_answer_and_no_determinant),
      cmocka_unit_test(a_vanished_pivot_leaves_nothing_finite_behind),
  };
  return cmocka_run_group_tests(tests, begin, NULL);
}
