#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { OUT, ERR, STREAMS, MOST_VARIABLES = 16 };

/* A growing text. */
struct heard {
  char *text;
  size_t bytes;
};

static int hear(struct heard *heard, int file) {
  char part[4096];
  const ssize_t n = read(file, part, sizeof part);
  if (n < 0 && errno == EINTR) return 1;
  if (n <= 0) return 0;
  heard->text = realloc(heard->text, heard->bytes + (size_t)n + 1);
  if (!heard->text) fail_msg("no memory");
  memcpy(heard->text + heard->bytes, part, (size_t)n);
  heard->bytes += (size_t)n;
  heard->text[heard->bytes] = '\0';
  return 1;
}

static void become(const char *const words[], const char *const extra[], const int stream[STREAMS]) {
  for (int i = 0; extra && extra[i] && i < MOST_VARIABLES; i++) putenv((char *)extra[i]);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  dup2(stream[OUT], STDOUT_FILENO);
  dup2(stream[ERR], STDERR_FILENO);
  execv(words[0], (char *const *)words);
  _exit(127);
}

/* Reads both streams to their end; sends a signal (if not 0) to the program once something came on standard error. */
static void listen_to(struct heard heard[STREAMS], const int file[STREAMS], pid_t program, int signal_number) {
  struct pollfd wait_for[STREAMS] = {{.fd = file[OUT], .events = POLLIN}, {.fd = file[ERR], .events = POLLIN}};
  while (wait_for[OUT].fd >= 0 || wait_for[ERR].fd >= 0) {
    if (poll(wait_for, STREAMS, -1) < 0) continue;
    for (int i = 0; i < STREAMS; i++)
      if (wait_for[i].revents && !hear(&heard[i], wait_for[i].fd)) wait_for[i].fd = -1;
    if (signal_number && heard[ERR].bytes) kill(program, signal_number), signal_number = 0;
  }
}

static struct program_said finish(pid_t child, struct heard heard[STREAMS]) {
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) != child) fail_msg("the program got lost");
  for (int i = 0; i < STREAMS; i++)
    if (!heard[i].text) heard[i].text = calloc(1, 1);
  return (struct program_said){.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                               .out = heard[OUT].text,
                               .err = heard[ERR].text,
                               .out_bytes = heard[OUT].bytes,
                               .peak_kib = usage.ru_maxrss};
}

static struct program_said run(const char *const words[], const char *const extra[], int signal_number) {
  int out[2], err[2];
  struct heard heard[STREAMS] = {{0}};
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) fail_msg("no pipes");
  const pid_t child = fork();
  if (child < 0) fail_msg("no process");
  if (child == 0) become(words, extra, (int[STREAMS]){out[1], err[1]});
  close(out[1]);
  close(err[1]);
  listen_to(heard, (int[STREAMS]){out[0], err[0]}, child, signal_number);
  close(out[0]);
  close(err[0]);
  return finish(child, heard);
}

struct program_said program_run(const char *const words[], const char *const extra[]) {
  return run(words, extra, 0);
}
struct program_said program_run_and_interrupt(const char *const words[], const char *const extra[]) {
  return run(words, extra, SIGINT);
}
struct program_said program_run_and_signal(const char *const words[], const char *const extra[], int signal_number) {
  return run(words, extra, signal_number);
}

struct program_said program_run_on_terminal(const char *const words[], const char *const extra[]) {
  struct heard heard[STREAMS] = {{0}};
  const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) fail_msg("no terminal");
  const int terminal = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  ioctl(terminal, TIOCSWINSZ, &(struct winsize){.ws_row = 40, .ws_col = 100});
  const pid_t child = fork();
  if (child < 0) fail_msg("no process");
  if (child == 0) become(words, extra, (int[STREAMS]){terminal, terminal});
  close(terminal);
  while (hear(&heard[OUT], master)) continue;
  close(master);
  return finish(child, heard);
}

void program_forget(struct program_said *said) {
  free(said->out);
  free(said->err);
  *said = (struct program_said){0};
}
