/* junction.csv: one row for each junction and solute. */
#include <math.h>

#include "base/status.h"
#include "csv_cells.h"
#include "zonula/junction.h"

static void mean_cells(struct zn_writer *csv, const struct zn_junction_mean *mean, double unit) {
  zn_csv_number(csv, mean->mean * unit);
  zn_csv_number(csv, mean->lo90 * unit);
  zn_csv_number(csv, mean->hi90 * unit);
}

/* Names of solutes hold commas nowhere: the table of solutes and the command line both part them by commas. */
static void row(struct zn_writer *csv, const struct zn_junction *j, int c, int s) {
  const struct zn_junction_row *r = &j->row[c];
  const double per_s = 1.0 / 3600.0;
  zn_writer_format(csv, "%d,%.6g,%.6g,%s,%.6g", r->what.strands, r->what.opening, r->what.sealing, j->probe[s].name,
                   1e7 * j->probe[s].radius);
  mean_cells(csv, &r->resistance, 1.0);
  zn_csv_number(csv, r->resistance_sd);
  zn_csv_number(csv, r->tissue.mean);
  zn_csv_number(csv, zn_junction_claude(j, &j->row[0], r->what.strands));
  zn_csv_number(csv, r->open.mean);
  mean_cells(csv, &r->bicellular[s], per_s);
  zn_csv_number(csv, r->carried[s] * per_s);
  zn_csv_number(csv, j->tricellular[s] * per_s);
  mean_cells(csv, &r->total[s], per_s);
  zn_csv_number(csv, zn_junction_leak(j, s, r->total[s].mean));
  zn_writer_add(csv, "\n");
}

enum zn_status zn_junction_write_csv(const struct zn_junction *junction, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv,
                "strands,opening_factor,sealing_factor,solute,radius_nm,ter_ohm_cm2,ter_lo90,ter_hi90,ter_sd_in_time,ter_side_by_side,"
                "ter_claude,open_share,bicellular_cm_per_s,bicellular_lo90,bicellular_hi90,carried_cm_per_s,tricellular_cm_per_s,"
                "total_cm_per_s,total_lo90,total_hi90,leak_route_per_cm\n");
  for (int c = 0; c < junction->n_cases; c++)
    for (int s = 0; s < junction->n_probes; s++) row(&csv, junction, c, s);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
