#include "lanes.h"

#include <stddef.h>

extern const struct zn_lane_problem zn_solute_lanes_1, zn_solute_lanes_2, zn_solute_lanes_4, zn_solute_lanes_8;

const struct zn_lane_problem *zn_solute_lanes(int lanes) {
  static const struct zn_lane_problem *const all[] = {&zn_solute_lanes_1, &zn_solute_lanes_2, &zn_solute_lanes_4, &zn_solute_lanes_8};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (all[i]->lanes == lanes) return all[i];
  return NULL;
}
