/* Nets of strands for tests. */
#ifndef ZN_TESTS_STRANDS_H
#define ZN_TESTS_STRANDS_H

#include <math.h>
#include <stdint.h>

#include "junction/net.h"

/* Requires |a - b| <= error, in doubles; cmocka's assert_float_equal makes floats of all three. */
#define assert_near(a, b, error)                                                                                            \
  do {                                                                                                                      \
    const double near_a_ = (a), near_b_ = (b), near_error_ = (error);                                                       \
    if (!(fabs(near_a_ - near_b_) <= near_error_)) fail_msg("%.17g is not %.17g within %g", near_a_, near_b_, near_error_); \
  } while (0)

/* The default numbers, with a stretch of so many compartments. */
void strands_numbers(struct zn_parameters *parameters, int compartments);
/* A net of them; fails the test when it cannot be built. */
void strands_net(struct zn_net *net, int strands, int compartments);
/* Opens or seals pieces by chance: each is open with this share. */
void strands_shuffle(const struct zn_net *net, double share, uint32_t number, unsigned char *open);
/* Opens one way of n pieces from the lumen to the basal side, straight through `strands`; all else is intact. */
void strands_one_way(const struct zn_net *net, unsigned char *open);

#endif
