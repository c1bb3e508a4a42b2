/* The factors of the body's matrices, by the elimination recorded with their pattern (tools/record). */
#include "real.h"
#include "zonula/body.h"

#include "recorded_factor.inc"

void zn_body_factor(const double *jacobian, double diagonal, double *factors) { zn_recorded_factor(jacobian, diagonal, factors); }

void zn_body_solve(const double *factors, double *x) { zn_recorded_solve(factors, x); }
