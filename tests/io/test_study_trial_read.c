/* The key `trial` of a study: who gets what, what is looked at and compared, and what is refused. */
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

static const char text[] = /* line 1 */
    "title: An antibody against nothing\n"
    "source: none\n"
    "summary: Nobody has done it.\n"
    "cohort: {people: 60, condition: inflamed, seed: 7, set: [\"person_weight=70 kg\"]}\n"
    /* line 5 */
    "timeline:\n"
    "  - {at: 0 d, measure: chromium}\n"
    "  - {at: 1 d, arm: antibody, give: antibody, dose: 4 mg/kg, every: 7 d, until: 8 d}\n"
    "  - {at: 2 d, give: powder}\n"
    "  - {at: 14 d, give: gluten_load, rescue: \"leak[*]\", above: 1.5}\n"
    /* line 10 */
    "  - {at: 29 d, measure: chromium}\n"
    "trial:\n"
    "  arms:\n"
    "    - {name: nothing}\n"
    "    - {name: antibody, ratio: 2, adherence: 90 %, drop_out: 10 %}\n"
    /* line 15 */
    "  control: nothing\n"
    "  allocation: blocks\n"
    "  block: 9\n"
    "  blinding: open\n"
    "  eligible: {where: before > 1, because: others are not ill}\n"
    /* line 20 */
    "  reads:\n"
    "    - {name: before, at: 0 d, assay: chromium, probe: 51Cr-EDTA, window: 0-24 h}\n"
    "    - {name: after, at: 29 d, assay: chromium, probe: 51Cr-EDTA, window: 0-24 h}\n"
    "    - {name: leak, at: 40 d, reading: \"leak[ileum]\"}\n"
    "  endpoints:\n"
    /* line 25 */
    "    - {name: fall, label: fall of recovery (%), change: after, from: before}\n"
    "    - {name: fold, ratio: after + leak, to: before}\n"
    "    - {name: level, value: after}\n"
    "    - {name: start, value: before}\n"
    "    - {name: healed, responder: after < 2.5 && rescued == 0, missing: failure}\n"
    /* line 30 */
    "    - {name: ill, time_to: \"leak[*]\", above: 1.5, from: 2 d, every: 12 h, until: 31 d}\n"
    "  analyses:\n"
    "    - {label: healing, endpoint: healed, test: fisher, arm: antibody, against: nothing, confidence: 90 %}\n"
    "    - {endpoint: ill, test: cox, by: before > 3, among: leak > 0}\n"
    "    - {endpoint: level, test: ancova, baseline: start, log: yes}\n"
    /* line 35 */
    "    - {label: ranks, endpoint: fold, test: mann_whitney}\n"
    "  interim: {at: [40 %, 0.7], spending: pocock, futility: 20 %}\n"
    "  replicates: 200\n"
    "  null_replicates: 100\n"
    "  power: [20, 40, 60]\n"
    /* line 40 */
    "  reported:\n"
    "    - {analysis: healing, effect: 3.1, interval: [1.2, 7], source: zeissig_2004, note: not ours}\n"
    "    - {analysis: ranks, p_value: 0.02, source: zeissig_2004}\n"
    "    - {arm: antibody, endpoint: level, median: 2.42, interval: [2 %, 3], source: zeissig_2004}\n"
    "    - {label: in all, endpoint: healed, share: 44 %, source: chosen}\n"
    /* line 45 */
    "follow: [\"leak[ileum]\"]\n";

static const char plain[] = /* line 1 */
    "title: A trial\n"
    "source: none\n"
    "summary: Nobody has done it.\n"
    "cohort: {people: 10, condition: well}\n"
    /* line 5 */
    "timeline:\n"
    "  - {at: 0 d, measure: blood}\n"
    "  - {at: 1 d, give: gluten_load}\n"
    "trial:\n"
    "  arms: [{name: a, ratio: 2}, {name: b}]\n"
    /* line 10 */
    "  reads: [{name: crp, at: 0 d, assay: blood, reading: serum_crp}]\n"
    "  endpoints: [{name: level, value: crp}]\n"
    "  analyses: [{endpoint: level, test: t}]\n";

static void refuse(const char *from, const char *to, int line, const char *part) { reading_refuse_edit(text, from, to, line, part); }

static void refuse_plain(const char *from, const char *to, int line, const char *part) { reading_refuse_edit(plain, from, to, line, part); }

static struct zn_study *edited(const char *from, const char *to) { return reading_edited_study(text, from, to); }

/* --- What is read
 * ------------------------------------------------------------------------------------------------------------------------- */

static void every_arm_is_a_cohort_of_the_same_people(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_study(plain);
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
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_study(text);
  const struct zn_trial *t = study->trial;
  assert_true(t->n_interim == 2 && fabs(t->interim_share[0] - 0.4) < 1e-15 && fabs(t->interim_share[1] - 0.7) < 1e-15);
  assert_true(t->spending == ZN_SPENDING_POCOCK && t->futility == 0.2);
  assert_true(t->replicates == 200 && t->null_replicates == 100);
  assert_true(t->n_power == 2 && t->power_people[0] == 20 && t->power_people[1] == 40); /* all 60 are looked at in any case */
  zn_study_free(study);
}

static void published_numbers_know_what_they_are_held_against(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_study(text);
  double missed;
  assert_int_equal(gifts(study, 1, 24.0, &missed), 1);
  assert_int_equal(gifts(study, 1, 192.0, &missed), 1);
  assert_int_equal(gifts(study, 0, 24.0, &missed), 0);
  assert_int_equal(gifts(study, -1, 24.0, &missed), 0);
  zn_study_free(study);
}

static void what_is_not_taken_stands_in_what_is_given(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  double missed = -1.0;
  gifts(study, 1, 24.0, &missed);
  assert_true(fabs(missed - 0.1) < 1e-15);
  zn_study_free(study);
}

static void what_all_get_is_taken_as_each_arm_takes_it(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
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
      reading_edited_study(plain, "[{name: a, ratio: 2}, {name: b}]", "[{name: a, adherence: 0.8}, {name: b, adherence: 80 %}]");
  double missed = -1.0;
  assert_int_equal(gifts(study, -1, 24.0, &missed), 1);
  assert_true(fabs(missed - 0.2) < 1e-15);
  zn_study_free(study);
}

static void rescue_is_for_those_who_need_it(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
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

/* --- Changed afterwards
 * ------------------------------------------------------------------------------------------------------------------- */

static void what_is_set_by_hand_is_set_in_all_arms(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_study(text);
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
  struct zn_study *study = reading_edited_study(plain, "people: 10, condition: well}\n", "people: 1000000, condition: well}\n");
  struct zn_error error = {0};
  assert_int_equal(zn_trial_resize(study, 0, 1000, 0, &error), ZN_OK);
  zn_study_free(study);
  study = edited("people: 60", "people: 100");
  assert_int_equal(zn_trial_resize(study, 10000, 100000, 0, &error), ZN_OK);
  assert_int_equal(study->trial->replicates, 100000);
  zn_study_free(study);
}

/* --- People with names
 * -------------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_beside_table(struct zn_study **study, const char *from, const char *to, struct zn_error *error) {
  char folder[128], path[256], *named = reading_edited(plain, "people: 10", "people_from: people.csv"),
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

/* --- What is refused
 * ---------------------------------------------------------------------------------------------------------------------- */

static void what_does_not_go_with_a_trial_is_refused(void **state) {
  (void)state;
  static const struct {
    const char *key, *part;
  } others[] = {
      {"reported: []\n", "stands within the key 'trial'"},
      {"experiment:\n  asks: Why?\n  reads: [{name: a, at: 0 d, reading: serum_crp}]\n"
       "  holds: [{label: b, median: a, above: 1, because: c, source: chosen}]\n",
       "this one is a trial"},
      {"discriminate: {at: 0 d, truth: serum_crp, above: 1 mg/L, tests: [{label: a, assay: blood, reading: serum_crp}]}\n",
       "this one is a trial"},
      {"matrix: {of: [antibody, powder], given: 0 d, at: 9 d, readings: [serum_crp]}\n", "this one is a trial"},
      {"map: {across: {parameter: immune_gain, from: 1, to: 2, steps: 3}, up: {parameter: liver_function, from: 0.5, to: 1, steps: 3}, "
       "ill: {word: ill, reading: serum_crp, above: 1 mg/L}}\n",
       "this one is a trial"},
      {"pictures: [0 d]\n", "draws no pictures"}};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    char with[600];
    snprintf(with, sizeof with, "%strial:\n", others[i].key);
    refuse_plain("trial:\n", with, 8, others[i].part);
  }
  refuse_plain("cohort: {people", "cohorts:\n  - {name: a, people", 4, "expected 'cohort'");
}

static void keys_of_trials_are_refused_elsewhere(void **state) {
  (void)state;
  reading_refuse_edit(reading_study_text, "dose: 4 mg/kg", "arm: all", 8, "arm: only a trial has arms");
  reading_refuse_edit(reading_study_text, "dose: 4 mg/kg", "rescue: serum_crp, above: 3 mg/L", 8, "rescue: only a trial has rescue");
  reading_refuse_edit(reading_study_text, "dose: 4 mg/kg", "above: 3 mg/L", 8, "above: above or below what?");
  refuse("arm: antibody", "cohort: antibody", 7, "expected 'arm'");
  refuse("name: before", "name: before, cohort: nothing", 21, "there is no key 'cohort'");
}

static void a_wrong_arm_is_refused(void **state) {
  (void)state;
  refuse("arm: antibody", "arm: antibodi", 7, "there is no arm 'antibodi'; nearest: 'antibody'");
  refuse("control: nothing", "control: noting", 15, "nearest: 'nothing'");
  refuse("name: antibody", "name: nothing", 14, "another arm is called 'nothing' already");
  refuse("ratio: 2", "ratio: 1.5", 14, "'1.5' is no whole number");
  refuse("ratio: 2", "ratio: 0", 14, "out of bounds; expected 1 to 100");
  refuse("adherence: 90 %", "adherence: 190 %", 14, "out of bounds");
  refuse("adherence: 90 %", "adherence: 90 d", 14, "wrong unit");
  refuse("drop_out: 10 %", "drop_out: 100 %", 14, "expected 0 to 99 %");
}

static void whoever_does_not_know_cannot_behave_otherwise(void **state) {
  (void)state;
  refuse("blinding: open", "blinding: double", 14, "adherence: 'nothing' and 'antibody' differ in adherence");
  refuse_plain("{name: b}", "{name: b, drop_out: 5 %}", 9, "drop_out: 'a' and 'b' differ in drop_out");
  zn_study_free(edited("blinding: open", "blinding: single"));
}

static void a_wrong_allocation_is_refused(void **state) {
  (void)state;
  refuse("block: 9", "block: 8", 17, "expected a multiple of 3");
  refuse("block: 9", "block: 0", 17, "expected a multiple of 3");
  refuse("allocation: blocks", "allocation: simple", 17, "no blocks in a simple allocation");
  refuse("allocation: blocks", "allocation: block", 16, "nearest: 'blocks'");
  refuse("blinding: open", "blinding: opened", 18, "nearest: 'open'");
}

static void eligible_is_who_was_so_before(void **state) {
  (void)state;
  refuse("where: before > 1", "where: befor > 1", 19, "nearest: 'before'");
  refuse("where: before > 1", "where: after > 1", 19, "'after', which is read after the arms begin to differ");
  refuse("where: before > 1", "where: rescued == 0", 19, "'rescued', which is known only at the end");
  refuse("where: before > 1", "where: 1 > 0", 19, "uses none of the reads");
  refuse(", because: others are not ill", "", 19, "because");
}

static void a_wrong_read_is_refused(void **state) {
  (void)state;
  refuse("name: leak", "name: rescued", 23, "'rescued' says who needed rescue");
  refuse("name: leak", "name: after", 23, "something else is called 'after' already");
  refuse("name: leak", "name: Leak", 23, "'Leak' is no name");
  refuse("at: 29 d, assay", "at: 28 d, assay", 22, "is not measured at 28 d");
  refuse("  - {at: 29 d, measure: chromium}", "  - {at: 29 d, arm: antibody, measure: chromium}", 22, "is not measured at 29 d");
  refuse("reading: \"leak[ileum]\"}", "reading: leaks}", 23, "there is no observable 'leaks'");
}

static void a_wrong_endpoint_is_refused(void **state) {
  (void)state;
  refuse("change: after, from: before", "change: after", 25, "needs the key 'from'");
  refuse("change: after, from: before", "change: after, from: befor", 25, "from: 'befor' uses 'befor', which is not among the reads");
  refuse("change: after, from: before", "change: after), from: (before", 25, "change: 'after)' cannot be read");
  refuse("ratio: after + leak, to: before", "ratio: after + leak", 26, "needs the key 'to'");
  refuse("ratio: after + leak, to: before", "ratio: after, from: before", 26, "from: this key does not belong");
  refuse("value: after", "value: after, change: after, from: before", 27, "both 'change' and 'value'");
  refuse("value: after", "label: nothing", 27, "nothing is looked at");
  refuse("value: after", "value: after, missing: failure", 27, "does not belong to an endpoint with the key 'value'");
  refuse("missing: failure", "missing: failed", 29, "there is no missing 'failed'");
  refuse("name: fold", "name: fall", 26, "another endpoint is called 'fall' already");
  refuse("name: fold", "name: a fold", 26, "'a fold' is no name");
}

static void a_wrong_time_is_refused(void **state) {
  (void)state;
  refuse("time_to: \"leak[*]\"", "time_to: \"leek[*]\"", 30, "nearest: 'leak[*]'");
  refuse("above: 1.5, from", "from", 30, "expected 'above' or 'below'");
  refuse("above: 1.5, from", "above: 1.5, below: 2, from", 30, "everybody lies above 1.5 or below 2");
  refuse("above: 1.5, from", "above: 1.5 mg, from", 30, "has a unit");
  refuse("every: 12 h", "every: 0 h", 30, "every: '0 h' is out of bounds");
  refuse("every: 12 h", "every: -1 h", 30, "out of bounds");
  refuse("until: 31 d", "until: 1 d", 30, "until: '1 d' is before the second look");
  refuse("until: 31 d", "until: 2 d", 30, "until: '2 d' is before the second look");
  refuse("every: 12 h, until: 31 d", "every: 1 h, until: 500 d", 30, "expected at most 10000");
  refuse(", until: 31 d", "", 30, "needs the key 'until'");
}

static void a_test_that_does_not_fit_its_endpoint_is_refused(void **state) {
  (void)state;
  refuse("test: fisher", "test: t", 32, "'healed' is yes or no, which t does not take; expected fisher");
  refuse("test: cox", "test: ancova", 33, "'ill' is a time, which ancova does not take; expected log_rank or cox");
  refuse("test: mann_whitney", "test: log_rank", 35,
         "'fold' is a number, which log_rank does not take; expected t, mann_whitney or ancova");
  refuse("test: mann_whitney", "test: man_whitney", 35, "nearest: 'mann_whitney'");
  refuse("endpoint: fold, test", "endpoint: folds, test", 35, "nearest: 'fold'");
}

static void a_wrong_analysis_is_refused(void **state) {
  (void)state;
  refuse("baseline: start, ", "", 34, "an ancova needs the key 'baseline'");
  refuse("baseline: start", "baseline: level", 34, "its own baseline");
  refuse("baseline: start", "baseline: healed", 34, "is no number");
  refuse("baseline: start", "baseline: fall", 34, "'after', which is read after the arms begin to differ");
  refuse("test: mann_whitney", "test: mann_whitney, baseline: start", 35, "only an ancova has a baseline");
  refuse("test: mann_whitney", "test: mann_whitney, log: yes", 35, "only the tests t and ancova");
  refuse("log: yes", "log: perhaps", 34, "there is no log 'perhaps'; expected one of: yes, no, true, false");
  refuse("arm: antibody, against", "arm: nothing, against", 32, "compared with itself");
  refuse("by: before > 3", "by: before > 3, arm: antibody", 33, "by arms or by what 'by' says");
  refuse("by: before > 3", "by: befor > 3", 33, "nearest: 'before'");
  refuse("among: leak > 0", "among: leaks > 0", 33, "nearest: 'leak'");
  refuse("label: ranks", "label: healing", 35, "another analysis is called 'healing' already");
  refuse("confidence: 90 %", "confidence: 9 %", 32, "expected 50 to 99.99 %");
}

static void which_arm_is_meant_must_be_clear(void **state) {
  (void)state;
  refuse_plain("{name: b}]", "{name: b}, {name: c}]", 12, "the key 'arm' is missing");
  refuse_plain("[{name: a, ratio: 2}, {name: b}]", "[{name: a}]", 12, "there is one arm, and nothing to compare it with");
}

static void a_wrong_plan_is_refused(void **state) {
  (void)state;
  refuse("[40 %, 0.7]", "[70 %, 0.4]", 36, "expected rising shares");
  refuse("[40 %, 0.7]", "[100 %]", 36, "expected 1 to 99 %");
  refuse("spending: pocock", "spending: pocok", 36, "nearest: 'pocock'");
  refuse("replicates: 200", "replicates: 0", 37, "expected 1 to 100000");
  refuse("replicates: 200", "replicates: 100001", 37, "expected 1 to 100000");
  refuse("[20, 40, 60]", "[20, 61]", 39, "more than there are");
  refuse("[20, 40, 60]", "[20, 20]", 39, "expected rising numbers");
  refuse("[20, 40, 60]", "[0]", 39, "expected rising numbers");
  refuse_plain("test: t}]\n", "test: t}]\n  null_replicates: 100001\n", 13, "expected 0 to 100000");
}

static void more_people_than_have_numbers_are_refused(void **state) {
  (void)state;
  char *many = reading_edited(plain, "people: 10", "people: 1000000");
  reading_refuse_edit(many, "test: t}]\n", "test: t}]\n  replicates: 4000\n  null_replicates: 1\n", 14,
                      "1000000 people in 4001 replicates are 4001000000 in all; expected at most 4000000000");
  reading_refuse_edit(many, "people: 1000000", "people: 1000001", 4, "expected 1 to 1000000");
  free(many);
}

static void one_arm_has_no_null_trials(void **state) {
  (void)state;
  static const char one[] = "analyses: [{endpoint: level, test: t, by: crp > 3}]\n";
  char *alone = reading_edited(plain, "[{name: a, ratio: 2}, {name: b}]", "[{name: a}]");
  char *split = reading_edited(alone, "analyses: [{endpoint: level, test: t}]\n", one);
  struct zn_study *study = reading_study(split);
  assert_string_equal(study->trial->analysis[0].by, "crp > 3");
  zn_study_free(study);
  reading_refuse_edit(split, "crp > 3}]\n", "crp > 3}]\n  null_replicates: 3\n", 13,
                      "with one arm there is nothing that chance could give");
  free(alone);
  free(split);
}

static void a_wrong_published_number_is_refused(void **state) {
  (void)state;
  refuse("analysis: healing, effect", "analysis: heeling, effect", 41, "nearest: 'healing'");
  refuse("effect: 3.1", "effect: 8", 41, "1.2 to 7 is no interval around 8");
  refuse("[1.2, 7]", "[7, 1.2]", 41, "no interval around 3.1");
  refuse("effect: 3.1", "effect: 0", 41, "0; expected a number above 0");
  refuse("effect: 3.1", "effect: -1", 41, "out of bounds");
  refuse("effect: 3.1", "effect: 3.1 %", 41, "has a unit");
  refuse("source: zeissig_2004, note", "source: zeisig_2004, note", 41, "nearest: 'zeissig_2004'");
  refuse("p_value: 0.02", "p_value: 1.02", 42, "out of bounds");
  refuse("p_value: 0.02", "p_value: 0.02, interval: [0, 1]", 42, "does not belong to a row with the key 'p_value'");
  refuse("p_value: 0.02", "p_value: 0.02, effect: 3", 42, "both 'effect' and 'p_value'");
  refuse("p_value: 0.02, ", "", 42, "no number is reported");
  refuse("arm: antibody, endpoint: level", "arm: antibodie, endpoint: level", 43, "nearest: 'antibody'");
  refuse("endpoint: level, median", "endpoint: levels, median", 43, "nearest: 'level'");
  refuse("median: 2.42", "median: 2.42 mg", 43, "wrong unit");
  refuse("median: 2.42", "share: 2.42 %", 43, "'level' is a number; expected 'mean' or 'median'");
  refuse("share: 44 %", "mean: 0.44", 44, "'healed' is no number; expected 'share'");
  refuse("share: 44 %", "share: 0.44", 44, "'0.44' is no share in %");
  refuse("share: 44 %", "share: 144 %", 44, "out of bounds");
}

static void rescue_that_nobody_or_everybody_needs_is_refused(void **state) {
  (void)state;
  refuse(", above: 1.5}", "}", 9, "nothing says who needs it");
  refuse("rescue: \"leak[*]\"", "rescue: \"leek[*]\"", 9, "nearest: 'leak[*]'");
  refuse("above: 1.5}", "above: 1.5, below: 1.6}", 9, "everybody lies above 1.5 or below 1.6");
  refuse("above: 1.5}", "above: 1.5 mg}", 9, "has a unit");
  refuse("measure: chromium}\n  - {at: 1 d", "measure: chromium, rescue: inflammation, above: 1}\n  - {at: 1 d", 6,
         "does not belong to an entry that measures");
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
      cmocka_unit_test(what_is_set_by_hand_is_set_in_all_arms),
      cmocka_unit_test(another_size_is_that_of_all_arms),
      cmocka_unit_test(a_size_that_cannot_be_changes_nothing),
      cmocka_unit_test(a_thousand_million_people_can_be_asked_for),
      cmocka_unit_test(all_arms_are_the_people_of_one_table),
      cmocka_unit_test(people_with_names_are_there_once),
      cmocka_unit_test(what_does_not_go_with_a_trial_is_refused),
      cmocka_unit_test(keys_of_trials_are_refused_elsewhere),
      cmocka_unit_test(a_wrong_arm_is_refused),
      cmocka_unit_test(whoever_does_not_know_cannot_behave_otherwise),
      cmocka_unit_test(a_wrong_allocation_is_refused),
      cmocka_unit_test(eligible_is_who_was_so_before),
      cmocka_unit_test(a_wrong_read_is_refused),
      cmocka_unit_test(a_wrong_endpoint_is_refused),
      cmocka_unit_test(a_wrong_time_is_refused),
      cmocka_unit_test(a_test_that_does_not_fit_its_endpoint_is_refused),
      cmocka_unit_test(a_wrong_analysis_is_refused),
      cmocka_unit_test(which_arm_is_meant_must_be_clear),
      cmocka_unit_test(a_wrong_plan_is_refused),
      cmocka_unit_test(more_people_than_have_numbers_are_refused),
      cmocka_unit_test(one_arm_has_no_null_trials),
      cmocka_unit_test(a_wrong_published_number_is_refused),
      cmocka_unit_test(rescue_that_nobody_or_everybody_needs_is_refused),
  };
  return cmocka_run_group_tests(tests, reading_begin, reading_end);
}
