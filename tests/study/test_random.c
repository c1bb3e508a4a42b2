/* Random numbers by counter. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <Random123/philox.h>

#include "base/random.h"

enum { DRAWS = 200000 };

/* Known answers of Philox 4x32-10 that come with Random123 (kat_vectors). */
static void philox_gives_its_known_answers(void **state) {
  (void)state;
  static const struct {
    philox4x32_ctr_t counter;
    philox4x32_key_t key;
    uint32_t answer[4];
  } known[] = {
      {{{0, 0, 0, 0}}, {{0, 0}}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}}, {{0xffffffff, 0xffffffff}}, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, {{0xa4093822, 0x299f31d0}}, {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}};
  for (int k = 0; k < 3; k++) {
    const philox4x32_ctr_t r = philox4x32(known[k].counter, known[k].key);
    for (int i = 0; i < 4; i++) assert_int_equal(r.v[i], known[k].answer[i]);
  }
}

/* Our own numbers are made from these: 52 bits of the first two words, and half a step. */
static void a_uniform_number_is_the_first_bits_of_the_known_answer(void **state) {
  (void)state;
  const uint64_t bits = ((uint64_t)0x6627e8d5 << 20) | (0xe169c58d >> 12), turn = ((uint64_t)0xbc57ac4c << 20) | (0x9b00dbd8 >> 12);
  const double u = ((double)bits + 0.5) / 4503599627370496.0, v = ((double)turn + 0.5) / 4503599627370496.0;
  assert_true(zn_uniform(0, 0, 0, 0) == u);
  assert_true(fabs(zn_normal(0, 0, 0, 0) - sqrt(-2.0 * log(u)) * cos(2.0 * acos(-1.0) * v)) < 1e-14);
}

static void every_part_of_the_key_matters_and_the_same_key_gives_the_same_number(void **state) {
  (void)state;
  const double one = zn_uniform(1, 2, 3, 4);
  assert_true(zn_uniform(1, 2, 3, 4) == one);
  assert_true(zn_uniform(5, 2, 3, 4) != one && zn_uniform(1, 5, 3, 4) != one && zn_uniform(1, 2, 5, 4) != one &&
              zn_uniform(1, 2, 3, 5) != one);
  assert_true(zn_uniform(UINT64_C(1) << 40, 2, 3, 4) != zn_uniform(0, 2, 3, 4));
}

static void uniform_numbers_lie_inside_zero_and_one_and_fill_it_evenly(void **state) {
  (void)state;
  int count[20] = {0};
  double chi2 = 0.0;
  for (uint32_t i = 0; i < DRAWS; i++) {
    const double u = zn_uniform(42, i, 7, 0);
    assert_true(u > 0.0 && u < 1.0);
    count[(int)(20.0 * u)]++;
  }
  for (int k = 0; k < 20; k++) chi2 += pow(count[k] - DRAWS / 20.0, 2.0) / (DRAWS / 20.0);
  assert_true(chi2 > 5.0 && chi2 < 45.0); /* 19 degrees of freedom: 0.05 % on each side, about */
}

static void normal_numbers_have_mean_zero_variance_one_and_the_right_tails(void **state) {
  (void)state;
  double sum[5] = {0.0};
  int beyond2 = 0;
  for (uint32_t i = 0; i < DRAWS; i++) {
    const double x = zn_normal(42, i, 9, 0);
    assert_true(isfinite(x));
    for (int k = 1; k < 5; k++) sum[k] += pow(x, k);
    beyond2 += fabs(x) > 1.959964;
  }
  const double n = DRAWS, se = 1.0 / sqrt(n);
  assert_true(fabs(sum[1] / n) < 4.0 * se);
  assert_true(fabs(sum[2] / n - 1.0) < 4.0 * sqrt(2.0) * se);
  assert_true(fabs(sum[3] / n) < 4.0 * sqrt(15.0) * se);
  assert_true(fabs(sum[4] / n - 3.0) < 4.0 * sqrt(96.0) * se);
  assert_true(fabs(beyond2 / n - 0.05) < 4.0 * sqrt(0.05 * 0.95) * se);
}

/* Correlation of two columns of draws. */
static double correlation(double (*a)(uint32_t), double (*b)(uint32_t)) {
  double sum = 0.0;
  for (uint32_t i = 0; i < DRAWS; i++) sum += a(i) * b(i);
  return sum / DRAWS;
}

static double plain(uint32_t i) { return zn_normal(1, i, 100, 0); }
static double other_stream(uint32_t i) { return zn_normal(1, i, 101, 0); }
static double other_seed(uint32_t i) { return zn_normal(2, i, 100, 0); }
static double next_person(uint32_t i) { return zn_normal(1, i + 1, 100, 0); }
static double next_index(uint32_t i) { return zn_normal(1, i, 100, 1); }

static void streams_seeds_people_and_indices_are_independent(void **state) {
  (void)state;
  const double bound = 4.0 / sqrt(DRAWS);
  assert_true(fabs(correlation(plain, plain) - 1.0) < 0.02);
  assert_true(fabs(correlation(plain, other_stream)) < bound);
  assert_true(fabs(correlation(plain, other_seed)) < bound);
  assert_true(fabs(correlation(plain, next_person)) < bound);
  assert_true(fabs(correlation(plain, next_index)) < bound);
}

/* FNV-1a, 32 bits: its published values. */
static void streams_are_named_by_their_published_hash(void **state) {
  (void)state;
  assert_int_equal(zn_stream(""), 0x811c9dc5);
  assert_int_equal(zn_stream("a"), 0xe40c292c);
  assert_int_equal(zn_stream("foobar"), 0xbf9cf968);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(philox_gives_its_known_answers),
      cmocka_unit_test(a_uniform_number_is_the_first_bits_of_the_known_answer),
      cmocka_unit_test(every_part_of_the_key_matters_and_the_same_key_gives_the_same_number),
      cmocka_unit_test(uniform_numbers_lie_inside_zero_and_one_and_fill_it_evenly),
      cmocka_unit_test(normal_numbers_have_mean_zero_variance_one_and_the_right_tails),
      cmocka_unit_test(streams_seeds_people_and_indices_are_independent),
      cmocka_unit_test(streams_are_named_by_their_published_hash),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
