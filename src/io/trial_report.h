/* The sections of a trial's page. */
#ifndef ZN_IO_TRIAL_REPORT_H
#define ZN_IO_TRIAL_REPORT_H

#include "chart.h"
#include "writer.h"
#include "zonula/trial.h"

/* What the sections are made from. */
struct zn_trial_page {
  const struct zn_trial_run *run;
  const struct zn_trial *trial;
  const struct zn_run *shown;           /* the trial as a run: arms are its cohorts */
  const struct zn_trial_effect *effect; /* [2][n_analyses] of the trials, then of the null trials */
};

void zn_trial_page_asked(struct zn_writer *out, const struct zn_trial_page *page);
void zn_trial_page_flow(struct zn_writer *out, const struct zn_trial_page *page);
void zn_trial_page_effects(struct zn_writer *out, const struct zn_trial_page *page);
void zn_trial_page_published(struct zn_writer *out, const struct zn_trial_page *page);
void zn_trial_page_endpoints(struct zn_writer *out, const struct zn_trial_page *page);
enum zn_status zn_trial_page_survival(struct zn_writer *out, const struct zn_trial_page *page, struct zn_error *error);
void zn_trial_page_power(struct zn_writer *out, const struct zn_trial_page *page);
void zn_trial_page_replicates(struct zn_writer *out, const struct zn_trial_page *page);
void zn_trial_page_interim(struct zn_writer *out, const struct zn_trial_page *page);

/* Whether anything happens at a time. */
int zn_trial_has_looks(const struct zn_trial *trial);

/* --- Shared by the sections ------------------------------------------------------------------------------------------------------- */

/* A whole number as people write it, "12 000", with narrow spaces. */
void zn_trial_count(struct zn_writer *out, int64_t n);
/* "0.62 (0.41 to 0.93)" and "31 %", as text without markup for pictures. */
enum { ZN_TRIAL_TEXT = 120 };
void zn_trial_interval_text(char text[ZN_TRIAL_TEXT], double value, double low, double high);
/* Opens a figure with its caption, "<b>what</b>: of"; and the frame of one that fills half a page. */
void zn_trial_caption(struct zn_writer *out, const char *what, const char *of);
struct zn_chart zn_trial_frame(void);
/* An arm's name behind its colour. */
void zn_trial_arm_name(struct zn_writer *out, const struct zn_trial_page *page, int arm);
/* What a time axis counts in: hours, days, weeks or years. */
struct zn_trial_clock {
  double hours;
  const char *name;
};
struct zn_trial_clock zn_trial_clock_for(double end_h);
/* The published numbers of an analysis' effect, or NULL; begin with `after` -1, go on with what was given. */
const struct zn_trial_reported *zn_trial_published_effect(const struct zn_trial *trial, int analysis, int *after);

#endif
