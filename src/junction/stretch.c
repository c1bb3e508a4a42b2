#include "stretch.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "breaks.h"
#include "paths.h"
#include "resistors.h"
#include "transport.h"

/* Nets drawn for each stretch in search of open ways. */
enum { TRIALS = 400 };

struct watch {
  struct zn_stretch *stretch;
  const struct zn_stretch_plan *plan;
  struct zn_breaks breaks;
  struct zn_transport transport;
  struct zn_resistors resistors;
  double *conductance; /* [n_pieces] */
  double *held;        /* [n_probes] when counting began */
  int looks;
};

/* --- Electricity ---------------------------------------------------------------------------------------------------------------------- */

void zn_stretch_conductances(const struct zn_stretch_plan *plan, const unsigned char *open, double *conductance) {
  const double width = plan->parameters->junction_break_width;
  for (int k = 0; k < plan->net->n_pieces; k++) {
    const double length = plan->net->piece[k].length;
    conductance[k] = open[k] ? plan->break_conduct + fmax(length - width, 0.0) * plan->strand_conduct : length * plan->strand_conduct;
  }
}

static enum zn_status look(struct watch *w, struct zn_error *error) {
  struct zn_stretch *s = w->stretch;
  double whole;
  int open = 0;
  zn_stretch_conductances(w->plan, w->breaks.open, w->conductance);
  ZN_TRY(zn_resistors_solve(&w->resistors, w->conductance, &whole, error));
  for (int k = 0; k < w->plan->net->n_pieces; k++) open += w->breaks.open[k];
  const double bicellular = whole * w->plan->per_area, all = bicellular + w->plan->tricellular;
  s->conductance += all;
  s->resistance += 1.0 / all;
  s->resistance_squared += 1.0 / (all * all);
  s->bicellular += 1.0 / bicellular;
  s->open += (double)open / w->plan->net->n_pieces;
  w->looks++;
  return ZN_OK;
}

static void average_looks(struct watch *w) {
  struct zn_stretch *s = w->stretch;
  double *const sums[] = {&s->conductance, &s->resistance, &s->resistance_squared, &s->bicellular, &s->open};
  for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) *sums[i] /= w->looks;
}

/* --- Time ----------------------------------------------------------------------------------------------------------------------------- */

/* Lets every piece change that does so before `time`. */
static enum zn_status run_to(struct watch *w, double time, struct zn_error *error) {
  for (;;) {
    const int piece = zn_breaks_next(&w->breaks);
    if (!(w->breaks.next[piece] < time)) return ZN_OK;
    ZN_TRY(zn_transport_before(&w->transport, w->breaks.open, piece, w->breaks.next[piece], error));
    zn_breaks_change(&w->breaks, piece);
  }
}

static enum zn_status begin_counting(struct watch *w, double time, struct zn_error *error) {
  ZN_TRY(run_to(w, time, error));
  ZN_TRY(zn_transport_catch_up(&w->transport, w->breaks.open, time, error));
  zn_transport_count_anew(&w->transport);
  for (int s = 0; s < w->plan->n_probes; s++) w->held[s] = zn_transport_held(&w->transport, s);
  return ZN_OK;
}

static void count_up(struct watch *w) {
  const struct zn_transport *t = &w->transport;
  for (int s = 0; s < w->plan->n_probes; s++) {
    const double gained = zn_transport_held(t, s) - w->held[s], off = fabs(t->came[s] - t->left[s] - gained);
    w->stretch->left[s] = t->left[s];
    w->stretch->carried[s] = t->carried[s];
    if (t->came[s] > 0.0) w->stretch->imbalance = fmax(w->stretch->imbalance, off / t->came[s]);
  }
}

static enum zn_status watch_it(struct watch *w, struct zn_error *error) {
  const struct zn_parameters *p = w->plan->parameters;
  const double begin = p->junction_settling_time, end = begin + p->junction_followed_time;
  ZN_TRY(begin_counting(w, begin, error));
  for (double time = begin + 0.5 * p->junction_sampling_interval; time < end || !w->looks;
       time = begin + (w->looks + 0.5) * p->junction_sampling_interval) {
    ZN_TRY(run_to(w, fmin(time, end), error));
    ZN_TRY(look(w, error));
  }
  ZN_TRY(run_to(w, end, error));
  ZN_TRY(zn_transport_catch_up(&w->transport, w->breaks.open, end, error));
  average_looks(w);
  count_up(w);
  return ZN_OK;
}

/* --- The last moment ------------------------------------------------------------------------------------------------------------------ */

static enum zn_status draw(const struct watch *w, struct zn_junction_picture *picture, struct zn_error *error) {
  const struct zn_net *net = w->plan->net;
  *picture = (struct zn_junction_picture){.width = net->width,
                                          .height = net->height * (net->strands - 1),
                                          .n_pieces = net->n_pieces,
                                          .n_compartments = net->n_compartments,
                                          .piece = calloc((size_t)net->n_pieces, sizeof *picture->piece),
                                          .compartment = calloc((size_t)net->n_compartments + 1, sizeof *picture->compartment)};
  if (!picture->piece || !picture->compartment) return zn_fail(error, ZN_MEMORY, "no memory for a picture of the strands");
  for (int k = 0; k < net->n_pieces; k++) {
    const struct zn_net_piece *p = &net->piece[k];
    picture->piece[k] = (struct zn_junction_piece){p->x0, p->y0, p->x1, p->y1, w->breaks.open[k]};
  }
  for (int i = 0; i < net->n_compartments; i++) {
    const struct zn_net_compartment *c = &net->compartment[i];
    picture->compartment[i] = (struct zn_junction_compartment){c->x0, c->row * net->height, c->x1, (c->row + 1) * net->height,
                                                               w->plan->n_probes ? w->transport.content[i] : 0.0};
  }
  return ZN_OK;
}

static enum zn_status open_watch(struct watch *w, uint32_t replicate, struct zn_error *error) {
  const struct zn_stretch_plan *plan = w->plan;
  const struct zn_parameters *p = plan->parameters;
  w->conductance = calloc((size_t)plan->net->n_pieces, sizeof(double));
  w->held = calloc((size_t)plan->n_probes + 1, sizeof(double));
  if (!w->conductance || !w->held) return zn_fail(error, ZN_MEMORY, "no memory for %d pieces of strand", plan->net->n_pieces);
  ZN_TRY(zn_breaks_begin(&w->breaks, plan->net, plan->what.opening * p->junction_opening_rate,
                         plan->what.sealing * p->junction_sealing_rate, plan->seed, replicate, error));
  ZN_TRY(zn_transport_begin(&w->transport, plan->net, plan->n_probes, plan->speed, error));
  return zn_resistors_begin(&w->resistors, plan->net, error);
}

enum zn_status zn_stretch_follow(struct zn_stretch *stretch, const struct zn_stretch_plan *plan, uint32_t replicate,
                                 struct zn_junction_picture *picture, struct zn_error *error) {
  struct watch w = {.stretch = stretch, .plan = plan};
  *stretch = (struct zn_stretch){.left = stretch->left, .carried = stretch->carried};
  enum zn_status status = open_watch(&w, replicate, error);
  if (status == ZN_OK) status = watch_it(&w, error);
  if (status == ZN_OK)
    status = zn_paths_mean(&stretch->through, plan->net, w.breaks.opening, w.breaks.sealing, plan->seed, replicate, TRIALS, error);
  if (status == ZN_OK && picture) status = draw(&w, picture, error);
  if (w.breaks.net) zn_breaks_clear(&w.breaks);
  if (w.transport.net) zn_transport_clear(&w.transport);
  if (w.resistors.net) zn_resistors_clear(&w.resistors);
  free(w.conductance);
  free(w.held);
  return status;
}
