/* The inside of rodas.h: where everything lies. Arrays are [..][lanes] doubles in one block. */
#ifndef ZN_SOLVE_RODAS_WORK_H
#define ZN_SOLVE_RODAS_WORK_H

#include "rodas.h"

enum { ZN_RODAS_STAGES = 8, ZN_RODAS_DENSE = 3 };

struct zn_rodas_work {
  /* One number for each lane. */
  double *time, *stop, *step;     /* where it is, and how far it goes next; step 0: to be guessed */
  double *reached;                /* end of the step just tried */
  double *last_step, *last_error; /* of the last accepted step, for the controller; last_step 0: none */
  double *error, *held;           /* of the step just tried; 1 after a rejection, when the step may not grow */
  double *walking;                /* 1: has somewhere to go */
  double *accepted;               /* 1: `next` holds the state at `time`, and will be `y` */
  double *constant;               /* [constants] */
  double *prepared;               /* [constants] of one person, on their way into a lane */
  double *y, *next;               /* [n] before and after the step */
  double *rate, *right, *by_time; /* [n] */
  double *stage[ZN_RODAS_STAGES]; /* [n] */
  double *entry, *factors;        /* [entries], [factors] */
  double *tolerance;              /* [n], not by lanes: the absolute ones */
  double *bend[ZN_RODAS_DENSE];   /* [n] coefficients of the last step's polynomial, made for all lanes when first asked for */
  int bends_made;
  /* Of one lane each, contiguous: its polynomial, copied when first asked for. */
  double *dense[ZN_MOST_LANES]; /* [2 + ZN_RODAS_DENSE][n]: both ends, coefficients */
  int dense_made[ZN_MOST_LANES];
  long tried[ZN_MOST_LANES];
};

/* The same source for each width (rodas.inc): commits accepted steps, then tries the next step of every lane. */
void zn_rodas_try_1(struct zn_rodas *rodas);
void zn_rodas_try_2(struct zn_rodas *rodas);
void zn_rodas_try_4(struct zn_rodas *rodas);
void zn_rodas_try_8(struct zn_rodas *rodas);
/* Makes `bend` of the stages of the last step. */
void zn_rodas_bend_1(struct zn_rodas *rodas);
void zn_rodas_bend_2(struct zn_rodas *rodas);
void zn_rodas_bend_4(struct zn_rodas *rodas);
void zn_rodas_bend_8(struct zn_rodas *rodas);

#endif
