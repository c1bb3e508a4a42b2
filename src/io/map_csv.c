/* map.csv: one row for each cell of a map. marks.csv: one row for each person of its marks. ramps.csv: one row for each step of a ramp.
 * What is not known is an empty cell. */
#include <math.h>

#include "base/status.h"
#include "csv_cells.h"
#include "zonula/io.h"

/* The names of the two numbers as columns. */
static void axes(struct zn_writer *csv, const struct zn_landscape *l) {
  zn_csv_text(csv, zn_parameter_info(l->run->study->map.across.parameter)->name);
  zn_writer_add(csv, ",");
  zn_csv_text(csv, zn_parameter_info(l->run->study->map.up.parameter)->name);
}

static void place_row(struct zn_writer *csv, const struct zn_landscape *l, int variant, int up, int across) {
  static const char *const zones[] = {"", "well", "either", "ill"};
  const struct zn_map *m = &l->run->study->map;
  const struct zn_map_place *place = zn_landscape_place(l, variant, up, across);
  if (variant) zn_writer_format(csv, "%s*%g", zn_parameter_info(m->also_parameter)->name, m->also_scale);
  zn_csv_number(csv, place->across);
  zn_csv_number(csv, place->up);
  for (int side = 0; side < ZN_MAP_SIDES; side++) {
    zn_writer_format(csv, ",%d", place->people[side]);
    zn_csv_number(csv, place->share[side]);
    zn_csv_number(csv, place->reading[side].median);
    zn_csv_number(csv, place->reading[side].low);
    zn_csv_number(csv, place->reading[side].high);
  }
  zn_writer_format(csv, ",%s\n", zones[zn_map_zone(place)]);
}

enum zn_status zn_landscape_write_map(const struct zn_landscape *l, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, "also,");
  axes(&csv, l);
  zn_writer_add(&csv,
                ",people_from_below,share_ill_from_below,median_from_below,lo90_from_below,hi90_from_below,"
                "people_from_above,share_ill_from_above,median_from_above,lo90_from_above,hi90_from_above,rests\n");
  for (int v = 0; v < l->variants; v++)
    for (int up = 0; up < l->n_up; up++)
      for (int across = 0; across < l->n_across; across++) place_row(&csv, l, v, up, across);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}

enum zn_status zn_landscape_write_marks(const struct zn_landscape *l, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, "condition,");
  axes(&csv, l);
  zn_writer_add(&csv, ",ill\n");
  for (int k = 0; k < l->n_marks; k++)
    for (int i = 0; i < l->mark[k].people; i++) {
      zn_csv_text(&csv, l->run->library->overlays[l->mark[k].overlay].name);
      zn_csv_number(&csv, l->mark[k].across[i]);
      zn_csv_number(&csv, l->mark[k].up[i]);
      zn_writer_add(&csv, l->mark[k].is_ill[i] ? ",true\n" : ",false\n");
    }
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}

enum zn_status zn_landscape_write_ramps(const struct zn_landscape *l, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, "step,way,");
  axes(&csv, l);
  zn_writer_add(&csv, ",people,share_ill,median,lo90,hi90\n");
  for (int k = 0; k < l->n_ramps; k++)
    for (int i = 0; i < l->ramp[k].n; i++) {
      const struct zn_map_ramp *ramp = &l->ramp[k];
      zn_writer_format(&csv, "%d,%s", i, i <= ramp->n / 2 ? "up" : "down");
      zn_csv_number(&csv, ramp->across[i]);
      zn_csv_number(&csv, ramp->up);
      zn_writer_format(&csv, ",%d", ramp->people);
      zn_csv_number(&csv, ramp->share[i]);
      zn_csv_number(&csv, ramp->reading[i].median);
      zn_csv_number(&csv, ramp->reading[i].low);
      zn_csv_number(&csv, ramp->reading[i].high);
      zn_writer_add(&csv, "\n");
    }
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
