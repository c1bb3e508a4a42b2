/* What people look like: margins, correlations, what follows from a given sex or age, and published numbers that nothing was made from. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/normal.h"
#include "human.h"
#include "study/person.h"

enum { CROWD = 20000 };

/* Everybody of one cohort. */
struct crowd {
  struct zn_parameters *person;
  struct zn_physique *looks;
};
static struct crowd plain;

static struct crowd draw_all(const struct zn_cohort *cohort) {
  struct crowd c = {malloc(CROWD * sizeof *c.person), malloc(CROWD * sizeof *c.looks)};
  struct zn_error error = {0};
  assert_true(c.person && c.looks);
  for (int i = 0; i < CROWD; i++)
    if (zn_person_draw(&c.person[i], cohort, humans_library(), i, &error) != ZN_OK ||
        zn_person_physique(&c.looks[i], &c.person[i], cohort, humans_library(), i, &error) != ZN_OK)
      fail_msg("%s", error.text);
  return c;
}

static void leave(struct crowd *c) {
  free(c->person);
  free(c->looks);
}

static int begin(void **state) {
  (void)state;
  plain = draw_all(&(struct zn_cohort){.name = (char *)"plain", .people = CROWD, .seed = 71});
  return 0;
}

static int end(void **state) {
  leave(&plain);
  return humans_end(state);
}

static double look(const struct crowd *c, int i, enum zn_attribute a) { return c->looks[i].value[a]; }
static int is_man(const struct crowd *c, int i) { return look(c, i, ZN_ATTRIBUTE_SEX) == 1.0; }
static double parameter(const struct crowd *c, int i, int k) { return ((const double *)&c->person[i])[k]; }

/* Mean and SD of those of that sex (-1: of all). */
static void summary(const struct crowd *c, const double *value, int sex, double *mean, double *sd) {
  double n = 0.0, sum = 0.0, square = 0.0;
  for (int i = 0; i < CROWD; i++)
    if (sex < 0 || is_man(c, i) == sex) n++, sum += value[i];
  *mean = sum / n;
  for (int i = 0; i < CROWD; i++)
    if (sex < 0 || is_man(c, i) == sex) square += (value[i] - *mean) * (value[i] - *mean);
  *sd = sqrt(square / n);
}

static double mean_of(const struct crowd *c, double (*of)(const struct crowd *, int), int sex, double *sd) {
  static double value[CROWD];
  double mean, unused;
  for (int i = 0; i < CROWD; i++) value[i] = of(c, i);
  summary(c, value, sex, &mean, sd ? sd : &unused);
  return mean;
}

static double age(const struct crowd *c, int i) { return look(c, i, ZN_ATTRIBUTE_AGE); }
static double height(const struct crowd *c, int i) { return look(c, i, ZN_ATTRIBUTE_HEIGHT); }
static double mass_index(const struct crowd *c, int i) { return look(c, i, ZN_ATTRIBUTE_BODY_MASS_INDEX); }
static double kg(const struct crowd *c, int i) { return 1e-3 * c->person[i].person_weight; }
static double filtration(const struct crowd *c, int i) { return look(c, i, ZN_ATTRIBUTE_FILTRATION); }
static double carrier(const struct crowd *c, int i) { return look(c, i, ZN_ATTRIBUTE_HLA); }
static double man(const struct crowd *c, int i) { return is_man(c, i); }
/* By the surface of Mosteller 1987, to 1.73 m2. */
static double normal_filtration(const struct crowd *c, int i) { return filtration(c, i) * 1.73 / sqrt(height(c, i) * kg(c, i) / 3600.0); }
static double colon_h(const struct crowd *c, int i) {
  const double *time = c->person[i].solute_colon_time;
  return time[0] + time[1] + time[2];
}
static double wall(const struct crowd *c, int i) { return log(c->person[i].epithelium_constitutive_leak); }

static double correlation(const struct crowd *c, double (*x)(const struct crowd *, int), double (*y)(const struct crowd *, int), int sex) {
  double mx, my, sx, sy, sum = 0.0, n = 0.0;
  mx = mean_of(c, x, sex, &sx);
  my = mean_of(c, y, sex, &sy);
  for (int i = 0; i < CROWD; i++)
    if (sex < 0 || is_man(c, i) == sex) sum += (x(c, i) - mx) * (y(c, i) - my), n++;
  return sum / n / (sx * sy);
}

static void near(double found, double wanted, double error, const char *what) {
  if (!(fabs(found - wanted) <= error)) fail_msg("%s: %g instead of %g, more than %g off", what, found, wanted, error);
}

/* --- Margins ----------------------------------------------------------------------------------------------------------------------------
 */

static void attributes_have_the_margins_of_their_table(void **state) {
  (void)state;
  const struct zn_people_table *t = humans_library()->people;
  double sd;
  near(mean_of(&plain, man, -1, NULL), 1.0 - t->of[ZN_ATTRIBUTE_SEX][0]->value, 4.0 * 0.5 / sqrt(CROWD), "men");
  near(mean_of(&plain, carrier, -1, NULL), t->of[ZN_ATTRIBUTE_HLA][0]->value, 4.0 * 0.5 / sqrt(CROWD), "carriers");
  near(mean_of(&plain, age, -1, &sd), 49.0, 4.0 * 18.0 / sqrt(CROWD), "age");
  near(sd, 62.0 / sqrt(12.0), 0.25, "SD of age");
  for (int sex = 0; sex < 2; sex++) {
    const struct zn_margin *m = t->of[ZN_ATTRIBUTE_HEIGHT][sex];
    near(mean_of(&plain, height, sex, &sd), m->value, 4.0 * m->spread / sqrt(0.5 * CROWD), "height");
    near(sd, m->spread, 4.0 * m->spread / sqrt(CROWD), "SD of height");
  }
}

/* The margins of parameters know nothing of looks: who is drawn without a library that knows these is the same to the last bit. */
static void nobody_is_somebody_else_because_looks_are_known(void **state) {
  (void)state;
  struct zn_library without = *humans_library();
  const struct zn_cohort cohort = {.name = (char *)"plain", .people = CROWD, .seed = 71};
  struct zn_parameters person;
  struct zn_error error = {0};
  without.people = NULL;
  for (int i = 0; i < 200; i++) {
    assert_int_equal(zn_person_draw(&person, &cohort, &without, i, &error), ZN_OK);
    assert_memory_equal(&person, &plain.person[i], sizeof person);
  }
  assert_int_equal(zn_person_physique(&(struct zn_physique){{0}}, &person, &cohort, &without, 0, &error), ZN_ARGUMENT);
}

/* --- Correlations -------------------------------------------------------------------------------------------------------------------- */

/* The normal score that stands behind somebody's parameter or attribute. */
static double score_of(const struct crowd *c, int i, int k, enum zn_attribute a) {
  const struct zn_people_table *t = humans_library()->people;
  if (k >= 0)
    return log(parameter(c, i, k) / (zn_parameter_info(k)->value * zn_parameter_info(k)->to_internal)) / zn_parameter_info(k)->spread;
  if (a == ZN_ATTRIBUTE_AGE) return zn_normal_score((age(c, i) - 18.0) / 62.0);
  const struct zn_margin *m = t->of[a][is_man(c, i)];
  return (look(c, i, a) - m->value) / m->spread;
}

/* Sex shows its score only as a sign: the difference of the sexes in another score is r times that of two halves of a normal. */
static void correlations_are_those_of_the_table(void **state) {
  (void)state;
  const struct zn_people_table *t = humans_library()->people;
  const double halves = 4.0 / sqrt(2.0 * acos(-1.0));
  for (int r = 0; r < t->n_correlations; r++) {
    const struct zn_correlation *c = &t->correlation[r];
    double by_sex[2] = {0.0, 0.0}, n[2] = {0.0, 0.0}, sum = 0.0;
    for (int i = 0; i < CROWD; i++) {
      const double other = score_of(&plain, i, c->parameter, c->other);
      by_sex[is_man(&plain, i)] += other, n[is_man(&plain, i)]++;
      if (c->attribute != ZN_ATTRIBUTE_SEX) sum += other * score_of(&plain, i, -1, c->attribute) / CROWD;
    }
    const double found = c->attribute == ZN_ATTRIBUTE_SEX ? (by_sex[1] / n[1] - by_sex[0] / n[0]) / halves : sum;
    near(found, c->correlation, 0.03, zn_attribute_info(c->attribute).name);
  }
}

static void what_stands_in_no_row_is_not_correlated(void **state) {
  (void)state;
  near(correlation(&plain, wall, height, -1), 0.0, 0.03, "wall and height");
  near(correlation(&plain, wall, man, -1), 0.0, 0.03, "wall and sex");
  near(correlation(&plain, age, kg, -1), 0.0, 0.03, "age and weight");
  near(correlation(&plain, carrier, kg, -1), 0.0, 0.03, "HLA and weight");
}

/* --- Published, and not used for the tables ---------------------------------------------------------------------------------------------
 */

/* NHANES 2015-2016: 29.1 and 29.6 kg/m2, the sexes alike to 2 %; these people are lighter, of both sexes. */
static void both_sexes_have_the_same_body_mass_index(void **state) {
  (void)state;
  double sd;
  const double women = mean_of(&plain, mass_index, 0, NULL), men = mean_of(&plain, mass_index, 1, &sd);
  near(men / women, 29.1 / 29.6, 0.03, "body mass index of men over that of women");
  assert_true(women > 23.0 && women < 27.0 && sd > 2.0);
  near(correlation(&plain, mass_index, height, 0), 0.0, 0.12, "body mass index and height");
}

/* Fenton 2018: 92.0 and 88.1 mL/min per 1.73 m2; Poggio 2009: 4 less in ten years until 45, 8 after. */
static void kidneys_filter_by_sex_and_age_as_in_donors(void **state) {
  (void)state;
  double sum[3] = {0.0}, n[3] = {0.0};
  near(mean_of(&plain, normal_filtration, 1, NULL) / mean_of(&plain, normal_filtration, 0, NULL), 92.0 / 88.1, 0.02, "filtration by sex");
  for (int i = 0; i < CROWD; i++) {
    const int third = age(&plain, i) < 30.0 ? 0 : age(&plain, i) < 60.0 ? 1 : 2;
    sum[third] += normal_filtration(&plain, i), n[third]++;
  }
  const double per_decade = (sum[0] / n[0] - sum[2] / n[2]) / 4.6; /* from 24 to 70 years */
  if (!(per_decade > 4.0 && per_decade < 8.0)) fail_msg("%g mL/min are lost in ten years", per_decade);
}

/* Degen 1996 and Jung 2003: the colon of women is slower. */
static void colons_of_women_are_slower(void **state) {
  (void)state;
  const double women = mean_of(&plain, colon_h, 0, NULL), men = mean_of(&plain, colon_h, 1, NULL);
  assert_true(women > 1.05 * men && women < 30.1 / 22.3 * men);
}

/* Teitelbaum 2013: sex, height, age and weight together explain 8 % of the length of the small bowel. */
static double bowel(const struct crowd *c, int i) { return look(c, i, ZN_ATTRIBUTE_SMALL_BOWEL); }
static void height_explains_little_of_the_bowel(void **state) {
  (void)state;
  const double r = correlation(&plain, bowel, height, -1);
  assert_true(r * r > 0.04 && r * r < 0.12);
}

/* --- Who is given -------------------------------------------------------------------------------------------------------------------- */

/* Choosing men of an age gives the people who are men of that age, with all that goes with it. */
static void men_of_an_age_are_like_the_men_of_that_age_among_all(void **state) {
  (void)state;
  const struct zn_choice choice = {.by_sex = 1, .women = 0.0, .by_age = 1, .age_low = 50.0, .age_high = 70.0};
  struct crowd chosen = draw_all(&(struct zn_cohort){.name = (char *)"men", .people = CROWD, .seed = 72, .choice = choice});
  double (*const of[])(const struct crowd *, int) = {kg, height, filtration, colon_h, age, wall, bowel};
  static double here[CROWD];
  for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
    double mean, sd, n = 0.0, sum = 0.0, square = 0.0;
    for (int i = 0; i < CROWD; i++) here[i] = of[k](&chosen, i);
    summary(&chosen, here, 1, &mean, &sd);
    for (int i = 0; i < CROWD; i++) {
      if (!is_man(&plain, i) || age(&plain, i) < 50.0 || age(&plain, i) > 70.0) continue;
      n++, sum += of[k](&plain, i), square += of[k](&plain, i) * of[k](&plain, i);
    }
    const double theirs = sqrt(square / n - sum / n * sum / n);
    near(mean, sum / n, 4.5 * theirs / sqrt(n), "mean of the chosen");
    near(sd, theirs, 4.5 * theirs / sqrt(2.0 * n), "SD of the chosen");
  }
  for (int i = 0; i < CROWD; i++) assert_true(is_man(&chosen, i) && age(&chosen, i) >= 50.0 && age(&chosen, i) <= 70.0);
  leave(&chosen);
}

/* The same person in a cohort of women and one of men differs only in what goes with sex. */
static void a_choice_moves_what_goes_with_it_and_nothing_else(void **state) {
  (void)state;
  const struct zn_cohort women = {.seed = 5, .choice = {.by_sex = 1, .women = 1.0}},
                         men = {.seed = 5, .choice = {.by_sex = 1, .women = 0.0}};
  struct zn_parameters p[2];
  struct zn_error error = {0};
  for (int i = 0; i < 100; i++) {
    assert_int_equal(zn_person_draw(&p[0], &women, humans_library(), i, &error), ZN_OK);
    assert_int_equal(zn_person_draw(&p[1], &men, humans_library(), i, &error), ZN_OK);
    for (int k = 0; k < zn_parameter_count(); k++) {
      const char *name = zn_parameter_info(k)->name;
      const int goes = strcmp(name, "person_weight") == 0 || strncmp(name, "solute_colon_time", 17) == 0;
      if ((((double *)&p[0])[k] != ((double *)&p[1])[k]) != goes) fail_msg("%s of person %d", name, i);
    }
    assert_true(p[0].person_weight < p[1].person_weight);
  }
}

static void a_share_of_women_is_kept(void **state) {
  (void)state;
  struct crowd c = draw_all(&(struct zn_cohort){.name = (char *)"c", .people = CROWD, .seed = 73, .choice = {.by_sex = 1, .women = 0.7}});
  near(mean_of(&c, man, -1, NULL), 0.3, 4.0 * 0.46 / sqrt(CROWD), "men");
  near(mean_of(&c, kg, 0, NULL), mean_of(&plain, kg, 0, NULL), 0.5, "weight of women");
  leave(&c);
}

/* A weight that is typed is of somebody who weighs that: tall for women, and more often a man. */
static void looks_follow_a_weight_that_is_typed(void **state) {
  (void)state;
  struct zn_change heavy = {zn_parameter_find("person_weight"), ZN_CHANGE_SET, 85e3};
  struct crowd c = draw_all(&(struct zn_cohort){.name = (char *)"c", .people = CROWD, .seed = 74, .n_changes = 1, .changes = &heavy});
  double men = 0.0, n = 0.0, tall = 0.0;
  for (int i = 0; i < CROWD; i++)
    if (kg(&plain, i) > 83.0 && kg(&plain, i) < 87.0) n++, men += is_man(&plain, i), tall += height(&plain, i);
  near(mean_of(&c, man, -1, NULL), men / n, 0.05, "men among the heavy");
  near(mean_of(&c, height, -1, NULL), tall / n, 1.0, "height of the heavy");
  leave(&c);
}

/* --- Conditions ---------------------------------------------------------------------------------------------------------------------- */

static void old_age_is_old_and_who_is_intolerant_of_gluten_carries_the_gene(void **state) {
  (void)state;
  const char *const names[] = {"elderly", "coeliac_untreated"};
  for (int k = 0; k < 2; k++) {
    int overlay = zn_library_overlay(humans_library(), ZN_OVERLAY_CONDITION, names[k]);
    const struct zn_cohort cohort = {.name = (char *)"c", .seed = 3, .n_overlays = 1, .overlays = &overlay};
    struct zn_parameters person;
    struct zn_physique looks;
    struct zn_error error = {0};
    assert_true(overlay >= 0);
    for (int i = 0; i < 200; i++) {
      assert_int_equal(zn_person_draw(&person, &cohort, humans_library(), i, &error), ZN_OK);
      assert_int_equal(zn_person_physique(&looks, &person, &cohort, humans_library(), i, &error), ZN_OK);
      assert_true(k == 1 || (looks.value[ZN_ATTRIBUTE_AGE] >= 70.0 && looks.value[ZN_ATTRIBUTE_AGE] <= 90.0));
      assert_true(k == 0 || looks.value[ZN_ATTRIBUTE_HLA] == 1.0);
    }
  }
}

/* --- The table ----------------------------------------------------------------------------------------------------------------------- */

static void correlations_that_nobody_could_have_are_refused(void **state) {
  (void)state;
  struct zn_correlation row[2] = {{.attribute = ZN_ATTRIBUTE_SEX, .parameter = zn_parameter_find("person_weight"), .correlation = 0.8},
                                  {.attribute = ZN_ATTRIBUTE_SEX, .parameter = zn_parameter_find("immune_gain"), .correlation = 0.7}};
  struct zn_people_table table = {.n_correlations = 2, .correlation = row};
  struct zn_error error = {0};
  assert_int_equal(zn_people_table_join(&table, &error), ZN_INPUT);
  assert_non_null(strstr(error.text, "'sex'"));
  row[1].correlation = 0.5;
  table = (struct zn_people_table){.n_correlations = 2, .correlation = row};
  assert_int_equal(zn_people_table_join(&table, &error), ZN_OK);
}

static void normal_scores_and_probabilities_belong_together(void **state) {
  (void)state;
  for (double p = 1e-12; p < 0.5; p *= 1.7) near(zn_normal_below(zn_normal_score(p)) / p, 1.0, 1e-12, "small probability");
  for (double z = -3.0; z < 6.0; z += 0.01) near(zn_normal_score(zn_normal_below(z)), z, 1e-15 * exp(0.5 * z * z) + 1e-14, "score");
  near(zn_normal_score(0.975), 1.959963984540054, 1e-14, "z");
  near(zn_normal_score(0.5), 0.0, 1e-15, "middle");
  near(zn_normal_score(0.1), -1.2815515655446004, 1e-14, "tenth");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(attributes_have_the_margins_of_their_table),
      cmocka_unit_test(nobody_is_somebody_else_because_looks_are_known),
      cmocka_unit_test(correlations_are_those_of_the_table),
      cmocka_unit_test(what_stands_in_no_row_is_not_correlated),
      cmocka_unit_test(both_sexes_have_the_same_body_mass_index),
      cmocka_unit_test(kidneys_filter_by_sex_and_age_as_in_donors),
      cmocka_unit_test(colons_of_women_are_slower),
      cmocka_unit_test(height_explains_little_of_the_bowel),
      cmocka_unit_test(men_of_an_age_are_like_the_men_of_that_age_among_all),
      cmocka_unit_test(a_choice_moves_what_goes_with_it_and_nothing_else),
      cmocka_unit_test(a_share_of_women_is_kept),
      cmocka_unit_test(looks_follow_a_weight_that_is_typed),
      cmocka_unit_test(old_age_is_old_and_who_is_intolerant_of_gluten_carries_the_gene),
      cmocka_unit_test(correlations_that_nobody_could_have_are_refused),
      cmocka_unit_test(normal_scores_and_probabilities_belong_together),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
