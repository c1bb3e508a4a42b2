/* A small run made by hand, with everything in it that result files and reports have to show: two cohorts, two treatments, four
 * reported numbers, courses, pictures, a person that failed. Nothing is simulated: the numbers are typed or follow from the
 * start guess of the reference person, so a test knows them. */
#ifndef ZN_TESTS_SMALL_RUN_H
#define ZN_TESTS_SMALL_RUN_H

#include <stddef.h>

#include "zonula/zonula.h"

enum {
  SMALL_COHORTS = 2,
  SMALL_REPORTED = 4,
  SMALL_FOLLOWED = 2,
  SMALL_PICTURES = 2,
  SMALL_POINTS = 5,
  SMALL_PATIENTS = 3,
  SMALL_CONTROLS = 2
};

/* What the run was made from, open to change before it is written. Each person's value of reported row r is 10 r + number + 1. */
struct small_run {
  struct zn_run run;
  struct zn_study study;
  struct zn_library library;
  struct zn_overlay overlay[4]; /* condition "inflamed_gut", diet "oats", treatments "drug" (with a dose) and "rest" (partly uncertain) */
  struct zn_uncertain uncertain;
  int uncertain_parameter;
  struct zn_assay assay[2]; /* urine test "sugars", reading "serum" */
  struct zn_probe_dose probe[2];
  struct zn_change change[5];
  struct zn_cohort cohort[SMALL_COHORTS]; /* "patients" (seed 7, on condition and diet, one change), "controls" (seed 2^63 + 1) */
  int patients_overlays[2], serum_readings[1];
  struct zn_event event[5];
  struct zn_reported reported[SMALL_REPORTED]; /* %, ratio, mg/L with 0 reported, mg/L of the controls */
  struct zn_prediction prediction[SMALL_REPORTED];
  int follow[SMALL_FOLLOWED]; /* serum_crp, leak[ileum] */
  double picture_time_h[SMALL_PICTURES], course_time_h[SMALL_POINTS];
  struct zn_cohort_result result[SMALL_COHORTS];
  struct zn_person_outcome outcome[1]; /* patient 2 */
};

/* Makes the run; ends the test without memory. Free with small_run_free. */
struct small_run *small_run_new(void);
void small_run_free(struct small_run *small);

/* Median of an observable in a picture, to read or to change. */
double *small_run_reading(struct small_run *small, int cohort, int picture, const char *observable);

#endif
