/* One of several processes that share work: rank_at_work PIECES BUSY_MS [STATUS RANK]. Takes numbers until there are no more, and does
 * nothing else with each than to keep its core busy for a while without entering MPI. Writes what it got: "rank 1 of 3 piece 7"; then
 * "rank 1 sums 30 3 worst 0 longest 12": sums over all ranks, what meet() gave, and how many ms it waited for a number at most. With
 * STATUS and RANK, that rank comes to the meeting with that status; with "leaves" instead of a status it leaves at once. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "zonula/ranks.h"

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static void be_busy(double ms) {
  const double begin = now_ms();
  while (now_ms() - begin < ms) continue;
}

static double work(const struct zn_ranks *ranks, int64_t pieces, double busy_ms) {
  double longest_ms = 0.0;
  for (;;) {
    const double asked_ms = now_ms();
    const int64_t piece = ranks->next(ranks->context);
    const double waited_ms = now_ms() - asked_ms;
    longest_ms = waited_ms > longest_ms ? waited_ms : longest_ms;
    if (piece >= pieces) return longest_ms;
    printf("rank %d of %d piece %lld\n", ranks->rank, ranks->count, (long long)piece);
    be_busy(ranks->rank == 0 ? 10.0 * busy_ms : busy_ms);
    ranks->tell(ranks->context, 10, 1);
  }
}

int main(int argc, char **argv) {
  if (argc != 3 && argc != 5) return 2;
  struct zn_ranks *ranks;
  struct zn_error error = {0};
  char note[ZN_RANKS_NOTE];
  int64_t done, failed;
  if (zn_ranks_open(&ranks, note, &error) != ZN_OK) return fprintf(stderr, "%s\n", error.text), 1;
  if (*note) printf("note: %s\n", note);
  if (!ranks) return puts("alone"), 0;
  const int differs = argc == 5 && atoi(argv[4]) == ranks->rank;
  if (differs && strcmp(argv[3], "leaves") == 0) return zn_ranks_close(ranks), 0;
  const double longest_ms = work(ranks, atoll(argv[1]), atof(argv[2]));
  const enum zn_status worst = ranks->meet(ranks->context, differs ? (enum zn_status)atoi(argv[3]) : ZN_OK);
  ranks->hear(ranks->context, &done, &failed);
  printf("rank %d sums %lld %lld worst %d longest %.0f\n", ranks->rank, (long long)done, (long long)failed, (int)worst, longest_ms);
  zn_ranks_close(ranks);
  return 0;
}
