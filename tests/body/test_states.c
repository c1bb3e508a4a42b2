/* The states of the body as one named list. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "life.h"

static void there_is_one_row_for_every_double_of_the_states(void **state) {
  (void)state;
  assert_int_equal(zn_state_count(), ZN_BODY_STATES);
  assert_int_equal((size_t)zn_state_count() * sizeof(double), sizeof(struct zn_body_states));
  assert_null(zn_state_info(-1));
  assert_null(zn_state_info(zn_state_count()));
}

static void names_are_unique_and_found(void **state) {
  (void)state;
  for (int i = 0; i < zn_state_count(); i++) {
    const char *name = zn_state_info(i)->name;
    assert_int_equal(zn_state_find(name), i);
    for (int j = 0; j < i; j++)
      if (strcmp(zn_state_info(j)->name, name) == 0) fail_msg("%s is there twice", name);
  }
  assert_int_equal(zn_state_find("mucus_inner"), -1);
  assert_int_equal(zn_state_find(""), -1);
}

static void a_name_leads_to_the_place_in_the_struct(void **state) {
  (void)state;
  double flat[ZN_BODY_STATES];
  const struct zn_body_states *y = (const struct zn_body_states *)flat;
  assert_ptr_equal(&flat[zn_state_find("lumen_fibre[pectin]")], &y->lumen.fibre[ZN_FIBRE_pectin]);
  assert_ptr_equal(&flat[zn_state_find("microbiota_fibre[transverse/gum]")], &y->microbiota.fibre[1][ZN_FIBRE_gum]);
  assert_ptr_equal(&flat[zn_state_find("microbiota_group[descending/pathobiont]")], &y->microbiota.group[2][ZN_GROUP_pathobiont]);
  assert_ptr_equal(&flat[zn_state_find("mucus_inner[ascending]")], &y->mucus.inner[0]);
  assert_ptr_equal(&flat[zn_state_find("epithelium_villus[ileum]")], &y->epithelium.villus[ZN_SEGMENT_ileum]);
  assert_ptr_equal(&flat[zn_state_find("immune_antigen[descending]")], &y->immune.antigen[ZN_SEGMENT_descending]);
  assert_ptr_equal(&flat[zn_state_find("liver_kupffer")], &y->liver.kupffer);
  assert_ptr_equal(&flat[zn_state_find("circulation_defence")], &y->circulation.defence);
}

static void every_state_has_its_room_size_and_meaning(void **state) {
  (void)state;
  static const char *const rooms[] = {"lumen", "microbiota", "mucus", "epithelium", "immune", "liver", "circulation"};
  int room = 0;
  for (int i = 0; i < zn_state_count(); i++) {
    const struct zn_state_info *info = zn_state_info(i);
    while (room < 7 && strcmp(info->room, rooms[room]) != 0) room++;
    if (room == 7) fail_msg("%s is in %s, which food does not meet in that order", info->name, info->room);
    assert_int_equal(strncmp(info->name, info->room, strlen(info->room)), 0);
    assert_true(info->scale > 0.0 && isfinite(info->scale));
    assert_true(strlen(info->meaning) > 5);
  }
  assert_int_equal(room, 6);
}

/* The unit in words and the powers that scale it are two spellings of one thing. */
static void units_agree_with_dimensions(void **state) {
  (void)state;
  static const struct {
    const char *unit;
    struct zn_dimension dimension;
  } known[] = {{"1", {0}},
               {"cm", {.length = 1}},
               {"g", {.mass = 1}},
               {"g/cm3", {.mass = 1, .length = -3}},
               {"mmol/cm3", {.amount = 1, .length = -3}}};
  for (int i = 0; i < zn_state_count(); i++) {
    const struct zn_state_info *info = zn_state_info(i);
    int k = 0;
    while (k < 5 && strcmp(info->unit, known[k].unit) != 0) k++;
    if (k == 5) fail_msg("%s has the unit %s", info->name, info->unit);
    assert_memory_equal(&info->dimension, &known[k].dimension, sizeof info->dimension);
  }
}

/* A healthy person at rest lies within two powers of ten of the sizes that set the tolerance, where a state is at work at all. */
static void sizes_fit_the_reference_person_at_rest(void **state) {
  (void)state;
  struct zn_parameters person;
  double y[ZN_BODY_STATES];
  int idle = 0;
  zn_parameters_default(&person);
  life_rest(y, &person, ZN_BRANCH_HEALTHY);
  for (int i = 0; i < ZN_BODY_STATES; i++) {
    const double share = y[i] / zn_state_info(i)->scale;
    if (share > 100.0) fail_msg("%s is %g, %g times its size", zn_state_info(i)->name, y[i], share);
    idle += share < 0.01;
  }
  assert_true(idle < ZN_BODY_STATES / 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(there_is_one_row_for_every_double_of_the_states),
      cmocka_unit_test(names_are_unique_and_found),
      cmocka_unit_test(a_name_leads_to_the_place_in_the_struct),
      cmocka_unit_test(every_state_has_its_room_size_and_meaning),
      cmocka_unit_test(units_agree_with_dimensions),
      cmocka_unit_test(sizes_fit_the_reference_person_at_rest),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
