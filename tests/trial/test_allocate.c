/* Who comes into which arm and who leaves when. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "zonula/trial.h"

enum { ARMS = 3 };

/* Two of the second arm for each of the others. */
struct bench {
  struct zn_trial_arm arm[ARMS];
  struct zn_trial trial;
  struct zn_cohort cohort[ARMS];
  struct zn_study study;
};

static void lay_out(struct bench *b, enum zn_allocation allocation, int people, uint64_t seed) {
  memset(b, 0, sizeof *b);
  for (int k = 0; k < ARMS; k++) {
    b->arm[k].ratio = k == 1 ? 2.0 : 1.0;
    b->cohort[k] = (struct zn_cohort){.people = people, .seed = seed};
  }
  b->trial = (struct zn_trial){.people = people, .n_arms = ARMS, .arm = b->arm, .allocation = allocation, .block = 8, .replicates = 1};
  b->study = (struct zn_study){.n_cohorts = ARMS, .cohorts = b->cohort, .trial = &b->trial, .end_h = 1000.0};
}

static void every_full_block_holds_the_arms_in_their_ratio(void **state) {
  struct bench b;
  (void)state;
  lay_out(&b, ZN_ALLOCATION_BLOCKS, 100, 7);
  for (uint32_t replicate = 0; replicate < 3; replicate++)
    for (uint32_t first = 0; first + 8 <= 100; first += 8) {
      int n[ARMS] = {0};
      for (uint32_t i = 0; i < 8; i++) n[zn_trial_arm_of(&b.study, replicate * 100 + first + i)]++;
      assert_int_equal(n[0], 2);
      assert_int_equal(n[1], 4);
      assert_int_equal(n[2], 2);
    }
}

static void each_place_of_a_block_gets_each_arm_as_often_as_its_ratio(void **state) {
  enum { BLOCKS = 4000 };
  struct bench b;
  (void)state;
  lay_out(&b, ZN_ALLOCATION_BLOCKS, 8 * BLOCKS, 11);
  for (uint32_t place = 0; place < 8; place++) {
    int second = 0;
    for (uint32_t k = 0; k < BLOCKS; k++) second += zn_trial_arm_of(&b.study, 8 * k + place) == 1;
    /* binomial of 1/2: five standard errors */
    assert_true(fabs(second / (double)BLOCKS - 0.5) < 5.0 * sqrt(0.25 / BLOCKS));
  }
}

static void blocks_differ_from_one_to_the_next_and_with_the_seed(void **state) {
  struct bench one, other;
  int same_block = 0, same_seed = 0;
  (void)state;
  lay_out(&one, ZN_ALLOCATION_BLOCKS, 8000, 1);
  lay_out(&other, ZN_ALLOCATION_BLOCKS, 8000, 2);
  for (uint32_t i = 0; i < 7992; i++) {
    same_block += zn_trial_arm_of(&one.study, i) == zn_trial_arm_of(&one.study, i + 8);
    same_seed += zn_trial_arm_of(&one.study, i) == zn_trial_arm_of(&other.study, i);
  }
  /* two independent draws agree with probability 1/16 + 1/4 + 1/16 */
  assert_true(fabs(same_block / 7992.0 - 0.375) < 0.03);
  assert_true(fabs(same_seed / 7992.0 - 0.375) < 0.03);
}

static void simple_allocation_draws_everybody_alone(void **state) {
  enum { PEOPLE = 20000 };
  struct bench b;
  int n[ARMS] = {0}, repeats = 0;
  (void)state;
  lay_out(&b, ZN_ALLOCATION_SIMPLE, PEOPLE, 5);
  for (uint32_t i = 0; i < PEOPLE; i++) {
    n[zn_trial_arm_of(&b.study, i)]++;
    repeats += i && zn_trial_arm_of(&b.study, i) == zn_trial_arm_of(&b.study, i - 1);
  }
  assert_true(fabs(n[1] / (double)PEOPLE - 0.5) < 5.0 * sqrt(0.25 / PEOPLE));
  assert_true(fabs(n[0] / (double)PEOPLE - 0.25) < 5.0 * sqrt(0.1875 / PEOPLE));
  assert_true(fabs(repeats / (double)PEOPLE - 0.375) < 0.02);
}

static void as_many_people_leave_as_the_arm_says_and_at_a_constant_rate(void **state) {
  enum { PEOPLE = 40000 };
  struct bench b;
  int all = 0, gone = 0, gone_at_half = 0;
  (void)state;
  lay_out(&b, ZN_ALLOCATION_BLOCKS, PEOPLE, 3);
  b.arm[1].drop_out = 0.36;
  for (uint32_t i = 0; i < PEOPLE; i++) {
    const double leaves_h = zn_trial_leaves_h(&b.study, i);
    if (zn_trial_arm_of(&b.study, i) != 1) {
      assert_true(isinf(leaves_h));
      continue;
    }
    all++;
    gone += leaves_h < b.study.end_h;
    gone_at_half += leaves_h < 0.5 * b.study.end_h;
  }
  assert_true(fabs(gone / (double)all - 0.36) < 5.0 * sqrt(0.36 * 0.64 / all));
  assert_true(fabs(gone_at_half / (double)all - 0.20) < 5.0 * sqrt(0.2 * 0.8 / all)); /* 1 - sqrt(1 - 0.36) */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_full_block_holds_the_arms_in_their_ratio),
      cmocka_unit_test(each_place_of_a_block_gets_each_arm_as_often_as_its_ratio),
      cmocka_unit_test(blocks_differ_from_one_to_the_next_and_with_the_seed),
      cmocka_unit_test(simple_allocation_draws_everybody_alone),
      cmocka_unit_test(as_many_people_leave_as_the_arm_says_and_at_a_constant_rate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
