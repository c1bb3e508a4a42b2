/* The wall as a drawing: cross-sections of duodenum, ileum, ascending and descending colon side by side, each thing in it set
 * by a number of the body. Nothing is left to chance: equal readings give equal bytes. */
#ifndef ZN_IO_WALL_PICTURE_H
#define ZN_IO_WALL_PICTURE_H

#include "writer.h"
#include "zonula/anatomy.h"

enum { ZN_WALL_PANELS = 4 };
extern const enum zn_segment zn_wall_panel[ZN_WALL_PANELS];

/* Shares of the drawing's width that its column of names and each panel take: what is set under the drawing lines up by them. */
#define ZN_WALL_NAMES_SHARE 0.15
#define ZN_WALL_PANEL_SHARE 0.2125

/* Px per um of mucus at which mucus of `thickest_um` still fits. Pictures to be compared share one scale. */
double zn_wall_scale(double thickest_um);

/* Draws what `observed` [zn_observable_count()] says, all of it finite. `name` (letters, digits, '-') begins all ids;
 * `caption` is read to those who cannot see the drawing. */
void zn_wall_picture(struct zn_writer *svg, const double *observed, double px_per_um, const char *name, const char *caption);

/* What the signs in the drawing mean: a list for the page. */
void zn_wall_key(struct zn_writer *page);

#endif
