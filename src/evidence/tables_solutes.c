/* data/solutes.csv: one row, one solute. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/status.h"
#include "tables.h"

/* The numbers of struct zn_solute in its order, with the unit in which the column is typed. */
static const struct column {
  const char *name, *unit;
  double low, high; /* typed unit */
} columns[ZN_SOLUTE_NUMBERS] = {
    {"molar_mass_g_per_mol", "g/mol", 1e-3, HUGE_VAL},
    {"stokes_radius_nm", "nm", 1e-3, 1e5},
    {"charge", "1", -100.0, 100.0},
    {"diffusivity_cm2_per_s", "cm2/s", 0.0, 1e-3},
    {"paracellular_factor", "1", 0.0, 1e3},
    {"membrane_permeability_cm_per_s", "cm/s", 0.0, 1.0},
    {"carrier_capacity_umol_per_cm2_min", "umol/cm2/min", 0.0, 1e3},
    {"carrier_affinity_mmol_per_L", "mmol/L", 0.0, 1e4},
    {"transcytosis_cm_per_s", "cm/s", 0.0, 1.0},
    {"small_bowel_loss_per_h", "1/h", 0.0, 1e4},
    {"fermentation_per_h", "1/h", 0.0, 1e4},
    {"hepatic_extraction", "1", 0.0, 1.0},
    {"lymph_share", "1", 0.0, 1.0},
    {"volume_L_per_kg", "L/kg", 1e-3, 1e4},
    {"renal_clearance_per_gfr", "1", 0.0, 10.0},
    {"other_clearance_per_h", "1/h", 0.0, 1e4},
};
enum { RADIUS = 1, DIFFUSIVITY = 3, CAPACITY = 6, AFFINITY = 7 };

/* Free diffusion of a sphere in water at 37 C (Einstein 1905, Ann Phys 17:549), radius in cm, answer in cm2/h. Boltzmann's
 * constant is exact (SI 2019); viscosity of water: Kestin, Sokolov & Wakeham 1978, J Phys Chem Ref Data 7:941. */
static double stokes_einstein(double radius_cm) {
  const double boltzmann_j_per_k = 1.380649e-23, temperature_k = 310.15, viscosity_pa_s = 0.6913e-3, pi = 3.14159265358979323846;
  const double m2_per_s = boltzmann_j_per_k * temperature_k / (6.0 * pi * viscosity_pa_s * radius_cm * 0.01);
  return m2_per_s * 1e4 * 3600.0;
}

static enum zn_status read_numbers(const struct zn_table_reader *reader, int at, struct zn_solute_row *row, struct zn_error *error) {
  for (int i = 0; i < ZN_SOLUTE_NUMBERS; i++) {
    const struct column *c = &columns[i];
    const int may_be_empty = i == DIFFUSIVITY;
    const double typed = zn_table_number(reader, at, c->name, may_be_empty ? 0.0 : NAN);
    double to_internal;
    struct zn_dimension dimension;
    ZN_TRY(zn_unit_parse(reader->units, c->unit, &to_internal, &dimension, error));
    if (typed < c->low || typed > c->high)
      zn_find(reader->findings, reader->path, row->line, "%s: %s is %g; expected %g to %g", row->name, c->name, typed, c->low, c->high);
    row->number[i] = typed * to_internal;
  }
  if (row->number[DIFFUSIVITY] == 0.0) row->number[DIFFUSIVITY] = stokes_einstein(row->number[RADIUS]);
  return ZN_OK;
}

static void check_carrier(const struct zn_table_reader *reader, const struct zn_solute_row *row) {
  static const char *const carriers[] = {"none", "sglt1", "glut5", "pept1", "amino_acid"};
  const int count = (int)(sizeof carriers / sizeof *carriers);
  int known = 0;
  for (int i = 0; i < count; i++) known = known || strcmp(row->carrier, carriers[i]) == 0;
  const char *nearest = zn_nearest_of(row->carrier, carriers, count);
  if (!known) {
    zn_find(reader->findings, reader->path, row->line, "%s: '%s' is no carrier; expected none, sglt1, glut5, pept1 or amino_acid%s%s",
            row->name, row->carrier, nearest ? "; nearest: " : "", nearest ? nearest : "");
  } else if (strcmp(row->carrier, "none") == 0) {
    if (row->number[CAPACITY] != 0.0)
      zn_find(reader->findings, reader->path, row->line, "%s has a carrier capacity without a carrier", row->name);
  } else if (!(row->number[CAPACITY] > 0.0 && row->number[AFFINITY] > 0.0)) {
    zn_find(reader->findings, reader->path, row->line, "%s: carrier %s needs a capacity and an affinity above 0", row->name, row->carrier);
  }
}

static void check_row(const struct zn_table_reader *reader, int index) {
  const struct zn_solute_row *rows = reader->tables->solutes, *row = &rows[index];
  const size_t length = strlen(row->name);
  if (!length || row->name[0] == ' ' || row->name[length - 1] == ' ' || strpbrk(row->name, "[]{}:#,\"\n"))
    zn_find(reader->findings, reader->path, row->line, "'%s' is no name for a solute; expected for example 51Cr-EDTA", row->name);
  for (int i = 0; i < index; i++)
    if (strcmp(rows[i].name, row->name) == 0)
      zn_find(reader->findings, reader->path, row->line, "solute %s is there twice; first on line %d", row->name, rows[i].line);
  if (!*row->meaning) zn_find(reader->findings, reader->path, row->line, "%s has no meaning; expected a few plain words", row->name);
  check_carrier(reader, row);
}

enum zn_status zn_tables_read_solutes(const struct zn_table_reader *reader, struct zn_error *error) {
  struct zn_tables *tables = reader->tables;
  const int rows = reader->csv->rows - 1;
  tables->solutes = calloc((size_t)rows + 1, sizeof *tables->solutes);
  if (!tables->solutes) return zn_fail(error, ZN_MEMORY, "no memory for solutes");
  tables->n_solutes = rows;
  for (int i = 0; i < rows; i++) {
    struct zn_solute_row *row = &tables->solutes[i];
    row->line = reader->csv->line[i + 1];
    row->name = zn_table_cell(reader, i + 1, "name");
    row->meaning = zn_table_cell(reader, i + 1, "meaning");
    row->carrier = zn_table_cell(reader, i + 1, "carrier");
    row->source = zn_table_cell(reader, i + 1, "source");
    row->grade = zn_table_cell(reader, i + 1, "grade");
    ZN_TRY(read_numbers(reader, i + 1, row, error));
    check_row(reader, i);
    zn_table_check_grade(reader, i + 1);
    zn_table_check_sources(reader, i + 1, 1);
  }
  return ZN_OK;
}
