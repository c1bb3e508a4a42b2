/* zonula run: answers, files, exit codes, and that equal runs are equal. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/place.h"
#include "../support/scratch.h"
#include "zonula.h"
#include "zonula_json.h"

static const char small_study[] =
    "title: Two sugars in a few healthy people\n"
    "source: none\n"
    "summary: A small study for tests; nobody published it.\n"
    "cohort: {people: 3, condition: healthy, seed: 7}\n"
    "timeline:\n"
    "  - {at: 0 d, measure: lactulose_mannitol}\n"
    "reported:\n"
    "  - {at: 0 d, assay: lactulose_mannitol, probe: mannitol, window: 0-5 h, mean: 12 %}\n"
    "  - {at: 0 d, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h, mean: 0.02}\n"
    "follow: [serum_crp]\n"
    "pictures: [0 d]\n";

static const char *const file_names[] = {"result.nc", "summary.csv", "report.html"};
enum { FILES = 3 };

/* All bytes of a file, for free(). */
static char *bytes_of(const char *folder, const char *name, size_t *length) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return scratch_read(path, length);
}

static void a_study_is_run_and_its_three_files_written(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "Two sugars in a few healthy people");
  assert_holds(said.out, "90 % interval  reported  fold  inside\nmannitol ");
  assert_holds(said.out, "report.html in a browser");
  for (int i = 0; i < FILES; i++) {
    size_t length;
    char *bytes = bytes_of(p.out, file_names[i], &length);
    assert_true(length > 100);
    assert_holds(said.out, file_names[i]);
    free(bytes);
  }
  program_forget(&said);
  scratch_end(p.folder);
}

/* Reads the lines of repeats.csv that give one number (`label`) of 3 people: [repeat][person]. */
static void read_repeats(const char *csv, const char *label, int repeats, double values[][3]) {
  int n = 0;
  char begin[96];
  for (const char *line = strchr(csv, '\n') + 1; *line; line = strchr(line, '\n') + 1) {
    const int person = n / (repeats + 1), again = n % (repeats + 1);
    snprintf(begin, sizeof begin, "healthy,%d,,%s,0,%%,%d,", person, label, again);
    if (strncmp(line, begin, strlen(begin)) == 0) values[again][person] = strtod(line + strlen(begin), NULL), n++;
  }
  assert_int_equal(n, 3 * (repeats + 1));
}

static void everything_is_measured_again_and_what_was_read_first_stays(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache);
  assert_int_equal(said.code, 0);
  program_forget(&said);
  size_t length, again;
  char *first = bytes_of(p.out, "summary.csv", &length);
  said = zonula("run", p.study, "--out", p.out, "--cache", p.cache, "--repeats", "2", "--json");
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "repeats.csv");
  char *then = bytes_of(p.out, "summary.csv", &again), *csv = bytes_of(p.out, "repeats.csv", &length);
  assert_string_equal(first, then);
  double values[3][3];
  read_repeats(csv, "mannitol 0-5 h at 0 d", 2, values);
  json_t *answer = zonula_json(&said);
  const double predicted = json_number_value(json_object_get(json_array_get(json_object_get(answer, "reported"), 0), "predicted"));
  assert_float_equal((values[0][0] + values[0][1] + values[0][2]) / 3.0, predicted, 1e-4 * predicted);
  for (int i = 0; i < 3; i++) assert_true(values[1][i] != values[0][i] && values[2][i] != values[0][i] && values[2][i] != values[1][i]);
  json_decref(answer);
  free(csv), free(then), free(first);
  program_forget(&said);
  scratch_end(p.folder);
}

static void what_reads_nothing_cannot_be_measured_again(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  scratch_text(p.folder, "small.yaml",
               "title: Nothing\nsource: none\nsummary: Only followed.\ncohort: {people: 2, condition: healthy, seed: 7}\n"
               "timeline: [{at: 1 d, give: gluten_free_diet, for: 3 d}]\nfollow: [coeliac_drive]\n");
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache, "--repeats", "2");
  assert_int_equal(said.code, 3);
  assert_holds(said.err, "small.yaml reads nothing that could be measured again");
  program_forget(&said);
  scratch_end(p.folder);
}

static void a_study_that_compares_with_nothing_shows_what_it_followed(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  scratch_text(p.folder, "small.yaml",
               "title: A month without gluten\nsource: none\nsummary: An experiment.\n"
               "cohort: {people: 3, condition: coeliac_untreated, seed: 7}\n"
               "timeline: [{at: 1 d, give: gluten_free_diet, for: 30 d}]\n"
               "follow: [coeliac_drive]\n");
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "names no reported values");
  const char *row = strstr(said.out, "coeliac_drive");
  double start, end;
  assert_non_null(row);
  assert_int_equal(sscanf(row, "coeliac_drive coeliac_untreated %lf (%*f to %*f) %lf", &start, &end), 2);
  assert_true(start > 0.5 && end < 0.1 && end > 0.0);
  program_forget(&said);
  scratch_end(p.folder);
}

static void the_json_answer_stands_alone_on_standard_output(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache, "--json");
  json_t *answer = zonula_json(&said), *rows = json_object_get(answer, "reported"), *row;
  size_t i;
  assert_int_equal(said.code, 0);
  assert_string_equal(json_string_value(json_object_get(answer, "study")), "small");
  assert_int_equal(json_integer_value(json_object_get(answer, "people")), 3);
  assert_int_equal(json_integer_value(json_object_get(answer, "failed")), 0);
  assert_int_equal(json_array_size(json_object_get(answer, "files")), FILES);
  assert_int_equal(json_array_size(rows), 2);
  json_array_foreach(rows, i, row) {
    const double low = json_real_value(json_object_get(row, "lo90")), high = json_real_value(json_object_get(row, "hi90"));
    const double predicted = json_real_value(json_object_get(row, "predicted")),
                 reported = json_real_value(json_object_get(row, "reported"));
    assert_true(low > 0.0 && low <= predicted && predicted <= high);
    assert_true(json_is_boolean(json_object_get(row, "inside")));
    assert_int_equal(json_is_true(json_object_get(row, "inside")), low <= reported && reported <= high);
    assert_true(json_real_value(json_object_get(row, "fold_error")) >= 1.0);
  }
  assert_string_equal(json_string_value(json_object_get(json_array_get(rows, 0), "unit")), "%");
  json_decref(answer);
  program_forget(&said);
  scratch_end(p.folder);
}

static const char given_study[] =
    "title: Three things\nsource: none\nsummary: For a test.\n"
    "cohort: {people: 2, condition: healthy, seed: 7}\n"
    "timeline:\n"
    "  - {at: 0 d, measure: serum}\n"
    "  - {at: 1 d, give: collagen}\n"
    "  - {at: 1 d, give: glutamine, effect: low, every: 1 d, until: 3 d}\n"
    "  - {at: 2 d, give: antioxidants}\n";

static void must_use(const json_t *treatment, const char *name, const char *chosen, double low, double used) {
  const json_t *effect = json_object_get(treatment, "effect"), *factor = json_array_get(json_object_get(effect, "factors"), 0);
  assert_string_equal(json_string_value(json_object_get(treatment, "name")), name);
  assert_string_equal(json_string_value(json_object_get(treatment, "grade")), "contested");
  assert_string_equal(json_string_value(json_object_get(effect, "chosen")), chosen);
  assert_true(json_number_value(json_object_get(factor, "low")) == low && json_number_value(json_object_get(factor, "used")) == used);
}

/* How well the effect of what was given is known stands in both answers, once for each choice. */
static void answers_tell_what_was_given_and_how_well_that_is_known(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  scratch_text(p.folder, "small.yaml", given_study);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache, "--json");
  json_t *answer = zonula_json(&said), *treatments = json_object_get(answer, "treatments");
  assert_int_equal(json_array_size(treatments), 3);
  assert_string_equal(json_string_value(json_object_get(json_array_get(treatments, 0), "grade")), "none");
  assert_true(json_is_null(json_object_get(json_array_get(treatments, 0), "effect")));
  must_use(json_array_get(treatments, 1), "glutamine", "low", 0.6, 0.6);
  must_use(json_array_get(treatments, 2), "antioxidants", "middle", 0.62, 0.86);
  json_decref(answer);
  program_forget(&said);
  said = zonula("run", p.study, "--out", p.out, "--cache", p.cache);
  assert_non_null(strstr(said.out, "collagen: evidence none, effect assumed: changes nothing, by construction"));
  assert_non_null(
      strstr(said.out,
             "glutamine: evidence contested, effect assumed: epithelium_constitutive_leak x1 (0.6 to 1.3), this run used the lower end"));
  assert_non_null(strstr(said.out, "x0.86 (0.62 to 1.1), this run used the middle"));
  program_forget(&said);
  scratch_end(p.folder);
}

static void an_experiment_is_judged_where_it_is_run(void **state) {
  (void)state;
  static const char asks[] =
      "title: A question\nsource: none\nsummary: None.\ncohort: {people: 4, condition: healthy, seed: 3}\n"
      "timeline:\n  - {at: 0 d, give: leak_tripled}\n"
      "experiment:\n  asks: Is more leak more leak?\n  reads:\n"
      "    - {name: before, at: 0 d, reading: \"leak[ileum]\"}\n    - {name: after, at: 5 d, reading: \"leak[ileum]\"}\n"
      "  holds:\n    - {label: it doubles at least, value: after / before, above: 2, in: 100 %, because: chosen, source: chosen}\n"
      "    - {label: it is tenfold, median: after / before, above: 10, because: chosen, source: chosen}\n";
  struct place p = place_begin("small.yaml", small_study);
  scratch_text(p.folder, "small.yaml", asks);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache);
  assert_int_equal(said.code, 0);
  assert_non_null(strstr(said.out, "Is more leak more leak?"));
  assert_non_null(strstr(said.out, "true of 100 %"));
  program_forget(&said);
  said = zonula("run", p.study, "--out", p.out, "--cache", p.cache, "--json");
  json_t *answer = zonula_json(&said), *experiment = json_object_get(answer, "experiment"),
         *criteria = json_object_get(experiment, "criteria");
  assert_true(json_is_false(json_object_get(experiment, "holds")));
  assert_true(json_is_true(json_object_get(json_array_get(criteria, 0), "holds")));
  assert_true(json_is_false(json_object_get(json_array_get(criteria, 1), "holds")));
  json_decref(answer);
  program_forget(&said);
  scratch_end(p.folder);
}

static void progress_in_json_is_one_object_a_line_on_standard_error(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache, "--json");
  int lines = 0;
  for (char *rest, *line = strtok_r(said.err, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest), lines++) {
    json_t *object = json_loads(line, 0, NULL);
    if (!json_is_object(json_object_get(object, "progress"))) fail_msg("no progress: %s", line);
    json_decref(object);
  }
  assert_true(lines >= 1);
  program_forget(&said);
  scratch_end(p.folder);
}

/* Neither the number of threads, nor the folder, nor start states from the cache may change a byte. */
static void equal_runs_give_equal_files_byte_for_byte(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  char out[4][160];
  for (int k = 0; k < 4; k++) snprintf(out[k], sizeof out[k], "%s/out%d", p.folder, k);
  struct program_said said[4] = {zonula("run", p.study, "--out", out[0], "--threads", "1", "--no-cache"),
                                 zonula("run", p.study, "--out", out[1], "--threads", "2", "--no-cache"),
                                 zonula("run", p.study, "--out", out[2], "--threads", "2", "--cache", p.cache),
                                 zonula("run", p.study, "--out", out[3], "--threads", "1", "--cache", p.cache, "--quiet")};
  for (int k = 0; k < 4; k++) assert_int_equal(said[k].code, 0);
  for (int i = 0; i < FILES; i++) {
    size_t length, other_length;
    char *bytes = bytes_of(out[0], file_names[i], &length);
    for (int k = 1; k < 4; k++) {
      char *other = bytes_of(out[k], file_names[i], &other_length);
      if (length != other_length || memcmp(bytes, other, length) != 0) fail_msg("%s differs between run 0 and run %d", file_names[i], k);
      free(other);
    }
    free(bytes);
  }
  for (int k = 0; k < 4; k++) program_forget(&said[k]);
  scratch_end(p.folder);
}

static double predicted(const struct program_said *said, size_t row) {
  json_t *answer = zonula_json(said);
  const double value = json_real_value(json_object_get(json_array_get(json_object_get(answer, "reported"), row), "predicted"));
  json_decref(answer);
  return value;
}

static void people_seed_and_set_change_the_study(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  struct program_said plain = zonula("run", p.study, "--json", "--quiet", "--out", p.out, "--cache", p.cache);
  struct program_said other = zonula("run", p.study, "--json", "--quiet", "--out", p.out, "--cache", p.cache, "--seed", "8");
  struct program_said more = zonula("run", p.study, "--json", "--quiet", "--out", p.out, "--cache", p.cache, "--people", "4");
  struct program_said leaky =
      zonula("run", p.study, "--json", "--quiet", "--out", p.out, "--cache", p.cache, "--set", "epithelium_constitutive_leak=3");
  assert_true(predicted(&plain, 0) != predicted(&other, 0));
  assert_true(predicted(&leaky, 1) > 1.3 * predicted(&plain, 1));
  assert_holds(more.out, "\"people\": 4");
  size_t length;
  char *report = bytes_of(p.out, "report.html", &length);
  assert_holds(report, "--set epithelium_constitutive_leak=3");
  free(report);
  program_forget(&plain);
  program_forget(&other);
  program_forget(&more);
  program_forget(&leaky);
  scratch_end(p.folder);
}

static void a_new_seed_leaves_cohorts_of_the_same_people_the_same(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  char study[200];
  scratch_text(p.folder, "three.yaml",
               "title: Three cohorts\nsource: none\nsummary: For a test.\n"
               "cohorts:\n"
               "  - {name: before, people: 1, condition: healthy, seed: 7}\n"
               "  - {name: others, people: 1, condition: healthy, seed: 3}\n"
               "  - {name: after, people: 1, condition: healthy, seed: 7}\n"
               "timeline:\n"
               "  - {at: 0 d, measure: serum}\n");
  snprintf(study, sizeof study, "%s/three.yaml", p.folder);
  struct program_said said = zonula("run", study, "--out", p.out, "--no-cache", "--seed", "50");
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "before: 1 person, seed 50\nothers: 1 person, seed 51\nafter: 1 person, seed 50\n");
  program_forget(&said);
  scratch_end(p.folder);
}

static void one_person_has_no_interval_and_no_verdict(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  struct program_said said = zonula("run", p.study, "--json", "--quiet", "--out", p.out, "--cache", p.cache, "--people", "1");
  json_t *answer = zonula_json(&said), *row = json_array_get(json_object_get(answer, "reported"), 0);
  assert_int_equal(said.code, 0);
  assert_true(json_is_null(json_object_get(row, "lo90")));
  assert_true(json_is_null(json_object_get(row, "inside")));
  assert_string_equal(said.err, "");
  json_decref(answer);
  program_forget(&said);
  scratch_end(p.folder);
}

static void a_bad_study_is_refused_with_file_and_line(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  char bad[200], expected[300];
  scratch_text(p.folder, "bad.yaml",
               "title: Bad\nsource: none\nsummary: Bad.\ncohort: {people: 3, condition: heathy, seed: 7}\ntimeline:\n  - {at: 0 d, "
               "measure: cr_edta}\n");
  snprintf(bad, sizeof bad, "%s/bad.yaml", p.folder);
  snprintf(expected, sizeof expected, "zonula: %s:4: ", bad);
  assert_refused(3, expected, "run", bad, "--out", p.out, "--no-cache");
  assert_refused(3, "healthy", "run", bad, "--out", p.out, "--no-cache");
  assert_refused(3, "zonula: /no/such/study.yaml: ", "run", "/no/such/study.yaml");
  assert_refused(3, "immune_gain", "run", p.study, "--set", "imune_gain=2", "--out", p.out, "--no-cache");
  assert_refused(3, "person_weight", "run", p.study, "--set", "person_weight=60 m", "--out", p.out, "--no-cache");
  assert_int_not_equal(access(p.out, F_OK), 0);
  scratch_end(p.folder);
}

static void errors_are_json_lines_where_json_is_asked_for(void **state) {
  (void)state;
  struct program_said said = zonula("run", "/no/such/study.yaml", "--json");
  json_t *line = json_loads(said.err, 0, NULL), *error = json_object_get(line, "error");
  assert_int_equal(said.code, 3);
  assert_string_equal(said.out, "");
  assert_string_equal(json_string_value(json_object_get(error, "file")), "/no/such/study.yaml");
  assert_true(json_is_null(json_object_get(error, "line")));
  json_decref(line);
  program_forget(&said);
}

static void a_place_that_cannot_be_written_is_an_io_error(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  char in_the_way[200], below[256];
  scratch_text(p.folder, "file", "x");
  snprintf(in_the_way, sizeof in_the_way, "%s/file", p.folder);
  snprintf(below, sizeof below, "%s/below", in_the_way);
  assert_refused(5, in_the_way, "run", p.study, "--out", in_the_way, "--no-cache");
  assert_refused(5, below, "run", p.study, "--out", below, "--no-cache");
  assert_refused(5, in_the_way, "run", p.study, "--out", p.out, "--cache", in_the_way);
  scratch_end(p.folder);
}

static void without_a_home_the_run_says_that_start_states_are_not_kept(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  struct program_said said = program_run((const char *const[]){ZONULA, "run", p.study, "--people", "1", "--out", p.out, NULL},
                                         (const char *const[]){"HOME=", "XDG_CACHE_HOME=", NULL});
  assert_int_equal(said.code, 0);
  assert_holds(said.err, "start states are not kept");
  program_forget(&said);
  scratch_end(p.folder);
}

static void start_states_are_kept_where_the_environment_says(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  char variable[200], kept[200];
  snprintf(variable, sizeof variable, "XDG_CACHE_HOME=%s", p.cache);
  snprintf(kept, sizeof kept, "%s/zonula", p.cache);
  struct program_said said = program_run((const char *const[]){ZONULA, "run", p.study, "--people", "1", "--out", p.out, NULL},
                                         (const char *const[]){variable, NULL});
  assert_int_equal(said.code, 0);
  assert_int_equal(access(kept, F_OK), 0);
  program_forget(&said);
  scratch_end(p.folder);
}

static void ctrl_c_stops_the_run_and_keeps_what_was_found(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  struct program_said said = program_run_and_interrupt((const char *const[]){ZONULA, "run", p.study, "--people", "5000", "--threads", "1",
                                                                             "--out", p.out, "--cache", p.cache, "--json", NULL},
                                                       NULL);
  assert_int_equal(said.code, 130);
  assert_string_equal(said.out, "");
  assert_holds(said.err, "\"stopped after ");
  assert_holds(said.err, "run the same command to go on");
  for (int i = 0; i < FILES; i++) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", p.out, file_names[i]);
    assert_int_not_equal(access(path, F_OK), 0);
  }
  assert_int_equal(access(p.cache, F_OK), 0);
  program_forget(&said);
  scratch_end(p.folder);
}

static void sigterm_stops_the_run_as_ctrl_c_does_and_has_its_own_code(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  struct program_said said = program_run_and_signal((const char *const[]){ZONULA, "run", p.study, "--people", "5000", "--threads", "1",
                                                                          "--out", p.out, "--cache", p.cache, "--json", NULL},
                                                    NULL, SIGTERM);
  assert_int_equal(said.code, 143);
  assert_string_equal(said.out, "");
  assert_holds(said.err, "\"stopped after ");
  program_forget(&said);
  scratch_end(p.folder);
}

static void a_terminal_sees_a_bar_that_goes_away_and_coloured_verdicts(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_study);
  /* So many that they take longer than a bar waits before it shows itself. */
  const char *const words[] = {ZONULA, "run", p.study, "--people", "500", "--threads", "1", "--out", p.out, "--no-cache", NULL};
  struct program_said bright = program_run_on_terminal(words, (const char *const[]){"TERM=xterm", "NO_COLOR=", NULL});
  struct program_said plain = program_run_on_terminal(words, (const char *const[]){"TERM=xterm", "NO_COLOR=1", NULL});
  assert_int_equal(bright.code, 0);
  assert_holds(bright.out, " of 500 people, ");
  assert_holds(bright.out, " left\033[K");
  assert_holds(bright.out, "\033[1mTwo sugars");
  assert_holds_not(plain.out, "\033[1m");
  assert_holds_not(plain.out, "\033[3");
  program_forget(&bright);
  program_forget(&plain);
  scratch_end(p.folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_study_is_run_and_its_three_files_written),
      cmocka_unit_test(everything_is_measured_again_and_what_was_read_first_stays),
      cmocka_unit_test(what_reads_nothing_cannot_be_measured_again),
      cmocka_unit_test(a_study_that_compares_with_nothing_shows_what_it_followed),
      cmocka_unit_test(the_json_answer_stands_alone_on_standard_output),
      cmocka_unit_test(answers_tell_what_was_given_and_how_well_that_is_known),
      cmocka_unit_test(an_experiment_is_judged_where_it_is_run),
      cmocka_unit_test(progress_in_json_is_one_object_a_line_on_standard_error),
      cmocka_unit_test(equal_runs_give_equal_files_byte_for_byte),
      cmocka_unit_test(people_seed_and_set_change_the_study),
      cmocka_unit_test(a_new_seed_leaves_cohorts_of_the_same_people_the_same),
      cmocka_unit_test(one_person_has_no_interval_and_no_verdict),
      cmocka_unit_test(a_bad_study_is_refused_with_file_and_line),
      cmocka_unit_test(errors_are_json_lines_where_json_is_asked_for),
      cmocka_unit_test(a_place_that_cannot_be_written_is_an_io_error),
      cmocka_unit_test(without_a_home_the_run_says_that_start_states_are_not_kept),
      cmocka_unit_test(start_states_are_kept_where_the_environment_says),
      cmocka_unit_test(ctrl_c_stops_the_run_and_keeps_what_was_found),
      cmocka_unit_test(sigterm_stops_the_run_as_ctrl_c_does_and_has_its_own_code),
      cmocka_unit_test(a_terminal_sees_a_bar_that_goes_away_and_coloured_verdicts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
