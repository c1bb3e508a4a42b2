#include "physique.h"

#include <math.h>
#include <stdlib.h>

#include "base/normal.h"
#include "base/random.h"
#include "base/status.h"
#include "person.h"

#define WOMAN 0.0
#define MAN 1.0

static const struct zn_attribute_info infos[ZN_ATTRIBUTES] = {
#define INFO(name, word, unit, label) [ZN_ATTRIBUTE_##name] = {word, unit, label},
    ZN_ATTRIBUTE_LIST(INFO)
#undef INFO
};
struct zn_attribute_info zn_attribute_info(enum zn_attribute attribute) {
  return infos[attribute];
}

const char *zn_margin_word(enum zn_margin_kind kind) {
  static const char *const words[ZN_MARGIN_KINDS] = {
      [ZN_MARGIN_SHARE] = "share", [ZN_MARGIN_UNIFORM] = "uniform", [ZN_MARGIN_NORMAL] = "normal"};
  return words[kind];
}

/* --- How scores hang together --------------------------------------------------------------------------------------------------------- */

int zn_score_place(const struct zn_people_table *table, int parameter) {
  for (int i = 0; i < table->n_parameters; i++)
    if (table->parameter[i] == parameter) return i;
  return -1;
}

static enum zn_status add_parameters(struct zn_people_table *t, struct zn_error *error) {
  for (int i = 0; i < t->n_correlations; i++) {
    const int k = t->correlation[i].parameter;
    if (k < 0 || zn_score_place(t, k) >= 0) continue;
    if (t->n_parameters + ZN_SCORED_ATTRIBUTES == ZN_MOST_SCORES)
      return zn_fail(error, ZN_INPUT, "more than %d parameters are correlated", ZN_MOST_SCORES - ZN_SCORED_ATTRIBUTES);
    t->parameter[t->n_parameters++] = k;
  }
  t->n = t->n_parameters + ZN_SCORED_ATTRIBUTES;
  return ZN_OK;
}

static void add_correlations(struct zn_people_table *t) {
  for (int i = 0; i < t->n; i++) t->r[i][i] = 1.0;
  for (int i = 0; i < t->n_correlations; i++) {
    const struct zn_correlation *c = &t->correlation[i];
    const int a = t->n_parameters + (int)c->attribute;
    const int b = c->parameter >= 0 ? zn_score_place(t, c->parameter) : t->n_parameters + (int)c->other;
    t->r[a][b] = t->r[b][a] = c->correlation;
  }
}

/* Cholesky's factor of r. The rows of parameters, which are correlated with none before them, come out as they are. */
static enum zn_status factor(struct zn_people_table *t, struct zn_error *error) {
  for (int i = 0; i < t->n; i++)
    for (int j = 0; j <= i; j++) {
      double rest = t->r[i][j];
      for (int k = 0; k < j; k++) rest -= t->lower[i][k] * t->lower[j][k];
      if (i == j && rest < 1e-6)
        return zn_fail(error, ZN_INPUT, "nobody can be like that: what is correlated with '%s' leaves it no spread of its own",
                       infos[i - t->n_parameters].name);
      t->lower[i][j] = i == j ? sqrt(rest) : rest / t->lower[j][j];
    }
  return ZN_OK;
}

enum zn_status zn_people_table_join(struct zn_people_table *table, struct zn_error *error) {
  const struct zn_margin *sex = table->of[ZN_ATTRIBUTE_SEX][0];
  table->sex_bound = zn_normal_score(sex ? sex->value : 0.5);
  ZN_TRY(add_parameters(table, error));
  add_correlations(table);
  return factor(table, error);
}

/* --- What is given -------------------------------------------------------------------------------------------------------------------- */

/* Scores that are given. */
struct given {
  const struct zn_people_table *table;
  int n;
  int place[ZN_MOST_SCORES];
  double score[ZN_MOST_SCORES];
};

static void give(struct given *g, int place, double score) {
  g->place[g->n] = place;
  g->score[g->n++] = score;
}

/* Solves r x = x among what is given. */
static void solve(const struct given *g, double *x) {
  double l[ZN_MOST_SCORES][ZN_MOST_SCORES];
  for (int i = 0; i < g->n; i++)
    for (int j = 0; j <= i; j++) {
      double rest = g->table->r[g->place[i]][g->place[j]];
      for (int k = 0; k < j; k++) rest -= l[i][k] * l[j][k];
      l[i][j] = i == j ? sqrt(rest) : rest / l[j][j];
    }
  for (int i = 0; i < g->n; i++) {
    for (int k = 0; k < i; k++) x[i] -= l[i][k] * x[k];
    x[i] /= l[i][i];
  }
  for (int i = g->n - 1; i >= 0; i--) {
    for (int k = i + 1; k < g->n; k++) x[i] -= l[k][i] * x[k];
    x[i] /= l[i][i];
  }
}

static double with(const struct given *g, int place, const double *x) {
  double sum = 0.0;
  for (int i = 0; i < g->n; i++) sum += g->table->r[place][g->place[i]] * x[i];
  return sum;
}

/* The drawn scores moved to those of somebody in whom what is given is so: everything keeps what it has of its own. */
static void move(struct zn_scores *moved, const struct zn_scores *drawn, const struct given *g) {
  double x[ZN_MOST_SCORES];
  for (int i = 0; i < g->n; i++) x[i] = g->score[i] - drawn->of[g->place[i]];
  solve(g, x);
  for (int i = 0; i < g->table->n; i++) moved->of[i] = drawn->of[i] + with(g, i, x);
  for (int i = 0; i < g->n; i++) moved->of[g->place[i]] = g->score[i];
}

/* Mean and SD of a score, by what is given. */
static void expect(const struct given *g, int place, double *mean, double *sd) {
  double x[ZN_MOST_SCORES], y[ZN_MOST_SCORES];
  for (int i = 0; i < g->n; i++) x[i] = g->score[i], y[i] = g->table->r[place][g->place[i]];
  solve(g, x);
  solve(g, y);
  *mean = with(g, place, x);
  *sd = sqrt(fmax(1.0 - with(g, place, y), 1e-12));
}

/* --- Draws ------------------------------------------------------------------------------------------------------------------------------
 */

static int drawn_as(const struct zn_cohort *cohort, int number) { return cohort->named ? cohort->named->drawn_as[number] : number; }

static double named_attribute(const struct zn_cohort *cohort, int number, enum zn_attribute attribute) {
  if (!cohort->named || !cohort->named->attribute) return NAN;
  return cohort->named->attribute[(size_t)number * ZN_DRAWN_ATTRIBUTES + attribute];
}

/* Scores from the streams: parameters by their own, attributes from them and by their own. */
static void draw(struct zn_scores *drawn, const struct zn_people_table *t, const struct zn_cohort *cohort, int number, int candidate) {
  double own[ZN_MOST_SCORES];
  for (int i = 0; i < t->n; i++) {
    const int attribute = i - t->n_parameters;
    own[i] = attribute < 0 ? zn_person_score(cohort, number, t->parameter[i], candidate)
                           : zn_normal(cohort->seed, (uint32_t)number, zn_stream(infos[attribute].name), (uint32_t)candidate);
    drawn->of[i] = 0.0;
    for (int k = 0; k <= i; k++) drawn->of[i] += t->lower[i][k] * own[k];
  }
}

static double margin_low(const struct zn_cohort *cohort, const struct zn_library *library, double *high) {
  const struct zn_margin *age = library->people->of[ZN_ATTRIBUTE_AGE][0];
  double low = age->low;
  *high = age->high;
  for (int i = 0; i < cohort->n_overlays; i++) {
    const struct zn_overlay *o = &library->overlays[cohort->overlays[i]];
    if (o->age_high > 0.0) low = o->age_low, *high = o->age_high;
  }
  return low;
}

/* The score at which a share of the people is reached; the ends are held off infinity. */
static double score_of_share(double share) { return zn_normal_score(fmin(fmax(share, 1e-12), 1.0 - 1e-12)); }

/* A score between two ends, as far between them as `share` of those who are there. */
static double score_between(double mean, double sd, double low, double high, double share) {
  const double a = zn_normal_below((low - mean) / sd), b = zn_normal_below((high - mean) / sd);
  return fmin(fmax(mean + sd * score_of_share(a + share * (b - a)), low), high);
}

/* Parameters whose value is typed: by the table of people, or by the study for the whole cohort. */
static void give_parameters(struct given *g, const struct zn_cohort *cohort, int number, const double *median, const double *spread) {
  for (int i = 0; i < g->table->n_parameters; i++) {
    const int k = g->table->parameter[i];
    double value = NAN;
    for (int c = 0; c < cohort->n_changes; c++)
      if (cohort->changes[c].parameter == k) value = cohort->changes[c].kind == ZN_CHANGE_SET ? cohort->changes[c].value : NAN;
    for (int c = 0; cohort->named && c < cohort->named->n; c++)
      if (cohort->named->parameter[c] == k) value = cohort->named->value[(size_t)number * (size_t)cohort->named->n + (size_t)c];
    if (value > 0.0 && median[k] > 0.0) give(g, i, log(value / median[k]) / (spread[k] > 0.0 ? spread[k] : zn_parameter_info(k)->spread));
  }
}

static void give_age(struct given *g, const struct zn_scores *now, const struct zn_cohort *cohort, const struct zn_library *library,
                     int number) {
  const int place = g->table->n_parameters + ZN_ATTRIBUTE_AGE;
  const double age = named_attribute(cohort, number, ZN_ATTRIBUTE_AGE);
  double high, mean, sd;
  const double low = margin_low(cohort, library, &high);
  if (isfinite(age)) {
    give(g, place, score_of_share((age - low) / (high - low)));
    return;
  }
  if (!cohort->choice.by_age) return;
  expect(g, place, &mean, &sd);
  give(g, place,
       score_between(mean, sd, score_of_share((cohort->choice.age_low - low) / (high - low)),
                     score_of_share((cohort->choice.age_high - low) / (high - low)), zn_normal_below((now->of[place] - mean) / sd)));
}

static void give_sex(struct given *g, const struct zn_scores *now, const struct zn_cohort *cohort, int number) {
  const int place = g->table->n_parameters + ZN_ATTRIBUTE_SEX;
  const double sex = named_attribute(cohort, number, ZN_ATTRIBUTE_SEX), bound = g->table->sex_bound;
  const double women = isfinite(sex) ? (sex == WOMAN ? 1.0 : 0.0) : cohort->choice.women;
  double mean, sd;
  if (!isfinite(sex) && !cohort->choice.by_sex) return;
  expect(g, place, &mean, &sd);
  const double share = zn_normal_below((now->of[place] - mean) / sd);
  if (share < women)
    give(g, place, score_between(mean, sd, -INFINITY, nextafter(bound, -INFINITY), share / women));
  else
    give(g, place, score_between(mean, sd, bound, INFINITY, (share - women) / (1.0 - women)));
}

static double sex_of(const struct zn_people_table *t, const struct zn_scores *scores) {
  return scores->of[t->n_parameters + ZN_ATTRIBUTE_SEX] < t->sex_bound ? WOMAN : MAN;
}

/* Lengths that the table of people gives; it gives the sex as well. */
static void give_lengths(struct given *g, const struct zn_scores *now, const struct zn_cohort *cohort, int number) {
  static const enum zn_attribute lengths[] = {ZN_ATTRIBUTE_HEIGHT, ZN_ATTRIBUTE_SMALL_BOWEL};
  for (int i = 0; i < 2; i++) {
    const double length = named_attribute(cohort, number, lengths[i]);
    const struct zn_margin *m = g->table->of[lengths[i]][(int)sex_of(g->table, now)];
    if (isfinite(length)) give(g, g->table->n_parameters + (int)lengths[i], (length - m->value) / m->spread);
  }
}

int zn_is_moved(const struct zn_cohort *cohort, int number) {
  if (cohort->choice.by_sex || cohort->choice.by_age) return 1;
  for (int a = 0; a < ZN_SCORED_ATTRIBUTES; a++)
    if (isfinite(named_attribute(cohort, cohort->named ? drawn_as(cohort, number) : 0, (enum zn_attribute)a))) return 1;
  return 0;
}

void zn_scores_draw(struct zn_scores *scores, const struct zn_cohort *cohort, const struct zn_library *library, int number, int candidate,
                    const double *median, const double *spread) {
  struct zn_scores drawn;
  struct given given = {.table = library->people};
  const int as = drawn_as(cohort, number);
  draw(&drawn, library->people, cohort, as, candidate);
  *scores = drawn;
  give_parameters(&given, cohort, as, median, spread);
  if (given.n) move(scores, &drawn, &given);
  give_age(&given, scores, cohort, library, as);
  give_sex(&given, scores, cohort, as);
  if (given.n) move(scores, &drawn, &given);
  give_lengths(&given, scores, cohort, as);
  if (given.n) move(scores, &drawn, &given);
}

/* --- What they mean ---------------------------------------------------------------------------------------------------------------------
 */

static double length_of(const struct zn_people_table *t, const struct zn_scores *scores, enum zn_attribute attribute, double sex) {
  const struct zn_margin *m = t->of[attribute][(int)sex];
  return fmin(fmax(m->value + m->spread * scores->of[t->n_parameters + (int)attribute], m->low), m->high);
}

/* Who has lost tolerance of gluten carries it. */
static double carries(const struct zn_cohort *cohort, const struct zn_library *library, int number, int candidate) {
  const struct zn_margin *m = library->people->of[ZN_ATTRIBUTE_HLA][0];
  return zn_uniform(cohort->seed, (uint32_t)number, zn_stream(infos[ZN_ATTRIBUTE_HLA].name), (uint32_t)candidate) < m->value;
}

void zn_scores_attributes(struct zn_physique *p, const struct zn_scores *scores, const struct zn_cohort *cohort,
                          const struct zn_library *library, int number, int candidate) {
  const struct zn_people_table *t = library->people;
  double high;
  const double low = margin_low(cohort, library, &high), sex = sex_of(t, scores);
  for (int a = 0; a < ZN_ATTRIBUTES; a++) p->value[a] = NAN;
  p->value[ZN_ATTRIBUTE_SEX] = sex;
  p->value[ZN_ATTRIBUTE_AGE] = low + (high - low) * zn_normal_below(scores->of[t->n_parameters + ZN_ATTRIBUTE_AGE]);
  p->value[ZN_ATTRIBUTE_HEIGHT] = length_of(t, scores, ZN_ATTRIBUTE_HEIGHT, sex);
  p->value[ZN_ATTRIBUTE_SMALL_BOWEL] = length_of(t, scores, ZN_ATTRIBUTE_SMALL_BOWEL, sex);
  p->value[ZN_ATTRIBUTE_HLA] = carries(cohort, library, drawn_as(cohort, number), candidate);
  for (int a = 0; a < ZN_DRAWN_ATTRIBUTES; a++) {
    const double given = named_attribute(cohort, number, (enum zn_attribute)a);
    if (isfinite(given)) p->value[a] = given;
  }
}

void zn_physique_follow(struct zn_physique *p, double weight, double filtration) {
  const double kg = 1e3, m = 1e-2 * p->value[ZN_ATTRIBUTE_HEIGHT], minutes_per_h = 60.0;
  p->value[ZN_ATTRIBUTE_BODY_MASS_INDEX] = weight / kg / (m * m);
  p->value[ZN_ATTRIBUTE_FILTRATION] = filtration * weight / minutes_per_h;
}

enum zn_status zn_scores_of_person(struct zn_scores *scores, const struct zn_cohort *cohort, const struct zn_library *library, int number,
                                   int candidate, struct zn_error *error) {
  struct zn_cohort by_condition = *cohort;
  struct zn_parameters median;
  if (!library->people) return zn_fail(error, ZN_ARGUMENT, "this library says nothing of how people look");
  double *spread = malloc((size_t)zn_parameter_count() * sizeof *spread);
  if (!spread) return zn_fail(error, ZN_MEMORY, "no memory for a person");
  by_condition.n_changes = 0;
  zn_cohort_numbers(&by_condition, library, &median, spread);
  zn_scores_draw(scores, cohort, library, number, candidate, (const double *)&median, spread);
  free(spread);
  return ZN_OK;
}

enum zn_status zn_person_physique(struct zn_physique *physique, const struct zn_parameters *person, const struct zn_cohort *cohort,
                                  const struct zn_library *library, int number, struct zn_error *error) {
  struct zn_scores scores;
  double weight;
  int candidate;
  ZN_TRY(zn_person_candidate(&candidate, &weight, cohort, library, number, error));
  ZN_TRY(zn_scores_of_person(&scores, cohort, library, number, candidate, error));
  zn_scores_attributes(physique, &scores, cohort, library, number, candidate);
  if (person->immune_hla_dq >= 0.5) physique->value[ZN_ATTRIBUTE_HLA] = 1.0;
  zn_physique_follow(physique, person->person_weight, person->solute_glomerular_filtration);
  return ZN_OK;
}
