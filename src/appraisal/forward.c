/* The model as calibration sees it: rows in scope, how they may err, and their statistics for any numbers. */
#include "forward.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "interval.h"
#include "situation.h"
#include "told_row.h"
#include "told_studies.h"

/* People of each situation; the same ones for all numbers. Variants of a batch that share a study. */
enum { DEFAULT_PEOPLE = 96, MOST_VARIANTS = 24, LONGEST_READOUT = 96 };

struct zn_forward {
  const struct zn_published_table *table;
  const struct zn_library *library;
  const struct zn_calibration_table *parameters;
  struct zn_validate_options options;
  struct zn_target *targets; /* [parameters->n] shallow copies, side by side as variants take them */
  struct zn_reading_rules *rules;
  struct zn_told_studies told;
  struct zn_row_reading *readings; /* [table->n] */
  struct zn_situations situations;
  int n_rows, *row_of; /* [table->n] row of a published row, or -1 */
  struct zn_forward_row *rows;
  char (*readout)[LONGEST_READOUT];
  int n_papers, n_effects, n_kinds;
  const char **paper; /* [n_papers] */
  struct zn_forward_class *effect, *kind;
  struct zn_verdict *verdict;
  int people;
};

/* Weak priors of errors: a laboratory differs by a third from the next, a row by a fifth. Chosen. */
static const struct zn_hierarchy_spread laboratory_prior = {0.30, 0.5}, row_prior = {0.20, 0.4};

/* --- Names and classes ---------------------------------------------------------------------------------------------------------------- */

static int class_of(struct zn_forward_class *classes, int *n, const char *name, struct zn_hierarchy_spread prior) {
  for (int i = 0; i < *n; i++)
    if (strcmp(classes[i].name, name) == 0) return i;
  classes[*n] = (struct zn_forward_class){name, prior};
  return (*n)++;
}

static int paper_of(struct zn_forward *f, const char *name) {
  for (int i = 0; i < f->n_papers; i++)
    if (strcmp(f->paper[i], name) == 0) return i;
  f->paper[f->n_papers] = name;
  return f->n_papers++;
}

static void describe_row(struct zn_forward *f, int published) {
  const struct zn_row_reading *r = &f->readings[published];
  struct zn_forward_row *row = &f->rows[f->n_rows];
  char *readout = f->readout[f->n_rows];
  *row = (struct zn_forward_row){.published = published, .readout = readout, .condition = zn_row_situation(r)};
  if (r->n_windows)
    snprintf(readout, LONGEST_READOUT, "%.40s %g-%g h", r->row->probe, r->windows[0].window_h[0], r->windows[0].window_h[1]);
  else
    snprintf(readout, LONGEST_READOUT, "%.60s", r->row->probe);
  row->error.y = log(r->reported);
  row->error.paper = paper_of(f, r->row->paper);
  row->error.kind = class_of(f->kind, &f->n_kinds, zn_row_kind(r, f->library), row_prior);
  for (int i = 0; i < r->test->n_laboratory; i++)
    row->error.loading[row->error.n_loadings++] =
        (struct zn_loading){class_of(f->effect, &f->n_effects, r->test->laboratory[i].name, laboratory_prior), r->test->laboratory[i].sign};
  f->row_of[published] = f->n_rows++;
}

/* --- Simulating ----------------------------------------------------------------------------------------------------------------------- */

/* The vectors that a situation is simulated with: those of which one of its rows is wanted. */
static int wanted_here(const struct zn_forward *f, const struct zn_situation *s, const unsigned char *wanted) {
  if (!wanted) return 1;
  for (int q = 0; q < s->n_questions; q++)
    if (wanted[f->row_of[s->questions[q].reading]]) return 1;
  return 0;
}

struct batch {
  int n; /* vectors in it */
  int vector[MOST_VARIANTS];
  double *natural; /* [MOST_VARIANTS][parameters->n] in the units of the targets */
};

static void add_vector(struct batch *b, const struct zn_forward *f, const double *theta, int vector) {
  const int width = f->parameters->n;
  for (int i = 0; i < width; i++) b->natural[b->n * width + i] = exp(theta[vector * width + i]);
  b->vector[b->n++] = vector;
}

/* Always the same people. */
static enum zn_status simulate_people(double *value, const struct zn_forward *f, const struct zn_situation *s, int n, int n_targets,
                                      const double *natural, struct zn_error *error) {
  const struct zn_variants variants = {
      .n = n, .n_targets = n_targets, .target = f->targets, .value = natural, .seed = f->options.seed ? f->options.seed : 1};
  struct zn_run_options run = f->options.run;
  run.without_intervals = 1;
  return zn_situation_simulate(value, s, &variants, f->people, f->library, &run, error);
}

/* ln of a row's statistic over its most probable window; `values` [people] are reordered. */
static enum zn_status ln_statistic(double *out, const struct zn_row_reading *r, double *values, int people, struct zn_error *error) {
  int n = 0;
  for (int i = 0; i < people; i++)
    if (!isnan(values[i])) values[n++] = values[i];
  const double statistic = n ? zn_summary_of(r->summary, values, n) : NAN;
  *out = log(statistic);
  return isfinite(*out) ? ZN_OK : zn_fail(error, ZN_NUMERICAL, "row %s cannot be predicted: its statistic is %g", r->row->id, statistic);
}

static enum zn_status simulate_batch(const struct zn_forward *f, const struct zn_situation *s, struct batch *b, double *answers,
                                     struct zn_error *error) {
  const size_t people = (size_t)f->people, questions = (size_t)s->n_questions;
  double *value = malloc((size_t)b->n * questions * people * sizeof *value);
  enum zn_status status = value ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to simulate a situation");
  if (status == ZN_OK) status = simulate_people(value, f, s, b->n, f->parameters->n, b->natural, error);
  for (int k = 0; k < b->n && status == ZN_OK; k++)
    for (int q = 0; q < s->n_questions && status == ZN_OK; q++) {
      const int published = s->questions[q].reading;
      if (s->questions[q].window) continue;
      status = ln_statistic(&answers[b->vector[k] * f->n_rows + f->row_of[published]], &f->readings[published],
                            value + ((size_t)k * questions + (size_t)q) * people, f->people, error);
    }
  free(value);
  b->n = 0;
  return status;
}

static enum zn_status simulate_situation(const struct zn_forward *f, const struct zn_situation *s, struct batch *b, int n,
                                         const double *theta, const unsigned char *wanted, double *answers, struct zn_error *error) {
  enum zn_status status = ZN_OK;
  for (int k = 0; k < n && status == ZN_OK; k++) {
    if (wanted_here(f, s, wanted ? wanted + k * f->n_rows : NULL)) add_vector(b, f, theta, k);
    if (b->n == MOST_VARIANTS) status = simulate_batch(f, s, b, answers, error);
  }
  if (status == ZN_OK && b->n) status = simulate_batch(f, s, b, answers, error);
  b->n = 0;
  return status;
}

enum zn_status zn_forward_many(void *forward, int n, const double *theta, const unsigned char *wanted, double *answers,
                               struct zn_error *error) {
  const struct zn_forward *f = forward;
  struct batch b = {.natural = malloc(MOST_VARIANTS * ((size_t)f->parameters->n + 1) * sizeof *b.natural)};
  enum zn_status status = b.natural ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to simulate published rows");
  for (int i = 0; i < f->situations.n && status == ZN_OK; i++)
    status = simulate_situation(f, &f->situations.situation[i], &b, n, theta, wanted, answers, error);
  free(b.natural);
  return status;
}

/* --- Which number changes which row -------------------------------------------------------------------------------------------------- */

static int holds(const int *list, int n, int what) {
  for (int i = 0; i < n; i++)
    if (list[i] == what) return 1;
  return 0;
}

static int overlay_is_used(const struct zn_row_reading *r, int overlay) {
  if (r->told) {
    const struct zn_cohort *cohort = &r->study->cohorts[r->told->cohort];
    return holds(cohort->overlays, cohort->n_overlays, overlay) || zn_told_gives(r, overlay);
  }
  const struct zn_people_rule *people = r->people;
  for (int i = 0; i < people->n_given; i++)
    if (people->given[i].overlay == overlay) return 1;
  return holds(people->conditions, people->n_conditions, overlay);
}

int zn_forward_touches(const struct zn_forward *f, int parameter, int row) {
  const struct zn_target *t = &f->parameters->row[parameter].target;
  const struct zn_row_reading *r = &f->readings[f->rows[row].published];
  switch (t->kind) {
    case ZN_TARGET_OVERLAY:
      return overlay_is_used(r, t->overlay);
    case ZN_TARGET_SOLUTE:
      return holds(t->index, t->n_index, r->test->probe_solute) || holds(t->index, t->n_index, r->test->over_solute);
    case ZN_TARGET_PARAMETER:
      break;
  }
  return 1;
}

/* --- Opening -------------------------------------------------------------------------------------------------------------------------- */

/* Spread between the people of a row, at the numbers as they are in data/: from it the sampling error of the row's statistic. */
static enum zn_status set_sampling(struct zn_forward *f, const struct zn_situation *s, struct zn_error *error) {
  double *value = malloc((size_t)s->n_questions * (size_t)f->people * sizeof *value);
  enum zn_status status = value ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to simulate a situation");
  if (status == ZN_OK) status = simulate_people(value, f, s, 1, 0, NULL, error);
  for (int q = 0; q < s->n_questions && status == ZN_OK; q++) {
    const int published = s->questions[q].reading;
    const struct zn_row_reading *r = &f->readings[published];
    double sum = 0.0, squares = 0.0;
    int n = 0;
    for (int i = 0; i < f->people; i++) {
      const double ln = log(value[(size_t)q * (size_t)f->people + (size_t)i]);
      if (!isfinite(ln)) continue;
      n++;
      sum += ln;
      squares += ln * ln;
    }
    const double variance = n > 1 ? (squares - sum * sum / n) / (n - 1) : 0.0;
    f->rows[f->row_of[published]].error.sampling_sd = zn_summary_error(r->summary, sqrt(fmax(variance, 0.0)), r->n);
  }
  free(value);
  return status;
}

static enum zn_status make_room(struct zn_forward *f, struct zn_error *error) {
  const size_t rows = (size_t)f->table->n + 1;
  f->readings = calloc(rows, sizeof *f->readings);
  f->row_of = malloc(rows * sizeof *f->row_of);
  f->rows = calloc(rows, sizeof *f->rows);
  f->readout = calloc(rows, sizeof *f->readout);
  f->paper = calloc(rows, sizeof *f->paper);
  f->effect = calloc(rows * ZN_MOST_LABORATORY, sizeof *f->effect);
  f->kind = calloc(rows, sizeof *f->kind);
  f->verdict = calloc(rows, sizeof *f->verdict);
  f->targets = malloc(((size_t)f->parameters->n + 1) * sizeof *f->targets);
  const int ok = f->readings && f->row_of && f->rows && f->readout && f->paper && f->effect && f->kind && f->verdict && f->targets;
  return ok ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for %d published rows", f->table->n);
}

static enum zn_status open_forward(struct zn_forward *f, struct zn_error *error) {
  ZN_TRY(make_room(f, error));
  ZN_TRY(zn_reading_rules_load(&f->rules, f->library, error));
  ZN_TRY(zn_told_studies_read(&f->told, f->table, f->library, error));
  for (int i = 0; i < f->parameters->n; i++) f->targets[i] = f->parameters->row[i].target;
  for (int i = 0; i < f->table->n; i++) {
    zn_row_read(&f->readings[i], &f->table->rows[i], f->rules, zn_told_study(&f->told, i), f->library);
    ZN_TRY(zn_row_verdict(&f->verdict[i], &f->readings[i], f->library, error));
    f->row_of[i] = -1;
    if (f->readings[i].in_scope) describe_row(f, i);
  }
  ZN_TRY(zn_situations_find(&f->situations, f->readings, f->table->n, f->library, error));
  for (int i = 0; i < f->situations.n; i++) ZN_TRY(set_sampling(f, &f->situations.situation[i], error));
  return ZN_OK;
}

enum zn_status zn_forward_open(struct zn_forward **out, const struct zn_published_table *table, const struct zn_library *library,
                               const struct zn_calibration_table *parameters, const struct zn_validate_options *options,
                               struct zn_error *error) {
  struct zn_forward *f = calloc(1, sizeof *f);
  *out = NULL;
  if (!f) return zn_fail(error, ZN_MEMORY, "no memory for the model of published rows");
  f->table = table;
  f->library = library;
  f->parameters = parameters;
  f->options = *options;
  f->people = options->people > 0 ? options->people : DEFAULT_PEOPLE;
  const enum zn_status status = open_forward(f, error);
  if (status == ZN_OK)
    *out = f;
  else
    zn_forward_close(f);
  return status;
}

void zn_forward_close(struct zn_forward *f) {
  if (!f) return;
  for (int i = 0; f->verdict && i < f->table->n; i++) zn_verdict_clear(&f->verdict[i]);
  zn_reading_rules_free(f->rules);
  zn_situations_clear(&f->situations);
  zn_told_studies_clear(&f->told);
  free(f->readings);
  free(f->row_of);
  free(f->rows);
  free(f->readout);
  free(f->paper);
  free(f->effect);
  free(f->kind);
  free(f->verdict);
  free(f->targets);
  free(f);
}

int zn_forward_rows(const struct zn_forward *f) { return f->n_rows; }
const struct zn_forward_row *zn_forward_row(const struct zn_forward *f, int row) { return &f->rows[row]; }
int zn_forward_papers(const struct zn_forward *f) { return f->n_papers; }
const char *zn_forward_paper(const struct zn_forward *f, int paper) { return f->paper[paper]; }
int zn_forward_effects(const struct zn_forward *f) { return f->n_effects; }
const struct zn_forward_class *zn_forward_effect(const struct zn_forward *f, int effect) { return &f->effect[effect]; }
int zn_forward_kinds(const struct zn_forward *f) { return f->n_kinds; }
const struct zn_forward_class *zn_forward_kind(const struct zn_forward *f, int kind) { return &f->kind[kind]; }
const struct zn_verdict *zn_forward_verdicts(const struct zn_forward *f) { return f->verdict; }
