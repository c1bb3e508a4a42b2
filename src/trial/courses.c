#include "courses.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "zonula/trial.h"

enum { BITS = 6, QUANTILES = 5 }; /* bins as wide as a 64th of the value: a curve on a page shows less */
static const double quantile[QUANTILES] = {0.05, 0.25, 0.50, 0.75, 0.95};

static size_t sketches(const struct zn_courses *c) { return (size_t)c->arms * (size_t)c->follow * (size_t)c->points; }

enum zn_status zn_courses_open(struct zn_courses *c, const struct zn_study *study, int points, struct zn_error *error) {
  *c = (struct zn_courses){.arms = study->trial->n_arms, .follow = study->n_follow, .points = points};
  c->time_h = malloc(((size_t)points + 1) * sizeof *c->time_h);
  c->sketch = calloc(sketches(c) + 1, sizeof *c->sketch);
  if (!c->time_h || !c->sketch) return zn_fail(error, ZN_MEMORY, "no memory for the courses of a trial");
  for (int i = 0; i < points; i++) c->time_h[i] = study->end_h * (double)i / (double)(points - 1);
  for (size_t i = 0; i < sketches(c); i++) c->sketch[i].bits = BITS;
  return ZN_OK;
}

void zn_courses_close(struct zn_courses *c) {
  for (size_t i = 0; c->sketch && i < sketches(c); i++) zn_sketch_clear(&c->sketch[i]);
  free(c->sketch);
  free(c->time_h);
}

enum zn_status zn_courses_add(struct zn_courses *c, int arm, const double *course) {
  const size_t each = (size_t)c->follow * (size_t)c->points;
  for (size_t i = 0; i < each; i++) ZN_TRY(zn_sketch_add(&c->sketch[(size_t)arm * each + i], course[i]));
  return ZN_OK;
}

enum zn_status zn_courses_write(const struct zn_courses *c, void **bytes, size_t *size, struct zn_error *error) {
  uint8_t *at = NULL;
  *bytes = NULL;
  *size = 0;
  for (size_t i = 0; i < sketches(c); i++) *size += zn_sketch_size(&c->sketch[i]);
  if (*size == 0) return ZN_OK;
  *bytes = at = malloc(*size);
  if (!at) return zn_fail(error, ZN_MEMORY, "no memory to keep the courses of a piece");
  for (size_t i = 0; i < sketches(c); i++) at = zn_sketch_write(&c->sketch[i], at);
  return ZN_OK;
}

static enum zn_status merge_next(struct zn_sketch *sum, const uint8_t **at, const uint8_t *end) {
  struct zn_sketch next = {0};
  enum zn_status status = zn_sketch_read(&next, at, end);
  if (status == ZN_OK) status = zn_sketch_merge(sum, &next);
  zn_sketch_clear(&next);
  return status;
}

enum zn_status zn_courses_merge(struct zn_courses *c, const void *bytes, size_t size, struct zn_error *error) {
  const uint8_t *at = bytes, *end = size ? at + size : at;
  for (size_t i = 0; i < sketches(c); i++) {
    const enum zn_status status = merge_next(&c->sketch[i], &at, end);
    if (status != ZN_OK) return zn_fail(error, status == ZN_MEMORY ? status : ZN_IO, "the courses of a piece cannot be read");
  }
  return at == end ? ZN_OK : zn_fail(error, ZN_IO, "a piece holds more than its courses");
}

void zn_courses_quantiles(const struct zn_courses *c, double *out) {
  for (size_t i = 0; i < sketches(c); i++)
    for (int q = 0; q < QUANTILES; q++) out[i * QUANTILES + (size_t)q] = zn_sketch_quantile(&c->sketch[i], quantile[q]);
}
