/* What nobody knows about a treatment: one number for everybody, drawn by the member of an ensemble, chosen by a study. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "handmade.h"
#include "study/person.h"

enum { MEMBERS = 20000, PEOPLE = 5 };

static struct handmade h;
static int powder, syrup;

static int begin(void **state) {
  (void)state;
  handmade_begin(&h, 48.0);
  powder = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "powder");
  handmade_uncertain(&h, powder, "epithelium_constitutive_leak", 0.5, 0.8, 1.1);
  syrup = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "syrup");
  handmade_uncertain(&h, syrup, "epithelium_constitutive_leak", 0.5, 0.8, 1.1);
  return 0;
}

static double factor(int overlay, enum zn_effect effect, uint64_t member) {
  return zn_uncertain_factor(&h.overlays[overlay], 0, effect, member);
}

static void a_study_chooses_and_else_the_middle_acts(void **state) {
  (void)state;
  assert_true(factor(powder, ZN_EFFECT_KNOWN, 0) == 0.8);
  for (uint64_t member = 0; member < 3; member++) {
    assert_true(factor(powder, ZN_EFFECT_LOW, member) == 0.5);
    assert_true(factor(powder, ZN_EFFECT_MIDDLE, member) == 0.8);
    assert_true(factor(powder, ZN_EFFECT_HIGH, member) == 1.1);
    assert_true(factor(powder, ZN_EFFECT_NONE, member) == 1.0);
  }
}

/* The interval holds nine in ten, with one in twenty beyond each end though the ends lie unequally far; half lie below the middle. */
static void nine_members_in_ten_lie_in_the_interval(void **state) {
  (void)state;
  int below = 0, above = 0, half = 0;
  for (uint64_t member = 1; member <= MEMBERS; member++) {
    const double f = factor(powder, ZN_EFFECT_KNOWN, member);
    assert_true(f > 0.0 && f == factor(powder, ZN_EFFECT_KNOWN, member));
    below += f<0.5, above += f> 1.1, half += f < 0.8;
  }
  const double sd_tail = sqrt(0.05 * 0.95 * MEMBERS), sd_half = 0.5 * sqrt(MEMBERS);
  assert_true(fabs(below - 0.05 * MEMBERS) < 4.0 * sd_tail);
  assert_true(fabs(above - 0.05 * MEMBERS) < 4.0 * sd_tail);
  assert_true(fabs(half - 0.5 * MEMBERS) < 4.0 * sd_half);
}

static void what_is_true_of_one_treatment_says_nothing_about_another(void **state) {
  (void)state;
  int together = 0;
  for (uint64_t member = 1; member <= MEMBERS; member++)
    together += (factor(powder, ZN_EFFECT_KNOWN, member) < 0.8) == (factor(syrup, ZN_EFFECT_KNOWN, member) < 0.8);
  assert_true(fabs(together - 0.5 * MEMBERS) < 4.0 * 0.5 * sqrt(MEMBERS));
}

/* The factor on the leak of person `number`. */
static double acts(int cohort, int number, enum zn_effect effect, double *before) {
  struct zn_parameters p;
  struct zn_error error = {0};
  if (zn_person_draw(&p, &h.study.cohorts[cohort], &h.library, number, &error) != ZN_OK) fail_msg("%s", error.text);
  *before = p.epithelium_constitutive_leak;
  zn_person_treat(&p, &h.overlays[powder], effect, &h.study.cohorts[cohort], number);
  return p.epithelium_constitutive_leak / *before;
}

/* Variability is not uncertainty: people differ in their leak, members in what a treatment does to it. */
static void people_of_one_member_share_the_effect_and_members_differ(void **state) {
  (void)state;
  for (int c = 0; c < 3; c++) handmade_cohort(&h, "c", PEOPLE, (uint64_t)(c == 2 ? 1 : c + 1));
  h.cohorts[0].member = h.cohorts[1].member = 7;
  h.cohorts[2].member = 8; /* the people of the first cohort in another member */
  const double expected = factor(powder, ZN_EFFECT_KNOWN, 7), other = factor(powder, ZN_EFFECT_KNOWN, 8);
  assert_true(fabs(expected - other) > 1e-3);
  double leak[3][PEOPLE];
  for (int i = 0; i < PEOPLE; i++) {
    for (int c = 0; c < 2; c++) assert_true(fabs(acts(c, i, ZN_EFFECT_KNOWN, &leak[c][i]) - expected) < 1e-12);
    assert_true(fabs(acts(2, i, ZN_EFFECT_KNOWN, &leak[2][i]) - other) < 1e-12);
    assert_true(leak[0][i] == leak[2][i] && leak[0][i] != leak[1][i]);
    if (i) assert_true(leak[0][i] != leak[0][0]);
    assert_true(acts(0, i, ZN_EFFECT_NONE, &leak[0][i]) == 1.0);
  }
}

static void an_effect_stays_within_the_range_of_the_table(void **state) {
  (void)state;
  const int drug = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "drug");
  handmade_uncertain(&h, drug, "lumen_larazotide_effect", 0.5, 1.0, 50.0);
  const int cohort = handmade_cohort(&h, "c", 1, 1);
  const struct zn_parameter_info *info = zn_parameter_info(zn_parameter_find("lumen_larazotide_effect"));
  struct zn_parameters p;
  zn_parameters_default(&p);
  const double before = p.lumen_larazotide_effect;
  zn_person_treat(&p, &h.overlays[drug], ZN_EFFECT_HIGH, &h.cohorts[cohort], 0);
  assert_true(p.lumen_larazotide_effect == info->high * info->to_internal);
  p.lumen_larazotide_effect = before;
  zn_person_treat(&p, &h.overlays[drug], ZN_EFFECT_LOW, &h.cohorts[cohort], 0);
  assert_true(p.lumen_larazotide_effect == 0.5 * before);
}

/* --- Lived through ---------------------------------------------------------------------------------------------------------------- */

enum { PLAIN, AIR, LOW, MIDDLE, KNOWN, HIGH, NONE, ENDED, ARMS, POINTS = 5 };

static double leak_of(const struct zn_run *run, int arm, int point) { return run->cohort[arm].course[5 * point + 2]; }

static void a_run_acts_with_the_middle_and_a_study_can_choose_otherwise(void **state) {
  (void)state;
  const enum zn_effect effect[ARMS] = {
      [LOW] = ZN_EFFECT_LOW, [MIDDLE] = ZN_EFFECT_MIDDLE, [HIGH] = ZN_EFFECT_HIGH, [NONE] = ZN_EFFECT_NONE};
  const int air = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "air"), dosed = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "dosed");
  handmade_uncertain(&h, dosed, "epithelium_constitutive_leak", 0.5, 0.8, 1.1);
  handmade_dose(&h, dosed, "lumen_aspirin", 1e-3, 0);
  for (int arm = 0; arm < ARMS; arm++) handmade_cohort(&h, "arm", 3, 5);
  for (int arm = 0; arm < ARMS; arm++) {
    if (arm == PLAIN) continue;
    const int e = handmade_give(&h, 1.0, arm,
                                arm == NONE  ? dosed
                                : arm == AIR ? air
                                             : powder,
                                arm == NONE ? 600.0 : 0.0, arm == ENDED ? 1.0 : 0.0);
    h.events[e].effect = effect[arm];
  }
  handmade_follow(&h, "leak[duodenum]");
  const struct zn_run_options options = {.course_points = POINTS};
  struct zn_run *run;
  struct zn_error error = {0};
  if (zn_run_study(&run, &h.study, &h.library, &options, &error) != ZN_OK) fail_msg("%s", error.text);
  for (int i = 0; i < 5 * POINTS; i++) {
    assert_true(run->cohort[AIR].course[i] == run->cohort[PLAIN].course[i]);
    assert_true(fabs(run->cohort[NONE].course[i] / run->cohort[PLAIN].course[i] - 1.0) < 1e-5); /* not even its dose */
    assert_true(run->cohort[KNOWN].course[i] == run->cohort[MIDDLE].course[i]);
  }
  const double plain = leak_of(run, PLAIN, POINTS - 1);
  assert_true(fabs(leak_of(run, LOW, POINTS - 1) / plain - 0.5) < 0.01);
  assert_true(fabs(leak_of(run, MIDDLE, POINTS - 1) / plain - 0.8) < 0.01);
  assert_true(fabs(leak_of(run, HIGH, POINTS - 1) / plain - 1.1) < 0.01);
  assert_true(fabs(leak_of(run, ENDED, POINTS - 1) / plain - 1.0) < 0.01);
  zn_run_free(run);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_study_chooses_and_else_the_middle_acts, begin),
      cmocka_unit_test_setup(nine_members_in_ten_lie_in_the_interval, begin),
      cmocka_unit_test_setup(what_is_true_of_one_treatment_says_nothing_about_another, begin),
      cmocka_unit_test_setup(people_of_one_member_share_the_effect_and_members_differ, begin),
      cmocka_unit_test_setup(an_effect_stays_within_the_range_of_the_table, begin),
      cmocka_unit_test_setup(a_run_acts_with_the_middle_and_a_study_can_choose_otherwise, begin),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
