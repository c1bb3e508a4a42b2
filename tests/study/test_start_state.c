/* Where a person starts: at rest, on the branch asked for, and the same from the cache as anew. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "life.h"
#include "scratch.h"
#include "solve/rodas.h"
#include "study/start_state.h"

static void find(double *y, const struct zn_parameters *person, enum zn_branch branch, const char *folder) {
  struct zn_error error = {0};
  if (zn_start_state(y, person, branch, folder, &error) != ZN_OK) fail_msg("%s", error.text);
}

/* Largest share of a state that its rate would move in a month. */
static double restlessness(const double *y, const struct zn_parameters *person) {
  double rate[ZN_BODY_STATES], largest = 0.0;
  zn_body_rates(0.0, y, person, rate);
  for (int i = 0; i < ZN_BODY_STATES; i++) largest = fmax(largest, 730.0 * fabs(rate[i]) / (y[i] + zn_state_info(i)->scale));
  return largest;
}

/* --- Branches ---------------------------------------------------------------------------------------------------------------- */

static void susceptible_people_have_two_branches_and_others_one(void **state) {
  (void)state;
  int two = 0, one = 0;
  for (double gain = 1.0; gain <= 8.0; gain += 0.25) {
    struct zn_parameters person;
    double healthy[ZN_BODY_STATES], inflamed[ZN_BODY_STATES];
    zn_parameters_default(&person);
    person.immune_gain = gain;
    find(healthy, &person, ZN_BRANCH_HEALTHY, NULL);
    find(inflamed, &person, ZN_BRANCH_INFLAMED, NULL);
    assert_true(restlessness(healthy, &person) < 1e-8 && restlessness(inflamed, &person) < 1e-8);
    const int ileum = life_state("immune_macrophages[ileum]");
    assert_true(inflamed[ileum] > healthy[ileum] - 1e-6);
    if (inflamed[ileum] > healthy[ileum] + 0.1)
      two++;
    else if (gain < 2.0)
      one += life_difference(healthy, inflamed, NULL) < 1e-6;
    assert_true(gain > 1.0 || healthy[ileum] < 0.1);
  }
  assert_true(two >= 1);
  assert_int_equal(one, 4);
}

/* Both branches hold against the trajectory itself: a push of one part in a hundred dies out within ten years. */
static void both_branches_are_stable(void **state) {
  (void)state;
  struct zn_parameters person;
  double branch[2][ZN_BODY_STATES];
  const int ileum = life_state("immune_macrophages[ileum]");
  zn_parameters_default(&person);
  for (person.immune_gain = 1.0; person.immune_gain <= 8.0; person.immune_gain += 0.25) {
    for (int b = 0; b < 2; b++) find(branch[b], &person, (enum zn_branch)b, NULL);
    if (branch[1][ileum] > branch[0][ileum] + 0.1) break;
  }
  assert_true(person.immune_gain <= 8.0);
  for (int b = 0; b < 2; b++) {
    double y[ZN_BODY_STATES];
    memcpy(y, branch[b], sizeof y);
    life_shake(y, 0.01, 61, b);
    life_go(y, &person, 10.0 * 8766.0, 1e-7);
    assert_true(life_difference(y, branch[b], NULL) < 1e-2);
  }
  assert_true(branch[1][ileum] > branch[0][ileum] + 0.1);
}

/* Where a person near the fold ends, the search and two centuries of living: whether macrophages agree in every segment. */
static int ends_alike(int k, int *inflamed) {
  struct zn_parameters person;
  double found[ZN_BODY_STATES], lived[ZN_BODY_STATES];
  const enum zn_branch branch = (enum zn_branch)(k % 2);
  int alike = 1;
  life_draw(&person, 63, k);
  person.immune_gain *= 5.0;
  person.epithelium_constitutive_leak *= 1.1;
  find(found, &person, branch, NULL);
  zn_body_guess(branch, &person, lived);
  life_go(lived, &person, 200.0 * 8766.0, 1e-7);
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    const int at = life_state("immune_macrophages[duodenum]") + s;
    if (fabs(found[at] - lived[at]) > 1e-3) {
      printf("person %d: %s is %g, lived %g\n", k, zn_state_info(at)->name, found[at], lived[at]);
      alike = 0;
    }
  }
  *inflamed += found[life_state("immune_macrophages[ileum]")] > 0.1;
  return alike;
}

/* Near the fold a shortcut can slip to the other branch when the trajectory grazes the edge between the two: seldom. */
static void the_shortcut_ends_where_two_centuries_of_living_end_save_on_the_edge_of_two_branches(void **state) {
  (void)state;
  enum { PEOPLE = 64 };
  int inflamed = 0, alike = 0;
  for (int k = 0; k < PEOPLE; k++) alike += ends_alike(k, &inflamed);
  printf("%d of %d people near the fold end alike\n", alike, PEOPLE);
  assert_true(alike >= PEOPLE - 3);
  assert_true(inflamed >= PEOPLE / 8 && inflamed <= 7 * PEOPLE / 8);
}

static void meals_do_not_matter_for_the_start(void **state) {
  (void)state;
  struct zn_parameters steady, meals;
  double a[ZN_BODY_STATES], b[ZN_BODY_STATES];
  zn_parameters_default(&steady);
  meals = steady;
  meals.diet_in_meals = 1.0;
  find(a, &steady, ZN_BRANCH_HEALTHY, NULL);
  find(b, &meals, ZN_BRANCH_HEALTHY, NULL);
  assert_memory_equal(a, b, sizeof a);
}

static void a_person_without_a_rest_is_a_failure_in_words(void **state) {
  (void)state;
  struct zn_parameters person;
  struct zn_error error = {0};
  double y[ZN_BODY_STATES];
  zn_parameters_default(&person);
  person.microbiota_volume[0] = 0.0;
  assert_int_equal(zn_start_state(y, &person, ZN_BRANCH_HEALTHY, NULL, &error), ZN_NUMERICAL);
  assert_true(strlen(error.text) > 20);
}

/* In steep acidity the microbes of the descending colon and their mucus chase each other, within a day or two, for ever. */
static void make_restless(struct zn_parameters *person) {
  static const struct {
    const char *name;
    double factor;
  } changes[] = {{"lumen_starch_escape", 1.92308},
                 {"lumen_protein_secretion", 2.41806},
                 {"diet_starch", 1.5365},
                 {"microbiota_volume[ascending]", 1.97044},
                 {"microbiota_volume[transverse]", 2.0202},
                 {"microbiota_outflow[transverse]", 3.2},
                 {"microbiota_acid_absorption", 1.59451},
                 {"microbiota_growth[butyrate_makers]", 0.384615},
                 {"microbiota_preference[bacteroides/mucin]", 10.0},
                 {"microbiota_preference[ruminococci/arabinoxylan]", 0.315036},
                 {"microbiota_preference[pathobiont/mucin]", 0.156954},
                 {"microbiota_ph_lower[ruminococci]", 0.921847},
                 {"microbiota_ph_upper[bacteroides]", 0.853659},
                 {"microbiota_ph_upper[mucin_eaters]", 0.886076},
                 {"microbiota_ph_width", 0.378807},
                 {"microbiota_crowding", 0.61019},
                 {"microbiota_acetate[bacteroides]", 2.02089},
                 {"microbiota_acetate[ruminococci]", 0.466055},
                 {"mucus_inner_thickness[transverse]", 0.824063},
                 {"mucus_production", 1.91391},
                 {"mucus_conversion", 2.0},
                 {"mucus_area[ascending]", 0.444444},
                 {"mucus_solids", 1.33333},
                 {"mucus_butyrate_share", 0.385416}};
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    const int k = zn_parameter_find(changes[i].name);
    if (k < 0) fail_msg("there is no parameter %s", changes[i].name);
    ((double *)person)[k] *= changes[i].factor;
  }
}

static void a_body_that_goes_in_circles_starts_on_them(void **state) {
  (void)state;
  struct zn_parameters person;
  double y[ZN_BODY_STATES], again[ZN_BODY_STATES];
  zn_parameters_default(&person);
  make_restless(&person);
  find(y, &person, ZN_BRANCH_HEALTHY, NULL);
  for (int i = 0; i < ZN_BODY_STATES; i++) assert_true(isfinite(y[i]) && y[i] > -1e-6 * zn_state_info(i)->scale);
  person.diet_in_meals = 0.0;
  assert_true(restlessness(y, &person) > 3.0);
  for (int lanes = 2; lanes <= 8 && zn_lanes_fit(lanes); lanes *= 2) {
    struct zn_start start = {.person = &person, .branch = ZN_BRANCH_HEALTHY, .y = again};
    zn_start_states(&start, 1, lanes, NULL);
    assert_int_equal(start.status, ZN_OK);
    assert_memory_equal(y, again, sizeof y);
  }
}

/* --- Many at once ------------------------------------------------------------------------------------------------------------ */

enum { PARTY = 30 };

/* People drawn on both sides of the fold, each looked for on one branch; the last cannot be found anywhere. */
static void draw_party(struct zn_parameters person[PARTY], struct zn_start start[PARTY], double y[PARTY][ZN_BODY_STATES]) {
  for (int k = 0; k < PARTY; k++) {
    life_draw(&person[k], 64, k);
    person[k].immune_gain *= 1.0 + k % 6;
    start[k] = (struct zn_start){.person = &person[k], .branch = (enum zn_branch)(k % 2), .y = y[k]};
  }
  person[PARTY - 1].microbiota_volume[0] = 0.0;
  person[PARTY - 2].immune_gain = NAN;
}

static void a_start_state_is_the_same_bits_in_any_company(void **state) {
  (void)state;
  static struct zn_parameters person[PARTY];
  static struct zn_start start[PARTY], turned[PARTY];
  static double y[PARTY][ZN_BODY_STATES], alone[ZN_BODY_STATES];
  for (int lanes = 1; lanes <= 8 && zn_lanes_fit(lanes); lanes *= 2) {
    draw_party(person, start, y);
    for (int k = 0; k < PARTY; k++) turned[k] = start[(k * 7 + lanes) % PARTY];
    zn_start_states(turned, PARTY, lanes, NULL);
    for (int k = 0; k < PARTY; k++) {
      const struct zn_start *s = &turned[k];
      struct zn_error error = {0};
      assert_int_equal(zn_start_state(alone, s->person, s->branch, NULL, &error), s->status);
      assert_string_equal(error.text, s->error.text);
      assert_int_equal(s->status, s->person >= &person[PARTY - 2] ? ZN_NUMERICAL : ZN_OK);
      if (s->status == ZN_OK) assert_memory_equal(alone, s->y, sizeof alone);
    }
  }
}

/* --- The cache --------------------------------------------------------------------------------------------------------------- */

static const char *folder;
static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  return 0;
}
/* Number of files in the folder; the path of one of them. */
static int files(char path[512]) {
  int n = 0;
  DIR *open = opendir(folder);
  for (struct dirent *at; open && (at = readdir(open));)
    if (at->d_name[0] != '.') {
      if (path) snprintf(path, 512, "%s/%s", folder, at->d_name);
      n++;
    }
  if (open) closedir(open);
  return n;
}

/* Puts another byte at an offset of the file. */
static void damage(const char *path, long offset) {
  FILE *file = fopen(path, "r+b");
  assert_non_null(file);
  fseek(file, offset, SEEK_SET);
  const int byte = fgetc(file);
  fseek(file, offset, SEEK_SET);
  fputc(byte ^ 0x40, file);
  fclose(file);
}

static void what_is_kept_is_what_was_found(void **state) {
  (void)state;
  struct zn_parameters person;
  double anew[ZN_BODY_STATES], first[ZN_BODY_STATES], second[ZN_BODY_STATES];
  life_draw(&person, 62, 0);
  find(anew, &person, ZN_BRANCH_HEALTHY, NULL);
  assert_int_equal(files(NULL), 0);
  find(first, &person, ZN_BRANCH_HEALTHY, folder);
  assert_int_equal(files(NULL), 1);
  find(second, &person, ZN_BRANCH_HEALTHY, folder);
  assert_int_equal(files(NULL), 1);
  assert_memory_equal(anew, first, sizeof anew);
  assert_memory_equal(anew, second, sizeof anew);
}

static void the_cache_serves_every_number_of_lanes(void **state) {
  (void)state;
  static struct zn_parameters person[PARTY];
  static struct zn_start start[PARTY];
  static double found[PARTY][ZN_BODY_STATES], recalled[PARTY][ZN_BODY_STATES];
  draw_party(person, start, found);
  zn_start_states(start, PARTY / 2, 2, folder);
  assert_int_equal(files(NULL), PARTY / 2);
  draw_party(person, start, recalled);
  zn_start_states(start, PARTY - 2, 1, folder); /* half of them are known */
  assert_int_equal(files(NULL), PARTY - 2);
  for (int k = 0; k < PARTY / 2; k++) assert_memory_equal(found[k], recalled[k], sizeof found[k]);
  draw_party(person, start, found);
  zn_start_states(start, PARTY, 2, NULL);
  for (int k = 0; k < PARTY - 2; k++) assert_memory_equal(found[k], recalled[k], sizeof found[k]);
}

static void every_parameter_and_the_branch_have_their_own_file(void **state) {
  (void)state;
  struct zn_parameters person;
  double y[ZN_BODY_STATES];
  zn_parameters_default(&person);
  find(y, &person, ZN_BRANCH_HEALTHY, folder);
  find(y, &person, ZN_BRANCH_INFLAMED, folder);
  assert_int_equal(files(NULL), 2);
  static const char *const names[] = {"lumen_transit_rate", "immune_gain", "circulation_mu_c", "person_weight"};
  for (int k = 0; k < 4; k++) {
    struct zn_parameters other = person;
    ((double *)&other)[zn_parameter_find(names[k])] *= 1.0 + 1e-12;
    find(y, &other, ZN_BRANCH_HEALTHY, folder);
    assert_int_equal(files(NULL), 3 + k);
  }
  person.diet_in_meals = 1.0;
  find(y, &person, ZN_BRANCH_HEALTHY, folder);
  assert_int_equal(files(NULL), 6);
}

static void a_damaged_file_is_found_anew_and_mended(void **state) {
  (void)state;
  struct zn_parameters person;
  double good[ZN_BODY_STATES], y[ZN_BODY_STATES];
  char path[512];
  zn_parameters_default(&person);
  find(good, &person, ZN_BRANCH_HEALTHY, folder);
  find(y, &person, ZN_BRANCH_HEALTHY, folder);
  assert_int_equal(files(path), 1);
  struct stat whole;
  stat(path, &whole);
  const long places[] = {0, 66, 80, (long)whole.st_size - 3};
  for (int k = 0; k < 4; k++) {
    damage(path, places[k]);
    find(y, &person, ZN_BRANCH_HEALTHY, folder);
    assert_memory_equal(y, good, sizeof y);
  }
  scratch_write(folder, strrchr(path, '/') + 1, "short", 5);
  find(y, &person, ZN_BRANCH_HEALTHY, folder);
  assert_memory_equal(y, good, sizeof y);
  struct stat mended;
  stat(path, &mended);
  assert_int_equal(mended.st_size, whole.st_size);
}

static void somebody_elses_file_is_not_believed(void **state) {
  (void)state;
  struct zn_parameters one, other;
  double y[ZN_BODY_STATES], alone[ZN_BODY_STATES];
  char path[512], theirs[512];
  zn_parameters_default(&one);
  other = one;
  other.immune_gain = 1.5;
  find(alone, &other, ZN_BRANCH_HEALTHY, folder);
  assert_int_equal(files(theirs), 1);
  remove(theirs);
  find(y, &one, ZN_BRANCH_HEALTHY, folder);
  assert_int_equal(files(path), 1);
  assert_int_equal(rename(path, theirs), 0);
  find(y, &other, ZN_BRANCH_HEALTHY, folder);
  assert_memory_equal(y, alone, sizeof y);
}

static void a_folder_that_cannot_be_made_or_named_costs_only_time(void **state) {
  (void)state;
  struct zn_parameters person;
  double good[ZN_BODY_STATES], y[ZN_BODY_STATES];
  char deep[256], name[700];
  zn_parameters_default(&person);
  find(good, &person, ZN_BRANCH_HEALTHY, NULL);
  snprintf(deep, sizeof deep, "%s/no/such/place", folder);
  find(y, &person, ZN_BRANCH_HEALTHY, deep);
  assert_memory_equal(y, good, sizeof y);
  memset(name, 'x', sizeof name);
  memcpy(name, folder, strlen(folder));
  name[strlen(folder)] = '/';
  name[sizeof name - 1] = '\0';
  find(y, &person, ZN_BRANCH_HEALTHY, name);
  assert_memory_equal(y, good, sizeof y);
}

/* A folder whose name leaves no room for the digest must not make two people share a file. */
static void a_long_folder_never_mixes_people_up(void **state) {
  (void)state;
  char path[600];
  struct zn_parameters one, other;
  double y[ZN_BODY_STATES], alone[ZN_BODY_STATES];
  snprintf(path, sizeof path, "%s", folder);
  while (strlen(path) < 515) {
    strcat(path, "/a-folder-with-quite-a-long-name");
    mkdir(path, 0700);
  }
  zn_parameters_default(&one);
  other = one;
  other.immune_gain = 1.5;
  find(y, &one, ZN_BRANCH_HEALTHY, path);
  find(y, &other, ZN_BRANCH_HEALTHY, path);
  find(alone, &other, ZN_BRANCH_HEALTHY, NULL);
  assert_memory_equal(y, alone, sizeof y);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, scratch_close)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(susceptible_people_have_two_branches_and_others_one),
      cmocka_unit_test(both_branches_are_stable),
      cmocka_unit_test(the_shortcut_ends_where_two_centuries_of_living_end_save_on_the_edge_of_two_branches),
      cmocka_unit_test(meals_do_not_matter_for_the_start),
      cmocka_unit_test(a_person_without_a_rest_is_a_failure_in_words),
      cmocka_unit_test(a_body_that_goes_in_circles_starts_on_them),
      cmocka_unit_test(a_start_state_is_the_same_bits_in_any_company),
      IN_FOLDER(what_is_kept_is_what_was_found),
      IN_FOLDER(the_cache_serves_every_number_of_lanes),
      IN_FOLDER(every_parameter_and_the_branch_have_their_own_file),
      IN_FOLDER(a_damaged_file_is_found_anew_and_mended),
      IN_FOLDER(somebody_elses_file_is_not_believed),
      IN_FOLDER(a_folder_that_cannot_be_made_or_named_costs_only_time),
      IN_FOLDER(a_long_folder_never_mixes_people_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
