/* Where the parts of a map stand among the cohorts of its study. */
#include <math.h>

#include "zonula/study.h"

int zn_map_variants(const struct zn_map *map) { return map->also_parameter >= 0 ? 2 : 1; }

int zn_map_cell(const struct zn_map *map, int variant, int up, int across, int from_above) {
  return map->first_cell + 2 * ((variant * map->up.steps + up) * map->across.steps + across) + from_above;
}

int zn_map_mark(const struct zn_map *map, int mark) { return zn_map_cell(map, zn_map_variants(map), 0, 0, 0) + mark; }

int zn_map_ramp(const struct zn_map *map, int ramp) { return zn_map_mark(map, map->n_marks) + ramp; }

/* The ends are as they were written. */
double zn_map_at(const struct zn_map_axis *axis, int step) {
  if (step == axis->steps - 1) return axis->to;
  return step == 0 ? axis->from : axis->from * pow(axis->to / axis->from, (double)step / (axis->steps - 1));
}

int zn_map_ramp_steps(const struct zn_map *map) { return 2 * map->across.steps - 1; }

double zn_map_ramp_at(const struct zn_map *map, int step) {
  const int top = map->across.steps - 1;
  return zn_map_at(&map->across, step <= top ? step : 2 * top - step);
}

int zn_map_ramp_row(const struct zn_map *map, int ramp, int step) { return 1 + ramp * zn_map_ramp_steps(map) + step; }
