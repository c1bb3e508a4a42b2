/* A urine test in a laboratory's hands, with a person, a wall and rows to be filled in. Needs no body. */
#ifndef ZN_TESTS_URINE_BENCH_H
#define ZN_TESTS_URINE_BENCH_H

#include "assay/urine.h"
#include "dosing.h"

enum { BENCH_PROBES = 4, BENCH_ROWS = 12 };

struct bench {
  struct dosing d;
  struct zn_wall_course wall;
  struct zn_probe_dose probes[BENCH_PROBES];
  struct zn_assay assay;
  struct zn_test test;
  struct zn_reported rows[BENCH_ROWS];
  int which[BENCH_ROWS];
  double value[BENCH_ROWS];
  int n;
};

/* A test of 24 h, `n` probes in 100 mL, of the person and the wall in `d`; without rows. */
void bench_begin(struct bench *b, const struct dosing *d, const char *const *solutes, const double *amounts_mmol, int n);

/* Adds a row of a probe, `over` another or (-1) none; returns its index. Recoveries are asked for as shares. */
int bench_ask(struct bench *b, enum zn_quantity_kind quantity, int probe, int over, double from_h, double to_h);

#endif
