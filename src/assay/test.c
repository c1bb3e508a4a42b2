#include "test.h"

#include <math.h>
#include <stdio.h>

#include "base/random.h"

/* Seconds since the start of the study: the day, as a number that a key can hold. */
static uint32_t moment(const struct zn_test *test) { return (uint32_t)llround(test->start_h * 3600.0); }

static uint32_t stream(const char *what, const char *whose, double from_h, double to_h) {
  char key[200];
  snprintf(key, sizeof key, "assay %s/%s/%a/%a", what, whose ? whose : "", from_h, to_h);
  return zn_stream(key);
}

double zn_test_normal(const struct zn_test *test, const char *what, const char *whose, double from_h, double to_h) {
  return zn_normal(test->seed, (uint32_t)test->number, stream(what, whose, from_h, to_h), moment(test));
}

double zn_test_uniform(const struct zn_test *test, const char *what, const char *whose, double from_h, double to_h) {
  return zn_uniform(test->seed, (uint32_t)test->number, stream(what, whose, from_h, to_h), moment(test));
}

double zn_test_factor(const struct zn_test *test, const char *what, double spread) {
  return exp(spread * zn_test_normal(test, what, NULL, 0.0, 0.0));
}
