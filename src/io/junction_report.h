/* Parts of the page about a junction. */
#ifndef ZN_IO_JUNCTION_REPORT_H
#define ZN_IO_JUNCTION_REPORT_H

#include "writer.h"
#include "zonula/junction.h"

/* Figures: resistance and permeability by strands, permeability by size, and by kinetics where there is a scan. */
enum zn_status zn_junction_figures(struct zn_writer *page, const struct zn_junction *junction, struct zn_error *error);

/* The strands at one moment: intact pieces, breaks, and how much of the solute the compartments hold. */
void zn_junction_drawing(struct zn_writer *page, const struct zn_junction *junction, int row);

#endif
