/* The parts of diets.html. */
#ifndef ZN_IO_EATEN_REPORT_H
#define ZN_IO_EATEN_REPORT_H

#include "writer.h"
#include "zonula/eaten.h"

/* Figures: fibre by kind as stacked bars; the index on its published range; what the model says, a small figure for each outcome. */
void zn_eaten_draw_fibre(struct zn_writer *page, const struct zn_eaten *eaten);
void zn_eaten_draw_index(struct zn_writer *page, const struct zn_eaten *eaten);
void zn_eaten_draw_outcomes(struct zn_writer *page, const struct zn_eaten *eaten);

/* Everything that is known of each diet, folded away. */
void zn_eaten_cards(struct zn_writer *page, const struct zn_eaten *eaten);

/* An arm in few letters, "Low fodmap, then low fodmap reintroduction", cut after `most`; `last_only`: the diet it ends with. */
void zn_eaten_brief(struct zn_writer *page, const struct zn_eaten *eaten, int arm, int last_only, int most);
/* The title of an arm, "Low-FODMAP diet, then ...", for readers. */
void zn_eaten_title(struct zn_writer *page, const struct zn_eaten *eaten, int arm);
/* A nutrient of a menu, with "≥" where foods are silent about it; a dash without a menu. */
void zn_eaten_amount(struct zn_writer *page, const struct zn_eaten_diet *diet, int nutrient);

#endif
