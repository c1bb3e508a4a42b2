/* The course of the epithelium through a drawing: fingers in the small bowel, pits in the colon. Lengths are px, y grows
 * downwards, the lumen lies above. */
#ifndef ZN_IO_WALL_SHEET_H
#define ZN_IO_WALL_SHEET_H

enum { ZN_SHEET_POINTS = 2048 };

/* The surface of the sheet as a chain of points from left to right; `way` is the distance along it. */
struct zn_sheet {
  int n;
  double x[ZN_SHEET_POINTS], y[ZN_SHEET_POINTS], way[ZN_SHEET_POINTS];
};

/* Where one stands on the sheet, and the direction from the lumen into the tissue (a unit vector). */
struct zn_sheet_spot {
  double x, y, into_x, into_y;
};

/* Villi of height `villus` over crypts of depth `crypt` whose bottoms lie at `bottom_y`; `fingers` of them in `width`. */
void zn_sheet_villi(struct zn_sheet *sheet, double width, double bottom_y, double crypt, double villus, int fingers);
/* A flat surface at `surface_y` with `pits` crypts of depth `crypt`. */
void zn_sheet_crypts(struct zn_sheet *sheet, double width, double surface_y, double crypt, int pits);

double zn_sheet_length(const struct zn_sheet *sheet);
/* The spot at distance `way` along the sheet, held to its ends. */
struct zn_sheet_spot zn_sheet_at(const struct zn_sheet *sheet, double way);

#endif
