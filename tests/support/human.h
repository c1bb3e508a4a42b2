/* A virtual person for tests: drawn, treated, left to live, tested. Failures of the model end the test. */
#ifndef ZN_TESTS_HUMAN_H
#define ZN_TESTS_HUMAN_H

#include "zonula/zonula.h"

struct human {
  struct zn_parameters person;
  double *y; /* [zn_state_count()] */
  uint64_t seed;
  int number;
};

/* The built-in library, loaded once per test program and freed by humans_leave(). */
const struct zn_library *humans_library(void);
void humans_leave(void);
/* The same as the tear-down of a group of tests. */
int humans_end(void **state);

/* Person `number` of a cohort with these conditions ("" or NULL: none), at rest. Free with human_leave. */
struct human human_of(uint64_t seed, int number, const char *condition);
struct human human_copy(const struct human *h);
void human_leave(struct human *h);

/* A parameter by name, set or scaled, in internal units; `name` may end in [*]. */
void human_set(struct human *h, const char *parameter, double value);
void human_scale(struct human *h, const char *parameter, double factor);
/* Starts a treatment or diet: its changes, and its default dose or `dose` times that. */
void human_give(struct human *h, enum zn_overlay_kind kind, const char *overlay, double dose);
/* Comes to rest anew from a branch. */
void human_settle(struct human *h, enum zn_branch branch);
/* Lives on for some hours. Returns the number of steps. */
long human_live(struct human *h, double hours);
double human_read(const struct human *h, const char *observable);
/* Largest value of an observable over its places, "inflammatory_macrophages". */
double human_highest(const struct human *h, const char *observable);
/* Chronic inflammation: inflammatory macrophages have taken a fifth of their places somewhere in the gut. */
int human_inflamed(const struct human *h);

/* Where the dose of a solute is after the hours in `time_h` [n], rising; the person lives on meanwhile. */
void human_follow(struct human *h, const char *solute, enum zn_site site, double amount_mmol, double drink_ml, const double *time_h, int n,
                  struct zn_whereabouts *at);
/* Share of 1 mmol swallowed in 100 mL that is in urine between two hours; the person is left as they were. */
double human_recovery(const struct human *h, const char *solute, double from_h, double to_h);

/* Median of n values, reordering them; and the q-quantile. */
double median_of(double *values, int n);
double quantile_of(double *values, int n, double q);

/* Prints "statement: 29 of 30 (needed 27)" and fails the test when too few agree. */
void must_agree(const char *statement, int agree, int of, double share);

#endif
