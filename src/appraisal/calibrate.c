/* Calibrating: the published rows and the numbers that may move become a hierarchical regression, which is fitted, cross-validated and
 * drawn from. */
#include "calibrate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

/* CHUNK: parameter sets simulated between two reports of progress. */
enum { DEFAULT_MEMBERS = 32, DEFAULT_FOLDS = 10, DEFAULT_PEOPLE = 96, CHUNK = 24 };

static const double ninety = 1.6448536269514722; /* 95 % quantile of the standard normal */

struct work {
  const struct zn_calibrate_options *options;
  struct zn_calibration *calibration;
  struct zn_forward *forward;
  struct zn_hierarchy_problem problem;
  struct zn_hierarchy_row *row;
  struct zn_hierarchy_parameter *parameter;
  struct zn_hierarchy_spread *effect, *kind;
  unsigned char *touches;
  double *from, *natural; /* ln of where to begin, or NULL; room for the callback */
  struct zn_hierarchy_fit fit;
  int step;
  const char *doing; /* NULL: a step of the fit */
};

/* --- The problem --------------------------------------------------------------------------------------------------------------------- */

static enum zn_status simulate(void *context, int n, const double *theta, const unsigned char *wanted, double *f, struct zn_error *error) {
  struct work *w = context;
  const struct zn_calibrate_options *o = w->options;
  const size_t width = (size_t)w->problem.n_theta, rows = (size_t)w->problem.n_rows;
  char what[32];
  snprintf(what, sizeof what, "step %d", w->step + 1);
  for (int at = 0; at < n; at += CHUNK) {
    const size_t first = (size_t)at;
    const int few = n - at < CHUNK ? n - at : CHUNK;
    if (o->progress && o->progress(o->progress_context, w->doing ? w->doing : what, at, n))
      return zn_fail(error, ZN_INTERRUPTED, "the calibration was interrupted");
    ZN_TRY(zn_forward_many(w->forward, few, theta + first * width, wanted ? wanted + first * rows : NULL, f + first * rows, error));
  }
  return ZN_OK;
}

static enum zn_status make_room(struct work *w, struct zn_error *error) {
  const struct zn_hierarchy_problem *p = &w->problem;
  const size_t n = (size_t)p->n_theta, rows = (size_t)p->n_rows;
  w->row = calloc(rows + 1, sizeof *w->row);
  w->parameter = calloc(n + 1, sizeof *w->parameter);
  w->effect = calloc((size_t)p->n_effects + 1, sizeof *w->effect);
  w->kind = calloc((size_t)p->n_kinds + 1, sizeof *w->kind);
  w->touches = calloc(n * rows + 1, 1);
  w->from = calloc(n + 1, sizeof *w->from);
  w->natural = calloc(n + 1, sizeof *w->natural);
  const int whole = w->row && w->parameter && w->effect && w->kind && w->touches && w->from && w->natural;
  return whole ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to calibrate %d numbers", p->n_theta);
}

static enum zn_status make_problem(struct work *w, struct zn_error *error) {
  const struct zn_forward *forward = w->forward;
  const struct zn_calibration_table *table = w->calibration->table;
  struct zn_hierarchy_problem *p = &w->problem;
  *p = (struct zn_hierarchy_problem){.n_rows = zn_forward_rows(forward),
                                     .n_papers = zn_forward_papers(forward),
                                     .n_theta = table->n,
                                     .n_effects = zn_forward_effects(forward),
                                     .n_kinds = zn_forward_kinds(forward),
                                     .forward = {w, simulate}};
  if (p->n_rows == 0) return zn_fail(error, ZN_INPUT, "no row of this table is in the model's scope; nothing can be calibrated to it");
  ZN_TRY(make_room(w, error));
  for (int i = 0; i < p->n_rows; i++) w->row[i] = zn_forward_row(forward, i)->error;
  for (int k = 0; k < p->n_effects; k++) w->effect[k] = zn_forward_effect(forward, k)->prior;
  for (int k = 0; k < p->n_kinds; k++) w->kind[k] = zn_forward_kind(forward, k)->prior;
  for (int j = 0; j < p->n_theta; j++) {
    const struct zn_calibration_row *r = &table->row[j];
    w->parameter[j] = (struct zn_hierarchy_parameter){log(r->prior_median), r->prior_ln_sd, log(r->low), log(r->high)};
    w->from[j] = log(w->options->from ? w->options->from[j] : r->prior_median);
    for (int i = 0; i < p->n_rows; i++) w->touches[j * p->n_rows + i] = (unsigned char)zn_forward_touches(forward, j, i);
  }
  p->row = w->row;
  p->parameter = w->parameter;
  p->effect = w->effect;
  p->kind = w->kind;
  p->touches = w->touches;
  return ZN_OK;
}

/* --- The fit ------------------------------------------------------------------------------------------------------------------------- */

static int tell_step(void *context, int step, const double *theta, double badness) {
  struct work *w = context;
  const struct zn_calibrate_options *o = w->options;
  w->step = step;
  w->calibration->badness = badness;
  for (int j = 0; j < w->problem.n_theta; j++) w->natural[j] = exp(theta[j]);
  return o->step ? o->step(o->step_context, step, w->problem.n_theta, w->natural, badness) : 0;
}

static enum zn_status fit(struct work *w, struct zn_error *error) {
  /* Statistics of few people are a little rough: differences wide enough to look past that, and no finer an end than it allows. */
  const struct zn_hierarchy_options options = {.most_steps = w->options->most_steps,
                                               .tolerance = 0.15,
                                               .difference = 0.06,
                                               .one_sided = !w->options->central,
                                               .from = w->from,
                                               .step = tell_step,
                                               .step_context = w};
  ZN_TRY(zn_hierarchy_fit(&w->fit, &w->problem, &options, error));
  w->calibration->steps = w->fit.steps;
  w->calibration->settled = w->fit.settled;
  w->calibration->left = w->fit.left;
  return zn_calibration_appraise(&w->calibration->fitted, w->calibration->published, w->forward, w->fit.f, w->fit.sd, error);
}

static void describe_number(const struct work *w, int j) {
  const struct zn_calibration_row *r = &w->calibration->table->row[j];
  const int n = w->problem.n_theta;
  const double theta = w->fit.theta[j], sd = sqrt(w->fit.covariance[j * n + j]);
  struct zn_calibrated_number *number = &w->calibration->number[j];
  *number = (struct zn_calibrated_number){.row = r,
                                          .median = exp(theta),
                                          .lo90 = fmax(exp(theta - ninety * sd), r->low),
                                          .hi90 = fmin(exp(theta + ninety * sd), r->high),
                                          .moved = (theta - log(r->prior_median)) / r->prior_ln_sd,
                                          .learnt = 1.0 - sd / r->prior_ln_sd};
  for (int i = 0; i < w->problem.n_rows; i++) number->rows += fabs(w->fit.jacobian[i * n + j]) > 0.01;
}

static int loads(const struct zn_hierarchy_row *row, int effect) {
  for (int k = 0; k < row->n_loadings; k++)
    if (row->loading[k].effect == effect) return 1;
  return 0;
}

static void describe_spread(const struct work *w, int k) {
  const struct zn_hierarchy_problem *p = &w->problem;
  const int is_effect = k < p->n_effects;
  const struct zn_forward_class *class = is_effect ? zn_forward_effect(w->forward, k) : zn_forward_kind(w->forward, k - p->n_effects);
  const double sd = w->fit.spread[k], wide = exp(ninety * w->fit.spread_sd[k]);
  struct zn_calibrated_spread *s = &w->calibration->spread[k];
  *s = (struct zn_calibrated_spread){.kind = is_effect ? "laboratory" : "row",
                                     .name = class->name,
                                     .sd = sd,
                                     .lo90 = sd / wide,
                                     .hi90 = sd * wide,
                                     .prior_median = class->prior.prior_median};
  for (int g = 0; g < p->n_papers; g++) {
    int rows = 0;
    for (int i = 0; i < p->n_rows; i++)
      rows += w->row[i].paper == g && (is_effect ? loads(&w->row[i], k) : w->row[i].kind == k - p->n_effects);
    s->rows += rows;
    s->papers += rows > 0;
  }
}

static enum zn_status describe(struct work *w, struct zn_error *error) {
  struct zn_calibration *c = w->calibration;
  const int n = w->problem.n_theta;
  c->n = n;
  c->n_spreads = w->problem.n_effects + w->problem.n_kinds;
  c->members = w->options->members > 0 ? w->options->members : DEFAULT_MEMBERS;
  c->number = calloc((size_t)n + 1, sizeof *c->number);
  c->spread = calloc((size_t)c->n_spreads + 1, sizeof *c->spread);
  c->weight = malloc(((size_t)c->published->n + 1) * sizeof *c->weight);
  c->member = malloc((size_t)c->members * (size_t)n * sizeof *c->member);
  if (!c->number || !c->spread || !c->weight || !c->member) return zn_fail(error, ZN_MEMORY, "no memory for what was calibrated");
  for (int j = 0; j < n; j++) describe_number(w, j);
  for (int k = 0; k < c->n_spreads; k++) describe_spread(w, k);
  for (int i = 0; i < c->published->n; i++) c->weight[i] = NAN;
  for (int i = 0; i < w->problem.n_rows; i++) c->weight[zn_forward_row(w->forward, i)->published] = w->fit.weight[i];
  const uint64_t seed = w->options->simulate.seed ? w->options->simulate.seed : 1;
  ZN_TRY(zn_hierarchy_draw(c->member, c->members, &w->fit, &w->problem, seed, error));
  for (int i = 0; i < c->members * n; i++) c->member[i] = exp(c->member[i]);
  return ZN_OK;
}

/* --- Cross-validation ---------------------------------------------------------------------------------------------------------------- */

static enum zn_status leave_out(struct work *w, const int *fold, int n_folds, struct zn_appraisal **out, struct zn_error *error) {
  struct zn_hierarchy_left_out left;
  enum zn_status status = zn_hierarchy_leave_out(&left, &w->fit, &w->problem, fold, n_folds, error);
  if (status == ZN_OK) status = zn_calibration_appraise(out, w->calibration->published, w->forward, left.f, left.sd, error);
  zn_hierarchy_left_out_clear(&left);
  return status;
}

static enum zn_status cross_validate(struct work *w, int *fold, const char **name, double *f, struct zn_error *error) {
  struct zn_calibration *c = w->calibration;
  const int papers = w->problem.n_papers, folds = w->options->folds > 0 ? w->options->folds : DEFAULT_FOLDS;
  for (int g = 0; g < papers; g++) {
    fold[g] = g;
    name[g] = zn_forward_paper(w->forward, g);
  }
  w->doing = "papers left out";
  ZN_TRY(leave_out(w, fold, papers, &c->paper_left_out, error));
  const uint64_t seed = w->options->simulate.seed ? w->options->simulate.seed : 1;
  ZN_TRY(zn_hierarchy_deal(fold, folds, &w->problem, name, seed, error));
  w->doing = "tenths left out";
  ZN_TRY(leave_out(w, fold, folds, &c->tenth_left_out, error));
  zn_calibration_look_up(f, w->forward);
  return zn_calibration_appraise(&c->look_up, c->published, w->forward, f, NULL, error);
}

static enum zn_status calibrate(struct work *w, const struct zn_library *library, struct zn_error *error) {
  struct zn_calibration *c = w->calibration;
  struct zn_validate_options simulated = w->options->simulate;
  if (simulated.people <= 0) simulated.people = DEFAULT_PEOPLE;
  ZN_TRY(zn_calibration_table_load(&c->table, library, error));
  ZN_TRY(zn_forward_open(&w->forward, c->published, library, c->table, &simulated, error));
  c->owned = w->forward;
  ZN_TRY(make_problem(w, error));
  ZN_TRY(fit(w, error));
  ZN_TRY(describe(w, error));
  const size_t papers = (size_t)w->problem.n_papers;
  int *fold = malloc(papers * sizeof *fold);
  const char **name = malloc(papers * sizeof *name);
  double *f = malloc((size_t)w->problem.n_rows * sizeof *f);
  const enum zn_status status =
      fold && name && f ? cross_validate(w, fold, name, f, error) : zn_fail(error, ZN_MEMORY, "no memory to cross-validate");
  free(fold);
  free(name);
  free(f);
  return status;
}

enum zn_status zn_calibrate(struct zn_calibration **out, const struct zn_published_table *published, const struct zn_library *library,
                            const struct zn_calibrate_options *options, struct zn_error *error) {
  struct work w = {.options = options, .calibration = calloc(1, sizeof *w.calibration)};
  *out = NULL;
  if (!w.calibration) return zn_fail(error, ZN_MEMORY, "no memory for a calibration");
  w.calibration->published = published;
  const enum zn_status status = calibrate(&w, library, error);
  zn_hierarchy_fit_clear(&w.fit);
  free(w.row);
  free(w.parameter);
  free(w.effect);
  free(w.kind);
  free(w.touches);
  free(w.from);
  free(w.natural);
  if (status == ZN_OK)
    *out = w.calibration;
  else
    zn_calibration_free(w.calibration);
  return status;
}

void zn_calibration_free(struct zn_calibration *c) {
  if (!c) return;
  struct zn_appraisal *const appraisals[] = {c->fitted, c->paper_left_out, c->tenth_left_out, c->look_up};
  for (size_t i = 0; i < sizeof appraisals / sizeof *appraisals; i++) zn_appraisal_free(appraisals[i]);
  zn_forward_close(c->owned);
  zn_calibration_table_free(c->table);
  free(c->number);
  free(c->spread);
  free(c->member);
  free(c->weight);
  free(c);
}
