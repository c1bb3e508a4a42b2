/* `zonula trial --json`. */
#include <math.h>

#include "given.h"
#include "json.h"
#include "trial_answer.h"

static json_t *optional(const char *text) { return text ? json_string(text) : json_null(); }

/* -1 is null. */
static json_t *truth(int value) { return value < 0 ? json_null() : json_boolean(value); }

/* --- Arms ----------------------------------------------------------------------------------------------------------------------------- */

static json_t *endpoint_json(const struct zn_endpoint *e, const struct zn_arm_endpoint *a) {
  const int value = e->kind == ZN_ENDPOINT_VALUE, responder = e->kind == ZN_ENDPOINT_RESPONDER;
  return json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:o, s:o, s:o, s:o}", "name", e->name, "label", e->label, "kind",
                   zn_endpoint_kind_word(e->kind), "unit", e->kind == ZN_ENDPOINT_TIME ? "h" : "", "people", (json_int_t)a->people,
                   "missing", (json_int_t)a->missing, "events", value ? json_null() : json_integer((json_int_t)a->events), "mean",
                   cli_json_number(a->mean), "sd", responder ? json_null() : cli_json_number(a->sd), "quantiles",
                   responder ? json_null() : cli_json_numbers(a->quantile, 5));
}

static json_t *endpoints_json(const struct zn_trial *t, const struct zn_arm_endpoint *of) {
  json_t *all = json_array();
  for (int e = 0; e < t->n_endpoints; e++) all = cli_json_with(all, endpoint_json(&t->endpoint[e], &of[e]));
  return all;
}

static json_t *arms_json(const struct zn_trial_run *run) {
  const struct zn_trial *t = run->study->trial;
  json_t *all = json_array();
  for (int a = 0; a < t->n_arms; a++)
    all = cli_json_with(all, json_pack("{s:s, s:b, s:f, s:f, s:f, s:o}", "name", t->arm[a].name, "control", a == t->control, "ratio",
                                       t->arm[a].ratio, "adherence", t->arm[a].adherence, "drop_out", t->arm[a].drop_out, "endpoints",
                                       endpoints_json(t, run->arm + a * t->n_endpoints)));
  return all;
}

/* --- Analyses ------------------------------------------------------------------------------------------------------------------------- */

static json_t *effect_json(const struct zn_trial_effect *e) {
  if (!e->replicates) return json_null();
  return json_pack("{s:i, s:i, s:o, s:o, s:o, s:o}", "replicates", e->replicates, "without_estimate", e->without, "estimate",
                   cli_json_number(e->estimate), "low", cli_json_number(e->low), "high", cli_json_number(e->high), "p_value",
                   cli_json_number(e->p_value));
}

static json_t *share_json(int found, int of, double low, double high) {
  if (!of) return json_null();
  return json_pack("{s:i, s:i, s:f, s:o, s:o}", "replicates", of, "found", found, "share", (double)found / of, "lo95", cli_json_number(low),
                   "hi95", cli_json_number(high));
}

static json_t *power_json(const struct zn_trial_run *run, int k) {
  const struct zn_trial *t = run->study->trial;
  json_t *all = json_array();
  for (int i = 0; i <= t->n_power; i++) {
    const struct zn_power *p = &run->power[k * (t->n_power + 1) + i];
    all =
        cli_json_with(all, json_pack("{s:i, s:o, s:o}", "people", p->people, "power", share_json(p->found, p->replicates, p->low, p->high),
                                     "type_1_error", share_json(p->null_found, p->null_replicates, p->null_low, p->null_high)));
  }
  return all;
}

static json_t *analysis_json(const struct cli_trial *answer, int k) {
  const struct zn_trial_run *run = answer->run;
  const struct zn_trial *t = run->study->trial;
  const struct zn_trial_analysis *a = &t->analysis[k];
  char words[ZN_TRIAL_WORDS];
  zn_trial_effect_words(run->study, k, words);
  return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:f, s:f, s:o, s:o, s:o}", "label", a->label, "endpoint",
                   t->endpoint[a->endpoint].name, "test", zn_comparison_word(a->kind), "effect", words, "arm",
                   optional(a->by ? NULL : t->arm[a->arm].name), "against", optional(a->by ? NULL : t->arm[a->control].name), "by",
                   optional(a->by), "among", optional(a->among), "confidence", a->confidence, "null", zn_trial_null(a), "trials",
                   effect_json(&answer->effect[k]), "null_trials", a->by ? json_null() : effect_json(&answer->effect[t->n_analyses + k]),
                   "by_people", power_json(run, k));
}

/* --- Interim looks -------------------------------------------------------------------------------------------------------------------- */

static json_t *stops_json(const struct zn_trial_run *run, int look, int first, int n) {
  int above = 0, below = 0, futile = 0, reached = 0;
  for (int r = first; r < first + n; r++) {
    const struct zn_trial_stop *s = &run->stop[r];
    reached += s->look >= look;
    if (s->look != look) continue;
    above += s->effect > 0;
    below += s->effect < 0;
    futile += s->futile;
  }
  return json_pack("{s:i, s:i, s:i, s:i}", "reached", reached, "effect_above", above, "effect_below", below, "futile", futile);
}

/* The looks in their order; the last is the planned end. */
static json_t *interim_json(const struct zn_trial_run *run) {
  const struct zn_trial *t = run->study->trial;
  if (!run->stop) return json_null();
  json_t *looks = json_array();
  for (int k = 0; k <= t->n_interim; k++)
    looks = cli_json_with(
        looks, json_pack("{s:f, s:o, s:o, s:o}", "share", k < t->n_interim ? t->interim_share[k] : 1.0, "bound",
                         cli_json_number(run->interim_bound[k]), "trials", stops_json(run, k, 0, t->replicates), "null_trials",
                         t->null_replicates && !t->analysis[0].by ? stops_json(run, k, t->replicates, t->null_replicates) : json_null()));
  return json_pack("{s:s, s:o, s:o}", "spending", zn_spending_word(t->spending), "futility",
                   t->futility > 0.0 ? json_real(t->futility) : json_null(), "looks", looks);
}

/* --- Published and the rest ------------------------------------------------------------------------------------------------------------
 */

static json_t *reported_json(const struct zn_trial *t, const struct zn_trial_reported *r, const struct zn_trial_verdict *v) {
  const int of_arm = r->kind == ZN_REPORTED_ARM;
  return json_pack("{s:s, s:s, s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "label", r->label, "what",
                   zn_trial_reported_word(t, r), "analysis", optional(of_arm ? NULL : t->analysis[r->analysis].label), "arm",
                   optional(!of_arm || r->arm < 0 ? NULL : t->arm[r->arm].name), "endpoint",
                   optional(of_arm ? t->endpoint[r->endpoint].name : NULL), "unit", r->unit, "reported", cli_json_number(r->value),
                   "reported_low", cli_json_number(r->low), "reported_high", cli_json_number(r->high), "predicted",
                   cli_json_number(v->predicted), "low", cli_json_number(v->low), "high", cli_json_number(v->high), "inside",
                   truth(v->inside), "holds", truth(zn_trial_holds(r, v)), "fold_error", cli_json_number(v->fold), "source",
                   zn_source_info(r->source)->id);
}

static json_t *failures_json(const struct zn_trial_run *run) {
  json_t *all = json_array();
  for (int i = 0; i < run->n_outcomes; i++) {
    const struct zn_person_outcome *o = &run->outcome[i];
    all = cli_json_with(all, json_pack("{s:s, s:i, s:o, s:s}", "arm", run->study->trial->arm[o->cohort].name, "person", o->number, "time_h",
                                       cli_json_number(o->time_h), "text", *o->text ? o->text : zn_status_text(o->status)));
  }
  return all;
}

/* What is known of a trial whether or not it is finished. */
static json_t *begin(const struct zn_study *study, int finished) {
  const struct zn_trial *t = study->trial;
  return json_pack("{s:s, s:s, s:s, s:s, s:b, s:I, s:i, s:i, s:i}", "trial", study->name, "title", study->title, "version", zn_version(),
                   "data", zn_data_digest(), "finished", finished, "seed", (json_int_t)study->cohorts[0].seed, "people", t->people,
                   "replicates", t->replicates, "null_replicates", t->null_replicates);
}

int cli_trial_json(const struct cli_trial *answer) {
  const struct zn_trial_run *run = answer->run;
  const struct zn_trial *t = run->study->trial;
  json_t *analyses = json_array(), *reported = json_array(), *files = json_array();
  for (int k = 0; k < t->n_analyses; k++) analyses = cli_json_with(analyses, analysis_json(answer, k));
  for (int i = 0; i < t->n_reported; i++) reported = cli_json_with(reported, reported_json(t, &t->reported[i], &run->verdict[i]));
  for (int i = 0; i < answer->n_files; i++) files = cli_json_with(files, json_string(answer->files[i]));
  json_t *rest =
      json_pack("{s:I, s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "simulated", (json_int_t)run->people, "failed",
                (json_int_t)run->failed, "eligible", (json_int_t)run->eligible, "rescued", (json_int_t)run->rescued, "arms", arms_json(run),
                "everybody", endpoints_json(t, run->everybody), "analyses", analyses, "interim", interim_json(run), "reported", reported,
                "failures", failures_json(run), "files", files, "treatments", cli_given_json(run->study, run->library));
  return cli_json_answer(stdout, cli_json_joined(begin(run->study, 1), rest));
}

int cli_trial_json_unfinished(const struct zn_study *study, const struct zn_trial_progress *progress) {
  json_t *rest = json_pack("{s:I, s:I}", "done", (json_int_t)progress->done, "all", (json_int_t)progress->people);
  return cli_json_answer(stdout, cli_json_joined(begin(study, 0), rest));
}
