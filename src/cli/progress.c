#define _POSIX_C_SOURCE 200809L
#include "progress.h"

#include <signal.h>
#include <time.h>

#include "json.h"
#include "say.h"

enum { BAR_WIDTH = 30 };

/* Seconds between two reports, by way. */
static const double pause_s[] = {[CLI_PROGRESS_BAR] = 0.1, [CLI_PROGRESS_LOG] = 3.0, [CLI_PROGRESS_JSON] = 0.5};

/* A signal can reach nothing but a global. Which one asked first; 0: none. */
static volatile sig_atomic_t asked_to_stop;

static void stop(int signal_number) {
  if (!asked_to_stop) asked_to_stop = signal_number;
}

int cli_progress_was_terminated(void) { return asked_to_stop == SIGTERM; }

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void cli_progress_begin(struct cli_progress *progress, const struct cli_options *options) {
  const enum cli_progress_way visible = options->json ? CLI_PROGRESS_JSON : cli_is_terminal(stderr) ? CLI_PROGRESS_BAR : CLI_PROGRESS_LOG;
  *progress = (struct cli_progress){.way = options->quiet ? CLI_PROGRESS_NONE : visible, .began_s = now_s(), .what = "people"};
  progress->said_s = progress->began_s;
  asked_to_stop = 0;
  sigaction(SIGINT, &(struct sigaction){.sa_handler = stop, .sa_flags = (int)SA_RESETHAND | SA_RESTART}, NULL);
  sigaction(SIGTERM, &(struct sigaction){.sa_handler = stop, .sa_flags = SA_RESTART}, NULL);
}

/* "4 s", "3 min", "2 h". */
static void duration_text(char text[16], double seconds) {
  if (seconds < 90.0)
    snprintf(text, 16, "%.0f s", seconds);
  else if (seconds < 5400.0)
    snprintf(text, 16, "%.0f min", seconds / 60.0);
  else
    snprintf(text, 16, "%.0f h", seconds / 3600.0);
}

static void say_bar(const char *of, const char *what, int done, int all, double rate, const char *left) {
  static const char full[] = "##############################", empty[] = "..............................";
  _Static_assert(sizeof full == BAR_WIDTH + 1 && sizeof empty == BAR_WIDTH + 1, "a bar is as wide as it is drawn");
  const int filled = (int)((double)done / all * BAR_WIDTH);
  fprintf(stderr, "\r[%.*s%.*s] %d of %d %s, %.3g a second, %s left%s%s\033[K", filled, full, BAR_WIDTH - filled, empty, done, all, what,
          rate, left, *of ? ": " : "", of);
  fflush(stderr);
}

static void say(struct cli_progress *progress, int done, int all, double passed_s) {
  const double rate = done / passed_s, left_s = (all - done) / rate;
  const char *of = progress->of ? progress->of : "";
  char left[16], rate_key[32];
  duration_text(left, left_s);
  snprintf(rate_key, sizeof rate_key, "%s_per_s", progress->what);
  if (progress->way == CLI_PROGRESS_BAR)
    say_bar(of, progress->what, done, all, rate, left);
  else if (progress->way == CLI_PROGRESS_LOG)
    fprintf(stderr, "%d of %d %s, %.3g a second, %s left%s%s\n", done, all, progress->what, rate, left, *of ? ": " : "", of);
  else if (*of)
    cli_json_line(stderr, json_pack("{s:{s:i, s:i, s:f, s:f, s:s}}", "progress", "done", done, "all", all, rate_key, rate, "left_s", left_s,
                                    "experiment", of));
  else
    cli_json_line(stderr, json_pack("{s:{s:i, s:i, s:f, s:f}}", "progress", "done", done, "all", all, rate_key, rate, "left_s", left_s));
  progress->shown = progress->way == CLI_PROGRESS_BAR;
}

int cli_progress_tell(void *context, int done, int all) {
  struct cli_progress *progress = context;
  const double now = now_s();
  const int last = done == all && progress->way == CLI_PROGRESS_JSON;
  if (progress->way != CLI_PROGRESS_NONE && now > progress->began_s && (last || now - progress->said_s >= pause_s[progress->way])) {
    say(progress, done, all, now - progress->began_s);
    progress->said_s = now;
  }
  return asked_to_stop != 0;
}

void cli_progress_end(struct cli_progress *progress) {
  if (progress->shown) fputs("\r\033[K", stderr);
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}
