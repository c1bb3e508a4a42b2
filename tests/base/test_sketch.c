#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/random.h"
#include "base/sketch.h"

enum { MANY = 20000 };

static void add_all(struct zn_sketch *sketch, const double *value, int n) {
  for (int i = 0; i < n; i++) assert_int_equal(zn_sketch_add(sketch, value[i]), ZN_OK);
}

static struct zn_sketch sketch_of(int bits, const double *value, int n) {
  struct zn_sketch sketch = {.bits = bits};
  add_all(&sketch, value, n);
  return sketch;
}

static void must_be_equal(const struct zn_sketch *a, const struct zn_sketch *b) {
  assert_int_equal(a->bits, b->bits);
  assert_int_equal(a->count, b->count);
  assert_int_equal(a->n, b->n);
  if (a->n) assert_memory_equal(a->bin, b->bin, a->n * sizeof *a->bin);
}

/* Every bin holds something, they are in order, and nothing is lost. */
static void must_be_sound(const struct zn_sketch *sketch, int64_t count) {
  int64_t sum = 0;
  for (size_t k = 0; k < sketch->n; k++) {
    assert_true(sketch->bin[k].count > 0);
    if (k > 0) assert_true(sketch->bin[k - 1].place < sketch->bin[k].place);
    sum += sketch->bin[k].count;
  }
  assert_int_equal(sum, count);
  assert_int_equal(sketch->count, count);
}

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Values of both signs over 10^-300 ... 10^300, some of them zero, in an order of their own. */
static double *values_of_all_scales(int n, uint64_t seed) {
  double *value = malloc((size_t)n * sizeof *value);
  assert_non_null(value);
  for (int i = 0; i < n; i++) {
    double draw[3];
    for (int k = 0; k < 3; k++) draw[k] = zn_uniform(seed, (uint32_t)i, 7, (uint32_t)k);
    value[i] = draw[0] < 0.01 ? 0.0 : (draw[0] < 0.5 ? -1.0 : 1.0) * pow(10.0, 600.0 * draw[1] - 300.0) * (1.0 + draw[2]);
  }
  return value;
}

static void quantiles_lie_within_the_promised_share_of_the_exact_ones(void **state) {
  (void)state;
  double *value = values_of_all_scales(MANY, 11), *sorted = values_of_all_scales(MANY, 11);
  qsort(sorted, MANY, sizeof *sorted, by_value);
  for (int bits = 1; bits <= 20; bits++) {
    struct zn_sketch sketch = sketch_of(bits, value, MANY);
    must_be_sound(&sketch, MANY);
    for (int k = 0; k < MANY; k += 7) { /* the share of exactly k + 1 values: the exact quantile is value k of them in order */
      const double exact = sorted[k], found = zn_sketch_quantile(&sketch, (k + 0.5) / MANY);
      assert_true(fabs(found - exact) <= ldexp(fabs(exact), -(bits + 1)));
    }
    zn_sketch_clear(&sketch);
  }
  free(value);
  free(sorted);
}

static void a_quantile_is_the_smallest_value_not_below_its_share(void **state) {
  (void)state;
  const double value[] = {8.0, 1.0, 4.0, 2.0}; /* powers of two are the lower edges of their bins, which are 2^-10 wide */
  struct zn_sketch sketch = sketch_of(10, value, 4);
  const double middle = 1.0 + ldexp(1.0, -11);
  static const struct {
    double q, lower;
  } cases[] = {{0.0, 1.0}, {0.25, 1.0}, {0.26, 2.0}, {0.5, 2.0}, {0.51, 4.0}, {0.75, 4.0}, {0.76, 8.0}, {1.0, 8.0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_true(zn_sketch_quantile(&sketch, cases[i].q) == cases[i].lower * middle);
  zn_sketch_clear(&sketch);
}

static void nothing_has_no_quantile_and_nans_are_not_counted(void **state) {
  (void)state;
  struct zn_sketch sketch = {.bits = 9};
  assert_true(isnan(zn_sketch_quantile(&sketch, 0.5)));
  assert_int_equal(zn_sketch_add(&sketch, NAN), ZN_OK);
  must_be_sound(&sketch, 0);
  assert_true(isnan(zn_sketch_quantile(&sketch, 0.5)));
  zn_sketch_clear(&sketch);
}

static void places_follow_the_values_from_minus_to_plus_infinity(void **state) {
  (void)state;
  static const double value[] = {-INFINITY, -DBL_MAX, -1e10, -1.5, -1.0, -DBL_MIN, -5e-324, 0.0,
                                 5e-324,    DBL_MIN,  1.0,   1.5,  1e10, DBL_MAX,  INFINITY};
  enum { N = sizeof value / sizeof *value };
  for (int bits = 1; bits <= 20; bits++) {
    struct zn_sketch sketch = sketch_of(bits, value, N);
    must_be_sound(&sketch, N);
    assert_int_equal(sketch.n, N);
    for (int k = 0; k < N; k++) {
      const double found = zn_sketch_quantile(&sketch, (k + 0.5) / N);
      if (value[k] == 0.0 || isinf(value[k]))
        assert_true(found == value[k]);
      else if (fabs(value[k]) >= DBL_MIN)
        assert_true(isfinite(found) && fabs(found / value[k] - 1.0) <= ldexp(1.0, -(bits + 1)));
      else
        assert_true(fabs(found) < DBL_MIN && (found > 0.0) == (value[k] > 0.0));
    }
    zn_sketch_clear(&sketch);
  }
}

static void both_zeros_are_one(void **state) {
  (void)state;
  const double value[] = {0.0, -0.0};
  struct zn_sketch sketch = sketch_of(5, value, 2);
  assert_int_equal(sketch.n, 1);
  assert_false(signbit(zn_sketch_quantile(&sketch, 0.5)));
  zn_sketch_clear(&sketch);
}

static void whoever_adds_what_in_whatever_order_gets_the_same_sketch(void **state) {
  (void)state;
  enum { PARTS = 7 };
  double *value = values_of_all_scales(MANY, 5);
  struct zn_sketch whole = sketch_of(9, value, MANY), forward = {.bits = 9}, backward = {.bits = 9}, part[PARTS];
  for (int p = 0; p < PARTS; p++) { /* cards dealt */
    part[p] = (struct zn_sketch){.bits = 9};
    for (int i = MANY - 1 - p; i >= 0; i -= PARTS) add_all(&part[p], &value[i], 1);
  }
  for (int p = 0; p < PARTS; p++) {
    assert_int_equal(zn_sketch_merge(&forward, &part[p]), ZN_OK);
    assert_int_equal(zn_sketch_merge(&backward, &part[PARTS - 1 - p]), ZN_OK);
  }
  must_be_equal(&forward, &whole);
  must_be_equal(&backward, &whole);
  for (int p = 0; p < PARTS; p++) zn_sketch_clear(&part[p]);
  zn_sketch_clear(&whole);
  zn_sketch_clear(&forward);
  zn_sketch_clear(&backward);
  free(value);
}

static void sketches_of_other_bins_do_not_mix(void **state) {
  (void)state;
  const double value[] = {1.0, 2.0};
  struct zn_sketch fine = sketch_of(9, value, 2), coarse = sketch_of(8, value, 2), none = {.bits = 0}, many = {.bits = 21};
  assert_int_equal(zn_sketch_merge(&fine, &coarse), ZN_ARGUMENT);
  assert_int_equal(zn_sketch_merge(&fine, &fine), ZN_ARGUMENT);
  assert_int_equal(zn_sketch_add(&none, 1.0), ZN_ARGUMENT);
  assert_int_equal(zn_sketch_add(&many, 1.0), ZN_ARGUMENT);
  must_be_sound(&fine, 2);
  zn_sketch_clear(&fine);
  zn_sketch_clear(&coarse);
}

/* --- As bytes ------------------------------------------------------------------------------------------------------------------------- */

static uint8_t *bytes_of(const struct zn_sketch *sketch, size_t *size) {
  *size = zn_sketch_size(sketch);
  uint8_t *bytes = malloc(*size);
  assert_non_null(bytes);
  assert_ptr_equal(zn_sketch_write(sketch, bytes), bytes + *size);
  return bytes;
}

static void a_sketch_comes_back_from_its_bytes(void **state) {
  (void)state;
  double *value = values_of_all_scales(MANY, 3);
  value[0] = INFINITY, value[1] = -INFINITY, value[2] = 5e-324, value[3] = -DBL_MAX;
  static const int counts[] = {0, 1, 2, 50, MANY};
  for (int bits = 1; bits <= 20; bits++)
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
      size_t size;
      struct zn_sketch sketch = sketch_of(bits, value, counts[i]), back;
      uint8_t *bytes = bytes_of(&sketch, &size);
      const uint8_t *at = bytes;
      assert_int_equal(zn_sketch_read(&back, &at, bytes + size), ZN_OK);
      assert_ptr_equal(at, bytes + size);
      must_be_equal(&back, &sketch);
      zn_sketch_clear(&back);
      zn_sketch_clear(&sketch);
      free(bytes);
    }
  free(value);
}

static void bytes_of_a_sketch_are_few(void **state) {
  (void)state;
  struct zn_sketch sketch = {.bits = 9};
  for (int i = 0; i < 1000; i++) assert_int_equal(zn_sketch_add(&sketch, exp(zn_normal(4, (uint32_t)i, 1, 0))), ZN_OK);
  assert_true(zn_sketch_size(&sketch) <= 3 * sketch.n + 16);
  zn_sketch_clear(&sketch);
}

/* Reading fails, or gives a sound sketch that is written as what was read. */
static void must_refuse_or_hold(const uint8_t *bytes, size_t size, int may_hold) {
  struct zn_sketch back;
  const uint8_t *at = bytes;
  const enum zn_status status = zn_sketch_read(&back, &at, bytes + size);
  if (status == ZN_OK) {
    size_t again_size;
    assert_true(may_hold);
    must_be_sound(&back, back.count);
    uint8_t *again = bytes_of(&back, &again_size);
    assert_ptr_equal(at, bytes + again_size);
    assert_memory_equal(again, bytes, again_size);
    free(again);
  } else
    assert_int_equal(status, ZN_INPUT);
  zn_sketch_clear(&back);
}

static void bytes_that_are_cut_or_changed_are_refused_or_are_another_sketch(void **state) {
  (void)state;
  static const double value[] = {-INFINITY, -2.0, -1e-9, 0.0, 0.0, 3.0, 3.0, 1e300, INFINITY};
  size_t size;
  struct zn_sketch sketch = sketch_of(9, value, sizeof value / sizeof *value);
  uint8_t *bytes = bytes_of(&sketch, &size);
  for (size_t cut = 0; cut < size; cut++) must_refuse_or_hold(bytes, cut, 0);
  for (size_t i = 0; i < size; i++)
    for (int change = 1; change < 256; change++) {
      bytes[i] ^= (uint8_t)change;
      must_refuse_or_hold(bytes, size, 1);
      bytes[i] ^= (uint8_t)change;
    }
  zn_sketch_clear(&sketch);
  free(bytes);
}

static void a_number_has_one_way_to_be_written(void **state) {
  (void)state;
  static const uint64_t numbers[] = {0, 1, 127, 128, 16383, 16384, (uint64_t)1 << 32, UINT64_MAX >> 1, UINT64_MAX};
  uint8_t bytes[16];
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    const size_t size = (size_t)(zn_put_short(bytes, numbers[i]) - bytes);
    struct zn_bytes from = {.at = bytes, .left = size};
    assert_int_equal(size, zn_short_size(numbers[i]));
    assert_true(zn_take_short(&from) == numbers[i] && !from.failed && from.left == 0);
  }
  static const uint8_t longer[] = {0x81, 0x00}, larger[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02};
  struct zn_bytes from = {.at = longer, .left = sizeof longer};
  assert_true(zn_take_short(&from) == 0 && from.failed);
  from = (struct zn_bytes){.at = larger, .left = sizeof larger};
  assert_true(zn_take_short(&from) == 0 && from.failed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quantiles_lie_within_the_promised_share_of_the_exact_ones),
      cmocka_unit_test(a_quantile_is_the_smallest_value_not_below_its_share),
      cmocka_unit_test(nothing_has_no_quantile_and_nans_are_not_counted),
      cmocka_unit_test(places_follow_the_values_from_minus_to_plus_infinity),
      cmocka_unit_test(both_zeros_are_one),
      cmocka_unit_test(whoever_adds_what_in_whatever_order_gets_the_same_sketch),
      cmocka_unit_test(sketches_of_other_bins_do_not_mix),
      cmocka_unit_test(a_sketch_comes_back_from_its_bytes),
      cmocka_unit_test(bytes_of_a_sketch_are_few),
      cmocka_unit_test(bytes_that_are_cut_or_changed_are_refused_or_are_another_sketch),
      cmocka_unit_test(a_number_has_one_way_to_be_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
