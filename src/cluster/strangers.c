#include "strangers.h"

#include <stdio.h>
#include <stdlib.h>

void zn_strangers_note(char note[ZN_RANKS_NOTE], const struct zn_launch *launch) {
  *note = '\0';
  if (!launch->by || launch->joins || launch->task > 0) return;
  snprintf(note, ZN_RANKS_NOTE,
           "%s started %d tasks that do not know of each other; they share the folder through its locks, which is as fast, but each tells "
           "its own progress and only one of them answers; %s",
           launch->by, launch->tasks, launch->remedy);
}

/* 0 where there is none, as where it makes no sense. */
static double number(const char *name) {
  const char *text = getenv(name);
  return text ? strtod(text, NULL) : 0.0;
}

double zn_ranks_begin(const struct zn_ranks *ranks) {
  if (ranks) return 0.0;
  const struct zn_launch launch = zn_launch_read(ZN_LAUNCH_NO_MPI);
  const double tasks = number("SLURM_ARRAY_TASK_COUNT"), step = number("SLURM_ARRAY_TASK_STEP");
  const double task = (number("SLURM_ARRAY_TASK_ID") - number("SLURM_ARRAY_TASK_MIN")) / (step >= 1.0 ? step : 1.0);
  const double mine = (double)launch.task / launch.tasks;
  return tasks >= 1.0 && task >= 0.0 && task < tasks ? (task + mine) / tasks : mine;
}
