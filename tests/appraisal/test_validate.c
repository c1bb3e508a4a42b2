/* Published rows whose people a rule knows, beside rows whose story a study file tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "appraisal/forward.h"
#include "appraisal/situation.h"
#include "appraisal/told_studies.h"
#include "human.h"
#include "scratch.h"
#include "zonula/zonula.h"

enum { PEOPLE = 12 };

#define HEAD                                                                                                                    \
  "id,condition,subgroup,test,probe,dose_g,window_start_h,window_end_h,statistic,value,unit,spread_kind,spread_lo,spread_hi,n," \
  "authors_year,journal,pmid_or_doi,url,note,study\n"
#define SUENAERT ZN_SOURCE_DIR "/studies/suenaert_2002.yaml"
/* A row of 51Cr-EDTA; what differs: id, condition, window, value, people, study. */
#define ROW(id, condition, window, value, n, study) \
  id "," condition ",,cr_edta,51Cr-EDTA,," window ",median," value ",percent_of_dose,,,," n ",Suenaert 2002,,,,," study "\n"

/* Two of a rule, three of a study; the last two belong together. */
static const char mixed[] = HEAD ROW("H1", "healthy", "0,24", "1.9", "20", "") ROW("S1", "any words", "0,24", "3.27", "23", SUENAERT)
    ROW("H2", "healthy", "0,6", "0.9", "20", "") ROW("S2", "any words", "0,24", "2.42", "23", SUENAERT)
        ROW("S3", "volunteers", ",", "2.28", "", SUENAERT);
enum { H1, S1, H2, S2, S3, ROWS };

static const char twins[] = /* two numbers that a row cannot tell apart */
    "title: Twins\nsource: none\nsummary: For a test.\n"
    "cohort: {people: 9, condition: healthy}\n"
    "timeline:\n  - {at: 0 d, measure: cr_edta}\n  - {at: 7 d, measure: cr_edta}\n"
    "reported:\n"
    "  - {at: 0 d, assay: cr_edta, probe: 51Cr-EDTA, window: 0-24 h, median: 2 %, label: first week}\n"
    "  - {at: 7 d, assay: cr_edta, probe: 51Cr-EDTA, window: 0-24 h, median: 2 %, label: second week}\n"
    "  - {at: 7 d, assay: cr_edta, probe: 51Cr-EDTA, window: 0-6 h, median: 0.8 %, label: early}\n";

static const char *folder;

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  scratch_text(folder, "stories/twins.yaml", twins);
  scratch_text(folder, "stories/wrong.yaml",
               "title: Wrong\nsource: none\nsummary: For a test.\ncohort: {people: 9, condition: healhty}\n"
               "timeline: [{at: 0 d, measure: cr_edta}]\n");
  scratch_text(folder, "stories/named.csv", "name\nAda\n");
  scratch_text(folder, "stories/named.yaml",
               "title: Named\nsource: none\nsummary: For a test.\ncohort: {people_from: named.csv, condition: healthy}\n"
               "timeline: [{at: 0 d, measure: cr_edta}]\n");
  scratch_text(folder, "stories/arms.yaml",
               "title: Arms\nsource: none\nsummary: For a test.\ncohort: {people: 9, condition: healthy}\n"
               "timeline: [{at: 0 d, measure: cr_edta}]\ntrial:\n  arms: [{name: a}, {name: b}]\n"
               "  reads: [{name: edta, at: 0 d, assay: cr_edta, probe: 51Cr-EDTA, window: 0-24 h}]\n"
               "  endpoints: [{name: level, value: edta}]\n  analyses: [{endpoint: level, test: t}]\n");
  return 0;
}

static int end(void **state) {
  humans_leave();
  return scratch_close(state);
}

static void must(enum zn_status status, const struct zn_error *error) {
  if (status != ZN_OK) fail_msg("%s:%d: %s", error->file, error->line, error->text);
}

static struct zn_published_table *table_of(const char *text) {
  struct zn_published_table *table;
  struct zn_error error = {0};
  char path[256];
  scratch_text(folder, "rows.csv", text);
  snprintf(path, sizeof path, "%s/rows.csv", folder);
  must(zn_published_read(&table, path, &error), &error);
  return table;
}

static int count_people(void *context, int done, int all) {
  ((int *)context)[0] = done;
  ((int *)context)[1] = all;
  return 0;
}

static struct zn_appraisal *appraise(const struct zn_published_table *table, int threads, int people[2]) {
  const struct zn_validate_options options = {
      .people = PEOPLE, .run = {.threads = threads, .progress = people ? count_people : NULL, .progress_context = people}};
  struct zn_appraisal *appraisal;
  struct zn_error error = {0};
  must(zn_validate(&appraisal, table, humans_library(), &options, &error), &error);
  return appraisal;
}

static void done_with(struct zn_published_table *table, struct zn_appraisal *appraisal) {
  zn_appraisal_free(appraisal);
  zn_published_free(table);
}

/* --- Rows ----------------------------------------------------------------------------------------------------------------------------- */

static void rows_of_rules_and_of_a_study_are_both_answered(void **state) {
  (void)state;
  static const char *const situations[ROWS] = {"healthy", "study suenaert_2002: patients, at 0 h", "healthy",
                                               "study suenaert_2002: patients, at 29 d", "study suenaert_2002: volunteers, at 0 h"};
  struct zn_published_table *table = table_of(mixed);
  struct zn_appraisal *a = appraise(table, 1, NULL);
  for (int i = 0; i < ROWS; i++) {
    const struct zn_verdict *v = &a->verdict[i];
    if (!v->in_scope) fail_msg("%s is out of scope: %s", table->rows[i].id, v->reason);
    assert_string_equal(v->situation, situations[i]);
    assert_true(v->predicted > v->lo90 && v->lo90 > 0.0 && v->hi90 > v->predicted);
    assert_true(v->reported == table->rows[i].value);
  }
  done_with(table, a);
}

static void what_the_row_leaves_blank_stands_in_its_study(void **state) {
  (void)state;
  struct zn_published_table *table = table_of(mixed);
  struct zn_appraisal *a = appraise(table, 1, NULL);
  assert_string_equal(a->verdict[S1].assumed, "");
  assert_non_null(strstr(a->verdict[S3].assumed, "window not printed: 0-24 h, as in the study"));
  assert_non_null(strstr(a->verdict[S3].assumed, "number of people not printed: 23, as in the study"));
  assert_int_equal(a->verdict[S3].people, 23);
  done_with(table, a);
}

static void before_and_after_in_one_study_are_a_contrast_in_the_right_direction(void **state) {
  (void)state;
  struct zn_published_table *table = table_of(mixed);
  struct zn_appraisal *a = appraise(table, 1, NULL);
  const struct zn_contrast *found = NULL;
  for (int i = 0; i < a->n_contrasts; i++)
    if (a->contrast[i].from == S2 && a->contrast[i].to == S1) found = &a->contrast[i];
  assert_non_null(found);
  assert_true(fabs(found->reported - 3.27 / 2.42) < 1e-12);
  assert_true(found->direction_right); /* the same people before and after infliximab */
  done_with(table, a);
}

static void two_threads_say_the_same_to_the_last_bit(void **state) {
  (void)state;
  struct zn_published_table *table = table_of(mixed);
  struct zn_appraisal *one = appraise(table, 1, NULL), *two = appraise(table, 2, NULL);
  for (int i = 0; i < ROWS; i++) {
    const double a[3] = {one->verdict[i].predicted, one->verdict[i].lo90, one->verdict[i].hi90};
    const double b[3] = {two->verdict[i].predicted, two->verdict[i].lo90, two->verdict[i].hi90};
    assert_memory_equal(a, b, sizeof a);
  }
  zn_appraisal_free(one);
  done_with(table, two);
}

/* Five rows ask three cohorts: the healthy of the rule, the patients and the volunteers. */
static void rows_share_their_people_and_nobody_else_is_simulated(void **state) {
  (void)state;
  struct zn_ensemble *ensemble;
  struct zn_error error = {0};
  must(zn_ensemble_load(&ensemble, humans_library(), &error), &error);
  const int members = ensemble->members ? ensemble->members : 1, each = (PEOPLE + members - 1) / members * members;
  zn_ensemble_free(ensemble);
  static const char *const tables[2] = {mixed,
                                        HEAD ROW("S1", "x", "0,24", "3.27", "23", SUENAERT) ROW("S2", "x", "0,24", "2.42", "23", SUENAERT)};
  for (int i = 0; i < 2; i++) {
    int people[2] = {0};
    struct zn_published_table *table = table_of(tables[i]);
    struct zn_appraisal *a = appraise(table, 1, people);
    assert_int_equal(people[1], (i ? 1 : 3) * each);
    assert_int_equal(people[0], people[1]);
    done_with(table, a);
  }
}

static void must_be_out(const char *row, const char *const *parts, int n) {
  char text[1024];
  snprintf(text, sizeof text, "%s%s", HEAD, row);
  struct zn_published_table *table = table_of(text);
  struct zn_appraisal *a = appraise(table, 1, NULL);
  assert_false(a->verdict[0].in_scope);
  for (int i = 0; i < n; i++)
    if (!strstr(a->verdict[0].reason, parts[i])) fail_msg("'%s' does not say '%s'", a->verdict[0].reason, parts[i]);
  done_with(table, a);
}

static void a_number_that_the_study_does_not_report_is_out_of_scope_and_hears_what_is(void **state) {
  (void)state;
  static const char *const parts[] = {"no reported number", "'first week'", "'second week'", "'early'"};
  must_be_out(ROW("A", "healthy", "0,24", "3", "9", "stories/twins.yaml"), parts, 4);   /* value */
  must_be_out(ROW("A", "healthy", "0,24", "0.8", "9", "stories/twins.yaml"), parts, 4); /* window */
  must_be_out("A,healthy,,cr_edta,51Cr-EDTA,,0,24,mean,2,percent_of_dose,,,,9,P,,,,,stories/twins.yaml\n", parts, 4);
  must_be_out("A,healthy,,dual_sugar,mannitol,,0,24,median,2,percent_of_dose,,,,9,P,,,,,stories/twins.yaml\n", parts, 4);
}

static void a_number_that_the_study_reports_twice_is_out_of_scope(void **state) {
  (void)state;
  must_be_out(ROW("A", "healthy", "0,24", "2", "9", "stories/twins.yaml"), (const char *const[]){"several reported"}, 1);
}

/* --- Files ---------------------------------------------------------------------------------------------------------------------------- */

static void must_refuse(const char *study, const char *const *parts, int n) {
  char text[1024], path[256];
  snprintf(text, sizeof text, "%s%sB,healthy,,cr_edta,51Cr-EDTA,,0,24,median,2,percent_of_dose,,,,9,P,,,,,%s\n", HEAD,
           ROW("A", "healthy", "0,6", "0.8", "9", "stories/twins.yaml"), study);
  snprintf(path, sizeof path, "%s/rows.csv", folder);
  struct zn_published_table *table = table_of(text);
  const struct zn_validate_options options = {.people = PEOPLE};
  struct zn_appraisal *appraisal;
  struct zn_error error = {0};
  assert_int_equal(zn_validate(&appraisal, table, humans_library(), &options, &error), ZN_INPUT);
  assert_null(appraisal);
  assert_string_equal(error.file, path);
  assert_int_equal(error.line, 3);
  for (int i = 0; i < n; i++)
    if (!strstr(error.text, parts[i])) fail_msg("'%s' does not say '%s'", error.text, parts[i]);
  zn_published_free(table);
}

static void a_study_that_is_not_there_is_refused_with_the_line_of_its_row(void **state) {
  (void)state;
  must_refuse("stories/nowhere.yaml", (const char *const[]){"stories/nowhere.yaml", "table's folder"}, 2);
}

static void a_wrong_study_is_refused_with_its_own_line_too(void **state) {
  (void)state;
  must_refuse("stories/wrong.yaml", (const char *const[]){"stories/wrong.yaml:4:", "healhty", "healthy"}, 3);
}

static void a_study_of_named_people_is_refused_because_rows_want_as_many_as_they_need(void **state) {
  (void)state;
  must_refuse("stories/named.yaml", (const char *const[]){"named.yaml names its people (people_from)", "drawn"}, 2);
}

static void a_trial_is_refused_because_rows_belong_to_cohorts(void **state) {
  (void)state;
  must_refuse("stories/arms.yaml", (const char *const[]){"arms.yaml is a trial", "a study without arms"}, 2);
}

static void a_study_that_many_rows_name_is_read_once(void **state) {
  (void)state;
  struct zn_published_table *table = table_of(mixed);
  struct zn_told_studies told;
  struct zn_error error = {0};
  must(zn_told_studies_read(&told, table, humans_library(), &error), &error);
  assert_int_equal(told.n, 1);
  assert_null(zn_told_study(&told, H1));
  assert_ptr_equal(zn_told_study(&told, S1), zn_told_study(&told, S3));
  zn_told_studies_clear(&told);
  zn_published_free(table);
}

/* --- Situations ----------------------------------------------------------------------------------------------------------------------- */

/* The rows of the study alone, read. */
struct asked {
  struct zn_published_table *table;
  struct zn_reading_rules *rules;
  struct zn_told_studies told;
  struct zn_row_reading readings[ROWS];
  struct zn_situations situations;
};

/* Seeds 0 leave those of the variants as they are. */
static void ask(struct asked *a, const char *text) {
  struct zn_error error = {0};
  a->table = table_of(text);
  must(zn_reading_rules_load(&a->rules, humans_library(), &error), &error);
  must(zn_told_studies_read(&a->told, a->table, humans_library(), &error), &error);
  for (int c = 0; c < a->told.study[0]->n_cohorts; c++) a->told.study[0]->cohorts[c].seed = 0;
  for (int i = 0; i < a->table->n; i++)
    zn_row_read(&a->readings[i], &a->table->rows[i], a->rules, zn_told_study(&a->told, i), humans_library());
  must(zn_situations_find(&a->situations, a->readings, a->table->n, humans_library(), &error), &error);
}

static void have_asked(struct asked *a) {
  zn_situations_clear(&a->situations);
  zn_told_studies_clear(&a->told);
  zn_reading_rules_free(a->rules);
  zn_published_free(a->table);
}

static void simulate(double *value, const struct zn_situation *s, const struct zn_variants *variants) {
  const struct zn_run_options options = {.without_intervals = 1};
  struct zn_error error = {0};
  must(zn_situation_simulate(value, s, variants, PEOPLE, humans_library(), &options, &error), &error);
}

/* To what the solver is held to: it stops at other moments, since the study also follows courses. */
static void must_live_as_in_the_study(const struct asked *a, const struct zn_situation *s) {
  const struct zn_variants variants = {.n = 1, .seed = 7};
  double value[ROWS * PEOPLE];
  simulate(value, s, &variants);
  struct zn_study *study = a->told.study[0];
  for (int c = 0; c < study->n_cohorts; c++) study->cohorts[c].seed = 7, study->cohorts[c].people = PEOPLE;
  struct zn_run *run;
  struct zn_error error = {0};
  must(zn_run_study(&run, study, humans_library(), &(struct zn_run_options){0}, &error), &error);
  for (int q = 0; q < s->n_questions; q++) {
    const struct zn_reported *told = a->readings[s->questions[q].reading].told;
    const double *own = run->cohort[told->cohort].value + (told - study->reported) * PEOPLE;
    for (int i = 0; i < PEOPLE; i++)
      if (!(fabs(value[q * PEOPLE + i] / own[i] - 1.0) < 1e-5)) fail_msg("person %d: %.10g and %.10g", i, value[q * PEOPLE + i], own[i]);
  }
  zn_run_free(run);
}

static void people_of_a_study_live_as_zonula_run_lets_them_live(void **state) {
  (void)state;
  struct asked a;
  ask(&a, mixed);
  assert_true(a.situations.n == 2 && a.situations.situation[1].n_questions == 3);
  must_live_as_in_the_study(&a, &a.situations.situation[1]);
  have_asked(&a);
  ask(&a, HEAD ROW("S3", "volunteers", "0,24", "2.28", "", SUENAERT)); /* the second cohort without the first */
  assert_true(a.situations.situation[0].plan.n_cohorts == 1 && a.situations.situation[0].plan.n_events == 1);
  must_live_as_in_the_study(&a, &a.situations.situation[0]);
  have_asked(&a);
}

/* The ensemble's members share one run: each must come out as if it were alone. */
static void variants_side_by_side_are_what_each_is_alone(void **state) {
  (void)state;
  enum { VARIANTS = 3 };
  struct asked a;
  struct zn_target target[2];
  struct zn_error error = {0};
  ask(&a, mixed);
  must(zn_target_find(&target[0], "", "epithelium_constitutive_leak", humans_library(), &error), &error);
  must(zn_target_find(&target[1], "solute 51Cr-EDTA", "renal_clearance_per_gfr", humans_library(), &error), &error);
  double natural[VARIANTS][2];
  for (int v = 0; v < VARIANTS; v++)
    for (int t = 0; t < 2; t++) natural[v][t] = target[t].now * (1.0 + 0.3 * (v - 1) * (t ? 0.5 : 1.0));
  for (int i = 0; i < 2; i++) {
    const struct zn_situation *s = &a.situations.situation[i];
    const size_t size = (size_t)s->n_questions * PEOPLE;
    double *all = malloc(VARIANTS * size * sizeof *all), *one = malloc(size * sizeof *one);
    const struct zn_variants variants = {VARIANTS, 2, target, natural[0], 11, 1};
    simulate(all, s, &variants);
    for (int v = 0; v < VARIANTS; v++) {
      const struct zn_variants alone = {1, 2, target, natural[v], 11 + (uint64_t)v, 0};
      simulate(one, s, &alone);
      assert_memory_equal(all + (size_t)v * size, one, size * sizeof *one);
      if (v) assert_memory_not_equal(all + (size_t)v * size, all, size * sizeof *one);
    }
    free(all);
    free(one);
  }
  for (int t = 0; t < 2; t++) zn_target_clear(&target[t]);
  have_asked(&a);
}

/* --- Calibration ---------------------------------------------------------------------------------------------------------------------- */

static int row_of(const struct zn_forward *f, int published) {
  for (int i = 0; i < zn_forward_rows(f); i++)
    if (zn_forward_row(f, i)->published == published) return i;
  fail_msg("row %d is not in the model", published);
  return -1;
}

static void calibration_takes_rows_of_a_study_and_knows_what_touches_them(void **state) {
  (void)state;
  struct zn_published_table *table = table_of(mixed);
  struct zn_calibration_table *numbers;
  struct zn_forward *f;
  struct zn_error error = {0};
  const struct zn_validate_options options = {.people = PEOPLE};
  must(zn_calibration_table_load(&numbers, humans_library(), &error), &error);
  must(zn_forward_open(&f, table, humans_library(), numbers, &options, &error), &error);
  assert_int_equal(zn_forward_rows(f), ROWS);
  assert_string_equal(zn_forward_row(f, row_of(f, S2))->condition, "study suenaert_2002: patients, at 29 d");
  double *theta = malloc((size_t)numbers->n * sizeof *theta), answers[ROWS];
  for (int i = 0; i < numbers->n; i++) theta[i] = log(numbers->row[i].target.now);
  must(zn_forward_many(f, 1, theta, NULL, answers, &error), &error);
  for (int i = 0; i < ROWS; i++) assert_true(isfinite(answers[i]));
  int asked = 0;
  for (int i = 0; i < numbers->n; i++) {
    if (strcmp(numbers->row[i].target.scope, "condition crohn_active") != 0) continue;
    assert_true(zn_forward_touches(f, i, row_of(f, S1)) && zn_forward_touches(f, i, row_of(f, S2)));
    assert_false(zn_forward_touches(f, i, row_of(f, S3)) || zn_forward_touches(f, i, row_of(f, H1)));
    asked++;
  }
  assert_true(asked > 0);
  free(theta);
  zn_forward_close(f);
  zn_calibration_table_free(numbers);
  zn_published_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_of_rules_and_of_a_study_are_both_answered),
      cmocka_unit_test(what_the_row_leaves_blank_stands_in_its_study),
      cmocka_unit_test(before_and_after_in_one_study_are_a_contrast_in_the_right_direction),
      cmocka_unit_test(two_threads_say_the_same_to_the_last_bit),
      cmocka_unit_test(rows_share_their_people_and_nobody_else_is_simulated),
      cmocka_unit_test(a_number_that_the_study_does_not_report_is_out_of_scope_and_hears_what_is),
      cmocka_unit_test(a_number_that_the_study_reports_twice_is_out_of_scope),
      cmocka_unit_test(a_study_that_is_not_there_is_refused_with_the_line_of_its_row),
      cmocka_unit_test(a_wrong_study_is_refused_with_its_own_line_too),
      cmocka_unit_test(a_study_of_named_people_is_refused_because_rows_want_as_many_as_they_need),
      cmocka_unit_test(a_trial_is_refused_because_rows_belong_to_cohorts),
      cmocka_unit_test(a_study_that_many_rows_name_is_read_once),
      cmocka_unit_test(people_of_a_study_live_as_zonula_run_lets_them_live),
      cmocka_unit_test(variants_side_by_side_are_what_each_is_alone),
      cmocka_unit_test(calibration_takes_rows_of_a_study_and_knows_what_touches_them),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
