/* An ensemble draws what nobody knows of treatments, once for each member; the steps of a fit do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "appraisal/variants.h"
#include "handmade.h"

enum { MEMBERS = 6, COHORTS = 2 };

static struct handmade h;

/* The members of the study's cohorts, all variants in turn. */
static void members_of(const struct zn_variants *variants, uint64_t *member) {
  struct zn_crowded crowded;
  struct zn_error error = {0};
  handmade_begin(&h, 24.0);
  for (int c = 0; c < COHORTS; c++) handmade_cohort(&h, "c", 12, 5);
  if (zn_crowded_make(&crowded, &h.study, variants, 2, &h.library, &error) != ZN_OK) fail_msg("%s", error.text);
  assert_int_equal(crowded.study.n_cohorts, COHORTS * variants->n);
  for (int c = 0; c < crowded.study.n_cohorts; c++) member[c] = crowded.study.cohorts[c].member;
  zn_crowded_clear(&crowded);
}

static void every_member_of_an_ensemble_draws_its_own_and_its_cohorts_share_it(void **state) {
  (void)state;
  uint64_t member[COHORTS * MEMBERS];
  members_of(&(struct zn_variants){.n = MEMBERS, .seed = 1, .other_people = 1}, member);
  for (int v = 0; v < MEMBERS; v++) {
    assert_true(member[COHORTS * v] != 0 && member[COHORTS * v] == member[COHORTS * v + 1]);
    for (int w = 0; w < v; w++) assert_true(member[COHORTS * w] != member[COHORTS * v]);
  }
}

static void a_fit_and_a_single_set_of_numbers_use_the_middle(void **state) {
  (void)state;
  uint64_t member[COHORTS * MEMBERS];
  members_of(&(struct zn_variants){.n = MEMBERS, .seed = 1, .other_people = 0}, member);
  for (int c = 0; c < COHORTS * MEMBERS; c++) assert_true(member[c] == 0);
  members_of(&(struct zn_variants){.n = 1, .seed = 1, .other_people = 1}, member);
  for (int c = 0; c < COHORTS; c++) assert_true(member[c] == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_member_of_an_ensemble_draws_its_own_and_its_cohorts_share_it),
      cmocka_unit_test(a_fit_and_a_single_set_of_numbers_use_the_middle),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
