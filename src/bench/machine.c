#define _POSIX_C_SOURCE 200809L
#include "machine.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static double read_clock(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double zn_wall_s(void) { return read_clock(CLOCK_MONOTONIC); }
double zn_processor_s(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

void zn_machine_name(char *name, size_t room) {
  static const char key[] = "model name";
  char line[256];
  FILE *file = fopen("/proc/cpuinfo", "r");
  snprintf(name, room, "unknown");
  while (file && fgets(line, sizeof line, file)) {
    const char *value = strncmp(line, key, sizeof key - 1) == 0 ? strchr(line, ':') : NULL;
    if (!value) continue;
    value += 1 + strspn(value + 1, " \t");
    snprintf(name, room, "%.*s", (int)strcspn(value, "\n"), value);
    break;
  }
  if (file) fclose(file);
}
