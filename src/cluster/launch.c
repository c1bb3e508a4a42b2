#include "launch.h"

#include <stddef.h>
#include <stdlib.h>

static const char no_mpi[] = "this program was built without MPI: build it where CMake finds an MPI for C",
                  no_pmix[] = "srun was not told to speak PMIx: use srun --mpi=pmix, or mpirun in the job",
                  no_pmi[] = "srun was not told to speak PMI: use srun --mpi=pmi2, or mpiexec in the job",
                  other_mpi[] = "mpirun belongs to another MPI than the one this program was built with: zonula version names that";

/* The whole number in an environment variable; -1: there is none. */
static int number(const char *name) {
  const char *text = getenv(name);
  char *end;
  if (!text || !*text) return -1;
  const long value = strtol(text, &end, 10);
  return *end || value < 0 || value > 100000000 ? -1 : (int)value;
}

/* The step has as many tasks as the launcher that was found, so it is srun itself. */
static int is_of_srun(const struct zn_launch *launch) {
  return !getenv("OMPI_COMM_WORLD_SIZE") && number("SLURM_STEP_NUM_TASKS") == launch->tasks;
}

/* Sets who started this process; what is asked first wins, since an mpirun may itself be the only task of a step of srun. */
static void find_launcher(struct zn_launch *launch) {
  static const struct {
    const char *task, *tasks, *by;
  } known[] = {{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "mpirun"},
               {"PMI_RANK", "PMI_SIZE", "mpirun"},
               {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "srun"}};
  for (size_t i = 0; i < sizeof known / sizeof *known && !launch->by; i++) {
    const int task = number(known[i].task), tasks = number(known[i].tasks);
    if (tasks > 1 && task >= 0 && task < tasks) *launch = (struct zn_launch){.task = task, .tasks = tasks, .by = known[i].by};
    if (tasks == 1) return; /* started as the only one */
  }
  if (launch->by && is_of_srun(launch)) launch->by = "srun"; /* which can speak PMI */
}

/* NULL: the MPI of this program finds the other tasks. */
static const char *remedy(enum zn_launch_kind kind, const struct zn_launch *launch) {
  const int pmix = getenv("PMIX_RANK") != NULL, pmi = getenv("PMI_RANK") != NULL, own = getenv("OMPI_COMM_WORLD_SIZE") != NULL;
  const int by_srun = launch->by[0] == 's';
  if (kind == ZN_LAUNCH_NO_MPI) return no_mpi;
  if (pmix) return NULL;
  if (kind == ZN_LAUNCH_OPEN_MPI) return own ? NULL : by_srun ? no_pmix : other_mpi;
  return pmi ? NULL : by_srun ? no_pmi : other_mpi;
}

struct zn_launch zn_launch_read(enum zn_launch_kind kind) {
  struct zn_launch launch = {.tasks = 1};
  find_launcher(&launch);
  if (launch.by) launch.remedy = remedy(kind, &launch);
  launch.joins = launch.by && !launch.remedy;
  return launch;
}
