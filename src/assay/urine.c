#include "urine.h"

#include <stdlib.h>

#include "base/status.h"

/* The moments at which the rows look, and where each probe is then. */
struct follow_up {
  int n_times;
  double *time_h;            /* [n_times] rising, on the wall's clock */
  struct zn_whereabouts *at; /* [n_probes][n_times] */
  char *followed;            /* [n_probes] */
};

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int moment(const struct follow_up *f, double time_h) {
  return (int)((const double *)bsearch(&time_h, f->time_h, (size_t)f->n_times, sizeof time_h, by_value) - f->time_h);
}

static enum zn_status check(const struct zn_test *test, const struct zn_reported *rows, const int *which, int n, struct zn_error *error) {
  for (int i = 0; i < n; i++) {
    const struct zn_reported *row = &rows[which[i]];
    if (row->quantity == ZN_QUANTITY_READING)
      return zn_fail(error, ZN_ARGUMENT, "test %s gives no readings of the body", test->assay->name);
    if (!(row->window_h[0] >= 0.0 && row->window_h[1] >= row->window_h[0]))
      return zn_fail(error, ZN_ARGUMENT, "test %s: a window from %g to %g h is none", test->assay->name, row->window_h[0],
                     row->window_h[1]);
  }
  return ZN_OK;
}

static enum zn_status plan(struct follow_up *f, const struct zn_test *test, const struct zn_reported *rows, const int *which, int n,
                           struct zn_error *error) {
  f->time_h = malloc(2 * (size_t)n * sizeof *f->time_h);
  f->at = malloc(2 * (size_t)n * (size_t)test->assay->n_probes * sizeof *f->at);
  f->followed = calloc((size_t)test->assay->n_probes, 1);
  if (!f->time_h || !f->at || !f->followed) return zn_fail(error, ZN_MEMORY, "no memory to follow the probes of a test");
  int m = 0;
  for (int i = 0; i < n; i++) {
    f->time_h[m++] = test->start_h + rows[which[i]].window_h[0];
    f->time_h[m++] = test->start_h + rows[which[i]].window_h[1];
  }
  qsort(f->time_h, (size_t)m, sizeof *f->time_h, by_value);
  for (int i = 0; i < m; i++)
    if (i == 0 || f->time_h[i] > f->time_h[f->n_times - 1]) f->time_h[f->n_times++] = f->time_h[i];
  return ZN_OK;
}

static void forget(struct follow_up *f) {
  free(f->time_h);
  free(f->at);
  free(f->followed);
}

/* The probe's place among the assay's probes, followed if that was not yet done. */
static enum zn_status follow(struct follow_up *f, const struct zn_test *test, const struct zn_wall_course *wall, int solute, int *probe,
                             struct zn_error *error) {
  const struct zn_assay *assay = test->assay;
  const struct zn_solute *what = zn_solute_info(solute);
  for (*probe = 0; *probe < assay->n_probes && assay->probes[*probe].solute != solute;) ++*probe;
  if (!what || *probe == assay->n_probes)
    return zn_fail(error, ZN_ARGUMENT, "test %s does not give %s", assay->name, what ? what->name : "that");
  if (!(assay->probes[*probe].amount_mmol > 0.0))
    return zn_fail(error, ZN_ARGUMENT, "test %s gives nothing of %s", assay->name, what->name);
  if (f->followed[*probe]) return ZN_OK;
  f->followed[*probe] = 1;
  const struct zn_dose dose = {.time_h = test->start_h,
                               .amount_mmol = assay->probes[*probe].amount_mmol,
                               .site = assay->site,
                               .drink_ml = assay->drink_ml,
                               .solid_share = -1.0};
  return zn_solute_follow(what, &test->person, wall, &dose, 1, f->time_h, f->n_times, f->at + *probe * f->n_times, error);
}

/* Share of the dose of one probe that a row asks for. */
static enum zn_status share(struct follow_up *f, const struct zn_test *test, const struct zn_wall_course *wall,
                            const struct zn_reported *row, int solute, double *out, struct zn_error *error) {
  int probe;
  ZN_TRY(follow(f, test, wall, solute, &probe, error));
  const struct zn_whereabouts *at = f->at + probe * f->n_times;
  const struct zn_whereabouts *from = at + moment(f, test->start_h + row->window_h[0]),
                              *to = at + moment(f, test->start_h + row->window_h[1]);
  double amount = to->urine - from->urine;
  if (row->quantity == ZN_QUANTITY_IN_PLACE) {
    amount = row->place == ZN_PLACE_STOMACH ? to->stomach : 0.0;
    for (int s = 0; row->place == ZN_PLACE_SMALL_BOWEL && s < ZN_SMALL_BOWEL_SEGMENTS; s++) amount += to->small_bowel[s];
    for (int s = 0; row->place == ZN_PLACE_COLON && s < ZN_COLON_SEGMENTS; s++) amount += to->colon[s];
  }
  *out = amount / test->assay->probes[probe].amount_mmol;
  return ZN_OK;
}

static enum zn_status evaluate(struct follow_up *f, const struct zn_test *test, const struct zn_wall_course *wall,
                               const struct zn_reported *row, double *value, struct zn_error *error) {
  double over = 1.0;
  ZN_TRY(share(f, test, wall, row, row->probe, value, error));
  if (row->quantity == ZN_QUANTITY_RATIO) ZN_TRY(share(f, test, wall, row, row->over, &over, error));
  *value *= row->to_unit / over;
  return ZN_OK;
}

enum zn_status zn_test_evaluate(const struct zn_test *test, const struct zn_wall_course *wall, const struct zn_reported *rows,
                                const int *which, int n, double *value, struct zn_error *error) {
  if (n < 1) return ZN_OK;
  ZN_TRY(check(test, rows, which, n, error));
  struct follow_up f = {0};
  enum zn_status status = plan(&f, test, rows, which, n, error);
  for (int i = 0; i < n && status == ZN_OK; i++) status = evaluate(&f, test, wall, &rows[which[i]], &value[which[i]], error);
  forget(&f);
  return status;
}
