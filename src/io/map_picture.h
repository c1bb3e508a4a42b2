/* A map of where bodies rest, and slow ramps over it, drawn as SVG that stands inside a page. */
#ifndef ZN_IO_MAP_PICTURE_H
#define ZN_IO_MAP_PICTURE_H

#include "writer.h"
#include "zonula/landscape.h"

/* The zones of a variant, where half of the people come to be ill from either side, and the people of the marks. Of the first variant the
 * lines of the second, where there is one, are drawn as well. */
void zn_map_draw(struct zn_writer *page, const struct zn_landscape *landscape, int variant);

/* The median reading on every ramp, up and down. */
void zn_map_draw_ramps(struct zn_writer *page, const struct zn_landscape *landscape);

/* Colours of calm, history decides, and ill. */
extern const char *const zn_map_zone_colours[3];
/* The sign of a mark's people, as a picture in a line of text. */
void zn_map_sign(struct zn_writer *page, int mark);

#endif
