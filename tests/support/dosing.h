/* Doses of solutes in tests: a person, a wall that holds still or moves, and what becomes of a dose. Needs no body. */
#ifndef ZN_TESTS_DOSING_H
#define ZN_TESTS_DOSING_H

#include <stdint.h>

#include "solute/journey.h"
#include "zonula/solute.h"

enum { DOSING_SITES = ZN_SITE_SEGMENT + ZN_SEGMENTS, DOSING_MOMENTS = 32 };

struct dosing {
  struct zn_parameters person;
  int n_wall;
  double wall_time_h[DOSING_MOMENTS];
  struct zn_wall wall[DOSING_MOMENTS];
};

/* The reference person with a healthy wall that holds still. */
void dosing_begin(struct dosing *d);
/* The same with a drawn person. */
void dosing_draw(struct dosing *d, uint64_t seed, int number);
/* The wall opens, closes, jumps at 3 h and comes to rest at 12 h. */
void dosing_move(struct dosing *d);
/* Nothing crosses: no gaps, no lost cells, no pore, no stomach; what is left are cells. */
void dosing_close_gaps(struct dosing *d);
/* Neither unstirred water nor mucus lies before the cells. */
void dosing_bare_cells(struct dosing *d);

/* A solute of the table by name; the test fails when there is none. */
const struct zn_solute *dosing_solute(const char *name);
/* A solute that only cells let through, with this permeability (cm/h), and that nothing eats. */
struct zn_solute dosing_through_cells(double permeability);

/* Follows doses; failures end the test. The second follows 1 mmol in 100 mL, given at time 0 at `site`. */
void dosing_follow_all(const struct dosing *d, const struct zn_solute *solute, const struct zn_dose *doses, int n_doses,
                       const double *time_h, int n, struct zn_whereabouts *at);
void dosing_follow(const struct dosing *d, const struct zn_solute *solute, enum zn_site site, const double *time_h, int n,
                   struct zn_whereabouts *at);

/* Everything that is somewhere; what has crossed the wall and is not in the tube; what the routes counted. */
double dosing_total(const struct zn_whereabouts *at);
double dosing_beyond(const struct zn_whereabouts *at);
double dosing_by_route(const struct zn_whereabouts *at);
double dosing_by_segment(const struct zn_whereabouts *at);

/* Fails unless |a - b| <= tolerance * max(|a|, |b|) (or both lie below `tiny`). */
void dosing_must_equal(const char *what, double a, double b, double tolerance, double tiny);

#endif
