/* The tables of a trial: arms.csv, replicates.csv, power.csv, survival.csv, reported.csv. What is not known is an empty cell; what has no
 * end, such as the odds ratio of a group in which nobody says no, is inf. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "csv_cells.h"
#include "words.h"
#include "zonula/parameters.h"
#include "zonula/trial.h"

/* A comma and a number, which may be without end. */
static void number(struct zn_writer *csv, double value) {
  if (isinf(value))
    zn_writer_add(csv, value < 0.0 ? ",-inf" : ",inf");
  else
    zn_csv_number(csv, value);
}

static void count(struct zn_writer *csv, int64_t value) { zn_writer_format(csv, ",%lld", (long long)value); }

/* A comma and a text. */
static void text(struct zn_writer *csv, const char *cell) {
  zn_writer_add(csv, ",");
  zn_csv_text(csv, cell);
}

static const char *truth(int value) { return value ? ",true" : ",false"; }

/* Writes the rows of a table under its header. */
static enum zn_status write(const struct zn_trial_run *run, const char *path, const char *header,
                            enum zn_status (*rows)(struct zn_writer *csv, const struct zn_trial_run *run, struct zn_error *error),
                            struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, header);
  const enum zn_status status = rows(&csv, run, error);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, status, error);
}

/* --- arms.csv ----------------------------------------------------------------------------------------------------------------------- */

static void arm_row(struct zn_writer *csv, const char *arm, const struct zn_endpoint *e, const struct zn_arm_endpoint *a) {
  const int yes_or_no = e->kind != ZN_ENDPOINT_VALUE;
  zn_csv_text(csv, arm);
  text(csv, e->name);
  text(csv, e->label);
  text(csv, zn_endpoint_kind_word(e->kind));
  text(csv, e->kind == ZN_ENDPOINT_TIME ? "h" : "");
  count(csv, a->people);
  count(csv, a->missing);
  if (yes_or_no)
    count(csv, a->events);
  else
    zn_writer_add(csv, ",");
  zn_csv_number(csv, a->mean);
  zn_csv_number(csv, e->kind == ZN_ENDPOINT_RESPONDER ? NAN : a->sd);
  for (int q = 0; q < 5; q++) zn_csv_number(csv, e->kind == ZN_ENDPOINT_RESPONDER ? NAN : a->quantile[q]);
  zn_writer_add(csv, "\n");
}

static enum zn_status arm_rows(struct zn_writer *csv, const struct zn_trial_run *run, struct zn_error *error) {
  const struct zn_trial *t = run->study->trial;
  (void)error;
  for (int a = 0; a < t->n_arms; a++)
    for (int e = 0; e < t->n_endpoints; e++) arm_row(csv, t->arm[a].name, &t->endpoint[e], &run->arm[a * t->n_endpoints + e]);
  for (int e = 0; e < t->n_endpoints; e++) arm_row(csv, "everybody", &t->endpoint[e], &run->everybody[e]);
  return ZN_OK;
}

enum zn_status zn_trial_write_arms(const struct zn_trial_run *run, const char *path, struct zn_error *error) {
  return write(run, path, "arm,endpoint,label,kind,unit,people,missing,events,mean,sd,q05,q25,q50,q75,q95\n", arm_rows, error);
}

/* --- replicates.csv ----------------------------------------------------------------------------------------------------------------- */

/* Where the trial would have stopped, by its primary analysis. */
static void stop_cells(struct zn_writer *csv, const struct zn_trial_stop *stop) {
  if (!stop) {
    zn_writer_add(csv, ",,,");
    return;
  }
  zn_writer_format(csv, ",%d,%d,%s", stop->look + 1, stop->people, zn_trial_stop_word(stop));
}

static void replicate_row(struct zn_writer *csv, const struct zn_trial_run *run, int r, int k) {
  const struct zn_trial *t = run->study->trial;
  const struct zn_trial_analysis *a = &t->analysis[k];
  const struct zn_comparison *c = &run->comparison[(size_t)r * (size_t)t->n_analyses + (size_t)k];
  const int null = r >= t->replicates, counts = zn_comparison_counts_events(a->kind);
  zn_writer_format(csv, "%d%s", null ? r - t->replicates + 1 : r + 1, truth(null));
  text(csv, a->label);
  text(csv, t->endpoint[a->endpoint].name);
  text(csv, zn_comparison_word(a->kind));
  for (int g = 1; g >= 0; g--) text(csv, a->by ? (g ? a->by : "others") : t->arm[g ? a->arm : a->control].name);
  for (int g = 1; g >= 0; g--) count(csv, c->n[g]);
  for (int g = 1; g >= 0; g--)
    if (counts)
      count(csv, c->events[g]);
    else
      zn_writer_add(csv, ",");
  const double numbers[] = {c->estimate, c->low, c->high, c->statistic, c->freedom, c->z, c->p_value};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) number(csv, numbers[i]);
  zn_writer_add(csv, isnan(c->p_value) ? "," : truth(c->p_value < 1.0 - a->confidence));
  stop_cells(csv, run->stop && k == 0 ? &run->stop[r] : NULL);
  zn_writer_add(csv, "\n");
}

static enum zn_status replicate_rows(struct zn_writer *csv, const struct zn_trial_run *run, struct zn_error *error) {
  const struct zn_trial *t = run->study->trial;
  (void)error;
  for (int r = 0; r < t->replicates + t->null_replicates; r++)
    for (int k = 0; k < t->n_analyses; k++) replicate_row(csv, run, r, k);
  return ZN_OK;
}

enum zn_status zn_trial_write_replicates(const struct zn_trial_run *run, const char *path, struct zn_error *error) {
  return write(run, path,
               "replicate,null,analysis,endpoint,test,group,against,n_group,n_against,events_group,events_against,estimate,low,high,"
               "statistic,freedom,z,p_value,found,stop_look,stop_people,stop_reason\n",
               replicate_rows, error);
}

/* --- power.csv ----------------------------------------------------------------------------------------------------------------------- */

static void share(struct zn_writer *csv, int found, int of, double low, double high) {
  zn_writer_format(csv, ",%d,%d", of, found);
  zn_csv_number(csv, of ? (double)found / of : NAN);
  zn_csv_number(csv, of ? low : NAN);
  zn_csv_number(csv, of ? high : NAN);
}

static enum zn_status power_rows(struct zn_writer *csv, const struct zn_trial_run *run, struct zn_error *error) {
  const struct zn_trial *t = run->study->trial;
  (void)error;
  for (int k = 0; k < t->n_analyses; k++)
    for (int i = 0; i <= t->n_power; i++) {
      const struct zn_power *p = &run->power[k * (t->n_power + 1) + i];
      zn_csv_text(csv, t->analysis[k].label);
      zn_writer_format(csv, ",%d", p->people);
      share(csv, p->found, p->replicates, p->low, p->high);
      share(csv, p->null_found, p->null_replicates, p->null_low, p->null_high);
      zn_writer_add(csv, "\n");
    }
  return ZN_OK;
}

enum zn_status zn_trial_write_power(const struct zn_trial_run *run, const char *path, struct zn_error *error) {
  return write(run, path,
               "analysis,people,replicates,found,power,power_lo95,power_hi95,null_replicates,null_found,type_1_error,type_1_error_lo95,"
               "type_1_error_hi95\n",
               power_rows, error);
}

/* --- survival.csv --------------------------------------------------------------------------------------------------------------------- */

static enum zn_status survival_of(struct zn_writer *csv, const char *arm, const struct zn_endpoint *e, const struct zn_arm_endpoint *a,
                                  struct zn_error *error) {
  const size_t n = (size_t)e->n_looks;
  double *share = malloc((3 * n + 1) * sizeof *share);
  if (!share) return zn_fail(error, ZN_MEMORY, "no memory for %d looks", e->n_looks);
  zn_trial_survival(a, e->n_looks, share, share + n, share + 2 * n);
  for (size_t k = 0; k < n; k++) {
    zn_csv_text(csv, arm);
    text(csv, e->name);
    zn_csv_number(csv, e->look_h[k]);
    count(csv, a->at_risk[k]);
    count(csv, a->happened[k]);
    for (size_t i = 0; i < 3; i++) zn_csv_number(csv, share[i * n + k]);
    zn_writer_add(csv, "\n");
  }
  free(share);
  return ZN_OK;
}

static enum zn_status survival_rows(struct zn_writer *csv, const struct zn_trial_run *run, struct zn_error *error) {
  const struct zn_trial *t = run->study->trial;
  for (int e = 0; e < t->n_endpoints; e++) {
    if (t->endpoint[e].kind != ZN_ENDPOINT_TIME) continue;
    for (int a = 0; a < t->n_arms; a++) ZN_TRY(survival_of(csv, t->arm[a].name, &t->endpoint[e], &run->arm[a * t->n_endpoints + e], error));
    ZN_TRY(survival_of(csv, "everybody", &t->endpoint[e], &run->everybody[e], error));
  }
  return ZN_OK;
}

enum zn_status zn_trial_write_survival(const struct zn_trial_run *run, const char *path, struct zn_error *error) {
  return write(run, path, "arm,endpoint,time_h,at_risk,happened,without_event,without_event_lo95,without_event_hi95\n", survival_rows,
               error);
}

/* --- reported.csv --------------------------------------------------------------------------------------------------------------------- */

static void reported_row(struct zn_writer *csv, const struct zn_trial *t, const struct zn_trial_reported *r,
                         const struct zn_trial_verdict *v) {
  const int of_arm = r->kind == ZN_REPORTED_ARM;
  zn_csv_text(csv, r->label);
  text(csv, zn_trial_reported_word(t, r));
  text(csv, of_arm ? "" : t->analysis[r->analysis].label);
  text(csv, of_arm ? (r->arm < 0 ? "everybody" : t->arm[r->arm].name) : "");
  text(csv, of_arm ? t->endpoint[r->endpoint].name : "");
  text(csv, r->unit);
  const double numbers[] = {r->value, r->low, r->high, v->predicted, v->low, v->high, v->fold};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) number(csv, numbers[i]);
  zn_writer_add(csv, v->inside < 0 ? "," : truth(v->inside));
  zn_writer_add(csv, zn_trial_holds(r, v) < 0 ? "," : truth(zn_trial_holds(r, v)));
  text(csv, zn_source_info(r->source)->id);
  text(csv, r->note ? r->note : "");
  zn_writer_add(csv, "\n");
}

static enum zn_status reported_rows(struct zn_writer *csv, const struct zn_trial_run *run, struct zn_error *error) {
  const struct zn_trial *t = run->study->trial;
  (void)error;
  for (int i = 0; i < t->n_reported; i++) reported_row(csv, t, &t->reported[i], &run->verdict[i]);
  return ZN_OK;
}

enum zn_status zn_trial_write_reported(const struct zn_trial_run *run, const char *path, struct zn_error *error) {
  return write(run, path,
               "label,what,analysis,arm,endpoint,unit,reported,reported_low,reported_high,predicted,predicted_low,predicted_high,"
               "fold_error,inside,holds,source,note\n",
               reported_rows, error);
}
