#include "strangers.h"

#include <stdio.h>

void zn_strangers_note(char note[ZN_RANKS_NOTE], const struct zn_launch *launch) {
  *note = '\0';
  if (!launch->by || launch->joins || launch->task > 0) return;
  snprintf(note, ZN_RANKS_NOTE,
           "%s started %d tasks that do not know of each other; they share the folder through its locks, which is as fast, but each tells "
           "its own progress and only one of them answers; %s",
           launch->by, launch->tasks, launch->remedy);
}
