/* What layers are worth: by hand, in virtual people, and the same on any number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "asked.h"
#include "scratch.h"

/* --- By hand -------------------------------------------------------------------------------------------------------------------------- */

enum { PEOPLE = 5, LAYERS = 2, CELLS = 5, ROWS = 2 };
enum { NONE, A, B, PAIR, ALL };

/* Two layers that double and treble a reading alone and multiply it by twelve together; all of them by forty. Person i reads 1 + i with
 * nothing gone, and is ill where the second row is above 1. */
struct by_hand {
  int layers[LAYERS], readings[1];
  struct zn_cohort cohorts[CELLS];
  struct zn_study study;
  struct zn_cohort_result results[CELLS];
  double values[CELLS][ROWS * PEOPLE];
  struct zn_run run;
};

static struct by_hand *by_hand(void) {
  static const double times[CELLS] = {1.0, 2.0, 3.0, 12.0, 40.0};
  static const int ill[CELLS] = {0, 0, 1, 3, 5};
  struct by_hand *h = calloc(1, sizeof *h);
  assert_non_null(h);
  h->layers[1] = 1;
  h->readings[0] = zn_observable_find("serum_lps");
  for (int c = 0; c < CELLS; c++) {
    h->cohorts[c] = (struct zn_cohort){.name = "cell", .people = PEOPLE, .seed = 1};
    for (int i = 0; i < PEOPLE; i++) {
      h->values[c][i] = (1.0 + i) * times[c];
      h->values[c][PEOPLE + i] = i < ill[c] ? 2.0 : 0.5;
    }
    h->results[c] = (struct zn_cohort_result){.people = PEOPLE, .value = h->values[c]};
  }
  h->study = (struct zn_study){.n_cohorts = CELLS, .cohorts = h->cohorts, .n_read = ROWS};
  h->study.matrix = (struct zn_matrix){.n_layers = LAYERS,
                                       .layer = h->layers,
                                       .at_h = 24.0,
                                       .n_readings = 1,
                                       .reading = h->readings,
                                       .ill = {.word = "ill", .observable = 0, .places = 1, .above = 1.0}};
  h->run = (struct zn_run){.study = &h->study, .cohort = h->results};
  return h;
}

static struct zn_redundancy *found(const struct zn_run *run) {
  struct zn_redundancy *r;
  struct zn_error error = {0};
  if (zn_redundancy_find(&r, run, &error) != ZN_OK) fail_msg("%s", error.text);
  return r;
}

static void must_be(const struct zn_middle *m, double median, double low, double high) {
  const double want[3] = {median, low, high}, have[3] = {m->median, m->low, m->high};
  for (int i = 0; i < 3; i++)
    if (!(fabs(have[i] - want[i]) < 1e-12 * fabs(want[i]))) fail_msg("%g instead of %g", have[i], want[i]);
}

static void a_person_is_compared_with_himself(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_redundancy *r = found(&h->run);
  assert_int_equal(r->n_cells, CELLS);
  must_be(&r->cell[NONE].reading[0].value, 3.0, 1.2, 4.8);
  must_be(&r->cell[A].reading[0].value, 6.0, 2.4, 9.6);
  must_be(&r->cell[A].reading[0].fold, 2.0, 2.0, 2.0);
  must_be(&r->cell[B].reading[0].fold, 3.0, 3.0, 3.0);
  must_be(&r->cell[ALL].reading[0].fold, 40.0, 40.0, 40.0);
  zn_redundancy_free(r);
  free(h);
}

static void synergy_is_what_goes_beyond_the_product(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_redundancy *r = found(&h->run);
  must_be(&r->cell[PAIR].reading[0].synergy, 2.0, 2.0, 2.0);
  must_be(&r->cell[ALL].reading[0].synergy, 40.0 / 6.0, 40.0 / 6.0, 40.0 / 6.0);
  assert_true(isnan(r->cell[NONE].reading[0].synergy.median) && isnan(r->cell[A].reading[0].synergy.median));
  assert_int_equal(r->worst_single[0], B);
  assert_int_equal(r->worst_pair[0], PAIR);
  assert_int_equal(r->more_than_product[0], 1);
  assert_int_equal(r->less_than_product[0], 0);
  zn_redundancy_free(r);
  for (int i = 0; i < PEOPLE; i++) h->values[PAIR][i] /= 2.0; /* the product itself */
  r = found(&h->run);
  assert_int_equal(r->more_than_product[0], 0);
  assert_int_equal(r->less_than_product[0], 0);
  zn_redundancy_free(r);
  for (int i = 0; i < PEOPLE; i++) h->values[PAIR][i] /= 2.0;
  r = found(&h->run);
  assert_int_equal(r->less_than_product[0], 1);
  zn_redundancy_free(r);
  free(h);
}

static void the_ill_are_counted_with_an_interval(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_redundancy *r = found(&h->run);
  static const double shares[CELLS] = {0.0, 0.0, 0.2, 0.6, 1.0};
  for (int c = 0; c < CELLS; c++) {
    assert_true(r->cell[c].share == shares[c]);
    assert_true(r->cell[c].share_lo90 <= r->cell[c].share && r->cell[c].share <= r->cell[c].share_hi90);
  }
  assert_true(r->cell[NONE].share_lo90 == 0.0 && r->cell[ALL].share_hi90 == 1.0);
  assert_true(fabs(pow(1.0 - r->cell[NONE].share_hi90, PEOPLE) - 0.05) < 1e-12); /* nobody of five, one time in twenty */
  zn_redundancy_free(r);
  free(h);
}

static void who_failed_does_not_count(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  h->values[PAIR][0] = h->values[PAIR][PEOPLE] = NAN;
  struct zn_redundancy *r = found(&h->run);
  assert_int_equal(r->cell[PAIR].people, PEOPLE - 1);
  assert_true(r->cell[PAIR].share == 0.5);
  must_be(&r->cell[PAIR].reading[0].fold, 12.0, 12.0, 12.0);
  assert_int_equal(r->cell[A].people, PEOPLE);
  zn_redundancy_free(r);
  free(h);
}

static void a_study_that_does_not_ask_is_refused(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_redundancy *r;
  struct zn_error error = {0};
  h->study.matrix.n_layers = 0;
  assert_int_equal(zn_redundancy_find(&r, &h->run, &error), ZN_ARGUMENT);
  assert_null(r);
  free(h);
}

/* --- Virtual people ------------------------------------------------------------------------------------------------------------------- */

#define HEAD "title: T\nsource: none\nsummary: S.\ncohort: {people: 1, condition: healthy, seed: 12}\n"
#define LOST "without_mucus, without_secretions, without_liver"
static const char three[] = HEAD "matrix:\n  of: [" LOST
                                 "]\n  given: 0 d\n  at: 10 d\n  readings: [serum_lps, blood_bacteria]\n"
                                 "  ill: {word: septic, reading: tissue_damage, above: 5}\n";

/* What the same person shows after ten days in an ordinary study that gives these treatments. */
static double in_an_ordinary_study(const char *given, const char *observable) {
  char text[600];
  snprintf(text, sizeof text, HEAD "timeline:\n  - {at: 20 d, measure: serum}\n%spictures: [10 d]\n", given);
  struct zn_study *study = asked_study(text);
  struct zn_run *run = asked_run(study, &(struct zn_run_options){0});
  const double value = run->cohort[0].picture[zn_observable_find(observable)];
  zn_run_free(run);
  zn_study_free(study);
  return value;
}

static void a_cell_is_an_ordinary_study_that_takes_its_layers_away(void **state) {
  (void)state;
#define MUCUS "  - {at: 0 d, give: without_mucus}\n"
#define SECRETIONS "  - {at: 0 d, give: without_secretions}\n"
#define LIVER "  - {at: 0 d, give: without_liver}\n"
  static const char *const given[] = {
      "", MUCUS, SECRETIONS, LIVER, MUCUS SECRETIONS, MUCUS LIVER, SECRETIONS LIVER, MUCUS SECRETIONS LIVER};
  struct zn_study *study = asked_study(three);
  struct zn_run *run = asked_run(study, &(struct zn_run_options){0});
  struct zn_redundancy *r = found(run);
  assert_int_equal(r->n_cells, 8);
  for (int c = 0; c < r->n_cells; c++) {
    const double lps = in_an_ordinary_study(given[c], "serum_lps"), bacteria = in_an_ordinary_study(given[c], "blood_bacteria");
    if (!(fabs(r->cell[c].reading[0].value.median / lps - 1.0) < 1e-5 && fabs(r->cell[c].reading[1].value.median / bacteria - 1.0) < 1e-4))
      fail_msg("cell %d: %g, %g instead of %g, %g", c, r->cell[c].reading[0].value.median, r->cell[c].reading[1].value.median, lps,
               bacteria);
  }
  zn_redundancy_free(r);
  zn_run_free(run);
  zn_study_free(study);
}

static void the_matrix_is_symmetric_and_its_diagonal_is_one_layer_alone(void **state) {
  (void)state;
  struct zn_study *study = asked_study(three);
  struct zn_run *run = asked_run(study, &(struct zn_run_options){0});
  struct zn_redundancy *r = found(run);
  for (int a = 0; a < 3; a++)
    for (int b = 0; b < 3; b++) {
      const struct zn_cell *cell = zn_redundancy_cell(r, a, b);
      assert_non_null(cell);
      assert_ptr_equal(cell, zn_redundancy_cell(r, b, a));
      assert_int_equal(cell->kind, a == b ? ZN_CELL_ONE : ZN_CELL_PAIR);
      assert_true((cell->a == a && cell->b == b) || (cell->a == b && cell->b == a));
    }
  zn_redundancy_free(r);
  zn_run_free(run);
  zn_study_free(study);
}

/* The order in which layers are named changes places, not numbers. */
static void layers_may_be_named_in_any_order(void **state) {
  (void)state;
  static const char turned[] =
      HEAD "matrix:\n  of: [without_liver, without_mucus, without_secretions]\n  given: 0 d\n  at: 10 d\n  readings: [serum_lps]\n";
  static const int place[3] = {1, 2, 0}; /* of mucus, secretions, liver in the other order */
  struct zn_study *study[2] = {asked_study(three), asked_study(turned)};
  struct zn_run *run[2];
  struct zn_redundancy *r[2];
  for (int k = 0; k < 2; k++) r[k] = found(run[k] = asked_run(study[k], &(struct zn_run_options){0}));
  for (int a = 0; a < 3; a++)
    for (int b = a; b < 3; b++) {
      const double one = zn_redundancy_cell(r[0], a, b)->reading[0].fold.median,
                   other = zn_redundancy_cell(r[1], place[a], place[b])->reading[0].fold.median;
      assert_true(fabs(one / other - 1.0) < 1e-9);
    }
  for (int k = 0; k < 2; k++) {
    zn_redundancy_free(r[k]);
    zn_run_free(run[k]);
    zn_study_free(study[k]);
  }
}

/* Statement 4: one lost layer is borne, mucus and secretions together or all layers are not. */
static void layers_back_each_other_up(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_error error = {0};
  if (zn_study_read(&study, ZN_SOURCE_DIR "/studies/backups.yaml", humans_library(), &error) != ZN_OK) fail_msg("%s", error.text);
  for (int c = 0; c < study->n_cohorts; c++) study->cohorts[c].people = 30;
  struct zn_run *run = asked_run(study, &(struct zn_run_options){.without_intervals = 1});
  struct zn_redundancy *r = found(run);
  for (int a = 0; a < r->n_layers; a++) assert_true(zn_redundancy_cell(r, a, a)->share <= 0.1);
  const struct zn_cell *both = zn_redundancy_cell(r, 0, 2), *all = &r->cell[r->n_cells - 1];
  print_message("             septic without mucus and secretions %.0f %%, without all %.0f %%; LPS x%.3g, x%.3g\n", 100.0 * both->share,
                100.0 * all->share, both->reading[0].fold.median, all->reading[0].fold.median);
  assert_true(both->share > 0.8 && all->share > 0.9);
  assert_true(both->reading[0].synergy.median > 2.0);
  assert_true(all->reading[0].fold.median > 100.0);
  for (int c = 1; c < r->n_cells - 1; c++) assert_true(r->cell[c].reading[0].fold.median < all->reading[0].fold.median);
  zn_redundancy_free(r);
  zn_run_free(run);
  zn_study_free(study);
}

static void the_file_is_the_same_bytes_on_any_number_of_threads_and_lanes(void **state) {
  (void)state;
  static const struct zn_run_options ways[2] = {{.threads = 1, .lanes = 1}, {.threads = 3}};
  struct zn_study *study = asked_study(three);
  for (int c = 0; c < study->n_cohorts; c++) study->cohorts[c].people = 5;
  char folder[128], path[200], *text[2];
  scratch_begin(folder);
  snprintf(path, sizeof path, "%s/matrix.csv", folder);
  for (int w = 0; w < 2; w++) {
    struct zn_run *run = asked_run(study, &ways[w]);
    struct zn_redundancy *r = found(run);
    struct zn_error error = {0};
    if (zn_redundancy_write_csv(r, path, &error) != ZN_OK) fail_msg("%s", error.text);
    text[w] = scratch_read(path, NULL);
    zn_redundancy_free(r);
    zn_run_free(run);
  }
  assert_string_equal(text[0], text[1]);
  assert_non_null(strstr(text[0], "pair,without_mucus,without_secretions,5,serum_lps,pg/mL,"));
  for (int w = 0; w < 2; w++) free(text[w]);
  scratch_end(folder);
  zn_study_free(study);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_person_is_compared_with_himself),
      cmocka_unit_test(synergy_is_what_goes_beyond_the_product),
      cmocka_unit_test(the_ill_are_counted_with_an_interval),
      cmocka_unit_test(who_failed_does_not_count),
      cmocka_unit_test(a_study_that_does_not_ask_is_refused),
      cmocka_unit_test(a_cell_is_an_ordinary_study_that_takes_its_layers_away),
      cmocka_unit_test(the_matrix_is_symmetric_and_its_diagonal_is_one_layer_alone),
      cmocka_unit_test(layers_may_be_named_in_any_order),
      cmocka_unit_test(layers_back_each_other_up),
      cmocka_unit_test(the_file_is_the_same_bytes_on_any_number_of_threads_and_lanes),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
