/* Claims, with the findings behind them. */
#include "kinds.h"

static json_t *count(int value) { return value > 0 ? json_integer(value) : json_null(); }

static json_t *finding(const struct zn_finding *f) {
  json_t *object =
      json_pack("{s:s, s:s, s:s, s:s}", "question", f->question, "people", f->people, "comparison", f->comparison, "outcome", f->outcome);
  json_t *numbers =
      json_pack("{s:o, s:o, s:o, s:o, s:o, s:s}", "studies", count(f->studies), "participants", count(f->participants), "effect",
                cli_json_number(f->effect), "low", cli_json_number(f->low), "high", cli_json_number(f->high), "measure", f->measure);
  json_t *rest = json_pack("{s:s, s:s, s:s}", "certainty", zn_claim_grade_name(f->certainty), "lowered", f->lowered, "source",
                           zn_source_info(f->source)->id);
  return cli_json_joined(cli_json_joined(object, numbers), rest);
}

static json_t *findings(const struct zn_claims *claims, const struct zn_claim *claim) {
  json_t *all = json_array();
  for (int i = 0; i < claim->n_findings; i++) all = cli_json_with(all, finding(&claims->findings[claim->first_finding + i]));
  return all;
}

static json_t *sources(const struct zn_claim *claim) {
  json_t *ids = json_array();
  for (int i = 0; i < claim->n_sources; i++) ids = cli_json_with(ids, json_string(zn_source_info(claim->sources[i])->id));
  return ids;
}

static json_t *claim_object(const struct zn_claims *claims, const struct zn_claim *c) {
  json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id", c->id, "section", c->section, "claim", c->claim, "kind",
                             zn_claim_kind_name(c->kind), "stance", zn_claim_stance_name(c->stance), "certainty",
                             zn_claim_sureness_name(c->certainty), "evidence", c->evidence);
  json_t *rest = json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:o, s:o}", "grade", zn_claim_grade_name(c->grade), "lowered", c->lowered,
                           "changed", c->changed, "tag", zn_claim_tag_name(c->tag), "experiment", c->experiment, "must_hold", c->must_hold,
                           "how", c->how, "findings", findings(claims, c), "sources", sources(c));
  return cli_json_joined(object, rest);
}

json_t *cli_all_claims(const struct cli_known *known) {
  json_t *all = json_array();
  for (int i = 0; i < known->claims->n_claims; i++) all = cli_json_with(all, claim_object(known->claims, &known->claims->claims[i]));
  return all;
}
