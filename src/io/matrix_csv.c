/* matrix.csv: one row for each cell of a matrix of lost layers and reading. What is not known is an empty cell. */
#include "base/status.h"
#include "csv_cells.h"
#include "zonula/io.h"

static const char *const kinds[] = {[ZN_CELL_NONE] = "none", [ZN_CELL_ONE] = "one", [ZN_CELL_PAIR] = "pair", [ZN_CELL_ALL] = "all"};

static void layer(struct zn_writer *csv, const struct zn_redundancy *r, int index) {
  if (index >= 0) zn_csv_text(csv, r->run->library->overlays[r->run->study->matrix.layer[index]].name);
}

static void row(struct zn_writer *csv, const struct zn_redundancy *r, const struct zn_cell *cell, int reading) {
  const struct zn_observable_info *info = zn_observable_info(r->run->study->matrix.reading[reading]);
  const struct zn_cell_reading *at = &cell->reading[reading];
  zn_writer_format(csv, "%s,", kinds[cell->kind]);
  layer(csv, r, cell->a);
  zn_writer_add(csv, ",");
  layer(csv, r, cell->b == cell->a ? -1 : cell->b);
  zn_writer_format(csv, ",%d,", cell->people);
  zn_csv_text(csv, info->name);
  zn_writer_add(csv, ",");
  zn_csv_text(csv, info->unit);
  const struct zn_middle *middles[] = {&at->value, &at->fold, &at->synergy};
  for (size_t k = 0; k < sizeof middles / sizeof *middles; k++) {
    zn_csv_number(csv, middles[k]->median);
    zn_csv_number(csv, middles[k]->low);
    zn_csv_number(csv, middles[k]->high);
  }
  zn_csv_number(csv, cell->share);
  zn_csv_number(csv, cell->share_lo90);
  zn_csv_number(csv, cell->share_hi90);
  zn_writer_add(csv, "\n");
}

enum zn_status zn_redundancy_write_csv(const struct zn_redundancy *r, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv,
                "gone,layer,other_layer,people,reading,unit,median,lo90,hi90,fold,fold_lo90,fold_hi90,synergy,synergy_lo90,synergy_hi90,"
                "share_ill,share_ill_lo90,share_ill_hi90\n");
  for (int c = 0; c < r->n_cells; c++)
    for (int k = 0; k < r->n_readings; k++) row(&csv, r, &r->cell[c], k);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
