/* Where bodies rest: by hand, in virtual people, and the same on any number of threads. */
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

static struct zn_landscape *found(const struct zn_run *run) {
  struct zn_landscape *l;
  struct zn_error error = {0};
  if (zn_landscape_find(&l, run, &error) != ZN_OK) fail_msg("%s", error.text);
  return l;
}

/* --- By hand -------------------------------------------------------------------------------------------------------------------------- */

enum { PEOPLE = 4, STEPS = 4, CELLS = 2 * STEPS * 2 };

/* Two rows of four cells, leak 1 to 8; how many of four people are ill in each, from below and above. */
static const int ill[2][STEPS][2] = {{{0, 0}, {0, 1}, {0, 3}, {2, 4}}, {{2, 2}, {4, 4}, {4, 4}, {4, 4}}};

struct by_hand {
  struct zn_cohort cohorts[1 + CELLS];
  struct zn_study study;
  struct zn_cohort_result results[1 + CELLS];
  double values[1 + CELLS][PEOPLE];
  struct zn_run run;
};

static struct by_hand *by_hand(void) {
  struct by_hand *h = calloc(1, sizeof *h);
  assert_non_null(h);
  const int leak = zn_parameter_find("epithelium_constitutive_leak"), gain = zn_parameter_find("immune_gain");
  h->study = (struct zn_study){.n_cohorts = 1 + CELLS, .cohorts = h->cohorts, .n_read = 1};
  h->study.map = (struct zn_map){.across = {leak, 1.0, 8.0, STEPS},
                                 .up = {gain, 1.0, 2.0, 2},
                                 .ill = {.word = "ill", .observable = 0, .places = 1, .above = 0.2},
                                 .also_parameter = -1,
                                 .first_cell = 1};
  for (int c = 0; c <= CELLS; c++) h->results[c] = (struct zn_cohort_result){.people = PEOPLE, .value = h->values[c]};
  for (int up = 0; up < 2; up++)
    for (int across = 0; across < STEPS; across++)
      for (int side = 0; side < 2; side++)
        for (int i = 0; i < PEOPLE; i++)
          h->values[zn_map_cell(&h->study.map, 0, up, across, side)][i] = i < ill[up][across][side] ? 0.8 : 0.02;
  h->run = (struct zn_run){.study = &h->study, .cohort = h->results};
  return h;
}

static void shares_and_zones_are_those_of_the_people(void **state) {
  (void)state;
  static const enum zn_map_zone zones[2][STEPS] = {{ZN_ZONE_CALM, ZN_ZONE_CALM, ZN_ZONE_EITHER, ZN_ZONE_ILL},
                                                   {ZN_ZONE_ILL, ZN_ZONE_ILL, ZN_ZONE_ILL, ZN_ZONE_ILL}};
  struct by_hand *h = by_hand();
  struct zn_landscape *l = found(&h->run);
  for (int up = 0; up < 2; up++)
    for (int across = 0; across < STEPS; across++) {
      const struct zn_map_place *place = zn_landscape_place(l, 0, up, across);
      assert_true(fabs(place->across - pow(2.0, across)) < 1e-12 && place->up == 1.0 + up);
      for (int side = 0; side < 2; side++) assert_true(place->share[side] == ill[up][across][side] / 4.0);
      assert_int_equal(zn_map_zone(place), zones[up][across]);
    }
  assert_true(l->either == 1.0 / 8.0);
  zn_landscape_free(l);
  free(h);
}

static void edges_lie_between_steps_on_the_logarithm(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_landscape *l = found(&h->run);
  assert_true(fabs(zn_landscape_edge(l, 0, ZN_FROM_BELOW, 0) - 8.0) < 1e-12);
  assert_true(fabs(zn_landscape_edge(l, 0, ZN_FROM_ABOVE, 0) - 2.0 * sqrt(2.0)) < 1e-12); /* half between 1/4 at 2 and 3/4 at 4 */
  for (int side = 0; side < 2; side++) assert_true(zn_landscape_edge(l, 0, (enum zn_map_side)side, 1) == -INFINITY);
  zn_landscape_free(l);
  for (int i = 0; i < PEOPLE; i++) h->values[zn_map_cell(&h->study.map, 0, 0, 3, 0)][i] = 0.02;
  l = found(&h->run);
  assert_true(zn_landscape_edge(l, 0, ZN_FROM_BELOW, 0) == INFINITY);
  zn_landscape_free(l);
  free(h);
}

static void a_cell_without_people_is_unknown(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  for (int i = 0; i < PEOPLE; i++) h->values[zn_map_cell(&h->study.map, 0, 0, 1, 1)][i] = NAN;
  struct zn_landscape *l = found(&h->run);
  const struct zn_map_place *place = zn_landscape_place(l, 0, 0, 1);
  assert_int_equal(place->people[ZN_FROM_ABOVE], 0);
  assert_int_equal(place->people[ZN_FROM_BELOW], PEOPLE);
  assert_true(isnan(place->share[ZN_FROM_ABOVE]));
  assert_int_equal(zn_map_zone(place), ZN_ZONE_UNKNOWN);
  zn_landscape_free(l);
  free(h);
}

static void a_study_that_does_not_ask_is_refused(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_landscape *l;
  struct zn_error error = {0};
  h->study.map.across.steps = 0;
  assert_int_equal(zn_landscape_find(&l, &h->run, &error), ZN_ARGUMENT);
  assert_null(l);
  free(h);
}

/* --- Virtual people ------------------------------------------------------------------------------------------------------------------- */

static const char small[] =
    "title: T\nsource: none\nsummary: S.\ncohort: {people: 4, condition: healthy, seed: 7}\nmap:\n"
    "  across: {parameter: epithelium_constitutive_leak, from: 0.5, to: 8, steps: 9}\n"
    "  up: {parameter: immune_gain, from: 0.5, to: 8, steps: 7}\n"
    "  ill: {word: inflamed, reading: \"inflammatory_macrophages[*]\", above: 0.2}\n"
    "  also: {parameter: immune_antigen_half, scale: 0.5}\n"
    "  marks: {people: 6, conditions: [healthy, crohn_active]}\n"
    "  ramp: {up: [0.5, 2.9, 5.8], hold: 180 d, people: 6}\n";

static struct zn_study *study;
static struct zn_run *run;
static struct zn_landscape *map;

/* One run for all tests below. */
static void have_run(void) {
  if (map) return;
  study = asked_study(small);
  run = asked_run(study, &(struct zn_run_options){0});
  map = found(run);
}

/* Who is ill in fewer parts of the gut from one side may be a little worse in the worst of them. */
static const double fewer_places = 1.05;

static void from_below_no_more_are_ill_than_from_above(void **state) {
  (void)state;
  have_run();
  int either = 0;
  for (int v = 0; v < 2; v++)
    for (int up = 0; up < map->n_up; up++)
      for (int across = 0; across < map->n_across; across++) {
        const struct zn_map_place *place = zn_landscape_place(map, v, up, across);
        assert_true(place->people[0] == 4 && place->people[1] == 4);
        assert_true(place->share[ZN_FROM_BELOW] <= place->share[ZN_FROM_ABOVE]);
        assert_true(place->reading[ZN_FROM_BELOW].median <= place->reading[ZN_FROM_ABOVE].median * fewer_places);
        either += place->share[ZN_FROM_BELOW] < place->share[ZN_FROM_ABOVE];
      }
  assert_true(either > 5); /* history matters somewhere */
}

/* More leak, more gain or a lower threshold make nobody well. */
static void no_hit_makes_anybody_well(void **state) {
  (void)state;
  have_run();
  for (int v = 0; v < 2; v++)
    for (int up = 0; up < map->n_up; up++)
      for (int across = 0; across < map->n_across; across++)
        for (int side = 0; side < 2; side++) {
          const double share = zn_landscape_place(map, v, up, across)->share[side];
          if (across) assert_true(share >= zn_landscape_place(map, v, up, across - 1)->share[side]);
          if (up) assert_true(share >= zn_landscape_place(map, v, up - 1, across)->share[side]);
          if (v) assert_true(share >= zn_landscape_place(map, 0, up, across)->share[side]);
        }
  assert_true(zn_landscape_place(map, 0, 0, map->n_across - 1)->share[ZN_FROM_ABOVE] == 0.0); /* one hit alone does nothing */
  assert_true(zn_landscape_place(map, 0, map->n_up - 1, map->n_across - 1)->share[ZN_FROM_BELOW] == 1.0);
}

static void a_cell_is_its_people_at_rest(void **state) {
  (void)state;
  have_run();
  const int cohort = zn_map_cell(&study->map, 1, 3, 5, 1);
  for (int i = 0; i < 2; i++) {
    struct human h = human_of(7, i, "healthy");
    human_set(&h, "epithelium_constitutive_leak", zn_map_at(&study->map.across, 5));
    human_set(&h, "immune_gain", zn_map_at(&study->map.up, 3));
    human_scale(&h, "immune_antigen_half", 0.5);
    human_settle(&h, ZN_BRANCH_INFLAMED);
    assert_true(fabs(asked_value(run, cohort, 0, i) / human_highest(&h, "inflammatory_macrophages") - 1.0) < 1e-6);
    human_leave(&h);
  }
}

static void marks_stand_where_their_people_were_drawn(void **state) {
  (void)state;
  have_run();
  static const char *const conditions[2] = {"healthy", "crohn_active"};
  for (int k = 0; k < 2; k++) {
    const struct zn_map_mark *mark = &map->mark[k];
    double zones = 0.0;
    assert_int_equal(mark->people, 6);
    for (int i = 0; i < 6; i++) {
      struct human h = human_of(8u + (unsigned)k, i, conditions[k]);
      assert_true(mark->across[i] == h.person.epithelium_constitutive_leak && mark->up[i] == h.person.immune_gain);
      assert_int_equal(mark->is_ill[i], human_inflamed(&h));
      human_leave(&h);
    }
    for (int z = 0; z < 4; z++) zones += mark->zone[z];
    assert_true(fabs(zones - 1.0) < 1e-12);
  }
  assert_int_equal(map->mark[0].ill, 0);
  assert_true(map->mark[1].ill >= 5);
  assert_true(map->mark[0].zone[ZN_ZONE_CALM] == 1.0 && map->mark[1].zone[ZN_ZONE_CALM] < 0.5);
}

/* The way down lies on or above the way up; at a low gain they are one, at a high one they part. */
static void who_goes_up_slowly_comes_down_by_another_way(void **state) {
  (void)state;
  have_run();
  double gap[3] = {0.0, 0.0, 0.0};
  for (int k = 0; k < 3; k++) {
    const struct zn_map_ramp *ramp = &map->ramp[k];
    assert_int_equal(ramp->people, 6);
    assert_int_equal(ramp->n, 17);
    for (int i = 0; i <= 8; i++) {
      const double up = ramp->reading[i].median, down = ramp->reading[16 - i].median;
      assert_true(ramp->across[i] == ramp->across[16 - i]);
      assert_true(down >= up / fewer_places);
      gap[k] = fmax(gap[k], down - up);
    }
  }
  print_message("             largest gap between the ways: %.3f, %.3f, %.3f\n", gap[0], gap[1], gap[2]);
  assert_true(gap[0] < 0.01 && gap[1] > 0.2 && gap[2] > 0.2);
  assert_int_equal(map->ramp[0].fell_ill, 0);
  assert_true(isnan(map->ramp[0].falls_ill) && map->ramp[1].fell_ill == 6);
  assert_true(map->ramp[2].falls_ill < map->ramp[1].falls_ill);
  assert_true(map->ramp[1].gets_well < map->ramp[1].falls_ill);
}

/* After a long first step the people of a ramp are where the map says that they rest. */
static void a_ramp_begins_where_bodies_rest(void **state) {
  (void)state;
  have_run();
  const int ramp = zn_map_ramp(&study->map, 0), cell = zn_map_cell(&study->map, 0, 0, 0, 0);
  for (int i = 0; i < 4; i++)
    assert_true(fabs(asked_value(run, ramp, zn_map_ramp_row(&study->map, 0, 0), i) / asked_value(run, cell, 0, i) - 1.0) < 1e-4);
}

static void files_are_the_same_bytes_on_any_number_of_threads_and_lanes(void **state) {
  (void)state;
  have_run();
  typedef enum zn_status writer(const struct zn_landscape *, const char *, struct zn_error *);
  static writer *const writers[3] = {zn_landscape_write_map, zn_landscape_write_marks, zn_landscape_write_ramps};
  struct zn_run *other_run = asked_run(study, &(struct zn_run_options){.threads = 1, .lanes = 1});
  struct zn_landscape *other = found(other_run);
  char folder[128], path[200];
  scratch_begin(folder);
  snprintf(path, sizeof path, "%s/some.csv", folder);
  for (int f = 0; f < 3; f++) {
    struct zn_error error = {0};
    if (writers[f](map, path, &error) != ZN_OK) fail_msg("%s", error.text);
    char *one = scratch_read(path, NULL);
    if (writers[f](other, path, &error) != ZN_OK) fail_msg("%s", error.text);
    char *two = scratch_read(path, NULL);
    assert_true(strlen(one) > 200);
    assert_string_equal(one, two);
    free(one);
    free(two);
  }
  scratch_end(folder);
  zn_landscape_free(other);
  zn_run_free(other_run);
}

static int leave(void **state) {
  (void)state;
  zn_landscape_free(map);
  zn_run_free(run);
  zn_study_free(study);
  humans_leave();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shares_and_zones_are_those_of_the_people),
      cmocka_unit_test(edges_lie_between_steps_on_the_logarithm),
      cmocka_unit_test(a_cell_without_people_is_unknown),
      cmocka_unit_test(a_study_that_does_not_ask_is_refused),
      cmocka_unit_test(from_below_no_more_are_ill_than_from_above),
      cmocka_unit_test(no_hit_makes_anybody_well),
      cmocka_unit_test(a_cell_is_its_people_at_rest),
      cmocka_unit_test(marks_stand_where_their_people_were_drawn),
      cmocka_unit_test(who_goes_up_slowly_comes_down_by_another_way),
      cmocka_unit_test(a_ramp_begins_where_bodies_rest),
      cmocka_unit_test(files_are_the_same_bytes_on_any_number_of_threads_and_lanes),
  };
  return cmocka_run_group_tests(tests, NULL, leave);
}
