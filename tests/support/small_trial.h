/* A small trial made by hand, with everything in it that its files and its page have to show: two arms, a value, a yes or no and a time,
 * four analyses, an interim look, published numbers, a person that failed. Nothing is simulated: the numbers are typed, so a test knows
 * them. */
#ifndef ZN_TESTS_SMALL_TRIAL_H
#define ZN_TESTS_SMALL_TRIAL_H

#include "small_run.h"

enum {
  SMALL_TRIAL_PEOPLE = 8, /* in each replicate */
  SMALL_TRIAL_REPLICATES = 3,
  SMALL_TRIAL_NULLS = 2,
  SMALL_TRIAL_ENDPOINTS = 3, /* fall, healed, ill */
  SMALL_TRIAL_ANALYSES = 4,  /* Mann and Whitney, Fisher, Cox, analysis of covariance of logarithms */
  SMALL_TRIAL_LOOKS = 4,
  SMALL_TRIAL_PUBLISHED = 4 /* two effects, a p value, a median */
};

struct small_trial {
  struct zn_trial_run run;
  struct small_run *base; /* whose library, events and courses it borrows */
  struct zn_study study;
  struct zn_trial trial;
  struct zn_cohort cohort[2]; /* "placebo", "drug" */
  struct zn_trial_arm trial_arm[2];
  char *read[2];
  struct zn_reported row[2 + SMALL_TRIAL_LOOKS];
  struct zn_endpoint endpoint[SMALL_TRIAL_ENDPOINTS];
  double look_h[SMALL_TRIAL_LOOKS]; /* 0, 10, 20, 30 d */
  struct zn_trial_analysis analysis[SMALL_TRIAL_ANALYSES];
  struct zn_trial_reported reported[SMALL_TRIAL_PUBLISHED];
  struct zn_trial_verdict verdict[SMALL_TRIAL_PUBLISHED];
  double interim_share[1], interim_bound[2];
  int power_people[1];
  struct zn_arm_flow flow[2];
  struct zn_arm_endpoint arm[2 * SMALL_TRIAL_ENDPOINTS], everybody[SMALL_TRIAL_ENDPOINTS];
  int64_t at_risk[3][SMALL_TRIAL_LOOKS], happened[3][SMALL_TRIAL_LOOKS]; /* of both arms and of everybody */
  struct zn_comparison comparison[(SMALL_TRIAL_REPLICATES + SMALL_TRIAL_NULLS) * SMALL_TRIAL_ANALYSES];
  struct zn_trial_stop stop[SMALL_TRIAL_REPLICATES + SMALL_TRIAL_NULLS];
  struct zn_power power[2 * SMALL_TRIAL_ANALYSES];
  struct zn_person_outcome outcome[1];
  int follow[1];
  struct zn_event event[3];
  double course_time_h[SMALL_POINTS], course[2 * SMALL_POINTS * 5];
};

/* Makes the trial; ends the test without memory. Free with small_trial_free. */
struct small_trial *small_trial_new(void);
void small_trial_free(struct small_trial *small);

#endif
