/* Doses, moments and walls in time: what adds up, what jumps, what is refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dosing.h"
#include "solute/traveller.h"

/* --- Doses --------------------------------------------------------------------------------------------------------------------- */

static void two_doses_of_a_passive_solute_add_up(void **state) {
  (void)state;
  static const double time_h[] = {1.0, 5.0, 7.5, 24.0};
  const struct zn_dose doses[] = {{.amount_mmol = 2.0, .drink_ml = 100.0, .solid_share = 0.2},
                                  {.time_h = 3.5, .amount_mmol = 0.7, .site = ZN_SITE_RECTAL, .solid_share = -1.0}};
  static const char *const probes[] = {"lactulose", "51Cr-EDTA", "PEG 400"};
  for (int k = 0; k < 3; k++) {
    struct dosing d;
    struct zn_whereabouts first[4], second[4], both[4];
    dosing_begin(&d);
    dosing_move(&d);
    dosing_follow_all(&d, dosing_solute(probes[k]), &doses[0], 1, time_h, 4, first);
    dosing_follow_all(&d, dosing_solute(probes[k]), &doses[1], 1, time_h, 4, second);
    dosing_follow_all(&d, dosing_solute(probes[k]), doses, 2, time_h, 4, both);
    for (int i = 0; i < 4; i++)
      for (size_t j = 0; j < sizeof *both / sizeof(double); j++) {
        const double sum = ((const double *)&first[i])[j] + ((const double *)&second[i])[j];
        assert_true(fabs(((const double *)&both[i])[j] - sum) < 1e-6);
      }
  }
}

static void doses_of_what_carriers_take_do_not_add_up(void **state) {
  (void)state;
  const double time_h = 10.0;
  struct dosing d;
  struct zn_whereabouts little, much;
  dosing_begin(&d);
  struct zn_dose dose = {.amount_mmol = 1.0, .drink_ml = 100.0, .solid_share = 0.0};
  dosing_follow_all(&d, dosing_solute("fructose"), &dose, 1, &time_h, 1, &little);
  dose.amount_mmol = 400.0;
  dosing_follow_all(&d, dosing_solute("fructose"), &dose, 1, &time_h, 1, &much);
  assert_true(dosing_by_segment(&much) / 400.0 < 0.9 * dosing_by_segment(&little));
}

static void the_order_in_which_doses_are_listed_does_not_matter(void **state) {
  (void)state;
  static const double time_h[] = {2.0, 30.0};
  const struct zn_dose early = {.time_h = 1.0, .amount_mmol = 1.0, .drink_ml = 50.0, .solid_share = -1.0};
  const struct zn_dose late = {.time_h = 6.0, .amount_mmol = 3.0, .site = ZN_SITE_SEGMENT, .solid_share = -1.0};
  const struct zn_dose forth[] = {early, late}, back[] = {late, early};
  struct dosing d;
  struct zn_whereabouts a[2], b[2];
  dosing_begin(&d);
  dosing_follow_all(&d, dosing_solute("mannitol"), forth, 2, time_h, 2, a);
  dosing_follow_all(&d, dosing_solute("mannitol"), back, 2, time_h, 2, b);
  assert_memory_equal(a, b, sizeof a);
}

static void a_dose_counts_from_its_own_moment_on(void **state) {
  (void)state;
  static const double time_h[] = {-1.0, 1.999, 2.0, 2.0, 4.999, 5.0};
  const struct zn_dose doses[] = {{.time_h = 2.0, .amount_mmol = 1.0, .drink_ml = 10.0, .solid_share = -1.0},
                                  {.time_h = 5.0, .amount_mmol = 4.0, .site = ZN_SITE_INTRAVENOUS, .solid_share = -1.0}};
  static const double given[] = {0.0, 0.0, 1.0, 1.0, 1.0, 5.0};
  struct dosing d;
  struct zn_whereabouts at[6];
  dosing_begin(&d);
  dosing_follow_all(&d, dosing_solute("rhamnose"), doses, 2, time_h, 6, at);
  for (int i = 0; i < 6; i++) assert_true(fabs(dosing_total(&at[i]) - given[i]) < 1e-9);
  assert_true(at[2].stomach == 1.0);
}

static void nothing_given_is_nothing_found(void **state) {
  (void)state;
  const double time_h = 5.0;
  const struct zn_dose empty = {.drink_ml = 200.0, .solid_share = -1.0};
  struct dosing d;
  struct zn_whereabouts none, nothing;
  dosing_begin(&d);
  dosing_follow_all(&d, dosing_solute("mannitol"), NULL, 0, &time_h, 1, &none);
  dosing_follow_all(&d, dosing_solute("mannitol"), &empty, 1, &time_h, 1, &nothing);
  assert_true(dosing_total(&none) == 0.0 && dosing_total(&nothing) == 0.0);
}

static void asking_more_often_does_not_change_the_answer(void **state) {
  (void)state;
  double often[97];
  struct dosing d;
  struct zn_whereabouts many[97], once;
  dosing_begin(&d);
  dosing_move(&d);
  for (int i = 0; i < 97; i++) often[i] = 0.25 * i;
  dosing_follow(&d, dosing_solute("lactulose"), ZN_SITE_ORAL, often, 97, many);
  dosing_follow(&d, dosing_solute("lactulose"), ZN_SITE_ORAL, &often[96], 1, &once);
  dosing_must_equal("urine", many[96].urine, once.urine, 1e-6, 0.0);
}

/* --- The wall in time ------------------------------------------------------------------------------------------------------------ */

/* A rectal dose of something that only cells of the last segment take, so that what stays is exp(-(out + uptake) t). */
static double rest_in_rectum(struct dosing *d, double hours) {
  struct zn_solute solute = dosing_through_cells(0.05);
  struct zn_whereabouts at;
  dosing_close_gaps(d);
  dosing_bare_cells(d);
  for (int s = 0; s < ZN_SEGMENTS; s++) d->person.solute_membrane_share[s] = 1.0;
  dosing_follow(d, &solute, ZN_SITE_RECTAL, &hours, 1, &at);
  return at.colon[2];
}

static void area(struct dosing *d, int moment, double time_h, double value) {
  d->wall_time_h[moment] = time_h;
  if (moment) d->wall[moment] = d->wall[0];
  d->wall[moment].segment[ZN_SEGMENT_descending].absorptive_area = value;
}

static void a_wall_that_jumps_acts_from_the_jump_on(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  d.n_wall = 4;
  area(&d, 0, 0.0, 1.0);
  area(&d, 1, 3.0, 1.0);
  area(&d, 2, 3.0, 5.0);
  area(&d, 3, 9.0, 5.0);
  const double out = 1.0 / d.person.solute_colon_time[2], taken = 2.0 * 0.05 / d.person.solute_colon_radius;
  dosing_must_equal("before", rest_in_rectum(&d, 3.0), exp(-3.0 * (out + taken)), 1e-5, 0.0);
  dosing_must_equal("after", rest_in_rectum(&d, 8.0), exp(-8.0 * out - (3.0 + 5.0 * 5.0) * taken), 1e-5, 0.0);
  dosing_must_equal("held after its end", rest_in_rectum(&d, 20.0), exp(-20.0 * out - (3.0 + 17.0 * 5.0) * taken), 1e-5, 0.0);
}

static void between_its_moments_the_wall_changes_evenly(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  d.n_wall = 3;
  area(&d, 0, 2.0, 1.0);
  area(&d, 1, 6.0, 9.0);
  area(&d, 2, 8.0, 1.0);
  const double out = 1.0 / d.person.solute_colon_time[2], taken = 2.0 * 0.05 / d.person.solute_colon_radius;
  dosing_must_equal("held before its start", rest_in_rectum(&d, 2.0), exp(-2.0 * (out + taken)), 1e-5, 0.0);
  dosing_must_equal("half way", rest_in_rectum(&d, 4.0), exp(-4.0 * out - (2.0 + 6.0) * taken), 1e-5, 0.0);
  dosing_must_equal("at the end", rest_in_rectum(&d, 8.0), exp(-8.0 * out - (2.0 + 20.0 + 10.0) * taken), 1e-5, 0.0);
}

static void a_jump_of_nothing_changes_nothing(void **state) {
  (void)state;
  const double time_h = 24.0;
  struct dosing d;
  struct zn_whereabouts smooth, jumped;
  dosing_begin(&d);
  dosing_follow(&d, dosing_solute("51Cr-EDTA"), ZN_SITE_ORAL, &time_h, 1, &smooth);
  d.n_wall = 5;
  for (int i = 0; i < 5; i++) {
    d.wall[i] = d.wall[0];
    d.wall_time_h[i] = i < 2 ? 1.0 : i < 4 ? 2.0 : 30.0;
  }
  dosing_follow(&d, dosing_solute("51Cr-EDTA"), ZN_SITE_ORAL, &time_h, 1, &jumped);
  dosing_must_equal("urine", smooth.urine, jumped.urine, 1e-6, 0.0);
}

/* --- The drink ------------------------------------------------------------------------------------------------------------------- */

/* Follows water by Euler's method in small steps; returns the largest water of the small bowel beyond rest, and when. */
static double largest_water(const struct dosing *d, const struct zn_solute *solute, double amount, double drink, double *when) {
  struct zn_traveller who;
  struct zn_solute_states y = {.stomach = {amount}, .water_stomach = drink}, rate;
  double largest = 0.0;
  const double step = 1e-4;
  zn_traveller_of(solute, &d->person, &who);
  for (double t = 0.0; t < 4.0; t += step) {
    double water = 0.0;
    zn_traveller_rates(&y, &who, &d->wall[0], &rate);
    for (size_t i = 0; i < sizeof y / sizeof(double); i++) ((double *)&y)[i] += step * ((double *)&rate)[i];
    for (int i = 0; i < ZN_COMPARTMENTS; i++) {
      assert_true(y.water[i] >= 0.0);
      water += y.water[i];
    }
    if (water > largest) largest = water, *when = t;
  }
  return largest;
}

static void a_hyperosmolar_drink_draws_water_into_the_small_bowel(void **state) {
  (void)state;
  double when;
  struct dosing d;
  dosing_begin(&d);
  const struct zn_solute *lactulose = dosing_solute("lactulose");
  const double plain = largest_water(&d, lactulose, 0.0, 100.0, &when);
  const double isotonic = largest_water(&d, lactulose, 0.1 * 290.0, 100.0, &when);
  const double strong = largest_water(&d, lactulose, 0.3 * 290.0, 100.0, &when);
  assert_true(plain < isotonic && isotonic < 100.0);
  assert_true(strong > 1.5 * isotonic && strong > 100.0);
}

static void a_glass_of_water_raises_the_fluid_as_much_and_as_soon_as_seen(void **state) {
  (void)state;
  double when;
  struct dosing d;
  dosing_begin(&d);
  d.person.solute_drink_emptying_time = 13.0 / 60.0;
  const double rise = largest_water(&d, dosing_solute("mannitol"), 0.0, 240.0, &when);
  print_message("             %.0f mL after %.0f min (seen: 51 mL after 12 min)\n", rise, 60.0 * when);
  assert_true(rise > 35.0 && rise < 70.0);
  assert_true(when > 6.0 / 60.0 && when < 20.0 / 60.0);
}

/* --- Accuracy -------------------------------------------------------------------------------------------------------------------- */

/* The largest change of a recovery when a journey is followed more finely. */
static double change(const struct dosing *d, int solute, int by_lanes) {
  static const double time_h[] = {2.0, 5.0, 24.0};
  const struct zn_dose dose = {.amount_mmol = 1.0, .drink_ml = 100.0, .solid_share = -1.0};
  const struct zn_wall_course course = {.n = d->n_wall, .time_h = d->wall_time_h, .wall = d->wall};
  struct zn_whereabouts at[2][3];
  double worst = 0.0;
  for (int half = 0; half < 2; half++) {
    struct zn_journey journey = {zn_solute_info(solute), &d->person, &course, &dose, 1, time_h, 3, .at = at[half]};
    if (by_lanes)
      zn_journeys_follow(&journey, 1, 1, (half ? 0.5 : 1.0) * ZN_JOURNEY_TOLERANCE);
    else
      zn_journey_follow(&journey, (half ? 0.5 : 1.0) * ZN_JOURNEY_BDF_TOLERANCE);
    assert_int_equal(journey.status, ZN_OK);
  }
  for (int i = 0; i < 3; i++) {
    if (at[0][i].urine > 0.0) worst = fmax(worst, fabs(at[1][i].urine / at[0][i].urine - 1.0));
    worst = fmax(worst, fabs(dosing_by_segment(&at[1][i]) / dosing_by_segment(&at[0][i]) - 1.0));
  }
  return worst;
}

static void half_the_tolerance_changes_no_recovery(void **state) {
  (void)state;
  double worst[2] = {0.0, 0.0};
  for (int k = 0; k < zn_solute_count(); k++) {
    struct dosing d;
    dosing_draw(&d, 5, k);
    dosing_move(&d);
    for (int by_lanes = 0; by_lanes < 2; by_lanes++) worst[by_lanes] = fmax(worst[by_lanes], change(&d, k, by_lanes));
  }
  print_message("             %.1e of the recovery at most, in lanes %.1e\n", worst[0], worst[1]);
  assert_true(worst[0] < 1e-4 && worst[1] < 1e-5);
}

/* --- What is refused ------------------------------------------------------------------------------------------------------------- */

struct question {
  struct dosing d;
  struct zn_dose dose;
  double time_h[2];
  int n_times, n_doses;
};

static void must_refuse(const struct question *q, const char *words) {
  const struct zn_wall_course course = {.n = q->d.n_wall, .time_h = q->d.wall_time_h, .wall = q->d.wall};
  struct zn_whereabouts at[2];
  struct zn_error error = {0};
  assert_int_equal(
      zn_solute_follow(dosing_solute("mannitol"), &q->d.person, &course, &q->dose, q->n_doses, q->time_h, q->n_times, at, &error),
      ZN_ARGUMENT);
  assert_int_equal(error.status, ZN_ARGUMENT);
  if (!strstr(error.text, words)) fail_msg("'%s' does not say '%s'", error.text, words);
}

static struct question fair(void) {
  struct question q = {
      .dose = {.amount_mmol = 1.0, .drink_ml = 100.0, .solid_share = -1.0}, .time_h = {1.0, 2.0}, .n_times = 2, .n_doses = 1};
  dosing_begin(&q.d);
  return q;
}

static void doses_that_are_none_are_refused_in_words(void **state) {
  (void)state;
  static const double wrong[] = {-1.0, NAN, INFINITY};
  for (int i = 0; i < 3; i++) {
    struct question q = fair();
    q.dose.amount_mmol = wrong[i];
    must_refuse(&q, "dose 0 of mannitol");
    q = fair();
    q.dose.drink_ml = wrong[i];
    must_refuse(&q, "dose 0 of mannitol");
    q = fair();
    if (i) q.dose.time_h = wrong[i];
    if (i) must_refuse(&q, "dose 0 of mannitol");
  }
  struct question q = fair();
  q.dose.site = (enum zn_site)DOSING_SITES;
  must_refuse(&q, "site");
  q = fair();
  q.dose.solid_share = 1.01;
  must_refuse(&q, "dose 0 of mannitol");
  q.dose.solid_share = NAN;
  must_refuse(&q, "dose 0 of mannitol");
  q = fair();
  q.n_doses = -1;
  must_refuse(&q, "-1 doses");
}

static void times_that_fall_are_refused_in_words(void **state) {
  (void)state;
  struct question q = fair();
  q.time_h[1] = 0.5;
  must_refuse(&q, "times asked for");
  q.time_h[1] = NAN;
  must_refuse(&q, "times asked for");
  q.time_h[0] = q.time_h[1] = INFINITY;
  must_refuse(&q, "times asked for");
}

static void a_wall_that_is_none_is_refused_in_words(void **state) {
  (void)state;
  struct question q = fair();
  q.d.n_wall = 0;
  must_refuse(&q, "without a wall");
  q = fair();
  dosing_move(&q.d);
  q.d.wall_time_h[2] = 0.5;
  must_refuse(&q, "moments of the wall");
  q.d.wall_time_h[2] = NAN;
  must_refuse(&q, "moments of the wall");
}

static void a_wall_of_no_numbers_is_a_failure_of_the_numbers(void **state) {
  (void)state;
  struct question q = fair();
  q.d.wall[0].segment[ZN_SEGMENT_jejunum].leak = NAN;
  const struct zn_wall_course course = {.n = 1, .time_h = q.d.wall_time_h, .wall = q.d.wall};
  struct zn_whereabouts at[2];
  struct zn_error error = {0};
  assert_int_equal(zn_solute_follow(dosing_solute("mannitol"), &q.d.person, &course, &q.dose, 1, q.time_h, 2, at, &error), ZN_NUMERICAL);
  assert_true(*error.text != '\0');
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_doses_of_a_passive_solute_add_up),
      cmocka_unit_test(doses_of_what_carriers_take_do_not_add_up),
      cmocka_unit_test(the_order_in_which_doses_are_listed_does_not_matter),
      cmocka_unit_test(a_dose_counts_from_its_own_moment_on),
      cmocka_unit_test(nothing_given_is_nothing_found),
      cmocka_unit_test(asking_more_often_does_not_change_the_answer),
      cmocka_unit_test(a_wall_that_jumps_acts_from_the_jump_on),
      cmocka_unit_test(between_its_moments_the_wall_changes_evenly),
      cmocka_unit_test(a_jump_of_nothing_changes_nothing),
      cmocka_unit_test(a_hyperosmolar_drink_draws_water_into_the_small_bowel),
      cmocka_unit_test(a_glass_of_water_raises_the_fluid_as_much_and_as_soon_as_seen),
      cmocka_unit_test(half_the_tolerance_changes_no_recovery),
      cmocka_unit_test(doses_that_are_none_are_refused_in_words),
      cmocka_unit_test(times_that_fall_are_refused_in_words),
      cmocka_unit_test(a_wall_that_is_none_is_refused_in_words),
      cmocka_unit_test(a_wall_of_no_numbers_is_a_failure_of_the_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
