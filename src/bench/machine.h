/* The machine that measures: its name, and its clocks. */
#ifndef ZN_BENCH_MACHINE_H
#define ZN_BENCH_MACHINE_H

#include <stddef.h>

/* Seconds of the clock on the wall, and of this thread's processor time. */
double zn_wall_s(void);
double zn_processor_s(void);

/* The processor's name for itself; "unknown" where the system does not tell. */
void zn_machine_name(char *name, size_t room);

#endif
