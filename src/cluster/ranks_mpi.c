/* Ranks over MPI: one window of three numbers in rank 0, into which all ranks reach.
 *
 * Whoever wants a piece of work adds one to the first number and has what stood there, so slow people, slow nodes and late starters keep
 * nobody waiting, and no rank serves the others. Where the network cannot do that by itself (TCP), the number only moves when rank 0
 * enters MPI, and a rank that works on people does not for seconds; so rank 0 keeps a pulse, a thread that enters MPI every
 * millisecond. docs/scale.md says what that costs. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <mpi.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/status.h"
#include "strangers.h"

enum { NEXT, DONE, FAILED, NUMBERS };

/* Sums are sent and asked for at most that often, so that a thousand ranks do not knock at rank 0 for each of their people. */
static const double sums_pause_s = 0.5;
static const long pulse_ns = 1000000;

struct job {
  struct zn_ranks ranks; /* what callers hold; its context is the job */
  MPI_Win window;
  pthread_mutex_t entering; /* MPI_THREAD_SERIALIZED: one thread in MPI at a time, the pulse among them */
  int64_t untold[2];        /* done, failed: not sent yet */
  int64_t heard[2];         /* as they were when last asked for */
  double told_s, heard_s;
  pthread_t pulse;
  int has_pulse;
  atomic_int ending;
};

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void rest(void) { nanosleep(&(struct timespec){.tv_nsec = pulse_ns}, NULL); }

static void enter(struct job *job) { pthread_mutex_lock(&job->entering); }
static void leave(struct job *job) { pthread_mutex_unlock(&job->entering); }

/* --- The pulse ------------------------------------------------------------------------------------------------------------------------ */

/* Asking for a message that nobody sends lets MPI see to what others want of this rank. */
static void *beat(void *context) {
  struct job *job = context;
  int flag;
  while (!atomic_load(&job->ending)) {
    enter(job);
    MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &flag, MPI_STATUS_IGNORE);
    leave(job);
    rest();
  }
  return NULL;
}

/* Signals are for the threads that work. */
static int start_pulse(struct job *job) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  job->has_pulse = pthread_create(&job->pulse, NULL, beat, job) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return job->has_pulse;
}

static void stop_pulse(struct job *job) {
  if (!job->has_pulse) return;
  atomic_store(&job->ending, 1);
  pthread_join(job->pulse, NULL);
}

/* --- What ranks offer ------------------------------------------------------------------------------------------------------------------
 */

/* Waits without keeping a core busy or the pulse out. */
static void wait_for(struct job *job, MPI_Request *request) {
  for (int over = 0; !over;) {
    enter(job);
    MPI_Test(request, &over, MPI_STATUS_IGNORE);
    leave(job);
    if (!over) rest();
  }
}

static int64_t next(void *context) {
  struct job *job = context;
  const int64_t one = 1;
  int64_t mine = 0;
  enter(job);
  MPI_Fetch_and_op(&one, &mine, MPI_INT64_T, 0, NEXT, MPI_SUM, job->window);
  MPI_Win_flush(0, job->window);
  leave(job);
  return mine;
}

static void send_untold(struct job *job, double now) {
  if (job->untold[0] || job->untold[1]) {
    enter(job);
    MPI_Accumulate(job->untold, 2, MPI_INT64_T, 0, DONE, 2, MPI_INT64_T, MPI_SUM, job->window);
    MPI_Win_flush(0, job->window);
    leave(job);
    memset(job->untold, 0, sizeof job->untold);
  }
  job->told_s = now;
}

static void tell(void *context, int64_t done, int64_t failed) {
  struct job *job = context;
  const double now = now_s();
  job->untold[0] += done, job->untold[1] += failed;
  if (now - job->told_s >= sums_pause_s) send_untold(job, now);
}

static void hear(void *context, int64_t *done, int64_t *failed) {
  struct job *job = context;
  const double now = now_s();
  if (now - job->heard_s >= sums_pause_s) {
    int64_t unused[2] = {0};
    send_untold(job, now);
    enter(job);
    MPI_Get_accumulate(unused, 2, MPI_INT64_T, job->heard, 2, MPI_INT64_T, 0, DONE, 2, MPI_INT64_T, MPI_NO_OP, job->window);
    MPI_Win_flush(0, job->window);
    leave(job);
    job->heard_s = now;
  }
  *done = job->heard[0] + job->untold[0], *failed = job->heard[1] + job->untold[1];
}

/* Being interrupted is the least of what can go wrong: it does not hide the rest. */
static int badness(enum zn_status status) { return status == ZN_OK ? 0 : status == ZN_INTERRUPTED ? 1 : 2 + (int)status; }
static enum zn_status status_of(int badness) {
  return badness == 0 ? ZN_OK : badness == 1 ? ZN_INTERRUPTED : (enum zn_status)(badness - 2);
}

/* Waits for all ranks. Sets *worst to the worst of any, and returns whether all of them are about to leave. */
static int come_together(struct job *job, int leaving, int *worst) {
  int told[2] = {*worst, !leaving};
  MPI_Request request;
  send_untold(job, now_s());
  enter(job);
  MPI_Iallreduce(MPI_IN_PLACE, told, 2, MPI_INT, MPI_MAX, MPI_COMM_WORLD, &request);
  leave(job);
  wait_for(job, &request);
  job->heard_s = -INFINITY; /* from here on sums are whole */
  *worst = told[0];
  return !told[1];
}

static enum zn_status meet(void *context, enum zn_status mine) {
  int worst = badness(mine);
  come_together(context, 0, &worst);
  return status_of(worst);
}

/* --- Beginning and end -----------------------------------------------------------------------------------------------------------------
 */

/* The window, all zero before anybody reaches into it; open to all from then on. */
static void open_window(struct job *job) {
  int64_t *number = NULL;
  const MPI_Aint bytes = job->ranks.rank == 0 ? NUMBERS * (MPI_Aint)sizeof *number : 0;
  MPI_Win_allocate(bytes, sizeof *number, MPI_INFO_NULL, MPI_COMM_WORLD, (void *)&number, &job->window);
  if (job->ranks.rank == 0) {
    MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 0, 0, job->window);
    memset(number, 0, NUMBERS * sizeof *number);
    MPI_Win_unlock(0, job->window);
  }
  MPI_Barrier(MPI_COMM_WORLD);
  MPI_Win_lock_all(MPI_MODE_NOCHECK, job->window);
}

/* Nobody leaves while others may reach into the window; who is early waits asleep. Others may still have to meet, whom who leaves without
 * having worked must not keep waiting: to them it is one that failed. */
static void close_job(struct job *job) {
  for (int worst = badness(ZN_IO); !come_together(job, 1, &worst); worst = badness(ZN_IO)) continue;
  stop_pulse(job);
  MPI_Win_unlock_all(job->window);
  MPI_Win_free(&job->window);
  MPI_Finalize();
  pthread_mutex_destroy(&job->entering);
}

static enum zn_status open_job(struct job *job, struct zn_error *error) {
  int provided;
  MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &provided);
  if (provided < MPI_THREAD_SERIALIZED) {
    MPI_Finalize();
    return zn_fail(error, ZN_INPUT, "ranks need an MPI that can be called from threads, one at a time (MPI_THREAD_SERIALIZED)");
  }
  job->ranks = (struct zn_ranks){.context = job, .next = next, .tell = tell, .hear = hear, .meet = meet};
  job->told_s = job->heard_s = -INFINITY;
  MPI_Comm_rank(MPI_COMM_WORLD, &job->ranks.rank);
  MPI_Comm_size(MPI_COMM_WORLD, &job->ranks.count);
  pthread_mutex_init(&job->entering, NULL);
  open_window(job);
  if (job->ranks.rank != 0 || start_pulse(job)) return ZN_OK;
  close_job(job);
  return zn_fail(error, ZN_MEMORY, "no thread could be started for the pulse of rank 0");
}

#ifdef OPEN_MPI
static const enum zn_launch_kind kind = ZN_LAUNCH_OPEN_MPI;
#else
static const enum zn_launch_kind kind = ZN_LAUNCH_OTHER_MPI;
#endif

/* What the environment promised was of another MPI: everybody is alone after all. */
static void be_strangers(struct job *job, struct zn_launch launch, char note[ZN_RANKS_NOTE]) {
  zn_ranks_close(&job->ranks);
  launch.joins = 0;
  launch.remedy = "the MPI of this program finds no other task: was it started by the mpirun of another MPI?";
  zn_strangers_note(note, &launch);
}

enum zn_status zn_ranks_open(struct zn_ranks **ranks, char note[ZN_RANKS_NOTE], struct zn_error *error) {
  const struct zn_launch launch = zn_launch_read(kind);
  *ranks = NULL;
  zn_strangers_note(note, &launch);
  if (!launch.joins) return ZN_OK;
  struct job *job = calloc(1, sizeof *job);
  if (!job) return zn_fail(error, ZN_MEMORY, "there is not enough memory");
  const enum zn_status status = open_job(job, error);
  if (status != ZN_OK)
    free(job);
  else if (job->ranks.count == 1)
    be_strangers(job, launch, note);
  else
    *ranks = &job->ranks;
  return status;
}

void zn_ranks_close(struct zn_ranks *ranks) {
  if (!ranks) return;
  struct job *job = ranks->context;
  close_job(job);
  free(job);
}

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)
const char *zn_ranks_mpi(void) {
#if defined OPEN_MPI
  return "Open MPI " TEXT(OMPI_MAJOR_VERSION) "." TEXT(OMPI_MINOR_VERSION) "." TEXT(OMPI_RELEASE_VERSION);
#elif defined MPICH_VERSION
  return "MPICH " MPICH_VERSION;
#else
  return "an MPI of standard " TEXT(MPI_VERSION) "." TEXT(MPI_SUBVERSION);
#endif
}
