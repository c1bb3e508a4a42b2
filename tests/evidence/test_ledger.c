/* The ledger as it was compiled in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/embedded.h"
#include "base/file.h"
#include "evidence/tables.h"
#include "zonula/parameters.h"
#include "zonula/solute.h"

static void every_parameter_is_found_by_its_name(void **state) {
  (void)state;
  assert_true(zn_parameter_count() > 400);
  for (int i = 0; i < zn_parameter_count(); i++) assert_int_equal(zn_parameter_find(zn_parameter_info(i)->name), i);
  assert_int_equal(zn_parameter_find("immune_gains"), -1);
  assert_int_equal(zn_parameter_find(""), -1);
  assert_int_equal(zn_parameter_find(NULL), -1);
  assert_null(zn_parameter_info(-1));
  assert_null(zn_parameter_info(zn_parameter_count()));
}

static void the_struct_of_parameters_is_the_table_in_its_order(void **state) {
  (void)state;
  struct zn_parameters p;
  zn_parameters_default(&p);
  const double *flat = (const double *)&p;
  assert_int_equal(sizeof p, (size_t)zn_parameter_count() * sizeof(double));
  assert_ptr_equal(&flat[zn_parameter_find("immune_gain")], &p.immune_gain);
  assert_ptr_equal(&flat[zn_parameter_find("diet_fibre[pectin]")], &p.diet_fibre[ZN_FIBRE_pectin]);
  assert_ptr_equal(&flat[zn_parameter_find("mucus_area[transverse]")], &p.mucus_area[ZN_SEGMENT_transverse - ZN_COLON]);
  assert_ptr_equal(&flat[zn_parameter_find("microbiota_preference[mucin_eaters/mucin]")],
                   &p.microbiota_preference[ZN_GROUP_mucin_eaters][ZN_SUBSTRATE_mucin]);
  assert_ptr_equal(&flat[zn_parameter_find("microbiota_preference[lactate_users/inulin]")],
                   &p.microbiota_preference[ZN_GROUP_lactate_users][ZN_SUBSTRATE_inulin]);
}

static void defaults_are_in_internal_units(void **state) {
  (void)state;
  struct zn_parameters p;
  zn_parameters_default(&p);
  for (int i = 0; i < zn_parameter_count(); i++) {
    const struct zn_parameter_info *info = zn_parameter_info(i);
    assert_true(((const double *)&p)[i] == info->value * info->to_internal);
    assert_true(info->low <= info->value && info->value <= info->high);
  }
  const struct zn_parameter_info *weight = zn_parameter_info(zn_parameter_find("person_weight"));
  assert_string_equal(weight->unit, "kg");
  assert_string_equal(weight->internal_unit, "g");
  assert_true(weight->to_internal == 1000.0);
}

static void every_number_has_a_source_in_the_ledger(void **state) {
  (void)state;
  for (int i = 0; i < zn_parameter_count(); i++) assert_true(zn_source_find(zn_parameter_info(i)->source) >= 0);
  for (int i = 0; i < zn_source_count(); i++) assert_int_equal(zn_source_find(zn_source_info(i)->id), i);
  assert_int_equal(zn_source_find("nobody_1800"), -1);
  assert_null(zn_source_info(zn_source_count()));
}

static void every_solute_is_found_by_its_name(void **state) {
  (void)state;
  for (int i = 0; i < zn_solute_count(); i++) {
    const struct zn_solute *solute = zn_solute_info(i);
    assert_int_equal(zn_solute_find(solute->name), i);
    assert_true(solute->diffusivity > 0.0 && solute->stokes_radius > 0.0 && solute->molar_mass > 0.0);
  }
  assert_int_equal(zn_solute_find("phlogiston"), -1);
  assert_null(zn_solute_info(zn_solute_count()));
  assert_null(zn_solute_info(-1));
}

/* What was committed is what the tables give. */
static void the_compiled_tables_fit_the_data(void **state) {
  (void)state;
  struct zn_tables tables;
  static struct zn_findings findings;
  struct zn_error error = {0};
  if (zn_tables_read(&tables, ZN_SOURCE_DIR "/data", ZN_SOURCE_DIR "/studies", &findings, &error) != ZN_OK)
    fail_msg("%s:%d: %s", error.file, error.line, error.text);
  assert_int_equal(tables.n_parameters, zn_parameter_count());
  assert_int_equal(tables.n_sources, zn_source_count());
  assert_int_equal(tables.n_solutes, zn_solute_count());
  for (int i = 0; i < tables.n_parameters; i++) {
    assert_string_equal(tables.parameters[i].name, zn_parameter_info(i)->name);
    assert_true(tables.parameters[i].value == zn_parameter_info(i)->value);
    assert_true(tables.parameters[i].to_internal == zn_parameter_info(i)->to_internal);
  }
  zn_tables_clear(&tables);
}

static void the_files_of_data_travel_along_unchanged(void **state) {
  (void)state;
  for (int i = 0; i < zn_embedded_file_count; i++) {
    const struct zn_embedded_file *file = &zn_embedded_files[i];
    char path[512], *text;
    size_t length;
    snprintf(path, sizeof path, "%s/%s", ZN_SOURCE_DIR, file->path);
    assert_int_equal(zn_file_read(&text, &length, path, ZN_LARGEST_FILE, NULL), ZN_OK);
    assert_int_equal(length, file->length);
    assert_memory_equal(text, file->text, length + 1);
    free(text);
    if (i) assert_true(strcmp(zn_embedded_files[i - 1].path, file->path) < 0);
  }
}

static void digest_version_and_segments_have_their_form(void **state) {
  (void)state;
  assert_int_equal(strlen(zn_data_digest()), 16);
  assert_int_equal(strspn(zn_data_digest(), "0123456789abcdef"), 16);
  assert_true(zn_version()[0] >= '0' && zn_version()[0] <= '9');
  assert_string_equal(zn_segment_name(ZN_SEGMENT_duodenum), "duodenum");
  assert_string_equal(zn_segment_name(ZN_SEGMENT_descending), "descending");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_parameter_is_found_by_its_name),     cmocka_unit_test(the_struct_of_parameters_is_the_table_in_its_order),
      cmocka_unit_test(defaults_are_in_internal_units),           cmocka_unit_test(every_number_has_a_source_in_the_ledger),
      cmocka_unit_test(every_solute_is_found_by_its_name),        cmocka_unit_test(the_compiled_tables_fit_the_data),
      cmocka_unit_test(the_files_of_data_travel_along_unchanged), cmocka_unit_test(digest_version_and_segments_have_their_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
