/* The standard normal distribution. */
#ifndef ZN_BASE_NORMAL_H
#define ZN_BASE_NORMAL_H

/* Probability below z. */
double zn_normal_below(double z);
/* The z below which the probability is p, 0 < p < 1; exact to some 1e-15 (a rational start and three steps of Halley). */
double zn_normal_score(double p);

#endif
