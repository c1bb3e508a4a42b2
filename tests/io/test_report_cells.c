/* The report's sections on lost layers and on where bodies rest, from small studies that were run. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "asked.h"
#include "page.h"
#include "scratch.h"

static const char *folder;
static char path[256];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(path, sizeof path, "%s/report.html", folder);
  return 0;
}

static int end(void **state) {
  humans_leave();
  return scratch_close(state);
}

static void must_say(const char *page, const char *part) {
  if (!strstr(page, part)) fail_msg("the report does not say '%s'", part);
}

static void must_not_say(const char *page, const char *part) {
  if (strstr(page, part)) fail_msg("the report says '%s'", part);
}

/* The page of a study; *run stays open for who wants to look. */
static char *page_of(const char *text, struct zn_study **study, struct zn_run **run) {
  struct zn_error error = {0};
  *study = asked_study(text);
  *run = asked_run(*study, &(struct zn_run_options){0});
  if (zn_run_write_report(*run, path, "zonula run x.yaml", &error) != ZN_OK) fail_msg("%s", error.text);
  char *page = scratch_read(path, NULL);
  page_must_be_well_formed(page);
  return page;
}

/* From the beginning of a section to the next; free it. */
static char *section(const char *page, const char *id) {
  char mark[64];
  snprintf(mark, sizeof mark, "<section id=\"%s\">", id);
  const char *from = strstr(page, mark);
  if (!from) fail_msg("there is no section %s", id);
  return strndup(from, (size_t)(strstr(from, "</section>") - from));
}

static const char layers[] =
    "title: Layers\nsource: none\nsummary: S.\ncohort: {people: 6, condition: healthy, seed: 12}\nmatrix:\n"
    "  of: [without_mucus, without_secretions, without_liver]\n  given: 0 d\n  at: 20 d\n  readings: [serum_lps]\n"
    "  ill: {word: \"<septic>\", reading: tissue_damage, above: 5}\n";

static void lost_layers_are_drawn_as_symmetric_heat_maps(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_run *run;
  char *page = page_of(layers, &study, &run), *part = section(page, "matrix");
  struct zn_redundancy *r;
  struct zn_error error = {0};
  if (zn_redundancy_find(&r, run, &error) != ZN_OK) fail_msg("%s", error.text);
  assert_int_equal(page_count(part, "<svg class=\"heat\""), 2);
  assert_int_equal(page_count(part, "class=\"big\""), 2 * 9);
  must_say(page, "<a href=\"#matrix\">");
  must_say(part, "6 people, the same in every cell. From the start on");
  must_say(part, "&lt;septic&gt;");
  for (int a = 0; a < 3; a++)
    for (int b = 0; b < 3; b++) { /* the number of each pair twice, of each layer alone once */
      char text[64];
      const double fold = zn_redundancy_cell(r, a, b)->reading[0].fold.median;
      snprintf(text, sizeof text, fold < 9.95 ? ">×%.1f<" : ">×%.0f<", fold);
      assert_true(page_count(part, text) >= (a == b ? 1 : 2));
    }
  must_say(part, "all of them</th>");
  must_say(part, "times the product");
  zn_redundancy_free(r);
  free(part);
  free(page);
  zn_run_free(run);
  zn_study_free(study);
}

static void cells_do_not_fill_the_other_sections(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_run *run;
  char *page = page_of(layers, &study, &run), *asked = section(page, "asked");
  assert_int_equal(page_count(asked, "class=\"swatch\""), 1); /* one cohort */
  must_say(asked, "Without mucus");                           /* what takes layers away is explained */
  must_not_say(asked, "What happened");
  must_not_say(page, "Predicted and reported");
  must_not_say(page, "id=\"map\"");
  assert_int_equal(page_count(page, "Seed of"), 1);
  must_say(page, "Lives each of them led");
  free(asked);
  free(page);
  zn_run_free(run);
  zn_study_free(study);
}

static const char hits[] =
    "title: Hits\nsource: none\nsummary: S.\ncohort: {people: 2, condition: healthy, seed: 7}\nmap:\n"
    "  across: {parameter: epithelium_constitutive_leak, from: 0.5, to: 8, steps: 6}\n"
    "  up: {parameter: immune_gain, from: 0.5, to: 8, steps: 5}\n"
    "  ill: {word: \"in<flamed\", reading: \"inflammatory_macrophages[*]\", above: 0.2}\n"
    "  also: {parameter: immune_antigen_half, scale: 0.5}\n"
    "  marks: {people: 4, conditions: [healthy, crohn_active]}\n"
    "  ramp: {up: [1, 5.8], hold: 90 d, people: 2}\n";

static void the_map_shows_zones_people_and_ramps(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_run *run;
  char *page = page_of(hits, &study, &run), *part = section(page, "map");
  assert_int_equal(page_count(part, "<svg class=\"scatter map\""), 3);
  assert_int_equal(page_count(part, "shape-rendering"), 2);
  /* Cells of both maps and three frames. */
  assert_int_equal(page_count(part, "<rect "), 2 * 6 * 5 + 3);
  /* People of both maps, and two signs for each mark in the legend and in the table. */
  assert_int_equal(page_count(part, "<path class=\"sign\""), 2 * 2 * 4 + 2 * 2 * 2);
  /* Ramps up and down, and edges of the maps. */
  assert_true(page_count(part, "<path class=\"edge\"") >= 2 * 2 + 4);
  must_say(part, "Active Crohn&#39;s disease");
  must_say(part, "in&lt;flamed");
  must_say(part, "somewhere in the gut");
  free(part);
  free(page);
  zn_run_free(run);
  zn_study_free(study);
}

/* The borders rest on a number that nobody has measured, and the page says so. */
static void the_map_says_what_was_chosen(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_run *run;
  char *page = page_of(hits, &study, &run), *part = section(page, "map");
  const struct zn_parameter_info *info = zn_parameter_info(zn_parameter_find("immune_antigen_half"));
  assert_string_equal(info->grade, "chosen");
  must_say(part, "What this rests on.");
  must_say(part, "<code>immune_antigen_half</code>");
  must_say(part, "nobody has measured it");
  must_say(part, "not where real people stand");
  must_say(part, "With 0.5 times as much");
  free(part);
  free(page);
  zn_run_free(run);
  zn_study_free(study);
}

static void a_map_may_be_bare(void **state) {
  (void)state;
  char bare[sizeof hits];
  strcpy(bare, hits);
  *strstr(bare, "  also:") = '\0';
  struct zn_study *study;
  struct zn_run *run;
  char *page = page_of(bare, &study, &run), *part = section(page, "map");
  assert_int_equal(page_count(part, "<svg class=\"scatter map\""), 1);
  must_not_say(part, "What this rests on");
  must_not_say(part, "Who stands where");
  must_not_say(part, "Slowly up");
  free(part);
  free(page);
  zn_run_free(run);
  zn_study_free(study);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lost_layers_are_drawn_as_symmetric_heat_maps),
      cmocka_unit_test(cells_do_not_fill_the_other_sections),
      cmocka_unit_test(the_map_shows_zones_people_and_ramps),
      cmocka_unit_test(the_map_says_what_was_chosen),
      cmocka_unit_test(a_map_may_be_bare),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
