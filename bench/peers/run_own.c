/* run_own BUNDLE ENGINE RTOL...: one of Zonula's engines on the scenario, one line of JSON for each tolerance.
 * run_own engines: which there are on this machine: cvode, lanes1, lanes2, lanes4, lanes8. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bundle.h"
#include "own.h"
#include "solve/rodas.h"
#include "zonula/zonula.h"

/* The list of people is gone through until this is over, so that lanes are not measured while they run empty at the end, and a fast
 * engine is not measured by a coarse clock. */
static const double shortest_s = 0.5;

/* Time of this process on a processor: somebody else's work does not count. */
static double clock_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static long go(const struct bundle *b, const char *engine, double rtol, int times_over, double *y) {
  if (strcmp(engine, "cvode") == 0) return own_cvode(b, rtol, times_over, y);
  if (strncmp(engine, "lanes", 5) == 0) return own_lanes(b, atoi(engine + 5), rtol, times_over, y);
  bundle_die("there is no engine %s", engine);
}

static void measure(const struct bundle *b, const char *engine, double rtol, double *y) {
  double begin = clock_s();
  go(b, engine, rtol, 1, y);
  const int times_over = 1 + (int)(shortest_s / (clock_s() - begin + 1e-6));
  memset(y, 0, (size_t)b->people * (size_t)b->times * (size_t)b->states * sizeof *y);
  begin = clock_s();
  const long steps = go(b, engine, rtol, times_over, y);
  const double seconds = clock_s() - begin;
  printf(
      "{\"engine\": \"%s\", \"rtol\": %g, \"people\": %d, \"seconds\": %.6g, \"persons_per_s\": %.6g, \"error\": %.4g, \"steps\": %.5g, "
      "\"with\": \"%s\"}\n",
      engine, rtol, times_over * b->people, seconds, times_over * b->people / seconds, bundle_error(b, y), (double)steps / b->people,
      strcmp(engine, "cvode") == 0 ? zn_cvode_build() : "Rodas5P");
  fflush(stdout);
}

static void say_engines(void) {
  for (int lanes = ZN_MOST_LANES; lanes >= 1; lanes /= 2)
    if (zn_lanes_fit(lanes)) printf("lanes%d ", lanes);
  puts("cvode");
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "engines") == 0) {
    say_engines();
    return 0;
  }
  if (argc < 4) bundle_die("usage: run_own BUNDLE ENGINE RTOL..., or run_own engines");
  struct bundle b;
  bundle_read(&b, argv[1]);
  double *y = calloc((size_t)b.people * (size_t)b.times * (size_t)b.states, sizeof *y);
  if (!y) bundle_die("there is not enough memory");
  for (int i = 3; i < argc; i++) measure(&b, argv[2], atof(argv[i]), y);
  free(y);
  bundle_clear(&b);
  return 0;
}
