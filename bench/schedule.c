/* schedule [NAME=VALUE ...]: what a trial would do on a cluster that is not at hand. A simulation of the hand-out: ranks that ask for
 * pieces, people that take their time, files that are written; event by event, with queues where all ranks meet. Prints a table of scenes,
 * and what each number that goes in was. docs/scale.md says how they were measured or why they were chosen.
 *
 * Tasks of an array ask nobody: each goes around all pieces from a place of its own, tries those that it does not know of, and after many
 * in vain has the folder listed.
 *
 * A rank asks rank 0 for a number, claims the piece in the folder, simulates its people on its threads, and writes the file. Three things
 * serve all ranks one after another: rank 0 (numbers), the folder's server of names (making, locking, renaming, looking at files), and the
 * disks. A piece takes the sum of its people's times, times the slowness of its rank. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

/* --- What goes in ----------------------------------------------------------------------------------------------------------------------
 */

struct world {
  double person_ms, person_sd_ms; /* processor time of one person */
  double rank_sd;                 /* ln SD of slowness over ranks */
  double slow_share, slow_factor; /* ranks on bad nodes, and how many times as long they take */
  double begin_s;                 /* ranks begin within so many seconds of each other */
  double ask_ms, serve_ms;        /* a number on its way; rank 0 busy with it */
  double name_ms, names;          /* the server of names busy with one request; requests of each piece */
  double miss;                    /* requests of a stranger for a piece that somebody else has done */
  double look_us, looks;          /* and with one of many files of a list; how often every rank has all pieces listed */
  double person_bytes, disk_MBps, rank_MBps;
  double gather_MBps, gather_person_us; /* one process reads everything and counts it */
};

static const struct {
  const char *name, *meaning;
  size_t place;
  double usual;
} numbers[] = {
    {"person_ms", "processor time of a person", offsetof(struct world, person_ms), 0.9},
    {"person_sd_ms", "its SD over people", offsetof(struct world, person_sd_ms), 0.5},
    {"rank_sd", "ln SD of slowness over ranks", offsetof(struct world, rank_sd), 0.03},
    {"slow_share", "share of ranks on bad nodes", offsetof(struct world, slow_share), 0.01},
    {"slow_factor", "how much longer these take", offsetof(struct world, slow_factor), 2.0},
    {"begin_s", "ranks begin within so many seconds", offsetof(struct world, begin_s), 10.0},
    {"ask_ms", "a number on its way to a rank", offsetof(struct world, ask_ms), 5.0},
    {"serve_ms", "rank 0 busy with a number", offsetof(struct world, serve_ms), 0.8},
    {"name_ms", "server of names busy with a request", offsetof(struct world, name_ms), 0.2},
    {"names", "requests of names for a piece", offsetof(struct world, names), 8.0},
    {"miss", "requests of a stranger for the piece of another", offsetof(struct world, miss), 3.0},
    {"look_us", "server busy with a file in a list", offsetof(struct world, look_us), 1.0},
    {"looks", "lists of all pieces that each rank asks for; 0: none are there yet", offsetof(struct world, looks), 0.0},
    {"person_bytes", "bytes kept of a person", offsetof(struct world, person_bytes), 24.5},
    {"disk_MBps", "all disks together", offsetof(struct world, disk_MBps), 1000.0},
    {"rank_MBps", "one rank writes", offsetof(struct world, rank_MBps), 200.0},
    {"gather_MBps", "one process reads", offsetof(struct world, gather_MBps), 200.0},
    {"gather_person_us", "and counts a person", offsetof(struct world, gather_person_us), 0.5},
};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static double *number_of(struct world *world, int i) { return (double *)(void *)((char *)world + numbers[i].place); }

/* Takes NAME=VALUE; 0: it is none. */
static int take(struct world *world, const char *word) {
  const char *equals = strchr(word, '=');
  for (int i = 0; equals && i < NUMBERS; i++)
    if (strlen(numbers[i].name) == (size_t)(equals - word) && strncmp(numbers[i].name, word, (size_t)(equals - word)) == 0) {
      char *end;
      *number_of(world, i) = strtod(equals + 1, &end);
      return *end == '\0' && end > equals + 1;
    }
  return 0;
}

/* --- Events ----------------------------------------------------------------------------------------------------------------------------
 */

enum { FREE, TAKEN, DONE };
enum stage { ASK, CLAIM, WORK, WRITE, COMMIT, STAGES };

struct event {
  double time_s;
  int rank;
  enum stage stage;
};

/* A heap, the earliest first; of equal times the lower rank. Each rank has one event at most. */
struct heap {
  int n;
  struct event *event;
};

static int before(const struct event *a, const struct event *b) {
  return a->time_s < b->time_s || (a->time_s == b->time_s && a->rank < b->rank);
}

static void push(struct heap *heap, struct event event) {
  int at = heap->n++;
  for (int up; at > 0 && before(&event, &heap->event[up = (at - 1) / 2]); at = up) heap->event[at] = heap->event[up];
  heap->event[at] = event;
}

static struct event pop(struct heap *heap) {
  const struct event first = heap->event[0], last = heap->event[--heap->n];
  int at = 0;
  for (int down; (down = 2 * at + 1) < heap->n; at = down) {
    if (down + 1 < heap->n && before(&heap->event[down + 1], &heap->event[down])) down++;
    if (!before(&heap->event[down], &last)) break;
    heap->event[at] = heap->event[down];
  }
  heap->event[at] = last;
  return first;
}

/* --- A scene ---------------------------------------------------------------------------------------------------------------------------
 */

struct scene {
  double people;
  int ranks, threads, piece;
  int strangers; /* tasks of an array */
};

struct told {
  double ideal_s, work_s, gather_s;         /* all cores busy all the time; until the last piece is written; then gathering */
  double numbers_s, names_s, disks_s;       /* how long each server was busy */
  double wait_numbers, wait_files, waiting; /* shares of the ranks' time: for a number, for files, for the last rank */
  double pieces, bytes;
};

struct play {
  const struct world *world;
  struct scene scene;
  struct heap heap;
  double *slowness;                           /* [ranks] */
  int64_t *at, *walked;                       /* [ranks] the piece at work; of strangers: pieces passed by */
  double *requests;                           /* [ranks] what strangers asked for in vain */
  unsigned char *state;                       /* [pieces] of strangers: FREE, TAKEN, DONE */
  int64_t pieces, next;                       /* next: not handed out yet */
  double rank_0_free, names_free, disks_free; /* when each server is */
  double asked_s, filed_s, idle_s, end_s;
  struct told told;
};

/* A server that is free at *free_s and takes so long; when it is done with who comes at `now`. */
static double serve(double *free_s, double now_s, double takes_s, double *busy_s) {
  const double begins = *free_s > now_s ? *free_s : now_s;
  *busy_s += takes_s;
  return *free_s = begins + takes_s;
}

static double people_of(const struct play *p, int64_t piece) {
  const double left = p->scene.people - (double)piece * p->scene.piece;
  return left < p->scene.piece ? left : p->scene.piece;
}

/* A sum of many people is normal. */
static double piece_s(const struct play *p, int rank) {
  const struct world *w = p->world;
  const double n = people_of(p, p->at[rank]), z = zn_normal(1, (uint32_t)p->at[rank], zn_stream("piece"), 0);
  const double ms = n * w->person_ms + sqrt(n) * w->person_sd_ms * z;
  return 1e-3 * fmax(ms, 0.1 * n * w->person_ms) * p->slowness[rank] / p->scene.threads;
}

static double list(struct play *p, double now_s) {
  return serve(&p->names_free, now_s, 1e-6 * p->world->look_us * (double)p->pieces * p->world->looks, &p->told.names_s);
}

/* The stage is over at event.time_s; what comes next, and when it will be over. */
static struct event go_on(struct play *p, struct event e) {
  const struct world *w = p->world;
  const double now = e.time_s, bytes = people_of(p, p->at[e.rank]) * w->person_bytes;
  double end = now;
  switch (e.stage) {
    case ASK: /* the number is on its way back */
      if (!p->scene.strangers) end = now + 1e-3 * w->ask_ms;
      if (!p->scene.strangers) p->at[e.rank] = p->next;
      p->next++;
      p->asked_s += end - now;
      break;
    case CLAIM:
      end = serve(&p->names_free, now, 1e-3 * w->name_ms * (0.5 * w->names + p->requests[e.rank]), &p->told.names_s);
      p->filed_s += end - now;
      break;
    case WORK:
      end = now + piece_s(p, e.rank);
      break;
    case WRITE:
      end = serve(&p->disks_free, now, 1e-6 * bytes / w->disk_MBps, &p->told.disks_s);
      end = fmax(end, now + 1e-6 * bytes / w->rank_MBps);
      p->filed_s += end - now;
      break;
    case COMMIT:
      end = serve(&p->names_free, now, 1e-3 * w->name_ms * 0.5 * w->names, &p->told.names_s);
      p->filed_s += end - now;
      break;
    case STAGES:
      break;
  }
  return (struct event){end, e.rank, (enum stage)(e.stage + 1)};
}

/* Finds the next free piece from where a stranger is; 0: it has been all around. Pieces of others cost requests, until a list is cheaper;
 * behind it only those at work do. */
static int find_free(struct play *p, int rank) {
  const double patience = 16.0 + (double)p->pieces / 500.0;
  const int64_t begin = (int64_t)((double)rank / p->scene.ranks * (double)p->pieces);
  double missed = 0.0, at_work = 0.0;
  int found = 0;
  while (!found && p->walked[rank] < p->pieces) {
    const int64_t piece = (begin + p->walked[rank]++) % p->pieces;
    found = p->state[piece] == FREE;
    missed += !found;
    at_work += p->state[piece] == TAKEN && missed > patience;
    if (found) p->state[piece] = TAKEN, p->at[rank] = piece;
  }
  const double list = p->world->look_us * 1e-3 / p->world->name_ms * (double)p->pieces;
  p->requests[rank] = missed <= patience ? p->world->miss * missed : p->world->miss * patience + list + at_work;
  return found;
}

/* The next number is asked for; what is left of the queue at rank 0 is waited for. */
static void ask(struct play *p, int rank, double now_s) {
  const double takes_s = p->scene.strangers ? 0.0 : 1e-3 * p->world->serve_ms;
  const double end = serve(&p->rank_0_free, now_s, takes_s, &p->told.numbers_s);
  p->asked_s += end - now_s;
  push(&p->heap, (struct event){end, rank, ASK});
}

/* What is left is listed once more, and who is at work is asked for: by every stranger, but of ranks by rank 0 alone. */
static void leave(struct play *p, int rank, double now_s) {
  const struct world *w = p->world;
  const double list_ms = 1e-3 * w->look_us * (double)p->pieces, left_ms = list_ms + w->name_ms * fmin(p->scene.ranks, (double)p->pieces);
  const double takes_ms = p->scene.strangers ? left_ms + w->name_ms * p->requests[rank] : rank == 0 ? left_ms : 0.0;
  const double end = serve(&p->names_free, now_s, 1e-3 * takes_ms, &p->told.names_s);
  p->filed_s += end - now_s;
  p->idle_s += end; /* taken from all at the end */
  p->end_s = fmax(p->end_s, end);
}

static void begin(struct play *p) {
  const struct world *w = p->world;
  for (int r = 0; r < p->scene.ranks; r++) {
    const double u = zn_uniform(1, (uint32_t)r, zn_stream("begin"), 0), bad = zn_uniform(1, (uint32_t)r, zn_stream("bad"), 0);
    p->slowness[r] = exp(w->rank_sd * zn_normal(1, (uint32_t)r, zn_stream("slowness"), 0)) * (bad < w->slow_share ? w->slow_factor : 1.0);
    push(&p->heap, (struct event){w->begin_s * u, r, STAGES});
  }
}

static void play(struct play *p) {
  begin(p);
  while (p->heap.n > 0) {
    const struct event e = pop(&p->heap);

    if (e.stage == STAGES && p->scene.strangers && p->at[e.rank] >= 0) p->state[p->at[e.rank]] = DONE;
    if (e.stage == STAGES)
      ask(p, e.rank, p->at[e.rank] < 0 ? list(p, e.time_s) : e.time_s);
    else if (e.stage == ASK && (p->scene.strangers ? !find_free(p, e.rank) : p->next >= p->pieces))
      leave(p, e.rank, e.time_s + 1e-3 * p->world->ask_ms);
    else
      push(&p->heap, go_on(p, e));
  }
}

static int perform(struct told *told, const struct world *world, struct scene scene) {
  struct play p = {.world = world, .scene = scene, .pieces = (int64_t)ceil(scene.people / scene.piece)};
  const size_t n = (size_t)scene.ranks;
  p.heap.event = calloc(n, sizeof *p.heap.event);
  p.slowness = calloc(n, sizeof *p.slowness);
  p.at = malloc(n * sizeof *p.at);
  p.walked = calloc(n, sizeof *p.walked);
  p.requests = calloc(n, sizeof *p.requests);
  p.state = calloc((size_t)p.pieces, 1);
  if (!p.heap.event || !p.slowness || !p.at || !p.walked || !p.requests || !p.state) return 0;
  for (size_t r = 0; r < n; r++) p.at[r] = -1;
  play(&p);
  const double all_s = p.end_s * scene.ranks;
  *told = p.told;
  told->work_s = p.end_s;
  told->ideal_s = 1e-3 * scene.people * world->person_ms / scene.ranks / scene.threads;
  told->bytes = scene.people * world->person_bytes;
  told->pieces = (double)p.pieces;
  told->gather_s = 1e-6 * told->bytes / world->gather_MBps + 1e-6 * scene.people * world->gather_person_us;
  told->wait_numbers = p.asked_s / all_s;
  told->wait_files = p.filed_s / all_s;
  told->waiting = 1.0 - p.idle_s / all_s;
  free(p.heap.event);
  free(p.slowness);
  free(p.at);
  free(p.walked);
  free(p.requests);
  free(p.state);
  return 1;
}

/* --- The table -------------------------------------------------------------------------------------------------------------------------
 */

static const struct scene scenes[] = {
    {1e6, 1, 2, 1024, 0},      {1e6, 16, 1, 1024, 0},    {1e6, 100, 1, 1024, 0},    {1e6, 100, 1, 64, 0},      {1e6, 1000, 1, 64, 0},
    {1e9, 1000, 1, 4096, 0},   {1e9, 1000, 1, 31680, 0}, {1e9, 1000, 1, 65536, 0},  {1e9, 1000, 1, 500000, 0}, {1e9, 100, 10, 31680, 0},
    {1e9, 1000, 16, 31680, 0}, {1e9, 1000, 16, 4096, 0}, {1e9, 10000, 1, 31680, 0}, {1e9, 10000, 1, 4096, 0},  {1e9, 10, 1, 31680, 1},
    {1e9, 100, 1, 31680, 1},   {1e9, 1000, 1, 31680, 1}, {1e9, 1000, 1, 4096, 1},
};

static void print(const struct scene *s, const struct told *t) {
  printf("%-9s %8.0e %6d %4d %7d %8.0f %9.3g %9.1f %9.1f %6.3f %9.2f %7.2f %7.2f %7.2f %6.3f %6.3f %6.3f %8.1f\n",
         s->strangers ? "strangers" : "ranks", s->people, s->ranks, s->threads, s->piece, t->pieces, 1e-9 * t->bytes, t->ideal_s, t->work_s,
         t->ideal_s / t->work_s, t->pieces / t->work_s, t->numbers_s / t->work_s, t->names_s / t->work_s, t->disks_s / t->work_s,
         t->wait_numbers, t->wait_files, t->waiting, t->gather_s);
}

int main(int argc, char **argv) {
  struct world world;
  for (int i = 0; i < NUMBERS; i++) *number_of(&world, i) = numbers[i].usual;
  for (int i = 1; i < argc; i++)
    if (!take(&world, argv[i])) return fprintf(stderr, "schedule: \"%s\" is no NAME=VALUE of a number it knows\n", argv[i]), 2;
  for (int i = 0; i < NUMBERS; i++) printf("%-17s %-8g %s\n", numbers[i].name, *number_of(&world, i), numbers[i].meaning);
  printf(
      "\nideal: all cores busy all the time, none slow; effic.: ideal/works. rank 0, names, disks: busy share of each server.\n"
      "ask, file, end: share of the ranks' time spent waiting for a number, for files, for the last rank.\n\n"
      "%-9s %8s %6s %4s %7s %8s %9s %9s %9s %6s %9s %7s %7s %7s %6s %6s %6s %8s\n",
      "", "people", "ranks", "thr.", "piece", "files", "GB", "ideal s", "works s", "effic.", "pieces/s", "rank 0", "names", "disks", "ask",
      "file", "end", "gather s");
  for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
    struct told told;
    if (!perform(&told, &world, scenes[i])) return fputs("schedule: not enough memory\n", stderr), 5;
    print(&scenes[i], &told);
  }
  return 0;
}
