/* What the strands mean for the leak route, and the rule that needs no simulation. */
#include <math.h>

#include "zonula/junction.h"

double zn_junction_claude(const struct zn_junction *junction, const struct zn_junction_row *anchor, int strands) {
  return anchor->resistance.mean * pow(junction->parameters.junction_claude_open_share, anchor->what.strands - strands);
}

double zn_junction_leak(const struct zn_junction *junction, int probe, double permeability) {
  const struct zn_parameters *p = &junction->parameters;
  const struct zn_junction_probe *what = &junction->probe[probe];
  return p->junction_smooth_amplification * permeability / (what->diffusivity * zn_pore_hindrance(what->radius / p->solute_leak_radius));
}

/* Where the logarithm of the permeability, known at rows first ... first + n - 1 whose factors are `factor`, is that of the first plus
 * log(times). */
static double find_factor(const struct zn_junction *j, int first, const double *factor, int probe, double times) {
  const struct zn_junction_row *row = j->row + first;
  const double target = log(times * row[0].total[probe].mean);
  for (int c = 0; c + 1 < j->n_scan; c++) {
    const double here = log(row[c].total[probe].mean), there = log(row[c + 1].total[probe].mean);
    if (!(here < target && target <= there)) continue;
    return exp(log(factor[c]) + (target - here) / (there - here) * log(factor[c + 1] / factor[c]));
  }
  return NAN;
}

enum { MOST_SCAN = 64 };

double zn_junction_opening_for(const struct zn_junction *junction, int probe, double times) {
  double factor[MOST_SCAN];
  const int n = junction->n_scan < MOST_SCAN ? junction->n_scan : 0, first = junction->n_by_strands;
  for (int c = 0; c < n; c++) factor[c] = junction->row[first + c].what.opening / junction->row[first].what.opening;
  return n ? find_factor(junction, first, factor, probe, times) : NAN;
}

double zn_junction_sealing_for(const struct zn_junction *junction, int probe, double times) {
  double factor[MOST_SCAN];
  const int n = junction->n_scan < MOST_SCAN ? junction->n_scan : 0, first = junction->n_by_strands + n;
  for (int c = 0; c < n; c++) factor[c] = junction->row[first + c].what.sealing / junction->row[first].what.sealing;
  return n ? find_factor(junction, first, factor, probe, times) : NAN;
}
