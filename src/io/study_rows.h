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
  ZN_MOST_STEPS = 61   /* of each axis of a map */
};

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

struct zn_study_rows {
  char *title, *source, *summary, *diet;
  int meals;
  struct zn_cohort_row *cohort; /* the only one, or NULL */
  struct zn_cohort_row *cohorts;
  struct zn_event_row *timeline;
  struct zn_reported_row *reported;
  struct zn_discriminate_row *discriminate; /* or NULL, as the next three */
  struct zn_experiment_row *experiment;
  struct zn_matrix_row *matrix;
  struct zn_map_row *map;
  char **follow, **pictures;
  unsigned cohorts_count, timeline_count, reported_count, follow_count, pictures_count;
};

extern const cyaml_schema_value_t zn_study_schema;

/* A study in the making. */
struct zn_study_pass {
  struct zn_study *study;
  const struct zn_study_rows *rows;
  const struct zn_node *root;
  const char *file;
  const struct zn_units *units;
  const struct zn_library *library;
};

/* Each fills its part of the study; later ones need what the earlier ones made. */
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
/* "septic" and above which number of which reading. */
enum zn_status zn_study_read_state(const struct zn_study_pass *pass, const struct zn_state_row *text, const struct zn_node *node,
                                   struct zn_state_of_people *out, struct zn_error *error);

/* A row that is read in everybody and compared with nothing: as a reported one, without a number. Its measurement must be in the
 * timeline of every cohort. Recoveries and shares in place are read in %, serum in mg/L. */
enum zn_status zn_study_read_test(const struct zn_study_pass *pass, const struct zn_reported_row *text, const struct zn_node *node,
                                  struct zn_reported *out, struct zn_error *error);

/* The same in one cohort only; and what is true in the body there, at any moment, when `text` names no assay but only a reading. */
enum zn_status zn_study_read_cohort_test(const struct zn_study_pass *pass, const struct zn_reported_row *text, const struct zn_node *node,
                                         struct zn_reported *out, struct zn_error *error);
/* The row of a truth: an observable at a moment, of a cohort or (-1) everybody, in its shown unit. */
enum zn_status zn_study_truth_row(struct zn_reported *out, int observable, double time_h, int cohort, const char *label, int line,
                                  struct zn_error *error);

/* Index of the cohort that a row names; *index is left alone when `name` is NULL. */
enum zn_status zn_study_find_cohort(const struct zn_study *study, const char *name, int *index, struct zn_error *error);

#endif
