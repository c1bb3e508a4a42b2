/* What a laboratory can and cannot see of a probe: precision, limit of detection, and what is in the sample without any test.
 *
 * The list is data/analytics.csv, one row for each probe, fluid and method. Units are internal (hour, cm, g, mmol, mL). */
#ifndef ZONULA_ANALYTICS_H
#define ZONULA_ANALYTICS_H

enum zn_fluid { ZN_FLUID_URINE, ZN_FLUID_SERUM, ZN_FLUIDS };

/* One row of data/analytics.csv. Strings are static. */
struct zn_analytic {
  int solute; /* index, zn_solute_info() */
  enum zn_fluid fluid;
  const char *method;       /* "hplc", "lc_ms", "gc", "counting" */
  double cv;                /* SD over mean of repeated analyses of one sample */
  double detection;         /* limit of detection, g/mL */
  double background_share;  /* share of people in whom the probe is found without a test, 0..1 */
  double background;        /* what such people excrete of it, g/h, median */
  double background_spread; /* SD of ln of that, over people and days */
  double stored_blood;      /* mmol of it that one transfused unit of stored red cells brings along */
  const char *source;       /* ids in data/sources.csv, separated by spaces */
  const char *grade;
  const char *note;
};

int zn_analytic_count(void);
const struct zn_analytic *zn_analytic_info(int index); /* NULL outside 0..count-1 */
/* The row of a solute in a fluid by a method, or -1; `method` NULL or "": the first of the table, the usual one. */
int zn_analytic_find(int solute, enum zn_fluid fluid, const char *method);

const char *zn_fluid_name(enum zn_fluid fluid); /* "urine", "serum" */

#endif
