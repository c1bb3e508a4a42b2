/* A study file as libcyaml reads it, and the passes that make a study of it. */
#ifndef ZN_IO_STUDY_ROWS_H
#define ZN_IO_STUDY_ROWS_H

#include "reader.h"
#include "schema.h"

/* Limits on what one study may ask for; the sum of all people included. */
enum {
  ZN_MOST_PEOPLE = 1000000,
  ZN_MOST_COHORTS = 100,
  ZN_MOST_ENTRIES = 10000,
  ZN_MOST_EVENTS = 100000,
  ZN_MOST_REPORTED = 1000,
  ZN_MOST_ASKED = 100,   /* reads, criteria and broken mechanisms of an experiment, each */
  ZN_MOST_TOLD_BY = 100, /* tests, combinations and groups of people of `discriminate`, each */
  ZN_MOST_MATCHED = 20,  /* things that a cohort matches */
  ZN_MOST_PICTURES = 100,
  ZN_MOST_LAYERS = 10, /* of a matrix: 57 cells */
  ZN_MOST_STEPS = 61,  /* of each axis of a map */
  ZN_MOST_ARMS = 10,
  ZN_MOST_ENDPOINTS = 100,
  ZN_MOST_ANALYSES = 100,
  ZN_MOST_LOOKS = 10000, /* of all time endpoints of a trial together */
  ZN_MOST_SIZES = 100,   /* of the key `power` */
  ZN_MOST_REPLICATES = 100000
};
/* People of all replicates of a trial together: their numbers have 32 bits. */
#define ZN_MOST_TRIAL_PEOPLE 4000000000LL

/* Two times that differ less are the same moment, h: units are converted with a rounding error. */
#define ZN_SAME_TIME_H 1e-9

/* What a paper says of its people. */
struct zn_match_row {
  char *of, *mean, *sd, *median, *share, **iqr;
  unsigned iqr_count;
};

/* NULL: not given. */
struct zn_cohort_row {
  char *name, *condition, *diet, *people_from, *sex, *female, *age;
  uint32_t people; /* 0 also where `people_from` stands instead */
  uint64_t *seed;
  char **conditions, **set;
  struct zn_match_row *match;
  unsigned conditions_count, set_count, match_count;
};

struct zn_event_row {
  char *at, *measure, *give, *dose, *lasting, *every, *until, *cohort, *effect;
  char *arm, *rescue, *above, *below; /* of trials */
};

struct zn_reported_row {
  char *at, *assay, *probe, *over, *window, *serum, *reading, *cohort, *label, *note;
  int place, ratio_of, segment;
  char *median, *mean, *geometric_mean;
  char *sd, *sem;
  char **iqr, **ci95, **range;
  unsigned iqr_count, ci95_count, range_count;
};

/* A combination of tests, or a group of cohorts. */
struct zn_told_row {
  char *label;
  char **tests, **cohorts;
  unsigned tests_count, cohorts_count;
};

struct zn_discriminate_row {
  char *at, *truth, *above;
  struct zn_reported_row *tests;
  struct zn_told_row *combinations, *within;
  unsigned tests_count, combinations_count, within_count;
};

/* What is read in an experiment: its `name` stands where a row's label does. */
struct zn_criterion_row {
  char *label, *value, *median, *mean, *risk_ratio, *area_under_curve, *rank_correlation, *by, *among;
  char *above, *below, *in, *because, *source;
};

struct zn_broken_row {
  char *without;
  struct zn_broken_change_row {
    char *name, *set, *scale;
  } * changes;
  unsigned changes_count;
};

struct zn_experiment_row {
  char *asks;
  struct zn_reported_row *reads;
  struct zn_criterion_row *holds;
  struct zn_broken_row *broken;
  unsigned reads_count, holds_count, broken_count;
};

/* "septic: tissue_damage above 5". */
struct zn_state_row {
  char *word, *reading, *above;
};

struct zn_matrix_row {
  char **of, **readings, *given, *at;
  struct zn_state_row *ill; /* or NULL */
  unsigned of_count, readings_count;
};

struct zn_axis_row {
  char *parameter, *from, *to;
  uint32_t steps;
};

struct zn_also_row {
  char *parameter, *scale;
};

struct zn_marks_row {
  uint32_t people;
  char **conditions;
  unsigned conditions_count;
};

struct zn_ramp_row {
  uint32_t people;
  char **up, *hold;
  unsigned up_count;
};

struct zn_map_row {
  struct zn_axis_row *across, *up;
  struct zn_state_row *ill;
  struct zn_also_row *also; /* or NULL, as are these */
  struct zn_marks_row *marks;
  struct zn_ramp_row *ramp;
};

struct zn_arm_row {
  char *name, *adherence, *drop_out;
  uint32_t ratio;
};

struct zn_eligible_row {
  char *where, *because;
};

/* `from` is an expression of a change and a moment of a time. */
struct zn_endpoint_row {
  char *name, *label, *change, *from, *ratio, *to, *value, *responder, *time_to, *above, *below, *every, *until;
  int missing;  /* enum zn_missing */
  int at_first; /* enum zn_at_first */
};
enum zn_missing { ZN_MISSING_LEFT_OUT, ZN_MISSING_FAILURE };
enum zn_at_first { ZN_AT_FIRST_LEFT_OUT, ZN_AT_FIRST_COUNTS };

struct zn_analysis_row {
  char *label, *endpoint, *test, *arm, *against, *by, *among, *baseline, *confidence;
  int log;
};

struct zn_interim_row {
  char **at, *futility;
  int spending;
  unsigned at_count;
};

struct zn_trial_reported_row {
  char *label, *analysis, *effect, *p_value, *arm, *endpoint, *mean, *median, *share, *source, *note;
  char **interval;
  unsigned interval_count;
};

struct zn_trial_row {
  struct zn_arm_row *arms;
  char *control;
  int allocation, blinding;
  uint32_t block, replicates, null_replicates;
  struct zn_eligible_row *eligible; /* or NULL, as is `interim` */
  struct zn_reported_row *reads;    /* as those of an experiment */
  struct zn_endpoint_row *endpoints;
  struct zn_analysis_row *analyses;
  struct zn_interim_row *interim;
  uint32_t *power;
  struct zn_trial_reported_row *reported;
  unsigned arms_count, reads_count, endpoints_count, analyses_count, power_count, reported_count;
};

struct zn_study_rows {
  char *title, *source, *summary, *diet;
  int meals;
  struct zn_cohort_row *cohort; /* the only one, or NULL */
  struct zn_cohort_row *cohorts;
  struct zn_event_row *timeline;
  struct zn_reported_row *reported;
  struct zn_discriminate_row *discriminate; /* or NULL, as the next four */
  struct zn_experiment_row *experiment;
  struct zn_matrix_row *matrix;
  struct zn_map_row *map;
  struct zn_trial_row *trial;
  char **follow, **pictures;
  unsigned cohorts_count, timeline_count, reported_count, follow_count, pictures_count;
};

extern const cyaml_schema_value_t zn_study_schema;
extern const cyaml_schema_value_t zn_trial_read_schema;    /* struct zn_reported_row of a read in everybody */
extern const cyaml_schema_field_t zn_study_trial_fields[]; /* struct zn_trial_row */

/* A study in the making. */
struct zn_study_pass {
  struct zn_study *study;
  const struct zn_study_rows *rows;
  const struct zn_node *root;
  const char *file;
  const struct zn_units *units;
  const struct zn_library *library;
};

/* Each fills its part of the study; later ones need what the earlier ones made. Of a trial the first refuses what does not go with it, the
 * second makes its arms of the only cohort, and the third does the rest. */
enum zn_status zn_study_check_trial(const struct zn_study_pass *pass, struct zn_error *error);
enum zn_status zn_study_read_arms(const struct zn_study_pass *pass, struct zn_error *error);
enum zn_status zn_study_read_trial(const struct zn_study_pass *pass, struct zn_error *error);
enum zn_status zn_study_read_cohorts(const struct zn_study_pass *pass, struct zn_error *error);
/* Whom a cohort takes, of which everything else has been read. */
enum zn_status zn_study_read_choice(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                                    const struct zn_node *node, struct zn_error *error);
enum zn_status zn_study_read_timeline(const struct zn_study_pass *pass, struct zn_error *error);
enum zn_status zn_study_read_reported(const struct zn_study_pass *pass, struct zn_error *error);
enum zn_status zn_study_read_discriminate(const struct zn_study_pass *pass, struct zn_error *error);
enum zn_status zn_study_read_experiment(const struct zn_study_pass *pass, struct zn_error *error);
enum zn_status zn_study_read_matrix(const struct zn_study_pass *pass, struct zn_error *error);
enum zn_status zn_study_read_map(const struct zn_study_pass *pass, struct zn_error *error);

/* What the keys `matrix` and `map` share. A study that asks one of them must have a single cohort, which becomes cell 0, and must not
 * have the keys named here. */
enum zn_status zn_study_check_grid(const struct zn_study_pass *pass, const char *key, struct zn_error *error);
/* Refuses more people in all than a study may have. */
enum zn_status zn_study_count_people(const struct zn_study_pass *pass, const struct zn_node *node, struct zn_error *error);
/* Room for further cohorts, events or rows behind those that are there. */
enum zn_status zn_study_more_cohorts(struct zn_study *study, int further, struct zn_error *error);
enum zn_status zn_study_more_events(struct zn_study *study, int further, struct zn_error *error);
enum zn_status zn_study_more_rows(struct zn_study *study, int further, struct zn_error *error);
/* The next cohort, for which there is room: the people of `like` under another name. */
enum zn_status zn_study_add_cohort(struct zn_study *study, const struct zn_cohort *like, const char *name, struct zn_cohort **made,
                                   struct zn_error *error);
/* The next row that no assay reads, for which there is room: the largest of so many observables from one on, in everybody (-1) or in
 * a cohort. */
enum zn_status zn_study_add_inside(struct zn_study *study, int observable, int places, double time_h, int cohort, int line,
                                   struct zn_error *error);
/* Puts the events in order of time; equal times stay as they are. */
enum zn_status zn_study_sort_events(struct zn_study *study, struct zn_error *error);
/* The highest value of a state or reading that a bound may name, in any unit. */
#define ZN_HIGHEST_STATE 1e15
/* The observable of that name, or all places of one: *places from *observable on. */
enum zn_status zn_study_find_places(const char *name, int *observable, int *places, struct zn_error *error);
/* "septic" and above which number of which reading. */
enum zn_status zn_study_read_state(const struct zn_study_pass *pass, const struct zn_state_row *text, const struct zn_node *node,
                                   struct zn_state_of_people *out, struct zn_error *error);

/* A row that is read in everybody and compared with nothing: as a reported one, without a number. Its measurement must be in the
 * timeline of every cohort. Recoveries and shares in place are read in %, serum in mg/L. Without an assay it is what is true in the body.
 */
enum zn_status zn_study_read_test(const struct zn_study_pass *pass, const struct zn_reported_row *text, const struct zn_node *node,
                                  struct zn_reported *out, struct zn_error *error);

/* The same in one cohort only; and what is true in the body there, at any moment, when `text` names no assay but only a reading. */
enum zn_status zn_study_read_cohort_test(const struct zn_study_pass *pass, const struct zn_reported_row *text, const struct zn_node *node,
                                         struct zn_reported *out, struct zn_error *error);
/* The row of a truth: an observable at a moment, of a cohort or (-1) everybody, in its shown unit. */
enum zn_status zn_study_truth_row(struct zn_reported *out, int observable, double time_h, int cohort, const char *label, int line,
                                  struct zn_error *error);

/* Whether `name` can stand in an expression and is not among the `n` that are taken; if not, blames its key `name`. */
enum zn_status zn_study_check_name(const struct zn_study_pass *pass, const char *name, char *const *taken, int n,
                                   const struct zn_node *node, struct zn_error *error);

/* Index of the arm of that name. */
enum zn_status zn_study_find_arm(const struct zn_study *study, const char *name, int *index, struct zn_error *error);
/* Index of the cohort that a row names; *index is left alone when `name` is NULL. */
enum zn_status zn_study_find_cohort(const struct zn_study *study, const char *name, int *index, struct zn_error *error);

#endif
