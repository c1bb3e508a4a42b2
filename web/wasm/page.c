/* Reading, changing and running a study for the page, and handing out what came of it. */
#include "page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/status.h"
#include "files.h"
#include "io/reader.h"
#include "study/simulate.h"

struct zn_page zn_page;

enum { LARGEST_STUDY = 1 << 20 };

/* Told now and then how many people are done; nonzero stops the run. */
__attribute__((import_module("zonula"), import_name("progress"))) int zn_page_progress(int done, int all);

static int tell(void *context, int done, int all) {
  (void)context;
  return zn_page_progress(done, all);
}

/* --- Memory and answers -------------------------------------------------------------------------------------------------------------- */

void *ZN_PAGE_EXPORT(zn_page_allocate)(size_t size);
void *zn_page_allocate(size_t size) { return malloc(size + 1); }

void ZN_PAGE_EXPORT(zn_page_release)(void *block);
void zn_page_release(void *block) { free(block); }

/* The JSON that the call before left. */
const char *ZN_PAGE_EXPORT(zn_page_answer)(void);
const char *zn_page_answer(void) { return zn_page.answer.data ? zn_page.answer.data : ""; }

static struct zn_error *fresh(void) {
  zn_page.error = (struct zn_error){0};
  return &zn_page.error;
}

/* {"status", "text", "file", "line"} of the call that failed; its text may be empty. */
const char *ZN_PAGE_EXPORT(zn_page_error)(int status);
const char *zn_page_error(int status) {
  static const char *const names[] = {"ok", "input", "argument", "numerical", "io", "memory", "interrupted"};
  struct zn_writer *out = &zn_page.answer;
  const struct zn_error *error = &zn_page.error;
  zn_writer_clear(out);
  zn_writer_add(out, "{");
  zn_json_text_of(out, "status", names[status < 0 || status >= ZN_STATUS_COUNT ? ZN_ARGUMENT : status], 1);
  zn_json_text_of(out, "text", *error->text ? error->text : zn_status_text((enum zn_status)status), 0);
  zn_json_text_of(out, "file", error->file, 0);
  zn_json_number_of(out, "line", error->line, 0);
  zn_writer_add(out, "}");
  return zn_page_answer();
}

/* --- The library --------------------------------------------------------------------------------------------------------------------- */

int ZN_PAGE_EXPORT(zn_page_open)(void);
int zn_page_open(void) { return zn_library_load(&zn_page.library, fresh()); }

/* Names that arrays are in the order of. */
const char *ZN_PAGE_EXPORT(zn_page_names)(void);
const char *zn_page_names(void) {
  struct zn_writer *out = &zn_page.answer;
  zn_writer_clear(out);
  zn_writer_add(out, "{");
  zn_json_text_of(out, "version", zn_version(), 1);
  zn_json_text_of(out, "dataDigest", zn_data_digest(), 0);
  zn_json_key(out, "parameters", 0);
  for (int i = 0; i < zn_parameter_count(); i++) {
    zn_writer_add(out, i ? "," : "[");
    zn_json_text(out, zn_parameter_info(i)->name);
  }
  zn_writer_add(out, "]");
  zn_json_key(out, "solutes", 0);
  for (int i = 0; i < zn_solute_count(); i++) {
    zn_writer_add(out, i ? "," : "[");
    zn_json_text(out, zn_solute_info(i)->name);
  }
  zn_writer_add(out, "]");
  zn_json_key(out, "observables", 0);
  for (int i = 0; i < zn_observable_count(); i++) {
    const struct zn_observable_info *info = zn_observable_info(i);
    zn_writer_add(out, i ? ",{" : "[{");
    zn_json_text_of(out, "name", info->name, 1);
    zn_json_text_of(out, "label", info->label, 0);
    zn_json_text_of(out, "unit", info->unit, 0);
    zn_json_text_of(out, "room", info->room, 0);
    zn_json_text_of(out, "tag", info->tag, 0);
    zn_writer_add(out, "}");
  }
  zn_writer_add(out, "]}");
  return zn_page_answer();
}

/* --- Reading a study ----------------------------------------------------------------------------------------------------------------- */

/* Files that the study may name; both texts are the page's no more. */
int ZN_PAGE_EXPORT(zn_page_file)(char *name, char *text, size_t length);
int zn_page_file(char *name, char *text, size_t length) { return zn_page_file_add(name, text, length, fresh()); }

void ZN_PAGE_EXPORT(zn_page_forget_files)(void);
void zn_page_forget_files(void) { zn_page_files_forget(); }

/* What is checked of every text before it is read as YAML. */
int ZN_PAGE_EXPORT(zn_page_check_text)(const char *text, size_t length, const char *file);
int zn_page_check_text(const char *text, size_t length, const char *file) {
  struct zn_error *error = fresh();
  if (length > LARGEST_STUDY)
    return zn_fail_at(error, ZN_INPUT, file, 0, "the file is larger than %d KiB; expected a short text file", LARGEST_STUDY >> 10);
  return zn_text_check(text, length, file, error);
}

static void forget_run(void) {
  zn_run_free(zn_page.run);
  zn_page.run = NULL;
}

/* Reads a study from its stream of nodes. */
int ZN_PAGE_EXPORT(zn_page_read)(const char *nodes, size_t length, const char *file);
int zn_page_read(const char *nodes, size_t length, const char *file) {
  struct zn_error *error = fresh();
  struct zn_reading reading;
  forget_run();
  zn_study_free(zn_page.study);
  zn_page.study = NULL;
  enum zn_status status = zn_reading_begin(&reading, error);
  const struct zn_text_source source = {.file = file, .text = nodes, .length = length, .units = reading.units, .library = zn_page.library};
  if (status == ZN_OK) status = zn_study_parse(&zn_page.study, &source, error);
  zn_reading_end(&reading);
  return status;
}

const char *ZN_PAGE_EXPORT(zn_page_outline)(void);
const char *zn_page_outline(void) {
  zn_writer_clear(&zn_page.answer);
  zn_page_write_outline(&zn_page.answer, zn_page.study, zn_page.library);
  return zn_page_answer();
}

/* --- Changing it --------------------------------------------------------------------------------------------------------------------- */

int ZN_PAGE_EXPORT(zn_page_people)(int people);
int zn_page_people(int people) { return zn_study_set_people(zn_page.study, people, fresh()); }

void ZN_PAGE_EXPORT(zn_page_seed)(uint64_t seed);
void zn_page_seed(uint64_t seed) { zn_study_reseed(zn_page.study, seed); }

int ZN_PAGE_EXPORT(zn_page_set)(const char *assignment);
int zn_page_set(const char *assignment) { return zn_study_set(zn_page.study, assignment, fresh()); }

int ZN_PAGE_EXPORT(zn_page_break)(int broken);
int zn_page_break(int broken) { return zn_experiment_break(zn_page.study, broken, fresh()); }

void ZN_PAGE_EXPORT(zn_page_until)(double hour);
void zn_page_until(double hour) {
  if (hour > zn_page.study->end_h) zn_page.study->end_h = hour;
}

/* Moments at which everything is read, instead of the study's own: rising hours, from the start on. */
int ZN_PAGE_EXPORT(zn_page_pictures)(const double *hour, int n);
int zn_page_pictures(const double *hour, int n) {
  struct zn_study *study = zn_page.study;
  struct zn_error *error = fresh();
  for (int i = 0; i < n; i++)
    if (!(hour[i] >= 0.0 && hour[i] <= ZN_LONGEST_H) || (i && hour[i] <= hour[i - 1]))
      return zn_fail(error, ZN_ARGUMENT, "picture %d is at hour %g; expected rising hours from the start on", i, hour[i]);
  double *times = malloc(((size_t)n + 1) * sizeof *times);
  if (!times) return zn_fail(error, ZN_MEMORY, "no memory for %d pictures", n);
  memcpy(times, hour, (size_t)n * sizeof *times);
  free(study->picture_time_h);
  study->picture_time_h = times;
  study->n_pictures = n;
  if (n) zn_page_until(hour[n - 1]);
  return ZN_OK;
}

/* Observables whose courses are wanted, instead of the study's own. */
int ZN_PAGE_EXPORT(zn_page_follow)(const int *observable, int n);
int zn_page_follow(const int *observable, int n) {
  struct zn_study *study = zn_page.study;
  struct zn_error *error = fresh();
  for (int i = 0; i < n; i++)
    if (observable[i] < 0 || observable[i] >= zn_observable_count())
      return zn_fail(error, ZN_ARGUMENT, "there is no observable number %d", observable[i]);
  int *follow = malloc(((size_t)n + 1) * sizeof *follow);
  if (!follow) return zn_fail(error, ZN_MEMORY, "no memory for %d courses", n);
  memcpy(follow, observable, (size_t)n * sizeof *follow);
  free(study->follow);
  study->follow = follow;
  study->n_follow = n;
  return ZN_OK;
}

/* --- Running it ---------------------------------------------------------------------------------------------------------------------- */

int ZN_PAGE_EXPORT(zn_page_run)(int exact, int course_points, const int *routes, int n_routes, int repeats);
int zn_page_run(int exact, int course_points, const int *routes, int n_routes, int repeats) {
  struct zn_error *error = fresh();
  forget_run();
  for (int i = 0; i < n_routes; i++)
    if (routes[i] < 0 || routes[i] >= zn_solute_count()) return zn_fail(error, ZN_ARGUMENT, "there is no solute number %d", routes[i]);
  const struct zn_run_options options = {.threads = 1,
                                         .lanes = 1,
                                         .engine = ZN_ENGINE_LANES,
                                         .exact = exact,
                                         .course_points = course_points,
                                         .n_routes = n_routes,
                                         .routes = routes,
                                         .moments = 1,
                                         .repeats = repeats,
                                         .progress = tell};
  zn_page.n_routes = n_routes;
  return zn_run_study(&zn_page.run, zn_page.study, zn_page.library, &options, error);
}

static void write_failures(struct zn_writer *out, const struct zn_run *run) {
  zn_writer_add(out, "[");
  for (int i = 0; i < run->n_outcomes; i++) {
    const struct zn_person_outcome *o = &run->outcome[i];
    const struct zn_cohort *cohort = &run->study->cohorts[o->cohort];
    const char *name = zn_person_name(cohort, o->number);
    zn_writer_add(out, i ? ",{" : "{");
    zn_json_text_of(out, "cohort", cohort->name, 1);
    zn_json_number_of(out, "person", o->number, 0);
    zn_json_text_of(out, "name", *name ? name : NULL, 0);
    zn_json_number_of(out, "hour", o->time_h, 0);
    zn_json_text_of(out, "text", *o->text ? o->text : zn_status_text(o->status), 0);
    zn_writer_add(out, "}");
  }
  zn_writer_add(out, "]");
}

static void write_cohorts(struct zn_writer *out, const struct zn_run *run) {
  zn_writer_add(out, "[");
  for (int c = 0; c < run->study->n_cohorts; c++) {
    const struct zn_cohort *cohort = &run->study->cohorts[c];
    zn_writer_add(out, c ? ",{" : "{");
    zn_json_text_of(out, "name", cohort->name, 1);
    zn_json_number_of(out, "people", run->cohort[c].people, 0);
    zn_json_number_of(out, "failed", run->cohort[c].failed, 0);
    zn_json_key(out, "names", 0);
    for (int i = 0; cohort->named && i < cohort->people; i++) {
      zn_writer_add(out, i ? "," : "[");
      zn_json_text(out, zn_person_name(cohort, i));
    }
    zn_writer_add(out, cohort->named ? "]}" : "null}");
  }
  zn_writer_add(out, "]");
}

/* What a run says in words; its arrays are had by zn_page_array. */
int ZN_PAGE_EXPORT(zn_page_result)(void);
int zn_page_result(void) {
  const struct zn_run *run = zn_page.run;
  struct zn_error *error = fresh();
  struct zn_writer *out = &zn_page.answer;
  struct zn_experiment_result *experiment = NULL;
  if (run->study->experiment) ZN_TRY(zn_experiment_judge(&experiment, run, error));
  zn_writer_clear(out);
  zn_writer_add(out, "{");
  zn_json_key(out, "outline", 1);
  zn_page_write_outline(out, run->study, run->library);
  zn_json_truth_of(out, "exact", run->exact, 0);
  zn_json_number_of(out, "steps", (double)run->steps, 0);
  zn_json_key(out, "rows", 0);
  zn_page_write_rows(out, run);
  zn_json_key(out, "cohorts", 0);
  write_cohorts(out, run);
  zn_json_key(out, "failures", 0);
  write_failures(out, run);
  zn_json_key(out, "follow", 0);
  zn_writer_add(out, "[");
  for (int f = 0; f < run->study->n_follow; f++) zn_writer_format(out, f ? ",%d" : "%d", run->study->follow[f]);
  zn_writer_add(out, "]");
  zn_json_key(out, "experiment", 0);
  if (experiment) {
    zn_page_write_outcome(out, run->study, &experiment->intact);
    zn_writer_add(out, "}");
  } else
    zn_writer_add(out, "null");
  zn_writer_add(out, "}");
  zn_experiment_result_free(experiment);
  return zn_writer_finish(out, "what came of a run", error);
}

/* --- Arrays -------------------------------------------------------------------------------------------------------------------------- */

enum array { COURSE_HOUR, PICTURE_HOUR, COURSE, PICTURE, ROUTES, PERMEABILITY, VALUES, FIRST, REPEATED };

/* Person 0 of a cohort as drawn, in shown units. */
static const double *first_person(int cohort, size_t *length) {
  struct zn_parameters person;
  const int n = zn_parameter_count();
  free(zn_page.numbers);
  zn_page.numbers = malloc((size_t)n * sizeof *zn_page.numbers);
  if (!zn_page.numbers || zn_person_draw(&person, &zn_page.run->study->cohorts[cohort], zn_page.library, 0, fresh()) != ZN_OK) return NULL;
  for (int i = 0; i < n; i++) zn_page.numbers[i] = ((const double *)&person)[i] / zn_parameter_info(i)->to_internal;
  *length = (size_t)n;
  return zn_page.numbers;
}

/* Numbers of the run, as study.h lays them out. */
const double *ZN_PAGE_EXPORT(zn_page_array)(int which, int cohort, size_t *length);
const double *zn_page_array(int which, int cohort, size_t *length) {
  const struct zn_run *run = zn_page.run;
  const struct zn_study *study = run->study;
  const struct zn_cohort_result *result = &run->cohort[cohort];
  const size_t points = (size_t)run->course_points, pictures = (size_t)study->n_pictures, solutes = (size_t)zn_solute_count();
  switch ((enum array)which) {
    case COURSE_HOUR:
      return *length = points, run->course_time_h;
    case PICTURE_HOUR:
      return *length = pictures, study->picture_time_h;
    case COURSE:
      return *length = (size_t)study->n_follow * points * 5, result->course;
    case PICTURE:
      return *length = pictures * (size_t)zn_observable_count(), result->picture;
    case ROUTES:
      return *length = result->route ? pictures * (size_t)zn_page.n_routes * ZN_SEGMENTS * 4 : 0, (const double *)result->route;
    case PERMEABILITY:
      return *length = solutes * 3, run->permeability + (size_t)cohort * solutes * 3;
    case VALUES:
      return *length = (size_t)zn_rows_of(study) * (size_t)result->people, result->value;
    case FIRST:
      return first_person(cohort, length);
    case REPEATED:
      return *length = result->repeated ? (size_t)run->repeats * (size_t)zn_rows_of(study) * (size_t)result->people : 0, result->repeated;
  }
  return *length = 0, NULL;
}
