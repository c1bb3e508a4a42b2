/* A perfused piece of gut. Equations: README.md beside this file. */
#ifndef ZN_ASSAY_PERFUSION_H
#define ZN_ASSAY_PERFUSION_H

#include "reading.h"

/* Effective permeability of one segment of the living gut on its smooth surface, unstirred water and mucus included, at `concentration`
 * (mmol/mL; 0: its limit) in the lumen and none in blood, cm/h. */
double zn_perfusion_permeability(const struct zn_sight *sight, const struct zn_solute *solute, enum zn_segment segment,
                                 double concentration);

/* Error of the permeability that comes from telling the concentrations at the two ends apart: one SD, cm/h; 0 where nothing is
 * perfused. */
double zn_perfusion_error(const struct zn_sight *sight, enum zn_segment segment, double cv);

#endif
