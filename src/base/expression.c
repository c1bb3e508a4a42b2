#include "expression.h"

#include <muParserDLL.h>
#include <stdlib.h>
#include <string.h>

#include "nearest.h"
#include "status.h"

enum { UNKNOWN_NAME = 1 }; /* muParser's number of that error, which its C header leaves out */

struct zn_expression {
  muParserHandle_t parser;
  int n;
  double *slot; /* [n] where the parser finds the names' values */
  char *used;   /* [n] */
};

/* muParser would let a name be assigned to; nobody who writes a condition means that. */
static const char *assignment_in(const char *text) {
  for (const char *at = strchr(text, '='); at; at = strchr(at + 1, '=')) {
    const int compares = at[1] == '=' || (at > text && strchr("=<>!", at[-1]));
    if (!compares) return at;
  }
  return NULL;
}

static enum zn_status refuse(const struct zn_expression *e, const char *text, const char *const *names, struct zn_error *error) {
  const char *token = mupGetErrorToken(e->parser);
  if (mupGetErrorCode(e->parser) != UNKNOWN_NAME)
    return zn_fail(error, ZN_INPUT, "'%s' cannot be read: %s", text, mupGetErrorMsg(e->parser));
  const char *nearest = zn_nearest_of(token, names, e->n);
  return zn_fail(error, ZN_INPUT, "'%s' uses '%s', which is not among the reads%s%s%s", text, token, nearest ? "; nearest: '" : "",
                 nearest ? nearest : "", nearest ? "'" : "");
}

/* Evaluated once: only then muParser looks at the text. */
static enum zn_status try(struct zn_expression *e, const char *text, const char *const *names, struct zn_error *error) {
  int results = 0;
  mupSetExpr(e->parser, text);
  mupEvalMulti(e->parser, &results);
  if (mupError(e->parser)) return refuse(e, text, names, error);
  if (results != 1) return zn_fail(error, ZN_INPUT, "'%s' is %d numbers; expected one", text, results);
  return ZN_OK;
}

static void find_used(struct zn_expression *e, const char *const *names) {
  const char *name;
  double *value;
  for (int i = 0, all = mupGetExprVarNum(e->parser); i < all; i++) {
    mupGetExprVar(e->parser, (unsigned)i, &name, &value);
    for (int k = 0; k < e->n; k++) e->used[k] |= strcmp(names[k], name) == 0;
  }
}

enum zn_status zn_expression_make(struct zn_expression **out, const char *text, const char *const *names, int n, struct zn_error *error) {
  struct zn_expression *e = calloc(1, sizeof *e);
  *out = NULL;
  if (!e) return zn_fail(error, ZN_MEMORY, "no memory for an expression");
  e->n = n;
  e->parser = mupCreate(muBASETYPE_FLOAT);
  e->slot = malloc(((size_t)n + 1) * sizeof *e->slot);
  e->used = calloc((size_t)n + 1, 1);
  enum zn_status status = e->parser && e->slot && e->used ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for an expression");
  for (int i = 0; i < n && status == ZN_OK; i++) {
    e->slot[i] = 1.0;
    mupDefineVar(e->parser, names[i], &e->slot[i]);
    if (mupError(e->parser)) status = zn_fail(error, ZN_INPUT, "'%s' is no name that an expression can use", names[i]);
  }
  if (status == ZN_OK && assignment_in(text))
    status = zn_fail(error, ZN_INPUT, "'%s' assigns; expected a comparison such as '==' or '<='", text);
  if (status == ZN_OK) status = try(e, text, names, error);
  if (status == ZN_OK) {
    find_used(e, names);
    *out = e;
  } else
    zn_expression_free(e);
  return status;
}

void zn_expression_free(struct zn_expression *expression) {
  if (!expression) return;
  if (expression->parser) mupRelease(expression->parser);
  free(expression->slot);
  free(expression->used);
  free(expression);
}

double zn_expression_value(struct zn_expression *expression, const double *values) {
  memcpy(expression->slot, values, (size_t)expression->n * sizeof *values);
  return mupEval(expression->parser);
}

int zn_expression_uses(const struct zn_expression *expression, int index) { return expression->used[index]; }
