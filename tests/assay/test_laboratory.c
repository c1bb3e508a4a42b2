/* What lies between the bladder and a printed number: voids, lost urine, food, stored blood, limits of detection, precision, days. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "assay/analysis.h"
#include "urine_bench.h"

enum { PROBES = 4, DAYS = 400 };
enum { LACTULOSE, MANNITOL, LABELLED, SUCRALOSE };
static const char *const names[PROBES] = {"lactulose", "mannitol", "13C-mannitol", "sucralose"};
static const double doses[PROBES] = {5.0 / 0.3423, 2.0 / 0.18217, 0.1 / 0.18317, 1.0 / 0.39763};

static void begin(struct bench *b) {
  struct dosing d = {0};
  dosing_begin(&d);
  bench_begin(b, &d, names, doses, PROBES);
  b->assay.method = "lc_ms";
  b->test.noisy = 1;
  b->test.seed = 5;
  b->test.number = 3;
}

/* All noise off but what a test switches on again. */
static void quiet(struct bench *b) {
  struct zn_parameters *p = &b->test.person;
  p->assay_day_transit = p->assay_day_leak = p->assay_day_urine_flow = 0.0;
  p->assay_bladder_residual = 0.0;
  p->assay_collection_loss = 0.0;
}

static int recovery(struct bench *b, int probe, double from_h, double to_h) {
  return bench_ask(b, ZN_QUANTITY_RECOVERY, probe, -1, from_h, to_h);
}

static enum zn_status evaluate(struct bench *b, struct zn_error *error) {
  struct zn_test_plan plan;
  enum zn_status status = zn_test_plan(&plan, &b->test, &b->wall, b->rows, b->which, b->n, error);
  if (status == ZN_OK) {
    zn_journeys_follow(plan.journeys, plan.n_journeys, 4, ZN_JOURNEY_TOLERANCE);
    status = zn_test_read(&plan, b->value, error);
  }
  zn_test_plan_clear(&plan);
  return status;
}

static void must_evaluate(struct bench *b) {
  struct zn_error error = {0};
  if (evaluate(b, &error) != ZN_OK) fail_msg("%s", error.text);
}

/* The value of a row on many days. */
static void live(struct bench *b, double value[DAYS], int row) {
  for (int day = 0; day < DAYS; day++) {
    b->test.start_h = 24.0 * day;
    must_evaluate(b);
    value[day] = b->value[row];
  }
}

static double mean_of(const double *value, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) sum += value[i];
  return sum / n;
}

static double sd_of(const double *value, int n) {
  const double mean = mean_of(value, n);
  double sum = 0.0;
  for (int i = 0; i < n; i++) sum += (value[i] - mean) * (value[i] - mean);
  return sqrt(sum / (n - 1));
}

static double log_sd(const double *value, int n) {
  double log_of[DAYS];
  for (int i = 0; i < n; i++) log_of[i] = log(value[i]);
  return sd_of(log_of, n);
}

static double exactly(const struct bench *b, int row) {
  struct bench copy = *b;
  copy.wall = (struct zn_wall_course){.n = copy.d.n_wall, .time_h = copy.d.wall_time_h, .wall = copy.d.wall};
  copy.assay.probes = copy.probes;
  copy.test.assay = &copy.assay;
  copy.test.noisy = 0;
  must_evaluate(&copy);
  return copy.value[row];
}

/* --- Collection ------------------------------------------------------------------------------------------------------------------ */

static void lost_urine_cancels_in_a_ratio_but_not_in_a_recovery(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  quiet(&b);
  const int lost = recovery(&b, LABELLED, 0.0, 5.0), ratio = bench_ask(&b, ZN_QUANTITY_RATIO, LACTULOSE, LABELLED, 0.0, 5.0);
  must_evaluate(&b);
  const double whole = b.value[lost], cancelled = b.value[ratio];
  b.test.person.assay_collection_loss = 0.3;
  b.test.person.assay_day_collection_loss = 0.0;
  must_evaluate(&b);
  dosing_must_equal("recovery", b.value[lost], whole * exp(-0.3), 1e-12, 0.0);
  dosing_must_equal("ratio", b.value[ratio], cancelled, 1e-12, 0.0);
}

static void all_windows_and_probes_of_a_day_share_its_collection(void **state) {
  (void)state;
  struct bench b;
  double kept[4];
  begin(&b);
  quiet(&b);
  recovery(&b, LABELLED, 0.0, 5.0);
  recovery(&b, LACTULOSE, 5.0, 24.0);
  must_evaluate(&b);
  memcpy(kept, b.value, sizeof kept);
  b.test.person.assay_collection_loss = 0.2;
  must_evaluate(&b);
  dosing_must_equal("share kept", b.value[0] / kept[0], b.value[1] / kept[1], 1e-12, 0.0);
  assert_true(b.value[0] < 0.95 * kept[0]);
}

/* What one window leaves in the bladder the next one finds; none is lost or made, whatever the voids. */
static void what_a_void_leaves_behind_is_found_in_the_next_window(void **state) {
  (void)state;
  struct bench b;
  struct zn_error error = {0};
  begin(&b);
  quiet(&b);
  b.test.person.assay_bladder_residual = 60.0;
  const double voids_h[] = {0.0, 2.0, 5.0, 8.0, 24.0};
  struct zn_test_plan plan;
  for (int i = 0; i < 4; i++) recovery(&b, LACTULOSE, voids_h[i], voids_h[i + 1]);
  recovery(&b, LACTULOSE, 0.0, 24.0);
  b.probes[LACTULOSE].amount_mmol *= 100.0; /* far above detection */
  assert_int_equal(zn_test_plan(&plan, &b.test, &b.wall, b.rows, b.which, b.n, &error), ZN_OK);
  zn_journeys_follow(plan.journeys, plan.n_journeys, 1, ZN_JOURNEY_TOLERANCE);
  assert_int_equal(zn_test_read(&plan, b.value, &error), ZN_OK);
  const struct zn_analytic *a = zn_analytic_of(&b.test, b.probes[LACTULOSE].solute, ZN_FLUID_URINE, &error);
  double parts = 0.0, whole = 0.0;
  for (int i = 0; i < 5; i++) {
    const double *w = b.rows[i].window_h;
    const double error_of_analysis = zn_analysed(&b.test, a, 1.0, w);
    *(i < 4 ? &parts : &whole) += b.value[i] / error_of_analysis;
  }
  dosing_must_equal("sum of windows", parts, whole, 1e-10, 0.0);
  const double last = zn_plan_look(&plan, b.probes[LACTULOSE].solute, 24.0, &error)->urine / b.probes[LACTULOSE].amount_mmol;
  assert_true(whole < last && whole > 0.97 * last);
  zn_test_plan_clear(&plan);
}

static void a_bladder_that_keeps_more_delays_the_probe(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  quiet(&b);
  const int early = recovery(&b, LABELLED, 0.0, 2.0), late = recovery(&b, LABELLED, 2.0, 24.0);
  must_evaluate(&b);
  const double dry[2] = {b.value[early], b.value[late]};
  b.test.person.assay_void_residual = 0.0;
  b.test.person.assay_bladder_residual = 100.0;
  must_evaluate(&b);
  assert_true(b.value[early] < 0.8 * dry[0] && b.value[late] > dry[1]);
}

/* --- Food and blood -------------------------------------------------------------------------------------------------------------- */

static void food_raises_mannitol_and_lowers_its_ratio_but_spares_the_labelled(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  quiet(&b);
  const int plain = recovery(&b, MANNITOL, 0.0, 24.0), labelled = recovery(&b, LABELLED, 0.0, 24.0);
  const int ratio = bench_ask(&b, ZN_QUANTITY_RATIO, LACTULOSE, MANNITOL, 0.0, 24.0);
  double found[DAYS], of[DAYS], spared[DAYS];
  live(&b, found, plain);
  live(&b, of, ratio);
  live(&b, spared, labelled);
  const double eaten = mean_of(found, DAYS) - exactly(&b, plain);
  /* 0.15 mg/h, lognormal with SD 1.5, over a day of a dose of 2 g; rare large meals make the mean of 400 days uncertain by a sixth. */
  dosing_must_equal("from food", eaten, 24.0 * 0.15e-3 * exp(0.5 * 1.5 * 1.5) / 2.0, 0.5, 0.0);
  assert_true(mean_of(of, DAYS) < 0.99 * exactly(&b, ratio));
  assert_true(mean_of(spared, DAYS) < 1.01 * exactly(&b, labelled) + 24.0 * 0.0075e-3 * exp(1.125) / 0.1);
}

static void a_tenth_of_people_bring_sucralose_along(void **state) {
  (void)state;
  struct bench b;
  struct zn_error error = {0};
  begin(&b);
  const struct zn_analytic *a = zn_analytic_of(&b.test, b.probes[SUCRALOSE].solute, ZN_FLUID_URINE, &error);
  int with = 0;
  for (b.test.number = 0; b.test.number < 2000; b.test.number++) with += zn_background(&b.test, a) > 0.0;
  assert_true(with > 160 && with < 240); /* 4 to 8 of 60 are 133 to 267 of 2000 */
}

static void stored_blood_brings_mannitol_and_nothing_else(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  quiet(&b);
  for (int i = 0; i < 3; i++) recovery(&b, i, 0.0, 24.0);
  must_evaluate(&b);
  double before[3];
  memcpy(before, b.value, sizeof before);
  b.test.person.assay_stored_blood = 2.0 / 24.0; /* two units a day */
  must_evaluate(&b);
  dosing_must_equal("lactulose", b.value[LACTULOSE], before[LACTULOSE], 1e-12, 0.0);
  dosing_must_equal("13C-mannitol", b.value[LABELLED], before[LABELLED], 1e-12, 0.0);
  dosing_must_equal("six mmol", b.value[MANNITOL] - before[MANNITOL], 6.0 / doses[MANNITOL], 0.2, 0.0);
}

/* --- The laboratory -------------------------------------------------------------------------------------------------------------- */

static void what_is_below_the_limit_of_detection_reads_as_a_share_of_it(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  quiet(&b);
  b.probes[LACTULOSE].amount_mmol *= 1e-4;
  const int hidden = bench_ask(&b, ZN_QUANTITY_CONCENTRATION, LACTULOSE, -1, 0.0, 5.0);
  for (int i = 0; i < 2; i++) {
    b.test.person.assay_below_detection = i ? 0.5 : 0.0;
    must_evaluate(&b);
    dosing_must_equal("half of 0.5 mg/L", b.value[hidden] * 342.3e3, i ? 0.25 : 0.0, 1e-12, 0.0);
  }
}

static void a_test_that_drinks_more_sees_less(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  quiet(&b);
  b.probes[LACTULOSE].amount_mmol *= 0.04;
  const int row = recovery(&b, LACTULOSE, 0.0, 5.0);
  const double truth = exactly(&b, row);
  b.test.person.assay_below_detection = 0.0;
  must_evaluate(&b);
  dosing_must_equal("seen in little urine", b.value[row], truth, 0.2, 0.0);
  b.test.person.assay_urine_flow = 500.0;
  must_evaluate(&b);
  assert_true(b.value[row] == 0.0);
}

static void repeated_analyses_scatter_by_their_coefficient_of_variation(void **state) {
  (void)state;
  struct bench b;
  double value[DAYS];
  begin(&b);
  quiet(&b);
  const int row = recovery(&b, LACTULOSE, 0.0, 5.0);
  live(&b, value, row);
  dosing_must_equal("mean", mean_of(value, DAYS), exactly(&b, row), 0.01, 0.0);
  dosing_must_equal("CV", sd_of(value, DAYS) / mean_of(value, DAYS), 0.04, 0.15, 0.0);
}

static void a_probe_that_no_laboratory_measures_is_refused(void **state) {
  (void)state;
  struct bench b;
  struct zn_error error = {0};
  begin(&b);
  b.assay.method = "tasting";
  recovery(&b, LACTULOSE, 0.0, 5.0);
  assert_int_equal(evaluate(&b, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "nothing is known of measuring lactulose in urine by tasting"));
}

/* --- Days and people ------------------------------------------------------------------------------------------------------------- */

/* A camera needs no laboratory, but the gut it looks at has its days. */
static void a_camera_sees_another_gut_on_another_day(void **state) {
  (void)state;
  struct bench b;
  double value[DAYS];
  begin(&b);
  b.assay.kind = ZN_ASSAY_TRANSIT;
  b.probes[LACTULOSE].solute = zn_solute_find("inulin"); /* nothing is known of measuring it in urine */
  const int row = bench_ask(&b, ZN_QUANTITY_IN_PLACE, LACTULOSE, -1, 0.0, 2.0);
  b.rows[row].place = ZN_PLACE_COLON;
  live(&b, value, row);
  const double scatter = sd_of(value, DAYS);
  print_message("             share in the colon after 2 h: %.3f, SD from day to day %.3f\n", mean_of(value, DAYS), scatter);
  assert_true(scatter > 0.02 && scatter < 0.12);
  b.test.person.assay_day_transit = 0.0;
  live(&b, value, row);
  assert_true(sd_of(value, DAYS) < 1e-3); /* the leak still has its days */
}

static void the_same_day_is_the_same_and_another_day_or_person_is_not(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  const int row = bench_ask(&b, ZN_QUANTITY_RATIO, LACTULOSE, MANNITOL, 0.0, 5.0);
  must_evaluate(&b);
  const double first = b.value[row];
  must_evaluate(&b);
  assert_true(b.value[row] == first);
  b.test.start_h = 24.0;
  must_evaluate(&b);
  assert_true(b.value[row] != first);
  b.test.start_h = 0.0;
  b.test.number++;
  must_evaluate(&b);
  assert_true(b.value[row] != first);
}

/* A row does not change because another one is asked for beside it. */
static void rows_do_not_disturb_each_other(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  const int row = recovery(&b, LACTULOSE, 2.0, 5.0);
  must_evaluate(&b);
  const double alone = b.value[row];
  recovery(&b, LACTULOSE, 0.0, 7.0);
  bench_ask(&b, ZN_QUANTITY_RATIO, SUCRALOSE, LACTULOSE, 8.0, 24.0);
  must_evaluate(&b);
  dosing_must_equal("beside others", b.value[row], alone, 1e-12, 0.0);
}

static void one_person_repeats_the_ratio_to_a_sixth_or_so(void **state) {
  (void)state;
  struct bench b;
  double value[DAYS];
  begin(&b);
  const int row = bench_ask(&b, ZN_QUANTITY_RATIO, LACTULOSE, MANNITOL, 0.0, 5.0);
  live(&b, value, row);
  const double scatter = log_sd(value, DAYS);
  print_message("             from day to day: ln SD of lactulose/mannitol %.3f\n", scatter);
  assert_true(scatter > 0.12 && scatter < 0.25);
}

/* --- The drink ------------------------------------------------------------------------------------------------------------------- */

static void a_strong_drink_raises_the_ratio_and_can_be_switched_off(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  b.test.noisy = 0;
  const int ratio = bench_ask(&b, ZN_QUANTITY_RATIO, LACTULOSE, MANNITOL, 0.0, 5.0), mannitol = recovery(&b, MANNITOL, 0.0, 5.0);
  must_evaluate(&b);
  const double weak = b.value[ratio], small = b.value[mannitol];
  b.assay.osmolality = 0.25;
  must_evaluate(&b);
  assert_true(b.value[ratio] == weak); /* weaker than isotonic does nothing */
  b.assay.osmolality = 1.56;
  must_evaluate(&b);
  assert_true(b.value[ratio] > 1.8 * weak && b.value[ratio] < 2.3 * weak);
  dosing_must_equal("mannitol", b.value[mannitol], small, 0.03, 0.0);
  b.test.person.assay_osmotic_leak = 0.0;
  must_evaluate(&b);
  assert_true(b.value[ratio] == weak);
}

/* --- Kidney and colon ------------------------------------------------------------------------------------------------------------ */

static void a_failing_kidney_lowers_recoveries_but_hardly_the_ratio(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  b.test.noisy = 0;
  const int lactulose = recovery(&b, LACTULOSE, 0.0, 5.0), ratio = bench_ask(&b, ZN_QUANTITY_RATIO, LACTULOSE, MANNITOL, 0.0, 5.0);
  must_evaluate(&b);
  const double healthy[2] = {b.value[lactulose], b.value[ratio]};
  b.test.person.solute_glomerular_filtration *= 0.3;
  must_evaluate(&b);
  assert_true(b.value[lactulose] < 0.7 * healthy[0]);
  dosing_must_equal("ratio", b.value[ratio], healthy[1], 0.1, 0.0);
}

static void without_a_colon_late_windows_are_nearly_empty(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  b.test.noisy = 0;
  const int early = recovery(&b, SUCRALOSE, 0.0, 5.0), late = recovery(&b, SUCRALOSE, 8.0, 24.0);
  must_evaluate(&b);
  const double whole[2] = {b.value[early], b.value[late]};
  b.test.person.solute_colon_presence = 0.0;
  must_evaluate(&b);
  dosing_must_equal("early", b.value[early], whole[0], 0.2, 0.0);
  assert_true(b.value[late] < 0.4 * whole[1]);
}

/* --- Quantities ------------------------------------------------------------------------------------------------------------------ */

static void amounts_rates_and_concentrations_are_one_recovery_in_other_words(void **state) {
  (void)state;
  struct bench b;
  for (int noisy = 0; noisy < 2; noisy++) {
    begin(&b);
    b.test.noisy = noisy;
    recovery(&b, MANNITOL, 1.0, 5.0);
    bench_ask(&b, ZN_QUANTITY_AMOUNT, MANNITOL, -1, 1.0, 5.0);
    bench_ask(&b, ZN_QUANTITY_RATE, MANNITOL, -1, 1.0, 5.0);
    bench_ask(&b, ZN_QUANTITY_CONCENTRATION, MANNITOL, -1, 1.0, 5.0);
    must_evaluate(&b);
    dosing_must_equal("amount", b.value[1], b.value[0] * doses[MANNITOL], 1e-12, 0.0);
    dosing_must_equal("rate", b.value[2], b.value[1] / 4.0, 1e-12, 0.0);
    struct zn_collection c;
    zn_collection_of(&c, &b.test);
    dosing_must_equal("concentration", b.value[3] * zn_bottle_volume(&c, b.rows[3].window_h), b.value[1], 1e-12, 0.0);
  }
}

static void ratios_of_shares_moles_and_masses_differ_by_doses_and_molar_masses(void **state) {
  (void)state;
  struct bench b;
  begin(&b);
  for (int i = 0; i < 3; i++) b.rows[bench_ask(&b, ZN_QUANTITY_RATIO, LACTULOSE, MANNITOL, 0.0, 5.0)].ratio_of = (enum zn_ratio_of)i;
  must_evaluate(&b);
  const double moles = b.value[ZN_RATIO_OF_SHARES] * doses[LACTULOSE] / doses[MANNITOL];
  dosing_must_equal("moles", b.value[ZN_RATIO_OF_MOLES], moles, 1e-12, 0.0);
  dosing_must_equal("masses", b.value[ZN_RATIO_OF_AMOUNTS], b.value[ZN_RATIO_OF_SHARES] * 5.0 / 2.0, 1e-4, 0.0);
}

static void serum_holds_what_is_in_blood_over_its_volume(void **state) {
  (void)state;
  struct bench b;
  struct zn_whereabouts at;
  const double time_h = 1.5;
  begin(&b);
  b.test.noisy = 0;
  const int row = bench_ask(&b, ZN_QUANTITY_CONCENTRATION, LACTULOSE, -1, time_h, time_h);
  const int ratio = bench_ask(&b, ZN_QUANTITY_RATIO, LACTULOSE, MANNITOL, time_h, time_h);
  b.rows[row].fluid = b.rows[ratio].fluid = ZN_FLUID_SERUM;
  must_evaluate(&b);
  const struct zn_dose dose = {.amount_mmol = doses[LACTULOSE], .drink_ml = 100.0, .solid_share = -1.0};
  dosing_follow_all(&b.d, dosing_solute("lactulose"), &dose, 1, &time_h, 1, &at);
  dosing_must_equal("concentration", b.value[row], at.blood / (0.2 * b.d.person.person_weight), 1e-6, 0.0);
  const double exact_ratio = b.value[ratio];
  b.test.noisy = 1;
  must_evaluate(&b);
  assert_true(b.value[ratio] != exact_ratio);
  dosing_must_equal("ratio", b.value[ratio], exact_ratio, 0.5, 0.0);
}

static void a_rate_needs_a_window(void **state) {
  (void)state;
  struct bench b;
  struct zn_error error = {0};
  begin(&b);
  bench_ask(&b, ZN_QUANTITY_RATE, LACTULOSE, -1, 5.0, 5.0);
  assert_int_equal(evaluate(&b, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "a window from 5 to 5 h is none"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lost_urine_cancels_in_a_ratio_but_not_in_a_recovery),
      cmocka_unit_test(all_windows_and_probes_of_a_day_share_its_collection),
      cmocka_unit_test(what_a_void_leaves_behind_is_found_in_the_next_window),
      cmocka_unit_test(a_bladder_that_keeps_more_delays_the_probe),
      cmocka_unit_test(food_raises_mannitol_and_lowers_its_ratio_but_spares_the_labelled),
      cmocka_unit_test(a_tenth_of_people_bring_sucralose_along),
      cmocka_unit_test(stored_blood_brings_mannitol_and_nothing_else),
      cmocka_unit_test(what_is_below_the_limit_of_detection_reads_as_a_share_of_it),
      cmocka_unit_test(a_test_that_drinks_more_sees_less),
      cmocka_unit_test(repeated_analyses_scatter_by_their_coefficient_of_variation),
      cmocka_unit_test(a_probe_that_no_laboratory_measures_is_refused),
      cmocka_unit_test(a_camera_sees_another_gut_on_another_day),
      cmocka_unit_test(the_same_day_is_the_same_and_another_day_or_person_is_not),
      cmocka_unit_test(rows_do_not_disturb_each_other),
      cmocka_unit_test(one_person_repeats_the_ratio_to_a_sixth_or_so),
      cmocka_unit_test(a_strong_drink_raises_the_ratio_and_can_be_switched_off),
      cmocka_unit_test(a_failing_kidney_lowers_recoveries_but_hardly_the_ratio),
      cmocka_unit_test(without_a_colon_late_windows_are_nearly_empty),
      cmocka_unit_test(amounts_rates_and_concentrations_are_one_recovery_in_other_words),
      cmocka_unit_test(ratios_of_shares_moles_and_masses_differ_by_doses_and_molar_masses),
      cmocka_unit_test(serum_holds_what_is_in_blood_over_its_volume),
      cmocka_unit_test(a_rate_needs_a_window),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
