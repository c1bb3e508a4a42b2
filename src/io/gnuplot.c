#define _POSIX_C_SOURCE 200809L
#include "gnuplot.h"

#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/status.h"

/* Widths of text are estimated by gnuplot for this family; every system has one of the list. */
static const char family[] = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

void zn_gnuplot_figure(struct zn_writer *script, const char *name, int width, int height) {
  zn_writer_format(script,
                   "reset\n"
                   "set encoding utf8\n"
                   "set terminal svg size %d,%d dynamic noenhanced font 'Helvetica,12' rounded name '%s'\n"
                   "set border 3 lc rgb '#8a8f98' lw 1\n"
                   "set tics nomirror out scale 0.6 textcolor rgb '#3c4149'\n"
                   "set grid back lc rgb '#e6e8eb' lw 1\n"
                   "unset key\n",
                   width, height, name);
}

/* Inside single quotes all is text but the quote itself. Doubling it is what the manual says, yet not at the start of a string:
 * quotes of printers do no harm anywhere. */
void zn_gnuplot_text(struct zn_writer *script, const char *text) {
  zn_writer_add(script, "'");
  for (size_t plain; *text; text += plain + (text[plain] != '\0')) {
    plain = strcspn(text, "'`\n\r");
    zn_writer_add_bytes(script, text, plain);
    if (text[plain] == '\'') zn_writer_add(script, "’");
    if (text[plain] == '`') zn_writer_add(script, "‘");
    if (text[plain] == '\n' || text[plain] == '\r') zn_writer_add(script, " ");
  }
  zn_writer_add(script, "'");
}

/* A mark's words: plain where they are short, "10⁻⁵" elsewhere. */
static void log_tic(struct zn_writer *script, int factor, int power, int first) {
  static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  const int size = power < 0 ? -power : power;
  zn_writer_add(script, first ? "'" : ", '");
  if (power >= -3 && power <= 4)
    zn_writer_format(script, "%g", factor * pow(10.0, power));
  else
    zn_writer_format(script, "10%s%s%s", power < 0 ? "⁻" : "", size >= 10 ? raised[size / 10 % 10] : "", raised[size % 10]);
  zn_writer_format(script, "' %de%d", factor, power);
}

void zn_gnuplot_log_tics(struct zn_writer *script, char axis, double low, double high) {
  static const int factors[] = {1, 2, 5};
  const double decades = log10(high / low);
  const int stride = 1 + (int)(decades / 7.0), each = decades < 2.2 ? 3 : 1;
  int n = 0;
  zn_writer_format(script, "set m%ctics 1\nset %ctics (", axis, axis);
  for (int power = (int)floor(log10(low)); power <= (int)ceil(log10(high)); power++)
    for (int i = 0; i < each; i++) {
      const double value = factors[i] * pow(10.0, power);
      if (power % stride == 0 && value >= low && value <= high) log_tic(script, factors[i], power, n++ == 0);
    }
  zn_writer_add(script, ")\n");
}

void zn_gnuplot_widen(struct zn_gnuplot_span *span, double value) {
  if (!(value > 0.0) || !isfinite(value)) return;
  span->low = fmin(span->low, value);
  span->high = fmax(span->high, value);
}

void zn_gnuplot_log_axis(struct zn_writer *script, char axis, struct zn_gnuplot_span span, double room) {
  const double low = span.low / room, high = span.high * room;
  zn_writer_format(script, "set logscale %c\nset %crange [%.6g:%.6g]\n", axis, axis, low, high);
  zn_gnuplot_log_tics(script, axis, low, high);
}

/* --- The program ------------------------------------------------------------------------------------------------------------------ */

/* What goes into the program and what comes out: files without names, so that neither side can make the other wait. */
struct channels {
  FILE *script, *drawn, *complaints;
};

static void close_channels(struct channels *c) {
  if (c->script) fclose(c->script);
  if (c->drawn) fclose(c->drawn);
  if (c->complaints) fclose(c->complaints);
}

static enum zn_status open_channels(struct channels *c, const struct zn_writer *script, struct zn_error *error) {
  *c = (struct channels){tmpfile(), tmpfile(), tmpfile()};
  if (!c->script || !c->drawn || !c->complaints || fwrite(script->data, 1, script->length, c->script) != script->length ||
      fflush(c->script) != 0 || fseek(c->script, 0, SEEK_SET) != 0)
    return zn_fail(error, ZN_IO, "no temporary file for the figures: %s", strerror(errno));
  return ZN_OK;
}

/* Everything in a file from its start. */
static enum zn_status read_all(FILE *file, struct zn_writer *text, struct zn_error *error) {
  char block[16384];
  zn_writer_add(text, "");
  rewind(file);
  for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;) zn_writer_add_bytes(text, block, n);
  return ferror(file) ? zn_fail(error, ZN_IO, "the figures cannot be read back: %s", strerror(errno))
                      : zn_writer_finish(text, "the figures", error);
}

/* Starts the program with nothing of the user's settings but the search path, and waits for it. */
static enum zn_status run(const struct channels *c, int *ended, struct zn_error *error) {
  static char name[] = "gnuplot", plain[] = "--default-settings", language[] = "LC_ALL=C.UTF-8";
  char *arguments[] = {name, plain, NULL}, *environment[] = {language, NULL};
  posix_spawn_file_actions_t actions;
  pid_t child;
  if (posix_spawn_file_actions_init(&actions) != 0) return zn_fail(error, ZN_MEMORY, "no memory to start gnuplot");
  int failed = posix_spawn_file_actions_adddup2(&actions, fileno(c->script), 0);
  if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, fileno(c->drawn), 1);
  if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, fileno(c->complaints), 2);
  if (!failed) failed = posix_spawnp(&child, name, &actions, NULL, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  if (failed == ENOENT) return zn_fail(error, ZN_IO, "the figures need the program gnuplot, which was not found (Debian: gnuplot-nox)");
  if (failed) return zn_fail(error, ZN_IO, "gnuplot cannot be started: %s", strerror(failed));
  while (waitpid(child, ended, 0) < 0)
    if (errno != EINTR) return zn_fail(error, ZN_IO, "gnuplot was lost: %s", strerror(errno));
  return ZN_OK;
}

/* The first thing gnuplot said, on one line. */
static enum zn_status complain(const struct channels *c, struct zn_error *error) {
  struct zn_writer said = {0};
  enum zn_status status = read_all(c->complaints, &said, error);
  if (status == ZN_OK) {
    for (char *k = said.data; *k; k++)
      if (*k == '\n' || *k == '\t') *k = ' ';
    status = zn_fail(error, ZN_IO, "gnuplot failed to draw the figures: %.400s", said.data + strspn(said.data, " "));
  }
  zn_writer_clear(&said);
  return status;
}

/* --- From a file's SVG to a page's ------------------------------------------------------------------------------------------------- */

static int begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

/* The end of an element's text, behind `close`. */
static const char *behind(const char *from, const char *close) {
  const char *end = strstr(from, close);
  return end ? end + strlen(close) : from + strlen(from);
}

/* Copies one drawing: titles and filters are dropped, ids and what refers to them get the figure's name, fonts the whole list. */
static void tidy(struct zn_writer *out, const char *from, const char *to, const char *name) {
  while (from < to) {
    if (begins(from, "<title>"))
      from = behind(from, "</title>");
    else if (begins(from, "<desc>"))
      from = behind(from, "</desc>");
    else if (begins(from, "<filter"))
      from = behind(from, "</filter>");
    else if (begins(from, " id='") || begins(from, " id=\"")) {
      zn_writer_format(out, " id=%c%s-", from[4], name);
      from += 5;
    } else if (begins(from, "xlink:href='#")) {
      zn_writer_format(out, "href='#%s-", name);
      from += strlen("xlink:href='#");
    } else if (begins(from, "url(#")) {
      zn_writer_format(out, "url(#%s-", name);
      from += strlen("url(#");
    } else if (begins(from, "font-family=\"")) {
      zn_writer_format(out, "font-family=\"%s\"", family);
      from = behind(from + strlen("font-family=\""), "\"");
    } else if (*from == '\t' || (*from == '\n' && from[1] == '\n'))
      from++;
    else
      zn_writer_add_bytes(out, from++, 1);
  }
}

/* Takes the drawing at `*from`, moves on behind it. The name that zn_gnuplot_figure gave stands in its title. */
static enum zn_status take(const char **from, char **svg, struct zn_error *error) {
  const char *head = strstr(*from, "<svg"), *box = head ? strstr(head, "viewBox=\"") : NULL, *body = box ? strchr(box, '>') : NULL;
  const char *title = body ? strstr(body, "<title>") : NULL, *end = title ? strstr(title, "</svg>") : NULL;
  if (!end) return zn_fail(error, ZN_IO, "gnuplot drew fewer figures than it was asked for");
  struct zn_writer out = {0};
  char name[64];
  title += strlen("<title>");
  snprintf(name, sizeof name, "%.*s", (int)strcspn(title, "<"), title);
  box += strlen("viewBox=\"");
  zn_writer_format(&out, "<svg viewBox=\"%.*s\">", (int)strcspn(box, "\""), box);
  tidy(&out, body + 1, end, name);
  zn_writer_add(&out, "</svg>\n");
  enum zn_status status = zn_writer_finish(&out, "the figures", error);
  if (status == ZN_OK)
    *svg = out.data;
  else
    zn_writer_clear(&out);
  *from = end + strlen("</svg>");
  return status;
}

enum zn_status zn_gnuplot_draw(const struct zn_writer *script, int n, char **svg, struct zn_error *error) {
  struct channels channels;
  struct zn_writer drawn = {0};
  int ended = 0, taken = 0;
  enum zn_status status = zn_writer_finish(script, "the figures", error);
  if (status != ZN_OK) return status;
  status = open_channels(&channels, script, error);
  if (status == ZN_OK) status = run(&channels, &ended, error);
  if (status == ZN_OK && !(WIFEXITED(ended) && WEXITSTATUS(ended) == 0)) status = complain(&channels, error);
  if (status == ZN_OK) status = read_all(channels.drawn, &drawn, error);
  const char *from = drawn.data;
  while (status == ZN_OK && taken < n) {
    status = take(&from, &svg[taken], error);
    if (status == ZN_OK) taken++;
  }
  if (status != ZN_OK)
    while (taken > 0) free(svg[--taken]), svg[taken] = NULL;
  zn_writer_clear(&drawn);
  close_channels(&channels);
  return status;
}
