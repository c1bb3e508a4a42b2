/* One published row, read by the rules: whom to simulate, which test to make, which statistic to take; or why that cannot be. */
#ifndef ZN_APPRAISAL_READING_H
#define ZN_APPRAISAL_READING_H

#include "zonula/appraisal.h"
#include "zonula/reading.h"

/* What is taken over the people of a group. */
enum zn_summary { ZN_SUMMARY_MEDIAN, ZN_SUMMARY_MEAN, ZN_SUMMARY_GEOMETRIC_MEAN, ZN_SUMMARY_UPPER_LIMIT };

struct zn_row_reading {
  const struct zn_published *row;
  const struct zn_people_rule *people; /* NULL: out of scope */
  const struct zn_test_rule *test;
  enum zn_summary summary;
  int n_windows;
  struct zn_window_choice windows[ZN_MOST_WINDOWS]; /* the first is where the prediction looks; weights sum to 1 */
  int n;                                            /* people in the group, assumed where not printed */
  double to_unit;                                   /* row's unit = internal * this */
  double reported;                                  /* in the row's unit, as it is compared */
  char reason[200];                                 /* out of scope: why */
  char assumed[600];                                /* sentences */
};

/* People in a group whose number is not printed. */
#define ZN_ASSUMED_PEOPLE 12
/* An upper limit of normal is taken as this quantile of the healthy. */
#define ZN_UPPER_LIMIT_QUANTILE 0.95

void zn_row_read(struct zn_row_reading *reading, const struct zn_published *row, const struct zn_reading_rules *rules,
                 const struct zn_library *library);

/* What is known of the row before it is predicted; its texts are new. zn_verdict_clear also after a failure. */
enum zn_status zn_row_verdict(struct zn_verdict *verdict, const struct zn_row_reading *reading, const struct zn_library *library,
                              struct zn_error *error);
void zn_verdict_clear(struct zn_verdict *verdict);

/* The statistic of n > 0 values, which are reordered. */
double zn_summary_of(enum zn_summary summary, double *values, int n);
/* SD of ln of that statistic in groups of n people whose own ln SD is `ln_sd`, to first order. */
double zn_summary_error(enum zn_summary summary, double ln_sd, int n);

#endif
