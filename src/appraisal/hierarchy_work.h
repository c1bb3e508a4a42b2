/* Shared by the parts of hierarchy.h. */
#ifndef ZN_APPRAISAL_HIERARCHY_WORK_H
#define ZN_APPRAISAL_HIERARCHY_WORK_H

#include "hierarchy.h"

/* Whether the problem is one. */
enum zn_status zn_hierarchy_check(const struct zn_hierarchy_problem *problem, struct zn_error *error);

/* The model, with its answer looked at: ZN_NUMERICAL when one that was wanted is not finite. */
enum zn_status zn_hierarchy_ask(const struct zn_hierarchy_problem *problem, int n, const double *theta, const unsigned char *wanted,
                                double *f, struct zn_error *error);

/* f [n_rows] and its finite differences [n_rows][n_theta] at theta, in one batch, without leaving the bounds. */
enum zn_status zn_hierarchy_differences(const struct zn_hierarchy_problem *problem, const double *theta, double step, int one_sided,
                                        double *f, double *jacobian, struct zn_error *error);

#endif
