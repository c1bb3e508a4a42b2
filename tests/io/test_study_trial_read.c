/* The key `trial` of a study: who gets what, what is looked at and compared, and what can be changed afterwards. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"
#include "scratch.h"
#include "trial_file.h"

static struct zn_study *edited(const char *from, const char *to) { return reading_edited_study(trial_file_text, from, to); }

/* --- What is read -------------------------------------------------------------------------------------------------------------------- */

static void every_arm_is_a_cohort_of_the_same_people(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  const struct zn_trial *t = study->trial;
  assert_int_equal(t->n_arms, 2);
  assert_int_equal(study->n_cohorts, 2);
  assert_string_equal(study->cohorts[0].name, "nothing");
  assert_string_equal(study->cohorts[1].name, "antibody");
  for (int i = 0; i < 2; i++) {
    const struct zn_cohort *c = &study->cohorts[i];
    assert_string_equal(t->arm[i].name, c->name);
    assert_true(c->people == 60 && c->seed == 7 && c->n_changes == 1 && c->n_overlays == 1);
    assert_true(c->overlays[0] == study->cohorts[0].overlays[0] && c->changes[0].value == study->cohorts[0].changes[0].value);
  }
  assert_int_equal(t->people, 60);
  zn_study_free(study);
}

static void arms_and_allocation_are_as_written(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  const struct zn_trial *t = study->trial;
  assert_true(t->arm[0].ratio == 1.0 && t->arm[0].adherence == 1.0 && t->arm[0].drop_out == 0.0);
  assert_true(t->arm[1].ratio == 2.0 && t->arm[1].adherence == 0.9 && t->arm[1].drop_out == 0.1);
  assert_true(t->control == 0 && t->allocation == ZN_ALLOCATION_BLOCKS && t->block == 9 && t->blinding == ZN_BLINDING_OPEN);
  assert_string_equal(t->eligible, "before > 1");
  assert_string_equal(t->eligible_because, "others are not ill");
  zn_study_free(study);
}

static void what_is_not_said_has_its_usual_value(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_plain);
  const struct zn_trial *t = study->trial;
  assert_true(t->control == 0 && t->allocation == ZN_ALLOCATION_BLOCKS && t->block == 6 && t->blinding == ZN_BLINDING_DOUBLE);
  assert_true(t->replicates == 1 && t->null_replicates == 0 && t->n_interim == 0 && t->n_power == 0 && t->n_reported == 0);
  assert_null(t->eligible);
  assert_true(t->analysis[0].arm == 1 && t->analysis[0].control == 0 && t->analysis[0].confidence == 0.95);
  assert_string_equal(t->analysis[0].label, "level, b against a");
  assert_string_equal(t->endpoint[0].label, "level");
  zn_study_free(study);
}

static void a_study_that_allocates_nobody_is_no_trial(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  assert_null(study->trial);
  zn_study_free(study);
}

static void reads_are_rows_in_everybody(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  const struct zn_trial *t = study->trial;
  const struct zn_reported *row = study->reported + t->first_row;
  assert_int_equal(study->n_reported, 0);
  assert_int_equal(t->n_reads, 3);
  assert_int_equal(study->n_read, 3 + 59);
  assert_string_equal(t->read[1], "after");
  for (int i = 0; i < study->n_read; i++) assert_int_equal(row[i].cohort, -1);
  assert_true(row[1].time_h == 29 * 24.0 && row[1].quantity == ZN_QUANTITY_RECOVERY && strcmp(row[1].unit, "%") == 0);
  assert_true(row[2].assay == -1 && row[2].observable == zn_observable_find("leak[ileum]"));
  assert_true(study->end_h == 40 * 24.0); /* as long as somebody looks */
  zn_study_free(study);
}

static void numbers_and_answers_are_expressions_over_the_reads(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  const struct zn_endpoint *e = study->trial->endpoint;
  assert_int_equal(study->trial->n_endpoints, 6);
  assert_string_equal(e[0].expression, "after - before");
  assert_string_equal(e[0].label, "fall of recovery (%)");
  assert_string_equal(e[1].expression, "(after + leak) / before");
  assert_string_equal(e[1].label, "fold");
  assert_string_equal(e[2].expression, "after");
  assert_true(e[0].kind == ZN_ENDPOINT_VALUE && e[2].kind == ZN_ENDPOINT_VALUE && e[4].kind == ZN_ENDPOINT_RESPONDER);
  assert_true(e[4].missing_is_failure && !e[0].missing_is_failure);
  assert_string_equal(e[4].expression, "after < 2.5 && rescued == 0");
  zn_study_free(study);
}

static void a_time_has_a_row_for_every_look(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  const struct zn_endpoint *e = &study->trial->endpoint[5];
  assert_int_equal(e->kind, ZN_ENDPOINT_TIME);
  assert_null(e->expression);
  assert_int_equal(e->n_looks, 59); /* 29 days, two a day, and the first */
  assert_int_equal(e->first_row, 3);
  assert_true(e->above == 1.5 && isnan(e->below));
  for (int k = 0; k < e->n_looks; k++) {
    const struct zn_reported *row = &study->reported[e->first_row + k];
    assert_true(fabs(e->look_h[k] - (48.0 + 12.0 * k)) < 1e-9 && row->time_h == e->look_h[k]);
    assert_true(row->observable == zn_observable_find("leak[duodenum]") && row->places == ZN_SEGMENTS && row->assay == -1);
  }
  zn_study_free(study);
}

static void analyses_are_as_written(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  const struct zn_trial_analysis *a = study->trial->analysis;
  assert_int_equal(study->trial->n_analyses, 4);
  assert_true(a[0].kind == ZN_COMPARE_FISHER && a[0].endpoint == 4 && a[0].arm == 1 && a[0].control == 0 && a[0].confidence == 0.9);
  assert_null(a[0].by);
  assert_true(a[1].kind == ZN_COMPARE_COX && a[1].endpoint == 5 && a[1].confidence == 0.95);
  assert_string_equal(a[1].by, "before > 3");
  assert_string_equal(a[1].among, "leak > 0");
  assert_string_equal(a[1].label, "ill, by before > 3");
  assert_true(a[2].kind == ZN_COMPARE_ANCOVA && a[2].baseline == 3 && a[2].log && a[2].arm == 1);
  assert_string_equal(a[2].label, "level, antibody against nothing");
  assert_true(a[3].kind == ZN_COMPARE_MANN_WHITNEY && a[3].baseline == -1 && !a[3].log);
  zn_study_free(study);
}

static void the_plan_is_as_written(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  const struct zn_trial *t = study->trial;
  assert_true(t->n_interim == 2 && fabs(t->interim_share[0] - 0.4) < 1e-15 && fabs(t->interim_share[1] - 0.7) < 1e-15);
  assert_true(t->spending == ZN_SPENDING_POCOCK && t->futility == 0.2);
  assert_true(t->replicates == 200 && t->null_replicates == 100);
  assert_true(t->n_power == 2 && t->power_people[0] == 20 && t->power_people[1] == 40); /* all 60 are looked at in any case */
  zn_study_free(study);
}

static void published_numbers_know_what_they_are_held_against(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  const struct zn_trial_reported *r = study->trial->reported;
  assert_int_equal(study->trial->n_reported, 4);
  assert_true(r[0].kind == ZN_REPORTED_EFFECT && r[0].analysis == 0 && r[0].value == 3.1 && r[0].low == 1.2 && r[0].high == 7.0);
  assert_string_equal(r[0].label, "healing");
  assert_string_equal(r[0].note, "not ours");
  assert_string_equal(zn_source_info(r[0].source)->id, "zeissig_2004");
  assert_true(r[1].kind == ZN_REPORTED_P_VALUE && r[1].analysis == 3 && r[1].value == 0.02 && isnan(r[1].low));
  assert_true(r[2].kind == ZN_REPORTED_ARM && r[2].arm == 1 && r[2].endpoint == 2 && r[2].statistic == ZN_STATISTIC_MEDIAN);
  assert_true(r[2].value == 2.42 && r[2].low == 2.0 && r[2].high == 3.0 && r[2].to_unit == 1.0);
  assert_string_equal(r[2].unit, "%"); /* that of the read it is */
  assert_string_equal(r[2].label, "level, antibody");
  assert_true(r[3].arm == -1 && r[3].endpoint == 4 && r[3].value == 44.0 && r[3].to_unit == 100.0);
  assert_string_equal(r[3].label, "in all");
  zn_study_free(study);
}

/* --- What happens ------------------------------------------------------------------------------------------------------------------------
 */

static int gifts(const struct zn_study *study, int cohort, double time_h, double *missed) {
  int n = 0;
  for (int i = 0; i < study->n_events; i++) {
    const struct zn_event *e = &study->events[i];
    if (e->kind != ZN_EVENT_GIVE || e->cohort != cohort || e->time_h != time_h) continue;
    *missed = e->missed;
    n++;
  }
  return n;
}

static void an_entry_of_an_arm_is_of_its_cohort(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  double missed;
  assert_int_equal(gifts(study, 1, 24.0, &missed), 1);
  assert_int_equal(gifts(study, 1, 192.0, &missed), 1);
  assert_int_equal(gifts(study, 0, 24.0, &missed), 0);
  assert_int_equal(gifts(study, -1, 24.0, &missed), 0);
  zn_study_free(study);
}

static void what_is_not_taken_stands_in_what_is_given(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  double missed = -1.0;
  gifts(study, 1, 24.0, &missed);
  assert_true(fabs(missed - 0.1) < 1e-15);
  zn_study_free(study);
}

static void what_all_get_is_taken_as_each_arm_takes_it(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  double missed[2] = {-1.0, -1.0};
  assert_int_equal(gifts(study, -1, 48.0, missed), 0);
  for (int arm = 0; arm < 2; arm++) assert_int_equal(gifts(study, arm, 48.0, &missed[arm]), 1);
  assert_true(missed[0] == 0.0 && fabs(missed[1] - 0.1) < 1e-15);
  for (int i = 1; i < study->n_events; i++) assert_true(study->events[i].time_h >= study->events[i - 1].time_h);
  zn_study_free(study);
}

static void what_all_take_alike_stays_one_entry(void **state) {
  (void)state;
  struct zn_study *study =
      reading_edited_study(trial_file_plain, "[{name: a, ratio: 2}, {name: b}]", "[{name: a, adherence: 0.8}, {name: b, adherence: 80 %}]");
  double missed = -1.0;
  assert_int_equal(gifts(study, -1, 24.0, &missed), 1);
  assert_true(fabs(missed - 0.2) < 1e-15);
  zn_study_free(study);
}

static void rescue_is_for_those_who_need_it(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  int rescues = 0;
  for (int i = 0; i < study->n_events; i++) {
    const struct zn_event *e = &study->events[i];
    if (!e->rescue) continue;
    rescues++;
    assert_true(e->time_h == 14 * 24.0 && e->observable == zn_observable_find("leak[duodenum]") && e->places == ZN_SEGMENTS);
    assert_true(e->above == 1.5 && isnan(e->below) && e->missed == 0.0 && e->cohort == -1);
  }
  assert_int_equal(rescues, 1);
  zn_study_free(study);
}

static void bounds_are_in_the_unit_of_what_they_bound(void **state) {
  (void)state;
  struct zn_study *study = edited("rescue: \"leak[*]\", above: 1.5", "rescue: serum_crp, below: 0.3 mg/dL");
  for (int i = 0; i < study->n_events; i++)
    if (study->events[i].rescue) assert_true(fabs(study->events[i].below - 3.0) < 1e-12 && study->events[i].places == 1);
  zn_study_free(study);
  study = edited("time_to: \"leak[*]\", above: 1.5", "time_to: serum_crp, above: 1 mg/dL");
  assert_true(fabs(study->trial->endpoint[5].above - 10.0) < 1e-12);
  zn_study_free(study);
}

/* --- Changed afterwards -------------------------------------------------------------------------------------------------------------- */

static void what_is_set_by_hand_is_set_in_all_arms(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  struct zn_error error = {0};
  assert_int_equal(zn_study_set(study, "immune_gain=2", &error), ZN_OK);
  for (int i = 0; i < 2; i++) {
    const struct zn_cohort *c = &study->cohorts[i];
    assert_int_equal(c->n_changes, 2);
    assert_true(c->changes[1].parameter == zn_parameter_find("immune_gain") && c->changes[1].value == 2.0);
  }
  zn_study_free(study);
}

static void another_size_is_that_of_all_arms(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  struct zn_error error = {0};
  const struct zn_trial *t = study->trial;
  assert_int_equal(zn_trial_resize(study, 40, 0, -1, &error), ZN_OK);
  assert_true(t->people == 40 && study->cohorts[0].people == 40 && study->cohorts[1].people == 40);
  assert_true(t->replicates == 200 && t->null_replicates == 0);
  assert_true(t->n_power == 1 && t->power_people[0] == 20);
  assert_int_equal(zn_trial_resize(study, 0, 7, 8, &error), ZN_OK);
  assert_true(t->people == 40 && t->replicates == 7 && t->null_replicates == 8);
  zn_study_free(study);
}

static void refuse_size(struct zn_study *study, int people, int replicates, int null_replicates, const char *part) {
  struct zn_error error = {0};
  const int before = study->trial->people;
  assert_int_equal(zn_trial_resize(study, people, replicates, null_replicates, &error), ZN_INPUT);
  if (!strstr(error.text, part)) fail_msg("'%s'; expected '%s'", error.text, part);
  assert_true(study->trial->people == before && study->cohorts[0].people == before);
}

static void a_size_that_cannot_be_changes_nothing(void **state) {
  (void)state;
  struct zn_study *study = reading_study(trial_file_text);
  refuse_size(study, 1000001, 0, 0, "expected 1 to 1000000");
  refuse_size(study, -1, 0, 0, "expected 1 to 1000000");
  refuse_size(study, 0, 100001, 0, "expected at most 100000");
  refuse_size(study, 100000, 40000, 1, "4000100000 in all; expected at most 4000000000");
  zn_study_free(study);
  study = reading_study(reading_study_text);
  assert_int_equal(zn_trial_resize(study, 10, 0, 0, NULL), ZN_ARGUMENT);
  zn_study_free(study);
}

static void a_thousand_million_people_can_be_asked_for(void **state) {
  (void)state;
  struct zn_study *study = reading_edited_study(trial_file_plain, "people: 10, condition: well}\n", "people: 1000000, condition: well}\n");
  struct zn_error error = {0};
  assert_int_equal(zn_trial_resize(study, 0, 1000, 0, &error), ZN_OK);
  zn_study_free(study);
  study = edited("people: 60", "people: 100");
  assert_int_equal(zn_trial_resize(study, 10000, 100000, 0, &error), ZN_OK);
  assert_int_equal(study->trial->replicates, 100000);
  zn_study_free(study);
}

/* --- People with names --------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_beside_table(struct zn_study **study, const char *from, const char *to, struct zn_error *error) {
  char folder[128], path[256], *named = reading_edited(trial_file_plain, "people: 10", "people_from: people.csv"),
                               *asked = reading_edited(named, from, to);
  scratch_begin(folder);
  scratch_write(folder, "people.csv", "name\nAda\nBea\nCleo\n", 18);
  scratch_write(folder, "trial.yaml", asked, strlen(asked));
  snprintf(path, sizeof path, "%s/trial.yaml", folder);
  const enum zn_status status = zn_study_read(study, path, reading_library(), error);
  scratch_end(folder);
  free(named);
  free(asked);
  return status;
}

static void all_arms_are_the_people_of_one_table(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_error error = {0};
  if (read_beside_table(&study, "none", "none", &error) != ZN_OK) fail_msg("%d: %s", error.line, error.text);
  assert_int_equal(study->n_named, 1);
  for (int i = 0; i < 2; i++) assert_ptr_equal(study->cohorts[i].named, study->named);
  assert_true(study->trial->people == 3 && study->cohorts[1].people == 3);
  refuse_size(study, 4, 0, 0, "once");
  refuse_size(study, 0, 2, 0, "once");
  zn_study_free(study);
}

static void people_with_names_are_there_once(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_error error = {0};
  assert_int_equal(read_beside_table(&study, "test: t}]\n", "test: t}]\n  replicates: 2\n", &error), ZN_INPUT);
  assert_int_equal(error.line, 13);
  assert_non_null(strstr(error.text, "replicates: the people of a table are there once"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_arm_is_a_cohort_of_the_same_people),
      cmocka_unit_test(arms_and_allocation_are_as_written),
      cmocka_unit_test(what_is_not_said_has_its_usual_value),
      cmocka_unit_test(a_study_that_allocates_nobody_is_no_trial),
      cmocka_unit_test(reads_are_rows_in_everybody),
      cmocka_unit_test(numbers_and_answers_are_expressions_over_the_reads),
      cmocka_unit_test(a_time_has_a_row_for_every_look),
      cmocka_unit_test(analyses_are_as_written),
      cmocka_unit_test(the_plan_is_as_written),
      cmocka_unit_test(published_numbers_know_what_they_are_held_against),
      cmocka_unit_test(an_entry_of_an_arm_is_of_its_cohort),
      cmocka_unit_test(what_is_not_taken_stands_in_what_is_given),
      cmocka_unit_test(what_all_get_is_taken_as_each_arm_takes_it),
      cmocka_unit_test(what_all_take_alike_stays_one_entry),
      cmocka_unit_test(rescue_is_for_those_who_need_it),
      cmocka_unit_test(bounds_are_in_the_unit_of_what_they_bound),
      cmocka_unit_test(what_is_set_by_hand_is_set_in_all_arms),
      cmocka_unit_test(another_size_is_that_of_all_arms),
      cmocka_unit_test(a_size_that_cannot_be_changes_nothing),
      cmocka_unit_test(a_thousand_million_people_can_be_asked_for),
      cmocka_unit_test(all_arms_are_the_people_of_one_table),
      cmocka_unit_test(people_with_names_are_there_once),
  };
  return cmocka_run_group_tests(tests, reading_begin, reading_end);
}
