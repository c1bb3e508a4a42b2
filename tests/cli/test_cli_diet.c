/* zonula diet: its tables, its card, its JSON, its files, what it refuses. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "../support/page.h"
#include "../support/scratch.h"
#include "base/file.h"
#include "zonula.h"
#include "zonula/zonula.h"

static char folder[128], out[160], mine[160], broken[160];

static int begin(void **state) {
  (void)state;
  scratch_begin(folder);
  snprintf(out, sizeof out, "%s/out", folder);
  snprintf(mine, sizeof mine, "%s/mine.yaml", folder);
  snprintf(broken, sizeof broken, "%s/broken.yaml", folder);
#define HEAD "title: Bread & <oil>\nmeaning: A menu of one's own\ngrade: none\ntag: assumed\nsources: [chosen]\n"
  scratch_text(folder, "mine.yaml", HEAD "menu:\n  - {food: bread_white, amount: 200 g/day}\n  - {food: olive_oil, amount: 20 g/day}\n");
  scratch_text(folder, "broken.yaml", HEAD "menu:\n  - {food: bread_wite, amount: 200 g/day}\n");
  return 0;
}

static int end(void **state) {
  (void)state;
  scratch_end(folder);
  return 0;
}

#define diet(...) zonula("diet", "--people", "32", "--out", out, "--quiet", __VA_ARGS__)

static void read_file(char **text, const char *name) {
  char path[200];
  size_t length;
  struct zn_error error = {0};
  snprintf(path, sizeof path, "%s/%s", out, name);
  if (zn_file_read(text, &length, path, ZN_LARGEST_FILE, &error) != ZN_OK) fail_msg("%s: %s", path, error.text);
}

static json_t *parse(const struct program_said *said) {
  json_error_t error;
  json_t *value = json_loadb(said->out, said->out_bytes, JSON_REJECT_DUPLICATES, &error);
  if (!value) fail_msg("no JSON, line %d: %s\n%s\n%s", error.line, error.text, said->out, said->err);
  return value;
}

static void without_words_it_compares_the_usual_diets(void **state) {
  (void)state;
  static const char *const parts[] = {"reference",
                                      "western",
                                      "mediterranean",
                                      "thirty_plants",
                                      "gluten_free",
                                      "low_fodmap+low_fodmap_reintroduction",
                                      "bone_broth_fast",
                                      "elimination",
                                      "carnivore",
                                      "exclusive_enteral_nutrition",
                                      "DII",
                                      "FODMAP",
                                      "butyrate",
                                      "species, assumed",
                                      "L/M 0-5 h",
                                      "diets.html",
                                      "over before it, in 32",
                                      "Nothing here is advice to a person."};
  struct program_said said = diet("--seed", "1");
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) assert_holds(said.out, parts[i]);
  assert_string_equal(said.err, "");
  program_forget(&said);
}

static void the_page_stands_alone_and_warns_once(void **state) {
  (void)state;
  char *page, *table;
  struct program_said said = diet("western", "fasting", mine);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  read_file(&page, "diets.html");
  page_must_be_well_formed(page);
  assert_int_equal(page_count(page, "Nothing here is advice to a person."), 1);
  assert_int_equal(page_count(page, "is an association"), 1);
  assert_holds(page, "It is a score, not a mechanism");
  assert_holds(page, "Bread &amp; &lt;oil&gt;");
  assert_holds(page, "This diet has no menu, only numbers.");
  assert_int_equal(page_count(page, "<svg class=\"diets\""), 2 + ZN_EATEN_OUTCOMES);
  assert_holds_not(page, "http://");
  assert_holds_not(page, ">nan");
  assert_holds_not(page, "\"nan");
  read_file(&table, "diets.csv");
  assert_holds(table, "diet,what,name,unit,value,low,high,known,tag\n");
  assert_holds(table, "mine,food,bread_white,g/day,200,,,,\n");
  assert_holds(table, "western,fold,species_richness,1,");
  assert_holds_not(table, ",nan");
  free(page);
  free(table);
  program_forget(&said);
}

static void one_diet_alone_is_shown_in_full(void **state) {
  (void)state;
  static const char *const parts[] = {"The menu",
                                      "White bread",
                                      "What it gives",
                                      "kinds of plants: 1",
                                      "Dietary Inflammatory Index",
                                      "flavan-3-ols",
                                      "What lowers it comes first",
                                      "villus height",
                                      "A menu of one's own"};
  struct program_said said = diet(mine);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) assert_holds(said.out, parts[i]);
  program_forget(&said);
}

static double number(const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  if (!json_is_number(value)) fail_msg("%s is no number", key);
  return json_number_value(value);
}

static void json_holds_the_menu_its_index_and_the_people(void **state) {
  (void)state;
  struct program_said said = diet(mine, "low_fodmap+low_fodmap_reintroduction", "fasting", "--json", "--days", "14");
  json_t *all = parse(&said), *diets = json_object_get(all, "diets"), *first = json_array_get(diets, 0);
  assert_true(number(all, "people") == 32.0);
  assert_int_equal(json_array_size(diets), 3);
  assert_string_equal(json_string_value(json_object_get(first, "name")), "mine");
  assert_true(number(first, "days") == 14.0);
  assert_int_equal(json_array_size(json_object_get(first, "menu")), 2);
  json_t *dii = json_object_get(first, "dii"), *parts = json_object_get(dii, "parts");
  double sum = 0.0;
  for (size_t i = 0; i < json_array_size(parts); i++) {
    const json_t *part = json_array_get(parts, i);
    if (json_is_true(json_object_get(part, "known"))) sum += number(part, "adds");
  }
  assert_true(fabs(sum - number(dii, "index")) < 1e-9);
  assert_int_equal(json_array_size(parts), (size_t)number(dii, "of"));
  assert_int_equal(json_object_size(json_object_get(first, "outcomes")), ZN_EATEN_OUTCOMES);
  assert_int_equal(json_array_size(json_object_get(json_array_get(diets, 1), "steps")), 2);
  assert_true(number(json_array_get(diets, 1), "days") == 28.0);
  assert_true(json_is_null(json_object_get(json_array_get(diets, 2), "dii")));
  json_decref(all);
  program_forget(&said);
}

static void the_same_seed_gives_the_same_bytes(void **state) {
  (void)state;
  char *one, *other;
  struct program_said a = diet("western", "carnivore", "--seed", "7", "--threads", "1");
  read_file(&one, "diets.csv");
  struct program_said b = diet("western", "carnivore", "--seed", "7", "--threads", "2"), c = diet("western", "carnivore", "--seed", "8");
  read_file(&other, "diets.csv");
  assert_string_equal(a.out, b.out);
  assert_string_not_equal(a.out, c.out);
  assert_string_not_equal(one, other); /* of seed 8 */
  free(one);
  free(other);
  program_forget(&a);
  program_forget(&b);
  program_forget(&c);
}

static void what_is_no_diet_is_refused(void **state) {
  (void)state;
  assert_refused(3, "there is no diet 'westren'; nearest: 'western'", "diet", "westren");
  assert_refused(3, "there is no food 'bread_wite'; nearest: 'bread_white'", "diet", broken);
  assert_refused(3, "broken.yaml:7", "diet", broken);
  assert_refused(3, "no_such.yaml", "diet", "no_such.yaml");
  assert_refused(3, "there is a diet called 'mine' already", "diet", mine, mine);
  assert_refused(2, "--days wants a whole number", "diet", "--days", "0");
}

#define T(name) cmocka_unit_test(name)

int main(void) {
  const struct CMUnitTest tests[] = {T(without_words_it_compares_the_usual_diets), T(the_page_stands_alone_and_warns_once),
                                     T(one_diet_alone_is_shown_in_full),           T(json_holds_the_menu_its_index_and_the_people),
                                     T(the_same_seed_gives_the_same_bytes),        T(what_is_no_diet_is_refused)};
  return cmocka_run_group_tests(tests, begin, end);
}
