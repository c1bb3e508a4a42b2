/* The trials of studies/trials: all are read and say where their numbers come from, and some of what comes of them, with fewer replicates
 * than they ship with. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/human.h"
#include "../support/scratch.h"
#include "base/folder.h"
#include "zonula/trial.h"

#define TRIALS ZN_SOURCE_DIR "/studies/trials"

static struct zn_study *trial_at(const char *path) {
  struct zn_study *study;
  struct zn_error error = {0};
  if (zn_study_read(&study, path, humans_library(), &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  if (!study->trial) fail_msg("%s is no trial", path);
  return study;
}

/* --- What files say ------------------------------------------------------------------------------------------------------------------ */

/* What is planned here and was never published, and what was stopped without a number. */
static int has_nothing_to_report(const char *path) { return strstr(path, "power_") || strstr(path, "larazotide_phase_3"); }

static void each_is_read_and_says_what_was_chosen_and_what_was_published(void **state) {
  struct zn_folder files;
  struct zn_error error = {0};
  int trials = 0;
  (void)state;
  assert_int_equal(zn_folder_list(&files, TRIALS, &error), ZN_OK);
  for (int i = 0; i < files.count; i++) {
    struct zn_study *study = trial_at(files.path[i]);
    trials++;
    if (!strstr(study->summary, "in view") && !strstr(study->summary, "chosen") && !strstr(study->summary, "set by"))
      fail_msg("%s does not say which numbers were chosen with it in view", files.path[i]);
    if ((study->trial->n_reported == 0) != has_nothing_to_report(files.path[i]))
      fail_msg("%s: %d published numbers", files.path[i], study->trial->n_reported);
    zn_study_free(study);
  }
  assert_true(trials >= 16);
  zn_folder_clear(&files);
}

/* --- What comes of them -------------------------------------------------------------------------------------------------------------- */

/* A trial with so many replicates, run in a folder of its own. */
struct result {
  struct zn_study *study;
  struct zn_trial_run *run;
  char folder[128];
};

static struct result result_of(const char *name, int replicates, int null_replicates) {
  struct result r;
  struct zn_error error = {0};
  char path[256];
  snprintf(path, sizeof path, TRIALS "/%s.yaml", name);
  r.study = trial_at(path);
  r.study->trial->replicates = replicates;
  r.study->trial->null_replicates = null_replicates;
  scratch_begin(r.folder);
  if (zn_trial_run(&r.run, r.study, humans_library(), &(struct zn_trial_options){.folder = r.folder}, &error) != ZN_OK)
    fail_msg("%s: %s", name, error.text);
  assert_int_equal(r.run->failed, 0);
  return r;
}

static void leave(struct result *r) {
  scratch_end(r->folder);
  zn_trial_run_free(r->run);
  zn_study_free(r->study);
}

static int analysis_of(const struct result *r, const char *label) {
  for (int k = 0; k < r->study->trial->n_analyses; k++)
    if (strcmp(r->study->trial->analysis[k].label, label) == 0) return k;
  fail_msg("no analysis is called '%s'", label);
  return -1;
}

static const struct zn_arm_endpoint *endpoint_of(const struct result *r, int arm, const char *name) {
  const struct zn_trial *t = r->study->trial;
  for (int k = 0; k < t->n_endpoints; k++)
    if (strcmp(t->endpoint[k].name, name) == 0) return arm < 0 ? &r->run->everybody[k] : &r->run->arm[arm * t->n_endpoints + k];
  fail_msg("no endpoint is called '%s'", name);
  return NULL;
}

/* Median of an analysis's effect over the replicates. */
static double effect_of(const struct result *r, const char *label) {
  const struct zn_trial *t = r->study->trial;
  const int k = analysis_of(r, label);
  double effect[256];
  assert_true(t->replicates <= 256);
  for (int i = 0; i < t->replicates; i++) effect[i] = r->run->comparison[i * t->n_analyses + k].estimate;
  const double median = median_of(effect, t->replicates);
  print_message("             %s: %.3g\n", label, median);
  return median;
}

/* Among everybody recruited. */
static const struct zn_power *power_of(const struct result *r, const char *label) {
  const int sizes = r->study->trial->n_power + 1;
  return &r->run->power[analysis_of(r, label) * sizes + sizes - 1];
}

static const struct zn_trial_verdict *verdict_of(const struct result *r, const char *label) {
  for (int k = 0; k < r->study->trial->n_reported; k++)
    if (strcmp(r->study->trial->reported[k].label, label) == 0) return &r->run->verdict[k];
  fail_msg("nothing is reported as '%s'", label);
  return NULL;
}

static void relatives_with_a_raised_ratio_fall_ill_as_often_as_published(void **state) {
  struct result r = result_of("relatives_followed", 4, 0);
  (void)state;
  const double early = effect_of(&r, "ratio above 0.03 and time to disease"),
               late = effect_of(&r, "disease three years or more after the test");
  assert_true(early > 1.64 && early < 5.63);
  assert_true(late > 1.051 && late < 2.50);
  const struct zn_arm_endpoint *ill = endpoint_of(&r, -1, "ill");
  const double share = (double)ill->events / (double)ill->people;
  print_message("             %.1f %% fell ill\n", 100.0 * share);
  assert_true(share > 0.026 && share < 0.046);
  leave(&r);
}

static void infliximab_lowers_what_is_found_of_edta_and_time_alone_does_not(void **state) {
  struct result r = result_of("infliximab_placebo", 20, 20);
  (void)state;
  const double fold = effect_of(&r, "EDTA after treatment");
  assert_true(fold > 0.6 && fold < 0.85);
  assert_true(power_of(&r, "EDTA after treatment")->found >= 18);
  assert_true(power_of(&r, "EDTA after treatment")->null_found <= 4);
  assert_true(fabs(endpoint_of(&r, 0, "fold")->quantile[2] - 1.0) < 0.05);
  leave(&r);
}

/* Glutamine does nothing in the middle of what is possible, so that all of these are null trials. */
static void what_does_nothing_is_found_in_about_one_trial_of_twenty(void **state) {
  struct result r = result_of("glutamine_crohn_edta", 150, 150);
  (void)state;
  const struct zn_power *p = power_of(&r, "EDTA after four weeks");
  double low, high;
  zn_binomial_interval(p->found + p->null_found, 300, 0.99, &low, &high);
  print_message("             found in %d of 300\n", p->found + p->null_found);
  assert_true(low < 0.05 && high > 0.05);
  leave(&r);
}

static void people_chosen_for_a_raised_ratio_fall_back_in_both_arms(void **state) {
  struct result r = result_of("glutamine_irritable_bowel", 5, 0);
  (void)state;
  for (int arm = 0; arm < 2; arm++) {
    const double fold = endpoint_of(&r, arm, "change_from_screening")->quantile[2];
    print_message("             arm %d: %.3f of the ratio at screening\n", arm, fold);
    assert_true(fold > 0.85 && fold < 0.99);
  }
  const double effect = effect_of(&r, "ratio after eight weeks");
  assert_true(effect > 0.85 && effect < 1.18);
  assert_int_equal(verdict_of(&r, "ratio after eight weeks")->inside, 0);
  leave(&r);
}

static void larazotide_ends_without_an_effect_on_what_stands_for_complaints(void **state) {
  struct result r = result_of("larazotide_phase_3", 8, 0);
  int futile = 0, effect = 0;
  (void)state;
  for (int i = 0; i < 8; i++) {
    futile += r.run->stop[i].futile;
    effect += r.run->stop[i].effect != 0;
  }
  print_message("             %d of 8 stopped for futility, %d ended with an effect\n", futile, effect);
  assert_true(futile >= 3);
  assert_true(effect <= 1);
  assert_true(effect_of(&r, "lactulose/mannitol with 0.5 mg") < 0.9);
  leave(&r);
}

static void the_drink_calms_the_ileum_as_steroid_does_and_not_yet_the_colon(void **state) {
  struct result r = result_of("enteral_nutrition_steroid", 12, 0);
  (void)state;
  const double odds = effect_of(&r, "remission of the ileum in those who stayed");
  assert_true(odds > 0.9 && odds < 2.1);
  assert_true(endpoint_of(&r, 1, "colon")->mean < 0.2); /* the known weak point, as docs/trials_shipped.md says */
  leave(&r);
}

static void indomethacin_opens_and_half_of_it_is_spared(void **state) {
  struct result r = result_of("indomethacin_zinc_carnosine", 20, 0);
  (void)state;
  const double mean = endpoint_of(&r, 0, "fold")->mean, spared = effect_of(&r, "rise with zinc carnosine against placebo");
  print_message("             rise without it: %.2f\n", mean);
  assert_true(mean > 1.84 && mean < 3.44);
  assert_true(spared > 0.65 && spared < 0.9);
  leave(&r);
}

static void harder_exercise_raises_the_ratio_more(void **state) {
  struct result r = result_of("exercise_intensity", 40, 0);
  (void)state;
  const double easy = effect_of(&r, "40 % against rest"), moderate = effect_of(&r, "60 % against rest"),
               hard = effect_of(&r, "80 % against rest");
  assert_true(1.0 < easy && easy < moderate && moderate < hard);
  leave(&r);
}

/* Both tests see a smaller leak in few people when each person is held against themselves, and in many more when not. */
static void a_test_before_saves_people_and_edta_needs_it_less(void **state) {
  struct result r = result_of("power_lmr_edta", 25, 0);
  const int sizes = r.study->trial->n_power + 1;
  const int lmr = analysis_of(&r, "lactulose/mannitol"), edta = analysis_of(&r, "51Cr-EDTA 0-24 h"),
            lmr_alone = analysis_of(&r, "lactulose/mannitol without the test before"),
            edta_alone = analysis_of(&r, "51Cr-EDTA 0-24 h without the test before");
  int found[4] = {0};
  (void)state;
  for (int k = 0; k < sizes; k++) {
    const int of[4] = {lmr, edta, lmr_alone, edta_alone};
    for (int a = 0; a < 4; a++) found[a] += r.run->power[of[a] * sizes + k].found;
  }
  print_message("             found over all sizes, of %d: ratio %d, EDTA %d; without the test before %d and %d\n", 25 * sizes, found[0],
                found[1], found[2], found[3]);
  assert_true(abs(found[0] - found[1]) < 25);
  assert_true(found[2] + 20 < found[0]);
  assert_true(found[2] < found[3]);
  assert_true(r.run->power[lmr * sizes].found < r.run->power[lmr * sizes + sizes - 1].found);
  leave(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_is_read_and_says_what_was_chosen_and_what_was_published),
      cmocka_unit_test(relatives_with_a_raised_ratio_fall_ill_as_often_as_published),
      cmocka_unit_test(infliximab_lowers_what_is_found_of_edta_and_time_alone_does_not),
      cmocka_unit_test(what_does_nothing_is_found_in_about_one_trial_of_twenty),
      cmocka_unit_test(people_chosen_for_a_raised_ratio_fall_back_in_both_arms),
      cmocka_unit_test(larazotide_ends_without_an_effect_on_what_stands_for_complaints),
      cmocka_unit_test(the_drink_calms_the_ileum_as_steroid_does_and_not_yet_the_colon),
      cmocka_unit_test(indomethacin_opens_and_half_of_it_is_spared),
      cmocka_unit_test(harder_exercise_raises_the_ratio_more),
      cmocka_unit_test(a_test_before_saves_people_and_edta_needs_it_less),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
