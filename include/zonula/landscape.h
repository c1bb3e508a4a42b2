/* Two hits: where bodies rest that differ in two numbers, from either side, and where people stand on that map.
 *
 * The study's key `map` makes one cohort for each cell and side, with the same people in all; see struct zn_map. */
#ifndef ZONULA_LANDSCAPE_H
#define ZONULA_LANDSCAPE_H

#include "middle.h"
#include "study.h"

enum zn_map_side { ZN_FROM_BELOW, ZN_FROM_ABOVE, ZN_MAP_SIDES };

/* One cell of the map. */
struct zn_map_place {
  double across, up;                      /* in the parameters' shown units */
  int people[ZN_MAP_SIDES];               /* whose rest was found */
  double share[ZN_MAP_SIDES];             /* of whom are ill as the study defines it; NAN without people */
  struct zn_middle reading[ZN_MAP_SIDES]; /* in the observable's shown unit */
};

/* What a cell is: by the half of its people. */
enum zn_map_zone { ZN_ZONE_UNKNOWN, ZN_ZONE_CALM, ZN_ZONE_EITHER, ZN_ZONE_ILL };
enum zn_map_zone zn_map_zone(const struct zn_map_place *place);

/* People of a condition, each with the two numbers that he or she was drawn with. */
struct zn_map_mark {
  int overlay, people, ill; /* people whose rest was found, and of these the ill at the state that their condition starts them in */
  double *across, *up;      /* [people] in shown units */
  unsigned char *is_ill;    /* [people] */
  double zone[4];           /* shares of people by the zone of the cell nearest to them (factors); beyond the map: the cell at its rim */
  double beyond;            /* share who stand outside the map */
};

/* Slowly up the first axis and down again. */
struct zn_map_ramp {
  double up;                 /* of the second axis, in its shown unit */
  int people;                /* who were followed to the end */
  int n;                     /* steps */
  double *across;            /* [n] */
  double *share;             /* [n] of ill people at the end of the step */
  struct zn_middle *reading; /* [n] */
  /* Median over people: where on the way up each becomes ill, and where on the way down well again; and how many did. NAN: too few did
   * for a median, where those who never did count as beyond the end. */
  double falls_ill, gets_well;
  int fell_ill, got_well;
};

struct zn_landscape {
  const struct zn_run *run; /* borrowed */
  int variants, n_up, n_across;
  struct zn_map_place *place; /* [variants][n_up][n_across] */
  /* [variants][ZN_MAP_SIDES][n_up] where across half of the people come to be ill, between steps on the logarithm: -INFINITY where they are
   * at the first step, INFINITY where not at the last. */
  double *edge;
  double either; /* share of the first variant's cells in which history decides */
  int n_marks;
  struct zn_map_mark *mark;
  int n_ramps;
  struct zn_map_ramp *ramp;
};

/* Makes the map of a run whose study asks for it (map.across.steps > 0, else ZN_ARGUMENT). Free with zn_landscape_free. The same run gives
 * the same numbers, bit by bit. */
enum zn_status zn_landscape_find(struct zn_landscape **landscape, const struct zn_run *run, struct zn_error *error);
void zn_landscape_free(struct zn_landscape *landscape);

const struct zn_map_place *zn_landscape_place(const struct zn_landscape *landscape, int variant, int up, int across);
double zn_landscape_edge(const struct zn_landscape *landscape, int variant, enum zn_map_side side, int up);

#endif
