/* What the wall shows to solutes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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

static void the_reference_person_shows_about_one_everywhere(void **state) {
  (void)state;
  struct zn_wall wall;
  zn_body_wall(rest, &reference, &wall);
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    const struct zn_wall_segment *w = &wall.segment[s];
    const char *where = zn_segment_name((enum zn_segment)s);
    if (fabs(w->leak - 1.0) > 0.05) fail_msg("leak of the %s is %g", where, w->leak);
    if (fabs(w->pore - 1.0) > 0.05) fail_msg("pore of the %s is %g", where, w->pore);
    if (fabs(w->absorptive_area - 1.0) > 0.05) fail_msg("area of the %s is %g", where, w->absorptive_area);
    if (fabs(w->contact - 1.0) > 1e-6) fail_msg("contact in the %s is %g", where, w->contact);
    if (!(w->cell_loss >= 0.0 && w->cell_loss < 0.02)) fail_msg("cell loss of the %s is %g", where, w->cell_loss);
    if (!(w->mucus_cm > 0.005 && w->mucus_cm < 0.15)) fail_msg("mucus of the %s is %g cm", where, w->mucus_cm);
    if (s >= ZN_COLON) assert_true(w->absorptive_area == 1.0);
  }
  assert_true(wall.gastric_leak == 1.0);
}

/* What the table calls 1 in the reference person is 1 in the reference person. */
static void relative_microbes_and_mucinase_are_one(void **state) {
  (void)state;
  struct zn_parameters again = reference;
  zn_body_reference(rest, &again);
  const double *now = (const double *)&again, *typed = (const double *)&reference;
  int seen = 0;
  for (int k = 0; k < zn_parameter_count(); k++) {
    if (strcmp(zn_parameter_info(k)->source, "reference") != 0) {
      assert_true(now[k] == typed[k]);
      continue;
    }
    if (fabs(now[k] / typed[k] - 1.0) > 1e-6) fail_msg("%s is %g at rest, %g in the table", zn_parameter_info(k)->name, now[k], typed[k]);
    seen++;
  }
  assert_int_equal(seen, 25);
}

static void the_wall_agrees_with_what_instruments_read(void **state) {
  (void)state;
  for (int k = 0; k < 20; k++) {
    struct zn_parameters person;
    double y[ZN_BODY_STATES];
    struct zn_wall wall;
    char name[64];
    life_draw(&person, 17, k);
    memcpy(y, rest, sizeof y);
    life_shake(y, 0.5, 17, k);
    y[life_state("circulation_stress")] = 0.3;
    y[life_state("circulation_nsaid")] = 0.05;
    zn_body_wall(y, &person, &wall);
    for (int s = 0; s < ZN_SEGMENTS; s++) {
      const char *where = zn_segment_name((enum zn_segment)s);
      snprintf(name, sizeof name, "leak[%s]", where);
      assert_true(life_read(y, &person, name) == wall.segment[s].leak);
      snprintf(name, sizeof name, "bacterial_contact[%s]", where);
      assert_true(life_read(y, &person, name) == wall.segment[s].contact);
      snprintf(name, sizeof name, "mucus_thickness[%s]", where);
      assert_true(fabs(life_read(y, &person, name) - 1e4 * wall.segment[s].mucus_cm) < 1e-9);
    }
  }
}

/* Stress, alcohol, aspirin and other anti-inflammatory drugs open junctions at once, on top of the slow leak; aspirin and its
 * like open the stomach. */
static void fast_insults_open_the_wall_at_once_and_only_where_they_act(void **state) {
  (void)state;
  static const char *const insults[] = {"circulation_stress", "circulation_nsaid", "lumen_alcohol", "lumen_aspirin"};
  struct zn_wall calm;
  zn_body_wall(rest, &reference, &calm);
  for (int k = 0; k < 4; k++) {
    double y[ZN_BODY_STATES], opened = 0.0;
    struct zn_wall wall;
    memcpy(y, rest, sizeof y);
    y[life_state(insults[k])] += zn_state_info(life_state(insults[k]))->scale;
    zn_body_wall(y, &reference, &wall);
    for (int s = 0; s < ZN_SEGMENTS; s++) {
      assert_true(wall.segment[s].leak >= calm.segment[s].leak);
      opened = fmax(opened, wall.segment[s].leak / calm.segment[s].leak);
      assert_true(wall.segment[s].pore == calm.segment[s].pore && wall.segment[s].cell_loss == calm.segment[s].cell_loss);
    }
    assert_true(opened > 1.05);
    assert_int_equal(wall.gastric_leak > 1.05, k == 1 || k == 3);
  }
}

static void flat_villi_take_area_from_the_small_bowel_only(void **state) {
  (void)state;
  double y[ZN_BODY_STATES];
  struct zn_wall wall;
  memcpy(y, rest, sizeof y);
  for (int s = 0; s < ZN_SMALL_BOWEL_SEGMENTS; s++) y[life_state("epithelium_villus[duodenum]") + s] = 0.0;
  zn_body_wall(y, &reference, &wall);
  for (int s = 0; s < ZN_SEGMENTS; s++)
    assert_true(wall.segment[s].absorptive_area == (s < ZN_SMALL_BOWEL_SEGMENTS ? reference.epithelium_flat_area : 1.0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_reference_person_shows_about_one_everywhere),
      cmocka_unit_test(relative_microbes_and_mucinase_are_one),
      cmocka_unit_test(the_wall_agrees_with_what_instruments_read),
      cmocka_unit_test(fast_insults_open_the_wall_at_once_and_only_where_they_act),
      cmocka_unit_test(flat_villi_take_area_from_the_small_bowel_only),
  };
  return cmocka_run_group_tests(tests, begin, NULL);
}
