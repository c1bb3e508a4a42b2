/* Runs a program as a user would and keeps what it said. */
#ifndef ZN_TESTS_PROGRAM_H
#define ZN_TESTS_PROGRAM_H

#include <stddef.h>
#include <sys/types.h>

/* What a program did. Free with program_forget. */
struct program_said {
  int code;        /* exit status, or 128 + signal */
  char *out, *err; /* 0-terminated */
  size_t out_bytes;
  long peak_kib; /* largest memory it held */
};

/* Runs `words` (NULL at the end; words[0] is the path) in the current folder, with the variables "NAME=value" of `extra` (may be
 * NULL) besides the test's own. */
struct program_said program_run(const char *const words[], const char *const extra[]);
/* The same on a terminal of 100 columns: both streams end up in `out`, as a person would see them. */
struct program_said program_run_on_terminal(const char *const words[], const char *const extra[]);
/* The same, and sends a signal (SIGINT) once standard error has begun to say something. */
struct program_said program_run_and_signal(const char *const words[], const char *const extra[], int signal_number);
struct program_said program_run_and_interrupt(const char *const words[], const char *const extra[]);
void program_forget(struct program_said *said);

#endif
