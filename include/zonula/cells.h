/* Studies whose cohorts are cells: layers of defence taken away, and maps of where bodies rest. The reader of a study turns its one cohort
 * into as many as there are cells, with equal seeds: the same people in all. Part of study.h. */
#ifndef ZONULA_CELLS_H
#define ZONULA_CELLS_H

/* A reading above a number, and what is said of people who have it: "septic". */
struct zn_state_of_people {
  char *word;
  int observable, places; /* the largest of so many observables from that one on; no places: nothing is asked */
  double above;           /* in its shown unit */
};

/* Layers of defence taken away one at a time, in pairs and all together, in the same people. The study's cohorts are the cells: nothing
 * gone, each layer, each pair (0 1, 0 2, .., 1 2, ..), all. What is read are rows of the study without an assay, in this order. */
struct zn_matrix {
  int n_layers; /* 0: nothing is asked */
  int *layer;   /* [n_layers] the treatments that take them away */
  double given_h, at_h;
  int first_row; /* in `reported`, of n_readings, and behind them that of `ill` if it is asked */
  int n_readings;
  int *reading; /* [n_readings] observables */
  struct zn_state_of_people ill;
};

/* Equal factors from one number to another. */
struct zn_map_axis {
  int parameter;
  double from, to; /* internal unit, above 0 */
  int steps;
};

/* Where people end who differ in two numbers, looked for from the healthy and from the inflamed side. Cohort 0 are the people of the study
 * as they are; behind it stand, from `first_cell` on, the cells [variants][up.steps][across.steps][2: from below, from above], then one
 * cohort for each mark, then one for each ramp. Rows without an assay: the reading of everybody at rest, then of each ramp at the end of
 * each step. */
struct zn_map {
  struct zn_map_axis across, up; /* across.steps 0: nothing is asked */
  struct zn_state_of_people ill;
  int also_parameter; /* a second variant has another number multiplied; -1: there is none */
  double also_scale;
  int n_marks;
  int *mark; /* [n_marks] conditions whose people are drawn and shown where they are */
  int n_ramps;
  double *ramp_up; /* [n_ramps] internal unit: `across` goes up and down step by step in people with this much of `up` */
  double hold_h;   /* how long each step lasts */
  int first_row, first_cell;
};

/* Cohorts of a map's parts. */
int zn_map_variants(const struct zn_map *map);
int zn_map_cell(const struct zn_map *map, int variant, int up, int across, int from_above);
int zn_map_mark(const struct zn_map *map, int mark);
int zn_map_ramp(const struct zn_map *map, int ramp);
/* The row of a ramp at the end of a step, counted from first_row. */
int zn_map_ramp_row(const struct zn_map *map, int ramp, int step);
/* Step `step` of an axis, internal unit; and of a ramp, which goes up the axis and down again in 2 steps - 1. */
double zn_map_at(const struct zn_map_axis *axis, int step);
int zn_map_ramp_steps(const struct zn_map *map);
double zn_map_ramp_at(const struct zn_map *map, int step);

#endif
