#include "wall_scene.h"

#include <math.h>
#include <stdio.h>

#include "zonula/body.h"

/* Most rods a panel holds before they cover each other. */
enum { MOST_IN_LUMEN = 70, MOST_AT_WALL = 48 };
static const double g_per_l_of_rod = 3.0, rods_at_reference_contact = 4.0;

/* A reading of a place, or of the whole body when `segment` is NULL; never negative, and 0 when the place has none. */
static double reading(const double *observed, const char *what, const char *segment) {
  char name[96];
  snprintf(name, sizeof name, segment ? "%s[%s]" : "%s", what, segment);
  const int index = zn_observable_find(name);
  return index < 0 ? 0.0 : fmax(observed[index], 0.0);
}

static int count(double value, int most) { return (int)fmin(floor(value + 0.5), most); }

/* The duodenum's ratio is read directly; further down it follows from the absorptive area as the body computes that. */
static double villus_to_crypt(const double *observed, enum zn_segment segment) {
  struct zn_parameters p;
  if (segment == ZN_SEGMENT_duodenum) return reading(observed, "villus_height_crypt_depth", NULL);
  zn_parameters_default(&p);
  const double area = reading(observed, "absorptive_area", zn_segment_name(segment));
  return fmax(p.epithelium_villus_healthy * (area - p.epithelium_flat_area) / (1.0 - p.epithelium_flat_area), 0.0);
}

struct zn_wall_scene zn_wall_scene(const double *observed, enum zn_segment segment) {
  const char *place = zn_segment_name(segment);
  const double tnf = reading(observed, "tumour_necrosis_factor", place);
  struct zn_wall_scene s = {.segment = segment, .small_bowel = segment < (enum zn_segment)ZN_SMALL_BOWEL_SEGMENTS};
  s.mucus_um = reading(observed, "mucus_thickness", place);
  s.inner_um = fmin(reading(observed, "mucus_inner", place), s.mucus_um);
  s.leak = reading(observed, "leak", place);
  s.pore = reading(observed, "pore", place);
  s.lost = fmin(reading(observed, "cell_loss", place) / 100.0, 1.0);
  if (s.small_bowel) s.villus_to_crypt = villus_to_crypt(observed, segment);
  s.redness = tnf / (1.0 + tnf);
  s.microbes_in_lumen = count(reading(observed, "microbial_mass", place) / g_per_l_of_rod, MOST_IN_LUMEN);
  s.microbes_at_wall = count(rods_at_reference_contact * sqrt(reading(observed, "bacterial_contact", place)), MOST_AT_WALL);
  s.angry_macrophages = count(ZN_WALL_MACROPHAGES * reading(observed, "inflammatory_macrophages", place), ZN_WALL_MACROPHAGES);
  s.effector_t_cells = count(ZN_WALL_T_CELLS * reading(observed, "effector_t_cells", place), ZN_WALL_T_CELLS);
  s.lps = count(reading(observed, "serum_lps", NULL) / ZN_WALL_LPS_STEP, ZN_WALL_MOST_LPS);
  return s;
}
