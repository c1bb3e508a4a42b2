/* diets.csv: one row for each number of each diet. What is not known is an empty cell. */
#include <math.h>

#include "base/status.h"
#include "csv_cells.h"
#include "zonula/eaten.h"
#include "zonula/io.h"

static const char header[] = "diet,what,name,unit,value,low,high,known,tag\n";

/* A row up to its numbers. */
static void begin(struct zn_writer *csv, const char *diet, const char *what, const char *name, const char *unit) {
  const char *const cells[] = {diet, what, name, unit};
  for (int i = 0; i < 4; i++) {
    if (i) zn_writer_add(csv, ",");
    zn_csv_text(csv, cells[i]);
  }
}

static void row(struct zn_writer *csv, const char *diet, const char *what, const char *name, const char *unit, double value) {
  begin(csv, diet, what, name, unit);
  zn_csv_number(csv, value);
  zn_writer_add(csv, ",,,,\n");
}

static void spread_row(struct zn_writer *csv, const char *diet, const char *what, const struct zn_eaten_outcome_info *info,
                       const char *unit, const struct zn_middle *s) {
  begin(csv, diet, what, info->name, unit);
  zn_csv_number(csv, s->median);
  zn_csv_number(csv, s->low);
  zn_csv_number(csv, s->high);
  zn_writer_format(csv, ",,%s\n", info->tag);
}

static void add_numbers(struct zn_writer *csv, const char *diet, const struct zn_eaten_diet *d) {
  for (int k = 0; k < ZN_FIBRES; k++) row(csv, diet, "model", zn_nutrient_info(ZN_FIRST_FIBRE + k).name, "g/day", d->fibre[k]);
  row(csv, diet, "model", "starch_g", "g/day", d->starch);
  row(csv, diet, "model", "protein_g", "g/day", d->protein);
  row(csv, diet, "model", "fat_g", "g/day", d->fat);
  row(csv, diet, "model", "gluten_g", "g/day", d->gluten);
  row(csv, diet, "model", "plants", "1/week", d->plants);
}

static void add_menu(struct zn_writer *csv, const char *diet, const struct zn_overlay *overlay, const struct zn_eaten_diet *d,
                     const struct zn_library *library) {
  for (int i = 0; i < overlay->n_menu; i++)
    row(csv, diet, "food", library->foods->food[overlay->menu[i].food].name, "g/day", overlay->menu[i].g_per_day);
  for (int k = 0; k < ZN_NUTRIENTS; k++) {
    begin(csv, diet, "gives", zn_nutrient_info(k).name, zn_nutrient_info(k).unit);
    zn_csv_number(csv, d->gives.amount[k]);
    zn_writer_format(csv, ",,,%s,\n", zn_menu_knows(&d->gives, k) ? "true" : "false");
  }
}

static void add_index(struct zn_writer *csv, const char *diet, const struct zn_dii *dii, const struct zn_dii_table *table) {
  begin(csv, diet, "dii", "index", "1");
  zn_csv_number(csv, dii->index);
  zn_csv_number(csv, dii->low);
  zn_csv_number(csv, dii->high);
  zn_writer_format(csv, ",%d of %d,\n", dii->known, dii->of);
  for (int i = 0; i < dii->of; i++) {
    const struct zn_dii_part *p = &dii->part[i];
    begin(csv, diet, "dii_part", table->parameter[i].name, "1");
    zn_csv_number(csv, p->adds);
    zn_csv_number(csv, p->low);
    zn_csv_number(csv, p->high);
    zn_writer_format(csv, ",%s,\n", p->known ? "true" : "false");
  }
}

static void add_diet(struct zn_writer *csv, const struct zn_eaten *e, int arm) {
  const struct zn_eaten_diet *d = &e->diet[arm];
  char diet[160];
  zn_eaten_arm_name(diet, sizeof diet, &e->arm[arm], e->library);
  row(csv, diet, "days", "", "day", zn_eaten_days(&e->arm[arm]));
  add_numbers(csv, diet, d);
  if (d->has_menu) add_menu(csv, diet, zn_eaten_last(&e->arm[arm], e->library), d, e->library);
  if (d->has_menu) add_index(csv, diet, &d->dii, e->library->dii);
  for (int k = 0; k < ZN_EATEN_OUTCOMES; k++) {
    const struct zn_eaten_outcome_info info = zn_eaten_outcome_info((enum zn_eaten_outcome)k);
    const struct zn_eaten_change *c = &e->change[arm][k];
    spread_row(csv, diet, "before", &info, info.unit, &c->before);
    spread_row(csv, diet, "after", &info, info.unit, &c->after);
    spread_row(csv, diet, "fold", &info, "1", &c->fold);
  }
}

enum zn_status zn_eaten_write_csv(const struct zn_eaten *eaten, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, header);
  for (int i = 0; i < eaten->n; i++) add_diet(&csv, eaten, i);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
