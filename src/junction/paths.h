/* Open ways from the lumen to the basal side at one moment: the mean conductance of the net of breaks, when an open piece conducts 1 and
 * an intact one nothing.
 *
 * A solute crosses a break in microseconds and a break lives half a minute, so a way of breaks in line carries its steady flow as long as
 * it is open, and its mean over time is the mean over nets as they are at one moment. With many strands such ways are rare and carry
 * nearly everything: whoever only watches sees none for hours and then one. So they are sought: nets are drawn row by row from the
 * lumen, and every time the lumen's reach has come one row further, the rest is drawn several times, each counting less (splitting: Kahn
 * and Harris 1951). The mean stays right, whatever the number of copies. */
#ifndef ZN_JUNCTION_PATHS_H
#define ZN_JUNCTION_PATHS_H

#include <stdint.h>

#include "net.h"

/* Mean over `trials` draws of (seed, replicate), into `conductance`. `opening` and `sealing` as for zn_breaks_begin. ZN_MEMORY. */
enum zn_status zn_paths_mean(double *conductance, const struct zn_net *net, double opening, double sealing, uint64_t seed,
                             uint32_t replicate, int trials, struct zn_error *error);

/* The conductance of one net of breaks, `open` [n_pieces], by elimination. ZN_MEMORY. */
enum zn_status zn_paths_conductance(double *conductance, const struct zn_net *net, const unsigned char *open, struct zn_error *error);

#endif
