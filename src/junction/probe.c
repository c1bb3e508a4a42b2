/* What tries to pass, and what slits and pores of a size make of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/status.h"
#include "zonula/junction.h"

double zn_slit_hindrance(double lambda) {
  const double l = lambda;
  if (l <= 0.0) return 1.0;
  if (l >= 1.0) return 0.0;
  return 1.0 + 9.0 / 16.0 * l * log(l) + l * (-1.19358 + l * l * (0.4285 + l * (-0.3192 + l * 0.08428)));
}

/* "PEG 547": the laws stand in the public code of Tervonen et al. 2019, in m, m2/s and g/mol. */
static int is_glycol(struct zn_junction_probe *probe, const char *name) {
  char *end;
  if (strncmp(name, "PEG ", 4) != 0 || name[4] < '0' || name[4] > '9') return 0;
  const double mass = strtod(name + 4, &end);
  if (*end || !(mass >= 100.0 && mass <= 1e5)) return 0;
  probe->radius = 0.29e-8 * pow(mass, 0.454);
  probe->diffusivity = 9.9e-5 * pow(mass, -0.453) * 3600.0;
  return 1;
}

static const char *name_at(const void *context, int index) { return (void)context, zn_solute_info(index)->name; }

enum zn_status zn_junction_probe_find(struct zn_junction_probe *probe, const char *name, struct zn_error *error) {
  *probe = (struct zn_junction_probe){0};
  snprintf(probe->name, sizeof probe->name, "%.*s", (int)sizeof probe->name - 1, name);
  const int known = zn_solute_find(name);
  if (known >= 0) {
    probe->radius = zn_solute_info(known)->stokes_radius;
    probe->diffusivity = zn_solute_info(known)->diffusivity;
    return ZN_OK;
  }
  if (is_glycol(probe, name)) return ZN_OK;
  const char *nearest = zn_nearest(name, name_at, NULL, zn_solute_count());
  return zn_fail(error, ZN_INPUT, "there is no solute '%.60s'%s%s; expected one of zonula list solutes, or 'PEG <mass>' from 100 to 100000",
                 name, nearest ? "; nearest: " : "", nearest ? nearest : "");
}
