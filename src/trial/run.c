/* A trial from its file to its results: what is missing is simulated, then everything is gathered. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "gather.h"
#include "marks.h"
#include "solve/rodas.h"
#include "work.h"

enum { COURSE_POINTS = 200, SMALLEST_PIECE = 64, LARGEST_PIECE = 65536 };

struct job {
  const struct zn_study *study;
  const struct zn_library *library;
  struct zn_trial_options options;
  const struct zn_ranks *ranks;
  struct zn_store *store;
  struct zn_sheet sheet;
  int64_t people;
};

/* As many pieces as each has people: neither files nor what a kill costs grow faster than they must. */
static int usual_piece(int64_t people) {
  const double even = ceil(sqrt((double)people) / SMALLEST_PIECE) * SMALLEST_PIECE;
  return even < LARGEST_PIECE ? (int)even : LARGEST_PIECE;
}

static enum zn_status open_store(struct job *job, struct zn_error *error) {
  struct zn_trial_marks marks;
  zn_trial_marks_make(&marks, job->study, job->library, &job->options);
  const struct zn_store_plan plan = {.folder = job->options.folder,
                                     .mark = marks.mark,
                                     .n_marks = marks.n,
                                     .people = job->people,
                                     .piece = job->options.piece,
                                     .usual_piece = usual_piece(job->people),
                                     .columns = job->sheet.columns};
  return zn_store_open(&job->store, &plan, error);
}

static enum zn_status check(const struct job *job, struct zn_error *error) {
  const struct zn_run_options *run = &job->options.run;
  const struct zn_trial *trial = job->study->trial;
  const int trials = trial->replicates + trial->null_replicates;
  if (run->lanes && !zn_lanes_fit(run->lanes))
    return zn_fail(error, ZN_ARGUMENT, "this machine cannot simulate %d people side by side", run->lanes);
  if (job->people > INT_MAX)
    return zn_fail(error, ZN_INPUT, "%d replicates of %d people are %lld; at most %d people can be told apart", trials, trial->people,
                   (long long)job->people, INT_MAX);
  if (job->study->cohorts[0].named && trials > 1)
    return zn_fail(error, ZN_INPUT, "people_from names %d people, of whom there is one replicate only; expected replicates: 1",
                   trial->people);
  return ZN_OK;
}

static enum zn_status work(struct job *job, const struct zn_ranks *ranks, struct zn_error *error) {
  struct zn_courses courses;
  enum zn_status status = zn_courses_open(&courses, job->study, job->options.run.course_points, error);
  const struct zn_workplace place = {.study = job->study,
                                     .library = job->library,
                                     .options = &job->options,
                                     .ranks = ranks,
                                     .store = job->store,
                                     .sheet = &job->sheet,
                                     .courses = &courses,
                                     .people = job->people};
  if (status == ZN_OK) status = zn_work(&place, error);
  zn_courses_close(&courses);
  return status;
}

static int is_complete(const struct job *job) {
  for (int64_t k = 0; k < zn_store_pieces(job->store); k++)
    if (!zn_store_has(job->store, k)) return 0;
  return 1;
}

static enum zn_status gather(struct job *job, struct zn_trial_run **run, struct zn_error *error) {
  struct zn_courses courses;
  enum zn_status status = zn_courses_open(&courses, job->study, job->options.run.course_points, error);
  if (status == ZN_OK) status = zn_gather_open(run, job->study, job->library, &courses, error);
  if (status == ZN_OK) status = zn_gather(*run, &job->sheet, job->store, &courses, error);
  zn_courses_close(&courses);
  if (status == ZN_OK) return ZN_OK;
  zn_trial_run_free(*run);
  *run = NULL;
  return status;
}

/* Pieces that turn out damaged leave the store, and are made again: each once. */
static enum zn_status gather_all(struct job *job, struct zn_trial_run **run, struct zn_error *error) {
  static const struct zn_ranks alone = {.count = 1};
  enum zn_status status = gather(job, run, error);
  for (int64_t k = 0; status == ZN_IO && !is_complete(job) && k < zn_store_pieces(job->store); k++) {
    ZN_TRY(work(job, &alone, error));
    if (!is_complete(job)) return ZN_OK; /* somebody else is at it */
    status = gather(job, run, error);
  }
  return status;
}

/* What a stop has left, once all ranks of the job have put their last pieces down. */
static enum zn_status tell_what_is_kept(const struct job *job, struct zn_error *error) {
  const int64_t pieces = zn_store_pieces(job->store);
  int64_t there = 0;
  for (int64_t k = 0; k < pieces; k++) there += zn_store_has(job->store, k);
  return zn_fail(error, ZN_INTERRUPTED, "stopped: %lld of %lld pieces, %lld of %lld people, are kept in %s", (long long)there,
                 (long long)pieces, (long long)zn_store_people_there(job->store), (long long)job->people, job->options.folder);
}

/* Of a job rank 0 gathers; of strangers whoever sees everything done. The others leave *run NULL. All ranks meet once, however they fared.
 */
static enum zn_status go(struct job *job, struct zn_trial_run **run, struct zn_error *error) {
  const struct zn_ranks *ranks = job->ranks;
  enum zn_status mine = open_store(job, error);
  if (mine == ZN_OK) mine = work(job, ranks, error);
  const enum zn_status worst = ranks->meet ? ranks->meet(ranks->context, mine) : mine;
  if (mine == ZN_INTERRUPTED && ranks->rank == 0) return tell_what_is_kept(job, error);
  if (mine != ZN_OK) return mine;
  if (ranks->rank != 0) return ZN_OK; /* those that had to stop say why */
  if (worst != ZN_OK) return zn_fail(error, worst, "another rank had to stop");
  if (!is_complete(job)) return zn_store_trouble(job->store, error); /* without any, others are at work */
  if (!zn_store_claim_gathering(job->store)) return zn_store_trouble(job->store, error);
  return gather_all(job, run, error);
}

enum zn_status zn_trial_run(struct zn_trial_run **run, const struct zn_study *study, const struct zn_library *library,
                            const struct zn_trial_options *options, struct zn_error *error) {
  static const struct zn_ranks alone = {.count = 1};
  *run = NULL;
  if (!study->trial) return zn_fail(error, ZN_INPUT, "'%s' is no trial; expected a study file with the key 'trial'", study->name);
  struct job job = {.study = study, .library = library, .options = *options, .ranks = options->ranks ? options->ranks : &alone};
  job.people = (int64_t)study->trial->people * (study->trial->replicates + study->trial->null_replicates);
  if (job.options.run.course_points < 2) job.options.run.course_points = COURSE_POINTS;
  enum zn_status status = check(&job, error);
  if (status == ZN_OK) status = zn_sheet_open(&job.sheet, study, error);
  if (status == ZN_OK) status = go(&job, run, error);
  zn_store_close(job.store);
  zn_sheet_close(&job.sheet);
  return status;
}
