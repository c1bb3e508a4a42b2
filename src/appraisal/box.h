/* Least squares within bounds. */
#ifndef ZN_APPRAISAL_BOX_H
#define ZN_APPRAISAL_BOX_H

#include <gsl/gsl_matrix.h>

#include "zonula/status.h"

/* The x [n] with low <= x <= high that makes x' A x / 2 - b' x least; A symmetric and positive definite, upper and lower half filled.
 * Block principal pivoting (Judice & Pires 1994, Comput Oper Res 21:587): exact, in few solutions. ZN_NUMERICAL when A is not positive
 * definite. */
enum zn_status zn_box_solve(double *x, const gsl_matrix *a, const double *b, const double *low, const double *high, struct zn_error *error);

#endif
