/* The body: its states, what can be read from them, and who is simulated.
 *
 * States live in rooms (lumen, microbiota, mucus, epithelium, immune, liver, circulation); each room's list is
 * src/body/<room>/<room>.def. Here they are seen as one named, flat list. */
#ifndef ZONULA_BODY_H
#define ZONULA_BODY_H

#include "parameters.h"
#include "status.h"
#include "wall.h"

/* One state. Strings are static. */
struct zn_state_info {
  const char *name; /* "mucus_inner[ascending]", "circulation_infliximab_central" */
  const char *room;
  const char *unit; /* internal unit, e.g. "cm", "g/cm3" */
  double scale;     /* typical size, internal unit: sets the absolute tolerance */
  const char *meaning;
  struct zn_dimension dimension;
};
int zn_state_count(void);
const struct zn_state_info *zn_state_info(int index); /* NULL outside */
int zn_state_find(const char *name);                  /* -1 if there is none */

/* Something that can be read from the body at one moment: the instruments' and the report's view.
 * Each is a smooth function of states and parameters. */
struct zn_observable_info {
  const char *name;  /* "villus_height_crypt_depth", "mucus_thickness[descending]", "serum_crp" */
  const char *label; /* "C-reactive protein in serum" */
  const char *unit;  /* unit of the value, as shown, e.g. "mg/L" */
  const char *room;
  const char *tag; /* "emergent" or "assumed" */
};
int zn_observable_count(void);
const struct zn_observable_info *zn_observable_info(int index);
int zn_observable_find(const char *name);

/* Reads all observables from state `y` [zn_state_count()] of a person into `out` [zn_observable_count()], in shown units. */
void zn_observe(const double *y, const struct zn_parameters *person, double *out);

/* What the wall shows to solutes in state `y`. */
void zn_body_wall(const double *y, const struct zn_parameters *person, struct zn_wall *out);

/* Rates of all states, internal units (per hour). `time_h` matters only when the diet comes in meals. */
void zn_body_rates(double time_h, const double *y, const struct zn_parameters *person, double *dydt);

/* Which rate depends on which state: the rows of column j are row[column_start[j] .. column_start[j + 1] - 1], rising, the diagonal
 * among them. Static. */
struct zn_body_pattern {
  const int *column_start; /* [zn_state_count() + 1] */
  const int *row;          /* [column_start[zn_state_count()]] */
};
struct zn_body_pattern zn_body_pattern(void);

/* The derivatives of the rates by the states, exact, per hour and internal units: `value` in the order of the pattern. */
void zn_body_jacobian(double time_h, const double *y, const struct zn_parameters *person, double *value);

/* The start of the search for a person's steady state. */
enum zn_branch {
  ZN_BRANCH_HEALTHY, /* low inflammation */
  ZN_BRANCH_INFLAMED /* active inflammation where both are possible */
};
void zn_body_guess(enum zn_branch branch, const struct zn_parameters *person, double *y);

/* Sets the `*_reference_*` parameters to what state `y` of a person shows, so that this person's relative quantities are 1.
 * Used once, for the reference person at rest; the results are rows of data/parameters.csv. */
void zn_body_reference(const double *y, struct zn_parameters *person);

#endif
