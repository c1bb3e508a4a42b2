/* The model held against the world: published measurements, what the model says of each, and how well that went.
 *
 * A table of published rows (io.h reads it) is read by written rules (data/reading/): who was tested, by what, in which window, and what
 * was assumed where the paper is silent. Each row's people are simulated over the calibrated ensemble (data/ensemble.csv), the same
 * statistic is taken, and the answer says where that statistic should fall. */
#ifndef ZONULA_APPRAISAL_H
#define ZONULA_APPRAISAL_H

#include "study.h"

/* One published number, as the file has it. Strings are never NULL; those of a table that was read belong to the table. */
struct zn_published {
  char *id, *condition, *subgroup, *test, *probe;
  char *dose_g;                             /* as printed: "5/2", "40" or "" */
  double window_h[2];                       /* NAN where blank */
  char *statistic;                          /* "mean", "median", "geometric_mean", and what no cohort can answer */
  double value;                             /* in `unit`; NAN where blank: not printed */
  char *unit;                               /* as printed */
  char *spread_kind;                        /* "sd", "sem", "iqr", "range", "ci95", "none" or "" */
  double spread[2];                         /* low and high as printed, NAN: none */
  int n;                                    /* people; 0 where blank */
  char *paper, *journal, *doi, *url, *note; /* paper: authors and year; rows of one paper share a laboratory */
  char *study;                              /* optional column: a study file that tells the row's people and timeline; "" */
  int line;
};

struct zn_published_table {
  char *file;
  int n;
  struct zn_published *rows;
  char *text; /* the storage behind the rows' strings; NULL where a table was built by hand */
};

/* What the model says of one row. */
struct zn_verdict {
  int in_scope;
  char *reason;                   /* out of scope: why; in scope: "" */
  char *assumed;                  /* in scope: what was assumed where the row is silent, sentences; may be "" */
  char *situation;                /* who was simulated and what was done to them: "crohn_active, infliximab 28 d before" */
  char *test, *condition, *probe; /* names by which scores are grouped */
  int people;                     /* in the group whose statistic is predicted */
  double predicted, lo90, hi90;   /* in the row's own unit */
  double reported;                /* in the row's own unit, as it is compared: after the reading of its scale */
  double fold_error;              /* max(p/r, r/p); NAN where none is defined */
  int inside;                     /* reported lies in [lo90, hi90] */
};

/* Two rows of one paper, with the same probe, window and kind of statistic, of people in different situations. */
struct zn_contrast {
  int from, to;               /* rows */
  double predicted, reported; /* value of `to` over value of `from` */
  int direction_right;        /* both above or both below 1 */
  double fold_error;
};

struct zn_score {
  int rows, in_scope;
  double gmfe;                           /* geometric mean fold error of rows in scope; NAN: no row */
  double within_1_5_fold, within_2_fold; /* shares, 0..1 */
  double coverage_90, median_width_fold; /* share inside its interval; median of hi90/lo90 */
  int contrasts;
  double direction_right, contrast_gmfe; /* share; NAN without contrasts */
};

struct zn_score_group {
  const char *kind, *name; /* "test", "condition" or "probe"; the name; borrowed from the verdicts */
  struct zn_score score;
};

struct zn_appraisal {
  const struct zn_published_table *table; /* borrowed */
  struct zn_verdict *verdict;             /* [table->n] */
  int n_contrasts;
  struct zn_contrast *contrast;
  struct zn_score overall;
  int n_groups;
  struct zn_score_group *group; /* by kind (test, condition, probe), then by name */
};

struct zn_validate_options {
  int people;                /* of each situation, or of each cohort of a study file, over all members of the ensemble; 0: 384 */
  uint64_t seed;             /* 0: 1 */
  struct zn_run_options run; /* progress counts simulated people */
};

/* Reads, simulates and judges every row; those that name a study file are that study's people (docs/data.md). `*out` is freed with
 * zn_appraisal_free. ZN_INPUT, with the table's line, when such a file cannot be read. */
enum zn_status zn_validate(struct zn_appraisal **out, const struct zn_published_table *table, const struct zn_library *library,
                           const struct zn_validate_options *options, struct zn_error *error);
void zn_appraisal_free(struct zn_appraisal *appraisal);

/* Finds the contrasts and makes all scores from the verdicts. Observed folds below 1.2 are no contrast: noise would decide them. */
enum zn_status zn_appraisal_score(struct zn_appraisal *appraisal, struct zn_error *error);

void zn_published_free(struct zn_published_table *table);

#endif
