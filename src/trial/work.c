#include "work.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "study/crowd.h"

enum { PLACES = 3, LARGEST_PARTY = 64, FEW_MISSES = 16, MISSES_LIKE_A_LIST = 500 };
static const double seconds_between_news = 0.2;

/* A piece whose people are being simulated. */
struct batch {
  int64_t number;
  int begun, back; /* people handed out, and handed back */
  struct zn_piece piece;
  struct zn_task *task;                  /* [people] */
  double *value, *course, *permeability; /* what their traces point to */
  struct zn_courses courses;
  struct batch *next;
};

struct floor {
  const struct zn_workplace *place;
  struct batch *open;     /* the newest first: it is the one that hands people out */
  int64_t counter, swept; /* alone: pieces looked at; by anybody: those looked at once more */
  int64_t missed;         /* pieces of others that were asked for since the disk listed all */
  enum zn_status halted;  /* why nobody else is begun, or ZN_OK */
  struct zn_error error;
  int64_t unsaid, unsaid_failed; /* people done since the last news */
  int64_t alone_done, alone_failed, kept;
  double told_s;
};

/* --- Batches ---------------------------------------------------------------------------------------------------------------------------
 */

static void close_batch(struct batch *b) {
  if (!b) return;
  zn_piece_clear(&b->piece);
  zn_courses_close(&b->courses);
  free(b->task);
  free(b->value);
  free(b->course);
  free(b->permeability);
  free(b);
}

/* In a null trial everybody gets what the control gets, whatever the label says. */
static int simulated_in(const struct zn_study *study, uint32_t number) {
  const struct zn_trial *trial = study->trial;
  if (number / (uint32_t)trial->people >= (uint32_t)trial->replicates) return trial->control;
  return zn_trial_arm_of(study, number);
}

static void seat(struct batch *b, const struct zn_workplace *place, int64_t first) {
  const struct zn_study *study = place->study;
  const size_t rows = (size_t)zn_rows_of(study), permeable = (size_t)zn_solute_count() * PLACES;
  const size_t course = (size_t)place->courses->follow * (size_t)place->courses->points;
  for (int i = 0; i < b->piece.people; i++) {
    const struct zn_trace trace = {.course = b->course + (size_t)i * course,
                                   .value = b->value + (size_t)i * rows,
                                   .permeability = b->permeability + (size_t)i * permeable};
    const int number = (int)(first + i);
    b->task[i] = (struct zn_task){.cohort = simulated_in(study, (uint32_t)number), .number = number, .trace = trace};
  }
}

static enum zn_status open_batch(struct batch **out, const struct zn_workplace *place, int64_t number, struct zn_error *error) {
  struct batch *b = calloc(1, sizeof *b);
  const size_t people = (size_t)zn_store_people(place->store, number), rows = (size_t)zn_rows_of(place->study);
  const size_t course = (size_t)place->courses->follow * (size_t)place->courses->points;
  *out = b;
  if (!b) return zn_fail(error, ZN_MEMORY, "no memory for a piece of %zu people", people);
  b->number = number;
  b->piece.people = (int)people;
  b->piece.value = malloc((people * (size_t)place->sheet->columns + 1) * sizeof(double));
  b->piece.failure = calloc(people + 1, sizeof *b->piece.failure);
  b->task = calloc(people + 1, sizeof *b->task);
  b->value = malloc((people * rows + 1) * sizeof(double));
  b->course = malloc((people * course + 1) * sizeof(double));
  b->permeability = malloc((people * (size_t)zn_solute_count() * PLACES + 1) * sizeof(double));
  if (!b->piece.value || !b->piece.failure || !b->task || !b->value || !b->course || !b->permeability)
    return zn_fail(error, ZN_MEMORY, "not enough memory for a piece of %zu people; smaller pieces need less", people);
  for (size_t i = 0; i < people * rows; i++) b->value[i] = NAN;
  ZN_TRY(zn_courses_open(&b->courses, place->study, place->courses->points, error));
  seat(b, place, number * zn_store_piece(place->store));
  return ZN_OK;
}

/* --- Which piece is next -----------------------------------------------------------------------------------------------------------------
 */

/* In the order in which all ranks count; alone, from where this process begins, all around. As many as there are pieces: no more. */
static int64_t next_number(struct floor *f, int64_t pieces) {
  const struct zn_ranks *ranks = f->place->ranks;
  if (ranks->next) return ranks->next(ranks->context);
  if (f->counter == pieces) return pieces;
  return ((int64_t)(f->place->options->begin * (double)pieces) + f->counter++) % pieces;
}

/* Where one piece after the other turns out to be somebody else's, a list of all costs less than to go on asking. */
static int try(struct floor *f, int64_t piece) {
  struct zn_store *store = f->place->store;
  if (zn_store_saw(store, piece)) return 0;
  if (zn_store_claim(store, piece)) return 1;
  if (++f->missed < FEW_MISSES + zn_store_pieces(store) / MISSES_LIKE_A_LIST) return 0;
  zn_store_look_again(store);
  f->missed = 0;
  return 0;
}

/* First what is this process's turn; then once through everything, for what somebody left who is no longer there. Of a job only rank 0 does
 * the latter: each look at a piece is asked of one file system by all, and a thousand ranks would ask it for an hour. */
static int64_t claim_next(struct floor *f) {
  const int64_t pieces = zn_store_pieces(f->place->store);
  for (int64_t k; f->swept == 0 && (k = next_number(f, pieces)) < pieces;)
    if (try(f, k)) return k;
  if (f->place->ranks->rank != 0) return -1;
  if (f->swept == 0) zn_store_look_again(f->place->store);
  while (f->swept < pieces) {
    const int64_t k = f->swept++;
    if (try(f, k)) return k;
  }
  return -1;
}

static void halt(struct floor *f, enum zn_status status, const struct zn_error *error) {
  if (f->halted) return;
  f->halted = status;
  f->error = *error;
}

static int begin_piece(struct floor *f) {
  struct batch *b = NULL;
  struct zn_error error = {0};
  const int64_t number = claim_next(f);
  if (number < 0) return 0;
  const enum zn_status status = open_batch(&b, f->place, number, &error);
  if (status != ZN_OK) {
    close_batch(b);
    zn_store_give_up(f->place->store, number);
    halt(f, status, &error);
    return 0;
  }
  b->next = f->open;
  f->open = b;
  return 1;
}

static struct zn_task *next_task(void *context) {
  struct floor *f = context;
  struct zn_task *task = NULL;
#pragma omp critical(zn_trial)
  {
    const int full = !f->open || f->open->begun == f->open->piece.people;
    if (!f->halted && (!full || begin_piece(f))) task = &f->open->task[f->open->begun++];
  }
  return task;
}

/* --- Handing back ------------------------------------------------------------------------------------------------------------------------
 */

static struct batch *batch_of(struct floor *f, const struct zn_task *task) {
  struct batch *b = f->open;
  while (task < b->task || task >= b->task + b->piece.people) b = b->next;
  return b;
}

static void note_failure(struct batch *b, const struct zn_task *task, double *row, int columns) {
  struct zn_store_failure *failure = &b->piece.failure[b->piece.n_failures++];
  *failure = (struct zn_store_failure){.number = task->number, .status = task->status, .time_h = task->trace.time_h};
  memcpy(failure->text, task->error.text, sizeof failure->text - 1);
  for (int k = 0; k < columns; k++) row[k] = NAN;
}

static enum zn_status note(struct floor *f, struct batch *b, const struct zn_task *task) {
  struct zn_sheet *sheet = f->place->sheet;
  double *row = b->piece.value + (task - b->task) * sheet->columns;
  b->piece.steps += (uint64_t)task->trace.steps;
  if (task->status != ZN_OK) {
    note_failure(b, task, row, sheet->columns);
    return ZN_OK;
  }
  zn_sheet_fill(sheet, row, task->trace.value, (uint32_t)task->number, task->trace.rescued_h);
  return zn_courses_add(&b->courses, task->cohort, task->trace.course);
}

static int by_number(const void *a, const void *b) {
  const struct zn_store_failure *x = a, *y = b;
  return (x->number > y->number) - (x->number < y->number);
}

static void remove_batch(struct floor *f, struct batch *b) {
  struct batch **at = &f->open;
  while (*at != b) at = &(*at)->next;
  *at = b->next;
  close_batch(b);
}

static enum zn_status keep(struct floor *f, struct batch *b, struct zn_error *error) {
  qsort(b->piece.failure, (size_t)b->piece.n_failures, sizeof *b->piece.failure, by_number);
  ZN_TRY(zn_courses_write(&b->courses, &b->piece.more, &b->piece.more_size, error));
  return zn_store_write(f->place->store, b->number, &b->piece, error);
}

/* --- News ---------------------------------------------------------------------------------------------------------------------------- */

static void tell(struct floor *f, int64_t done, int64_t failed) {
  const struct zn_ranks *ranks = f->place->ranks;
  f->alone_done += done;
  f->alone_failed += failed;
  if (ranks->tell) ranks->tell(ranks->context, done, failed);
}

/* What earlier runs left is done; of a job one rank says so. Says nothing of failures in it: they are told at the end. */
static void count_kept(struct floor *f) {
  f->kept = zn_store_people_there(f->place->store);
  if (f->place->ranks->rank == 0 || !f->place->ranks->tell) tell(f, f->kept, 0);
}

static void spread_news(struct floor *f) {
  const struct zn_trial_options *options = f->place->options;
  const struct zn_ranks *ranks = f->place->ranks;
  struct zn_trial_progress news = {.people = f->place->people, .kept = f->kept, .ranks = ranks->count > 1 ? ranks->count : 1};
  tell(f, f->unsaid, f->unsaid_failed);
  f->unsaid = f->unsaid_failed = 0;
  news.done = f->alone_done;
  news.failed = f->alone_failed;
  if (ranks->hear) ranks->hear(ranks->context, &news.done, &news.failed);
  if (options->progress && options->progress(options->progress_context, &news)) {
    struct zn_error error = {0};
    zn_fail(&error, ZN_INTERRUPTED, "stopped after %lld of %lld people", (long long)news.done, (long long)news.people);
    halt(f, ZN_INTERRUPTED, &error);
  }
}

static void take_back(void *context, struct zn_task *task) {
  struct floor *f = context;
#pragma omp critical(zn_trial)
  {
    struct zn_error error = {0};
    struct batch *b = batch_of(f, task);
    enum zn_status status = note(f, b, task);
    if (status != ZN_OK) zn_fail(&error, status, "not enough memory for the courses of a trial");
    f->unsaid++;
    f->unsaid_failed += task->status != ZN_OK;
    if (++b->back == b->piece.people) {
      if (status == ZN_OK) status = keep(f, b, &error);
      remove_batch(f, b);
    }
    if (status != ZN_OK) halt(f, status, &error);
    if (omp_get_wtime() - f->told_s > seconds_between_news) {
      f->told_s = omp_get_wtime();
      spread_news(f);
    }
  }
}

/* --- All of it ----------------------------------------------------------------------------------------------------------------------- */

/* Parties that fill the lanes, but leave every thread of every rank one. */
static int party_size(const struct zn_workplace *place, int threads) {
  const int64_t hands = (int64_t)threads * (place->ranks->count > 1 ? place->ranks->count : 1), each = (place->people + hands - 1) / hands;
  return each < LARGEST_PARTY ? (int)each : LARGEST_PARTY;
}

static void abandon(struct floor *f) {
  while (f->open) {
    zn_store_give_up(f->place->store, f->open->number);
    remove_batch(f, f->open);
  }
}

enum zn_status zn_work(const struct zn_workplace *place, struct zn_error *error) {
  const struct zn_run_options *options = &place->options->run;
  const int threads = options->threads > 0 ? options->threads : zn_most_threads();
  struct floor floor = {.place = place};
  const struct zn_queue queue = {.next = next_task, .done = take_back, .context = &floor, .together = party_size(place, threads)};
  count_kept(&floor);
#pragma omp parallel num_threads(threads)
  {
    const enum zn_status status =
        zn_simulate(&queue, place->study, place->library, options, place->courses->time_h, place->courses->points);
    if (status != ZN_OK) {
      struct zn_error lack = {0};
      zn_fail(&lack, status, "not enough memory to simulate people");
#pragma omp critical(zn_trial)
      halt(&floor, status, &lack);
    }
  }
  spread_news(&floor);
  abandon(&floor);
  if (floor.halted && error) *error = floor.error;
  return floor.halted;
}
