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

double zn_junction_factor_for(const struct zn_junction *junction, int first, int last, int probe, double times) {
  const struct zn_junction_row *row = junction->row;
  const double target = log(times * row[first].total[probe].mean);
  for (int c = first; c < last; c++) {
    const double here = log(row[c].total[probe].mean), there = log(row[c + 1].total[probe].mean);
    if (!((here <= target && target <= there) || (there <= target && target <= here))) continue;
    const int opens = row[last].what.opening != row[first].what.opening;
    const double from = opens ? row[c].what.opening : row[c].what.sealing, to = opens ? row[c + 1].what.opening : row[c + 1].what.sealing;
    return here == there ? from : exp(log(from) + (target - here) / (there - here) * log(to / from));
  }
  return NAN;
}
