/* Parts of the body with closed forms: what remains when the rest is switched off. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "life.h"

static struct zn_parameters reference;
static double rest[ZN_BODY_STATES];

static int begin(void **state) {
  (void)state;
  zn_parameters_default(&reference);
  life_rest(rest, &reference, ZN_BRANCH_HEALTHY);
  return 0;
}

/* The reference person at rest, to be changed. */
struct scene {
  struct zn_parameters person;
  union {
    struct zn_body_states y;
    double flat[ZN_BODY_STATES];
  } now, rate;
};

static void set(struct scene *s) {
  s->person = reference;
  memcpy(s->now.flat, rest, sizeof rest);
}

static void look(struct scene *s, double time_h) { zn_body_rates(time_h, s->now.flat, &s->person, s->rate.flat); }
static void live(struct scene *s, double hours) { life_go(s->now.flat, &s->person, hours, 1e-8); }

static void close_to(double value, double expected, double share) {
  if (!(fabs(value - expected) <= share * fabs(expected))) fail_msg("%.12g is not %.12g", value, expected);
}

/* --- Blood ------------------------------------------------------------------------------------------------------------------- */

static void without_bacteria_the_acute_inflammation_block_rests_at_its_mediator_alone(void **state) {
  (void)state;
  struct scene s;
  set(&s);
  s.person.circulation_bacteria_entry = 0.0;
  life_rest(s.now.flat, &s.person, ZN_BRANCH_HEALTHY);
  const struct zn_circulation_states *y = &s.now.y.circulation;
  assert_true(y->bacteria == 0.0 && y->phagocytes == 0.0 && y->damage == 0.0);
  close_to(y->anti_inflammatory, s.person.circulation_s_c / s.person.circulation_mu_c, 1e-12);
  live(&s, 8766.0);
  assert_true(y->bacteria == 0.0 && y->phagocytes == 0.0 && y->damage == 0.0);
}

/* A trace of bacteria grows at k_pg and is cleared by tissue at k_pm s_m / mu_m; the difference is what remains. */
static void a_trace_of_bacteria_is_cleared_exponentially(void **state) {
  (void)state;
  struct scene s;
  set(&s);
  struct zn_circulation_states *y = &s.now.y.circulation;
  struct zn_parameters *p = &s.person;
  p->circulation_bacteria_entry = 0.0;
  y->phagocytes = y->damage = 0.0;
  y->anti_inflammatory = p->circulation_s_c / p->circulation_mu_c;
  y->bacteria = 1e-7;
  const double pace = p->circulation_k_pg - p->circulation_k_pm * p->circulation_s_m / p->circulation_mu_m;
  assert_true(pace < 0.0);
  live(&s, 3.0);
  close_to(y->bacteria, 1e-7 * exp(3.0 * pace), 1e-4);
}

static void working_liver_mass_approaches_its_new_level_exponentially(void **state) {
  (void)state;
  struct scene s;
  set(&s);
  const double before = s.now.y.liver.kupffer;
  s.person.liver_function = 0.3;
  live(&s, 100.0);
  close_to(s.now.y.liver.kupffer, 0.3 + (before - 0.3) * exp(-100.0 / s.person.liver_kupffer_time), 1e-6);
}

/* One hour of exertion: stress rises and falls with its own time constant, and leaves nothing behind. */
static void stress_comes_and_goes_with_its_time_constant(void **state) {
  (void)state;
  struct scene s;
  set(&s);
  const double tau = s.person.circulation_stress_time, exertion = 1.7;
  s.person.circulation_exertion = exertion;
  live(&s, 1.0);
  const double peak = exertion * (1.0 - exp(-1.0 / tau));
  close_to(s.now.y.circulation.stress, peak, 1e-6);
  s.person.circulation_exertion = 0.0;
  live(&s, 3.0);
  close_to(s.now.y.circulation.stress, peak * exp(-3.0 / tau), 1e-6);
  assert_true(s.now.y.circulation.defence > 1.0);
  live(&s, 8766.0);
  close_to(s.now.y.circulation.defence, 1.0, 1e-6);
}

static void prolonged_intake_of_a_drug_comes_to_intake_over_loss(void **state) {
  (void)state;
  struct scene s;
  set(&s);
  s.person.circulation_steroid_intake = 0.04 / 24.0;
  s.person.circulation_nsaid_intake = 0.15 / 24.0;
  live(&s, 24.0);
  const double k = s.person.circulation_steroid_loss;
  close_to(s.now.y.circulation.steroid, s.person.circulation_steroid_intake / k * (1.0 - exp(-24.0 * k)), 1e-6);
  live(&s, 2000.0);
  close_to(s.now.y.circulation.nsaid, s.person.circulation_nsaid_intake / s.person.circulation_nsaid_loss, 1e-6);
}

/* --- Gluten ------------------------------------------------------------------------------------------------------------------ */

/* Without gluten the drive falls by a fifth a day, and the antibody follows through its own decay: two exponentials. */
static void without_gluten_drive_and_antibody_decay_in_closed_form(void **state) {
  (void)state;
  struct scene s;
  set(&s);
  struct zn_immune_states *y = &s.now.y.immune;
  s.person.immune_hla_dq = 1.0;
  s.person.diet_gluten = s.now.y.lumen.gluten = 0.0;
  y->gluten_drive = 0.8;
  y->gluten_antibody = 0.7;
  const double a = s.person.immune_gluten_rate, b = s.person.immune_antibody_loss, t = 14.0 * 24.0, yield = s.person.immune_antibody_yield;
  close_to(a * 24.0, 0.2, 1e-9);
  live(&s, t);
  close_to(y->gluten_drive, 0.8 * exp(-a * t), 1e-5);
  close_to(y->gluten_antibody, 0.7 * exp(-b * t) + b * yield * 0.8 * (exp(-a * t) - exp(-b * t)) / (b - a), 1e-5);
}

static void without_the_gene_gluten_does_nothing(void **state) {
  (void)state;
  struct scene s;
  set(&s);
  assert_true(s.person.immune_hla_dq == 0.0 && rest[life_state("immune_gluten_drive")] == 0.0);
  s.person.diet_gluten *= 4.0;
  live(&s, 2000.0);
  assert_true(s.now.y.immune.gluten_drive == 0.0 && s.now.y.immune.gluten_antibody == 0.0);
  for (int i = 0; i < ZN_BODY_STATES; i++)
    if (i != life_state("lumen_gluten")) assert_true(fabs(s.now.flat[i] - rest[i]) <= 1e-6 * (rest[i] + zn_state_info(i)->scale));
}

/* Villi under a constant drive rest at healthy / (1 + tau x loss x drive x reach). */
static void villi_rest_where_loss_meets_growth(void **state) {
  (void)state;
  struct scene s;
  set(&s);
  const struct zn_parameters *p = &s.person;
  s.now.y.immune.gluten_drive = 0.6;
  for (int k = 0; k < ZN_SMALL_BOWEL_SEGMENTS; k++)
    s.now.y.epithelium.villus[k] =
        p->epithelium_villus_healthy / (1.0 + p->epithelium_villus_time * p->epithelium_villus_loss * 0.6 * p->epithelium_gluten_reach[k]);
  look(&s, 0.0);
  for (int k = 0; k < ZN_SMALL_BOWEL_SEGMENTS; k++) assert_true(fabs(s.rate.y.epithelium.villus[k]) < 1e-15);
}

static void larazotide_narrows_the_leak_by_its_block_and_nothing_else(void **state) {
  (void)state;
  struct scene s, treated;
  set(&s);
  treated = s;
  const struct zn_parameters *p = &s.person;
  treated.now.y.lumen.larazotide = 3.0 * p->lumen_larazotide_half;
  const double block = 0.75 * p->lumen_larazotide_effect;
  look(&s, 0.0);
  look(&treated, 0.0);
  for (int k = 0; k < ZN_SEGMENTS; k++) {
    const double target = s.now.y.epithelium.leak[k] + p->epithelium_leak_time * s.rate.y.epithelium.leak[k];
    const double narrowed = s.now.y.epithelium.leak[k] + p->epithelium_leak_time * treated.rate.y.epithelium.leak[k];
    close_to(narrowed, (1.0 - block) * target, 1e-12);
    treated.rate.y.epithelium.leak[k] = s.rate.y.epithelium.leak[k];
  }
  treated.rate.y.lumen.larazotide = s.rate.y.lumen.larazotide;
  assert_memory_equal(&treated.rate, &s.rate, sizeof s.rate);
}

/* --- Meals ------------------------------------------------------------------------------------------------------------------- */

static double eaten_in_a_day(double sharpness) {
  enum { POINTS = 4800 };
  struct scene s;
  set(&s);
  s.person.diet_in_meals = 1.0;
  s.person.diet_meal_sharpness = sharpness;
  double sum = 0.0;
  for (int i = 0; i < POINTS; i++) {
    look(&s, 24.0 * i / POINTS);
    sum += s.rate.y.lumen.protein + s.person.lumen_transit_rate * s.now.y.lumen.protein;
  }
  return sum / POINTS / s.person.diet_protein;
}

static void meals_hold_as_much_as_the_daily_mean(void **state) {
  (void)state;
  const double typed = reference.diet_meal_sharpness;
  assert_true(fabs(eaten_in_a_day(typed) - 1.0) < 2e-6);
  assert_true(fabs(eaten_in_a_day(400.0) - 1.0) < 1e-8);
  assert_true(fabs(eaten_in_a_day(5.0) - 1.0) < 1e-3);
}

static void meals_come_at_their_hours(void **state) {
  (void)state;
  struct scene s;
  set(&s);
  s.person.diet_in_meals = 1.0;
  const double hours[] = {s.person.diet_breakfast_time, s.person.diet_lunch_time, s.person.diet_dinner_time};
  for (int k = 0; k < 3; k++) {
    double rate[3];
    for (int i = 0; i < 3; i++) {
      look(&s, 48.0 + hours[k] + 0.2 * (i - 1));
      rate[i] = s.rate.y.lumen.fat;
    }
    assert_true(rate[1] > rate[0] && rate[1] > rate[2]);
  }
  look(&s, 3.0);
  assert_true(fabs(s.rate.y.lumen.fat + s.person.lumen_transit_rate * s.now.y.lumen.fat) < 1e-3 * s.person.diet_fat);
}

/* Averages over a month, an hour at a time. */
static void average(struct scene *s, const char *const *names, int n, double *mean) {
  enum { DAYS = 30 };
  for (int i = 0; i < n; i++) mean[i] = 0.0;
  double y[ZN_BODY_STATES];
  memcpy(y, s->now.flat, sizeof y);
  life_watch(y, &s->person, DAYS * 24.0, DAYS * 24, names, n, mean);
}

static void meals_and_the_daily_mean_give_equal_months(void **state) {
  (void)state;
  static const char *const names[] = {"scfa[ascending]",
                                      "butyrate[descending]",
                                      "ph[ascending]",
                                      "microbial_mass[transverse]",
                                      "mucus_inner[descending]",
                                      "leak[ileum]",
                                      "cell_loss[ileum]",
                                      "villus_height_crypt_depth",
                                      "serum_lps",
                                      "serum_crp",
                                      "bacterial_contact[descending]",
                                      "inflammatory_macrophages[ileum]"};
  enum { READINGS = sizeof names / sizeof *names };
  double steady[READINGS], meals[READINGS];
  struct scene s;
  set(&s);
  average(&s, names, READINGS, steady);
  s.person.diet_in_meals = 1.0;
  average(&s, names, READINGS, meals);
  for (int i = 0; i < READINGS; i++) {
    const double ratio = meals[i] / steady[i];
    if (!(fabs(ratio - 1.0) < 0.05)) fail_msg("%s is %.3f times as high with meals", names[i], ratio);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_bacteria_the_acute_inflammation_block_rests_at_its_mediator_alone),
      cmocka_unit_test(a_trace_of_bacteria_is_cleared_exponentially),
      cmocka_unit_test(working_liver_mass_approaches_its_new_level_exponentially),
      cmocka_unit_test(stress_comes_and_goes_with_its_time_constant),
      cmocka_unit_test(prolonged_intake_of_a_drug_comes_to_intake_over_loss),
      cmocka_unit_test(without_gluten_drive_and_antibody_decay_in_closed_form),
      cmocka_unit_test(without_the_gene_gluten_does_nothing),
      cmocka_unit_test(villi_rest_where_loss_meets_growth),
      cmocka_unit_test(larazotide_narrows_the_leak_by_its_block_and_nothing_else),
      cmocka_unit_test(meals_hold_as_much_as_the_daily_mean),
      cmocka_unit_test(meals_come_at_their_hours),
      cmocka_unit_test(meals_and_the_daily_mean_give_equal_months),
  };
  return cmocka_run_group_tests(tests, begin, NULL);
}
