/* The words result files and reports have in common. */
#ifndef ZN_IO_WORDS_H
#define ZN_IO_WORDS_H

#include "zonula/study.h"

/* "median", "mean", "geometric_mean": as in study files; and as people say it. */
const char *zn_statistic_name(enum zn_statistic statistic);
const char *zn_statistic_words(enum zn_statistic statistic);

/* "condition", "treatment", "diet". */
const char *zn_overlay_kind_words(enum zn_overlay_kind kind);

/* A moment or a length of time as people say it: "90 min", "24 h", "12 d", "7 d 1 h"; days from two days on. */
void zn_time_words(double hours, char words[32]);

/* A unit of the tables, "ohm cm2", as people write it; nothing for the pure number. Cut where `words` ends. */
void zn_unit_words(const char *unit, char words[64]);

/* Whether a prediction has an interval: not when fewer than two persons count. */
int zn_has_interval(const struct zn_prediction *prediction);

/* How many numbers the printed spread of a row has: none, one (SD, standard error) or two bounds. */
int zn_spread_numbers(const struct zn_reported *reported);

/* The part of a path behind the last slash. */
const char *zn_file_words(const char *path);

#endif
