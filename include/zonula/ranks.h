/* Ranks: the processes of one job, which share a trial (struct zn_ranks, trial.h). A library of its own, zonula_ranks, which speaks MPI
 * where it was built with it; libzonula knows nothing of MPI. */
#ifndef ZONULA_RANKS_H
#define ZONULA_RANKS_H

#include "trial.h"

enum { ZN_RANKS_NOTE = 512 };

/* Joins the processes that were started together with this one, by mpirun or srun. Alone, MPI is never entered, and *ranks is NULL.
 *
 * Of processes that were started together but cannot know of each other (this program was built without MPI, or srun was not told to speak
 * PMIx) *ranks is NULL as well: they are strangers who may share the folder. The first of them finds in `note` what to tell the user;
 * otherwise it is empty.
 *
 * All members of a job call this, and zn_ranks_close, once, whatever happens in between. What *ranks offers may be called from any thread,
 * but from one at a time. Where MPI itself fails it ends the whole job and says so: what is whole in the folder stays. ZN_MEMORY; ZN_INPUT
 * when this MPI cannot be called from threads. */
enum zn_status zn_ranks_open(struct zn_ranks **ranks, char note[ZN_RANKS_NOTE], struct zn_error *error);

/* Where to begin in a list that is shared with strangers (zn_trial_options.begin), so that they seldom reach for the same: the place of
 * this process among the tasks of a job array, or of a launcher that could not make them ranks. 0 for ranks, and alone. */
double zn_ranks_begin(const struct zn_ranks *ranks);

/* Waits for all ranks and leaves. `ranks` may be NULL. */
void zn_ranks_close(struct zn_ranks *ranks);

/* The MPI that this program speaks, as it names itself: "Open MPI v4.1.4 ..."; "none". Static. */
const char *zn_ranks_mpi(void);

#endif
