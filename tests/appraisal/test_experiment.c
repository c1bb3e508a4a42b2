/* Judging what an experiment reads, and running one over the ensemble. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "appraisal/judge.h"
#include "zonula/zonula.h"

/* --- Judging by hand-made reads --------------------------------------------------------------------------------------------------------
 */

enum { MEMBERS = 4, PEOPLE = 5 };
static char *read_names[] = {"a", "b"};

/* Everybody's reads: member m, person p: a = 10 m + p, b = p. */
static struct zn_outcome judge(struct zn_criterion criterion, double spoil) {
  static double a[MEMBERS][PEOPLE], b[MEMBERS][PEOPLE];
  const double *value[MEMBERS * 2];
  const int people[2] = {PEOPLE, PEOPLE};
  for (int m = 0; m < MEMBERS; m++)
    for (int p = 0; p < PEOPLE; p++) {
      a[m][p] = 10.0 * m + p;
      b[m][p] = p;
      value[2 * m] = a[m];
      value[2 * m + 1] = b[m];
    }
  a[0][0] = spoil;
  const struct zn_experiment e = {.n_reads = 2, .read = read_names, .n_criteria = 1, .criterion = &criterion};
  const struct zn_reads reads = {MEMBERS, 2, value, people};
  struct zn_outcome outcome;
  struct zn_error error = {0};
  if (zn_outcome_judge(&outcome, &e, &reads, &error) != ZN_OK) fail_msg("%s", error.text);
  return outcome;
}

static struct zn_criterion criterion(enum zn_criterion_kind kind, char *value, char *by, double above, double below, double in) {
  return (struct zn_criterion){.label = "", .kind = kind, .value = value, .by = by, .above = above, .below = below, .in = in};
}

static void each_counts_people(void **state) {
  (void)state;
  struct zn_outcome o = judge(criterion(ZN_CRITERION_EACH, "a", NULL, 9.5, INFINITY, 0.75), 0.0);
  const struct zn_criterion_result *c = o.criterion;
  assert_true(o.holds && c->holds);
  assert_int_equal(c->people, 20);
  assert_true(c->statistic == 0.75 && c->survives == 0.75);
  assert_int_equal(c->members_hold, 3);
  assert_true(c->member[0] == 2.0 && c->member[3] == 32.0);
  zn_outcome_clear(&o, 1);
  o = judge(criterion(ZN_CRITERION_EACH, "a", NULL, 9.5, INFINITY, 0.76), 0.0);
  assert_false(o.holds);
  zn_outcome_clear(&o, 1);
}

static void whoever_has_no_value_does_not_fulfil_it(void **state) {
  (void)state;
  struct zn_outcome o = judge(criterion(ZN_CRITERION_EACH, "a", NULL, -1.0, INFINITY, 1.0), NAN);
  assert_int_equal(o.criterion->without, 1);
  assert_true(o.criterion->survives == 0.95 && !o.holds);
  zn_outcome_clear(&o, 1);
  o = judge(criterion(ZN_CRITERION_EACH, "b > 0 || a > 0", NULL, -1.0, INFINITY, 1.0), NAN); /* a comparison would hide it */
  assert_int_equal(o.criterion->without, 1);
  zn_outcome_clear(&o, 1);
}

static void bounds_themselves_are_outside(void **state) {
  (void)state;
  struct zn_outcome o = judge(criterion(ZN_CRITERION_MEDIAN, "b", NULL, 2.0, 3.0, 0.0), 0.0);
  assert_true(o.criterion->statistic == 2.0 && !o.holds);
  zn_outcome_clear(&o, 1);
}

static void statistics_are_judged_over_all_and_counted_over_sets(void **state) {
  (void)state;
  struct zn_outcome o = judge(criterion(ZN_CRITERION_MEDIAN, "a - b", NULL, 5.0, 25.0, 0.0), 0.0);
  assert_true(o.holds && o.criterion->statistic == 15.0);
  assert_int_equal(o.criterion->members_hold, 2); /* 0 10 20 30 */
  assert_true(o.criterion->survives == 0.5);
  zn_outcome_clear(&o, 1);
  o = judge(criterion(ZN_CRITERION_MEAN, "a", NULL, 16.9, 17.1, 0.0), 0.0);
  assert_true(o.holds && fabs(o.criterion->statistic - 17.0) < 1e-12);
  zn_outcome_clear(&o, 1);
}

/* b is 0 to 4 in each set; a is 10 m + b. */
static void only_those_count_who_are_among_them(void **state) {
  (void)state;
  struct zn_criterion c = criterion(ZN_CRITERION_EACH, "b", NULL, 3.5, INFINITY, 0.5);
  c.among = "b >= 3 && a < 30";
  struct zn_outcome o = judge(c, 0.0);
  assert_int_equal(o.criterion->people, 6);
  assert_int_equal(o.criterion->without, 0);
  assert_int_equal(o.criterion->members_hold, 3); /* nobody of the last set is among them */
  assert_true(o.holds && o.criterion->statistic == 0.5);
  zn_outcome_clear(&o, 1);
  c = criterion(ZN_CRITERION_MEAN, "b", NULL, 3.4, 3.6, 0.0);
  c.among = "b >= 3";
  o = judge(c, NAN); /* whoever has no a is not asked for it */
  assert_true(o.holds && o.criterion->statistic == 3.5 && o.criterion->people == 8);
  zn_outcome_clear(&o, 1);
  c.among = "a >= 0"; /* the first person cannot be told to be among them: counts, without a value */
  o = judge(c, NAN);
  assert_int_equal(o.criterion->people, 20);
  assert_int_equal(o.criterion->without, 1);
  zn_outcome_clear(&o, 1);
  c.among = "b > 9";
  o = judge(c, 0.0);
  assert_true(o.criterion->people == 0 && isnan(o.criterion->statistic) && !o.holds && o.criterion->survives == 0.0);
  zn_outcome_clear(&o, 1);
}

static void a_risk_ratio_is_a_quotient_of_shares(void **state) {
  (void)state;
  /* ill: p >= 3; exposed: p >= 2: 2 of 3 over 0 of 2 has no value; exposed p >= 4: 1 of 1 over 1 of 4 */
  struct zn_outcome o = judge(criterion(ZN_CRITERION_RISK_RATIO, "b >= 3", "b >= 4", 3.9, 4.1, 0.0), 0.0);
  assert_true(o.holds && o.criterion->statistic == 4.0 && o.criterion->members_hold == MEMBERS);
  zn_outcome_clear(&o, 1);
  o = judge(criterion(ZN_CRITERION_RISK_RATIO, "b >= 3", "b >= 2", 0.0, INFINITY, 0.0), 0.0);
  assert_true(isnan(o.criterion->statistic) && !o.holds && o.criterion->survives == 0.0);
  zn_outcome_clear(&o, 1);
}

static void areas_and_correlations_have_their_limits(void **state) {
  (void)state;
  struct zn_outcome o = judge(criterion(ZN_CRITERION_AUC, "b", "b > 2", 0.99, 1.01, 0.0), 0.0);
  assert_true(o.holds && o.criterion->statistic == 1.0);
  zn_outcome_clear(&o, 1);
  o = judge(criterion(ZN_CRITERION_RANK_CORRELATION, "b", "-b", -1.01, -0.99, 0.0), 0.0);
  assert_true(o.holds);
  zn_outcome_clear(&o, 1);
}

/* --- Running ------------------------------------------------------------------------------------------------------------------------- */

static struct zn_library *library;
static struct zn_study *study;

static int begin(void **state) {
  (void)state;
  struct zn_error error = {0};
  if (zn_library_load(&library, &error) != ZN_OK) fail_msg("%s", error.text);
  if (zn_study_read(&study, ZN_SOURCE_DIR "/studies/claims/leak_alone.yaml", library, &error) != ZN_OK) fail_msg("%s", error.text);
  return 0;
}

static int end(void **state) {
  (void)state;
  zn_study_free(study);
  zn_library_free(library);
  return 0;
}

static struct zn_experiment_result *run(struct zn_experiment_options options) {
  struct zn_experiment_result *result;
  struct zn_error error = {0};
  if (zn_experiment_run(&result, study, library, &options, &error) != ZN_OK) fail_msg("%s", error.text);
  return result;
}

static void an_experiment_holds_and_breaks(void **state) {
  (void)state;
  struct zn_experiment_result *r = run((struct zn_experiment_options){.people = 96});
  assert_string_equal(r->name, "leak_alone");
  assert_int_equal(r->members, 16);
  assert_int_equal(r->n_broken, study->experiment->n_broken);
  assert_true(r->n_broken > 0);
  for (int i = 0; i < r->n_broken; i++) {
    assert_false(r->broken[i].holds);
    assert_true(r->broken[i].criterion[r->broken[i].worst].survives < r->intact.criterion[r->intact.worst].survives);
  }
  zn_experiment_result_free(r);
}

static void threads_lanes_and_engines_tell_the_same(void **state) {
  (void)state;
  struct zn_experiment_result *one = run((struct zn_experiment_options){.people = 32, .intact_only = 1, .run = {.threads = 1, .lanes = 1}}),
                              *two = run((struct zn_experiment_options){.people = 32, .intact_only = 1, .run = {.threads = 2, .lanes = 4}});
  assert_int_equal(one->n_broken, 0);
  for (int k = 0; k < one->n_criteria; k++) {
    const struct zn_criterion_result *a = &one->intact.criterion[k], *b = &two->intact.criterion[k];
    assert_memory_equal(a->quantile, b->quantile, sizeof a->quantile);
    assert_memory_equal(a->member, b->member, (size_t)one->members * sizeof *a->member);
    assert_true(a->survives == b->survives);
  }
  zn_experiment_result_free(one);
  zn_experiment_result_free(two);
}

static void every_parameter_set_has_people_of_its_own(void **state) {
  (void)state;
  struct zn_experiment_result *r = run((struct zn_experiment_options){.people = 16, .intact_only = 1});
  const double *member = r->intact.criterion[0].member;
  for (int i = 0; i < r->members; i++)
    for (int k = 0; k < i; k++) assert_true(member[i] != member[k]);
  zn_experiment_result_free(r);
}

static int stop(void *context, int done, int all) {
  *(int *)context = all;
  return done >= 0;
}

static void it_can_be_stopped(void **state) {
  (void)state;
  int all = 0;
  struct zn_experiment_result *r;
  const struct zn_experiment_options options = {.people = 1600, .run = {.progress = stop, .progress_context = &all}};
  assert_int_equal(zn_experiment_run(&r, study, library, &options, NULL), ZN_INTERRUPTED);
  assert_null(r);
  assert_int_equal(all, 1600 * study->n_cohorts * (1 + study->experiment->n_broken));
}

static void a_run_of_the_study_is_judged_as_one_parameter_set(void **state) {
  (void)state;
  struct zn_error error = {0};
  struct zn_run *run_of_it;
  struct zn_experiment_result *r;
  if (zn_run_study(&run_of_it, study, library, &(struct zn_run_options){.without_intervals = 1}, &error) != ZN_OK)
    fail_msg("%s", error.text);
  assert_int_equal(zn_experiment_judge(&r, run_of_it, &error), ZN_OK);
  assert_int_equal(r->members, 1);
  assert_int_equal(r->n_broken, 0);
  assert_int_equal(r->n_criteria, study->experiment->n_criteria);
  assert_true(r->intact.holds);
  for (int k = 0; k < r->n_criteria; k++)
    assert_int_equal(r->intact.criterion[k].people, study->cohorts[0].people); /* all cohorts of this study are the same people */
  zn_experiment_result_free(r);
  zn_run_free(run_of_it);
}

static void a_study_that_asks_nothing_cannot_be_tried(void **state) {
  (void)state;
  struct zn_experiment_result *r;
  struct zn_study plain = *study;
  struct zn_error error = {0};
  plain.experiment = NULL;
  assert_int_equal(zn_experiment_run(&r, &plain, library, &(struct zn_experiment_options){0}, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "asks nothing"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_counts_people),
      cmocka_unit_test(whoever_has_no_value_does_not_fulfil_it),
      cmocka_unit_test(bounds_themselves_are_outside),
      cmocka_unit_test(statistics_are_judged_over_all_and_counted_over_sets),
      cmocka_unit_test(only_those_count_who_are_among_them),
      cmocka_unit_test(a_risk_ratio_is_a_quotient_of_shares),
      cmocka_unit_test(areas_and_correlations_have_their_limits),
      cmocka_unit_test(an_experiment_holds_and_breaks),
      cmocka_unit_test(threads_lanes_and_engines_tell_the_same),
      cmocka_unit_test(every_parameter_set_has_people_of_its_own),
      cmocka_unit_test(it_can_be_stopped),
      cmocka_unit_test(a_run_of_the_study_is_judged_as_one_parameter_set),
      cmocka_unit_test(a_study_that_asks_nothing_cannot_be_tried),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
