#include "gather.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "study/statistics.h"
#include "tally.h"

/* Everything between the first piece and the last. */
struct gathering {
  struct zn_trial_run *run;
  const struct zn_trial *trial;
  const struct zn_sheet *sheet;
  double *row;                /* [people][columns] of the replicate that is being filled */
  int *arm;                   /* [people] */
  int replicate, n;           /* which, and how many of its people are there */
  struct zn_tally *tally;     /* [n_arms][n_endpoints] */
  struct zn_tally *everybody; /* [n_endpoints] */
  double *told;               /* [n_reported][replicates] what each replicate says to a published number */
};

/* --- Room ---------------------------------------------------------------------------------------------------------------------------- */

static enum zn_status open_interim(struct zn_trial_run *run, const struct zn_trial *t, struct zn_error *error) {
  double share[ZN_MOST_INTERIM_LOOKS];
  if (!t->n_interim) return ZN_OK;
  run->stop = calloc((size_t)(t->replicates + t->null_replicates), sizeof *run->stop);
  run->interim_bound = calloc((size_t)t->n_interim + 1, sizeof *run->interim_bound);
  if (!run->stop || !run->interim_bound) return zn_fail(error, ZN_MEMORY, "no memory for the interim looks of a trial");
  memcpy(share, t->interim_share, (size_t)t->n_interim * sizeof *share);
  share[t->n_interim] = 1.0;
  return zn_interim_bounds(run->interim_bound, share, t->n_interim + 1, t->spending, t->analysis[0].confidence, error);
}

enum zn_status zn_gather_open(struct zn_trial_run **out, const struct zn_study *study, const struct zn_library *library,
                              const struct zn_courses *courses, struct zn_error *error) {
  const struct zn_trial *t = study->trial;
  const size_t trials = (size_t)t->replicates + (size_t)t->null_replicates, analyses = (size_t)t->n_analyses;
  const size_t endpoints = (size_t)t->n_endpoints, points = courses->follow ? (size_t)courses->points : 0;
  struct zn_trial_run *run = *out = calloc(1, sizeof *run);
  if (!run) return zn_fail(error, ZN_MEMORY, "no memory for the results of a trial");
  run->study = study;
  run->library = library;
  run->course_points = (int)points;
  run->flow = calloc((size_t)t->n_arms + 1, sizeof *run->flow);
  run->arm = calloc((size_t)t->n_arms * endpoints + 1, sizeof *run->arm);
  run->everybody = calloc(endpoints + 1, sizeof *run->everybody);
  run->comparison = calloc(trials * analyses + 1, sizeof *run->comparison);
  run->power = calloc(analyses * ((size_t)t->n_power + 1) + 1, sizeof *run->power);
  run->verdict = calloc((size_t)t->n_reported + 1, sizeof *run->verdict);
  run->outcome = calloc(ZN_MOST_TOLD_FAILURES, sizeof *run->outcome);
  run->course_time_h = calloc(points + 1, sizeof *run->course_time_h);
  run->course = calloc((size_t)t->n_arms * (size_t)study->n_follow * points * 5 + 1, sizeof *run->course);
  if (!run->flow || !run->arm || !run->everybody || !run->comparison || !run->power || !run->verdict || !run->outcome ||
      !run->course_time_h || !run->course)
    return zn_fail(error, ZN_MEMORY, "no memory for the results of a trial");
  memcpy(run->course_time_h, courses->time_h, points * sizeof *run->course_time_h);
  return open_interim(run, t, error);
}

static void free_endpoints(struct zn_arm_endpoint *e, int n) {
  for (int i = 0; e && i < n; i++) {
    free(e[i].at_risk);
    free(e[i].happened);
  }
  free(e);
}

void zn_trial_run_free(struct zn_trial_run *run) {
  if (!run) return;
  free_endpoints(run->arm, run->study->trial->n_arms * run->study->trial->n_endpoints);
  free_endpoints(run->everybody, run->study->trial->n_endpoints);
  free(run->flow);
  free(run->comparison);
  free(run->stop);
  free(run->interim_bound);
  free(run->power);
  free(run->verdict);
  free(run->outcome);
  free(run->course_time_h);
  free(run->course);
  free(run);
}

static enum zn_status open_gathering(struct gathering *g, struct zn_error *error) {
  const struct zn_trial *t = g->trial;
  const size_t people = (size_t)t->people, endpoints = (size_t)t->n_endpoints;
  g->row = malloc(people * (size_t)g->sheet->columns * sizeof *g->row);
  g->arm = malloc(people * sizeof *g->arm);
  g->tally = calloc((size_t)t->n_arms * endpoints + 1, sizeof *g->tally);
  g->everybody = calloc(endpoints + 1, sizeof *g->everybody);
  g->told = malloc(((size_t)t->n_reported * (size_t)t->replicates + 1) * sizeof *g->told);
  if (!g->row || !g->arm || !g->tally || !g->everybody || !g->told)
    return zn_fail(error, ZN_MEMORY, "not enough memory for a replicate of %zu people", people);
  for (int k = 0; k < t->n_endpoints; k++) ZN_TRY(zn_tally_open(&g->everybody[k], &t->endpoint[k], &g->run->everybody[k], error));
  for (int a = 0; a < t->n_arms * t->n_endpoints; a++)
    ZN_TRY(zn_tally_open(&g->tally[a], &t->endpoint[a % t->n_endpoints], &g->run->arm[a], error));
  return ZN_OK;
}

static void close_gathering(struct gathering *g) {
  for (int a = 0; g->tally && a < g->trial->n_arms * g->trial->n_endpoints; a++) zn_tally_close(&g->tally[a]);
  for (int k = 0; g->everybody && k < g->trial->n_endpoints; k++) zn_tally_close(&g->everybody[k]);
  free(g->row);
  free(g->arm);
  free(g->tally);
  free(g->everybody);
  free(g->told);
}

/* --- A whole replicate --------------------------------------------------------------------------------------------------------------- */

/* What a replicate finds at each size, and at its own. */
static enum zn_status count_power(struct gathering *g, const struct zn_replicate *whole, int analysis, const struct zn_comparison *c,
                                  struct zn_error *error) {
  const struct zn_trial *t = g->trial;
  const int null = g->replicate >= t->replicates;
  if (null && t->analysis[analysis].by) return ZN_OK; /* people with and without something differ there, too: nothing is found by chance */
  struct zn_power *power = g->run->power + (size_t)analysis * ((size_t)t->n_power + 1);
  for (int s = 0; s <= t->n_power; s++) {
    struct zn_replicate part = *whole;
    struct zn_comparison at = *c;
    if (s < t->n_power) part.people = t->power_people[s];
    if (part.people < whole->people) ZN_TRY(zn_replicate_compare(&part, analysis, &at, error));
    const int found = at.p_value < 1.0 - t->analysis[analysis].confidence;
    power[s].people = part.people;
    *(null ? &power[s].null_replicates : &power[s].replicates) += 1;
    *(null ? &power[s].null_found : &power[s].found) += found;
  }
  return ZN_OK;
}

static enum zn_status tell(struct gathering *g, const struct zn_replicate *whole, const struct zn_comparison *c, struct zn_error *error) {
  const struct zn_trial *t = g->trial;
  for (int r = 0; r < t->n_reported; r++) {
    const struct zn_trial_reported *reported = &t->reported[r];
    double *told = &g->told[(size_t)r * (size_t)t->replicates + (size_t)g->replicate];
    if (reported->kind == ZN_REPORTED_ARM)
      ZN_TRY(zn_replicate_arm_value(whole, reported, told, error));
    else
      *told = reported->kind == ZN_REPORTED_EFFECT ? c[reported->analysis].estimate : c[reported->analysis].p_value;
  }
  return ZN_OK;
}

static enum zn_status judge(struct gathering *g, struct zn_error *error) {
  const struct zn_trial *t = g->trial;
  const struct zn_replicate whole = {.sheet = g->sheet, .row = g->row, .people = t->people, .arm = g->arm};
  struct zn_comparison *c = g->run->comparison + (size_t)g->replicate * (size_t)t->n_analyses;
  for (int k = 0; k < t->n_analyses; k++) {
    ZN_TRY(zn_replicate_compare(&whole, k, &c[k], error));
    ZN_TRY(count_power(g, &whole, k, &c[k], error));
  }
  if (t->n_interim) ZN_TRY(zn_replicate_stop(&whole, g->run->interim_bound, &g->run->stop[g->replicate], error));
  return g->replicate < t->replicates ? tell(g, &whole, c, error) : ZN_OK;
}

/* --- People, one after the other ----------------------------------------------------------------------------------------------------- */

/* Who failed has nothing, not even whether rescue was needed. */
static void count_flow(struct gathering *g, const double *row, int arm, int64_t number) {
  struct zn_arm_flow *flow = &g->run->flow[arm];
  const int failed = isnan(row[g->sheet->rescued]), eligible = row[g->sheet->eligible] == 1.0;
  flow->allocated++;
  flow->failed += failed;
  flow->not_eligible += !failed && !eligible;
  if (!eligible) return;
  flow->left += zn_trial_leaves_h(g->run->study, (uint32_t)number) < g->run->study->end_h;
  flow->rescued += row[g->sheet->rescued] == 1.0;
}

static enum zn_status count(struct gathering *g, const double *row, int arm, int64_t number, struct zn_error *error) {
  const struct zn_trial *t = g->trial;
  g->run->rescued += row[g->sheet->rescued] == 1.0;
  g->run->eligible += row[g->sheet->eligible] == 1.0;
  if (g->replicate >= t->replicates) return ZN_OK;
  count_flow(g, row, arm, number);
  if (row[g->sheet->eligible] != 1.0) return ZN_OK;
  for (int k = 0; k < t->n_endpoints; k++) {
    const double *column = row + g->sheet->endpoint[k];
    enum zn_status status = zn_tally_add(&g->tally[arm * t->n_endpoints + k], column);
    if (status == ZN_OK) status = zn_tally_add(&g->everybody[k], column);
    if (status != ZN_OK) return zn_fail(error, status, "no memory for the quantiles of a trial");
  }
  return ZN_OK;
}

static enum zn_status take(struct gathering *g, const double *row, int64_t number, struct zn_error *error) {
  const size_t columns = (size_t)g->sheet->columns;
  g->replicate = (int)(number / g->trial->people);
  g->arm[g->n] = zn_trial_arm_of(g->run->study, (uint32_t)number);
  memcpy(g->row + (size_t)g->n * columns, row, columns * sizeof *row);
  ZN_TRY(count(g, row, g->arm[g->n], number, error));
  if (++g->n < g->trial->people) return ZN_OK;
  g->n = 0;
  return judge(g, error);
}

static void take_failures(struct zn_trial_run *run, const struct zn_piece *piece) {
  run->failed += piece->n_failures;
  for (int i = 0; i < piece->n_failures && run->n_outcomes < ZN_MOST_TOLD_FAILURES; i++) {
    const struct zn_store_failure *f = &piece->failure[i];
    struct zn_person_outcome *o = &run->outcome[run->n_outcomes++];
    *o = (struct zn_person_outcome){.cohort = zn_trial_arm_of(run->study, (uint32_t)f->number),
                                    .number = (int)f->number,
                                    .status = (enum zn_status)f->status,
                                    .time_h = f->time_h};
    memcpy(o->text, f->text, sizeof o->text - 1);
  }
}

static enum zn_status take_piece(struct gathering *g, struct zn_store *store, int64_t number, struct zn_courses *courses,
                                 struct zn_error *error) {
  struct zn_piece piece = {0};
  enum zn_status status = zn_store_read(store, number, &piece, error);
  const int64_t first = number * zn_store_piece(store);
  if (status == ZN_OK) status = zn_courses_merge(courses, piece.more, piece.more_size, error);
  for (int i = 0; i < piece.people && status == ZN_OK; i++)
    status = take(g, piece.value + (size_t)i * (size_t)g->sheet->columns, first + i, error);
  if (status == ZN_OK) {
    take_failures(g->run, &piece);
    g->run->people += piece.people;
    g->run->steps += piece.steps;
  }
  zn_piece_clear(&piece);
  return status;
}

/* --- Results ------------------------------------------------------------------------------------------------------------------------- */

static void finish_power(const struct gathering *g) {
  for (int i = 0; i < g->trial->n_analyses * (g->trial->n_power + 1); i++) {
    struct zn_power *p = &g->run->power[i];
    zn_binomial_interval(p->found, p->replicates, 0.95, &p->low, &p->high);
    zn_binomial_interval(p->null_found, p->null_replicates, 0.95, &p->null_low, &p->null_high);
  }
}

/* A single replicate has no spread, but an effect has its own interval. */
static void finish_verdict(const struct gathering *g, int r) {
  const struct zn_trial_reported *reported = &g->trial->reported[r];
  struct zn_trial_verdict *v = &g->run->verdict[r];
  double *told = g->told + (size_t)r * (size_t)g->trial->replicates;
  const int n = zn_sort_values(told, g->trial->replicates);
  *v = (struct zn_trial_verdict){.predicted = NAN, .low = NAN, .high = NAN, .inside = -1, .fold = NAN};
  if (!n) return;
  v->predicted = zn_quantile(told, n, 0.5);
  if (n > 1) {
    v->low = zn_quantile(told, n, 0.025);
    v->high = zn_quantile(told, n, 0.975);
  } else if (reported->kind == ZN_REPORTED_EFFECT) {
    v->low = g->run->comparison[reported->analysis].low;
    v->high = g->run->comparison[reported->analysis].high;
  }
  if (!isnan(reported->low)) v->inside = v->predicted >= reported->low && v->predicted <= reported->high;
  const double ratio = v->predicted / reported->value;
  if (ratio > 0.0 && isfinite(ratio)) v->fold = fmax(ratio, 1.0 / ratio);
}

enum zn_status zn_gather(struct zn_trial_run *run, const struct zn_sheet *sheet, struct zn_store *store, struct zn_courses *courses,
                         struct zn_error *error) {
  struct gathering g = {.run = run, .trial = run->study->trial, .sheet = sheet};
  enum zn_status status = open_gathering(&g, error);
  for (int64_t k = 0; k < zn_store_pieces(store) && status == ZN_OK; k++) status = take_piece(&g, store, k, courses, error);
  if (status == ZN_OK) {
    finish_power(&g);
    for (int r = 0; r < g.trial->n_reported; r++) finish_verdict(&g, r);
    zn_courses_quantiles(courses, run->course);
  }
  close_gathering(&g);
  return status;
}
