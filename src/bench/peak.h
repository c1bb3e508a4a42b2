/* What this processor can do at most, and what it does while stepping: arithmetic operations per second. */
#ifndef ZN_BENCH_PEAK_H
#define ZN_BENCH_PEAK_H

#include "zonula/bench.h"

/* `rounds` times ZN_PEAK_OPERATIONS operations on every one of the lanes; the answer keeps the compiler from leaving it out. */
enum { ZN_PEAK_OPERATIONS = 12 };
double zn_peak_1(long rounds, double factor, double term);
double zn_peak_2(long rounds, double factor, double term);
double zn_peak_4(long rounds, double factor, double term);
double zn_peak_8(long rounds, double factor, double term);

/* Measures one width: the peak, and a step of the body from `y` with all lanes walking. ZN_MEMORY. */
enum zn_status zn_bench_kernel_of(struct zn_bench_kernel *kernel, int lanes, const double *y, const struct zn_parameters *person,
                                  struct zn_error *error);

#endif
