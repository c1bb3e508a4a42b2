/* Rows of a study that come from chambers, perfusions and kits, read with the built-in library. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static void text_with(const char *rows, char text[2000]) {
  snprintf(text, 2000,
           "title: Tissue\nsource: none\nsummary: Everything once.\n"
           "cohort: {people: 3, condition: healthy}\n"
           "timeline:\n  - {at: 0 h, measure: ussing_surgical}\n  - {at: 0 h, measure: perfusion}\n  - {at: 0 h, measure: zonulin_kit}\n"
           "reported:\n%s",
           rows);
}

static struct zn_study *study_with(const char *rows) {
  char text[2000];
  text_with(rows, text);
  return reading_study(text);
}

static void refuse(const char *row, const char *expected) {
  char text[2000];
  text_with(row, text);
  reading_refuse_study(text, strlen(text), 10, expected);
}

static void the_unit_tells_a_flux_from_a_permeability(void **state) {
  (void)state;
  struct zn_study *study = study_with(
      "  - {at: 0 h, assay: ussing_surgical, probe: 51Cr-EDTA, segment: ileum, median: 3.5 pmol/(cm2 h)}\n"
      "  - {at: 0 h, assay: ussing_surgical, probe: inulin, segment: descending, median: 1e-7 cm/s}\n"
      "  - {at: 0 h, assay: perfusion, probe: atenolol, segment: jejunum, mean: 45e-6 cm/s, sd: 10e-6}\n");
  const struct zn_reported *flux = &study->reported[0], *permeability = &study->reported[1], *perfused = &study->reported[2];
  assert_int_equal(flux->quantity, ZN_QUANTITY_FLUX);
  assert_int_equal(flux->segment, ZN_SEGMENT_ileum);
  assert_true(fabs(flux->to_unit * 1e-9 - 1.0) < 1e-12);
  assert_string_equal(flux->label, "flux of 51Cr-EDTA, ileum at 0 h");
  assert_int_equal(permeability->quantity, ZN_QUANTITY_PERMEABILITY);
  assert_int_equal(permeability->probe, zn_solute_find("inulin"));
  assert_true(fabs(permeability->to_unit * 3600.0 - 1.0) < 1e-12);
  assert_int_equal(perfused->quantity, ZN_QUANTITY_PERMEABILITY);
  assert_true(study->end_h == 0.0);
  zn_study_free(study);
}

static void what_a_chamber_cannot_show_is_refused(void **state) {
  (void)state;
  refuse("  - {at: 0 h, assay: ussing_surgical, probe: inulin, segment: ileum, median: 3 pmol/(cm2 h)}\n",
         "gives no concentration of 'inulin'");
  refuse("  - {at: 0 h, assay: perfusion, probe: mannitol, segment: ileum, median: 3 pmol/(cm2 h)}\n",
         "gives no concentration of 'mannitol'");
  refuse("  - {at: 0 h, assay: ussing_surgical, probe: mannitol, median: 1e-6 cm/s}\n", "a permeability of tissue needs the key 'segment'");
  refuse("  - {at: 0 h, assay: ussing_surgical, probe: manitol, segment: ileum, median: 1e-6 cm/s}\n",
         "there is no solute 'manitol'; nearest: 'mannitol'");
  refuse("  - {at: 0 h, assay: ussing_surgical, probe: mannitol, segment: ileum, median: 3 %}\n", "has the wrong unit");
  refuse("  - {at: 0 h, assay: ussing_surgical, reading: \"total_resistance[ileum]\", segment: ileum, median: 40 ohm cm2}\n",
         "segment: this key does not belong to a reading");
}

static void every_label_of_the_kit_says_that_it_is_not_zonulin(void **state) {
  (void)state;
  struct zn_study *study = study_with(
      "  - {at: 0 h, assay: zonulin_kit, reading: zonulin_kit, median: 40 ng/mL}\n"
      "  - {at: 0 h, assay: zonulin_kit, reading: zonulin_kit, median: 40 ng/mL, label: Serum zonulin}\n");
  assert_string_equal(study->reported[0].label, "kit sold for zonulin at 0 h (not zonulin)");
  assert_string_equal(study->reported[1].label, "Serum zonulin (not zonulin)");
  zn_study_free(study);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_unit_tells_a_flux_from_a_permeability),
      cmocka_unit_test(what_a_chamber_cannot_show_is_refused),
      cmocka_unit_test(every_label_of_the_kit_says_that_it_is_not_zonulin),
  };
  return cmocka_run_group_tests(tests, reading_begin_shipped, reading_end);
}
