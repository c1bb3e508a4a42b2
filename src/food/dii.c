/* The Dietary Inflammatory Index, as Shivappa and others 2014 describe it. */
#include <math.h>

#include "zonula/food.h"

/* Twice the percentile, less one: 2 Phi(z) - 1. */
static double centred(const struct zn_dii_parameter *p, double intake) { return erf((intake - p->mean) / p->sd / sqrt(2.0)); }

/* Of what is not known, at least the known part is eaten, and there may be any amount more. */
static struct zn_dii_part unknown(const struct zn_dii_parameter *p, double at_least) {
  const double one = p->effect * centred(p, at_least), other = p->effect;
  return (struct zn_dii_part){.intake = p->nutrient >= 0 ? at_least : NAN, .adds = NAN, .low = fmin(one, other), .high = fmax(one, other)};
}

static struct zn_dii_part part_of(const struct zn_dii_parameter *p, const struct zn_menu_gives *gives) {
  if (p->nutrient < 0) return unknown(p, 0.0);
  const double intake = gives->amount[p->nutrient] * p->to_unit;
  if (!zn_menu_knows(gives, p->nutrient)) return unknown(p, intake);
  const double adds = p->effect * centred(p, intake);
  return (struct zn_dii_part){.known = 1, .intake = intake, .adds = adds, .low = adds, .high = adds};
}

void zn_dii_of_menu(struct zn_dii *dii, const struct zn_dii_table *table, const struct zn_menu_gives *gives) {
  double sum = 0.0;
  *dii = (struct zn_dii){.of = table->n};
  for (int i = 0; i < table->n; i++) {
    const struct zn_dii_part part = dii->part[i] = part_of(&table->parameter[i], gives);
    dii->known += part.known;
    sum += part.known ? part.adds : 0.0;
    dii->low += part.low;
    dii->high += part.high;
  }
  dii->index = dii->known ? sum : NAN;
}

static int comes_before(const struct zn_dii_part *a, const struct zn_dii_part *b) {
  return a->known != b->known ? a->known : a->known && a->adds < b->adds;
}

/* Few enough to be put in one by one. */
void zn_dii_order(int *order, const struct zn_dii *dii) {
  for (int i = 0; i < dii->of; i++) {
    int at = i;
    for (; at && comes_before(&dii->part[i], &dii->part[order[at - 1]]); at--) order[at] = order[at - 1];
    order[at] = i;
  }
}
