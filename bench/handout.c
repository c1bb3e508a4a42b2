/* handout [SECONDS]: how fast rank 0 hands out pieces while it works itself and never asks for any.
 *
 * Under mpirun or srun. All other ranks ask as fast as they can for so long (default: 2 s). Prints how many numbers were given in a second,
 * and half and 99 % of the waits of one rank. bench/scaling.sh. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "zonula/ranks.h"

enum { MOST_WAITS = 1000000 };

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int by_size(const void *a, const void *b) {
  const float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

/* Asks until the time is over; how often. Keeps the latest waits. */
static int ask(const struct zn_ranks *ranks, double seconds, float *wait_us) {
  int n = 0;
  const double end = now_s() + seconds;
  for (double now = now_s(); now < end;) {
    const double before = now;
    ranks->next(ranks->context);
    now = now_s();
    wait_us[n++ % MOST_WAITS] = (float)(1e6 * (now - before));
  }
  return n;
}

static void work(double seconds) {
  for (const double end = now_s() + seconds; now_s() < end;) continue;
}

int main(int argc, char **argv) {
  struct zn_ranks *ranks;
  struct zn_error error = {0};
  char note[ZN_RANKS_NOTE];
  const double seconds = argc > 1 ? atof(argv[1]) : 2.0;
  if (zn_ranks_open(&ranks, note, &error) != ZN_OK) return fprintf(stderr, "%s\n", error.text), 1;
  if (!ranks) return fputs("handout: start me under mpirun or srun, with two ranks at least\n", stderr), 1;
  float *wait_us = malloc(MOST_WAITS * sizeof *wait_us);
  if (!wait_us) return 1;
  ranks->meet(ranks->context, ZN_OK);
  const int mine = ranks->rank == 0 ? (work(seconds), 0) : ask(ranks, seconds, wait_us);
  ranks->meet(ranks->context, ZN_OK);
  if (ranks->rank == 0)
    printf("%d ranks that ask: %.0f numbers a second\n", ranks->count - 1, (double)ranks->next(ranks->context) / seconds);
  if (ranks->rank == 1 && mine > 0) {
    const int kept = mine < MOST_WAITS ? mine : MOST_WAITS;
    qsort(wait_us, (size_t)kept, sizeof *wait_us, by_size);
    printf("rank 1 waited %.3g us for half of its numbers, %.3g us for one in a hundred, %.3g us at most\n", wait_us[kept / 2],
           wait_us[kept - 1 - kept / 100], wait_us[kept - 1]);
  }
  free(wait_us);
  zn_ranks_close(ranks);
  return 0;
}
