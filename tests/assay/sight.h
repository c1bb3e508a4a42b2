/* Somebody looked at by an instrument of the built-in library. */
#ifndef ZN_TESTS_SIGHT_H
#define ZN_TESTS_SIGHT_H

#include <stdlib.h>

#include "assay/reading.h"
#include "human.h"

struct look {
  struct human human;
  double *observed;
  struct zn_wall wall;
  struct zn_sight sight;
};

/* Looks again at the human, who may have changed. */
static inline void look_again(struct look *l) {
  zn_observe(l->human.y, &l->human.person, l->observed);
  zn_body_wall(l->human.y, &l->human.person, &l->wall);
}

/* Person `number` of a condition under an assay, exact; change `sight` for anything else. In place: the sight points into it. */
static inline void look_at(struct look *l, int number, const char *condition, const char *assay) {
  const struct zn_library *library = humans_library();
  l->human = human_of(7, number, condition);
  l->observed = malloc((size_t)zn_observable_count() * sizeof *l->observed);
  look_again(l);
  l->sight = (struct zn_sight){.library = library,
                               .assay = &library->assays[zn_library_assay(library, assay)],
                               .person = &l->human.person,
                               .observed = l->observed,
                               .wall = &l->wall,
                               .seed = 7,
                               .number = number,
                               .exact = 1};
}

static inline void look_away(struct look *l) {
  human_leave(&l->human);
  free(l->observed);
}

static inline double look_read(const struct look *l, const char *reading) { return zn_sight_reading(&l->sight, zn_readable_find(reading)); }

/* A flux (mmol/cm2/h) or permeability (cm/h). */
static inline double look_through(const struct look *l, enum zn_quantity_kind quantity, const char *solute, enum zn_segment segment) {
  const struct zn_reported row = {.quantity = quantity, .probe = zn_solute_find(solute), .segment = segment, .to_unit = 1.0};
  struct zn_error error = {0};
  double value = 0.0;
  return zn_sight_read(&l->sight, &row, &value, &error) == ZN_OK ? value : -1.0;
}

#endif
