/* CVODE's BDF with KLU; see solver.h. SUNDIALS 6.4: the only files that see it are in this folder. */
#include "solver.h"

#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdlib.h>
#include <string.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>

#include "base/status.h"

/* A stop beyond all times; CVODE 6.4 cannot be told to forget one. */
static const double never = 1e300;

struct zn_solver {
  struct zn_problem problem;
  struct zn_solver_options options;
  const void *user;
  double start, stop; /* time of the last start, and the time never to be passed */
  int moving;         /* has stepped since the last start */
  SUNContext context;
  void *cvode;
  N_Vector state, tolerance;
  SUNMatrix jacobian;
  SUNLinearSolver linear;
  long steps, evaluations;
};

static int rates_of(realtype t, N_Vector y, N_Vector dydt, void *data) {
  struct zn_solver *s = data;
  double *out = N_VGetArrayPointer(dydt);
  s->problem.rates(t, N_VGetArrayPointer(y), out, s->user);
  s->evaluations++;
  for (int i = 0; i < s->problem.n; i++)
    if (!isfinite(out[i])) return 1; /* recoverable: CVODE tries a shorter step */
  return 0;
}

static int entries_of(const struct zn_problem *p) { return p->column_start[p->n]; }

static void fill_pattern(SUNMatrix matrix, const struct zn_problem *p) {
  sunindextype *start = SUNSparseMatrix_IndexPointers(matrix), *row = SUNSparseMatrix_IndexValues(matrix);
  for (int j = 0; j <= p->n; j++) start[j] = p->column_start[j];
  for (int k = 0; k < entries_of(p); k++) row[k] = p->row[k];
}

static int jacobian_of(realtype t, N_Vector y, N_Vector dydt, SUNMatrix matrix, void *data, N_Vector a, N_Vector b, N_Vector c) {
  struct zn_solver *s = data;
  (void)dydt, (void)a, (void)b, (void)c;
  double *value = SUNSparseMatrix_Data(matrix);
  fill_pattern(matrix, &s->problem);
  s->problem.derivatives(t, N_VGetArrayPointer(y), value, s->user);
  for (int k = 0; k < entries_of(&s->problem); k++)
    if (!isfinite(value[k])) return 1;
  return 0;
}

/* CVODE reports failures through return codes; its own printing is silenced. */
static void stay_quiet(int code, const char *module, const char *function, char *message, void *data) {
  (void)code, (void)module, (void)function, (void)message, (void)data;
}

static int build(struct zn_solver *s) {
  const int n = s->problem.n, entries = entries_of(&s->problem);
  if (SUNContext_Create(NULL, &s->context)) return 0;
  s->state = N_VNew_Serial(n, s->context);
  s->tolerance = N_VNew_Serial(n, s->context);
  s->jacobian = SUNSparseMatrix(n, n, entries, CSC_MAT, s->context);
  s->cvode = CVodeCreate(CV_BDF, s->context);
  if (!s->state || !s->tolerance || !s->jacobian || !s->cvode) return 0;
  fill_pattern(s->jacobian, &s->problem);
  memset(SUNSparseMatrix_Data(s->jacobian), 0, (size_t)entries * sizeof(double));
  s->linear = SUNLinSol_KLU(s->state, s->jacobian, s->context);
  N_VConst(0.0, s->state); /* CVODE wants some state to begin with */
  for (int i = 0; i < n; i++) NV_Ith_S(s->tolerance, i) = s->options.relative_tolerance * 1e-3 * s->problem.scale[i];
  return s->linear && CVodeSetErrHandlerFn(s->cvode, stay_quiet, NULL) == CV_SUCCESS &&
         CVodeInit(s->cvode, rates_of, 0.0, s->state) == CV_SUCCESS && CVodeSetUserData(s->cvode, s) == CV_SUCCESS &&
         CVodeSVtolerances(s->cvode, s->options.relative_tolerance, s->tolerance) == CV_SUCCESS &&
         CVodeSetLinearSolver(s->cvode, s->linear, s->jacobian) == CV_SUCCESS && CVodeSetJacFn(s->cvode, jacobian_of) == CV_SUCCESS &&
         CVodeSetMaxNumSteps(s->cvode, s->options.max_steps) == CV_SUCCESS;
}

enum zn_status zn_solver_create(struct zn_solver **solver, const struct zn_problem *problem, const struct zn_solver_options *options,
                                struct zn_error *error) {
  *solver = NULL;
  struct zn_solver *s = calloc(1, sizeof *s);
  if (!s) return zn_fail(error, ZN_MEMORY, "no memory for a solver");
  s->problem = *problem;
  s->options = *options;
  if (!build(s)) {
    zn_solver_free(s);
    return zn_fail(error, ZN_MEMORY, "the stiff solver could not be set up for %d states", problem->n);
  }
  *solver = s;
  return ZN_OK;
}

void zn_solver_free(struct zn_solver *s) {
  if (!s) return;
  if (s->cvode) CVodeFree(&s->cvode);
  if (s->linear) SUNLinSolFree(s->linear);
  if (s->jacobian) SUNMatDestroy(s->jacobian);
  if (s->state) N_VDestroy(s->state);
  if (s->tolerance) N_VDestroy(s->tolerance);
  if (s->context) SUNContext_Free(&s->context);
  free(s);
}

static enum zn_status failed(double reached, double goal, int flag, struct zn_error *error) {
  char *name = CVodeGetReturnFlagName(flag);
  zn_fail(error, ZN_NUMERICAL, "the integration failed near %g h on the way to %g h (%s)", reached, goal, name ? name : "");
  free(name);
  return ZN_NUMERICAL;
}

static void count_steps(struct zn_solver *s) {
  long steps = 0;
  if (CVodeGetNumSteps(s->cvode, &steps) == CV_SUCCESS) s->steps += steps;
}

enum zn_status zn_solver_start(struct zn_solver *s, double t, const double *y, const void *user, struct zn_error *error) {
  count_steps(s);
  s->user = user;
  s->start = t;
  s->moving = 0;
  memcpy(N_VGetArrayPointer(s->state), y, (size_t)s->problem.n * sizeof *y);
  if (CVodeReInit(s->cvode, t, s->state) != CV_SUCCESS)
    return zn_fail(error, ZN_NUMERICAL, "the integration could not be started at %g h", t);
  zn_solver_stop_at(s, never);
  return ZN_OK;
}

/* A stop behind a step already taken cannot be kept any more: no later time can be reached. */
void zn_solver_stop_at(struct zn_solver *s, double t) { s->stop = CVodeSetStopTime(s->cvode, t) == CV_SUCCESS ? t : -never; }

/* Step by step towards the stop, not towards `t`: where the caller looks must not show in the first step and so in the answer. */
static enum zn_status step_to(struct zn_solver *s, double t, struct zn_error *error) {
  const double goal = s->stop < never ? s->stop : t;
  double reached = s->start;
  if (s->moving) CVodeGetCurrentTime(s->cvode, &reached);
  for (int k = 0; reached < t; k++) {
    const int flag = k < s->options.max_steps ? CVode(s->cvode, goal, s->state, &reached, CV_ONE_STEP) : CV_TOO_MUCH_WORK;
    s->moving = 1;
    if (flag < 0) {
      CVodeGetCurrentTime(s->cvode, &reached);
      return failed(reached, t, flag, error);
    }
  }
  if (!s->moving) return ZN_OK;
  const int flag = CVodeGetDky(s->cvode, t, 0, s->state);
  return flag == CV_SUCCESS ? ZN_OK : failed(reached, t, flag, error);
}

enum zn_status zn_solver_advance(struct zn_solver *s, double t, double *y, struct zn_error *error) {
  if (!(t >= s->start && t <= s->stop))
    return zn_fail(error, ZN_ARGUMENT, "the integration cannot go to %g h: it began at %g h and was told to stop at %g h", t, s->start,
                   s->stop);
  ZN_TRY(step_to(s, t, error));
  memcpy(y, N_VGetArrayPointer(s->state), (size_t)s->problem.n * sizeof *y);
  /* CVODE 6.4's own constraints can lengthen the very step that broke them; they are not used. */
  for (int i = 0; s->problem.nonnegative && i < s->problem.n; i++)
    if (y[i] < 0.0 && y[i] > -s->options.relative_tolerance * s->problem.scale[i]) y[i] = 0.0;
  return ZN_OK;
}

long zn_solver_steps(const struct zn_solver *s) {
  long steps = 0;
  CVodeGetNumSteps(s->cvode, &steps);
  return s->steps + steps;
}

long zn_solver_evaluations(const struct zn_solver *s) { return s->evaluations; }
