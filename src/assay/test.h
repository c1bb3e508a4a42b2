/* One test of one person, and the random numbers of its day. */
#ifndef ZN_ASSAY_TEST_H
#define ZN_ASSAY_TEST_H

#include "zonula/study.h"

struct zn_test {
  const struct zn_assay *assay;    /* kind urine or transit */
  double start_h;                  /* when the probes were taken, on the clock of the wall */
  struct zn_parameters person;     /* as the person was then */
  const struct zn_solute *solutes; /* [zn_solute_count()], or NULL: the table */
  int noisy;                       /* 0: what happens in the body, exactly. 1: what a laboratory prints */
  uint64_t seed;                   /* of the cohort, and the person's number in it: noise is keyed by them and by start_h, */
  int number;                      /* so that the same person on another day differs and all rows of one day agree */
  int again;                       /* which repeat of this day; 0: the first time (draws.h) */
};

/* Standard normal and uniform (0, 1) numbers of this person and day. `what` and `whose` (a probe, an assay; NULL: nobody's), and the
 * hours after the dose that they belong to, tell them apart. */
double zn_test_normal(const struct zn_test *test, const char *what, const char *whose, double from_h, double to_h);
double zn_test_uniform(const struct zn_test *test, const char *what, const char *whose, double from_h, double to_h);

/* exp(spread * normal): a factor around 1. */
double zn_test_factor(const struct zn_test *test, const char *what, double spread);

#endif
