/* People drawn so that they match what a paper says of its own. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "human.h"
#include "study/person.h"

enum { CROWD = 3000 };

static struct zn_error error;

static struct zn_wanted of(enum zn_attribute attribute, enum zn_wanted_kind summary, double value) {
  return (struct zn_wanted){.parameter = -1, .attribute = attribute, .summary = summary, .value = value, .line = 7};
}

static struct zn_wanted of_parameter(const char *name, enum zn_wanted_kind summary, double shown) {
  const int k = zn_parameter_find(name);
  assert_true(k >= 0);
  return (struct zn_wanted){
      .parameter = k, .attribute = ZN_ATTRIBUTES, .summary = summary, .value = shown * zn_parameter_info(k)->to_internal, .line = 8};
}

/* Fits to n wanted numbers, of which `wanted` becomes the owner. */
static enum zn_status fit(struct zn_matching *m, struct zn_cohort *cohort, const struct zn_wanted *wanted, int n) {
  *m = (struct zn_matching){.n = n, .wanted = malloc(ZN_MOST_WANTED * sizeof *wanted)};
  assert_non_null(m->wanted);
  memcpy(m->wanted, wanted, (size_t)n * sizeof *wanted);
  cohort->matching = NULL;
  error = (struct zn_error){0};
  const enum zn_status status = zn_matching_fit(m, cohort, humans_library(), &error);
  if (status == ZN_OK) cohort->matching = m;
  return status;
}

static void must_fit(struct zn_matching *m, struct zn_cohort *cohort, const struct zn_wanted *wanted, int n) {
  if (fit(m, cohort, wanted, n) != ZN_OK) fail_msg("%s", error.text);
}

static struct zn_parameters draw(const struct zn_cohort *cohort, int number, struct zn_physique *looks) {
  struct zn_parameters person;
  if (zn_person_draw(&person, cohort, humans_library(), number, &error) != ZN_OK) fail_msg("%s", error.text);
  if (looks && zn_person_physique(looks, &person, cohort, humans_library(), number, &error) != ZN_OK) fail_msg("%s", error.text);
  return person;
}

static void near(double found, double wanted, double allowed, const char *what) {
  if (!(fabs(found - wanted) <= allowed)) fail_msg("%s: %g instead of %g, more than %g off", what, found, wanted, allowed);
}

static void moments(const double *value, int n, double *mean, double *sd) {
  double sum = 0.0, square = 0.0;
  for (int i = 0; i < n; i++) sum += value[i] / n;
  for (int i = 0; i < n; i++) square += (value[i] - sum) * (value[i] - sum) / n;
  *mean = sum, *sd = sqrt(square);
}

/* --- What is wanted is there --------------------------------------------------------------------------------------------------------- */

static void people_have_what_is_wanted_of_them(void **state) {
  (void)state;
  struct zn_cohort cohort = {.name = (char *)"trial", .people = CROWD, .seed = 11};
  const struct zn_wanted wanted[] = {of_parameter("person_weight", ZN_WANTED_MEAN, 64.0),
                                     of_parameter("person_weight", ZN_WANTED_SD, 9.0),
                                     of(ZN_ATTRIBUTE_AGE, ZN_WANTED_MEAN, 38.0),
                                     of(ZN_ATTRIBUTE_AGE, ZN_WANTED_SD, 10.0),
                                     of_parameter("solute_glomerular_filtration", ZN_WANTED_MEDIAN, 1.6),
                                     of(ZN_ATTRIBUTE_HLA, ZN_WANTED_SHARE, 0.5)};
  static double weight[CROWD], age[CROWD];
  struct zn_matching m;
  double mean, sd, carriers = 0.0, above = 0.0;
  must_fit(&m, &cohort, wanted, 6);
  for (int i = 0; i < m.n; i++)
    near(m.wanted[i].reached, m.wanted[i].value,
         m.wanted[i].summary == ZN_WANTED_MEDIAN ? 1e-3 * m.wanted[i].value : 1e-5 * m.wanted[i].scale, "the weighted pilot");
  for (int i = 0; i < CROWD; i++) {
    struct zn_physique looks;
    const struct zn_parameters p = draw(&cohort, i, &looks);
    weight[i] = 1e-3 * p.person_weight, age[i] = looks.value[ZN_ATTRIBUTE_AGE];
    carriers += looks.value[ZN_ATTRIBUTE_HLA] / CROWD;
    above += (p.solute_glomerular_filtration > m.wanted[4].value) / (double)CROWD;
  }
  const double chance = 4.5 / sqrt(CROWD) + 4.5 / sqrt(m.effective_share * m.pilot); /* of these people, and of the pilot */
  moments(weight, CROWD, &mean, &sd);
  near(mean, 64.0, 9.0 * chance, "mean weight");
  near(sd, 9.0, 9.0 * chance, "SD of weight");
  moments(age, CROWD, &mean, &sd);
  near(mean, 38.0, 10.0 * chance, "mean age");
  near(sd, 10.0, 10.0 * chance, "SD of age");
  near(carriers, 0.5, 0.5 * chance, "carriers");
  near(above, 0.5, 0.5 * chance, "people above the median");
  zn_matching_clear(&m);
}

static void quartiles_are_reached(void **state) {
  (void)state;
  struct zn_cohort cohort = {.name = (char *)"trial", .people = CROWD, .seed = 12};
  const struct zn_wanted wanted[] = {of(ZN_ATTRIBUTE_BODY_MASS_INDEX, ZN_WANTED_LOWER, 23.5),
                                     of(ZN_ATTRIBUTE_BODY_MASS_INDEX, ZN_WANTED_MEDIAN, 25.5),
                                     of(ZN_ATTRIBUTE_BODY_MASS_INDEX, ZN_WANTED_UPPER, 27.0)};
  struct zn_matching m;
  double below[3] = {0.0};
  must_fit(&m, &cohort, wanted, 3);
  for (int i = 0; i < CROWD; i++) {
    struct zn_physique looks;
    draw(&cohort, i, &looks);
    for (int k = 0; k < 3; k++) below[k] += (looks.value[ZN_ATTRIBUTE_BODY_MASS_INDEX] <= wanted[k].value) / (double)CROWD;
  }
  for (int k = 0; k < 3; k++) near(below[k], 0.25 * (k + 1), 0.04, "people below a quartile");
  zn_matching_clear(&m);
}

/* --- The weights --------------------------------------------------------------------------------------------------------------------- */

/* Of a normal the nearest distribution with another mean is the same normal moved: the tilt is the move over the variance. */
static void the_tilt_of_a_normal_is_its_move_over_its_variance(void **state) {
  (void)state;
  struct zn_cohort women = {.name = (char *)"women", .people = CROWD, .seed = 13, .choice = {.by_sex = 1, .women = 1.0}};
  const struct zn_margin *margin = humans_library()->people->of[ZN_ATTRIBUTE_HEIGHT][0];
  const struct zn_wanted taller = of(ZN_ATTRIBUTE_HEIGHT, ZN_WANTED_MEAN, margin->value + 0.8 * margin->spread);
  struct zn_matching m;
  must_fit(&m, &women, &taller, 1);
  near(m.wanted[0].tilt * margin->spread / m.wanted[0].scale, 0.8, 0.05, "tilt");
  near(m.effective_share, exp(-0.8 * 0.8), 0.1, "effective sample size"); /* of such weights: lognormal */
  static double height[CROWD];
  double mean, sd;
  for (int i = 0; i < CROWD; i++) {
    struct zn_physique looks;
    draw(&women, i, &looks);
    assert_true(looks.value[ZN_ATTRIBUTE_SEX] == 0.0);
    height[i] = looks.value[ZN_ATTRIBUTE_HEIGHT];
  }
  moments(height, CROWD, &mean, &sd);
  near(sd, margin->spread, 0.06 * margin->spread, "SD of the taller");
  zn_matching_clear(&m);
}

/* Who is taken in proportion to a weight of mean 1 has one over it of mean 1. And one candidate in so many is taken as was said. */
static void weights_are_those_by_which_people_are_taken(void **state) {
  (void)state;
  struct zn_cohort cohort = {.name = (char *)"trial", .people = CROWD, .seed = 14};
  const struct zn_wanted wanted[] = {of(ZN_ATTRIBUTE_AGE, ZN_WANTED_MEAN, 40.0), of(ZN_ATTRIBUTE_FILTRATION, ZN_WANTED_MEAN, 112.0)};
  struct zn_matching m;
  double inverse = 0.0, candidates = 0.0;
  must_fit(&m, &cohort, wanted, 2);
  for (int i = 0; i < CROWD; i++) {
    double weight;
    int candidate;
    assert_int_equal(zn_person_candidate(&candidate, &weight, &cohort, humans_library(), i, &error), ZN_OK);
    inverse += 1.0 / weight / CROWD, candidates += (candidate + 1.0) / CROWD;
  }
  near(inverse, 1.0, 0.06, "mean of one over the weight");
  near(candidates * m.acceptance, 1.0, 0.08, "candidates for each who is taken");
  zn_matching_clear(&m);
}

/* What nobody needs to move for moves nobody. */
static void what_is_so_already_needs_no_weights(void **state) {
  (void)state;
  struct zn_cohort cohort = {.name = (char *)"trial", .people = CROWD, .seed = 15};
  const struct zn_wanted first = of(ZN_ATTRIBUTE_AGE, ZN_WANTED_MEAN, 45.0);
  struct zn_matching m;
  must_fit(&m, &cohort, &first, 1);
  const struct zn_wanted same = of(ZN_ATTRIBUTE_AGE, ZN_WANTED_MEAN, m.wanted[0].natural);
  zn_matching_clear(&m);
  must_fit(&m, &cohort, &same, 1);
  assert_true(m.acceptance > 0.999 && m.effective_share > 0.999);
  for (int i = 0; i < 100; i++) {
    const struct zn_cohort plain = {.name = (char *)"plain", .seed = 15};
    const struct zn_parameters a = draw(&cohort, i, NULL), b = draw(&plain, i, NULL);
    assert_memory_equal(&a, &b, sizeof a);
  }
  zn_matching_clear(&m);
}

/* --- Who is who ---------------------------------------------------------------------------------------------------------------------- */

static void somebody_is_the_same_in_any_company(void **state) {
  (void)state;
  struct zn_cohort few = {.name = (char *)"few", .people = 5, .seed = 16}, many = {.name = (char *)"many", .people = 900, .seed = 16};
  const struct zn_wanted wanted[] = {of(ZN_ATTRIBUTE_AGE, ZN_WANTED_MEAN, 30.0), of_parameter("immune_gain", ZN_WANTED_MEAN, 1.2)};
  struct zn_matching m[2];
  must_fit(&m[0], &few, wanted, 2);
  must_fit(&m[1], &many, wanted, 2);
  for (int i = 899; i >= 0; i -= 7) {
    const struct zn_parameters a = draw(&many, i, NULL), b = draw(&few, i, NULL);
    assert_memory_equal(&a, &b, sizeof a);
  }
  many.seed = 17;
  const struct zn_parameters a = draw(&many, 3, NULL), b = draw(&few, 3, NULL);
  assert_true(a.person_weight != b.person_weight);
  zn_matching_clear(&m[0]);
  zn_matching_clear(&m[1]);
}

/* Variants of a study change its cohorts; they are still of the people who were taken. */
static void a_changed_world_has_the_same_people(void **state) {
  (void)state;
  struct zn_cohort cohort = {.name = (char *)"c", .people = 50, .seed = 18};
  const struct zn_wanted wanted[] = {of_parameter("immune_gain", ZN_WANTED_MEAN, 1.2), of(ZN_ATTRIBUTE_AGE, ZN_WANTED_MEAN, 35.0)};
  struct zn_change change[] = {{zn_parameter_find("immune_gain"), ZN_CHANGE_SET, 3.0},
                               {zn_parameter_find("immune_gain"), ZN_CHANGE_SPREAD, 0.2},
                               {zn_parameter_find("solute_glomerular_filtration"), ZN_CHANGE_SET, 0.06}};
  struct zn_matching m;
  must_fit(&m, &cohort, wanted, 2);
  struct zn_cohort changed = cohort;
  changed.changes = change, changed.n_changes = 3; /* the third belongs to what goes with age and sex */
  for (int i = 0; i < 50; i++) {
    const struct zn_parameters a = draw(&cohort, i, NULL), b = draw(&changed, i, NULL);
    assert_true(b.solute_glomerular_filtration == change[2].value);
    assert_true(a.person_weight == b.person_weight && a.microbiota_species == b.microbiota_species);
    assert_true(fabs(b.immune_gain / a.immune_gain - 3.0) < 1e-9 || b.immune_gain == 12.0);
  }
  zn_matching_clear(&m);
}

/* A treatment whose effect differs between people draws it for the candidate who was taken. */
static void what_a_treatment_draws_belongs_to_the_candidate(void **state) {
  (void)state;
  struct zn_cohort cohort = {.name = (char *)"c", .people = 300, .seed = 19};
  const int k = zn_parameter_find("immune_gain");
  const struct zn_wanted older = of(ZN_ATTRIBUTE_AGE, ZN_WANTED_MEAN, 60.0);
  struct zn_change spread = {k, ZN_CHANGE_SPREAD, 0.2}; /* as the parameter's own: the factor is then what the person has of it */
  const struct zn_overlay drug = {.kind = ZN_OVERLAY_TREATMENT, .n_changes = 1, .changes = &spread};
  struct zn_matching m;
  must_fit(&m, &cohort, &older, 1);
  for (int i = 0; i < 300; i++) {
    struct zn_parameters p = draw(&cohort, i, NULL);
    const double before = p.immune_gain;
    zn_person_treat(&p, &drug, ZN_EFFECT_KNOWN, &cohort, i);
    near(p.immune_gain / before, before, 1e-9 * before, "factor");
  }
  zn_matching_clear(&m);
}

/* --- What cannot be ------------------------------------------------------------------------------------------------------------------ */

static void refuse(const struct zn_wanted *wanted, int n, int line, const char *part, const char *nearest) {
  struct zn_cohort cohort = {.name = (char *)"c", .people = 10, .seed = 20};
  struct zn_matching m;
  assert_int_equal(fit(&m, &cohort, wanted, n), ZN_INPUT);
  if (error.line != line || !strstr(error.text, part) || !strstr(error.text, nearest))
    fail_msg("%d: '%s' does not say '%s' and '%s' at %d", error.line, error.text, part, nearest, line);
  zn_matching_clear(&m);
}

static void what_nobody_is_like_is_refused_with_the_nearest_that_is_possible(void **state) {
  (void)state;
  const struct zn_wanted heavy = of_parameter("person_weight", ZN_WANTED_MEAN, 150.0),
                         children = of(ZN_ATTRIBUTE_AGE, ZN_WANTED_MEAN, 12.0);
  const struct zn_wanted together[] = {of(ZN_ATTRIBUTE_AGE, ZN_WANTED_MEAN, 30.0), of(ZN_ATTRIBUTE_AGE, ZN_WANTED_SD, 40.0)};
  refuse(&heavy, 1, 8, "the mean of 'person_weight' is 150 kg", "nearest that is possible: 9");
  refuse(&children, 1, 7, "the mean of 'age' is 12 a", "nearest that is possible: 18");
  refuse(together, 2, 7, "the SD of 'age' is 40 a with what stands before it", "nearest that is possible: 2");
}

static void what_is_the_same_in_everybody_is_refused(void **state) {
  (void)state;
  const struct zn_wanted fixed = of_parameter("epithelium_surface", ZN_WANTED_MEAN, 1.0);
  refuse(&fixed, 1, 8, "'epithelium_surface' is the same in everybody", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_have_what_is_wanted_of_them),
      cmocka_unit_test(quartiles_are_reached),
      cmocka_unit_test(the_tilt_of_a_normal_is_its_move_over_its_variance),
      cmocka_unit_test(weights_are_those_by_which_people_are_taken),
      cmocka_unit_test(what_is_so_already_needs_no_weights),
      cmocka_unit_test(somebody_is_the_same_in_any_company),
      cmocka_unit_test(a_changed_world_has_the_same_people),
      cmocka_unit_test(what_a_treatment_draws_belongs_to_the_candidate),
      cmocka_unit_test(what_nobody_is_like_is_refused_with_the_nearest_that_is_possible),
      cmocka_unit_test(what_is_the_same_in_everybody_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
