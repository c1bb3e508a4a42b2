/* Studies and libraries made by hand, for tests that need no files. All is of fixed size and owns nothing. */
#ifndef ZN_TESTS_HANDMADE_H
#define ZN_TESTS_HANDMADE_H

#include "zonula/study.h"

enum { HANDMADE_MOST = 24 };

struct handmade {
  struct zn_library library;
  struct zn_study study;
  struct zn_overlay overlays[HANDMADE_MOST];
  struct zn_change overlay_changes[HANDMADE_MOST][HANDMADE_MOST], cohort_changes[HANDMADE_MOST][HANDMADE_MOST];
  struct zn_uncertain uncertain[HANDMADE_MOST][HANDMADE_MOST];
  int uncertain_parameter[HANDMADE_MOST][HANDMADE_MOST];
  struct zn_assay assays[HANDMADE_MOST];
  int readings[HANDMADE_MOST][HANDMADE_MOST];
  struct zn_probe_dose probes[HANDMADE_MOST][HANDMADE_MOST];
  struct zn_cohort cohorts[HANDMADE_MOST];
  int cohort_overlays[HANDMADE_MOST][HANDMADE_MOST];
  struct zn_event events[HANDMADE_MOST];
  struct zn_reported reported[HANDMADE_MOST];
  int follow[HANDMADE_MOST];
  double picture_time_h[HANDMADE_MOST];
};

/* An empty library and a study without anybody. The struct must stay where it is. */
void handmade_begin(struct handmade *h, double end_h);

/* Everything returns the index of what was added. Parameters, states, observables and solutes are named; values internal. */
int handmade_overlay(struct handmade *h, enum zn_overlay_kind kind, const char *name);
void handmade_change(struct handmade *h, int overlay, const char *parameter, enum zn_change_kind kind, double value);
void handmade_uncertain(struct handmade *h, int overlay, const char *parameter, double low, double middle, double high);
void handmade_dose(struct handmade *h, int overlay, const char *state, double to_internal, int per_weight);
int handmade_reading(struct handmade *h, const char *observable);
int handmade_urine(struct handmade *h, const char *solute, double amount_mmol, double length_h);

int handmade_cohort(struct handmade *h, const char *name, int people, uint64_t seed);
void handmade_in(struct handmade *h, int cohort, int overlay);
void handmade_set(struct handmade *h, int cohort, const char *parameter, enum zn_change_kind kind, double value);

/* Events in rising time; cohort -1: everybody. */
int handmade_give(struct handmade *h, double time_h, int cohort, int overlay, double dose, double duration_h);
int handmade_measure(struct handmade *h, double time_h, int cohort, int assay);
int handmade_report_reading(struct handmade *h, int cohort, double time_h, int assay, enum zn_statistic statistic, double value);
int handmade_report_recovery(struct handmade *h, int cohort, double time_h, int assay, double from_h, double to_h, double value);
void handmade_follow(struct handmade *h, const char *observable);
void handmade_picture(struct handmade *h, double time_h);

#endif
