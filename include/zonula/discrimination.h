/* Which test tells who has it: every test of a study's `discriminate` held against what is true in the body, in each person.
 *
 * ROC: receiver operating characteristic. A test is read as everybody reads it: more means that it is there. A combination is a
 * logistic regression on the logarithms of its tests, and is judged only by people whom it was not fitted to, so that taking more
 * tests together is not flattered. Methods, with their sources: src/appraisal/roc.h and combine.h. */
#ifndef ZONULA_DISCRIMINATION_H
#define ZONULA_DISCRIMINATION_H

#include "study.h"

/* A score at and above which people are said to have it: what share of those who have it not, and of those who have, it takes in. */
struct zn_roc_point {
  double threshold; /* INFINITY at the first point, which takes in nobody */
  double false_alarms, hits;
};

/* How well one score tells apart two kinds of people. Numbers that there are too few people for are NAN. */
struct zn_roc {
  int people, having;           /* all who count, and those who have it */
  double auc;                   /* chance that one who has it reads higher than one who has not, ties counting half */
  double lo95, hi95;            /* its 95 % interval */
  double hits_90, threshold_90; /* the share found where at most one in ten of the others is a false alarm, and the score at which */
  struct zn_roc_point
      youden; /* where hits less false alarms are most (Youden 1950, 10.1002/1097-0142(1950)3:1<32::aid-cncr2820030106>3.0.co;2-3) */
  double rank_correlation; /* of the score with how much of it there is (Spearman) */
  int n_points;
  struct zn_roc_point *point; /* [n_points] corners of the curve, from nobody to everybody */
};

/* One test or combination in one group of people. */
struct zn_told_by {
  const char *label;
  struct zn_roc roc;                 /* of a test: scores in its unit; of a combination: ln odds */
  double gain, gain_lo95, gain_hi95; /* AUC less that of the group's best single test, paired; NAN for that test itself */
  int n_weights;                     /* 0: a test */
  double *weight;                    /* [n_weights] of the combination's tests: ln odds per SD of ln(read-out), fitted to all people */
};

struct zn_told_group {
  const char *label; /* "everybody" first */
  int people, having;
  int best, worst;       /* single tests by AUC; -1 where there is none */
  int best_combination;  /* index into `by`; -1: none */
  struct zn_told_by *by; /* [n_tests + n_combinations] */
};

/* Who is mistaken by a test: shares of a cohort's people, at the threshold that is wrong in one of ten of everybody who has it not. */
struct zn_told_cohort {
  int people, having;
  double median_truth;  /* in the unit of the truth */
  double *false_alarms; /* [n_tests + n_combinations] among those who have it not; NAN: nobody */
  double *hits;         /* [n_tests + n_combinations] among those who have */
};

struct zn_discrimination {
  const struct zn_run *run; /* borrowed */
  int n_tests, n_combinations, n_groups;
  int left_out;                  /* people without a number for some test, or who failed */
  struct zn_told_group *group;   /* [n_groups] */
  struct zn_told_cohort *cohort; /* [n_cohorts] of the study */
};

/* Judges the tests of a run whose study asks for it (discriminate.n_tests > 0, else ZN_ARGUMENT). Free with zn_discrimination_free.
 * The same run gives the same numbers, bit by bit. Too few people of one kind make numbers NAN and are no error. */
enum zn_status zn_discriminate(struct zn_discrimination **discrimination, const struct zn_run *run, struct zn_error *error);
void zn_discrimination_free(struct zn_discrimination *discrimination);

#endif
