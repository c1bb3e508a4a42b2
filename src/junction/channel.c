/* Claudin-2: one open and two closed states, brief <-> open <-> long. */
#include "zonula/junction.h"

double zn_junction_channel_open(const struct zn_parameters *p) {
  return 1.0 / (1.0 + p->junction_channel_brief_closing / p->junction_channel_brief_opening +
                p->junction_channel_long_closing / p->junction_channel_long_opening);
}
