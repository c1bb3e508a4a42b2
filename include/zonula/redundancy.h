/* Backups for our backups: what each layer of defence is worth alone, and what is lost with two or all of them.
 *
 * The study's key `matrix` makes one cohort for each cell of the matrix, with the same people in all. Every number here compares a person
 * with himself or herself. */
#ifndef ZONULA_REDUNDANCY_H
#define ZONULA_REDUNDANCY_H

#include "middle.h"
#include "study.h"

/* One reading in one cell. */
struct zn_cell_reading {
  struct zn_middle value;   /* in the observable's shown unit */
  struct zn_middle fold;    /* over the same person's value with nothing gone; NAN where that is not above 0 */
  struct zn_middle synergy; /* that fold over the product of the folds of the same layers alone; NAN: nothing gone, or one layer */
};

enum zn_cell_kind { ZN_CELL_NONE, ZN_CELL_ONE, ZN_CELL_PAIR, ZN_CELL_ALL };

struct zn_cell {
  enum zn_cell_kind kind;
  int a, b;                             /* layers that are gone, a < b of a pair, a == b of one alone; -1 of none and of all */
  int cohort;                           /* of the study */
  int people;                           /* who were followed to the end */
  int ill;                              /* of whom are ill as the study defines it; 0 where it does not */
  double share, share_lo90, share_hi90; /* of ill people, with its exact interval (Clopper and Pearson 1934); NAN: not asked */
  struct zn_cell_reading *reading;      /* [n_readings] */
};

struct zn_redundancy {
  const struct zn_run *run; /* borrowed */
  int n_layers, n_readings, n_cells;
  struct zn_cell *cell; /* [n_cells] as the study's cohorts: none, each layer, each pair, all */
  /* By reading: of single layers and of pairs the cells with the largest median fold, and the pair that goes most beyond the product;
   * -1: none has one. */
  int *worst_single, *worst_pair, *most_beyond; /* [n_readings] */
  /* By reading: pairs in which most people show more, or less, than the product of both alone, by a twentieth. */
  int *more_than_product, *less_than_product; /* [n_readings] */
};

/* Makes the matrix of a run whose study asks for it (matrix.n_layers > 0, else ZN_ARGUMENT). Free with zn_redundancy_free. The same run
 * gives the same numbers, bit by bit. */
enum zn_status zn_redundancy_find(struct zn_redundancy **redundancy, const struct zn_run *run, struct zn_error *error);
void zn_redundancy_free(struct zn_redundancy *redundancy);

/* The cell in which layers a and b are gone, in either order; a == b: that layer alone. */
const struct zn_cell *zn_redundancy_cell(const struct zn_redundancy *redundancy, int a, int b);

#endif
