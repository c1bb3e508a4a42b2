/* One person's way through a study. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handmade.h"
#include "life.h"
#include "study/person.h"
#include "study/simulate.h"

enum { POINTS = 49 };

static struct handmade h;
static double values[HANDMADE_MOST], course[HANDMADE_MOST * 400], course_h[400];
static double *picture, *permeability;

static int begin(void **state) {
  (void)state;
  handmade_begin(&h, 48.0);
  handmade_cohort(&h, "people", 4, 71);
  picture = malloc(HANDMADE_MOST * (size_t)zn_observable_count() * sizeof *picture);
  permeability = malloc(3 * (size_t)zn_solute_count() * sizeof *permeability);
  return picture && permeability ? 0 : -1;
}

static int end(void **state) {
  (void)state;
  free(picture);
  free(permeability);
  return 0;
}

static struct zn_task *one_task(void *context) {
  struct zn_task **left = context, *task = *left;
  *left = NULL;
  return task;
}

static void take_back(void *context, struct zn_task *task) { (void)context, (void)task; }

static enum zn_status simulate_with(int points, int cohort, int number, struct zn_trace *trace, struct zn_error *error) {
  const struct zn_run_options options = {.engine = ZN_ENGINE_CVODE, .exact = 1};
  for (int i = 0; i < points; i++) course_h[i] = h.study.end_h * i / (points - 1);
  for (int i = 0; i < HANDMADE_MOST; i++) values[i] = NAN;
  *trace = (struct zn_trace){.course = course, .picture = picture, .value = values, .permeability = permeability};
  struct zn_task task = {.cohort = cohort, .number = number, .trace = *trace}, *left = &task;
  const struct zn_queue queue = {.next = one_task, .done = take_back, .context = &left, .together = 1};
  assert_int_equal(zn_simulate(&queue, &h.study, &h.library, &options, course_h, points), ZN_OK);
  *trace = task.trace;
  if (error) *error = task.error;
  return task.status;
}

static struct zn_trace simulate(int cohort, int number) {
  struct zn_trace trace;
  struct zn_error error = {0};
  if (simulate_with(POINTS, cohort, number, &trace, &error) != ZN_OK) fail_msg("%s", error.text);
  return trace;
}

/* A reading at a time, reported so that its value comes back; returns its row. */
static int read_at(double time_h, int assay) {
  handmade_measure(&h, time_h, -1, assay);
  return handmade_report_reading(&h, 0, time_h, assay, ZN_STATISTIC_MEAN, 1.0);
}

static void close_to(double value, double expected, double share) {
  if (!(fabs(value - expected) <= share * fabs(expected))) fail_msg("%.12g is not %.12g", value, expected);
}

static void draw(struct zn_parameters *person, double *y, int number) {
  struct zn_error error = {0};
  assert_int_equal(zn_person_draw(person, &h.cohorts[0], &h.library, number, &error), ZN_OK);
  life_rest(y, person, ZN_BRANCH_HEALTHY);
}

/* --- Doses and treatments ---------------------------------------------------------------------------------------------------- */

static void a_dose_of_a_drug_is_exact_and_scaled_by_weight(void **state) {
  (void)state;
  const int drug = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "infliximab"), blood = handmade_reading(&h, "serum_infliximab");
  handmade_dose(&h, drug, "circulation_infliximab_central", 1e-6, 1); /* mg/kg */
  const int before = read_at(7.3, blood);
  handmade_give(&h, 7.3, -1, drug, 5.0, 0.0);
  handmade_measure(&h, 7.3, -1, blood);
  const int later = read_at(31.3, blood);
  struct zn_parameters person;
  double y[ZN_BODY_STATES];
  draw(&person, y, 2);
  simulate(0, 2);
  const double expected = 5e-6 * person.person_weight / person.circulation_infliximab_central_volume * 1e6;
  close_to(values[before], expected, 1e-12); /* the last reading at 7.3 h counts */
  y[life_state("circulation_infliximab_central")] = 5e-6 * person.person_weight;
  life_go(y, &person, 24.0, 1e-8);
  close_to(values[later], life_read(y, &person, "serum_infliximab"), 1e-5);
}

static void a_treatment_acts_from_its_moment_on(void **state) {
  (void)state;
  const int steroid = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "leak tripled"), leak = handmade_reading(&h, "leak[ileum]");
  handmade_change(&h, steroid, "epithelium_constitutive_leak", ZN_CHANGE_SCALE, 3.0);
  const int before = read_at(5.0, leak);
  handmade_give(&h, 5.25, -1, steroid, 0.0, 0.0);
  const int at[3] = {read_at(5.5, leak), read_at(12.0, leak), read_at(48.0, leak)};
  static const double after_h[3] = {0.25, 6.75, 42.75};
  simulate(0, 1);
  for (int k = 0; k < 3; k++) {
    struct zn_parameters person;
    double y[ZN_BODY_STATES];
    draw(&person, y, 1);
    close_to(values[before], life_read(y, &person, "leak[ileum]"), 1e-6);
    person.epithelium_constitutive_leak *= 3.0;
    life_go(y, &person, after_h[k], 1e-8);
    close_to(values[at[k]], life_read(y, &person, "leak[ileum]"), 1e-5);
  }
  assert_true(values[at[2]] > 2.0 * values[before]);
}

/* Treatments that change how the wall conducts, and nothing in the body: what they leave behind is nothing, to the last bit. */
static int conducts(const char *name, double factor) {
  const int t = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, name);
  handmade_change(&h, t, "assay_conductance_base", ZN_CHANGE_SCALE, factor);
  handmade_change(&h, t, "assay_conductance_pore", ZN_CHANGE_SCALE, factor);
  handmade_change(&h, t, "assay_conductance_leak", ZN_CHANGE_SCALE, factor);
  handmade_change(&h, t, "assay_conductance_cell_loss", ZN_CHANGE_SCALE, factor);
  return t;
}

static void the_end_of_a_duration_restores_the_person_exactly(void **state) {
  (void)state;
  const int double_it = conducts("double", 2.0), ohm = handmade_reading(&h, "epithelial_resistance[ileum]");
  const int before = read_at(1.0, ohm);
  handmade_give(&h, 2.0, -1, double_it, 0.0, 10.0);
  const int during = read_at(11.9, ohm), after = read_at(12.0, ohm);
  simulate(0, 0);
  const double treated = values[during], restored = values[after];
  close_to(treated, 0.5 * values[before], 1e-6);
  for (int k = 0; k < 4; k++) h.overlay_changes[double_it][k].value = 1.0;
  simulate(0, 0);
  assert_true(values[during] != treated && values[after] == restored);
}

static void giving_again_renews_and_does_not_act_twice(void **state) {
  (void)state;
  const int double_it = conducts("double", 2.0), ohm = handmade_reading(&h, "epithelial_resistance[ileum]");
  const int before = read_at(0.0, ohm);
  handmade_give(&h, 1.0, -1, double_it, 0.0, 10.0);
  handmade_give(&h, 6.0, -1, double_it, 0.0, 10.0);
  const int both = read_at(8.0, ohm), renewed = read_at(13.0, ohm), over = read_at(17.0, ohm);
  simulate(0, 0);
  close_to(values[both], 0.5 * values[before], 1e-6);
  close_to(values[renewed], 0.5 * values[before], 1e-6);
  close_to(values[over], values[before], 1e-6);
}

static void two_treatments_act_together_and_end_apart(void **state) {
  (void)state;
  const int twice = conducts("double", 2.0), thrice = conducts("triple", 3.0), ohm = handmade_reading(&h, "epithelial_resistance[ileum]");
  const int before = read_at(0.0, ohm);
  handmade_give(&h, 1.0, -1, twice, 0.0, 10.0);
  handmade_give(&h, 6.0, -1, thrice, 0.0, 10.0);
  const int both = read_at(8.0, ohm), second = read_at(13.0, ohm), none = read_at(16.5, ohm);
  simulate(0, 0);
  close_to(values[both], values[before] / 6.0, 1e-6);
  close_to(values[second], values[before] / 3.0, 1e-6);
  close_to(values[none], values[before], 1e-6);
}

static void events_of_another_cohort_do_not_happen(void **state) {
  (void)state;
  const int twice = conducts("double", 2.0), ohm = handmade_reading(&h, "epithelial_resistance[ileum]");
  const int others = handmade_cohort(&h, "others", 1, 71);
  handmade_give(&h, 1.0, others, twice, 0.0, 0.0);
  const int mine = read_at(2.0, ohm), theirs = handmade_report_reading(&h, others, 2.0, ohm, ZN_STATISTIC_MEAN, 1.0);
  simulate(0, 0);
  const double untreated = values[mine];
  assert_true(isnan(values[theirs]));
  simulate(others, 0);
  assert_true(isnan(values[mine]));
  close_to(values[theirs], 0.5 * untreated, 1e-6);
}

/* --- Looking ---------------------------------------------------------------------------------------------------------------------- */

static void courses_and_pictures_show_the_person(void **state) {
  (void)state;
  const int drug = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "insult");
  handmade_dose(&h, drug, "circulation_nsaid", 1.0, 0);
  handmade_give(&h, 10.0, -1, drug, 0.05, 0.0);
  handmade_follow(&h, "leak[jejunum]");
  handmade_follow(&h, "serum_crp");
  handmade_picture(&h, 0.0);
  handmade_picture(&h, 10.0);
  handmade_picture(&h, 11.0);
  struct zn_parameters person;
  double y[ZN_BODY_STATES];
  draw(&person, y, 3);
  const struct zn_trace trace = simulate(0, 3);
  const int leak = zn_observable_find("leak[jejunum]"), n = zn_observable_count();
  const double calm = life_read(y, &person, "leak[jejunum]");
  assert_true(course[0] == calm && picture[leak] == calm);
  close_to(picture[n + leak], calm, 1e-6); /* looking comes before what happens at that time */
  close_to(course[10], calm, 1e-6);
  assert_true(course[11] > 1.2 * calm && picture[2 * n + leak] == course[11]);
  close_to(course[POINTS], life_read(y, &person, "serum_crp"), 1e-12);
  assert_true(trace.time_h == 48.0 && trace.steps > 5);
}

static void how_often_one_looks_does_not_change_what_is_measured(void **state) {
  (void)state;
  const int leak3 = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "leak tripled"), crp = handmade_reading(&h, "serum_crp");
  handmade_change(&h, leak3, "epithelium_constitutive_leak", ZN_CHANGE_SCALE, 3.0);
  handmade_give(&h, 4.0, -1, leak3, 0.0, 20.0);
  const int row = read_at(40.0, crp);
  handmade_follow(&h, "leak[ileum]");
  struct zn_trace trace;
  assert_int_equal(simulate_with(3, 0, 0, &trace, NULL), ZN_OK);
  const double few = values[row];
  const long steps = trace.steps;
  assert_int_equal(simulate_with(400, 0, 0, &trace, NULL), ZN_OK);
  assert_true(values[row] == few && trace.steps == steps);
}

static void an_eventless_study_shows_the_start(void **state) {
  (void)state;
  const struct zn_trace trace = simulate(0, 0);
  assert_true(trace.time_h == 0.0 && trace.steps == 0);
  for (int k = 0; k < 3 * zn_solute_count(); k++) assert_true(permeability[k] >= 0.0);
}

/* --- Tests ----------------------------------------------------------------------------------------------------------------------- */

/* At rest the wall is constant: the urine test is the solute's own answer. */
static void a_urine_test_at_rest_is_what_the_solute_room_says(void **state) {
  (void)state;
  const int urine = handmade_urine(&h, "mannitol", 10.0, 24.0);
  handmade_measure(&h, 3.0, -1, urine);
  const int early = handmade_report_recovery(&h, 0, 3.0, urine, 0.0, 5.0, 20.0),
            late = handmade_report_recovery(&h, 0, 3.0, urine, 8.0, 24.0, 5.0);
  simulate(0, 1);
  struct zn_parameters person;
  double y[ZN_BODY_STATES];
  struct zn_wall wall;
  draw(&person, y, 1);
  zn_body_wall(y, &person, &wall);
  const double now = 0.0, times[4] = {0.0, 5.0, 8.0, 24.0};
  const struct zn_wall_course still = {.n = 1, .time_h = &now, .wall = &wall};
  const struct zn_dose dose = {.amount_mmol = 10.0, .site = ZN_SITE_ORAL, .drink_ml = 100.0, .solid_share = -1.0};
  struct zn_whereabouts at[4];
  assert_int_equal(zn_solute_follow(zn_solute_info(zn_solute_find("mannitol")), &person, &still, &dose, 1, times, 4, at, NULL), ZN_OK);
  close_to(values[early], 10.0 * (at[1].urine - at[0].urine), 1e-5);
  close_to(values[late], 10.0 * (at[3].urine - at[2].urine), 1e-5);
  assert_true(values[early] > 1.0 && values[early] < 60.0);
}

/* An insult during the test raises recovery; the same insult when it is over does not. */
static void a_test_sees_what_happens_to_the_wall_while_it_lasts(void **state) {
  (void)state;
  const int urine = handmade_urine(&h, "lactulose", 10.0, 5.0), drug = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "insult");
  handmade_dose(&h, drug, "circulation_nsaid", 1.0, 0);
  handmade_measure(&h, 2.0, -1, urine);
  const int row = handmade_report_recovery(&h, 0, 2.0, urine, 0.0, 5.0, 1.0);
  const int event = handmade_give(&h, 40.0, -1, drug, 0.5, 0.0);
  simulate(0, 0);
  const double calm = values[row];
  h.events[event].time_h = 2.5;
  simulate(0, 0);
  const double during = values[row];
  h.events[event].time_h = 7.5;
  simulate(0, 0);
  close_to(values[row], calm, 1e-6);
  assert_true(during > 1.1 * calm);
}

static void two_tests_at_once_do_not_mix(void **state) {
  (void)state;
  const int mannitol = handmade_urine(&h, "mannitol", 10.0, 5.0), lactulose = handmade_urine(&h, "lactulose", 3.0, 5.0);
  handmade_measure(&h, 2.0, -1, mannitol);
  const int alone = handmade_report_recovery(&h, 0, 2.0, mannitol, 0.0, 5.0, 20.0);
  simulate(0, 0);
  const double before = values[alone];
  handmade_measure(&h, 2.0, -1, lactulose);
  handmade_measure(&h, 4.0, -1, mannitol);
  const int other = handmade_report_recovery(&h, 0, 2.0, lactulose, 0.0, 5.0, 0.5),
            again = handmade_report_recovery(&h, 0, 4.0, mannitol, 0.0, 5.0, 20.0);
  simulate(0, 0);
  close_to(values[alone], before, 1e-6);
  close_to(values[again], before, 1e-4);
  assert_true(values[other] < 0.2 * values[alone]);
}

/* --- Failure ---------------------------------------------------------------------------------------------------------------------- */

static void a_person_who_breaks_on_the_way_leaves_time_and_reason(void **state) {
  (void)state;
  const int poison = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "poison");
  handmade_change(&h, poison, "microbiota_volume[ascending]", ZN_CHANGE_SET, 0.0);
  handmade_give(&h, 12.0, -1, poison, 0.0, 0.0);
  handmade_follow(&h, "leak[ileum]");
  struct zn_trace trace;
  struct zn_error error = {0};
  assert_int_equal(simulate_with(POINTS, 0, 0, &trace, &error), ZN_NUMERICAL);
  assert_true(trace.time_h == 12.0);
  assert_non_null(strstr(error.text, "12 h"));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {
      EACH(a_dose_of_a_drug_is_exact_and_scaled_by_weight),
      EACH(a_treatment_acts_from_its_moment_on),
      EACH(the_end_of_a_duration_restores_the_person_exactly),
      EACH(giving_again_renews_and_does_not_act_twice),
      EACH(two_treatments_act_together_and_end_apart),
      EACH(events_of_another_cohort_do_not_happen),
      EACH(courses_and_pictures_show_the_person),
      EACH(how_often_one_looks_does_not_change_what_is_measured),
      EACH(an_eventless_study_shows_the_start),
      EACH(a_urine_test_at_rest_is_what_the_solute_room_says),
      EACH(a_test_sees_what_happens_to_the_wall_while_it_lasts),
      EACH(two_tests_at_once_do_not_mix),
      EACH(a_person_who_breaks_on_the_way_leaves_time_and_reason),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
