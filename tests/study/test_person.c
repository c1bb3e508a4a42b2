/* Who somebody is: medians, spreads, correlation, ranges, and what conditions and hands change. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "handmade.h"
#include "study/person.h"

enum { CROWD = 4000 };

static struct handmade h;
static double *crowd; /* [CROWD][parameters] */
static int parameters;

static void draw(int cohort, int number, struct zn_parameters *person) {
  struct zn_error error = {0};
  if (zn_person_draw(person, &h.cohorts[cohort], &h.library, number, &error) != ZN_OK) fail_msg("%s", error.text);
}

static int begin(void **state) {
  (void)state;
  parameters = zn_parameter_count();
  crowd = malloc((size_t)CROWD * (size_t)parameters * sizeof *crowd);
  if (!crowd) return -1;
  handmade_begin(&h, 24.0);
  handmade_cohort(&h, "crowd", CROWD, 2024);
  for (int i = 0; i < CROWD; i++) draw(0, i, (struct zn_parameters *)(crowd + (size_t)i * (size_t)parameters));
  return 0;
}

static int end(void **state) {
  (void)state;
  free(crowd);
  return 0;
}

static double value(int person, int k) { return crowd[(size_t)person * (size_t)parameters + (size_t)k]; }
static double standard(const char *name) {
  const struct zn_parameter_info *info = zn_parameter_info(zn_parameter_find(name));
  return info->value * info->to_internal;
}
static double of(const struct zn_parameters *person, const char *name) { return ((const double *)person)[zn_parameter_find(name)]; }

/* --- The draw ---------------------------------------------------------------------------------------------------------------- */

static void what_has_no_spread_is_the_same_in_everybody(void **state) {
  (void)state;
  int same = 0;
  for (int k = 0; k < parameters; k++) {
    const struct zn_parameter_info *info = zn_parameter_info(k);
    if (info->spread > 0.0) continue;
    for (int i = 0; i < CROWD; i++) assert_true(value(i, k) == info->value * info->to_internal);
    same++;
  }
  assert_true(same > 100 && same < parameters - 30);
}

static void nobody_leaves_the_range_of_the_table(void **state) {
  (void)state;
  for (int k = 0; k < parameters; k++) {
    const struct zn_parameter_info *info = zn_parameter_info(k);
    for (int i = 0; i < CROWD; i++)
      if (!(value(i, k) >= info->low * info->to_internal && value(i, k) <= info->high * info->to_internal))
        fail_msg("%s of person %d is %g", info->name, i, value(i, k) / info->to_internal);
  }
}

/* Shares of people below the median and below one standard deviation, which the ends of the range do not disturb. */
static void medians_and_spreads_are_those_of_the_table(void **state) {
  (void)state;
  for (int k = 0; k < parameters; k++) {
    const struct zn_parameter_info *info = zn_parameter_info(k);
    const double median = info->value * info->to_internal, lower = median * exp(-info->spread), upper = median * exp(info->spread);
    if (info->spread == 0.0) continue;
    int below[3] = {0};
    for (int i = 0; i < CROWD; i++) {
      below[0] += value(i, k) < lower;
      below[1] += value(i, k) < median;
      below[2] += value(i, k) < upper;
    }
    const double bound = 4.5 * 0.5 / sqrt(CROWD);
    if (fabs((double)below[1] / CROWD - 0.5) > bound) fail_msg("%s: %d of %d lie below the median", info->name, below[1], CROWD);
    if (lower > info->low * info->to_internal) assert_true(fabs((double)below[0] / CROWD - 0.158655) < bound);
    if (upper < info->high * info->to_internal) assert_true(fabs((double)below[2] / CROWD - 0.841345) < bound);
  }
}

static double ln_correlation(int a, int b) {
  double m[2] = {0.0}, s[3] = {0.0};
  for (int i = 0; i < CROWD; i++) m[0] += log(value(i, a)) / CROWD, m[1] += log(value(i, b)) / CROWD;
  for (int i = 0; i < CROWD; i++) {
    const double x = log(value(i, a)) - m[0], y = log(value(i, b)) - m[1];
    s[0] += x * x, s[1] += y * y, s[2] += x * y;
  }
  return s[2] / sqrt(s[0] * s[1]);
}

static void correlated_numbers_are_correlated_and_others_are_not(void **state) {
  (void)state;
  int pairs = 0;
  for (int k = 0; k < parameters; k++) {
    const struct zn_parameter_info *info = zn_parameter_info(k);
    if (info->correlated_with < 0) continue;
    const double found = ln_correlation(k, info->correlated_with);
    if (fabs(found - info->correlation) > 0.08) fail_msg("%s: correlation %.3f instead of %.3f", info->name, found, info->correlation);
    pairs++;
  }
  assert_true(pairs > 0);
  assert_true(fabs(ln_correlation(zn_parameter_find("person_weight"), zn_parameter_find("diet_starch"))) < 4.0 / sqrt(CROWD));
}

static void the_same_seed_gives_the_same_people_in_any_cohort(void **state) {
  (void)state;
  struct zn_parameters again;
  const int small = handmade_cohort(&h, "small", 3, 2024), other = handmade_cohort(&h, "other", 3, 2025);
  for (int i = 0; i < 3; i++) {
    draw(small, i, &again);
    assert_memory_equal(&again, crowd + (size_t)i * (size_t)parameters, sizeof again);
    draw(other, i, &again);
    assert_true(again.person_weight != value(i, zn_parameter_find("person_weight")));
  }
}

/* --- Conditions, diets and hands ----------------------------------------------------------------------------------------------- */

static void overlays_set_scale_and_spread_in_their_order(void **state) {
  (void)state;
  handmade_begin(&h, 24.0);
  const int ill = handmade_overlay(&h, ZN_OVERLAY_CONDITION, "ill"), diet = handmade_overlay(&h, ZN_OVERLAY_DIET, "diet");
  handmade_change(&h, ill, "immune_gain", ZN_CHANGE_SET, 4.0);
  handmade_change(&h, ill, "immune_gain", ZN_CHANGE_SPREAD, 0.0);
  handmade_change(&h, ill, "liver_shunt", ZN_CHANGE_SCALE, 3.0);
  handmade_change(&h, ill, "diet_starch", ZN_CHANGE_SCALE, 0.5);
  handmade_change(&h, ill, "diet_starch", ZN_CHANGE_SPREAD, 0.0);
  handmade_change(&h, diet, "immune_gain", ZN_CHANGE_SCALE, 0.5);
  handmade_change(&h, diet, "diet_starch", ZN_CHANGE_SET, 7.0);
  const int plain = handmade_cohort(&h, "plain", 1, 5), patients = handmade_cohort(&h, "patients", 1, 5),
            reversed = handmade_cohort(&h, "reversed", 1, 5);
  handmade_in(&h, patients, ill);
  handmade_in(&h, patients, diet);
  handmade_in(&h, reversed, diet);
  handmade_in(&h, reversed, ill);
  struct zn_parameters p, q, r;
  draw(plain, 0, &p);
  draw(patients, 0, &q);
  draw(reversed, 0, &r);
  assert_true(q.immune_gain == 2.0 && r.immune_gain == 4.0);
  assert_true(q.diet_starch == 7.0 && r.diet_starch == 3.5);
  assert_true(fabs(q.liver_shunt - 3.0 * p.liver_shunt) <= 1e-12);
  assert_true(q.person_weight == p.person_weight && q.microbiota_yield == p.microbiota_yield);
}

static void a_spread_of_a_condition_replaces_that_of_the_table(void **state) {
  (void)state;
  handmade_begin(&h, 24.0);
  const int ill = handmade_overlay(&h, ZN_OVERLAY_CONDITION, "ill");
  handmade_change(&h, ill, "immune_gain", ZN_CHANGE_SET, 4.0);
  handmade_change(&h, ill, "immune_gain", ZN_CHANGE_SPREAD, 0.05);
  const int patients = handmade_cohort(&h, "patients", 2000, 6);
  handmade_in(&h, patients, ill);
  double sum = 0.0, square = 0.0;
  for (int i = 0; i < 2000; i++) {
    struct zn_parameters p;
    draw(patients, i, &p);
    sum += log(p.immune_gain / 4.0);
    square += pow(log(p.immune_gain / 4.0), 2.0);
  }
  assert_true(fabs(sum / 2000) < 4.0 * 0.05 / sqrt(2000.0));
  assert_true(fabs(sqrt(square / 2000) / 0.05 - 1.0) < 0.07);
}

static void what_a_study_sets_by_hand_is_exact_unless_it_names_a_spread(void **state) {
  (void)state;
  handmade_begin(&h, 24.0);
  const int exact = handmade_cohort(&h, "exact", 1, 7), spread = handmade_cohort(&h, "spread", 1, 7),
            scaled = handmade_cohort(&h, "scaled", 1, 7), plain = handmade_cohort(&h, "plain", 1, 7);
  handmade_set(&h, exact, "person_weight", ZN_CHANGE_SET, 60000.0);
  handmade_set(&h, spread, "person_weight", ZN_CHANGE_SET, 60000.0);
  handmade_set(&h, spread, "person_weight", ZN_CHANGE_SPREAD, 0.1);
  handmade_set(&h, scaled, "person_weight", ZN_CHANGE_SCALE, 1.1);
  struct zn_parameters p[4];
  for (int i = 0; i < 20; i++) {
    for (int c = 0; c < 4; c++) draw(c, i, &p[c]);
    assert_true(p[exact].person_weight == 60000.0);
    assert_true(p[spread].person_weight != 60000.0);
    assert_true(fabs(p[scaled].person_weight - 1.1 * p[plain].person_weight) < 1e-6);
    const double score =
        log(p[plain].person_weight / standard("person_weight")) / zn_parameter_info(zn_parameter_find("person_weight"))->spread;
    assert_true(fabs(log(p[spread].person_weight / 60000.0) / 0.1 - score) < 1e-9);
  }
}

static void a_condition_outside_the_usual_range_is_not_pulled_back(void **state) {
  (void)state;
  handmade_begin(&h, 24.0);
  const struct zn_parameter_info *info = zn_parameter_info(zn_parameter_find("liver_function"));
  const double beyond = 2.0 * info->high * info->to_internal;
  const int odd = handmade_cohort(&h, "odd", 1, 8);
  handmade_set(&h, odd, "liver_function", ZN_CHANGE_SET, beyond);
  handmade_set(&h, odd, "liver_function", ZN_CHANGE_SPREAD, 0.2);
  int below = 0;
  for (int i = 0; i < 200; i++) {
    struct zn_parameters p;
    draw(odd, i, &p);
    assert_true(p.liver_function <= beyond);
    below += p.liver_function < beyond;
  }
  assert_true(below > 70 && below < 130);
}

/* --- Treatment ------------------------------------------------------------------------------------------------------------------ */

static void a_treatment_changes_what_is_there(void **state) {
  (void)state;
  handmade_begin(&h, 24.0);
  const int drug = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "drug");
  handmade_change(&h, drug, "immune_gain", ZN_CHANGE_SCALE, 0.5);
  handmade_change(&h, drug, "diet_fat", ZN_CHANGE_SET, 1.25);
  handmade_change(&h, drug, "liver_function", ZN_CHANGE_SPREAD, 0.3);
  handmade_cohort(&h, "people", 2, 9);
  struct zn_parameters before, after, again;
  for (int i = 0; i < 2; i++) {
    draw(0, i, &before);
    after = again = before;
    zn_person_treat(&after, &h.overlays[drug], ZN_EFFECT_KNOWN, &h.cohorts[0], i);
    zn_person_treat(&again, &h.overlays[drug], ZN_EFFECT_KNOWN, &h.cohorts[0], i);
    assert_true(after.immune_gain == 0.5 * before.immune_gain && after.diet_fat == 1.25);
    assert_true(after.liver_function != before.liver_function);
    assert_memory_equal(&after, &again, sizeof after);
    int changed = 0;
    for (int k = 0; k < parameters; k++) changed += ((double *)&after)[k] != ((double *)&before)[k];
    assert_int_equal(changed, 3);
  }
  assert_true(of(&after, "immune_gain") == after.immune_gain);
}

static void identical_twins_share_their_draws_and_how_they_answer_to_a_treatment(void **state) {
  (void)state;
  handmade_begin(&h, 24.0);
  char *names[] = {(char *)"Ada", (char *)"Bea", (char *)"Carl"};
  int drawn_as[] = {0, 0, 2}, given[] = {zn_parameter_find("immune_gain")};
  double gain[] = {1.0, 2.0, 3.0};
  const struct zn_named_people named = {
      .file = (char *)"t.csv", .people = 3, .name = names, .drawn_as = drawn_as, .n = 1, .parameter = given, .value = gain};
  const int drug = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "drug"), plain = handmade_cohort(&h, "plain", 3, 9),
            twins = handmade_cohort(&h, "twins", 3, 9);
  handmade_change(&h, drug, "liver_function", ZN_CHANGE_SPREAD, 0.3);
  h.cohorts[twins].named = &named;
  struct zn_parameters p[3], other;
  for (int i = 0; i < 3; i++) {
    draw(twins, i, &p[i]);
    draw(plain, drawn_as[i], &other);
    assert_true(p[i].immune_gain == gain[i] && p[i].person_weight == other.person_weight);
    zn_person_treat(&p[i], &h.overlays[drug], ZN_EFFECT_KNOWN, &h.cohorts[twins], i);
  }
  assert_true(p[0].liver_function == p[1].liver_function && p[0].liver_function != p[2].liver_function);
  p[1].immune_gain = p[0].immune_gain;
  assert_memory_equal(&p[0], &p[1], sizeof p[0]);
}

static void one_inflamed_condition_makes_the_start_inflamed(void **state) {
  (void)state;
  handmade_begin(&h, 24.0);
  const int calm = handmade_overlay(&h, ZN_OVERLAY_CONDITION, "calm"), hot = handmade_overlay(&h, ZN_OVERLAY_CONDITION, "hot"),
            diet = handmade_overlay(&h, ZN_OVERLAY_DIET, "diet");
  h.overlays[hot].branch = ZN_BRANCH_INFLAMED;
  for (int c = 0; c < 3; c++) handmade_cohort(&h, "c", 1, 1);
  handmade_in(&h, 1, calm);
  handmade_in(&h, 2, hot);
  handmade_in(&h, 2, diet);
  assert_int_equal(zn_cohort_branch(&h.cohorts[0], &h.library), ZN_BRANCH_HEALTHY);
  assert_int_equal(zn_cohort_branch(&h.cohorts[1], &h.library), ZN_BRANCH_HEALTHY);
  assert_int_equal(zn_cohort_branch(&h.cohorts[2], &h.library), ZN_BRANCH_INFLAMED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_has_no_spread_is_the_same_in_everybody),
      cmocka_unit_test(nobody_leaves_the_range_of_the_table),
      cmocka_unit_test(medians_and_spreads_are_those_of_the_table),
      cmocka_unit_test(correlated_numbers_are_correlated_and_others_are_not),
      cmocka_unit_test(the_same_seed_gives_the_same_people_in_any_cohort),
      cmocka_unit_test(overlays_set_scale_and_spread_in_their_order),
      cmocka_unit_test(a_spread_of_a_condition_replaces_that_of_the_table),
      cmocka_unit_test(what_a_study_sets_by_hand_is_exact_unless_it_names_a_spread),
      cmocka_unit_test(a_condition_outside_the_usual_range_is_not_pulled_back),
      cmocka_unit_test(a_treatment_changes_what_is_there),
      cmocka_unit_test(identical_twins_share_their_draws_and_how_they_answer_to_a_treatment),
      cmocka_unit_test(one_inflamed_condition_makes_the_start_inflamed),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
