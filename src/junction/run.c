/* Many stretches, and what they say together. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/status.h"
#include "spread.h"
#include "stretch.h"

static const double pi = 3.14159265358979323846;
enum { USUAL_REPLICATES = 16, MOST_STRANDS = 12 };

/* The work: stretches by case, then by number. */
struct work {
  const struct zn_junction_request *request;
  struct zn_junction *junction;
  struct zn_net *net;           /* [n_cases] */
  struct zn_stretch_plan *plan; /* [n_cases] */
  double *speed;                /* [n_probes] */
  double porosity;              /* of the cleft: what turns a flux per width into one per area, 1/cm times cm */
  struct zn_stretch *stretch;   /* [n_cases][replicates] */
  double *left, *carried;       /* [n_cases][replicates][n_probes] */
  int done;
  enum zn_status halted;
  struct zn_error why;
};

/* --- What the numbers say before anything moves -------------------------------------------------------------------------------------- */

static void find_tricellular(struct zn_junction *j) {
  const struct zn_parameters *p = &j->parameters;
  const double area = p->junction_tricellular_density * pi * p->junction_tricellular_radius * p->junction_tricellular_radius;
  j->tricellular_resistance = p->junction_fluid_resistivity * p->junction_tricellular_length / area;
  for (int s = 0; s < j->n_probes; s++)
    j->tricellular[s] = area / p->junction_tricellular_length * j->probe[s].diffusivity *
                        zn_pore_hindrance(j->probe[s].radius / p->junction_tricellular_radius);
}

static void find_speeds(struct work *w) {
  const struct zn_parameters *p = &w->junction->parameters;
  w->porosity = 2.0 * p->junction_cleft_half_width * p->junction_boundary_length;
  for (int s = 0; s < w->junction->n_probes; s++) {
    const struct zn_junction_probe *probe = &w->junction->probe[s];
    w->speed[s] = probe->diffusivity / p->junction_strand_thickness * zn_slit_hindrance(probe->radius / p->junction_cleft_half_width) *
                  p->junction_break_width;
    if (w->junction->variant & ZN_JUNCTION_POROSITY_ON_HOPS) w->speed[s] *= w->porosity;
  }
}

/* The public code divides a break's resistance by 10^6, as from ohm um to ohm m, where it has ohm m already. */
static double break_conductance(const struct zn_junction *j) {
  const struct zn_parameters *p = &j->parameters;
  const double right =
      2.0 * p->junction_cleft_half_width * p->junction_break_width / (p->junction_fluid_resistivity * p->junction_strand_thickness);
  return j->variant & ZN_JUNCTION_SHORT_BREAKS ? 1e6 * right : right;
}

static void plan_case(struct work *w, int c) {
  const struct zn_junction *j = w->junction;
  const struct zn_parameters *p = &j->parameters;
  const double channels = j->channels ? p->junction_channel_density * p->junction_channel_conductance * j->channel_open : 0.0;
  w->plan[c] = (struct zn_stretch_plan){.parameters = p,
                                        .net = &w->net[c],
                                        .what = w->request->cases[c],
                                        .seed = w->request->seed,
                                        .n_probes = j->n_probes,
                                        .speed = w->speed,
                                        .strand_conduct = 1.0 / p->junction_strand_resistance + channels,
                                        .break_conduct = break_conductance(j),
                                        .tricellular = 1.0 / j->tricellular_resistance,
                                        .per_area = p->junction_boundary_length / w->net[c].width};
}

/* --- The stretches -------------------------------------------------------------------------------------------------------------------- */

static void follow_one(struct work *w, int task) {
  const int c = task / w->junction->replicates, replicate = task % w->junction->replicates;
  const int all = w->junction->n_cases * w->junction->replicates;
  struct zn_error why = {0};
  enum zn_status status;
#pragma omp atomic read
  status = w->halted;
  if (status != ZN_OK) return;
  w->stretch[task].left = w->left + (size_t)task * (size_t)w->junction->n_probes;
  w->stretch[task].carried = w->carried + (size_t)task * (size_t)w->junction->n_probes;
  status = zn_stretch_follow(&w->stretch[task], &w->plan[c], (uint32_t)replicate, replicate == 0 ? &w->junction->picture[c] : NULL, &why);
#pragma omp critical(zn_junction)
  {
    w->done++;
    if (status == ZN_OK && w->request->progress && w->request->progress(w->request->progress_context, w->done, all))
      status = zn_fail(&why, ZN_INTERRUPTED, "stopped after %d of %d stretches of junction", w->done, all);
    if (status != ZN_OK && w->halted == ZN_OK) {
      w->why = why;
#pragma omp atomic write
      w->halted = status;
    }
  }
}

/* The cases with most strands take longest, and come last: backwards. */
static enum zn_status follow_all(struct work *w, struct zn_error *error) {
  const int all = w->junction->n_cases * w->junction->replicates, threads = w->request->threads;
  if (threads > 0) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int task = all - 1; task >= 0; task--) follow_one(w, task);
  } else {
#pragma omp parallel for schedule(dynamic, 1)
    for (int task = all - 1; task >= 0; task--) follow_one(w, task);
  }
  if (w->halted != ZN_OK && error) *error = w->why;
  return w->halted;
}

/* --- Their sum ------------------------------------------------------------------------------------------------------------------------ */

/* One number of every stretch of a case, in `value`. */
static void collect(const struct work *w, int c, size_t offset, double *value) {
  const struct zn_stretch *s = w->stretch + (size_t)c * (size_t)w->junction->replicates;
  for (int r = 0; r < w->junction->replicates; r++) value[r] = *(const double *)((const char *)&s[r] + offset);
}

/* Permeability: open ways by the search, what compartments carry by watching; and all of it by watching alone. */
static enum zn_status sum_up_probe(const struct work *w, int c, int probe, double *value) {
  const struct zn_junction *j = w->junction;
  const struct zn_stretch *stretch = w->stretch + (size_t)c * (size_t)j->replicates;
  struct zn_junction_row *row = &j->row[c];
  const double hours = j->parameters.junction_followed_time;
  const double scale = (j->variant & ZN_JUNCTION_POROSITY_ON_HOPS ? 1.0 : w->porosity) / w->net[c].width;
  row->carried[probe] = 0.0;
  for (int r = 0; r < j->replicates; r++) {
    value[r] = scale * (w->speed[probe] * stretch[r].through + stretch[r].carried[probe] / hours);
    row->carried[probe] += scale * stretch[r].carried[probe] / hours / j->replicates;
  }
  ZN_TRY(zn_spread_of(&row->bicellular[probe], value, j->replicates, j->seed, zn_stream("junction flux")));
  for (int r = 0; r < j->replicates; r++) value[r] = scale * stretch[r].left[probe] / hours;
  ZN_TRY(zn_spread_of(&row->watched[probe], value, j->replicates, j->seed, zn_stream("junction flux")));
  const struct zn_junction_mean *through = &row->bicellular[probe];
  const double more = j->tricellular[probe];
  row->total[probe] = (struct zn_junction_mean){through->mean + more, through->lo90 + more, through->hi90 + more};
  return ZN_OK;
}

/* What the rates say about the share of open pieces. */
static double expected_open(const struct zn_stretch_plan *plan) {
  double sum = 0.0;
  const double sealing = plan->what.sealing * plan->parameters->junction_sealing_rate;
  for (int k = 0; k < plan->net->n_pieces; k++) {
    const double forming = plan->what.opening * plan->parameters->junction_opening_rate * plan->net->piece[k].length;
    sum += forming / (forming + sealing);
  }
  return sum / plan->net->n_pieces;
}

static enum zn_status sum_up_case(const struct work *w, int c, double *value) {
  const struct zn_junction *j = w->junction;
  const struct zn_parameters *p = &j->parameters;
  struct zn_junction_row *row = &j->row[c];
  struct zn_junction_mean squared, bicellular, conductance, through;
  const struct {
    size_t offset;
    struct zn_junction_mean *to;
  } means[] = {{offsetof(struct zn_stretch, resistance), &row->resistance},
               {offsetof(struct zn_stretch, resistance_squared), &squared},
               {offsetof(struct zn_stretch, conductance), &conductance},
               {offsetof(struct zn_stretch, bicellular), &bicellular},
               {offsetof(struct zn_stretch, through), &through},
               {offsetof(struct zn_stretch, open), &row->open}};
  row->what = w->request->cases[c];
  for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
    collect(w, c, means[i].offset, value);
    ZN_TRY(zn_spread_of(means[i].to, value, j->replicates, j->seed, zn_stream("junction looks")));
  }
  row->resistance_sd = sqrt(fmax(squared.mean - row->resistance.mean * row->resistance.mean, 0.0));
  row->tissue = (struct zn_junction_mean){1.0 / conductance.mean, 1.0 / conductance.hi90, 1.0 / conductance.lo90};
  row->bicellular_resistance = bicellular.mean;
  row->ways = through.mean * w->plan[c].break_conduct * w->plan[c].per_area;
  row->intact_resistance = row->what.strands / (w->plan[c].strand_conduct * p->junction_boundary_length);
  row->expected_open = expected_open(&w->plan[c]);
  for (int r = 0; r < j->replicates; r++)
    row->imbalance = fmax(row->imbalance, w->stretch[(size_t)c * (size_t)j->replicates + (size_t)r].imbalance);
  for (int s = 0; s < j->n_probes; s++) ZN_TRY(sum_up_probe(w, c, s, value));
  return ZN_OK;
}

static enum zn_status sum_up(const struct work *w, struct zn_error *error) {
  double *value = calloc((size_t)w->junction->replicates, sizeof *value);
  enum zn_status status = value ? ZN_OK : ZN_MEMORY;
  for (int c = 0; c < w->junction->n_cases && status == ZN_OK; c++) status = sum_up_case(w, c, value);
  free(value);
  return status == ZN_OK ? ZN_OK : zn_fail(error, status, "no memory for %d stretches of junction", w->junction->replicates);
}

/* --- The whole ------------------------------------------------------------------------------------------------------------------------ */

static enum zn_status check(const struct zn_junction_request *r, struct zn_error *error) {
  if (r->n_cases < 1 || r->n_probes < 1 || r->n_shown < 0 || r->n_shown > r->n_probes || r->replicates < 0)
    return zn_fail(error, ZN_ARGUMENT, "a junction needs a case and a probe");
  if (r->n_by_strands < 0 || r->n_scan < 0 || r->n_by_strands + 2 * r->n_scan > r->n_cases)
    return zn_fail(error, ZN_ARGUMENT, "%d junctions do not hold %d by strands and two scans of %d", r->n_cases, r->n_by_strands,
                   r->n_scan);
  for (int c = 0; c < r->n_cases; c++) {
    const struct zn_junction_case *what = &r->cases[c];
    if (what->strands < 1 || what->strands > MOST_STRANDS)
      return zn_fail(error, ZN_ARGUMENT, "a junction has 1 to %d strands, not %d", MOST_STRANDS, what->strands);
    if (!(what->opening >= 0.0 && what->opening <= 1e3) || !(what->sealing > 0.0 && what->sealing <= 1e3))
      return zn_fail(error, ZN_ARGUMENT, "rates of breaks change by factors up to 1000, not by %g and %g", what->opening, what->sealing);
  }
  return ZN_OK;
}

static enum zn_status make(struct zn_junction *j, const struct zn_junction_request *request, const struct zn_parameters *parameters,
                           struct zn_error *error) {
  const size_t cases = (size_t)request->n_cases, probes = (size_t)request->n_probes;
  *j = (struct zn_junction){.n_cases = request->n_cases,
                            .n_probes = request->n_probes,
                            .n_shown = request->n_shown,
                            .n_by_strands = request->n_by_strands,
                            .n_scan = request->n_scan,
                            .replicates = request->replicates ? request->replicates : USUAL_REPLICATES,
                            .seed = request->seed,
                            .variant = request->variant,
                            .channels = request->channels,
                            .parameters = *parameters,
                            .probe = calloc(probes, sizeof *j->probe),
                            .tricellular = calloc(probes, sizeof *j->tricellular),
                            .channel_open = zn_junction_channel_open(parameters),
                            .row = calloc(cases, sizeof *j->row),
                            .picture = calloc(cases, sizeof *j->picture)};
  int whole = j->probe && j->tricellular && j->row && j->picture;
  for (size_t c = 0; c < cases && whole; c++) {
    j->row[c].bicellular = calloc(probes, sizeof *j->row[c].bicellular);
    j->row[c].watched = calloc(probes, sizeof *j->row[c].watched);
    j->row[c].total = calloc(probes, sizeof *j->row[c].total);
    j->row[c].carried = calloc(probes, sizeof *j->row[c].carried);
    whole = j->row[c].bicellular && j->row[c].watched && j->row[c].total && j->row[c].carried;
  }
  if (!whole) return zn_fail(error, ZN_MEMORY, "no memory for %d junctions", request->n_cases);
  memcpy(j->probe, request->probes, probes * sizeof *j->probe);
  find_tricellular(j);
  return ZN_OK;
}

static enum zn_status prepare(struct work *w, struct zn_error *error) {
  const size_t cases = (size_t)w->junction->n_cases, probes = (size_t)w->junction->n_probes;
  const size_t stretches = cases * (size_t)w->junction->replicates;
  w->net = calloc(cases, sizeof *w->net);
  w->plan = calloc(cases, sizeof *w->plan);
  w->speed = calloc(probes, sizeof *w->speed);
  w->stretch = calloc(stretches, sizeof *w->stretch);
  w->left = calloc(stretches * probes, sizeof *w->left);
  w->carried = calloc(stretches * probes, sizeof *w->carried);
  if (!w->net || !w->plan || !w->speed || !w->stretch || !w->left || !w->carried)
    return zn_fail(error, ZN_MEMORY, "no memory for %zu stretches of junction", stretches);
  find_speeds(w);
  for (int c = 0; c < w->junction->n_cases; c++) {
    ZN_TRY(zn_net_build(&w->net[c], w->request->cases[c].strands, &w->junction->parameters, error));
    plan_case(w, c);
  }
  return ZN_OK;
}

enum zn_status zn_junction_run(struct zn_junction **junction, const struct zn_junction_request *request,
                               const struct zn_parameters *parameters, struct zn_error *error) {
  struct work w = {.request = request, .junction = calloc(1, sizeof *w.junction)};
  *junction = NULL;
  enum zn_status status = w.junction ? check(request, error) : zn_fail(error, ZN_MEMORY, "no memory for a junction");
  if (status == ZN_OK) status = make(w.junction, request, parameters, error);
  if (status == ZN_OK) status = prepare(&w, error);
  if (status == ZN_OK) status = follow_all(&w, error);
  if (status == ZN_OK) status = sum_up(&w, error);
  for (int c = 0; w.net && c < request->n_cases; c++) zn_net_clear(&w.net[c]);
  free(w.net);
  free(w.plan);
  free(w.speed);
  free(w.stretch);
  free(w.left);
  free(w.carried);
  if (status == ZN_OK)
    *junction = w.junction;
  else
    zn_junction_free(w.junction);
  return status;
}

void zn_junction_free(struct zn_junction *junction) {
  if (!junction) return;
  for (int c = 0; c < junction->n_cases; c++) {
    if (junction->row) {
      free(junction->row[c].bicellular);
      free(junction->row[c].watched);
      free(junction->row[c].total);
      free(junction->row[c].carried);
    }
    if (junction->picture) free(junction->picture[c].piece), free(junction->picture[c].compartment);
  }
  free(junction->probe);
  free(junction->tricellular);
  free(junction->row);
  free(junction->picture);
  free(junction);
}
