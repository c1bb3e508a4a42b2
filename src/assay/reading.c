/* From a reported row to what the instrument shows. */
#include "reading.h"

#include <math.h>
#include <stdio.h>

#include "base/status.h"
#include "chamber.h"
#include "instruments.h"
#include "noise.h"
#include "perfusion.h"
#include "readable.h"

static double value_of(const struct zn_sight *sight, int readable) {
  enum zn_segment segment;
  if (readable < zn_observable_count()) return sight->observed[readable];
  const enum zn_instrument_reading what = zn_readable_what(readable, &segment);
  return zn_instrument_value(sight, what, segment);
}

double zn_sight_reading(const struct zn_sight *sight, int readable) {
  const char *name = zn_readable_info(readable).name;
  return zn_with_noise(sight, zn_marker_of(sight->library, name), name, value_of(sight, readable));
}

/* Concentration on the luminal side, or 0 when the assay does not name the solute: fluxes relative to it are then those of a trace. */
static double concentration_of(const struct zn_assay *assay, int solute) {
  for (int i = 0; i < assay->n_probes; i++)
    if (assay->probes[i].solute == solute) return assay->probes[i].concentration;
  return 0.0;
}

/* With error, under the name "flux[51Cr-EDTA/ileum]": pieces of one person have the same error in flux and permeability. */
static double noisy(const struct zn_sight *sight, const char *marker_name, const struct zn_solute *solute, enum zn_segment segment,
                    double value) {
  const struct zn_marker *marker = zn_marker_of(sight->library, marker_name);
  char name[128];
  if (sight->exact || !marker) return value;
  snprintf(name, sizeof name, "tissue[%s/%s]", solute->name, zn_segment_name(segment));
  return zn_with_noise(sight, marker, name, value / marker->to_internal) * marker->to_internal;
}

static double through_chamber(const struct zn_sight *sight, const struct zn_reported *row, const struct zn_solute *solute,
                              double concentration) {
  const struct zn_assay *assay = sight->assay;
  struct zn_mounted tissue;
  zn_chamber_mount(sight, row->segment, &tissue);
  const double bare = zn_chamber_mean_bare(&tissue, assay->mounted_h, assay->mounted_h + assay->length_h);
  const double permeability = zn_chamber_permeability(&tissue, solute, concentration, bare);
  if (row->quantity == ZN_QUANTITY_FLUX) return noisy(sight, "flux", solute, row->segment, permeability * concentration);
  return noisy(sight, "permeability", solute, row->segment, permeability);
}

/* The error of two concentrations is added, not multiplied, and may turn the result negative; it is reported so. */
static double through_perfused(const struct zn_sight *sight, const struct zn_reported *row, const struct zn_solute *solute,
                               double concentration) {
  const double exact = zn_perfusion_permeability(sight, solute, row->segment, concentration);
  const struct zn_marker *marker = zn_marker_of(sight->library, "perfusion_permeability");
  char name[128];
  if (sight->exact || !marker) return exact;
  snprintf(name, sizeof name, "perfusion[%s/%s]", solute->name, zn_segment_name(row->segment));
  const double day = exp(sqrt(log1p(marker->within_cv * marker->within_cv)) * zn_draw_of_moment(sight, name, "day"));
  return exact * day + zn_perfusion_error(sight, row->segment, marker->analytical_cv) * zn_draw_of_moment(sight, name, "analysis");
}

enum zn_status zn_sight_read(const struct zn_sight *sight, const struct zn_reported *row, double *value, struct zn_error *error) {
  const struct zn_assay *assay = sight->assay;
  if (row->quantity == ZN_QUANTITY_READING) {
    if (assay->kind == ZN_ASSAY_PERFUSION || !zn_readable_info(row->observable).name)
      return zn_fail(error, ZN_ARGUMENT, "test %s gives no such reading", assay->name);
    *value = zn_sight_reading(sight, row->observable) * row->to_unit;
    return ZN_OK;
  }
  const struct zn_solute *solute = zn_solute_info(row->probe);
  const int chamber = assay->kind == ZN_ASSAY_CHAMBER, flux = row->quantity == ZN_QUANTITY_FLUX;
  if ((!chamber && assay->kind != ZN_ASSAY_PERFUSION) || (!flux && row->quantity != ZN_QUANTITY_PERMEABILITY) || !solute)
    return zn_fail(error, ZN_ARGUMENT, "test %s does not give that", assay->name);
  const double concentration = concentration_of(assay, row->probe);
  if (flux && !(chamber && concentration > 0.0))
    return zn_fail(error, ZN_ARGUMENT, "test %s gives no flux of %s; its bath does not hold it", assay->name, solute->name);
  if (sight->solutes) solute = &sight->solutes[row->probe];
  *value = (chamber ? through_chamber : through_perfused)(sight, row, solute, concentration) * row->to_unit;
  return ZN_OK;
}
