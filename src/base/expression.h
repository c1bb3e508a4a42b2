/* Arithmetic that users write, through muParser: + - * / ^, comparisons, && ||, min, max, abs, ln, sqrt and what else it knows.
 *
 * The only file that sees muParser. */
#ifndef ZN_BASE_EXPRESSION_H
#define ZN_BASE_EXPRESSION_H

#include "zonula/status.h"

/* An expression made ready. Of one thread at a time. */
struct zn_expression;

/* Makes `text` ready; it may use the `n` names. ZN_INPUT, with the nearest name or the place, when it is no single number made of them.
 * The names must stay. Free with zn_expression_free. */
enum zn_status zn_expression_make(struct zn_expression **expression, const char *text, const char *const *names, int n,
                                  struct zn_error *error);
void zn_expression_free(struct zn_expression *expression);

/* Its value for values [n] of the names. What has no value (0 / 0, or a name's NAN) makes NAN; a comparison with NAN is false. */
double zn_expression_value(struct zn_expression *expression, const double *values);

/* Whether it uses name `index`. */
int zn_expression_uses(const struct zn_expression *expression, int index);

#endif
