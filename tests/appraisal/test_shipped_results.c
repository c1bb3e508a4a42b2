/* The results of experiments that travel inside the program are those of this program: each digest fits, and everything that must hold
 * does, fails where it must, and comes out the same byte for byte when it is run again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "scratch.h"
#include "zonula/zonula.h"

/* Under sanitizers everything takes ten times as long: there, some experiments stand for all. */
#if defined(__SANITIZE_ADDRESS__)
#define ZN_SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define ZN_SLOW 1
#endif
#endif
#ifdef ZN_SLOW
enum { STRIDE = 12 };
#else
enum { STRIDE = 1 };
#endif

static struct zn_library *library;
static struct zn_claims *claims;
static struct zn_experiment_results *shipped;

static int load(void **state) {
  struct zn_error error = {0};
  (void)state;
  if (zn_library_load(&library, &error) == ZN_OK && zn_claims_load(&claims, &error) == ZN_OK &&
      zn_experiment_results_shipped(&shipped, &error) == ZN_OK)
    return 0;
  print_error("%s:%d: %s\n", error.file, error.line, error.text);
  return 1;
}
static int unload(void **state) {
  (void)state;
  zn_experiment_results_free(shipped);
  zn_claims_free(claims);
  zn_library_free(library);
  return 0;
}

static const struct zn_experiment_result *result_of(const char *name) {
  const struct zn_experiment_result *r = zn_experiment_results_find(shipped, name);
  if (!r) fail_msg("%s has no result; zonula claims --run --write makes it", name);
  return r;
}

static void every_experiment_has_a_result_of_this_program(void **state) {
  (void)state;
  assert_int_equal(shipped->n, zn_experiment_count());
  for (int i = 0; i < zn_experiment_count(); i++) {
    const char *name = zn_experiment_name(i);
    const struct zn_experiment_result *r = result_of(name);
    struct zn_study *study;
    char digest[17];
    assert_int_equal(zn_experiment_digest(digest, name, NULL), ZN_OK);
    if (strcmp(digest, r->digest) != 0) fail_msg("the result of %s is stale; zonula claims --run --write makes it anew", name);
    assert_int_equal(zn_experiment_study(&study, name, library, NULL), ZN_OK);
    if (!zn_experiment_result_fits(r, study->experiment)) fail_msg("the result of %s has another shape", name);
    zn_study_free(study);
  }
}

static void every_experiment_stands_behind_a_claim_and_every_name_is_one(void **state) {
  (void)state;
  for (int i = 0; i < zn_experiment_count(); i++) {
    int used = 0;
    for (int c = 0; c < claims->n_claims; c++) used |= strcmp(claims->claims[c].experiment, zn_experiment_name(i)) == 0;
    if (!used) fail_msg("no claim names the experiment %s", zn_experiment_name(i));
  }
  for (int c = 0; c < claims->n_claims; c++) {
    char digest[17];
    const struct zn_claim *claim = &claims->claims[c];
    if (*claim->experiment && zn_experiment_digest(digest, claim->experiment, NULL) != ZN_OK)
      fail_msg("%s names the experiment %s, which is not there", claim->id, claim->experiment);
  }
}

static void what_must_hold_holds(void **state) {
  (void)state;
  int must = 0;
  for (int c = 0; c < claims->n_claims; c++) {
    const struct zn_claim *claim = &claims->claims[c];
    if (!claim->must_hold) continue;
    must++;
    if (zn_claim_try(claim, shipped, NULL) != ZN_CLAIM_HOLDS) fail_msg("%s must hold: %s", claim->id, claim->claim);
  }
  assert_true(must >= 20);
}

static void without_its_mechanism_every_experiment_fails(void **state) {
  (void)state;
  int tested = 0;
  for (int i = 0; i < zn_experiment_count(); i++) {
    const struct zn_experiment_result *r = result_of(zn_experiment_name(i));
    tested += r->n_broken > 0;
    for (int b = 0; b < r->n_broken; b++)
      if (r->broken[b].holds) fail_msg("%s still holds without %s", r->name, r->without[b]);
  }
  assert_true(tested >= 12);
}

static struct zn_experiment_result *run(const char *name) {
  const struct zn_experiment_options options = {0};
  struct zn_experiment_result *result;
  struct zn_study *study;
  struct zn_error error = {0};
  enum zn_status status = zn_experiment_study(&study, name, library, &error);
  if (status == ZN_OK) status = zn_experiment_run(&result, study, library, &options, &error);
  if (status == ZN_OK) status = zn_experiment_digest(result->digest, name, &error);
  if (status != ZN_OK) fail_msg("%s: %s", name, error.text);
  zn_study_free(study);
  return result;
}

static void must_be_equal(const char *folder, struct zn_experiment_result *one, struct zn_experiment_result *other) {
  struct zn_experiment_result *const list[2] = {one, other};
  char *text[2];
  for (int i = 0; i < 2; i++) {
    struct zn_experiment_result *only = list[i];
    const struct zn_experiment_results table = {1, &only};
    char path[256];
    size_t length;
    snprintf(path, sizeof path, "%s/%d.csv", folder, i);
    assert_int_equal(zn_experiment_results_write(&table, path, NULL), ZN_OK);
    assert_int_equal(zn_file_read(&text[i], &length, path, ZN_LARGEST_FILE, NULL), ZN_OK);
  }
  if (strcmp(text[0], text[1]) != 0) fail_msg("%s comes out otherwise:\n%s\nshipped:\n%s", one->name, text[0], text[1]);
  free(text[0]);
  free(text[1]);
}

static void run_again_every_experiment_comes_out_the_same(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  for (int i = 0; i < shipped->n; i += STRIDE) {
    struct zn_experiment_result *again = run(shipped->result[i]->name);
    must_be_equal(folder, again, shipped->result[i]);
    zn_experiment_result_free(again);
  }
  scratch_end(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_experiment_has_a_result_of_this_program),
      cmocka_unit_test(every_experiment_stands_behind_a_claim_and_every_name_is_one),
      cmocka_unit_test(what_must_hold_holds),
      cmocka_unit_test(without_its_mechanism_every_experiment_fails),
      cmocka_unit_test(run_again_every_experiment_comes_out_the_same),
  };
  return cmocka_run_group_tests(tests, load, unload);
}
