/* The cells of a matrix of lost layers, person by person. */
#include "zonula/redundancy.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "study/statistics.h"
#include "zonula/comparison.h"

/* Within so much of the product a pair does what both do alone; chosen. */
static const double close_to_product = 1.05;

struct work {
  struct zn_redundancy *out;
  const struct zn_run *run;
  const struct zn_matrix *asked;
  double *scratch; /* [people] */
};

static double value_of(const struct work *w, int cohort, int reading, int person) {
  const struct zn_cohort_result *r = &w->run->cohort[cohort];
  return r->value[(size_t)(w->asked->first_row + reading) * (size_t)r->people + (size_t)person];
}

/* A person's value over what it is with nothing gone. */
static double fold_of(const struct work *w, int cohort, int reading, int person) {
  const double before = value_of(w, 0, reading, person);
  return before > 0.0 ? value_of(w, cohort, reading, person) / before : NAN;
}

static int people_of(const struct work *w) { return w->run->cohort[0].people; }

/* What the layers of a cell do alone, multiplied: the fold were they independent on a logarithm. */
static double product_of(const struct work *w, const struct zn_cell *cell, int reading, int person) {
  double product = 1.0;
  if (cell->kind == ZN_CELL_PAIR) return fold_of(w, 1 + cell->a, reading, person) * fold_of(w, 1 + cell->b, reading, person);
  for (int layer = 0; layer < w->asked->n_layers; layer++) product *= fold_of(w, 1 + layer, reading, person);
  return product;
}

static void read_cell(const struct work *w, struct zn_cell *cell, int reading) {
  struct zn_cell_reading *out = &cell->reading[reading];
  const int people = people_of(w), several = cell->kind == ZN_CELL_PAIR || cell->kind == ZN_CELL_ALL;
  for (int i = 0; i < people; i++) w->scratch[i] = value_of(w, cell->cohort, reading, i);
  out->value = zn_middle_of(w->scratch, people_of(w));
  for (int i = 0; i < people; i++) w->scratch[i] = fold_of(w, cell->cohort, reading, i);
  out->fold = zn_middle_of(w->scratch, people_of(w));
  for (int i = 0; i < people; i++) w->scratch[i] = several ? fold_of(w, cell->cohort, reading, i) / product_of(w, cell, reading, i) : NAN;
  out->synergy = zn_middle_of(w->scratch, people_of(w));
}

static void count_ill(const struct work *w, struct zn_cell *cell) {
  const struct zn_matrix *m = w->asked;
  cell->share = cell->share_lo90 = cell->share_hi90 = NAN;
  for (int i = 0; i < people_of(w); i++) {
    const double first = value_of(w, cell->cohort, 0, i);
    if (isnan(first)) continue;
    cell->people++;
    cell->ill += m->ill.places && value_of(w, cell->cohort, m->n_readings, i) > m->ill.above;
  }
  if (!m->ill.places || cell->people == 0) return;
  cell->share = (double)cell->ill / cell->people;
  zn_binomial_interval(cell->ill, cell->people, 0.9, &cell->share_lo90, &cell->share_hi90);
}

static enum zn_status fill_cell(const struct work *w, int cohort, enum zn_cell_kind kind, int a, int b, struct zn_error *error) {
  struct zn_cell *cell = &w->out->cell[cohort];
  *cell = (struct zn_cell){.kind = kind, .a = a, .b = b, .cohort = cohort};
  cell->reading = calloc((size_t)w->asked->n_readings, sizeof *cell->reading);
  if (!cell->reading) return zn_fail(error, ZN_MEMORY, "no memory for the cells of a matrix");
  for (int r = 0; r < w->asked->n_readings; r++) read_cell(w, cell, r);
  count_ill(w, cell);
  return ZN_OK;
}

static enum zn_status fill_cells(const struct work *w, struct zn_error *error) {
  const int n = w->asked->n_layers;
  int cohort = 0;
  ZN_TRY(fill_cell(w, cohort++, ZN_CELL_NONE, -1, -1, error));
  for (int a = 0; a < n; a++) ZN_TRY(fill_cell(w, cohort++, ZN_CELL_ONE, a, a, error));
  for (int a = 0; a < n; a++)
    for (int b = a + 1; b < n; b++) ZN_TRY(fill_cell(w, cohort++, ZN_CELL_PAIR, a, b, error));
  return fill_cell(w, cohort, ZN_CELL_ALL, -1, -1, error);
}

static double fold_median(const struct zn_cell_reading *r) { return r->fold.median; }
static double synergy_median(const struct zn_cell_reading *r) { return r->synergy.median; }

/* The cell of that kind with the largest of something, the first of equals; -1 where no cell has it. */
static int most_of(const struct zn_redundancy *r, enum zn_cell_kind kind, int reading, double (*size)(const struct zn_cell_reading *)) {
  int most = -1;
  for (int c = 0; c < r->n_cells; c++) {
    const double own = size(&r->cell[c].reading[reading]);
    if (r->cell[c].kind == kind && isfinite(own) && (most < 0 || own > size(&r->cell[most].reading[reading]))) most = c;
  }
  return most;
}

static void conclude(struct zn_redundancy *r) {
  for (int k = 0; k < r->n_readings; k++) {
    r->worst_single[k] = most_of(r, ZN_CELL_ONE, k, fold_median);
    r->worst_pair[k] = most_of(r, ZN_CELL_PAIR, k, fold_median);
    r->most_beyond[k] = most_of(r, ZN_CELL_PAIR, k, synergy_median);
    for (int c = 0; c < r->n_cells; c++) {
      const struct zn_middle *s = &r->cell[c].reading[k].synergy;
      r->more_than_product[k] += r->cell[c].kind == ZN_CELL_PAIR && s->median > close_to_product;
      r->less_than_product[k] += r->cell[c].kind == ZN_CELL_PAIR && s->median < 1.0 / close_to_product;
    }
  }
}

static enum zn_status find(struct work *w, struct zn_error *error) {
  struct zn_redundancy *r = w->out;
  const size_t readings = (size_t)r->n_readings;
  r->cell = calloc((size_t)r->n_cells, sizeof *r->cell);
  r->worst_single = calloc(5 * readings, sizeof *r->worst_single);
  w->scratch = malloc(((size_t)people_of(w) + 1) * sizeof *w->scratch);
  if (!r->cell || !r->worst_single || !w->scratch) return zn_fail(error, ZN_MEMORY, "no memory for a matrix");
  r->worst_pair = r->worst_single + readings;
  r->most_beyond = r->worst_pair + readings;
  r->more_than_product = r->most_beyond + readings;
  r->less_than_product = r->more_than_product + readings;
  ZN_TRY(fill_cells(w, error));
  conclude(r);
  return ZN_OK;
}

enum zn_status zn_redundancy_find(struct zn_redundancy **out, const struct zn_run *run, struct zn_error *error) {
  const struct zn_matrix *asked = &run->study->matrix;
  *out = NULL;
  if (!asked->n_layers) return zn_fail(error, ZN_ARGUMENT, "the study does not ask what layers are worth");
  struct zn_redundancy *made = calloc(1, sizeof *made);
  if (!made) return zn_fail(error, ZN_MEMORY, "no memory for a matrix");
  const int n = asked->n_layers;
  *made = (struct zn_redundancy){.run = run, .n_layers = n, .n_readings = asked->n_readings, .n_cells = 2 + n + n * (n - 1) / 2};
  struct work w = {.out = made, .run = run, .asked = asked};
  const enum zn_status status = find(&w, error);
  free(w.scratch);
  if (status == ZN_OK)
    *out = made;
  else
    zn_redundancy_free(made);
  return status;
}

const struct zn_cell *zn_redundancy_cell(const struct zn_redundancy *r, int a, int b) {
  for (int c = 1; c < r->n_cells; c++) {
    const struct zn_cell *cell = &r->cell[c];
    if (cell->kind != ZN_CELL_ALL && cell->a == (a < b ? a : b) && cell->b == (a < b ? b : a)) return cell;
  }
  return NULL;
}

void zn_redundancy_free(struct zn_redundancy *r) {
  if (!r) return;
  for (int c = 0; r->cell && c < r->n_cells; c++) free(r->cell[c].reading);
  free(r->cell);
  free(r->worst_single);
  free(r);
}
