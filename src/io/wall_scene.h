/* What one panel of the wall's drawing has to show: readings of the body turned into sizes, shares and counts. */
#ifndef ZN_IO_WALL_SCENE_H
#define ZN_IO_WALL_SCENE_H

#include "zonula/anatomy.h"

struct zn_wall_scene {
  enum zn_segment segment;
  int small_bowel;
  double mucus_um, inner_um; /* all layers; the inner one, 0 in the small bowel */
  double leak, pore;         /* relative */
  double lost;               /* share of cells, 0..1 */
  double villus_to_crypt;    /* height to depth; small bowel */
  double redness;            /* 0 calm .. 1, from tumour necrosis factor */
  int microbes_in_lumen;     /* rods; the colon's by dry mass, none elsewhere: the model has no number there */
  int microbes_at_wall;      /* rods, by the square root of contact */
  int angry_macrophages;     /* of ZN_WALL_MACROPHAGES drawn */
  int effector_t_cells;      /* of ZN_WALL_T_CELLS drawn */
  int lps;                   /* one for each ZN_WALL_LPS_STEP pg/mL */
};

enum { ZN_WALL_MACROPHAGES = 8, ZN_WALL_T_CELLS = 10, ZN_WALL_LPS_STEP = 5, ZN_WALL_MOST_LPS = 60 };

struct zn_wall_scene zn_wall_scene(const double *observed, enum zn_segment segment);

#endif
