#include "peak.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "body/lanes.h"
#include "machine.h"
#include "solve/rodas.h"

enum { PEAK_ROUNDS = 1000000, STEPS = 40, TRIES = 9 };

static double peak_of(int lanes) {
  double (*const run)(long, double, double) = lanes == 1 ? zn_peak_1 : lanes == 2 ? zn_peak_2 : lanes == 4 ? zn_peak_4 : zn_peak_8;
  double best = 0.0, kept = 0.0;
  for (int i = 0; i < TRIES; i++) {
    const double began = zn_processor_s();
    kept += run(PEAK_ROUNDS, 1.0 + 1e-9, 1e-9);
    best = fmax(best, (double)PEAK_ROUNDS * ZN_PEAK_OPERATIONS * lanes / (zn_processor_s() - began));
  }
  return kept > 0.0 ? best : NAN;
}

/* Puts the same person into every lane, and never lets them arrive. */
static void board_all(struct zn_rodas *rodas, int lanes, const double *y, const struct zn_parameters *person) {
  for (int lane = 0; lane < lanes; lane++) zn_rodas_board(rodas, lane, 0.0, 1e9, y, (const double *)person);
}

static double step_s(struct zn_rodas *rodas, const double *y, const struct zn_parameters *person) {
  const int lanes = rodas->problem->lanes;
  double best = HUGE_VAL;
  for (int i = 0; i < TRIES; i++) {
    board_all(rodas, lanes, y, person);
    const double began = zn_processor_s();
    for (int s = 0; s < STEPS; s++) zn_rodas_step(rodas);
    best = fmin(best, (zn_processor_s() - began) / (STEPS * lanes));
  }
  return best;
}

enum zn_status zn_bench_kernel_of(struct zn_bench_kernel *kernel, int lanes, const double *y, const struct zn_parameters *person,
                                  struct zn_error *error) {
  const struct zn_lane_problem *problem = zn_body_lanes(lanes);
  double *scale = malloc((size_t)problem->n * sizeof *scale);
  void *memory = aligned_alloc(ZN_LANE_ALIGNMENT, zn_rodas_room(problem));
  enum zn_status status = scale && memory ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to measure a step");
  if (status == ZN_OK) {
    for (int i = 0; i < problem->n; i++) scale[i] = zn_state_info(i)->scale;
    const struct zn_rodas_options options = {.relative_tolerance = 1e-6, .scale = scale, .max_steps = 10 * STEPS};
    struct zn_rodas rodas;
    zn_rodas_open(&rodas, problem, &options, memory);
    kernel->lanes = lanes;
    kernel->operations = (double)zn_rodas_operations(problem);
    kernel->step_s = step_s(&rodas, y, person);
    kernel->step = kernel->operations / kernel->step_s;
    kernel->peak = peak_of(lanes);
  }
  free(scale);
  free(memory);
  return status;
}
