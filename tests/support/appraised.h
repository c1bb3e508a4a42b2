/* A handmade appraisal: rows and verdicts as a test writes them. */
#ifndef ZN_TESTS_APPRAISED_H
#define ZN_TESTS_APPRAISED_H

#include "zonula/appraisal.h"

enum { APPRAISED_MOST = 64 };

struct appraised {
  struct zn_published row[APPRAISED_MOST];
  struct zn_verdict verdict[APPRAISED_MOST];
  struct zn_published_table table;
  struct zn_appraisal appraisal; /* score it with zn_appraisal_score; clear with appraised_clear */
};

/* What differs from row to row. Everything else is the same: dual_sugar, a median in percent of dose, 0 to 5 h, 20 people. */
struct appraised_row {
  const char *paper, *situation, *condition, *probe;
  double predicted, reported;
  double width; /* hi90/lo90 around the prediction; 0: no interval */
};

/* Begins without rows. */
void appraised_begin(struct appraised *a);
/* Adds a row in scope, and one out of scope for a reason; return the index. Strings are borrowed. */
int appraised_add(struct appraised *a, struct appraised_row row);
int appraised_add_out(struct appraised *a, const char *condition, const char *reason);
/* Frees what the scores made. */
void appraised_clear(struct appraised *a);

#endif
