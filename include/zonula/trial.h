/* Virtual trials: people allocated to arms, what each arm is given, what is measured in everybody, how it is compared, again and again.
 *
 * A trial is a study file with the key `trial` (docs/trials.md). Its cohort is who is recruited; each arm is that cohort under what the
 * timeline gives to it. Person number p of a trial with n people is person p of the cohort's seed, belongs to replicate p / n, and is
 * simulated in one arm: whom chance gives it. Replicates behind the first `replicates` are null trials: everybody gets what the control
 * gets, whatever the label says, so that what they find is found by chance. */
#ifndef ZONULA_TRIAL_H
#define ZONULA_TRIAL_H

#include <stdint.h>

#include "comparison.h"
#include "study.h"

/* --- What is asked -------------------------------------------------------------------------------------------------------------------- */

struct zn_trial_arm {
  char *name;
  double ratio;     /* how many of it for one of an arm with ratio 1; whole numbers */
  double adherence; /* each thing given is taken with this probability, as a whole; 1: always. In the events as well (zn_event.taken) */
  double drop_out;  /* share of people who have left by the end of the study, at a constant rate; 0: nobody leaves */
};

enum zn_allocation {
  ZN_ALLOCATION_SIMPLE, /* each person by a draw of their own */
  ZN_ALLOCATION_BLOCKS  /* permuted blocks: after every block the arms have their ratio */
};

/* Who knows what is given. The model's instruments do not, so it changes no reading; but without double blinding people may leave or miss
 * what is given more often in one arm than in another, and only then may a file say so. */
enum zn_blinding { ZN_BLINDING_OPEN, ZN_BLINDING_SINGLE, ZN_BLINDING_DOUBLE };

enum zn_endpoint_kind {
  ZN_ENDPOINT_VALUE,     /* a number: change, ratio, or any expression over the reads */
  ZN_ENDPOINT_RESPONDER, /* yes (1) or no (0) */
  ZN_ENDPOINT_TIME       /* hours to the first look at which something holds, or to the last look without it */
};

/* Expressions (docs/data.md) are over the names of the reads and `rescued` (1: the person needed rescue). A read after somebody left is
 * missing, and with it every endpoint that uses it. */
struct zn_endpoint {
  char *name, *label; /* label: a few plain words, with unit where there is one */
  enum zn_endpoint_kind kind;
  char *expression;       /* VALUE, RESPONDER: over the reads; NULL for TIME */
  int missing_is_failure; /* RESPONDER: who left counts as no */
  /* TIME: row first_row + k of the study is what is looked at at look_h[k]; it happens where the value lies above `above` or below
   * `below` (NAN: not asked). Who has it at the first look does not count, or with first_counts counts as ill from the start. */
  int first_counts;
  int first_row, n_looks;
  double *look_h;
  double above, below;
  int line;
};

struct zn_trial_analysis {
  char *label;
  enum zn_comparison_kind kind;
  int endpoint;
  int arm, control;  /* arms compared; control is [0] of the comparison. Unused where `by` is given */
  char *by;          /* expression: people for whom it is true against the others, over all arms; NULL: by arms */
  char *among;       /* expression: only people for whom it is true; NULL: everybody */
  int baseline;      /* ANCOVA: the endpoint that is the covariate */
  int log;           /* T, ANCOVA: of ln of the endpoint (and baseline); estimate and interval are shown as ratios */
  double confidence; /* 0.95 */
  int line;
};

/* A published number and what to hold against it. */
enum zn_trial_reported_kind {
  ZN_REPORTED_EFFECT,  /* estimate of an analysis */
  ZN_REPORTED_P_VALUE, /* of an analysis */
  ZN_REPORTED_ARM      /* mean, median or share of an endpoint in an arm */
};
struct zn_trial_reported {
  char *label;
  enum zn_trial_reported_kind kind;
  int analysis;      /* EFFECT, P_VALUE */
  int arm, endpoint; /* ARM; arm -1: everybody */
  enum zn_statistic
      statistic;           /* ARM: mean (of a responder endpoint its share, of a time endpoint the share in whom it happened) or median */
  double value, low, high; /* low and high: the printed interval, NAN: none */
  double to_unit;          /* ARM: shown = internal * this */
  char *unit;
  int source; /* zn_source_info() */
  char *note;
  int line;
};

struct zn_trial {
  int people; /* recruited in each replicate: that of the cohort */
  int n_arms;
  struct zn_trial_arm *arm; /* arm k is cohort k of the study; all cohorts are the same people */
  int control;
  enum zn_allocation allocation;
  int block; /* people in a block */
  enum zn_blinding blinding;
  int n_reads, first_row; /* read r is row first_row + r of the study, read in everybody (cohort -1) */
  char **read;            /* [n_reads] names used in expressions */
  char *eligible;         /* expression: who is not stays out of all endpoints; NULL: everybody is */
  char *eligible_because;
  int n_endpoints;
  struct zn_endpoint *endpoint;
  int n_analyses;
  struct zn_trial_analysis *analysis; /* the first is the primary one */
  int n_interim;                      /* interim looks at the primary analysis before the end; 0: none */
  double *interim_share;              /* [n_interim] of the people recruited, in their order, rising, below 1 */
  enum zn_spending spending;
  double futility; /* stops where the conditional power falls below; 0: never */
  int replicates, null_replicates;
  int n_power;
  int *power_people; /* [n_power] rising, at most `people`: power with only the first so many of each replicate */
  int n_reported;
  struct zn_trial_reported *reported;
};
/* Frees a trial that a study owns; called by zn_study_free. */
void zn_trial_free(struct zn_trial *trial);

/* Other numbers for a trial that was read: people in each replicate, which all its cohorts have then, replicates, null trials. 0 leaves a
 * number as it is, and null_replicates below 0 takes the null trials away. Sizes of `power_people` that are not below the people are
 * dropped. ZN_INPUT, and nothing changed, when that is too many, when the people are named by a table, or (ZN_ARGUMENT) when it is no
 * trial. */
enum zn_status zn_trial_resize(struct zn_study *study, int people, int replicates, int null_replicates, struct zn_error *error);

/* The arm of person `number` of the trial. */
int zn_trial_arm_of(const struct zn_study *study, uint32_t number);
/* When that person leaves, h; INFINITY: never. */
double zn_trial_leaves_h(const struct zn_study *study, uint32_t number);

/* --- Running ------------------------------------------------------------------------------------------------------------------------- */

/* How several processes share one trial; those of one job (MPI ranks) have one counter and one sum. Any may be NULL: then this process is
 * alone, or shares the folder with strangers (job arrays), which the locks of the folder sort out. */
struct zn_ranks {
  int rank, count; /* 0, 1 for one alone */
  void *context;
  int64_t (*next)(void *context);                            /* 0, 1, 2, ... over all ranks: the next piece of work */
  void (*tell)(void *context, int64_t done, int64_t failed); /* adds to the sums over all ranks */
  void (*hear)(void *context, int64_t *done, int64_t *failed);
  enum zn_status (*meet)(void *context, enum zn_status mine); /* waits for all; the worst status of any */
};

struct zn_trial_progress {
  int64_t done, people; /* over all ranks; what earlier runs left counts as done */
  int64_t kept;         /* of them from earlier runs */
  int64_t failed;
  int ranks;
};

struct zn_trial_options {
  struct zn_run_options run;    /* its progress is not used */
  const char *folder;           /* where pieces are kept, made if missing */
  int piece;                    /* people in a piece; 0: chosen from the size of the trial. Changes no byte of the result */
  const struct zn_ranks *ranks; /* NULL: alone */
  double begin; /* without ranks: which share of the pieces to skip first, 0 up to 1; they come last. For strangers in one folder */
  /* Called now and then from one thread at a time, on every rank; nonzero stops the work: what is whole is kept. May be NULL. */
  int (*progress)(void *context, const struct zn_trial_progress *progress);
  void *progress_context;
};

/* An endpoint in the people of an arm, over all replicates that are not null. */
struct zn_arm_endpoint {
  int64_t people, missing, events; /* who count; who left, or could not be read; TIME, RESPONDER: yes */
  double mean, sd;                 /* of RESPONDER: its share; of TIME: of those in whom it happened, h */
  double quantile[5];              /* 5, 25, 50, 75, 95 %, to 0.1 % */
  int64_t *at_risk, *happened;     /* TIME: [n_looks], else NULL */
};

struct zn_trial_stop {
  int look;   /* 0 ... n_interim: the last one is the planned end */
  int people; /* recruited until then */
  int effect; /* stopped, or ended, with an effect beyond the bound: 1 in favour of above the null, -1 below, 0 none */
  int futile; /* stopped for futility */
};

struct zn_power {
  int people;                                         /* recruited */
  int replicates, found, null_replicates, null_found; /* p below 1 - confidence */
  double low, high, null_low, null_high;              /* exact 95 % intervals of found/replicates and null_found/null_replicates */
};

struct zn_trial_verdict {
  double predicted, low, high; /* median over replicates and where 95 % of them lie; of one replicate its own interval */
  int inside;                  /* predicted lies in the printed interval; -1: none is printed */
  double fold;                 /* max(p/r, r/p), NAN */
};

/* Who came how far in an arm, over all replicates that are not null. */
struct zn_arm_flow {
  int64_t allocated;
  int64_t failed;       /* could not be simulated */
  int64_t not_eligible; /* or left before that was known */
  int64_t left;         /* of those eligible: before the end of the study */
  int64_t rescued;      /* of those eligible */
};

struct zn_trial_run {
  const struct zn_study *study;     /* borrowed */
  const struct zn_library *library; /* borrowed */
  int64_t people, failed, eligible; /* simulated, null trials included */
  int64_t rescued;
  uint64_t steps;
  struct zn_arm_flow *flow;          /* [n_arms] */
  struct zn_arm_endpoint *arm;       /* [n_arms][n_endpoints] */
  struct zn_arm_endpoint *everybody; /* [n_endpoints] */
  struct zn_comparison *comparison;  /* [replicates + null_replicates][n_analyses] everybody recruited, no interim look */
  struct zn_trial_stop *stop;        /* [replicates + null_replicates]; NULL without interim looks */
  double *interim_bound;             /* [n_interim + 1], NULL */
  struct zn_power *power;            /* [n_analyses][n_power + 1]; the last: all people */
  struct zn_trial_verdict *verdict;  /* [n_reported] */
  int n_outcomes;                    /* failures told one by one, at most ZN_MOST_TOLD_FAILURES */
  struct zn_person_outcome *outcome; /* cohort: the arm; number: of the trial */
  /* Courses of what the study follows, where it does: [n_arms][n_follow][course_points][5], 5, 25, 50, 75, 95 %, to 1 %. */
  int course_points;
  double *course_time_h, *course;
};
enum { ZN_MOST_TOLD_FAILURES = 1000 };

/* Runs a trial, or the rest of it: pieces that lie in the folder are kept. On the rank that finds everything done (of a job: rank 0)
 * *run is made, elsewhere it is NULL and the status ZN_OK: others have it, or are still at work. Free with zn_trial_run_free.
 * ZN_INPUT when the folder holds a trial with another study, data, seed or version, and says which; ZN_INTERRUPTED when progress asked to
 * stop; ZN_IO with the path. */
enum zn_status zn_trial_run(struct zn_trial_run **run, const struct zn_study *study, const struct zn_library *library,
                            const struct zn_trial_options *options, struct zn_error *error);
void zn_trial_run_free(struct zn_trial_run *run);

/* --- In few words (io) ---------------------------------------------------------------------------------------------------------------- */

/* Where the effect of an analysis says nothing: 1 for ratios, those of logarithms among them, else 0. */
double zn_trial_null(const struct zn_trial_analysis *analysis);

/* "hazard ratio, infliximab against placebo", as all outputs say it; cut where `words` ends. */
enum { ZN_TRIAL_WORDS = 400 };
void zn_trial_effect_words(const struct zn_study *study, int analysis, char words[ZN_TRIAL_WORDS]);

/* "value", "responder", "time"; "effect_above", "effect_below", "futile", "end"; and "effect", "p_value", "mean", "median", "share". */
const char *zn_endpoint_kind_word(enum zn_endpoint_kind kind);
const char *zn_trial_stop_word(const struct zn_trial_stop *stop);
const char *zn_trial_reported_word(const struct zn_trial *trial, const struct zn_trial_reported *reported);
/* Whether the predicted interval holds the published number; -1: there is none. */
int zn_trial_holds(const struct zn_trial_reported *reported, const struct zn_trial_verdict *verdict);
/* Whether an analysis of that kind counts events in its groups. */
int zn_comparison_counts_events(enum zn_comparison_kind kind);

/* What an analysis came to over the replicates of one kind. */
struct zn_trial_effect {
  int replicates, without;    /* and how many of them have no estimate */
  double estimate, low, high; /* of one replicate its own, with its interval; of more the median, and where 95 % of the estimates lie */
  double p_value;             /* of one its own, of more the median */
};
/* `null`: of the null trials. ZN_MEMORY without memory. */
enum zn_status zn_trial_effect_of(struct zn_trial_effect *effect, const struct zn_trial_run *run, int analysis, int null,
                                  struct zn_error *error);

/* The fewest people, of the sizes that were tried, from which on at least that share of trials finds the effect; 0: not even all do. */
int zn_trial_people_for(const struct zn_trial_run *run, int analysis, double share);

/* Kaplan and Meier 1958: the share of people of an arm without the event after each look, and its 95 % interval by Greenwood's variance of
 * ln(-ln) (Kalbfleisch and Prentice 1980); NAN where there is none, or nobody at risk. [n_looks] each; low and high may be NULL. */
void zn_trial_survival(const struct zn_arm_endpoint *endpoint, int n_looks, double *share, double *low, double *high);

/* --- Files (io) ----------------------------------------------------------------------------------------------------------------------- */

/* arms.csv: one row for each arm and endpoint; replicates.csv: one for each replicate and analysis; power.csv: one for each analysis and
 * size; survival.csv: one for each arm, time endpoint and look; reported.csv: one for each published number; and one page, of which the
 * courses alone need gnuplot. Columns stand in docs/trials.md. As zn_run_write_csv and zn_run_write_report. */
enum zn_status zn_trial_write_arms(const struct zn_trial_run *run, const char *path, struct zn_error *error);
enum zn_status zn_trial_write_replicates(const struct zn_trial_run *run, const char *path, struct zn_error *error);
enum zn_status zn_trial_write_power(const struct zn_trial_run *run, const char *path, struct zn_error *error);
enum zn_status zn_trial_write_survival(const struct zn_trial_run *run, const char *path, struct zn_error *error);
enum zn_status zn_trial_write_reported(const struct zn_trial_run *run, const char *path, struct zn_error *error);
enum zn_status zn_trial_write_report(const struct zn_trial_run *run, const char *path, const char *command, struct zn_error *error);

#endif
