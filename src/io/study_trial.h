/* The parts of the key `trial` of a study, each read by a file of its own. */
#ifndef ZN_IO_STUDY_TRIAL_H
#define ZN_IO_STUDY_TRIAL_H

#include "names.h"
#include "study_rows.h"
#include "zonula/trial.h"

/* The key in the making. */
struct zn_trial_pass {
  const struct zn_study_pass *pass;
  const struct zn_trial_row *text;
  const struct zn_node *node;
  struct zn_trial *out;
};

/* A share "90 %", internally 0 ... 1. */
extern const struct zn_measure zn_trial_share;

/* Puts into the events how often what an arm is given is not taken. */
enum zn_status zn_trial_share_out(const struct zn_trial_pass *t, struct zn_error *error);
/* Each fills its part; later ones need what the earlier ones made. */
enum zn_status zn_trial_read_reads(const struct zn_trial_pass *t, struct zn_error *error);
enum zn_status zn_trial_read_endpoints(const struct zn_trial_pass *t, struct zn_error *error);
enum zn_status zn_trial_read_analyses(const struct zn_trial_pass *t, struct zn_error *error);
enum zn_status zn_trial_read_plan(const struct zn_trial_pass *t, struct zn_error *error);
enum zn_status zn_trial_read_reported(const struct zn_trial_pass *t, struct zn_error *error);

/* The first entry of a list, NULL where there is no such key. */
const struct zn_node *zn_trial_first_of(const struct zn_trial_pass *t, const char *key);
/* Blames the key's entry, or the mapping where it does not stand. */
enum zn_status zn_trial_blame(const struct zn_trial_pass *t, const struct zn_node *node, const char *key, enum zn_status status,
                              struct zn_error *error);
/* The quantity under `key` in internal units; *value is left alone when `text` is NULL. */
enum zn_status zn_trial_read_quantity(const struct zn_trial_pass *t, const struct zn_node *node, const char *key,
                                      const struct zn_measure *measure, const char *text, double *value, struct zn_error *error);

/* Who can stand in what an expression says: everything, or only what is known before the arms differ. */
enum zn_trial_known { ZN_KNOWN_AT_THE_END, ZN_KNOWN_BEFORE };
/* Checks an expression over the reads and `rescued`, and copies it. */
enum zn_status zn_trial_read_expression(const struct zn_trial_pass *t, char **out, const char *text, enum zn_trial_known known,
                                        struct zn_error *error);

struct zn_names zn_trial_endpoint_names(const struct zn_trial *trial);
struct zn_names zn_trial_analysis_labels(const struct zn_trial *trial);
/* Whether the effect of an analysis is a ratio, which lies above 0. */
int zn_trial_effect_is_ratio(const struct zn_trial_analysis *analysis);
/* Refuses (replicates + null_replicates) * people that are too many. */
enum zn_status zn_trial_check_size(int people, int replicates, int null_replicates, struct zn_error *error);

#endif
