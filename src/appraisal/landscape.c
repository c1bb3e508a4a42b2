/* A map of where bodies rest, from the cohorts that its study was made into. */
#include "zonula/landscape.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "study/statistics.h"

struct work {
  struct zn_landscape *out;
  const struct zn_run *run;
  const struct zn_map *asked;
  double *scratch; /* [people of the largest cohort] */
};

static double value_of(const struct work *w, int cohort, int row, int person) {
  const struct zn_cohort_result *r = &w->run->cohort[cohort];
  return r->value[(size_t)(w->asked->first_row + row) * (size_t)r->people + (size_t)person];
}

static double shown(int parameter, double value) { return value / zn_parameter_info(parameter)->to_internal; }

/* A reading over the people of a cohort: its middle, and the share who are ill. Returns how many count. */
static int look(const struct work *w, int cohort, int row, struct zn_middle *middle, double *share) {
  const int people = w->run->cohort[cohort].people;
  int ill = 0;
  for (int i = 0; i < people; i++) w->scratch[i] = value_of(w, cohort, row, i);
  const int n = zn_sort_values(w->scratch, people);
  for (int i = 0; i < n; i++) ill += w->scratch[i] > w->asked->ill.above;
  *middle = zn_middle_of(w->scratch, n);
  *share = n ? (double)ill / n : NAN;
  return n;
}

/* --- Cells ---------------------------------------------------------------------------------------------------------------------------- */

const struct zn_map_place *zn_landscape_place(const struct zn_landscape *l, int variant, int up, int across) {
  return &l->place[(variant * l->n_up + up) * l->n_across + across];
}

double zn_landscape_edge(const struct zn_landscape *l, int variant, enum zn_map_side side, int up) {
  return l->edge[(variant * ZN_MAP_SIDES + (int)side) * l->n_up + up];
}

enum zn_map_zone zn_map_zone(const struct zn_map_place *place) {
  const double below = place->share[ZN_FROM_BELOW], above = place->share[ZN_FROM_ABOVE];
  if (isnan(below) || isnan(above)) return ZN_ZONE_UNKNOWN;
  return below >= 0.5 ? ZN_ZONE_ILL : above >= 0.5 ? ZN_ZONE_EITHER : ZN_ZONE_CALM;
}

static void fill_place(const struct work *w, int variant, int up, int across) {
  const struct zn_map *m = w->asked;
  struct zn_map_place *place = &w->out->place[(variant * w->out->n_up + up) * w->out->n_across + across];
  place->across = shown(m->across.parameter, zn_map_at(&m->across, across));
  place->up = shown(m->up.parameter, zn_map_at(&m->up, up));
  for (int side = 0; side < ZN_MAP_SIDES; side++)
    place->people[side] = look(w, zn_map_cell(m, variant, up, across, side), 0, &place->reading[side], &place->share[side]);
  w->out->either += variant == 0 && zn_map_zone(place) == ZN_ZONE_EITHER;
}

/* The first crossing of one half, straight between steps on the logarithm. */
static double edge_of(const struct zn_landscape *l, int variant, int side, int up) {
  const struct zn_map_place *row = zn_landscape_place(l, variant, up, 0);
  for (int k = 0; k < l->n_across; k++) {
    if (!(row[k].share[side] >= 0.5)) continue;
    if (k == 0) return -INFINITY;
    const double before = row[k - 1].share[side], part = isnan(before) ? 1.0 : (0.5 - before) / (row[k].share[side] - before);
    return row[k - 1].across * pow(row[k].across / row[k - 1].across, part);
  }
  return INFINITY;
}

static void fill_places(const struct work *w) {
  struct zn_landscape *l = w->out;
  for (int v = 0; v < l->variants; v++)
    for (int up = 0; up < l->n_up; up++) {
      for (int across = 0; across < l->n_across; across++) fill_place(w, v, up, across);
      for (int side = 0; side < ZN_MAP_SIDES; side++) l->edge[(v * ZN_MAP_SIDES + side) * l->n_up + up] = edge_of(l, v, side, up);
    }
  l->either /= (double)(l->n_up * l->n_across);
}

/* --- Marks ---------------------------------------------------------------------------------------------------------------------------- */

/* The step nearest to a value by factors; *beyond is set where the value lies outside the axis. */
static int nearest_step(const struct zn_map_axis *axis, double value, int *beyond) {
  const double step = log(value / axis->from) / log(axis->to / axis->from) * (axis->steps - 1);
  *beyond |= value < axis->from || value > axis->to;
  return (int)(fmin(fmax(step, 0.0), axis->steps - 1.0) + 0.5);
}

static enum zn_status place_person(const struct work *w, struct zn_map_mark *mark, int cohort, int number, int ill,
                                   struct zn_error *error) {
  const struct zn_map *m = w->asked;
  struct zn_parameters person;
  int beyond = 0;
  ZN_TRY(zn_person_draw(&person, &w->run->study->cohorts[cohort], w->run->library, number, error));
  const double across = ((const double *)&person)[m->across.parameter], up = ((const double *)&person)[m->up.parameter];
  const int column = nearest_step(&m->across, across, &beyond), row = nearest_step(&m->up, up, &beyond);
  mark->across[mark->people] = shown(m->across.parameter, across);
  mark->up[mark->people] = shown(m->up.parameter, up);
  mark->is_ill[mark->people++] = (unsigned char)ill;
  mark->ill += ill;
  mark->beyond += beyond;
  mark->zone[zn_map_zone(zn_landscape_place(w->out, 0, row, column))]++;
  return ZN_OK;
}

static enum zn_status fill_mark(const struct work *w, int index, struct zn_error *error) {
  struct zn_map_mark *mark = &w->out->mark[index];
  const int cohort = zn_map_mark(w->asked, index), people = w->run->cohort[cohort].people;
  mark->overlay = w->asked->mark[index];
  mark->across = malloc((size_t)people * 2 * sizeof *mark->across);
  mark->is_ill = malloc((size_t)people);
  if (!mark->across || !mark->is_ill) return zn_fail(error, ZN_MEMORY, "no memory for the marks of a map");
  mark->up = mark->across + people;
  for (int i = 0; i < people; i++) {
    const double value = value_of(w, cohort, 0, i);
    if (!isnan(value)) ZN_TRY(place_person(w, mark, cohort, i, value > w->asked->ill.above, error));
  }
  for (int z = 0; z < 4; z++) mark->zone[z] = mark->people ? mark->zone[z] / mark->people : NAN;
  mark->beyond = mark->people ? mark->beyond / mark->people : NAN;
  return ZN_OK;
}

/* --- Ramps ---------------------------------------------------------------------------------------------------------------------------- */

/* A part of a ramp, and what people may become on it. */
struct stretch {
  int ramp, from, to; /* steps */
  int ill;            /* or well */
};

static int is_ill(const struct work *w, int ramp, int step, int person) {
  return value_of(w, zn_map_ramp(w->asked, ramp), zn_map_ramp_row(w->asked, ramp, step), person) > w->asked->ill.above;
}

/* The value across at which a person first is ill, or well; NAN: never. */
static double change_of(const struct work *w, const struct stretch *s, int person) {
  for (int step = s->from; step <= s->to; step++)
    if (is_ill(w, s->ramp, step, person) == s->ill) return w->out->ramp[s->ramp].across[step];
  return NAN;
}

/* Median over people of where they change; those who never do stand `beyond` all others. Who is well cannot get well. */
static double median_change(const struct work *w, const struct stretch *s, double beyond, int *changed) {
  const int cohort = zn_map_ramp(w->asked, s->ramp), end = zn_map_ramp_row(w->asked, s->ramp, zn_map_ramp_steps(w->asked) - 1);
  int n = 0;
  *changed = 0;
  for (int i = 0; i < w->run->cohort[cohort].people; i++) {
    if (isnan(value_of(w, cohort, end, i)) || (!s->ill && !is_ill(w, s->ramp, s->from, i))) continue;
    const double at = change_of(w, s, i);
    *changed += !isnan(at);
    w->scratch[n++] = isnan(at) ? beyond : at;
  }
  n = zn_sort_values(w->scratch, n);
  return 2 * *changed > n ? zn_quantile(w->scratch, n, 0.5) : NAN;
}

static enum zn_status fill_ramp(const struct work *w, int index, struct zn_error *error) {
  struct zn_map_ramp *ramp = &w->out->ramp[index];
  const struct zn_map *m = w->asked;
  const int cohort = zn_map_ramp(m, index), n = zn_map_ramp_steps(m), top = m->across.steps - 1;
  ramp->up = shown(m->up.parameter, m->ramp_up[index]);
  ramp->n = n;
  ramp->across = malloc((size_t)n * 2 * sizeof *ramp->across);
  ramp->reading = malloc((size_t)n * sizeof *ramp->reading);
  if (!ramp->across || !ramp->reading) return zn_fail(error, ZN_MEMORY, "no memory for the ramps of a map");
  ramp->share = ramp->across + n;
  for (int step = 0; step < n; step++) {
    ramp->across[step] = shown(m->across.parameter, zn_map_ramp_at(m, step));
    ramp->people = look(w, cohort, zn_map_ramp_row(m, index, step), &ramp->reading[step], &ramp->share[step]);
  }
  ramp->falls_ill = median_change(w, &(struct stretch){index, 0, top, 1}, HUGE_VAL, &ramp->fell_ill);
  ramp->gets_well = median_change(w, &(struct stretch){index, top, n - 1, 0}, 0.0, &ramp->got_well);
  return ZN_OK;
}

/* --- All of it ------------------------------------------------------------------------------------------------------------------------ */

static enum zn_status open_landscape(struct work *w, struct zn_error *error) {
  struct zn_landscape *l = w->out;
  const size_t rows = (size_t)l->variants * (size_t)l->n_up;
  int most = 1;
  for (int c = 0; c < w->run->study->n_cohorts; c++) most = w->run->cohort[c].people > most ? w->run->cohort[c].people : most;
  l->place = calloc(rows * (size_t)l->n_across, sizeof *l->place);
  l->edge = calloc(rows * ZN_MAP_SIDES, sizeof *l->edge);
  l->mark = calloc((size_t)l->n_marks + 1, sizeof *l->mark);
  l->ramp = calloc((size_t)l->n_ramps + 1, sizeof *l->ramp);
  w->scratch = malloc((size_t)most * sizeof *w->scratch);
  if (l->place && l->edge && l->mark && l->ramp && w->scratch) return ZN_OK;
  return zn_fail(error, ZN_MEMORY, "no memory for a map");
}

static enum zn_status find(struct work *w, struct zn_error *error) {
  ZN_TRY(open_landscape(w, error));
  fill_places(w);
  for (int i = 0; i < w->out->n_marks; i++) ZN_TRY(fill_mark(w, i, error));
  for (int i = 0; i < w->out->n_ramps; i++) ZN_TRY(fill_ramp(w, i, error));
  return ZN_OK;
}

enum zn_status zn_landscape_find(struct zn_landscape **out, const struct zn_run *run, struct zn_error *error) {
  const struct zn_map *asked = &run->study->map;
  *out = NULL;
  if (!asked->across.steps) return zn_fail(error, ZN_ARGUMENT, "the study does not ask for a map");
  struct zn_landscape *made = calloc(1, sizeof *made);
  if (!made) return zn_fail(error, ZN_MEMORY, "no memory for a map");
  *made = (struct zn_landscape){.run = run,
                                .variants = zn_map_variants(asked),
                                .n_up = asked->up.steps,
                                .n_across = asked->across.steps,
                                .n_marks = asked->n_marks,
                                .n_ramps = asked->n_ramps};
  struct work w = {.out = made, .run = run, .asked = asked};
  const enum zn_status status = find(&w, error);
  free(w.scratch);
  if (status == ZN_OK)
    *out = made;
  else
    zn_landscape_free(made);
  return status;
}

void zn_landscape_free(struct zn_landscape *l) {
  if (!l) return;
  for (int i = 0; l->mark && i < l->n_marks; i++) {
    free(l->mark[i].across);
    free(l->mark[i].is_ill);
  }
  for (int i = 0; l->ramp && i < l->n_ramps; i++) {
    free(l->ramp[i].across);
    free(l->ramp[i].reading);
  }
  free(l->place);
  free(l->edge);
  free(l->mark);
  free(l->ramp);
  free(l);
}
