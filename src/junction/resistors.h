/* The same net as resistors: compartments are at one potential, every piece of strand is a resistor, the lumen is at 1 and the basal side
 * at 0. Solved by KLU of SuiteSparse (Davis and Palamadai Natarajan 2010, doi 10.1145/1824801.1824814); the pattern is analysed once. */
#ifndef ZN_JUNCTION_RESISTORS_H
#define ZN_JUNCTION_RESISTORS_H

#include "net.h"

struct zn_resistors {
  const struct zn_net *net;
  struct zn_resistors_matrix *matrix;
};

/* The net is borrowed. ZN_MEMORY. Free with zn_resistors_clear. */
enum zn_status zn_resistors_begin(struct zn_resistors *resistors, const struct zn_net *net, struct zn_error *error);
void zn_resistors_clear(struct zn_resistors *resistors);

/* Current from lumen to basal side at a voltage of 1 through conductances > 0 of the pieces, [n_pieces]: the conductance of the whole, in
 * their unit. ZN_NUMERICAL when the equations are singular. */
enum zn_status zn_resistors_solve(struct zn_resistors *resistors, const double *conductance, double *whole, struct zn_error *error);

#endif
