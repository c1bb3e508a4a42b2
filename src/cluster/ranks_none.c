/* Built where there is no MPI. */
#include <stddef.h>

#include "strangers.h"

enum zn_status zn_ranks_open(struct zn_ranks **ranks, char note[ZN_RANKS_NOTE], struct zn_error *error) {
  const struct zn_launch launch = zn_launch_read(ZN_LAUNCH_NO_MPI);
  (void)error;
  *ranks = NULL;
  zn_strangers_note(note, &launch);
  return ZN_OK;
}

void zn_ranks_close(struct zn_ranks *ranks) { (void)ranks; }

const char *zn_ranks_mpi(void) { return "none"; }
