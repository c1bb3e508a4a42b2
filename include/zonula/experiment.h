/* Experiments: a study with a question, and conditions that its answer can fail.
 *
 * A study file with the key `experiment` (docs/data.md) names numbers that are read in everybody, says what must hold of them, and which
 * mechanism, taken away, must make that fail. It is run over the calibrated ensemble (data/ensemble.csv): each parameter set has people of
 * its own. What holds in a person is counted over people; what holds of a statistic is judged over everybody, and counted over parameter
 * sets. The experiments behind the claims are studies/claims/<name>.yaml, and travel inside the program. */
#ifndef ZONULA_EXPERIMENT_H
#define ZONULA_EXPERIMENT_H

#include <stddef.h>

#include "study.h"

/* What is asked of a criterion's values, one per person. */
enum zn_criterion_kind {
  ZN_CRITERION_EACH,            /* each person's value lies within the bounds, in at least a given share of people */
  ZN_CRITERION_MEDIAN,          /* the median of all values does */
  ZN_CRITERION_MEAN,            /* the mean does */
  ZN_CRITERION_RISK_RATIO,      /* share of people with a value other than 0, where `by` is true over where it is not */
  ZN_CRITERION_AUC,             /* area under the ROC curve: how often the value is higher where `by` is true */
  ZN_CRITERION_RANK_CORRELATION /* Spearman's, of the value with `by` */
};
enum { ZN_CRITERION_KINDS = ZN_CRITERION_RANK_CORRELATION + 1 };
const char *zn_criterion_word(enum zn_criterion_kind kind); /* "each", "median", ... */

struct zn_criterion {
  char *label; /* what holds, a clause in plain words */
  enum zn_criterion_kind kind;
  char *value;         /* expression over the reads (docs/data.md), evaluated in each person */
  char *by;            /* the same; NULL where the kind has none */
  char *among;         /* the same: only people in whom it is true count; NULL: everybody */
  double above, below; /* bounds, themselves excluded; -INFINITY, INFINITY: none */
  double in;           /* ZN_CRITERION_EACH: the least share of people, above 0 to 1 */
  char *because;       /* where the bounds come from */
  int source;          /* of them: index, zn_source_info(); `chosen` is one */
  int line;
};

/* A mechanism taken away from everybody, from the start. */
struct zn_broken {
  char *without; /* "the threshold of macrophages" */
  int n_changes;
  struct zn_change *changes;
};

/* Read number r is row first_row + r of the study; a read without an assay is what is true in the body (assay -1). Reads of one expression
 * are of the same people: of cohorts with equal seeds and numbers of people. */
struct zn_experiment {
  char *asks; /* the question, one sentence */
  int n_reads, first_row;
  char **read; /* [n_reads] names used in expressions */
  int n_criteria;
  struct zn_criterion *criterion;
  int n_broken;
  struct zn_broken *broken;
};

/* --- Running -------------------------------------------------------------------------------------------------------------------- */

struct zn_criterion_result {
  enum zn_criterion_kind kind; /* of the criterion */
  int holds;
  int people, without;         /* who count, and those of them whom it has no value for: failed, or 0 / 0; in them it does not hold */
  double statistic;            /* EACH: share of people; else the statistic over everybody */
  double survives, lo90, hi90; /* share in which it holds, with an exact binomial 90 % interval: EACH: of people, else of parameter sets */
  int members_hold;            /* parameter sets whose own people fulfil it */
  double quantile[5];          /* 5, 25, 50, 75, 95 % of people's values */
  double *member;              /* [members] each set's own: EACH: median of its people's values; else its statistic */
};

struct zn_outcome {
  int holds;                             /* all criteria */
  int worst;                             /* the criterion that survives least */
  struct zn_criterion_result *criterion; /* [n_criteria] */
};

struct zn_experiment_result {
  char *name;          /* of the study */
  char digest[17];     /* of all that the result depends on, as zn_experiment_digest makes it; "" until somebody fills it in */
  int members, people; /* parameter sets; simulated people of the intact model, over all cohorts and sets */
  int n_criteria, n_broken;
  char **label, **without; /* [n_criteria] what holds; [n_broken] what is taken away: as the study says */
  struct zn_outcome intact;
  struct zn_outcome *broken; /* [n_broken] */
};

/* Runs an experiment, and with each of its mechanisms taken away unless `intact_only`. A cohort's people are so many over all parameter
 * sets, rounded up to equal numbers in each. Progress counts people. Free with zn_experiment_result_free. ZN_ARGUMENT when the study is
 * none. */
struct zn_experiment_options {
  int people; /* of each cohort, over all sets; 0: as the study says */
  int intact_only;
  struct zn_run_options run;
};
enum zn_status zn_experiment_run(struct zn_experiment_result **result, const struct zn_study *study, const struct zn_library *library,
                                 const struct zn_experiment_options *options, struct zn_error *error);
void zn_experiment_result_free(struct zn_experiment_result *result);

/* Judges a run of the study as it is, by the numbers of the table alone: one parameter set, nothing taken away. Free as above. ZN_ARGUMENT
 * when the study is no experiment. */
enum zn_status zn_experiment_judge(struct zn_experiment_result **result, const struct zn_run *run, struct zn_error *error);

/* Takes mechanism `broken` of the study's experiment away from everybody, as zn_experiment_run does in turn. ZN_ARGUMENT when there is none
 * of that number. */
enum zn_status zn_experiment_break(struct zn_study *study, int broken, struct zn_error *error);

/* --- The experiments that travel inside the program (io) ------------------------------------------------------------------------- */

int zn_experiment_count(void);
const char *zn_experiment_name(int index); /* "leak_alone", in the order of names; NULL outside */
/* ZN_INPUT, with the nearest name, when there is none of that name. Free with zn_study_free. */
enum zn_status zn_experiment_study(struct zn_study **study, const char *name, const struct zn_library *library, struct zn_error *error);
/* What a result of that experiment must carry to be of this program: 16 hex digits of a SHA-256 over version, equations, the numbers of
 * data/ (not what only speaks about the model: claims, findings, sources) and the experiment's own file. ZN_INPUT as above. */
enum zn_status zn_experiment_digest(char digest[17], const char *name, struct zn_error *error);
/* The same for any text in place of the file's. */
void zn_experiment_digest_text(char digest[17], const char *text, size_t length);

/* --- An experiment in words (io), for whoever shows it; texts for free() ------------------------------------------------------------- */

/* Who lives through what, and which numbers are read; a sentence a line. */
enum zn_status zn_experiment_words(char **text, const struct zn_study *study, const struct zn_library *library, struct zn_error *error);
/* What is asked of a criterion's values: "lps_after / lps_before lies below 4, in at least 98 % of people". */
enum zn_status zn_criterion_words(char **text, const struct zn_criterion *criterion, struct zn_error *error);
/* What is changed where a mechanism is taken away: "immune_antigen_half times 0.2". */
enum zn_status zn_broken_words(char **text, const struct zn_broken *broken, struct zn_error *error);

/* --- Tables of results (io): one row for each criterion of each variant (docs/data.md) ------------------------------------------------ */

struct zn_experiment_results {
  int n;
  struct zn_experiment_result **result; /* [n] */
};
/* Those that were shipped with this program (studies/claims/results.csv); n may be 0. Free with zn_experiment_results_free. */
enum zn_status zn_experiment_results_shipped(struct zn_experiment_results **results, struct zn_error *error);
/* Strict: a missing or unknown column, a number that is none, or rows that do not belong together are ZN_INPUT with file and line. */
enum zn_status zn_experiment_results_read(struct zn_experiment_results **results, const char *path, struct zn_error *error);
/* Numbers to six digits: what was read and written again is the same byte for byte. */
enum zn_status zn_experiment_results_write(const struct zn_experiment_results *results, const char *path, struct zn_error *error);
/* The result of that name, or NULL. */
const struct zn_experiment_result *zn_experiment_results_find(const struct zn_experiment_results *results, const char *name);
/* Whether a result has the criteria and broken mechanisms of that experiment, as far as numbers and labels tell. */
int zn_experiment_result_fits(const struct zn_experiment_result *result, const struct zn_experiment *experiment);
/* Takes a result over, in the place of one of the same name or else in the order of names. After ZN_MEMORY it is still the caller's. */
enum zn_status zn_experiment_results_put(struct zn_experiment_results *results, struct zn_experiment_result *result,
                                         struct zn_error *error);
void zn_experiment_results_free(struct zn_experiment_results *results);

/* --- A criterion drawn (io) --------------------------------------------------------------------------------------------------------- */

/* Where values lie on a line: logarithmic where all are above 0 and span more than tenfold. */
struct zn_axis {
  double low, high;
  int logarithmic;
};
/* Room for criterion k in every variant: what people and parameter sets have, and the bounds. low is NAN where there is no value. */
struct zn_axis zn_criterion_axis(const struct zn_experiment *experiment, const struct zn_experiment_result *result, int k);
/* 0 to 1; beyond the ends it is held there. */
double zn_axis_place(const struct zn_axis *axis, double value);
/* 5, 25, 50, 75, 95 % of what a bound is laid on: of people's values, or, where a statistic has no values of single people (risk ratio,
 * area under the curve, correlation), of the parameter sets' statistics. NAN without values. */
void zn_criterion_spread(double quantile[5], enum zn_criterion_kind kind, const struct zn_criterion_result *result, int members);

#endif
