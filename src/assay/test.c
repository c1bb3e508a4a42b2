#include "test.h"

#include <math.h>
#include <stdio.h>

#include "draws.h"

enum { LONGEST_KEY = 200 };

static struct zn_occasion occasion_of(const struct zn_test *test) {
  return (struct zn_occasion){.seed = test->seed, .number = test->number, .time_h = test->start_h, .again = test->again};
}

static void write_key(char key[LONGEST_KEY], const char *what, const char *whose, double from_h, double to_h) {
  snprintf(key, LONGEST_KEY, "assay %s/%s/%a/%a", what, whose ? whose : "", from_h, to_h);
}

double zn_test_normal(const struct zn_test *test, const char *what, const char *whose, double from_h, double to_h) {
  const struct zn_occasion occasion = occasion_of(test);
  char key[LONGEST_KEY];
  write_key(key, what, whose, from_h, to_h);
  return zn_draw_normal(&occasion, key);
}

double zn_test_uniform(const struct zn_test *test, const char *what, const char *whose, double from_h, double to_h) {
  const struct zn_occasion occasion = occasion_of(test);
  char key[LONGEST_KEY];
  write_key(key, what, whose, from_h, to_h);
  return zn_draw_uniform(&occasion, key);
}

double zn_test_factor(const struct zn_test *test, const char *what, double spread) {
  return exp(spread * zn_test_normal(test, what, NULL, 0.0, 0.0));
}
