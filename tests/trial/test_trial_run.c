#define _GNU_SOURCE
/* Whole trials: the same people as in a study, the same bytes in any pieces, and nothing lost by who stops half-way. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/folder.h"
#include "reading.h"
#include "scratch.h"
#include "zonula/trial.h"

enum { PEOPLE = 40, REPLICATES = 3, NULLS = 2, PEOPLE_IN_ALL = PEOPLE * (REPLICATES + NULLS) };

/* Everything that chance decides is in it, and the courses of two things are followed. */
static const char trial_text[] =
    "title: Tripled leak against none\n"
    "source: none\n"
    "summary: A trial for tests.\n"
    "cohort: {people: 40, condition: first_degree_relative, seed: 12}\n"
    "follow: [inflammation, serum_lps]\n"
    "timeline:\n"
    "  - {at: 0 d, measure: lactulose_mannitol}\n"
    "  - {at: 1 d, arm: leaky, give: leak_tripled, for: 20 d}\n"
    "  - {at: 8 d, give: prednisolone, for: 5 d, rescue: serum_lps, above: 10 pg/mL}\n"
    "  - {at: 14 d, measure: lactulose_mannitol}\n"
    "trial:\n"
    "  arms:\n"
    "    - {name: usual, drop_out: 20 %}\n"
    "    - {name: leaky, adherence: 70 %, drop_out: 20 %}\n"
    "  blinding: open\n"
    "  reads:\n"
    "    - {name: before, at: 0 d, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h}\n"
    "    - {name: after, at: 14 d, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h}\n"
    "  endpoints:\n"
    "    - {name: fold, ratio: after, to: before}\n"
    "    - {name: raised, responder: after > 0.04}\n"
    "    - {name: endotoxin, time_to: serum_lps, above: 12 pg/mL, every: 2 d, until: 16 d}\n"
    "  analyses:\n"
    "    - {label: ratio, endpoint: fold, test: t, log: yes}\n"
    "    - {label: raised, endpoint: raised, test: fisher}\n"
    "    - {label: endotoxin, endpoint: endotoxin, test: cox, by: before > 0.02}\n"
    "  replicates: 3\n"
    "  null_replicates: 2\n"
    "  power: [20]\n";

static struct zn_trial_run *run_in(const char *folder, const struct zn_study *study, struct zn_trial_options options) {
  struct zn_trial_run *run;
  struct zn_error error = {0};
  options.folder = folder;
  if (zn_trial_run(&run, study, reading_library(), &options, &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  assert_non_null(run);
  return run;
}

/* All results as one text, to the last bit. */
static char *bytes_of(const struct zn_trial_run *run) {
  static char text[1 << 20];
  char *at = text;
  const struct zn_trial *t = run->study->trial;
  at += sprintf(at, "%lld %lld %lld %lld %llu\n", (long long)run->people, (long long)run->failed, (long long)run->eligible,
                (long long)run->rescued, (unsigned long long)run->steps);
  for (int i = 0; i < t->n_arms * t->n_endpoints; i++) {
    const struct zn_arm_endpoint *e = &run->arm[i];
    at += sprintf(at, "%lld %lld %lld %a %a %a\n", (long long)e->people, (long long)e->missing, (long long)e->events, e->mean, e->sd,
                  e->quantile[2]);
  }
  for (int i = 0; i < (REPLICATES + NULLS) * t->n_analyses; i++)
    at += sprintf(at, "%d %d %a %a %a %a\n", run->comparison[i].n[0], run->comparison[i].n[1], run->comparison[i].estimate,
                  run->comparison[i].low, run->comparison[i].high, run->comparison[i].p_value);
  for (int i = 0; i < t->n_analyses * (t->n_power + 1); i++) at += sprintf(at, "%d %d\n", run->power[i].found, run->power[i].null_found);
  for (int i = 0; i < t->n_arms * run->study->n_follow * run->course_points * 5; i++) at += sprintf(at, "%a\n", run->course[i]);
  return text;
}

static char *result_in(const char *folder, const struct zn_study *study, struct zn_trial_options options) {
  struct zn_trial_run *run = run_in(folder, study, options);
  char *bytes = strdup(bytes_of(run));
  zn_trial_run_free(run);
  return bytes;
}

static struct zn_trial_options with(int piece, int threads, int lanes) {
  return (struct zn_trial_options){.piece = piece, .run = {.threads = threads, .lanes = lanes, .course_points = 20}};
}

static void any_pieces_threads_and_lanes_give_the_same_bytes(void **state) {
  static const struct { int piece, threads, lanes; } ways[] = {{0, 2, 0}, {1, 1, 1}, {7, 2, 2}, {7, 4, 1}, {200, 3, 4}, {64, 1, 0}};
  struct zn_study *study = reading_study(trial_text);
  char *first = NULL;
  (void)state;
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    char folder[128];
    scratch_begin(folder);
    char *now = result_in(folder, study, with(ways[i].piece, ways[i].threads, ways[i].lanes > 2 ? 0 : ways[i].lanes));
    if (!first)
      first = now;
    else {
      assert_string_equal(first, now);
      free(now);
    }
    scratch_end(folder);
  }
  free(first);
  zn_study_free(study);
}

/* Nobody but allocation, drop-out and null trials comes between a trial's people and those of a study. */
static void people_are_those_of_the_study(void **state) {
  char *plain = reading_edited(trial_text, "drop_out: 20 %", "drop_out: 0 %"), folder[128];
  struct zn_study *study;
  struct zn_run *run;
  struct zn_error error = {0};
  (void)state;
  char *text = reading_edited(plain, "adherence: 70 %, drop_out: 20 %", "adherence: 70 %, drop_out: 0 %");
  study = reading_study(text);
  assert_int_equal(zn_run_study(&run, study, reading_library(), &(struct zn_run_options){.without_intervals = 1}, &error), ZN_OK);
  study->trial->replicates = 1;
  study->trial->null_replicates = 0;
  scratch_begin(folder);
  struct zn_trial_run *trial = run_in(folder, study, with(0, 0, 0));
  for (int arm = 0; arm < 2; arm++) {
    double sum = 0.0;
    int n = 0;
    for (uint32_t i = 0; i < PEOPLE; i++) {
      if (zn_trial_arm_of(study, i) != arm) continue;
      const double *value = run->cohort[arm].value;
      sum += value[(study->trial->first_row + 1) * PEOPLE + i] / value[study->trial->first_row * PEOPLE + i];
      n++;
    }
    const struct zn_arm_endpoint *fold = &trial->arm[arm * study->trial->n_endpoints];
    assert_int_equal(fold->people, n);
    assert_float_equal(fold->mean, sum / n, 1e-12 * fabs(sum / n));
  }
  zn_trial_run_free(trial);
  zn_run_free(run);
  zn_study_free(study);
  scratch_end(folder);
  free(text);
  free(plain);
}

static void everybody_is_counted_once(void **state) {
  struct zn_study *study = reading_study(trial_text);
  char folder[128];
  (void)state;
  scratch_begin(folder);
  struct zn_trial_run *run = run_in(folder, study, with(16, 2, 0));
  const struct zn_trial *t = study->trial;
  assert_int_equal(run->people, PEOPLE_IN_ALL);
  assert_int_equal(run->failed, 0);
  assert_int_equal(run->eligible, PEOPLE_IN_ALL);
  assert_in_range(run->rescued, 1, PEOPLE_IN_ALL - 1);
  for (int e = 0; e < t->n_endpoints; e++) {
    int64_t people = 0, missing = 0;
    for (int a = 0; a < t->n_arms; a++) {
      people += run->arm[a * t->n_endpoints + e].people;
      missing += run->arm[a * t->n_endpoints + e].missing;
    }
    assert_int_equal(people, run->everybody[e].people);
    assert_int_equal(missing, run->everybody[e].missing);
    assert_int_equal(people + missing, PEOPLE * REPLICATES);
  }
  int64_t allocated = 0, rescued = 0;
  for (int a = 0; a < t->n_arms; a++) {
    allocated += run->flow[a].allocated;
    rescued += run->flow[a].rescued;
    assert_in_range(run->flow[a].left, 1, run->flow[a].allocated - 1);
    assert_int_equal(run->flow[a].failed + run->flow[a].not_eligible, 0);
  }
  assert_int_equal(allocated, PEOPLE * REPLICATES);
  assert_in_range(rescued, 1, run->rescued);
  const struct zn_arm_endpoint *time = &run->everybody[2];
  assert_int_equal(time->at_risk[0], time->people);
  int64_t happened = 0;
  for (int k = 0; k < t->endpoint[2].n_looks; k++) happened += time->happened[k];
  assert_int_equal(happened, time->events);
  assert_in_range(happened, 1, time->people - 1);
  zn_trial_run_free(run);
  zn_study_free(study);
  scratch_end(folder);
}

static void in_null_trials_the_arms_differ_by_chance_only(void **state) {
  char *text = reading_edited(trial_text, "null_replicates: 2", "null_replicates: 40"), folder[128];
  struct zn_study *study = reading_study(text);
  (void)state;
  scratch_begin(folder);
  struct zn_trial_run *run = run_in(folder, study, with(0, 0, 0));
  double mean = 0.0, squares = 0.0;
  for (int r = 0; r < 40; r++) {
    const double effect = log(run->comparison[(REPLICATES + r) * study->trial->n_analyses].estimate);
    mean += effect / 40;
    squares += effect * effect / 40;
  }
  assert_true(fabs(mean) < 4.0 * sqrt(squares / 40));
  assert_in_range(run->power[1].null_found, 0, 8);                      /* of 40 about 2 */
  assert_true(run->comparison[0].estimate > 1.0 + 3.0 * sqrt(squares)); /* with the leak there is something to be found */
  zn_trial_run_free(run);
  zn_study_free(study);
  scratch_end(folder);
  free(text);
}

/* --- Stopped and begun again -------------------------------------------------------------------------------------------------------------
 */

static int stop_at_half(void *context, const struct zn_trial_progress *progress) {
  (void)context;
  return 2 * progress->done > progress->people;
}

static void what_was_whole_when_it_stopped_is_not_done_again(void **state) {
  struct zn_study *study = reading_study(trial_text);
  char folder[128], other[128];
  struct zn_trial_run *run;
  struct zn_error error = {0};
  struct zn_trial_options options = with(4, 1, 0);
  (void)state;
  scratch_begin(folder);
  scratch_begin(other);
  options.folder = folder;
  options.progress = stop_at_half;
  study->trial->null_replicates = 60; /* long enough to be asked */
  assert_int_equal(zn_trial_run(&run, study, reading_library(), &options, &error), ZN_INTERRUPTED);
  assert_null(run);
  char *whole = result_in(other, study, with(9, 2, 0)), *resumed = result_in(folder, study, with(4, 2, 0));
  assert_string_equal(whole, resumed);
  free(whole);
  free(resumed);
  zn_study_free(study);
  scratch_end(folder);
  scratch_end(other);
}

/* The path of some piece in a folder; free it. */
static char *some_piece(const char *folder) {
  struct zn_folder list = {0};
  char *path = NULL;
  assert_int_equal(zn_folder_list(&list, folder, NULL), ZN_OK);
  for (int i = 0; i < list.count && !path; i++)
    if (strstr(list.path[i], ".piece")) path = strdup(list.path[i]);
  zn_folder_clear(&list);
  assert_non_null(path);
  return path;
}

static void a_damaged_piece_is_made_again(void **state) {
  struct zn_study *study = reading_study(trial_text);
  char folder[128];
  (void)state;
  scratch_begin(folder);
  char *before = result_in(folder, study, with(16, 2, 0)), *path = some_piece(folder);
  FILE *file = fopen(path, "r+b");
  assert_int_equal(fseek(file, 200, SEEK_SET), 0);
  const int byte = fgetc(file);
  assert_int_equal(fseek(file, 200, SEEK_SET), 0);
  fputc(byte ^ 1, file);
  fclose(file);
  char *after = result_in(folder, study, with(16, 2, 0));
  assert_string_equal(before, after);
  free(before);
  free(after);
  free(path);
  zn_study_free(study);
  scratch_end(folder);
}

static void refuse_to_go_on(const char *from, const char *to, const char *what) {
  struct zn_study *study = reading_study(trial_text);
  char folder[128];
  struct zn_trial_run *run;
  struct zn_error error = {0};
  struct zn_trial_options options = with(16, 2, 0);
  study->trial->replicates = 1;
  study->trial->null_replicates = 0;
  scratch_begin(folder);
  zn_trial_run_free(run_in(folder, study, options));
  zn_study_free(study);
  study = reading_edited_study(trial_text, from, to);
  study->trial->replicates = 1;
  study->trial->null_replicates = 0;
  options.folder = folder;
  assert_int_equal(zn_trial_run(&run, study, reading_library(), &options, &error), ZN_INPUT);
  if (!strstr(error.text, what)) fail_msg("'%s' says nothing of '%s'", error.text, what);
  zn_study_free(study);
  scratch_end(folder);
}

static void another_seed_study_or_number_of_people_is_refused_and_named(void **state) {
  (void)state;
  refuse_to_go_on("seed: 12", "seed: 13", "seed");
  refuse_to_go_on("for: 20 d", "for: 21 d", "study");
  refuse_to_go_on("people: 40", "people: 44", "people");
  refuse_to_go_on("above: 10 pg/mL}", "above: 11 pg/mL}", "study");
  refuse_to_go_on("adherence: 70 %", "adherence: 71 %", "study");
  refuse_to_go_on("leak_tripled", "leak_doubled", "study");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_pieces_threads_and_lanes_give_the_same_bytes),
      cmocka_unit_test(people_are_those_of_the_study),
      cmocka_unit_test(everybody_is_counted_once),
      cmocka_unit_test(in_null_trials_the_arms_differ_by_chance_only),
      cmocka_unit_test(what_was_whole_when_it_stopped_is_not_done_again),
      cmocka_unit_test(a_damaged_piece_is_made_again),
      cmocka_unit_test(another_seed_study_or_number_of_people_is_refused_and_named),
  };
  return cmocka_run_group_tests_name("trial", tests, reading_begin_shipped, reading_end);
}
