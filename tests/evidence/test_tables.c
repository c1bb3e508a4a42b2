/* The checks that stand between data/ and the generated tables: each test spoils one thing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/scratch.h"
#include "evidence/tables.h"

#define PARAMETER_HEAD "name,value,unit,low,high,spread,correlated_with,correlation,source,grade,meaning\n"
#define SOURCE_HEAD "id,cite,locator,note\n"
#define SOLUTE_HEAD                                                                                                                \
  "name,meaning,molar_mass_g_per_mol,stokes_radius_nm,charge,diffusivity_cm2_per_s,membrane_permeability_cm_per_s,carrier,"        \
  "carrier_capacity_umol_per_cm2_min,carrier_affinity_mmol_per_L,transcytosis_cm_per_s,small_bowel_loss_per_h,fermentation_per_h," \
  "hepatic_extraction,lymph_share,volume_L_per_kg,renal_clearance_per_gfr,other_clearance_per_h,paracellular_factor,source,grade\n"

#define ANALYTIC_HEAD                                                                                                   \
  "solute,fluid,method,cv,detection_mg_per_L,background_share,background_mg_per_h,background_spread,stored_blood_mmol," \
  "source,grade,note\n"

/* Good tables; line 2 is the first row of each. */
static const char parameters[] = PARAMETER_HEAD
    "mucus_flow_loss,0.5,1/day,0.1,2,0.2,,,chosen,chosen,outer layer carried away\n"
    "mucus_area[transverse],300,cm2,200,900,,,,smith_2001,derived,\"smooth, flat\"\n"
    "mucus_area[ascending],450,cm2,200,900,,,,smith_2001,derived,smooth\n"
    "mucus_area[descending],400,cm2,200,900,,,,smith_2001,derived,smooth\n"
    "microbiota_preference[bacteroides/pectin],0.6,1,0.1,1,,,,chosen,chosen,relative growth\n"
    "liver_function,1,1,0,2,0.1,mucus_flow_loss,-0.5,chosen,chosen,working mass\n";
static const char sources[] = SOURCE_HEAD "chosen,chosen by us,,\nsmith_2001,\"Smith, 2001, Gut\",10.1000/182,\n";
static const char solutes[] =
    SOLUTE_HEAD "mannitol,a small sugar,182.17,0.4,0,,1e-8,none,0,0,0,0,1,0,0,0.2,1,0,1,smith_2001 chosen,measured_human\n";

static const char analytics[] = ANALYTIC_HEAD
    "mannitol,urine,hplc,0.05,15,1,1.5,0.8,3,smith_2001 chosen,derived,everybody eats some\n"
    "mannitol,serum,hplc,0.08,1,0,0,0,0,chosen,chosen,\n";

static struct zn_tables tables;
static struct zn_findings findings;
static const char *folder;

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  scratch_text(folder, "parameters.csv", parameters);
  scratch_text(folder, "sources.csv", sources);
  scratch_text(folder, "solutes.csv", solutes);
  scratch_text(folder, "analytics.csv", analytics);
  return 0;
}

static int end(void **state) {
  zn_tables_clear(&tables);
  return scratch_close(state);
}

/* The text with the first `old` in it replaced; the file is written. */
static void spoil(const char *file, const char *text, const char *old, const char *with) {
  char changed[8192];
  const char *at = strstr(text, old);
  if (!at) fail_msg("'%s' is not in %s", old, file);
  snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, with, at + strlen(old));
  scratch_text(folder, file, changed);
}

static void must_find(const char *file, int line, const char *part) {
  struct zn_error error = {0};
  assert_int_equal(zn_tables_read(&tables, folder, NULL, &findings, &error), ZN_INPUT);
  int found = 0;
  for (int i = 0; i < findings.count && i < ZN_MOST_FINDINGS; i++) {
    const struct zn_error *at = &findings.at[i];
    found = found || (strstr(at->file, file) && at->line == line && strstr(at->text, part));
  }
  if (!found)
    fail_msg("%s:%d '%s' is not said; first: %s:%d: %s", file, line, part, findings.at[0].file, findings.at[0].line, findings.at[0].text);
  zn_tables_clear(&tables);
}

/* Spoils parameters.csv and expects a finding on a line. */
static void spoiled(const char *old, const char *with, int line, const char *part) {
  spoil("parameters.csv", parameters, old, with);
  must_find("parameters.csv", line, part);
}

static void good_tables_are_read(void) {
  struct zn_error error = {0};
  if (zn_tables_read(&tables, folder, NULL, &findings, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
}

static void good_tables_give_fields_in_order_of_appearance(void **state) {
  (void)state;
  good_tables_are_read();
  assert_int_equal(tables.n_fields, 4);
  assert_string_equal(tables.fields[1].name, "mucus_area");
  assert_string_equal(tables.fields[1].shape, "[ZN_COLON_SEGMENTS]");
  assert_int_equal(tables.n_parameters, 1 + 3 + 77 + 1);
  assert_string_equal(tables.parameters[1].name, "mucus_area[ascending]");
  assert_true(tables.parameters[1].value == 450.0);
  assert_string_equal(tables.parameters[2].meaning, "smooth, flat");
  assert_string_equal(tables.parameters[0].internal_unit, "1/h");
  assert_int_equal(tables.parameters[0].dimension.time, -1);
  assert_int_equal(tables.parameters[81].correlated_with, 0);
}

static void an_unwritten_entry_of_a_sparse_array_is_zero_with_a_row_of_its_own(void **state) {
  (void)state;
  good_tables_are_read();
  const struct zn_parameter_row *written = &tables.parameters[4 + 2], *unwritten = &tables.parameters[4 + 3];
  assert_string_equal(written->name, "microbiota_preference[bacteroides/pectin]");
  assert_true(written->value == 0.6);
  assert_string_equal(unwritten->name, "microbiota_preference[bacteroides/arabinoxylan]");
  assert_true(unwritten->value == 0.0 && unwritten->low == 0.0 && unwritten->high == 1.0);
  assert_string_equal(unwritten->source, "chosen");
}

static void solutes_are_converted_and_diffuse_as_spheres_in_water(void **state) {
  (void)state;
  good_tables_are_read();
  const double *number = tables.solutes[0].number;
  assert_true(fabs(number[0] - 0.18217) < 1e-12);
  assert_true(fabs(number[1] - 0.4e-7) < 1e-20);
  assert_true(fabs(number[3] / 3600.0 - 8.22e-6) < 0.01e-6);
  assert_true(fabs(number[5] - 3.6e-5) < 1e-17);
  assert_true(fabs(number[13] - 0.2) < 1e-12);
}

static void a_source_that_is_not_listed_is_named_with_the_nearest(void **state) {
  (void)state;
  spoiled("smith_2001,derived,\"smooth", "smyth_2001,derived,\"smooth", 3,
          "source 'smyth_2001' is not in sources.csv; nearest: smith_2001");
}

static void a_source_that_nothing_uses_is_refused(void **state) {
  (void)state;
  spoil("sources.csv", sources, "smith_2001,", "jones_1999,\"Jones, 1999, Gut\",PMID:12,\nsmith_2001,");
  must_find("sources.csv", 3, "source jones_1999 is used by nothing");
}

static void the_lists_of_sources_in_yaml_files_count(void **state) {
  (void)state;
  spoil("sources.csv", sources, "smith_2001,", "jones_1999,\"Jones, 1999, Gut\",PMID:12,\nsmith_2001,");
  scratch_text(folder, "diets/plain.yaml", "title: Plain\nsources: [smith_2001,\n  jones_1999] # nobody_2000\nmeaning: not_a_source\n");
  good_tables_are_read();
  zn_tables_clear(&tables);
  scratch_text(folder, "diets/other.yaml", "title: Other\nsources:\n  - smith_2001\n  - jones_1998\nchanges: []\n");
  must_find("diets/other.yaml", 4, "source 'jones_1998' is not in sources.csv; nearest: jones_1999");
}

static void a_source_needs_an_id_a_cite_and_a_locator(void **state) {
  (void)state;
  spoil("sources.csv", sources, "10.1000/182", "example.org");
  must_find("sources.csv", 3, "expected a DOI such as 10.1000/182 or PMID:123");
  spoil("sources.csv", sources, "\"Smith, 2001, Gut\"", "");
  must_find("sources.csv", 3, "no cite");
  spoil("sources.csv", sources, "smith_2001", "Smith 2001");
  must_find("sources.csv", 3, "no source id");
  spoil("sources.csv", sources, "smith_2001", "chosen");
  must_find("sources.csv", 3, "twice; first on line 2");
}

static void a_wrong_unit_is_refused(void **state) {
  (void)state;
  spoiled("1/day", "1/dya", 2, "mucus_flow_loss: '1/dya' is not a unit");
  spoiled("1/day", "degC", 2, "cannot be used here");
  spoiled("1/day", "", 2, "has no unit");
}

static void the_same_name_twice_is_refused(void **state) {
  (void)state;
  spoiled("mucus_area[ascending]", "mucus_area[transverse]", 4, "mucus_area[transverse] is there twice; first on line 3");
  spoiled("liver_function", "mucus_flow_loss", 7, "is there twice; first on line 2");
}

static void a_value_out_of_its_bounds_is_refused(void **state) {
  (void)state;
  spoiled("0.5,1/day,0.1,2", "5,1/day,0.1,2", 2, "value 5 lies outside 0.1 to 2");
  spoiled("0.5,1/day,0.1,2", "0.5,1/day,2,0.1", 2, "low 2 is above high 0.1");
}

static void what_is_no_number_is_refused(void **state) {
  (void)state;
  spoiled("0.5,1/day", "nan,1/day", 2, "value is 'nan'; expected a finite number");
  spoiled("0.5,1/day", ",1/day", 2, "value is ''");
  spoiled("0.5,1/day,0.1,2", "0.5,1/day,0.1,inf", 2, "high is 'inf'");
  spoiled("0.5,1/day", "0.5 d,1/day", 2, "expected a finite number without unit");
  spoiled(",2,0.2,", ",2,-0.2,", 2, "spread -0.2 is negative");
}

static void an_unknown_index_is_named_with_the_nearest(void **state) {
  (void)state;
  spoiled("[ascending]", "[asending]", 4,
          "'asending' is no index; expected a segment, a fibre, a group of microbes or group/substrate; nearest: ascending");
  spoiled("bacteroides/pectin", "bacteroides/pectine", 6, "nearest: bacteroides/pectin");
  spoiled("[ascending]", "[]", 4, "is no index");
}

static void an_array_must_be_whole_and_of_one_kind(void **state) {
  (void)state;
  spoiled("mucus_area[ascending],450,cm2,200,900,,,,smith_2001,derived,smooth\n", "", 3,
          "mucus_area[ascending] is missing; expected all 3 colon");
  spoiled("[ascending]", "[ileum]", 3, "mucus_area[duodenum] is missing; expected all 6 segments");
  spoiled("[ascending]", "[pectin]", 5, "the rows of mucus_area do not belong to one list");
  spoiled("[ascending]", "", 5, "do not belong to one list");
}

static void a_name_begins_with_a_room(void **state) {
  (void)state;
  spoiled("liver_function", "livr_function", 7, "does not begin with a room and '_'; nearest: liver");
  spoiled("liver_function", "Liver-function", 7, "is no parameter name");
}

static void a_correlation_names_a_parameter_that_is_drawn_on_its_own(void **state) {
  (void)state;
  spoiled("mucus_flow_loss,-0.5", "mucus_flow_los,-0.5", 7, "names 'mucus_flow_los', which is no parameter; nearest: mucus_flow_loss");
  spoiled("mucus_flow_loss,-0.5", "mucus_flow_loss,-1.5", 7, "correlation -1.5; expected -1 to 1");
  spoiled("mucus_flow_loss,-0.5", "mucus_flow_loss,", 7, "correlation is ''");
  spoiled("mucus_flow_loss,-0.5", "liver_function,0.5", 7, "is itself correlated");
  spoiled("mucus_flow_loss,-0.5", ",0.5", 7, "a correlation without correlated_with");
}

static void grade_and_meaning_are_required(void **state) {
  (void)state;
  spoiled("smith_2001,derived,smooth", "smith_2001,drived,smooth", 4, "nearest: derived");
  spoiled("outer layer carried away", "", 2, "has no meaning");
}

static void a_wrong_header_is_refused(void **state) {
  (void)state;
  spoiled("name,value,unit", "name,unit,value", 1, "column 2 is called 'unit'; expected 'value'");
  scratch_text(folder, "parameters.csv", "name,value\nmucus_flow_loss,1\n");
  must_find("parameters.csv", 1, "2 columns; expected 11");
}

static void a_wrong_solute_is_refused(void **state) {
  (void)state;
  spoil("solutes.csv", solutes, ",none,0,0,", ",sglt2,0,0,");
  must_find("solutes.csv", 2, "'sglt2' is no carrier; expected none, sglt1, glut5, pept1 or amino_acid; nearest: sglt1");
  spoil("solutes.csv", solutes, ",none,0,0,", ",sglt1,0,0,");
  must_find("solutes.csv", 2, "needs a capacity and an affinity");
  spoil("solutes.csv", solutes, ",none,0,0,", ",none,3,0,");
  must_find("solutes.csv", 2, "a carrier capacity without a carrier");
  spoil("solutes.csv", solutes, "182.17,0.4,", "182.17,-0.4,");
  must_find("solutes.csv", 2, "stokes_radius_nm is -0.4; expected");
  spoil("solutes.csv", solutes, "182.17,0.4,", ",0.4,");
  must_find("solutes.csv", 2, "molar_mass_g_per_mol is ''");
}

static void analytics_are_converted_and_know_their_solute(void **state) {
  (void)state;
  good_tables_are_read();
  const struct zn_analytic_row *row = &tables.analytics[0];
  assert_int_equal(tables.n_analytics, 2);
  assert_int_equal(row->solute, 0);
  assert_int_equal(row->fluid, 0);
  assert_int_equal(tables.analytics[1].fluid, 1);
  assert_true(fabs(row->number[1] - 15e-6) < 1e-18);
  assert_true(fabs(row->number[3] - 1.5e-3) < 1e-15);
}

static void a_wrong_row_of_analytics_is_refused(void **state) {
  (void)state;
  spoil("analytics.csv", analytics, "mannitol,urine", "manitol,urine");
  must_find("analytics.csv", 2, "solute 'manitol' is not in solutes.csv; nearest: mannitol");
  spoil("analytics.csv", analytics, "mannitol,urine", "mannitol,urin");
  must_find("analytics.csv", 2, "'urin' is no fluid; expected urine or serum; nearest: urine");
  spoil("analytics.csv", analytics, "mannitol,serum", "mannitol,urine");
  must_find("analytics.csv", 3, "there twice; first on line 2");
  spoil("analytics.csv", analytics, "hplc,0.05", "hplc,1.05");
  must_find("analytics.csv", 2, "cv is 1.05; expected 0 to 1");
  spoil("analytics.csv", analytics, "15,1,1.5", "15,0,1.5");
  must_find("analytics.csv", 2, "a background needs both");
  spoil("analytics.csv", analytics, "urine,hplc", "urine,HPLC");
  must_find("analytics.csv", 2, "'HPLC' is no name for a method");
  spoil("analytics.csv", analytics, "smith_2001 chosen", "smith_2002 chosen");
  must_find("analytics.csv", 2, "source 'smith_2002' is not in sources.csv");
}

static void all_that_is_wrong_is_reported_not_only_the_first(void **state) {
  (void)state;
  spoil("parameters.csv", parameters, "outer layer carried away", "");
  spoil("sources.csv", sources, "10.1000/182", "somewhere");
  must_find("parameters.csv", 2, "has no meaning");
  must_find("sources.csv", 3, "locator 'somewhere'");
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
      TEST(good_tables_give_fields_in_order_of_appearance),
      TEST(an_unwritten_entry_of_a_sparse_array_is_zero_with_a_row_of_its_own),
      TEST(solutes_are_converted_and_diffuse_as_spheres_in_water),
      TEST(a_source_that_is_not_listed_is_named_with_the_nearest),
      TEST(a_source_that_nothing_uses_is_refused),
      TEST(the_lists_of_sources_in_yaml_files_count),
      TEST(a_source_needs_an_id_a_cite_and_a_locator),
      TEST(a_wrong_unit_is_refused),
      TEST(the_same_name_twice_is_refused),
      TEST(a_value_out_of_its_bounds_is_refused),
      TEST(what_is_no_number_is_refused),
      TEST(an_unknown_index_is_named_with_the_nearest),
      TEST(an_array_must_be_whole_and_of_one_kind),
      TEST(a_name_begins_with_a_room),
      TEST(a_correlation_names_a_parameter_that_is_drawn_on_its_own),
      TEST(grade_and_meaning_are_required),
      TEST(a_wrong_header_is_refused),
      TEST(a_wrong_solute_is_refused),
      TEST(analytics_are_converted_and_know_their_solute),
      TEST(a_wrong_row_of_analytics_is_refused),
      TEST(all_that_is_wrong_is_reported_not_only_the_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
