/* A journey under way: doses, the wall's course, and what is asked for. Knows no integrator: whoever integrates goes from event to event,
 *   zn_walk_begin, then until zn_walk_is_over: zn_walk_answer for all moments before the next event, zn_walk_arrive at the event. */
#ifndef ZN_SOLUTE_WALK_H
#define ZN_SOLUTE_WALK_H

#include "journey.h"
#include "traveller.h"

struct zn_walk {
  struct zn_journey *journey;
  struct zn_solute_states y;    /* at time_h, in the units below */
  double amount, volume, given; /* units of solute and water, near what is given of both, mmol and mL; all doses together, mmol */
  double time_h, event_h;       /* now, and the next dose or jump of the wall, or HUGE_VAL */
  int first, last;              /* the nodes of the wall's course between the jumps */
  int answered;                 /* moments that were asked for and answered */
  struct zn_stretch stretch;    /* the traveller; the wall, when zn_walk_stretch was asked for it */
};

/* The sizes of the states, in the units of any walk. */
void zn_walk_scale(double scale[ZN_SOLUTE_STATES]);

/* Checks a journey and goes to its first dose. 0 when nothing is to be followed: the journey is done, with its status. */
int zn_walk_begin(struct zn_walk *walk, struct zn_journey *journey);

int zn_walk_is_over(const struct zn_walk *walk);
/* The next moment asked for. */
double zn_walk_due(const struct zn_walk *walk);
/* Answers it from the state at that moment; the journey's status says whether that could be. */
void zn_walk_answer(struct zn_walk *walk, const struct zn_solute_states *y);

/* Comes to the event that is due, with the state before it in y: gives the doses and takes the wall beyond the jump. */
void zn_walk_arrive(struct zn_walk *walk, double time_h);

/* The wall at a moment before the next event: linear between nodes, constant outside. */
void zn_walk_wall(const struct zn_walk *walk, double time_h, struct zn_wall *wall);

/* Lets the wall run straight from now on as far as it does, each number within `bound` of itself; returns where it bends, or HUGE_VAL. */
double zn_walk_stretch(struct zn_walk *walk, double time_h, double bound);

#endif
