/* Calibration: which numbers may move, what was learnt of them from published rows, and the ensemble that came of it.
 *
 * data/calibration.csv lists the numbers with their priors and published ranges. zn_calibrate fits them to a table of published rows
 * (src/appraisal/hierarchy.h says how) and cross-validates. data/ensemble.csv holds draws from what was learnt, data/laboratory.csv how
 * far laboratories and rows scatter; `zonula validate` predicts with both. */
#ifndef ZONULA_CALIBRATION_H
#define ZONULA_CALIBRATION_H

#include <stddef.h>

#include "appraisal.h"

/* --- Numbers that may move ------------------------------------------------------------------------------------------------------- */

enum zn_target_kind {
  ZN_TARGET_PARAMETER, /* rows of data/parameters.csv; value in their unit */
  ZN_TARGET_SOLUTE,    /* a column of data/solutes.csv; value in the column's unit */
  ZN_TARGET_OVERLAY    /* the factor (`scale:`) of a condition or diet on parameters */
};

enum { ZN_MOST_TIED = 8 };

/* One number, or several that are always equal: their names are parted by '|'. */
struct zn_target {
  char *scope; /* "", "solute mannitol|13C-mannitol", "condition crohn_active", "diet fasting" */
  char *name;  /* "solute_leak_share[ascending]|solute_leak_share[transverse]", "fermentation_per_h", "epithelium_constitutive_leak" */
  enum zn_target_kind kind;
  int n_index, index[ZN_MOST_TIED]; /* parameters (also of an overlay) or solutes */
  int overlay;                      /* in the library, or -1 */
  int column;                       /* solute: which number, zn_target_column */
  const char *unit;                 /* of the value; static */
  double now;                       /* value in data/ as compiled in; the first of several */
};

/* Numbers of a solute that may be targets: the columns of data/solutes.csv that describe how it crosses and is lost. */
struct zn_target_column {
  const char *name, *unit;
  double to_internal;
  size_t place; /* offset in struct zn_solute */
};
int zn_target_column_count(void);
const struct zn_target_column *zn_target_column(int index); /* NULL outside */

/* Finds what scope and name stand for. Text is copied. ZN_INPUT, with the nearest name, when there is no such thing; when the number is
 * 0 in data/, or an overlay sets it outright, so that no factor means anything; when an overlay is a treatment (its changes are made
 * during a study, not before). An overlay that does not change a parameter has the factor 1. Clear with zn_target_clear, also after a
 * failure. */
enum zn_status zn_target_find(struct zn_target *target, const char *scope, const char *name, const struct zn_library *library,
                              struct zn_error *error);
void zn_target_clear(struct zn_target *target);

/* The factor of an overlay on a parameter; NAN where the overlay sets it outright. */
double zn_overlay_factor(const struct zn_overlay *overlay, int parameter);

/* Values [n] of targets [n], in their units, given to a cohort: `changes` (new, for free()) are to take the place of the cohort's own,
 * which come last in them. A parameter is changed by a factor, so that the cohort's overlays act on what it has become. A parameter that
 * an overlay of the cohort sets outright stays as that says. */
enum zn_status zn_targets_changes(struct zn_change **changes, int *n_changes, const struct zn_target *target, int n, const double *value,
                                  const struct zn_cohort *cohort, const struct zn_library *library, struct zn_error *error);
/* And to the solutes: `solutes` [zn_solute_count()] is filled with the table, changed. */
void zn_targets_solutes(struct zn_solute *solutes, const struct zn_target *target, int n, const double *value);

/* One row of data/calibration.csv. The prior is log-normal. */
struct zn_calibration_row {
  struct zn_target target;
  double prior_median, prior_ln_sd, low, high; /* unit of the target */
  char *why;                                   /* where prior and range come from */
  int line;
};
struct zn_calibration_table {
  int n;
  struct zn_calibration_row *row;
};
/* The table inside the program. Strict: ZN_INPUT with file and line. Free with zn_calibration_table_free. */
enum zn_status zn_calibration_table_load(struct zn_calibration_table **table, const struct zn_library *library, struct zn_error *error);
void zn_calibration_table_free(struct zn_calibration_table *table);

/* --- What was learnt: data/ensemble.csv and data/laboratory.csv -------------------------------------------------------------------- */

/* Parameter sets, equally probable. */
struct zn_ensemble {
  int members, n;
  struct zn_target *target; /* [n] */
  double *value;            /* [members][n] unit of the target */
};
/* The ensemble inside the program; members 0 where data/ has none. Free with zn_ensemble_free. */
enum zn_status zn_ensemble_load(struct zn_ensemble **ensemble, const struct zn_library *library, struct zn_error *error);
void zn_ensemble_free(struct zn_ensemble *ensemble);

/* How published numbers scatter around what the model says: SDs of ln. */
struct zn_laboratory_spread {
  char *kind; /* "laboratory" (all of one paper alike) or "row" (Student t, 4 degrees of freedom: its scale) */
  char *name; /* class: "lactulose", "ratio"; "healthy" */
  double sd;
};
struct zn_laboratory {
  int n;
  struct zn_laboratory_spread *spread;
};
enum zn_status zn_laboratory_load(struct zn_laboratory **laboratory, struct zn_error *error);
void zn_laboratory_free(struct zn_laboratory *laboratory);
/* SD of that class, or NAN. */
double zn_laboratory_sd(const struct zn_laboratory *laboratory, const char *kind, const char *name);

/* --- Calibrating -------------------------------------------------------------------------------------------------------------------- */

struct zn_calibrate_options {
  struct zn_validate_options
      simulate;       /* people of each situation (0: 96), seed, threads, cache; its progress is only asked whether to stop */
  int members;        /* of the ensemble; 0: 32 */
  int folds;          /* of the coarser cross-validation; 0: 10 */
  int most_steps;     /* 0: as hierarchy.h has it */
  int central;        /* 1: central differences, more exact at twice the cost */
  const double *from; /* [rows of data/calibration.csv] where to begin, unit of the targets; NULL: the priors' medians */
  /* Called after each step with the values reached [n], unit of the targets, and their posterior chi2; nonzero: ZN_INTERRUPTED. May be
   * NULL. */
  int (*step)(void *context, int step, int n, const double *value, double badness);
  void *step_context;
  /* Called now and then with what is being done ("step 2"), parameter sets simulated and all of them; nonzero: ZN_INTERRUPTED. May be
   * NULL. */
  int (*progress)(void *context, const char *what, int done, int all);
  void *progress_context;
};

struct zn_calibrated_number {
  const struct zn_calibration_row *row; /* borrowed */
  double median, lo90, hi90;            /* posterior; unit of the target */
  double moved;                         /* from the prior's median, in prior SDs */
  double learnt;                        /* 1 - posterior SD / prior SD of ln: 0 the prior alone, 1 known exactly */
  int rows;                             /* that it changes by more than 1 % of its own change */
};

struct zn_calibrated_spread {
  const char *kind, *name; /* as in struct zn_laboratory_spread; owned by the calibration */
  int rows, papers;
  double sd, lo90, hi90, prior_median;
};

struct zn_calibration {
  const struct zn_published_table *published; /* borrowed */
  struct zn_calibration_table *table;         /* owned, as are all below */
  int n;
  struct zn_calibrated_number *number; /* [n] */
  int n_spreads;
  struct zn_calibrated_spread *spread;
  int members;
  double *member; /* [members][n] unit of the targets */
  /* The same rows predicted by the fit; by fits to the other papers, each paper or each tenth of them left out; and by a look-up table
   * of the other papers: the geometric mean of the row's read-out and condition, else of its read-out. */
  struct zn_appraisal *fitted, *paper_left_out, *tenth_left_out, *look_up;
  double *weight; /* [published->n] of each row in the fit; NAN out of scope */
  int steps, settled;
  double left;    /* how far another step would move the number that moves most, in posterior SDs */
  double badness; /* posterior chi2 */
  void *owned;    /* what the names belong to */
};

enum zn_status zn_calibrate(struct zn_calibration **out, const struct zn_published_table *published, const struct zn_library *library,
                            const struct zn_calibrate_options *options, struct zn_error *error);
void zn_calibration_free(struct zn_calibration *calibration);

/* Where a calibration had come to: values [table->n] of a step, kept so that an interrupted one can go on (zn_calibrate_options.from).
 * Reading takes the prior's median for a number that the file does not hold. */
enum zn_status zn_calibration_reached_write(const struct zn_calibration_table *table, const double *value, const char *path,
                                            struct zn_error *error);
enum zn_status zn_calibration_reached_read(double *value, const struct zn_calibration_table *table, const char *path,
                                           struct zn_error *error);

/* calibration.csv (one row a number, then spreads, then scores) and calibration.html. As in io.h. */
enum zn_status zn_calibration_write_csv(const struct zn_calibration *calibration, const char *path, struct zn_error *error);
enum zn_status zn_calibration_write_report(const struct zn_calibration *calibration, const char *path, const char *command,
                                           struct zn_error *error);

/* Writes what was learnt into the data folder `folder` ("data"): ensemble.csv, laboratory.csv; medians into parameters.csv, solutes.csv
 * and the conditions' scale lines, graded `calibrated`, with the source `calibration`, whose row in sources.csv holds `command`. Every
 * other byte of those files stays. The program must be generated and built anew (gen_tables) to use them. */
enum zn_status zn_calibration_write_back(const struct zn_calibration *calibration, const char *folder, const char *command,
                                         struct zn_error *error);

#endif
