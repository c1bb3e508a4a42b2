/* The bare body in tests: drawn from the parameter table alone, at rest, shaken, left to live. Needs no library of conditions
 * (human.h does). Failures of the model end the test. */
#ifndef ZN_TESTS_LIFE_H
#define ZN_TESTS_LIFE_H

#include <stdint.h>

#include "body/states.h"
#include "zonula/body.h"

/* Person `number` of a cohort without any condition. */
void life_draw(struct zn_parameters *person, uint64_t seed, int number);
/* The steady state that the search from a branch comes to. */
void life_rest(double y[ZN_BODY_STATES], const struct zn_parameters *person, enum zn_branch branch);
/* Every state times e^(sd x normal score), reproducibly. */
void life_shake(double y[ZN_BODY_STATES], double sd, uint64_t seed, int number);
/* Lives on from time 0 for some hours. Returns the number of steps. */
long life_go(double y[ZN_BODY_STATES], const struct zn_parameters *person, double hours, double tolerance);
/* The same, halting `halts` times at equal distances, where no state may be negative. */
void life_go_unnegative(double y[ZN_BODY_STATES], const struct zn_parameters *person, double hours, int halts);

/* The same, adding to `mean` [n] the averages of n observables over the halts. */
void life_watch(double y[ZN_BODY_STATES], const struct zn_parameters *person, double hours, int halts, const char *const *observables,
                int n, double *mean);

/* Something that leads far from rest: 0 no fibre, 1 leak x 3, 2 little mucus, 3 lost cells, 4 the genes of coeliac disease, 5 an
 * inflamed gut treated with infliximab. Changes person and state. */
enum { LIFE_DISTURBANCES = 6 };
void life_disturb(int kind, struct zn_parameters *person, double y[ZN_BODY_STATES]);

/* Largest difference of a state relative to its size: |a - b| / (|b| + scale / 1000). `worst`: which state; may be NULL. */
double life_difference(const double a[ZN_BODY_STATES], const double b[ZN_BODY_STATES], int *worst);
/* A state or an observable by name; the test fails when there is none. */
int life_state(const char *name);
double life_read(const double y[ZN_BODY_STATES], const struct zn_parameters *person, const char *observable);
/* Sets all rows of an array of parameters, internal unit. */
void life_set_all(struct zn_parameters *person, const char *array, double value);

#endif
