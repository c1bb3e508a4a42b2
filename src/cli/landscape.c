#include "landscape.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "table.h"

static const struct zn_map *asked_of(const struct zn_landscape *l) { return &l->run->study->map; }

/* --- For people -------------------------------------------------------------------------------------------------------------------------
 */

/* One row of the map: a dot where bodies rest well, a slash where history decides, a hash where they rest ill. */
static void print_row(const struct zn_landscape *l, int up) {
  static const char signs[] = {'?', '.', '/', '#'};
  printf("%8.3g  ", zn_landscape_place(l, 0, up, 0)->up);
  for (int k = 0; k < l->n_across; k++) printf("%c ", signs[zn_map_zone(zn_landscape_place(l, 0, up, k))]);
  putchar('\n');
}

static void print_map(const struct zn_landscape *l) {
  const struct zn_map *m = asked_of(l);
  printf("%s from %g to %g across, %s upwards:\n. rest well   / history decides   # rest ill (%s)\n\n",
         zn_parameter_info(m->across.parameter)->name, zn_landscape_place(l, 0, 0, 0)->across,
         zn_landscape_place(l, 0, 0, l->n_across - 1)->across, zn_parameter_info(m->up.parameter)->name, m->ill.word);
  for (int up = l->n_up - 1; up >= 0; up--) print_row(l, up);
  printf("\nHistory decides in %.0f %% of the map.\n", 100.0 * l->either);
  if (m->also_parameter >= 0)
    cli_prose("The borders rest on %s (%s); map.csv has them for %g times as much as well.", zn_parameter_info(m->also_parameter)->name,
              zn_parameter_info(m->also_parameter)->meaning, m->also_scale);
}

static int add_share(struct cli_table *table, double share) {
  char text[32] = "-";
  if (isfinite(share)) snprintf(text, sizeof text, "%.0f %%", 100.0 * share);
  return cli_table_add(table, CLI_INK_PLAIN, text);
}

static int print_marks(const struct zn_landscape *l) {
  const struct cli_column columns[] = {{"people", 0},    {"", 1},       {asked_of(l)->ill.word, 1}, {"where well", 1}, {"by history", 1},
                                       {"where ill", 1}, {"outside", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  putchar('\n');
  for (int k = 0; k < l->n_marks && whole; k++) {
    const struct zn_map_mark *mark = &l->mark[k];
    char people[32];
    snprintf(people, sizeof people, "%d", mark->people);
    whole = cli_table_add(&table, CLI_INK_PLAIN, l->run->library->overlays[mark->overlay].name) &&
            cli_table_add(&table, CLI_INK_PLAIN, people) && add_share(&table, mark->people ? (double)mark->ill / mark->people : NAN);
    for (int zone = ZN_ZONE_CALM; zone <= ZN_ZONE_ILL && whole; zone++) whole = add_share(&table, mark->zone[zone]);
    if (whole) whole = add_share(&table, mark->beyond);
  }
  if (whole) whole = cli_table_print(&table, stdout);
  cli_table_clear(&table);
  return whole;
}

static void print_ramps(const struct zn_landscape *l) {
  const struct zn_map *m = asked_of(l);
  printf("\n%s slowly up and down, %g days a step:\n", zn_parameter_info(m->across.parameter)->name, m->hold_h / 24.0);
  for (int k = 0; k < l->n_ramps; k++) {
    const struct zn_map_ramp *ramp = &l->ramp[k];
    printf("  %s %g: %d of %d fell ill", zn_parameter_info(m->up.parameter)->name, ramp->up, ramp->fell_ill, ramp->people);
    if (!isnan(ramp->falls_ill)) printf(", half by %.3g", ramp->falls_ill);
    if (ramp->fell_ill) printf("; %d got well again", ramp->got_well);
    if (!isnan(ramp->gets_well)) printf(", half by %.3g", ramp->gets_well);
    putchar('\n');
  }
}

int cli_landscape_print(const struct zn_landscape *l) {
  print_map(l);
  const int whole = l->n_marks == 0 || print_marks(l);
  if (whole && l->n_ramps) print_ramps(l);
  return whole;
}

/* --- For programs -----------------------------------------------------------------------------------------------------------------------
 */

/* Adds to an array and passes failure on as NULL. */
static json_t *with(json_t *array, json_t *item) {
  if (!array || json_array_append_new(array, item) == 0) return array;
  json_decref(array);
  return NULL;
}

static json_t *numbers(const double *value, int n) {
  json_t *array = json_array();
  for (int i = 0; i < n; i++) array = with(array, cli_json_number(value[i]));
  return array;
}

/* Where across half of the people are: 0 where everywhere, null where nowhere. */
static json_t *edges(const double *across, int n) {
  json_t *array = json_array();
  for (int i = 0; i < n; i++) array = with(array, across[i] < 0.0 ? json_real(0.0) : cli_json_number(across[i]));
  return array;
}

/* A square of shares, row by row. */
static json_t *shares(const struct zn_landscape *l, int variant, int side) {
  json_t *rows = json_array();
  for (int up = 0; up < l->n_up; up++) {
    json_t *row = json_array();
    for (int k = 0; k < l->n_across; k++) row = with(row, cli_json_number(zn_landscape_place(l, variant, up, k)->share[side]));
    rows = with(rows, row);
  }
  return rows;
}

static json_t *variant_object(const struct zn_landscape *l, int variant) {
  const struct zn_map *m = asked_of(l);
  const double *below = &l->edge[variant * ZN_MAP_SIDES * l->n_up];
  json_t *also =
      variant ? json_pack("{s:s, s:o}", "parameter", zn_parameter_info(m->also_parameter)->name, "scale", cli_json_number(m->also_scale))
              : json_null();
  return json_pack("{s:o, s:o, s:o, s:o, s:o}", "also", also, "share_ill_from_below", shares(l, variant, ZN_FROM_BELOW),
                   "share_ill_from_above", shares(l, variant, ZN_FROM_ABOVE), "half_fall_ill_from", edges(below, l->n_up),
                   "half_stay_ill_from", edges(below + l->n_up, l->n_up));
}

static json_t *mark_object(const struct zn_landscape *l, const struct zn_map_mark *mark) {
  json_t *ill = json_array();
  for (int i = 0; i < mark->people; i++) ill = with(ill, json_boolean(mark->is_ill[i]));
  return json_pack("{s:s, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "condition", l->run->library->overlays[mark->overlay].name,
                   "people", mark->people, "ill", mark->ill, "where_well", cli_json_number(mark->zone[ZN_ZONE_CALM]), "where_either",
                   cli_json_number(mark->zone[ZN_ZONE_EITHER]), "where_ill", cli_json_number(mark->zone[ZN_ZONE_ILL]), "outside",
                   cli_json_number(mark->beyond), "across", numbers(mark->across, mark->people), "up", numbers(mark->up, mark->people),
                   "is_ill", ill);
}

static json_t *ramp_object(const struct zn_map_ramp *ramp) {
  json_t *medians = json_array();
  for (int i = 0; i < ramp->n; i++) medians = with(medians, cli_json_number(ramp->reading[i].median));
  return json_pack("{s:o, s:i, s:i, s:i, s:o, s:o, s:o, s:o, s:o}", "up", cli_json_number(ramp->up), "people", ramp->people, "fell_ill",
                   ramp->fell_ill, "got_well", ramp->got_well, "half_ill_by", cli_json_number(ramp->falls_ill), "half_well_by",
                   cli_json_number(ramp->gets_well), "across", numbers(ramp->across, ramp->n), "share_ill", numbers(ramp->share, ramp->n),
                   "median", medians);
}

static json_t *axis_object(const struct zn_landscape *l, const struct zn_map_axis *axis) {
  json_t *values = json_array();
  for (int k = 0; k < axis->steps; k++)
    values = with(values, cli_json_number(axis == &asked_of(l)->across ? zn_landscape_place(l, 0, 0, k)->across
                                                                       : zn_landscape_place(l, 0, k, 0)->up));
  const struct zn_parameter_info *info = zn_parameter_info(axis->parameter);
  return json_pack("{s:s, s:s, s:o}", "parameter", info->name, "unit", info->unit, "values", values);
}

json_t *cli_landscape_json(const struct zn_landscape *l) {
  const struct zn_map *m = asked_of(l);
  json_t *maps = json_array(), *marks = json_array(), *ramps = json_array();
  for (int v = 0; v < l->variants; v++) maps = with(maps, variant_object(l, v));
  for (int k = 0; k < l->n_marks; k++) marks = with(marks, mark_object(l, &l->mark[k]));
  for (int k = 0; k < l->n_ramps; k++) ramps = with(ramps, ramp_object(&l->ramp[k]));
  json_t *ill = json_pack("{s:s, s:s, s:i, s:o}", "word", m->ill.word, "reading", zn_observable_info(m->ill.observable)->name, "places",
                          m->ill.places, "above", cli_json_number(m->ill.above));
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "across", axis_object(l, &m->across), "up", axis_object(l, &m->up), "ill", ill,
                   "history_decides", cli_json_number(l->either), "maps", maps, "marks", marks, "ramps", ramps);
}
