/* How people look: margins and correlations. */
#include <stdio.h>

#include "kinds.h"
#include "zonula/physique.h"

static json_t *margin(const struct zn_margin *m) {
  static const char *const among[] = {"", " (women)", " (men)"};
  const struct zn_attribute_info info = zn_attribute_info(m->attribute);
  const int share = m->kind == ZN_MARGIN_SHARE, normal = m->kind == ZN_MARGIN_NORMAL;
  char name[80];
  snprintf(name, sizeof name, "%s%s", info.name, among[m->among + 1]);
  return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:s, s:s}", "name", name, "unit", info.unit, "margin", zn_margin_word(m->kind),
                   "value", share || normal ? cli_json_number(m->value) : json_null(), "spread",
                   normal ? cli_json_number(m->spread) : json_null(), "low", share ? json_null() : cli_json_number(m->low), "high",
                   share ? json_null() : cli_json_number(m->high), "sources", cli_json_words(m->source), "grade", m->grade, "meaning",
                   m->meaning);
}

json_t *cli_all_attributes(const struct cli_known *known) {
  json_t *all = json_array();
  for (int i = 0; i < known->library->people->n_margins; i++) all = cli_json_with(all, margin(&known->library->people->margin[i]));
  return all;
}

static json_t *correlation(const struct zn_correlation *c) {
  const char *attribute = zn_attribute_info(c->attribute).name;
  const char *other = c->parameter >= 0 ? zn_parameter_info(c->parameter)->name : zn_attribute_info(c->other).name;
  char name[160];
  snprintf(name, sizeof name, "%s/%s", attribute, other);
  return json_pack("{s:s, s:s, s:s, s:f, s:o, s:s, s:s}", "name", name, "attribute", attribute, "with", other, "correlation",
                   c->correlation, "sources", cli_json_words(c->source), "grade", c->grade, "meaning", c->meaning);
}

json_t *cli_all_correlations(const struct cli_known *known) {
  json_t *all = json_array();
  for (int i = 0; i < known->library->people->n_correlations; i++)
    all = cli_json_with(all, correlation(&known->library->people->correlation[i]));
  return all;
}
