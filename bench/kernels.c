/* kernels KERNEL LANES TIMES: does one thing so many times, for somebody (callgrind.sh) to count its instructions.
 * KERNEL: rates, jacobian, factor, solve or step: what Rodas5P calls on the body, and its whole step.
 * kernels build: which compiler and flags this program was built with. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "body/lanes.h"
#include "solve/rodas.h"
#include "zonula/zonula.h"

/* A moment of the body in all lanes, and room for what is made of it. */
struct moment {
  const struct zn_lane_problem *problem;
  double *time, *diagonal, *y, *person, *rate, *by_time, *entry, *factors, *scale;
  struct zn_rodas rodas;
};

static double *room(size_t doubles) {
  double *piece = aligned_alloc(ZN_LANE_ALIGNMENT, (doubles + 7) / 8 * 8 * sizeof *piece);
  if (!piece) {
    fputs("kernels: there is not enough memory\n", stderr);
    exit(1);
  }
  return piece;
}

/* Everybody is the reference person, not at rest. */
static void fill(struct moment *m) {
  const size_t lanes = (size_t)m->problem->lanes, n = (size_t)m->problem->n;
  struct zn_parameters person;
  double *y = room(n), *prepared = room((size_t)zn_lane_constants(m->problem));
  zn_parameters_default(&person);
  zn_body_guess(ZN_BRANCH_HEALTHY, &person, y);
  for (size_t lane = 0; lane < lanes; lane++) {
    m->time[lane] = 0.0;
    m->diagonal[lane] = 10.0;
    for (size_t i = 0; i < n; i++) m->y[i * lanes + lane] = y[i];
    zn_lane_prepare(m->problem, (const double *)&person, prepared, m->person + lane);
    zn_rodas_board(&m->rodas, (int)lane, 0.0, 1e9, y, (const double *)&person);
  }
  free(y);
  free(prepared);
}

static void make(struct moment *m) {
  const struct zn_lane_problem *p = m->problem;
  const size_t lanes = (size_t)p->lanes, n = (size_t)p->n;
  double **const piece[] = {&m->time, &m->diagonal, &m->y, &m->person, &m->rate, &m->by_time, &m->entry, &m->factors, &m->scale};
  const size_t count[] = {1, 1, n, (size_t)zn_lane_constants(p), n, n, (size_t)p->entries, (size_t)p->factors, n};
  for (size_t i = 0; i < sizeof piece / sizeof *piece; i++) *piece[i] = room(lanes * count[i]);
  for (size_t i = 0; i < n; i++) m->scale[i] = zn_state_info((int)i)->scale;
  const struct zn_rodas_options options = {.relative_tolerance = 1e-6, .scale = m->scale, .max_steps = 1000000};
  zn_rodas_open(&m->rodas, p, &options, room(zn_rodas_room(p) / sizeof(double)));
  fill(m);
  p->rates(m->time, m->y, m->person, m->rate);
  p->derivatives(m->time, m->y, m->person, m->rate, m->entry, m->by_time);
  p->factor(m->entry, m->diagonal, m->factors);
}

/* 0 when there is no such kernel. */
static int once(struct moment *m, const char *kernel) {
  const struct zn_lane_problem *p = m->problem;
  if (strcmp(kernel, "rates") == 0)
    p->rates(m->time, m->y, m->person, m->rate);
  else if (strcmp(kernel, "jacobian") == 0)
    p->derivatives(m->time, m->y, m->person, m->rate, m->entry, m->by_time);
  else if (strcmp(kernel, "factor") == 0)
    p->factor(m->entry, m->diagonal, m->factors);
  else if (strcmp(kernel, "solve") == 0)
    p->solve(m->factors, m->rate);
  else if (strcmp(kernel, "step") == 0)
    zn_rodas_step(&m->rodas);
  else
    return 0;
  return 1;
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "build") == 0) return puts(ZN_KERNELS_BUILD) == EOF;
  struct moment m = {.problem = argc == 4 ? zn_body_lanes(atoi(argv[2])) : NULL};
  if (!m.problem || !zn_lanes_fit(m.problem->lanes)) {
    fputs("usage: kernels rates|jacobian|factor|solve|step LANES TIMES, or kernels build\n", stderr);
    return 2;
  }
  make(&m);
  for (int i = 0; i < atoi(argv[3]); i++)
    if (!once(&m, argv[1])) {
      fprintf(stderr, "kernels: there is no kernel %s\n", argv[1]);
      return 2;
    }
  for (int lane = 0; lane < m.problem->lanes; lane++)
    if (m.rodas.state[lane] != ZN_LANE_ACCEPTED && m.rodas.state[lane] != ZN_LANE_REJECTED) {
      fprintf(stderr, "kernels: lane %d does not walk\n", lane);
      return 1;
    }
  return 0; /* the memory goes with the program */
}
