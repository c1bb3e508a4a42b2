/* One stretch of junction, watched over time: breaks, transport and resistance together. */
#ifndef ZN_JUNCTION_STRETCH_H
#define ZN_JUNCTION_STRETCH_H

#include "net.h"
#include "zonula/junction.h"

/* What all stretches of a case share. Borrowed. */
struct zn_stretch_plan {
  const struct zn_parameters *parameters;
  const struct zn_net *net;
  struct zn_junction_case what;
  uint64_t seed;
  int n_probes;
  const double *speed;   /* [n_probes] permeability of a break times its width, cm2/h */
  double strand_conduct; /* of an intact strand per its length, S/cm */
  double break_conduct;  /* of one break, S */
  double tricellular;    /* conductance of the tricellular pores, S/cm2 */
  double per_area;       /* stretches in an area of epithelium, 1/cm2 */
};

/* What one stretch gave; means are over looks at it. */
struct zn_stretch {
  double resistance, resistance_squared; /* cm2/S and its square, tricellular pores included */
  double conductance;                    /* S/cm2, tricellular pores included */
  double bicellular;                     /* resistance without them, cm2/S */
  double open;                           /* share of pieces */
  double through;                        /* mean conductance of open ways when an open piece conducts 1 */
  double *left, *carried;                /* [n_probes] as in struct zn_transport; the caller's */
  double imbalance;                      /* |came - left - gained| over came, largest of all probes */
};

/* Follows stretch number `replicate`. `picture`, where not NULL, gets the last moment; its lists are made here. */
enum zn_status zn_stretch_follow(struct zn_stretch *stretch, const struct zn_stretch_plan *plan, uint32_t replicate,
                                 struct zn_junction_picture *picture, struct zn_error *error);

/* Conductances of all pieces, S. */
void zn_stretch_conductances(const struct zn_stretch_plan *plan, const unsigned char *open, double *conductance);

#endif
