/* `zonula diet --json`. */
#include <string.h>

#include "diet_answer.h"

static json_t *spread_json(const struct zn_middle *s) {
  return json_pack("[o, o, o]", cli_json_number(s->low), cli_json_number(s->median), cli_json_number(s->high));
}

static json_t *changes_json(const struct zn_eaten *e, int arm) {
  json_t *all = json_object();
  for (int k = 0; k < ZN_EATEN_OUTCOMES; k++) {
    const struct zn_eaten_outcome_info info = zn_eaten_outcome_info((enum zn_eaten_outcome)k);
    const struct zn_eaten_change *c = &e->change[arm][k];
    json_t *one = json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:i}", "label", info.label, "unit", info.unit, "tag", info.tag, "before",
                            spread_json(&c->before), "after", spread_json(&c->after), "fold", spread_json(&c->fold), "people", c->people);
    all = cli_json_with_key(all, info.name, one);
  }
  return all;
}

static json_t *steps_json(const struct zn_eaten *e, int arm) {
  json_t *all = json_array();
  for (int i = 0; i < e->arm[arm].n_steps; i++)
    all = cli_json_with(
        all, json_pack("{s:s, s:f}", "diet", e->library->overlays[e->arm[arm].step[i].overlay].name, "days", e->arm[arm].step[i].days));
  return all;
}

static json_t *menu_json(const struct zn_overlay *diet, const struct zn_library *library) {
  json_t *all = json_array();
  for (int i = 0; i < diet->n_menu; i++)
    all = cli_json_with(
        all, json_pack("{s:s, s:f}", "food", library->foods->food[diet->menu[i].food].name, "g_per_day", diet->menu[i].g_per_day));
  return all;
}

static json_t *gives_json(const struct zn_menu_gives *g) {
  json_t *all = json_object();
  for (int k = 0; k < ZN_NUTRIENTS; k++)
    json_object_set_new(all, zn_nutrient_info(k).name,
                        json_pack("{s:o, s:b, s:f, s:f}", "amount", cli_json_number(g->amount[k]), "known", zn_menu_knows(g, k),
                                  "known_of_mass", g->known_mass[k], "known_of_energy", g->known_energy[k]));
  return all;
}

static json_t *index_json(const struct zn_dii *dii, const struct zn_dii_table *table) {
  json_t *parts = json_array();
  for (int i = 0; i < dii->of; i++) {
    const struct zn_dii_part *p = &dii->part[i];
    parts = cli_json_with(parts, json_pack("{s:s, s:s, s:b, s:o, s:o, s:o, s:o}", "parameter", table->parameter[i].name, "unit",
                                           table->parameter[i].unit, "known", p->known, "intake", cli_json_number(p->intake), "adds",
                                           cli_json_number(p->adds), "low", cli_json_number(p->low), "high", cli_json_number(p->high)));
  }
  return json_pack("{s:o, s:o, s:o, s:i, s:i, s:[f, f], s:o}", "index", cli_json_number(dii->index), "low", cli_json_number(dii->low),
                   "high", cli_json_number(dii->high), "known", dii->known, "of", dii->of, "published_range", ZN_DII_LEAST, ZN_DII_GREATEST,
                   "parts", parts);
}

static json_t *grades_json(const struct zn_overlay *diet, const struct zn_library *library) {
  double share[ZN_FOOD_GRADES];
  json_t *all = json_object();
  zn_menu_by_grade(share, library->foods, diet->menu, diet->n_menu);
  for (int g = 0; g < ZN_FOOD_GRADES; g++) json_object_set_new(all, zn_food_grades[g], json_real(share[g]));
  return all;
}

/* What the model takes a diet to be. */
static json_t *numbers_json(const struct zn_eaten_diet *d) {
  json_t *fibre = json_object();
  for (int k = 0; k < ZN_FIBRES; k++) {
    char kind[64];
    const char *column = zn_nutrient_info(ZN_FIRST_FIBRE + k).name;
    snprintf(kind, sizeof kind, "%.*s", (int)(strlen(column) - strlen("_g")), column);
    json_object_set_new(fibre, kind, json_real(d->fibre[k]));
  }
  return json_pack("{s:o, s:f, s:f, s:f, s:f, s:f}", "fibre_g", fibre, "starch_g", d->starch, "protein_g", d->protein, "fat_g", d->fat,
                   "gluten_g", d->gluten, "plants", d->plants);
}

static json_t *arm_json(const struct zn_eaten *e, int arm) {
  const struct zn_overlay *diet = zn_eaten_last(&e->arm[arm], e->library);
  const struct zn_eaten_diet *d = &e->diet[arm];
  char name[160];
  zn_eaten_arm_name(name, sizeof name, &e->arm[arm], e->library);
  return json_pack("{s:s, s:s, s:s, s:s, s:f, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "name", name, "title", diet->title, "grade", diet->grade,
                   "tag", diet->tag, "days", zn_eaten_days(&e->arm[arm]), "steps", steps_json(e, arm), "model", numbers_json(d), "menu",
                   d->has_menu ? menu_json(diet, e->library) : json_null(), "energy_by_grade",
                   d->has_menu ? grades_json(diet, e->library) : json_null(), "gives", d->has_menu ? gives_json(&d->gives) : json_null(),
                   "dii", d->has_menu ? index_json(&d->dii, e->library->dii) : json_null(), "outcomes", changes_json(e, arm));
}

json_t *cli_diets_json(const struct zn_eaten *e) {
  json_t *diets = json_array();
  for (int i = 0; i < e->n; i++) diets = cli_json_with(diets, arm_json(e, i));
  return json_pack("{s:i, s:i, s:I, s:s, s:o}", "people", e->people, "members", e->members, "seed", (json_int_t)e->seed, "caution",
                   "The index is a score of the quality of a diet, not a mechanism. Nothing here is advice to a person.", "diets", diets);
}
