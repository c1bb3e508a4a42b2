/* Where a function of one number crosses 0. */
#ifndef ZN_COMPARE_ROOT_H
#define ZN_COMPARE_ROOT_H

/* A root of f between a and b, where f has opposite signs or is 0, to the rounding of doubles (Chandrupatla 1997,
 * 10.1016/S0965-9978(96)00051-8). NAN where the signs are equal. GSL's solvers are not used: they end the program when they fail. */
double zn_root(double (*f)(const void *context, double x), const void *context, double a, double b);

#endif
