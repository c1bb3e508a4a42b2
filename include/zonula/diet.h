/* The model held against published outcomes of diets: does it move the same way, and by how much?
 *
 * A row says that an intervention, against a comparator, moved an outcome up, down or not at all. It is read by written rules
 * (data/reading/diets.csv): who was studied, what the two arms ate, which number of the model the outcome is. The same virtual people live
 * through both arms; the fold between the medians of the two is what the model says. */
#ifndef ZONULA_DIET_H
#define ZONULA_DIET_H

#include "appraisal.h"

/* One published outcome, as the file has it; blank numbers are NAN, n 0. Strings belong to the table. */
struct zn_diet_row {
  char *id, *intervention, *comparator, *species;
  double duration_d;
  char *outcome;
  char *value[2]; /* intervention, comparator: numbers or words, as printed */
  char *unit, *effect, *effect_kind;
  double ci[2];
  int n;
  char *paper, *journal, *doi, *url, *note;
  int line;
};

struct zn_diet_table {
  char *file;
  int n;
  struct zn_diet_row *rows;
  char *text; /* the storage behind the strings; NULL where a table was built by hand */
};
void zn_diet_table_free(struct zn_diet_table *table);

/* --- Rules: data/reading/diets.csv. Words of a list are parted by '|' and match anywhere, whatever the case; the first rule that fits
 * wins. A rule that cannot be represented says why. ------------------------------------------------------------------------------------ */

struct zn_diet_step {
  int overlay;     /* of the rules' library */
  double dose;     /* in the overlay's written unit, 0 when it has none */
  double before_h; /* begins so long before the measurement; NAN: as long as the row says */
  double for_h;    /* 0: to the end, or as long as the overlay says */
};

enum zn_diet_part { ZN_DIET_PEOPLE, ZN_DIET_ARM, ZN_DIET_OUTCOME, ZN_DIET_EFFECT, ZN_DIET_PARTS };

struct zn_diet_rule {
  enum zn_diet_part part;
  char *words, *means; /* as the table has them */
  int possible;        /* 0: out of scope, `why` says why */
  int n_conditions;    /* people */
  int *conditions;
  int n_steps; /* arms; none: the usual diet */
  struct zn_diet_step *steps;
  int assay; /* outcomes */
  enum zn_quantity_kind quantity;
  int probe, over, observable;
  double window_h[2];
  double least_fold; /* a smaller change of the model is none */
  double null_fold;  /* what is reported not to change must stay within this: trials of some dozens of people see no less */
  int direction;     /* effects: -1, 0, 1 */
  char *why;         /* what is assumed */
  int line;
};

struct zn_diet_rules {
  int n;
  struct zn_diet_rule *rule;
  struct zn_library library; /* the one they were read with, and at its end diets that only the rules know; borrows the former's parts */
  int n_own;                 /* how many of those */
};
/* Loads the rules that travel inside the program. The library must outlive them. Free with zn_diet_rules_free. */
enum zn_status zn_diet_rules_load(struct zn_diet_rules **rules, const struct zn_library *library, struct zn_error *error);
void zn_diet_rules_free(struct zn_diet_rules *rules);

/* --- What the model says -------------------------------------------------------------------------------------------------------------- */

struct zn_diet_verdict {
  int in_scope;
  char *reason;            /* out of scope: why; else "" */
  char *assumed;           /* sentences; may be "" */
  char *simulated;         /* "healthy: western for 30 d against the usual diet"; "" out of scope */
  char *measured;          /* "serum serum_lps"; "" out of scope */
  double value[2];         /* medians of intervention and comparator, shown unit */
  double predicted;        /* their fold */
  double low90, high90;    /* between these lie the folds of nine in ten single people */
  double reported;         /* fold, NAN where none is printed */
  int predicted_direction; /* -1, 0, 1: below, within or above the least fold of that outcome */
  int reported_direction;
  int direction_right; /* the same direction; where no change is reported, a fold within null_fold */
  double fold_error;   /* NAN without a reported fold */
};

struct zn_diet_score {
  int rows, in_scope;
  int right;                  /* rows in scope whose direction is right */
  int changes, changes_right; /* rows that report a change */
  int nulls, nulls_right;     /* rows that report none */
  int folds;                  /* rows that report a fold */
  double gmfe;                /* of them; NAN: none */
  double direction_right;     /* share of rows in scope; NAN: none */
};

struct zn_diet_appraisal {
  const struct zn_diet_table *table; /* borrowed */
  struct zn_diet_verdict *verdict;   /* [table->n] */
  struct zn_diet_score score;
  int people; /* in each arm */
};

/* Reads, simulates and judges every row. options->people 0: 64 in each arm. Free with zn_diet_appraisal_free. */
enum zn_status zn_diet_validate(struct zn_diet_appraisal **appraisal, const struct zn_diet_table *table, const struct zn_library *library,
                                const struct zn_validate_options *options, struct zn_error *error);
void zn_diet_appraisal_free(struct zn_diet_appraisal *appraisal);

/* Counts what the verdicts say. */
void zn_diet_score(struct zn_diet_appraisal *appraisal);

/* Everything that zonula validate has to show; either may be NULL. */
struct zn_validation {
  const struct zn_appraisal *permeability;
  const struct zn_diet_appraisal *diet;
};

#endif
