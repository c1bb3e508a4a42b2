#include "small_trial.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { VALUE, HEALED, ILL };
static const double day = 24.0;

static void make_rows(struct small_trial *s) {
  for (int i = 0; i < 2; i++) {
    s->row[i] = s->base->reported[2]; /* CRP in serum */
    s->row[i].cohort = -1;
    s->row[i].time_h = i ? 30.0 * day : 0.0;
  }
  for (int k = 0; k < SMALL_TRIAL_LOOKS; k++) {
    s->look_h[k] = 10.0 * day * k;
    s->row[2 + k] = s->base->reported[2];
    s->row[2 + k].cohort = -1, s->row[2 + k].assay = -1, s->row[2 + k].time_h = s->look_h[k];
  }
}

static void make_asked(struct small_trial *s) {
  static char placebo[] = "placebo", drug[] = "new_drug", before[] = "before", after[] = "after";
  s->cohort[0] = s->cohort[1] = s->base->cohort[0];
  s->cohort[0].name = placebo, s->cohort[1].name = drug;
  for (int a = 0; a < 2; a++) {
    s->cohort[a].people = SMALL_TRIAL_PEOPLE, s->cohort[a].seed = 2002;
    s->trial_arm[a] = (struct zn_trial_arm){.name = s->cohort[a].name, .ratio = 1.0, .adherence = a ? 0.9 : 1.0, .drop_out = a ? 0.1 : 0.0};
  }
  s->read[0] = before, s->read[1] = after;
  s->endpoint[VALUE] = (struct zn_endpoint){
      .name = "fall", .label = "fall of CRP, \"mg/L\" <low>", .kind = ZN_ENDPOINT_VALUE, .expression = "after - before"};
  s->endpoint[HEALED] = (struct zn_endpoint){
      .name = "healed", .label = "healed", .kind = ZN_ENDPOINT_RESPONDER, .expression = "after < 2.5", .missing_is_failure = 1};
  s->endpoint[ILL] = (struct zn_endpoint){.name = "ill",
                                          .label = "falling ill",
                                          .kind = ZN_ENDPOINT_TIME,
                                          .first_row = 2,
                                          .n_looks = SMALL_TRIAL_LOOKS,
                                          .look_h = s->look_h,
                                          .above = 5.0,
                                          .below = NAN};
  const struct zn_trial_analysis plain = {.arm = 1, .control = 0, .confidence = 0.95};
  for (int k = 0; k < SMALL_TRIAL_ANALYSES; k++) s->analysis[k] = plain;
  s->analysis[0].label = "fall, drug", s->analysis[0].kind = ZN_COMPARE_MANN_WHITNEY, s->analysis[0].endpoint = VALUE;
  s->analysis[1].label = "healed, drug", s->analysis[1].kind = ZN_COMPARE_FISHER, s->analysis[1].endpoint = HEALED;
  s->analysis[2].label = "ill where leaky", s->analysis[2].kind = ZN_COMPARE_COX, s->analysis[2].endpoint = ILL;
  s->analysis[2].by = "before > 3", s->analysis[2].among = "after > 0";
  s->analysis[3].label = "fall, adjusted", s->analysis[3].kind = ZN_COMPARE_ANCOVA, s->analysis[3].endpoint = VALUE;
  s->analysis[3].baseline = VALUE, s->analysis[3].log = 1;
}

static void make_reported(struct small_trial *s) {
  const struct zn_trial_reported plain = {
      .low = NAN, .high = NAN, .to_unit = 1.0, .unit = "1", .source = zn_source_find("suenaert_2002"), .note = "", .arm = -1};
  for (int i = 0; i < SMALL_TRIAL_PUBLISHED; i++) s->reported[i] = plain;
  s->reported[0].label = "fall in the paper", s->reported[0].kind = ZN_REPORTED_EFFECT, s->reported[0].value = -3.25;
  s->reported[0].low = -5.5, s->reported[0].high = -1.25, s->reported[0].note = "read off a figure";
  s->reported[1].label = "odds in the paper", s->reported[1].kind = ZN_REPORTED_EFFECT, s->reported[1].analysis = 1;
  s->reported[1].value = 8.0;
  s->reported[2].label = "p in the paper", s->reported[2].kind = ZN_REPORTED_P_VALUE, s->reported[2].value = 0.02;
  s->reported[3].label = "CRP after the drug", s->reported[3].kind = ZN_REPORTED_ARM, s->reported[3].arm = 1;
  s->reported[3].endpoint = VALUE, s->reported[3].statistic = ZN_STATISTIC_MEDIAN, s->reported[3].value = -2.5;
  s->reported[3].unit = "mg/L";
  s->verdict[0] = (struct zn_trial_verdict){-2.75, -4.0, -1.5, 1, 1.1818};
  s->verdict[1] = (struct zn_trial_verdict){INFINITY, 2.0, INFINITY, -1, NAN};
  s->verdict[2] = (struct zn_trial_verdict){0.0625, 0.03125, 0.5, -1, 3.125};
  s->verdict[3] = (struct zn_trial_verdict){-4.5, -6.0, -3.0, 0, NAN};
}

static void make_trial(struct small_trial *s) {
  s->interim_share[0] = 0.5, s->power_people[0] = 4;
  s->trial = (struct zn_trial){.people = SMALL_TRIAL_PEOPLE,
                               .n_arms = 2,
                               .arm = s->trial_arm,
                               .allocation = ZN_ALLOCATION_BLOCKS,
                               .block = 4,
                               .blinding = ZN_BLINDING_SINGLE,
                               .n_reads = 2,
                               .read = s->read,
                               .eligible = "before > 1",
                               .eligible_because = "the paper took people who were ill",
                               .n_endpoints = SMALL_TRIAL_ENDPOINTS,
                               .endpoint = s->endpoint,
                               .n_analyses = SMALL_TRIAL_ANALYSES,
                               .analysis = s->analysis,
                               .n_interim = 1,
                               .interim_share = s->interim_share,
                               .futility = 0.2,
                               .replicates = SMALL_TRIAL_REPLICATES,
                               .null_replicates = SMALL_TRIAL_NULLS,
                               .n_power = 1,
                               .power_people = s->power_people,
                               .n_reported = SMALL_TRIAL_PUBLISHED,
                               .reported = s->reported};
  s->event[0] = s->base->event[1]; /* the drug, once */
  s->event[0].cohort = 1;
  s->event[1] = s->base->event[2]; /* rest, as rescue of everybody */
  s->event[1].time_h = 10.0 * day, s->event[1].rescue = 1, s->event[1].observable = zn_observable_find("serum_crp");
  s->event[1].places = 1, s->event[1].above = 8.0, s->event[1].below = NAN;
  s->event[2] = s->base->event[3];
  s->event[2].time_h = 30.0 * day;
  s->follow[0] = zn_observable_find("serum_crp");
  s->study = s->base->study;
  s->study.name = "small_trial", s->study.title = "A small trial", s->study.file = "/some/where/small_trial.yaml";
  s->study.n_cohorts = 2, s->study.cohorts = s->cohort, s->study.n_reported = 0, s->study.n_read = 2 + SMALL_TRIAL_LOOKS;
  s->study.reported = s->row, s->study.n_events = 3, s->study.events = s->event, s->study.n_follow = 1, s->study.follow = s->follow;
  s->study.n_pictures = 0, s->study.end_h = 30.0 * day, s->study.trial = &s->trial;
}

/* Of 12 in each arm of three trials 11 and 10 are eligible; one and two are missing. */
static void make_arms(struct small_trial *s) {
  for (int a = 0; a < 2; a++) {
    s->flow[a] = (struct zn_arm_flow){.allocated = 12, .failed = a, .not_eligible = 1, .left = 1 + a, .rescued = 2};
    struct zn_arm_endpoint *e = s->arm + a * SMALL_TRIAL_ENDPOINTS;
    e[VALUE] = (struct zn_arm_endpoint){.people = 10 - a * 2,
                                        .missing = 1 + a,
                                        .mean = -1.5 - 3 * a,
                                        .sd = 1.25,
                                        .quantile = {-4.0 - 3 * a, -2.5 - 3 * a, -1.25 - 3 * a, -0.5 - 3 * a, 0.75 - 3 * a}};
    e[HEALED] = (struct zn_arm_endpoint){.people = 11 - a, .events = 2 + 4 * a, .mean = (2.0 + 4 * a) / (11 - a), .sd = 0.5};
    e[ILL] = (struct zn_arm_endpoint){
        .people = 10, .missing = 1 - a, .events = 5 - 3 * a, .mean = 480.0, .sd = 240.0, .quantile = {240.0, 240.0, 480.0, 720.0, 720.0}};
  }
  const int64_t risk[3][SMALL_TRIAL_LOOKS] = {{10, 10, 8, 5}, {10, 10, 9, 0}, {20, 20, 17, 5}};
  const int64_t ill[3][SMALL_TRIAL_LOOKS] = {{0, 2, 2, 1}, {0, 1, 1, 0}, {0, 3, 3, 1}};
  for (int g = 0; g < 3; g++)
    for (int k = 0; k < SMALL_TRIAL_LOOKS; k++) s->at_risk[g][k] = risk[g][k], s->happened[g][k] = ill[g][k];
  for (int e = 0; e < SMALL_TRIAL_ENDPOINTS; e++) s->everybody[e] = s->arm[e];
  for (int g = 0; g < 3; g++) {
    struct zn_arm_endpoint *e = g < 2 ? &s->arm[g * SMALL_TRIAL_ENDPOINTS + ILL] : &s->everybody[ILL];
    e->at_risk = s->at_risk[g], e->happened = s->happened[g];
  }
}

static void make_comparisons(struct small_trial *s) {
  static const double shift[] = {-4.0, -2.75, -1.5, 0.5, -0.25}, odds[] = {2.0, INFINITY, INFINITY, 0.0, 1.0},
                      p[] = {0.03125, 0.0625, 0.5, 0.75, 0.04};
  for (int r = 0; r < SMALL_TRIAL_REPLICATES + SMALL_TRIAL_NULLS; r++)
    for (int k = 0; k < SMALL_TRIAL_ANALYSES; k++) {
      struct zn_comparison *c = &s->comparison[r * SMALL_TRIAL_ANALYSES + k];
      *c = (struct zn_comparison){.kind = s->analysis[k].kind, .n = {3, 2}, .events = {1, 2}, .statistic = 1.5, .freedom = NAN, .z = -1.5};
      c->estimate = k == 0 ? shift[r] : k == 1 ? odds[r] : k == 2 ? (r == 1 ? NAN : 1.5 + r) : 0.5 + 0.125 * r;
      c->low = k == 0 ? c->estimate - 2.0 : 0.5 * c->estimate, c->high = k == 0 ? c->estimate + 2.0 : 2.0 * c->estimate;
      c->p_value = k == 2 && r == 1 ? NAN : p[r];
    }
  s->stop[0] = (struct zn_trial_stop){.look = 0, .people = 4, .effect = -1};
  s->stop[1] = (struct zn_trial_stop){.look = 0, .people = 4, .futile = 1};
  s->stop[2] = (struct zn_trial_stop){.look = 1, .people = 8, .effect = 1};
  s->stop[3] = s->stop[4] = (struct zn_trial_stop){.look = 1, .people = 8};
  s->interim_bound[0] = 2.963, s->interim_bound[1] = 1.969;
  for (int i = 0; i < 2 * SMALL_TRIAL_ANALYSES; i++)
    s->power[i] = (struct zn_power){.people = i % 2 ? 8 : 4,
                                    .replicates = 3,
                                    .found = i % 2,
                                    .null_replicates = 2,
                                    .null_found = i % 2,
                                    .low = 0.0084,
                                    .high = 0.9057,
                                    .null_low = 0.0126,
                                    .null_high = 0.9874};
  for (int i = 4; i < 6; i++) { /* by something: no null trials */
    struct zn_power *power = &s->power[i];
    power->null_replicates = power->null_found = 0, power->null_low = 0.0, power->null_high = 1.0;
  }
}

struct small_trial *small_trial_new(void) {
  struct small_trial *s = calloc(1, sizeof *s);
  assert_non_null(s);
  s->base = small_run_new();
  make_rows(s);
  make_asked(s);
  make_reported(s);
  make_trial(s);
  make_arms(s);
  make_comparisons(s);
  s->outcome[0] = (struct zn_person_outcome){.cohort = 1, .number = 33, .status = ZN_NUMERICAL, .time_h = 31.25};
  snprintf(s->outcome[0].text, sizeof s->outcome[0].text, "the step became <too> small");
  for (int i = 0; i < SMALL_POINTS; i++) s->course_time_h[i] = 180.0 * i;
  for (int i = 0; i < 2 * SMALL_POINTS * 5; i++) s->course[i] = 1.0 + 0.125 * (i % 5) + 0.5 * (i / 5);
  s->run = (struct zn_trial_run){.study = &s->study,
                                 .library = &s->base->library,
                                 .people = 40,
                                 .failed = 1,
                                 .eligible = 33,
                                 .rescued = 5,
                                 .steps = 54321,
                                 .flow = s->flow,
                                 .arm = s->arm,
                                 .everybody = s->everybody,
                                 .comparison = s->comparison,
                                 .stop = s->stop,
                                 .interim_bound = s->interim_bound,
                                 .power = s->power,
                                 .verdict = s->verdict,
                                 .n_outcomes = 1,
                                 .outcome = s->outcome,
                                 .course_points = SMALL_POINTS,
                                 .course_time_h = s->course_time_h,
                                 .course = s->course};
  return s;
}

void small_trial_free(struct small_trial *s) {
  small_run_free(s->base);
  free(s);
}
