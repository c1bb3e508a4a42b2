#include "claims_json.h"

#include <string.h>

static json_t *criterion_object(const char *label, const struct zn_criterion_result *c, int members) {
  return json_pack("{s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:i, s:i, s:i, s:o, s:o}", "label", label, "asked", zn_criterion_word(c->kind),
                   "holds", c->holds, "statistic", cli_json_number(c->statistic), "survives", cli_json_number(c->survives), "lo90",
                   cli_json_number(c->lo90), "hi90", cli_json_number(c->hi90), "members_hold", c->members_hold, "people", c->people,
                   "without_value", c->without, "quantiles", cli_json_numbers(c->quantile, 5), "members",
                   cli_json_numbers(c->member, members));
}

static json_t *criteria(const struct zn_experiment_result *r, const struct zn_outcome *outcome) {
  json_t *all = json_array();
  for (int k = 0; k < r->n_criteria; k++) all = cli_json_with(all, criterion_object(r->label[k], &outcome->criterion[k], r->members));
  return all;
}

static json_t *broken(const struct zn_experiment_result *r) {
  json_t *all = json_array();
  for (int b = 0; b < r->n_broken; b++)
    all = cli_json_with(
        all, json_pack("{s:s, s:b, s:o}", "without", r->without[b], "holds", r->broken[b].holds, "criteria", criteria(r, &r->broken[b])));
  return all;
}

static json_t *sources(const struct zn_claim *claim) {
  json_t *all = json_array();
  for (int i = 0; i < claim->n_sources; i++) all = cli_json_with(all, json_string(zn_source_info(claim->sources[i])->id));
  return all;
}

/* "not_simulatable" also where there is no experiment: the verdict of a model that was not asked. */
static const char *verdict_name(enum zn_claim_verdict verdict) {
  return verdict == ZN_CLAIM_UNTRIED || verdict == ZN_CLAIM_UNTRIABLE ? "not_simulatable" : zn_claim_verdict_words(verdict);
}

static json_t *claim_object(const struct cli_claims *claims, int row) {
  const struct zn_claim *c = &claims->claims->claims[row];
  const struct zn_experiment_result *r;
  const enum zn_claim_verdict verdict = cli_claim_verdict(claims, row, &r);
  const struct zn_criterion_result *worst = r ? cli_worst_of(&r->intact) : NULL;
  const int newest = zn_claim_newest_source(c);
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:b, s:o, s:s, s:b, s:s, s:o, s:o, s:o}", "id", c->id, "claim", c->claim,
                   "grade", zn_claim_grade_name(c->grade), "tag", zn_claim_tag_name(c->tag), "verdict", verdict_name(verdict), "survives",
                   worst ? cli_json_number(worst->survives) : json_null(), "lo90", worst ? cli_json_number(worst->lo90) : json_null(),
                   "hi90", worst ? cli_json_number(worst->hi90) : json_null(), "must_hold", c->must_hold, "sources", sources(c), "changed",
                   c->changed, "outdated", zn_claim_is_outdated(c), "experiment", c->experiment, "newest_source",
                   newest >= 0 ? json_string(zn_source_info(newest)->id) : json_null(), "criteria",
                   r ? criteria(r, &r->intact) : json_array(), "broken", r ? broken(r) : json_array());
}

json_t *cli_claims_json(const struct cli_claims *claims) {
  json_t *all = json_array();
  for (int i = 0; i < claims->n_chosen; i++) all = cli_json_with(all, claim_object(claims, claims->chosen[i]));
  return all;
}

json_t *cli_experiment_json(const struct zn_study *study, const struct zn_experiment_result *r) {
  return json_pack("{s:s, s:s, s:b, s:i, s:i, s:o, s:o}", "experiment", study->name, "asks", study->experiment->asks, "holds",
                   r->intact.holds, "people", r->people, "members", r->members, "criteria", criteria(r, &r->intact), "broken", broken(r));
}
