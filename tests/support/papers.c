#include "papers.h"

#include <math.h>

#include "base/random.h"

enum zn_status papers_model(void *context, int n, const double *theta, const unsigned char *wanted, double *f, struct zn_error *error) {
  struct papers *p = context;
  const int rows = p->problem.n_rows, width = p->problem.n_theta;
  (void)error;
  p->calls++;
  p->points += n;
  for (int v = 0; v < n; v++)
    for (int i = 0; i < rows; i++) {
      double sum = 0.0;
      for (int j = 0; j < width; j++) sum += p->design[i][j] * theta[v * width + j];
      f[v * rows + i] = wanted && !wanted[v * rows + i] ? NAN : sum + p->bend * sum * sum;
    }
  return ZN_OK;
}

static double normal(uint64_t seed, int a, const char *what, int b) { return zn_normal(seed, (uint32_t)a, zn_stream(what), (uint32_t)b); }

/* Student's t with 4 degrees of freedom: a normal over the root of a mean of 4 squares. */
static double student(uint64_t seed, int a) {
  double square = 0.0;
  for (int k = 0; k < 4; k++) square += pow(normal(seed, a, "chi", k), 2.0);
  return normal(seed, a, "t", 0) / sqrt(square / 4.0);
}

static void point_problem(struct papers *p) {
  p->problem.row = p->row;
  p->problem.parameter = p->parameter;
  p->problem.effect = p->effect;
  p->problem.kind = p->kind;
  p->problem.forward = (struct zn_forward_call){p, papers_model};
}

static void make_row(struct papers *p, const struct papers_plan *plan, int i) {
  const int g = i / plan->rows_each;
  struct zn_hierarchy_row *r = &p->row[i];
  *r = (struct zn_hierarchy_row){.paper = g, .sampling_sd = plan->sampling_sd, .n_loadings = 1, .loading = {{i % 3 == 1, 1.0}}};
  const double laboratory[3] = {plan->laboratory_sd * normal(plan->seed, g, "a", 0), plan->laboratory_sd * normal(plan->seed, g, "b", 0),
                                plan->ratio_sd * normal(plan->seed, g, "ratio", 0)};
  double y = laboratory[i % 3 == 1];
  if (i % 3 == 2) {
    r->n_loadings = 3;
    r->loading[1] = (struct zn_loading){1, -1.0};
    r->loading[2] = (struct zn_loading){2, 1.0};
    y += laboratory[2] - laboratory[1];
  }
  p->design[i][0] = 1.0;
  if (plan->n_theta > 1) p->design[i][1 + g % (plan->n_theta - 1)] = 0.5 + zn_uniform(plan->seed, (uint32_t)i, zn_stream("design"), 0);
  for (int j = 0; j < plan->n_theta; j++) y += p->design[i][j] * p->truth[j];
  y += plan->row_sd * (plan->heavy_tails ? student(plan->seed, i) : normal(plan->seed, i, "row", 0));
  r->y = y + plan->sampling_sd * normal(plan->seed, i, "sampling", 0);
}

void papers_make(struct papers *p, const struct papers_plan *plan) {
  *p = (struct papers){
      .problem = {
          .n_rows = plan->papers * plan->rows_each, .n_papers = plan->papers, .n_theta = plan->n_theta, .n_effects = 3, .n_kinds = 1}};
  point_problem(p);
  for (int j = 0; j < plan->n_theta; j++) {
    p->truth[j] = 0.8 * normal(plan->seed, j, "truth", 0);
    p->parameter[j] = (struct zn_hierarchy_parameter){0.0, 1.0, -4.0, 4.0};
  }
  for (int k = 0; k < 3; k++) p->effect[k] = (struct zn_hierarchy_spread){0.25, 0.7};
  p->kind[0] = (struct zn_hierarchy_spread){0.2, 0.7};
  for (int i = 0; i < p->problem.n_rows; i++) make_row(p, plan, i);
}

void papers_turn(struct papers *to, const struct papers *from) {
  const int rows = from->problem.n_rows, papers = from->problem.n_papers;
  *to = *from;
  point_problem(to);
  for (int i = 0; i < rows; i++) {
    to->row[i] = from->row[rows - 1 - i];
    to->row[i].paper = papers - 1 - to->row[i].paper;
    for (int j = 0; j < PAPERS_MOST_THETA; j++) to->design[i][j] = from->design[rows - 1 - i][j];
  }
}
