/* The virtual urine test: windows, ratios, places, and what it refuses. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "urine_bench.h"

enum { PROBES = 3 };
static const char *const names[PROBES] = {"lactulose", "mannitol", "51Cr-EDTA"};

/* A person on whose moving wall the test is made. */
static void begin(struct bench *b) {
  static const double doses[PROBES] = {2.5, 5.0, 7.5};
  struct dosing d = {0};
  dosing_draw(&d, 71, 1);
  dosing_move(&d);
  bench_begin(b, &d, names, doses, PROBES);
  for (int i = 0; i < BENCH_ROWS; i++) b->value[i] = -7.0;
}

/* All tests run with both. */
static enum zn_engine engine;

static enum zn_status evaluate(struct bench *b, struct zn_error *error) {
  struct zn_test_plan plan;
  enum zn_status status = zn_test_plan(&plan, &b->test, &b->wall, b->rows, b->which, b->n, error);
  if (status == ZN_OK) {
    if (engine != ZN_ENGINE_CVODE) zn_journeys_follow(plan.journeys, plan.n_journeys, 1, ZN_JOURNEY_TOLERANCE);
    for (int k = 0; engine == ZN_ENGINE_CVODE && k < plan.n_journeys; k++) zn_journey_follow(&plan.journeys[k], ZN_JOURNEY_BDF_TOLERANCE);
    status = zn_test_read(&plan, b->value, error);
  }
  zn_test_plan_clear(&plan);
  return status;
}

static void must_evaluate(struct bench *b) {
  struct zn_error error = {0};
  if (evaluate(b, &error) != ZN_OK) fail_msg("%s", error.text);
}

static void windows_add_up(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  for (int i = 0; i < 2; i++) {
    bench_ask(&b, ZN_QUANTITY_RECOVERY, i, -1, 0.0, 5.0);
    bench_ask(&b, ZN_QUANTITY_RECOVERY, i, -1, 5.0, 24.0);
    bench_ask(&b, ZN_QUANTITY_RECOVERY, i, -1, 0.0, 24.0);
  }
  must_evaluate(&b);
  for (int i = 0; i < 6; i += 3) {
    assert_true(b.value[i] > 0.0 && b.value[i + 1] > 0.0);
    assert_true(fabs(b.value[i] + b.value[i + 1] - b.value[i + 2]) < 1e-12);
  }
}

static void a_recovery_is_what_following_the_probe_gives(void **state) {
  (void)state;
  const double time_h[] = {2.0, 8.0};
  struct bench b;
  struct zn_whereabouts at[2];
  begin(&b);
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 2, -1, 2.0, 8.0);
  must_evaluate(&b);
  const struct zn_dose dose = {.amount_mmol = b.probes[2].amount_mmol, .drink_ml = 100.0, .solid_share = -1.0};
  dosing_follow_all(&b.d, dosing_solute("51Cr-EDTA"), &dose, 1, time_h, 2, at);
  const double alike = engine == ZN_ENGINE_CVODE ? 1e-5 : 1e-12; /* zn_solute_follow goes by lanes */
  dosing_must_equal("recovery", b.value[0], (at[1].urine - at[0].urine) / dose.amount_mmol, alike, 0.0);
}

static void a_ratio_is_the_ratio_of_recoveries(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  bench_ask(&b, ZN_QUANTITY_RATIO, 0, 1, 0.0, 5.0);
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 0, -1, 0.0, 5.0);
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 1, -1, 0.0, 5.0);
  bench_ask(&b, ZN_QUANTITY_RATIO, 1, 0, 0.0, 5.0);
  must_evaluate(&b);
  dosing_must_equal("ratio", b.value[0], b.value[1] / b.value[2], 1e-12, 0.0);
  dosing_must_equal("the other way round", b.value[3] * b.value[0], 1.0, 1e-12, 0.0);
}

static void recoveries_do_not_depend_on_the_dose_of_a_passive_probe(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 0, -1, 0.0, 24.0);
  must_evaluate(&b);
  const double before = b.value[0];
  b.probes[0].amount_mmol *= 40.0;
  must_evaluate(&b);
  dosing_must_equal("recovery", b.value[0], before, 1e-6, 0.0);
}

static void a_row_gets_its_own_unit_and_place(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  const int share = bench_ask(&b, ZN_QUANTITY_RECOVERY, 1, -1, 0.0, 5.0), percent = bench_ask(&b, ZN_QUANTITY_RECOVERY, 1, -1, 0.0, 5.0);
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 0, -1, 0.0, 5.0);
  b.rows[percent].to_unit = 100.0;
  b.which[0] = percent;
  b.which[1] = share;
  b.n = 2;
  must_evaluate(&b);
  dosing_must_equal("percent", b.value[percent], 100.0 * b.value[share], 1e-12, 0.0);
  assert_true(b.value[2] == -7.0); /* not asked for */
}

static void places_and_everything_else_make_the_whole_dose(void **state) {
  (void)state;
  static const enum zn_place places[] = {ZN_PLACE_STOMACH, ZN_PLACE_SMALL_BOWEL, ZN_PLACE_COLON};
  const double time_h = 2.0;
  struct bench b;
  struct zn_whereabouts at;
  begin(&b);
  b.assay.kind = ZN_ASSAY_TRANSIT;
  for (int i = 0; i < 3; i++) b.rows[bench_ask(&b, ZN_QUANTITY_IN_PLACE, 2, -1, 0.0, time_h)].place = places[i];
  must_evaluate(&b);
  const struct zn_dose dose = {.amount_mmol = 1.0, .drink_ml = 100.0, .solid_share = -1.0};
  dosing_follow_all(&b.d, dosing_solute("51Cr-EDTA"), &dose, 1, &time_h, 1, &at);
  const double elsewhere = at.faeces + at.digested + at.fermented + dosing_beyond(&at);
  assert_true(fabs(b.value[0] + b.value[1] + b.value[2] + elsewhere - 1.0) < 1e-7);
  assert_true(b.value[0] > 0.0 && b.value[1] > 0.0 && b.value[2] > 0.0);
}

static void a_test_on_another_day_sees_the_wall_of_that_day(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 0, -1, 0.0, 5.0);
  must_evaluate(&b);
  const double today = b.value[0];
  for (int i = 0; i < b.d.n_wall; i++) b.d.wall_time_h[i] += 1000.0;
  b.test.start_h = 1000.0;
  must_evaluate(&b);
  dosing_must_equal("moved with its wall", b.value[0], today, 1e-6, 0.0);
  b.test.start_h = 2000.0;
  must_evaluate(&b);
  assert_true(fabs(b.value[0] / today - 1.0) > 0.01);
}

static void probes_by_vein_come_out_nearly_whole(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  b.assay.site = ZN_SITE_INTRAVENOUS;
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 2, -1, 0.0, 24.0);
  must_evaluate(&b);
  assert_true(b.value[0] > 0.9 && b.value[0] < 1.0);
}

/* Several tests of several people, planned one by one and followed all at once. */
static void the_probes_of_many_tests_can_be_followed_together(void **state) {
  (void)state;
  enum { TESTS = 5 };
  struct bench b[TESTS];
  struct zn_test_plan plan[TESTS];
  struct zn_journey all[TESTS * PROBES];
  double alone[TESTS][BENCH_ROWS];
  struct zn_error error = {0};
  int n = 0;
  for (int t = 0; t < TESTS; t++) {
    begin(&b[t]);
    dosing_draw(&b[t].d, 71, 2 + t);
    dosing_move(&b[t].d);
    b[t].test.person = b[t].d.person;
    bench_ask(&b[t], ZN_QUANTITY_RECOVERY, t % PROBES, -1, 0.0, 5.0 + t);
    bench_ask(&b[t], ZN_QUANTITY_RATIO, 0, 1, 0.0, 5.0);
    must_evaluate(&b[t]);
    memcpy(alone[t], b[t].value, sizeof alone[t]);
    memset(b[t].value, 0, sizeof b[t].value);
    assert_int_equal(zn_test_plan(&plan[t], &b[t].test, &b[t].wall, b[t].rows, b[t].which, b[t].n, &error), ZN_OK);
    assert_int_equal(plan[t].n_journeys, t % PROBES == 2 ? 3 : 2);
    memcpy(all + n, plan[t].journeys, (size_t)plan[t].n_journeys * sizeof *all);
    n += plan[t].n_journeys;
  }
  zn_journeys_follow(all, n, 2, ZN_JOURNEY_TOLERANCE);
  for (int t = 0, from = 0; t < TESTS; from += plan[t++].n_journeys)
    memcpy(plan[t].journeys, all + from, (size_t)plan[t].n_journeys * sizeof *all);
  for (int t = 0; t < TESTS; t++) {
    assert_int_equal(zn_test_read(&plan[t], b[t].value, &error), ZN_OK);
    for (int i = 0; i < 2; i++) dosing_must_equal("value", b[t].value[i], alone[t][i], engine == ZN_ENGINE_CVODE ? 1e-4 : 0.0, 0.0);
    zn_test_plan_clear(&plan[t]);
  }
}

static void a_probe_that_cannot_be_followed_fails_its_rows(void **state) {
  (void)state;
  struct bench b;
  struct zn_error error = {0};
  begin(&b);
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 1, -1, 0.0, 5.0);
  b.d.wall[2].segment[ZN_SEGMENT_jejunum].leak = NAN;
  assert_int_equal(evaluate(&b, &error), ZN_NUMERICAL);
  assert_int_equal(error.status, ZN_NUMERICAL);
  assert_true(*error.text != '\0' && b.value[0] == -7.0);
}

static void no_rows_are_no_work(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  must_evaluate(&b);
}

static void must_refuse(struct bench *b, const char *words) {
  struct zn_error error = {0};
  assert_int_equal(evaluate(b, &error), ZN_ARGUMENT);
  if (!strstr(error.text, words)) fail_msg("'%s' does not say '%s'", error.text, words);
}

static void a_probe_that_the_test_does_not_give_is_refused(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 0, -1, 0.0, 5.0);
  b.rows[0].probe = zn_solute_find("sucralose");
  must_refuse(&b, "does not give sucralose");
  b.rows[0].probe = -1;
  must_refuse(&b, "test bench does not give");
  b.rows[0] =
      (struct zn_reported){.quantity = ZN_QUANTITY_RATIO, .probe = b.probes[0].solute, .over = -1, .window_h = {0.0, 5.0}, .to_unit = 1.0};
  must_refuse(&b, "test bench does not give");
}

static void windows_and_doses_that_are_none_are_refused(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  bench_ask(&b, ZN_QUANTITY_RECOVERY, 0, -1, 5.0, 2.0);
  must_refuse(&b, "window from 5 to 2 h");
  b.rows[0].window_h[0] = NAN;
  must_refuse(&b, "window");
  b.rows[0].window_h[0] = -1.0;
  must_refuse(&b, "window from -1");
  b.rows[0].window_h[0] = 0.0;
  b.probes[0].amount_mmol = 0.0;
  must_refuse(&b, "gives nothing of lactulose");
  b.rows[0].quantity = ZN_QUANTITY_READING;
  must_refuse(&b, "no readings");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows_add_up),
      cmocka_unit_test(a_recovery_is_what_following_the_probe_gives),
      cmocka_unit_test(a_ratio_is_the_ratio_of_recoveries),
      cmocka_unit_test(recoveries_do_not_depend_on_the_dose_of_a_passive_probe),
      cmocka_unit_test(a_row_gets_its_own_unit_and_place),
      cmocka_unit_test(places_and_everything_else_make_the_whole_dose),
      cmocka_unit_test(a_test_on_another_day_sees_the_wall_of_that_day),
      cmocka_unit_test(probes_by_vein_come_out_nearly_whole),
      cmocka_unit_test(the_probes_of_many_tests_can_be_followed_together),
      cmocka_unit_test(a_probe_that_cannot_be_followed_fails_its_rows),
      cmocka_unit_test(no_rows_are_no_work),
      cmocka_unit_test(a_probe_that_the_test_does_not_give_is_refused),
      cmocka_unit_test(windows_and_doses_that_are_none_are_refused),
  };
  int failed = 0;
  for (engine = ZN_ENGINE_LANES; engine <= ZN_ENGINE_CVODE; engine++)
    failed += cmocka_run_group_tests_name(engine == ZN_ENGINE_CVODE ? "by CVODE" : "in lanes", tests, NULL, NULL);
  return failed;
}
