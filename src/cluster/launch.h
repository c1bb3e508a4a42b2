/* Who started this process, and with how many others: read from the environment, before anything of MPI is entered. */
#ifndef ZN_CLUSTER_LAUNCH_H
#define ZN_CLUSTER_LAUNCH_H

/* Which launchers an MPI can join. */
enum zn_launch_kind {
  ZN_LAUNCH_NO_MPI,
  ZN_LAUNCH_OPEN_MPI, /* its own mpirun; PMIx */
  ZN_LAUNCH_OTHER_MPI /* MPICH and what descends from it: PMI; PMIx */
};

struct zn_launch {
  int task, tasks;    /* 0, 1: alone */
  int joins;          /* MPI will find the others */
  const char *by;     /* "mpirun", "srun"; NULL: alone. Static */
  const char *remedy; /* what to do so that it does; NULL where it does. Static */
};

struct zn_launch zn_launch_read(enum zn_launch_kind kind);

#endif
