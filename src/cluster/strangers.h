/* What is told to tasks that were started together and cannot know of each other. */
#ifndef ZN_CLUSTER_STRANGERS_H
#define ZN_CLUSTER_STRANGERS_H

#include "launch.h"
#include "zonula/ranks.h"

/* Fills the note, for the first task only, so that it is told once; empties it where there is nothing to say. */
void zn_strangers_note(char note[ZN_RANKS_NOTE], const struct zn_launch *launch);

#endif
