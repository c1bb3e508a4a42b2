/* One published row, read: whom to simulate, which test to make, which statistic to take; or why that cannot be.
 *
 * Who was tested is said by the rules, or by a study file that the row names. */
#ifndef ZN_APPRAISAL_READING_H
#define ZN_APPRAISAL_READING_H

#include "zonula/appraisal.h"
#include "zonula/reading.h"

/* What is taken over the people of a group. */
enum zn_summary { ZN_SUMMARY_MEDIAN, ZN_SUMMARY_MEAN, ZN_SUMMARY_GEOMETRIC_MEAN, ZN_SUMMARY_UPPER_LIMIT };

struct zn_row_reading {
  const struct zn_published *row;
  int in_scope;
  const struct zn_people_rule *people; /* who was tested, by the rules; NULL: no rule fits, or a study says so */
  const struct zn_study *study;        /* what tells the row's story; NULL: the rules do */
  const struct zn_reported *told;      /* the number of that study that is the row's; NULL: none */
  const struct zn_test_rule *test;     /* NULL: no rule fits */
  const struct zn_row_rule *single;    /* what this row alone needs; NULL: nothing */
  int assay;                           /* the test that is made, -1: none */
  enum zn_summary summary;
  int n_windows;
  struct zn_window_choice windows[ZN_MOST_WINDOWS]; /* the first is where the prediction looks; weights sum to 1 */
  int n;                                            /* people in the group, assumed where not printed */
  double to_unit;                                   /* row's unit = internal * this */
  double reported;                                  /* in the row's unit, as it is compared */
  char situation[640];                              /* told by a study: whose people they are and when they are tested */
  char reason[600];                                 /* out of scope: why */
  char assumed[600];                                /* sentences */
};

/* People in a group whose number is not printed. */
#define ZN_ASSUMED_PEOPLE 12
/* An upper limit of normal is taken as this quantile of the healthy. */
#define ZN_UPPER_LIMIT_QUANTILE 0.95

/* `study` tells the row's story; NULL: the rules say who was tested. The reading borrows from all of them. */
void zn_row_read(struct zn_row_reading *reading, const struct zn_published *row, const struct zn_reading_rules *rules,
                 const struct zn_study *study, const struct zn_library *library);

/* Who is simulated and what was done to them. */
const char *zn_row_situation(const struct zn_row_reading *reading);

/* While reading: the row cannot be represented (the first reason stands); something is assumed. */
void zn_row_leave_out(struct zn_row_reading *reading, const char *why);
void zn_row_assume(struct zn_row_reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Whether what is read is read in a window after the dose. */
int zn_quantity_has_window(enum zn_quantity_kind quantity);

/* What is known of the row before it is predicted; its texts are new. zn_verdict_clear also after a failure. */
enum zn_status zn_row_verdict(struct zn_verdict *verdict, const struct zn_row_reading *reading, const struct zn_library *library,
                              struct zn_error *error);
void zn_verdict_clear(struct zn_verdict *verdict);

/* The statistic of n > 0 values, which are reordered. */
double zn_summary_of(enum zn_summary summary, double *values, int n);
/* SD of ln of that statistic in groups of n people whose own ln SD is `ln_sd`, to first order. */
double zn_summary_error(enum zn_summary summary, double ln_sd, int n);

#endif
