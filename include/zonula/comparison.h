/* Two groups compared, as the papers of trials do it: a test, an effect with its interval, and when to stop.
 *
 * The groups are [0] the control and [1] the treated, or any two others in that order. What cannot be told (an empty group, no event, no
 * spread, infinite values where they have no difference) has NAN for estimate, interval, z and p_value; it is no error. All comparisons
 * return ZN_ARGUMENT for a NAN among the values (who has none is left out by the caller), a number of people below 0, a group or event that
 * is neither 0 nor 1, and a confidence that does not lie between 0 and 1; ZN_MEMORY. tests/compare/reference.csv is what R says. */
#ifndef ZONULA_COMPARISON_H
#define ZONULA_COMPARISON_H

#include "status.h"

/* X(name, word, effect): how files call it, and what its effect is. */
#define ZN_COMPARISON_LIST(X)                                         \
  X(T, "t", "difference of means")                                    \
  X(MANN_WHITNEY, "mann_whitney", "shift between the groups")         \
  X(ANCOVA, "ancova", "difference of means at equal baseline")        \
  X(LOG_RANK, "log_rank", "hazard ratio, from observed and expected") \
  X(COX, "cox", "hazard ratio")                                       \
  X(FISHER, "fisher", "odds ratio")

enum zn_comparison_kind {
#define ZN_COMPARISON_ENUM(name, word, effect) ZN_COMPARE_##name,
  ZN_COMPARISON_LIST(ZN_COMPARISON_ENUM)
#undef ZN_COMPARISON_ENUM
      ZN_COMPARISONS
};
const char *zn_comparison_word(enum zn_comparison_kind kind);
const char *zn_comparison_effect(enum zn_comparison_kind kind);
/* -1: there is none of that word. */
int zn_comparison_find(const char *word);
/* Where the effect says nothing: 1 for ratios (hazard, odds), else 0. */
double zn_comparison_null(enum zn_comparison_kind kind);

struct zn_comparison {
  enum zn_comparison_kind kind;
  int n[2];                   /* who count */
  int events[2];              /* LOG_RANK, COX: of which had the event; FISHER: of which said yes */
  double estimate, low, high; /* the effect, and the two-sided interval of `confidence` */
  double statistic, freedom;  /* t, z (MANN_WHITNEY, COX) or chi-squared (LOG_RANK), NAN (FISHER); degrees of freedom, NAN: none */
  double z;                   /* the standard normal score of p_value, above 0 where the effect lies above its null: for interim looks */
  double p_value;             /* two-sided */
};

/* Welch's t test (Welch 1947): difference of means, group 1 less group 0. */
enum zn_status zn_compare_t(struct zn_comparison *c, const double *control, int n_control, const double *treated, int n_treated,
                            double confidence, struct zn_error *error);
/* Mann and Whitney 1947: exact where there are no ties and both groups have fewer than 50, else normal with tie and continuity correction;
 * the shift (median of all differences of two, one of each group) and its interval after Hodges and Lehmann 1963. As wilcox.test of R with
 * conf.int; like it, groups too small for the confidence (3 and 3 for 95 %) have all their differences as the interval. */
enum zn_status zn_compare_mann_whitney(struct zn_comparison *c, const double *control, int n_control, const double *treated, int n_treated,
                                       double confidence, struct zn_error *error);
/* Analysis of covariance: value = a + b baseline + c group by least squares; the effect is c. group [n] is 0 or 1. */
enum zn_status zn_compare_ancova(struct zn_comparison *c, const double *value, const double *baseline, const int *group, int n,
                                 double confidence, struct zn_error *error);
/* Log-rank test (Mantel 1966; chi-squared as survdiff of R), the hazard ratio from (O1/E1)/(O0/E0) with the standard error of its logarithm
 * sqrt(1/E1 + 1/E0). event [n]: 1 happened at `time`, 0 not until then. Without events in one of the groups the ratio is 0 or INFINITY, and
 * has no interval. */
enum zn_status zn_compare_log_rank(struct zn_comparison *c, const double *time, const int *event, const int *group, int n,
                                   double confidence, struct zn_error *error);
/* Cox 1972, one covariate, ties after Efron 1977, Wald interval and test: as coxph of R. An effect without end (a group without any event)
 * has no estimate. */
enum zn_status zn_compare_cox(struct zn_comparison *c, const double *time, const int *event, const int *group, int n, double confidence,
                              struct zn_error *error);
/* Fisher's exact test; odds ratio by conditional maximum likelihood with exact interval: as fisher.test of R. May be 0 or INFINITY. */
enum zn_status zn_compare_fisher(struct zn_comparison *c, int control_yes, int control_no, int treated_yes, int treated_no,
                                 double confidence, struct zn_error *error);

/* --- Looking before the end ---------------------------------------------------------------------------------------------------------- */

/* How the error of the first kind is spent over looks (Lan and DeMets 1983). */
enum zn_spending { ZN_SPENDING_OBRIEN_FLEMING, ZN_SPENDING_POCOCK, ZN_SPENDINGS };
const char *zn_spending_word(enum zn_spending spending); /* "obrien_fleming", "pocock" */
enum { ZN_MOST_INTERIM_LOOKS = 20 };

/* bound [n]: |z| beyond which the trial stops for an effect at each look, INFINITY where nothing may be spent yet; share [n] of the
 * information, rising by 1e-4 or more, the last is 1. Two-sided level 1 - confidence, half of it spent on each side. By the recursion of
 * Armitage, McPherson and Rowe 1969, integrated numerically. ZN_ARGUMENT outside; ZN_MEMORY. */
enum zn_status zn_interim_bounds(double *bound, const double *share, int n, enum zn_spending spending, double confidence,
                                 struct zn_error *error);
/* Probability that |z| ends beyond final_bound on the side of the trend, if what was seen goes on (Lan and Wittes 1988). 0 or 1 at a share
 * of 1; NAN for a z or share that is none. */
double zn_conditional_power(double z, double share, double final_bound);

/* Exact binomial interval (Clopper and Pearson 1934, 10.1093/biomet/26.4.404) of k out of n; 0 to 1 of nobody. */
void zn_binomial_interval(int k, int n, double confidence, double *low, double *high);

#endif
