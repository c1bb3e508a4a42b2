#define _POSIX_C_SOURCE 200809L
#include "progress.h"

#include <signal.h>
#include <string.h>
#include <time.h>

#include "json.h"
#include "say.h"

enum { BAR_WIDTH = 30, FEWEST_TO_JUDGE = 30 }; /* the first people of a trial come back together */

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

/* A bar of which `share` is full, and a line behind it, cut where the terminal ends: a second line would stay. */
static void say_bar(double share, const char *line) {
  static const char full[] = "##############################", empty[] = "..............................";
  _Static_assert(sizeof full == BAR_WIDTH + 1 && sizeof empty == BAR_WIDTH + 1, "a bar is as wide as it is drawn");
  const int filled = (int)(share * BAR_WIDTH), room = cli_columns(stderr) - BAR_WIDTH - 4;
  fprintf(stderr, "\r[%.*s%.*s] %.*s\033[K", filled, full, BAR_WIDTH - filled, empty, room > 0 ? room : 0, line);
  fflush(stderr);
}

static void say(struct cli_progress *progress, int done, int all, double passed_s) {
  const double rate = done / passed_s, left_s = (all - done) / rate;
  const char *of = progress->of ? progress->of : "";
  char left[16], rate_key[32], line[240];
  duration_text(left, left_s);
  snprintf(rate_key, sizeof rate_key, "%s_per_s", progress->what);
  snprintf(line, sizeof line, "%d of %d %s, %.3g a second, %s left%s%s", done, all, progress->what, rate, left, *of ? ": " : "", of);
  if (progress->way == CLI_PROGRESS_BAR)
    say_bar((double)done / all, line);
  else if (progress->way == CLI_PROGRESS_LOG)
    fprintf(stderr, "%s\n", line);
  else if (*of)
    cli_json_line(stderr, json_pack("{s:{s:i, s:i, s:f, s:f, s:s}}", "progress", "done", done, "all", all, rate_key, rate, "left_s", left_s,
                                    "experiment", of));
  else
    cli_json_line(stderr, json_pack("{s:{s:i, s:i, s:f, s:f}}", "progress", "done", done, "all", all, rate_key, rate, "left_s", left_s));
  progress->shown = progress->way == CLI_PROGRESS_BAR;
}

/* Whether it is time to say something again; then that moment is remembered. */
static int is_due(struct cli_progress *progress, double now, int last) {
  const int due = progress->way != CLI_PROGRESS_NONE && now > progress->began_s &&
                  ((last && progress->way == CLI_PROGRESS_JSON) || now - progress->said_s >= pause_s[progress->way]);
  if (due) progress->said_s = now;
  return due;
}

int cli_progress_tell(void *context, int done, int all) {
  struct cli_progress *progress = context;
  const double now = now_s();
  if (is_due(progress, now, done == all)) say(progress, done, all, now - progress->began_s);
  return asked_to_stop != 0;
}

/* --- Trials --------------------------------------------------------------------------------------------------------------------------- */

/* What a trial's line says besides how far it is; "" where there is nothing. */
static void trial_notes(char text[120], const struct zn_trial_progress *t) {
  int n = t->failed ? snprintf(text, 120, ", %lld failed", (long long)t->failed) : 0;
  text[n] = '\0';
  if (t->kept) n += snprintf(text + n, 120 - (size_t)n, ", %lld kept from before", (long long)t->kept);
  if (t->ranks > 1) snprintf(text + n, 120 - (size_t)n, ", %d processes", t->ranks);
}

/* What was kept from before was not simulated now, so it tells nothing of the speed. */
static void say_trial(struct cli_progress *progress, const struct zn_trial_progress *t, double passed_s) {
  const double rate = (double)(t->done - t->kept) / passed_s, left_s = (double)(t->people - t->done) / rate;
  char left[24] = "time unknown", notes[120], line[240];
  if (t->done - t->kept >= FEWEST_TO_JUDGE) duration_text(left, left_s), strcat(left, " left");
  trial_notes(notes, t);
  snprintf(line, sizeof line, "%lld of %lld people, %.3g a second, %s%s", (long long)t->done, (long long)t->people, rate, left, notes);
  if (progress->way == CLI_PROGRESS_BAR)
    say_bar((double)t->done / (double)t->people, line);
  else if (progress->way == CLI_PROGRESS_LOG)
    fprintf(stderr, "%s\n", line);
  else
    cli_json_line(stderr, json_pack("{s:{s:I, s:I, s:f, s:o, s:I, s:I, s:i}}", "progress", "done", (json_int_t)t->done, "all",
                                    (json_int_t)t->people, "people_per_s", rate, "left_s", cli_json_number(left_s), "failed",
                                    (json_int_t)t->failed, "kept", (json_int_t)t->kept, "processes", t->ranks));
  progress->shown = progress->way == CLI_PROGRESS_BAR;
}

int cli_progress_trial(void *context, const struct zn_trial_progress *trial) {
  struct cli_progress *progress = context;
  const double now = now_s();
  if (is_due(progress, now, trial->done == trial->people)) say_trial(progress, trial, now - progress->began_s);
  return asked_to_stop != 0;
}

void cli_progress_end(struct cli_progress *progress) {
  if (progress->shown) fputs("\r\033[K", stderr);
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}
