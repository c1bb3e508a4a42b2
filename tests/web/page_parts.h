/* What stands in the page (web/wasm) for libraries that a browser does not have, compiled for this machine under names of its own, so that
 * it can be held against what it stands for. CMakeLists.txt gives the names. */
#ifndef ZN_TESTS_PAGE_PARTS_H
#define ZN_TESTS_PAGE_PARTS_H

#include "base/expression.h"
#include "base/units.h"

/* For src/base/expression.c. */
struct zn_page_expression;
enum zn_status zn_page_expression_make(struct zn_page_expression **expression, const char *text, const char *const *names, int n,
                                       struct zn_error *error);
void zn_page_expression_free(struct zn_page_expression *expression);
double zn_page_expression_value(struct zn_page_expression *expression, const double *values);
int zn_page_expression_uses(const struct zn_page_expression *expression, int index);

/* For src/base/units.c. */
struct zn_page_units;
enum zn_status zn_page_unit_parse(const struct zn_page_units *units, const char *text, double *to_internal, struct zn_dimension *dimension,
                                  struct zn_error *error);

/* For what GSL knows of the beta distribution. */
double zn_page_beta_P(double x, double a, double b);
double zn_page_beta_Q(double x, double a, double b);

#endif
