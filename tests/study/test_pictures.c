/* What a run keeps of pictures beside observables: how solutes meet people, and the body of person 0. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "asked.h"
#include "zonula/experiment.h"

static const char text[] =
    "title: Pictures\n"
    "source: none\n"
    "summary: Leak tripled after a day, in three people.\n"
    "cohort: {people: 3, condition: healthy, seed: 5}\n"
    "timeline:\n"
    "  - {at: 1 d, give: leak_tripled}\n"
    "follow: [serum_crp]\n"
    "pictures: [0 d, 10 d]\n";

enum { SOLUTES = 2 };

/* A run that keeps everything of mannitol and lactulose. */
static struct zn_run *kept(const struct zn_study *study, int routes[SOLUTES]) {
  routes[0] = zn_solute_find("mannitol");
  routes[1] = zn_solute_find("lactulose");
  return asked_run(study, &(struct zn_run_options){.threads = 1, .n_routes = SOLUTES, .routes = routes, .moments = 1});
}

static const struct zn_permeability *route(const struct zn_run *run, int picture, int solute, enum zn_segment segment) {
  return &run->cohort[0].route[(picture * SOLUTES + solute) * ZN_SEGMENTS + (int)segment];
}

static void nothing_is_kept_that_nobody_asked_for(void **state) {
  (void)state;
  struct zn_study *study = asked_study(text);
  struct zn_run *run = asked_run(study, &(struct zn_run_options){.threads = 1});
  assert_null(run->cohort[0].route);
  assert_null(run->cohort[0].moment);
  zn_run_free(run);
  zn_study_free(study);
}

static void what_is_kept_changes_nobody(void **state) {
  (void)state;
  int routes[SOLUTES];
  struct zn_study *study = asked_study(text);
  struct zn_run *plain = asked_run(study, &(struct zn_run_options){.threads = 1}), *run = kept(study, routes);
  const size_t pictures = 2 * (size_t)zn_observable_count(), points = (size_t)run->course_points * 5;
  assert_memory_equal(plain->cohort[0].picture, run->cohort[0].picture, pictures * sizeof(double));
  assert_memory_equal(plain->cohort[0].course, run->cohort[0].course, points * sizeof(double));
  assert_true(plain->steps == run->steps);
  zn_run_free(plain);
  zn_run_free(run);
  zn_study_free(study);
}

/* One person: a median of sums is then the sum of medians. */
static void routes_at_the_start_add_up_to_the_permeability_of_the_run(void **state) {
  (void)state;
  static const enum zn_segment where[3] = {ZN_SEGMENT_jejunum, ZN_SEGMENT_ileum, ZN_SEGMENT_ascending};
  int routes[SOLUTES];
  struct zn_study *study = asked_study(text);
  assert_int_equal(zn_study_set_people(study, 1, NULL), ZN_OK);
  struct zn_run *run = kept(study, routes);
  for (int s = 0; s < SOLUTES; s++)
    for (int i = 0; i < 3; i++) {
      const struct zn_permeability *p = route(run, 0, s, where[i]);
      assert_true(fabs((p->pore + p->leak + p->cell_loss) / run->permeability[3 * routes[s] + i] - 1.0) < 1e-12);
    }
  zn_run_free(run);
  zn_study_free(study);
}

static void a_tripled_leak_opens_the_route_of_leaks_and_not_that_of_pores(void **state) {
  (void)state;
  int routes[SOLUTES];
  struct zn_study *study = asked_study(text);
  struct zn_run *run = kept(study, routes);
  for (int s = 0; s < SOLUTES; s++) {
    const struct zn_permeability *before = route(run, 0, s, ZN_SEGMENT_jejunum), *after = route(run, 1, s, ZN_SEGMENT_jejunum);
    assert_true(after->leak > 1.5 * before->leak);
    assert_true(fabs(after->pore / before->pore - 1.0) < 0.2);
  }
  zn_run_free(run);
  zn_study_free(study);
}

static void a_moment_is_the_body_of_the_first_person_with_what_was_done_to_it(void **state) {
  (void)state;
  int routes[SOLUTES];
  const int leak = zn_parameter_find("epithelium_constitutive_leak"), seen = zn_observable_find("probe_leak[ileum]");
  struct zn_study *study = asked_study(text);
  assert_int_equal(zn_study_set_people(study, 1, NULL), ZN_OK);
  struct zn_run *run = kept(study, routes);
  const struct zn_moment *moment = run->cohort[0].moment;
  struct zn_parameters drawn;
  assert_non_null(moment);
  assert_int_equal(zn_person_draw(&drawn, &study->cohorts[0], humans_library(), 0, NULL), ZN_OK);
  const double *as_drawn = (const double *)&drawn, *first = (const double *)&moment[0].person, *later = (const double *)&moment[1].person;
  assert_true(first[leak] == as_drawn[leak] && later[leak] == 3.0 * as_drawn[leak]);
  for (int p = 0; p < 2; p++) {
    struct zn_permeability alone;
    zn_solute_permeability(zn_solute_info(routes[1]), &moment[p].person, &moment[p].wall.segment[ZN_SEGMENT_ileum], ZN_SEGMENT_ileum,
                           &alone);
    assert_memory_equal(&alone, route(run, p, 1, ZN_SEGMENT_ileum), sizeof alone);
  }
  const double *picture = run->cohort[0].picture;
  const double shown = picture[zn_observable_count() + seen] / picture[seen];
  assert_true(shown > 1.5);
  zn_run_free(run);
  zn_study_free(study);
}

/* --- Mechanisms taken away ---------------------------------------------------------------------------------------------------------------
 */

static void a_mechanism_taken_away_is_away_from_everybody(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_error error = {0};
  assert_int_equal(zn_experiment_study(&study, "leak_alone", humans_library(), NULL), ZN_OK);
  const struct zn_broken *broken = &study->experiment->broken[0];
  const int before = study->cohorts[0].n_changes;
  assert_int_equal(zn_experiment_break(study, 0, &error), ZN_OK);
  for (int c = 0; c < study->n_cohorts; c++) {
    assert_int_equal(study->cohorts[c].n_changes, before + broken->n_changes);
    assert_memory_equal(study->cohorts[c].changes + before, broken->changes, (size_t)broken->n_changes * sizeof *broken->changes);
  }
  assert_int_equal(zn_experiment_break(study, study->experiment->n_broken, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "no mechanism number"));
  zn_study_free(study);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_kept_that_nobody_asked_for),
                                     cmocka_unit_test(what_is_kept_changes_nobody),
                                     cmocka_unit_test(routes_at_the_start_add_up_to_the_permeability_of_the_run),
                                     cmocka_unit_test(a_tripled_leak_opens_the_route_of_leaks_and_not_that_of_pores),
                                     cmocka_unit_test(a_moment_is_the_body_of_the_first_person_with_what_was_done_to_it),
                                     cmocka_unit_test(a_mechanism_taken_away_is_away_from_everybody)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
