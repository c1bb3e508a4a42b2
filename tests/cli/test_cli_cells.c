/* `zonula run` of studies that take layers away and that map where bodies rest: tables, files, JSON as documented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "scratch.h"
#include "zonula.h"

#define HEAD "title: Cells\nsource: none\nsummary: S.\n"
static const char layers[] = HEAD
    "cohort: {people: 3, condition: healthy, seed: 12}\n"
    "matrix:\n  of: [without_mucus, without_liver]\n  given: 0 d\n  at: 5 d\n  readings: [serum_lps]\n"
    "  ill: {word: septic, reading: tissue_damage, above: 5}\n";
static const char hits[] = HEAD
    "cohort: {people: 2, condition: healthy, seed: 7}\n"
    "map:\n  across: {parameter: epithelium_constitutive_leak, from: 0.5, to: 8, steps: 4}\n"
    "  up: {parameter: immune_gain, from: 0.5, to: 8, steps: 3}\n"
    "  ill: {word: inflamed, reading: \"inflammatory_macrophages[*]\", above: 0.2}\n"
    "  also: {parameter: immune_antigen_half, scale: 0.5}\n"
    "  marks: {people: 2, conditions: [healthy]}\n  ramp: {up: [5.8], hold: 30 d, people: 2}\n";

struct place {
  char folder[128], study[200], out[200], cache[200];
};

static struct place place_begin(const char *text) {
  struct place p;
  scratch_begin(p.folder);
  scratch_text(p.folder, "cells.yaml", text);
  snprintf(p.study, sizeof p.study, "%s/cells.yaml", p.folder);
  snprintf(p.out, sizeof p.out, "%s/out", p.folder);
  snprintf(p.cache, sizeof p.cache, "%s/cache", p.folder);
  return p;
}

static void must_be_there(const struct place *p, const char *name, const char *first_line) {
  char path[300], line[400] = "";
  snprintf(path, sizeof path, "%s/%s", p->out, name);
  FILE *file = fopen(path, "r");
  if (!file) fail_msg("%s is missing", name);
  assert_non_null(fgets(line, sizeof line, file));
  fclose(file);
  if (strncmp(line, first_line, strlen(first_line)) != 0) fail_msg("%s begins with %s", name, line);
}

static void must_have_keys(const json_t *object, const char *const *keys) {
  size_t n = 0;
  for (; keys[n]; n++)
    if (!json_object_get(object, keys[n])) fail_msg("there is no key '%s'", keys[n]);
  assert_int_equal(json_object_size(object), n);
}

/* The answer's value under a key; *all is to be let go. */
static const json_t *asked(const struct place *p, const char *key, json_t **all) {
  struct program_said said = zonula("run", p->study, "--out", p->out, "--cache", p->cache, "--json", "--quiet");
  json_error_t error;
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  *all = json_loads(said.out, 0, &error);
  if (!*all) fail_msg("%s", error.text);
  program_forget(&said);
  assert_non_null(json_object_get(*all, key));
  return json_object_get(*all, key);
}

static void layers_are_printed_as_squares(void **state) {
  (void)state;
  struct place p = place_begin(layers);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "healthy: 3 people, seed 12");
  assert_holds_not(said.out, "without_mucus+without_liver:");
  assert_holds(said.out, "1 without_mucus");
  assert_holds(said.out, "2 without_liver");
  assert_holds(said.out, "all of them: ");
  assert_holds(said.out, "Share who are septic: tissue_damage above 5");
  assert_holds(said.out, "of 1 pairs do clearly more than the product");
  assert_holds(said.out, "matrix.csv");
  assert_holds_not(said.out, "map.csv");
  must_be_there(&p, "matrix.csv", "gone,layer,other_layer,people,reading,unit,median,");
  program_forget(&said);
  scratch_end(p.folder);
}

static void the_matrix_in_json_is_as_documented(void **state) {
  (void)state;
  static const char *const keys[] = {"layers", "given_h", "at_h", "ill", "cells", NULL};
  static const char *const cell_keys[] = {"gone", "people", "share_ill", "share_ill_lo90", "share_ill_hi90", "readings", NULL};
  static const char *const reading_keys[] = {"reading", "value", "fold", "synergy", NULL};
  static const size_t gone[] = {0, 1, 1, 2, 2};
  struct place p = place_begin(layers);
  json_t *all;
  const json_t *matrix = asked(&p, "matrix", &all), *cells = json_object_get(matrix, "cells");
  must_have_keys(matrix, keys);
  assert_int_equal(json_array_size(cells), 5);
  for (size_t c = 0; c < 5; c++) {
    const json_t *cell = json_array_get(cells, c), *reading = json_array_get(json_object_get(cell, "readings"), 0);
    must_have_keys(cell, cell_keys);
    must_have_keys(reading, reading_keys);
    assert_int_equal(json_array_size(json_object_get(cell, "gone")), gone[c]);
    assert_int_equal(json_is_null(json_object_get(json_object_get(reading, "synergy"), "median")), c < 3);
  }
  json_decref(all);
  scratch_end(p.folder);
}

static void the_map_is_printed_in_signs(void **state) {
  (void)state;
  struct place p = place_begin(hits);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "healthy: 2 people, seed 7");
  assert_holds_not(said.out, "from below: 2 people");
  assert_holds(said.out, ". rest well   / history decides   # rest ill (inflamed)");
  assert_holds(said.out, "     0.5  . . . . ");
  assert_holds(said.out, "at half activation at gain 1; nobody");
  assert_holds(said.out, "immune_gain 5.8: ");
  must_be_there(&p, "map.csv", "also,epithelium_constitutive_leak,immune_gain,people_from_below,share_ill_from_below,");
  must_be_there(&p, "marks.csv", "condition,epithelium_constitutive_leak,immune_gain,ill");
  must_be_there(&p, "ramps.csv", "step,way,epithelium_constitutive_leak,immune_gain,people,share_ill,median,lo90,hi90");
  program_forget(&said);
  scratch_end(p.folder);
}

static void the_map_in_json_is_as_documented(void **state) {
  (void)state;
  static const char *const keys[] = {"across", "up", "ill", "history_decides", "maps", "marks", "ramps", NULL};
  static const char *const map_keys[] = {"also", "share_ill_from_below", "share_ill_from_above", "half_fall_ill_from", "half_stay_ill_from",
                                         NULL};
  static const char *const mark_keys[] = {"condition", "people", "ill",    "where_well", "where_either", "where_ill", "outside",
                                          "across",    "up",     "is_ill", NULL};
  static const char *const ramp_keys[] = {"up",           "people", "fell_ill",  "got_well", "half_ill_by",
                                          "half_well_by", "across", "share_ill", "median",   NULL};
  struct place p = place_begin(hits);
  json_t *all;
  const json_t *map = asked(&p, "map", &all), *maps = json_object_get(map, "maps");
  must_have_keys(map, keys);
  assert_int_equal(json_array_size(maps), 2);
  for (size_t v = 0; v < 2; v++) {
    const json_t *one = json_array_get(maps, v), *shares = json_object_get(one, "share_ill_from_below");
    must_have_keys(one, map_keys);
    assert_int_equal(json_is_null(json_object_get(one, "also")), v == 0);
    assert_int_equal(json_array_size(shares), 3);
    assert_int_equal(json_array_size(json_array_get(shares, 0)), 4);
    assert_int_equal(json_array_size(json_object_get(one, "half_stay_ill_from")), 3);
  }
  must_have_keys(json_array_get(json_object_get(map, "marks"), 0), mark_keys);
  must_have_keys(json_array_get(json_object_get(map, "ramps"), 0), ramp_keys);
  assert_int_equal(json_array_size(json_object_get(json_array_get(json_object_get(map, "ramps"), 0), "median")), 7);
  json_decref(all);
  scratch_end(p.folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(layers_are_printed_as_squares),
      cmocka_unit_test(the_matrix_in_json_is_as_documented),
      cmocka_unit_test(the_map_is_printed_in_signs),
      cmocka_unit_test(the_map_in_json_is_as_documented),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
