#include "start_state.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"
#include "body/lanes.h"
#include "solve/rodas.h"
#include "solve/settle.h"

/* Rest: no state moves by more than 1e-9 of its size in a month. */
static const double rest_time_h = 730.0, rest_tolerance = 1e-9;
enum { SETTLE_STEPS = 4000, NAME_LENGTH = 512 };

/* Following instead: twenty years, for the passage by the trace of a vanished state of inflammation can take five. All chosen. */
static const double followed_h = 175320.0, followed_tolerance = 1e-4;
enum { FOLLOWED_STEPS = 10000, MOST_STEPS = 4 * FOLLOWED_STEPS };

static void rates(double t, const double *y, double *dydt, const void *user) { zn_body_rates(t, y, user, dydt); }

static void derivatives(double t, const double *y, double *value, const void *user) { zn_body_jacobian(t, y, user, value); }

struct zn_problem zn_body_problem(double *scale) {
  const struct zn_body_pattern pattern = zn_body_pattern();
  for (int i = 0; i < zn_state_count(); i++) scale[i] = zn_state_info(i)->scale;
  return (struct zn_problem){.n = zn_state_count(),
                             .rates = rates,
                             .scale = scale,
                             .nonnegative = 1,
                             .derivatives = derivatives,
                             .column_start = pattern.column_start,
                             .row = pattern.row};
}

/* --- The cache ------------------------------------------------------------------------------------------------------------------- */

/* A cache file: what it is for, the digest of what follows, then the states. */
struct cached {
  char key[65], digest[65];
  size_t size;
};

/* A name for everything that a start state depends on: not on the number of lanes. */
static void key_of(char key[65], const struct zn_parameters *person, enum zn_branch branch) {
  struct {
    char equations[65];
    int branch;
    struct zn_parameters person;
  } all;
  memset(&all, 0, sizeof all);
  snprintf(all.equations, sizeof all.equations, "%s", ZN_MODEL_DIGEST);
  all.branch = branch;
  all.person = *person;
  SHA256Data((const uint8_t *)&all, sizeof all, key);
}

/* The path of a cache file; 0 when there is no room for it. */
static int name_of(char name[NAME_LENGTH], const char *folder, const char key[65]) {
  return snprintf(name, NAME_LENGTH, "%s/%s.start", folder, key) < NAME_LENGTH;
}

static int recall(const char *name, const char key[65], double *y) {
  const size_t size = (size_t)zn_state_count() * sizeof *y;
  struct cached head;
  char digest[65];
  FILE *file = fopen(name, "rb");
  if (!file) return 0;
  const int whole = fread(&head, sizeof head, 1, file) == 1 && head.size == size && fread(y, size, 1, file) == 1;
  fclose(file);
  if (!whole || memcmp(key, head.key, sizeof head.key) != 0) return 0;
  SHA256Data((const uint8_t *)y, size, digest);
  return memcmp(digest, head.digest, sizeof digest) == 0;
}

/* Written aside and renamed, so that a reader never sees half a file. A cache that cannot be written is only slower. */
static void remember(const char *name, const char *folder, const char key[65], const double *y) {
  struct cached head;
  memset(&head, 0, sizeof head);
  memcpy(head.key, key, sizeof head.key);
  head.size = (size_t)zn_state_count() * sizeof *y;
  SHA256Data((const uint8_t *)y, head.size, head.digest);
  char aside[NAME_LENGTH + 32];
  snprintf(aside, sizeof aside, "%s.%ld.%p", name, (long)getpid(), (const void *)y);
  mkdir(folder, 0777);
  FILE *file = fopen(aside, "wb");
  if (!file) return;
  const int written = fwrite(&head, sizeof head, 1, file) == 1 && fwrite(y, head.size, 1, file) == 1;
  if (fclose(file) == 0 && written && rename(aside, name) == 0) return;
  remove(aside);
}

/* --- The search ------------------------------------------------------------------------------------------------------------------ */

/* Those whose start state is not known yet; arrays [n], in the same order. */
struct search {
  int n;
  struct zn_start **start;
  struct zn_settling *settling;
  struct zn_parameters *steady; /* the people without meals: a body is at rest only in the mean of a day */
  double *scale;                /* [zn_state_count()] */
  struct zn_settle_options options;
};

static int prepare(struct search *search, int people) {
  const size_t n = (size_t)people + 1, states = (size_t)zn_state_count();
  *search = (struct search){.start = malloc(n * sizeof *search->start),
                            .settling = calloc(n, sizeof *search->settling),
                            .steady = malloc(n * sizeof *search->steady),
                            .scale = malloc(states * sizeof *search->scale)};
  if (!search->start || !search->settling || !search->steady || !search->scale) return 0;
  for (size_t i = 0; i < states; i++) search->scale[i] = zn_state_info((int)i)->scale;
  search->options = (struct zn_settle_options){
      .scale = search->scale, .time_scale_h = rest_time_h, .tolerance = rest_tolerance, .max_steps = SETTLE_STEPS};
  return 1;
}

static void clear(struct search *search) {
  free(search->start);
  free(search->settling);
  free(search->steady);
  free(search->scale);
}

/* The state kept, or a place in the search. */
static void look_up(struct search *search, struct zn_start *start, const char *folder) {
  struct zn_parameters *steady = &search->steady[search->n];
  char key[65], name[NAME_LENGTH];
  *steady = *start->person;
  steady->diet_in_meals = 0.0;
  if (folder) key_of(key, steady, start->branch);
  if (folder && name_of(name, folder, key) && recall(name, key, start->y)) {
    start->status = ZN_OK;
    return;
  }
  zn_body_guess(start->branch, steady, start->y);
  search->settling[search->n] = (struct zn_settling){.person = (const double *)steady, .y = start->y};
  search->start[search->n++] = start;
}

/* --- Those whom the shortcut does not bring to rest ----------------------------------------------------------------------------------- */

/* What a lane has come to: 1 when it is done. A body that has not gone twenty years in so many steps goes in circles. */
static int attend(struct zn_settling *s, const struct zn_rodas *rodas, int lane) {
  const enum zn_lane_state state = rodas->state[lane];
  const char *why = zn_lane_failure(state);
  if (why) s->status = zn_fail(&s->error, ZN_NUMERICAL, "no start state: the integration failed near %g h (%s)", rodas->time[lane], why);
  if (why || state == ZN_LANE_REJECTED) return why != NULL;
  return zn_rodas_is_there(rodas, lane) || rodas->steps[lane] >= FOLLOWED_STEPS;
}

/* Follows the trajectories of `n` people from where they stand; each ends at the state it has come to. */
static void follow(struct zn_settling *people, int n, struct zn_rodas *rodas) {
  struct zn_settling *seat[ZN_MOST_LANES] = {NULL};
  const int lanes = rodas->problem->lanes;
  int next = 0, seated = 0;
  do {
    for (int lane = 0; lane < lanes; lane++) {
      if (seat[lane] && attend(seat[lane], rodas, lane)) {
        if (seat[lane]->status == ZN_OK) zn_rodas_look(rodas, lane, rodas->time[lane], seat[lane]->y);
        zn_rodas_leave(rodas, lane);
        seat[lane] = NULL;
        seated--;
      }
      if (seat[lane] || next == n) continue;
      seat[lane] = &people[next++];
      seat[lane]->status = ZN_OK;
      zn_rodas_board(rodas, lane, 0.0, followed_h, seat[lane]->y, seat[lane]->person);
      seated++;
    }
    if (seated) zn_rodas_step(rodas);
  } while (seated);
}

/* Tries the shortcut again from where the trajectories have come to. Who does not rest even there goes in circles, and starts somewhere on
 * them: `come` [n][states] keeps the place. */
static void settle_again(const struct search *search, struct zn_settling *people, int n, const struct zn_lane_problem *problem,
                         double *come) {
  const size_t states = (size_t)problem->n;
  int again = 0;
  for (int k = 0; k < n; k++)
    if (people[k].status == ZN_OK) people[again++] = people[k];
  for (int k = 0; k < again; k++) memcpy(come + states * (size_t)k, people[k].y, states * sizeof *come);
  if (again) zn_settle(people, again, problem, &search->options);
  for (int k = 0; k < again; k++)
    if (people[k].status == ZN_NUMERICAL) memcpy(people[k].y, come + states * (size_t)k, states * sizeof *come);
}

/* Follows everybody whom the search did not bring to rest, each from the guess. */
static void follow_restless(struct search *search, struct zn_settling *people, double *come, void *memory,
                            const struct zn_lane_problem *problem) {
  const struct zn_rodas_options options = {.relative_tolerance = followed_tolerance, .scale = search->scale, .max_steps = MOST_STEPS};
  struct zn_rodas rodas;
  int n = 0;
  for (int k = 0; k < search->n; k++) {
    if (search->settling[k].status != ZN_NUMERICAL) continue;
    zn_body_guess(search->start[k]->branch, &search->steady[k], search->settling[k].y);
    people[n++] = search->settling[k];
  }
  zn_rodas_open(&rodas, problem, &options, memory);
  follow(people, n, &rodas);
  for (int k = 0, i = 0; k < search->n; k++)
    if (search->settling[k].status == ZN_NUMERICAL) search->settling[k] = people[i++];
  settle_again(search, people, n, problem, come);
}

static void mind_restless(struct search *search, int lanes) {
  const struct zn_lane_problem *problem = zn_body_lanes(lanes);
  int n = 0;
  for (int k = 0; k < search->n; k++) n += search->settling[k].status == ZN_NUMERICAL;
  if (n == 0) return;
  struct zn_settling *people = malloc((size_t)n * sizeof *people);
  double *come = malloc((size_t)n * (size_t)problem->n * sizeof *come);
  void *memory = aligned_alloc(ZN_LANE_ALIGNMENT, zn_rodas_room(problem));
  if (people && come && memory)
    follow_restless(search, people, come, memory, problem);
  else
    for (int k = 0; k < search->n; k++)
      if (search->settling[k].status == ZN_NUMERICAL)
        search->settling[k].status = zn_fail(&search->settling[k].error, ZN_MEMORY, "no memory to look for a start state");
  free(people);
  free(come);
  free(memory);
}

/* What the search came to, kept for the next time. */
static void conclude(const struct search *search, int k, const char *folder) {
  struct zn_start *start = search->start[k];
  char key[65], name[NAME_LENGTH];
  start->status = search->settling[k].status;
  start->error = search->settling[k].error;
  if (start->status != ZN_OK || !folder) return;
  key_of(key, &search->steady[k], start->branch);
  if (name_of(name, folder, key)) remember(name, folder, key, start->y);
}

void zn_start_states(struct zn_start *people, int n, int lanes, const char *cache_folder) {
  struct search search;
  if (prepare(&search, n)) {
    for (int i = 0; i < n; i++) look_up(&search, &people[i], cache_folder);
    if (search.n > 0) zn_settle(search.settling, search.n, zn_body_lanes(lanes), &search.options);
    mind_restless(&search, lanes);
    for (int k = 0; k < search.n; k++) conclude(&search, k, cache_folder);
  } else
    for (int i = 0; i < n; i++) people[i].status = zn_fail(&people[i].error, ZN_MEMORY, "no memory to look for a start state");
  clear(&search);
}

enum zn_status zn_start_state(double *y, const struct zn_parameters *person, enum zn_branch branch, const char *cache_folder,
                              struct zn_error *error) {
  struct zn_start start = {.person = person, .branch = branch, .y = y};
  zn_start_states(&start, 1, 1, cache_folder);
  if (start.status != ZN_OK && error) *error = start.error;
  return start.status;
}
