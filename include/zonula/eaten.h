/* Diets compared: what the same healthy virtual people are like before a diet, and after it.
 *
 * Everybody begins at rest on the usual diet (the numbers of data/parameters.csv, with their spread), is looked at, eats the diet of an arm
 * from the next day on, and is looked at again at its end. People are drawn over the calibrated ensemble, the same ones in all arms. */
#ifndef ZONULA_EATEN_H
#define ZONULA_EATEN_H

#include <stddef.h>

#include "appraisal.h"
#include "middle.h"
#include "study.h"

/* What is looked at, as it is in the body, without the errors of instruments. */
enum zn_eaten_outcome {
  ZN_EATEN_SCFA,
  ZN_EATEN_BUTYRATE,
  ZN_EATEN_BIFIDOBACTERIA,
  ZN_EATEN_RICHNESS,
  ZN_EATEN_INNER_MUCUS,
  ZN_EATEN_CONTACT,
  ZN_EATEN_VILLI,
  ZN_EATEN_LPS,
  ZN_EATEN_RATIO,
  ZN_EATEN_OUTCOMES
};
struct zn_eaten_outcome_info {
  const char *name;  /* "serum_lps", "lactulose_mannitol_0_5_h" */
  const char *label; /* "lipopolysaccharide in blood" */
  const char *brief; /* for headings: "LPS" */
  const char *unit;
  const char *tag; /* emergent or assumed */
};
struct zn_eaten_outcome_info zn_eaten_outcome_info(enum zn_eaten_outcome outcome);

enum { ZN_EATEN_STEPS = 4 };
/* How long a diet is eaten whose file has no `duration`. */
#define ZN_EATEN_DAYS 28.0

/* Diets eaten one behind the other; the arm is called after them, "low_fodmap+low_fodmap_reintroduction". */
struct zn_eaten_arm {
  int n_steps;
  struct {
    int overlay;
    double days;
  } step[ZN_EATEN_STEPS];
};
/* Fills an arm from names of diets parted by '+', each eaten as long as its file says, or ZN_EATEN_DAYS. ZN_INPUT with the nearest name. */
enum zn_status zn_eaten_arm_find(struct zn_eaten_arm *arm, const char *names, const struct zn_library *library, struct zn_error *error);
double zn_eaten_days(const struct zn_eaten_arm *arm);
/* "low_fodmap+low_fodmap_reintroduction", cut to `room` bytes. */
void zn_eaten_arm_name(char *name, size_t room, const struct zn_eaten_arm *arm, const struct zn_library *library);
/* The diet that an arm ends with. */
const struct zn_overlay *zn_eaten_last(const struct zn_eaten_arm *arm, const struct zn_library *library);

struct zn_eaten_change {
  struct zn_middle before, after, fold; /* fold: of each person, after over before */
  int people;                           /* that could be followed through both */
};

/* What an arm's last diet is: as the menu says, and as the model takes it. */
struct zn_eaten_diet {
  int has_menu;
  struct zn_menu_gives gives;                  /* with a menu */
  struct zn_dii dii;                           /* with a menu */
  double fibre[ZN_FIBRES];                     /* g a day, as the model takes it */
  double plants, gluten, fat, protein, starch; /* as the model takes them; g a day but for the number of plants a week */
};
/* What diet `overlay` gives, where the rest is as usual; -1: the usual diet. */
void zn_eaten_diet_of(struct zn_eaten_diet *diet, int overlay, const struct zn_library *library);

/* All its fibre, g a day. */
double zn_eaten_fibre(const struct zn_eaten_diet *diet);

struct zn_eaten {
  const struct zn_library *library; /* borrowed */
  int n;
  struct zn_eaten_arm *arm;                            /* [n] owned */
  struct zn_eaten_diet *diet;                          /* [n] owned */
  struct zn_eaten_change (*change)[ZN_EATEN_OUTCOMES]; /* [n] owned */
  int people, members;                                 /* people of each arm, in all; members of the ensemble, 0: none */
  uint64_t seed;
};

/* Lets options->people (0: 192) persons live through each of the arms [n], which are copied. Free with zn_eaten_free. ZN_NUMERICAL when
 * nobody could be followed through an arm. */
enum zn_status zn_diets_eat(struct zn_eaten **eaten, const struct zn_eaten_arm *arm, int n, const struct zn_library *library,
                            const struct zn_validate_options *options, struct zn_error *error);
void zn_eaten_free(struct zn_eaten *eaten);

#endif
