/* Eigenvalues and eigenvectors, of many matrices as breaks make them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "junction/symmetric.h"
#include "strands.h"

enum { MOST = 16 };

static double draw(uint32_t number, uint32_t index) { return zn_uniform(1, number, zn_stream("test_symmetric"), index); }

/* As compartments that breaks connect: numbers of breaks over areas of two sizes, many of them equal, in 1/cm2. */
static void fill(double *a, int n, uint32_t number) {
  uint32_t index = 0;
  double root[MOST];
  memset(a, 0, (size_t)(n * n) * sizeof *a);
  for (int i = 0; i < n; i++) root[i] = sqrt(draw(number, index++) < 0.2 ? 0.5e-10 : 1e-10);
  for (int link = 1; link < n + n / 3; link++) {
    const int i = link < n ? link : (int)(n * draw(number, index++)), j = (int)((link < n ? link : n) * draw(number, index++));
    if (i == j || a[i * n + j] != 0.0) continue;
    a[i * n + i] += 1.0 / (root[i] * root[i]);
    a[j * n + j] += 1.0 / (root[j] * root[j]);
    a[i * n + j] = a[j * n + i] = -1.0 / (root[i] * root[j]);
  }
  for (int i = 0; i < n; i++) a[i * n + i] += (draw(number, index++) < 0.1) / (root[i] * root[i]);
}

static void vectors_are_orthonormal_and_give_the_matrix_back(void **state) {
  (void)state;
  static double a[MOST * MOST], kept[MOST * MOST], vector[MOST * MOST], value[MOST];
  for (uint32_t number = 0; number < 20000; number++) {
    const int n = 2 + (int)(number % (MOST - 1));
    fill(a, n, number);
    memcpy(kept, a, sizeof a);
    assert_true(zn_symmetric_solve(n, a, value, vector));
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) {
        double product = 0.0, back = 0.0;
        for (int k = 0; k < n; k++) {
          product += vector[k * n + i] * vector[k * n + j];
          back += vector[i * n + k] * value[k] * vector[j * n + k];
        }
        assert_near(product, i == j, 1e-12);
        assert_near(back, kept[i * n + j], 1e-12 * 1e11);
      }
  }
}

static void a_chain_has_the_eigenvalues_of_a_string_of_beads(void **state) {
  (void)state;
  enum { N = 12 };
  double a[N * N] = {0}, vector[N * N], value[N];
  for (int i = 0; i < N; i++) {
    a[i * N + i] = 2.0;
    if (i) a[i * N + i - 1] = a[(i - 1) * N + i] = -1.0;
  }
  assert_true(zn_symmetric_solve(N, a, value, vector));
  for (int k = 1; k <= N; k++) {
    const double half = sin(0.5 * 3.14159265358979323846 * k / (N + 1)), expected = 4.0 * half * half;
    int found = 0;
    for (int i = 0; i < N; i++) found += fabs(value[i] - expected) < 1e-13;
    assert_int_equal(found, 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(vectors_are_orthonormal_and_give_the_matrix_back),
      cmocka_unit_test(a_chain_has_the_eigenvalues_of_a_string_of_beads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
