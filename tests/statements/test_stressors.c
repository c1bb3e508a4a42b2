/* Statement 19: aspirin opens the stomach, indomethacin the small bowel; alcohol and stress open the wall for hours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../support/human.h"

enum { PEOPLE = 24 };

static double ratio_in_two_hours(const struct human *h) {
  return human_recovery(h, "lactulose", 0.0, 2.0) / human_recovery(h, "mannitol", 0.0, 2.0);
}

/* The fold by which a treatment given `hours` before the test changes a read-out, person by person. */
static double fold_of(int person, const char *treatment, double dose, double hours, double (*read)(const struct human *)) {
  struct human h = human_of(19, person, "healthy");
  const double before = read(&h);
  human_give(&h, ZN_OVERLAY_TREATMENT, treatment, dose);
  human_live(&h, hours);
  const double fold = read(&h) / before;
  human_leave(&h);
  return fold;
}

static double sucrose_in_five_hours(const struct human *h) { return human_recovery(h, "sucrose", 0.0, 5.0); }

static double median_fold(const char *treatment, double dose, double hours, double (*read)(const struct human *), double at_least,
                          int *agree) {
  double fold[PEOPLE];
  *agree = 0;
  for (int i = 0; i < PEOPLE; i++) {
    fold[i] = fold_of(i, treatment, dose, hours, read);
    *agree += fold[i] > at_least;
  }
  return median_of(fold, PEOPLE);
}

static void aspirin_opens_the_stomach_to_sucrose(void **state) {
  (void)state;
  int agree;
  const double fold = median_fold("aspirin", 1.0, 0.5, sucrose_in_five_hours, 1.5, &agree);
  print_message("             sucrose x%.2f (reported 3.6)\n", fold);
  must_agree("sucrose rises", agree, PEOPLE, 1.0);
  assert_true(fold > 2.0 && fold < 6.0);
}

static void indomethacin_opens_the_small_bowel(void **state) {
  (void)state;
  int agree;
  const double fold = median_fold("indomethacin", 1.0, 12.0, ratio_in_two_hours, 1.2, &agree);
  print_message("             lactulose/mannitol at 0-2 h x%.2f (reported 2.4)\n", fold);
  must_agree("the ratio rises", agree, PEOPLE, 1.0);
  assert_true(fold > 1.5 && fold < 3.5);
}

static void alcohol_and_stress_open_the_wall_for_hours(void **state) {
  (void)state;
  int alcohol, stress;
  const double a = median_fold("alcohol", 1.0, 0.5, ratio_in_two_hours, 1.05, &alcohol);
  const double s = median_fold("mental_stress", 1.0, 1.0, ratio_in_two_hours, 1.1, &stress);
  print_message("             lactulose/mannitol at 0-2 h: alcohol x%.2f, stress x%.2f\n", a, s);
  must_agree("alcohol raises the ratio", alcohol, PEOPLE, 1.0);
  must_agree("stress raises the ratio", stress, PEOPLE, 1.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(aspirin_opens_the_stomach_to_sucrose),
      cmocka_unit_test(indomethacin_opens_the_small_bowel),
      cmocka_unit_test(alcohol_and_stress_open_the_wall_for_hours),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
