#include "bundle.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 4096 };

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the bundle is written as this machine's own doubles, which must be little-endian"
#endif

void bundle_die(const char *format, ...) {
  va_list words;
  va_start(words, format);
  fputs("bench: ", stderr);
  vfprintf(stderr, format, words);
  fputc('\n', stderr);
  va_end(words);
  exit(1);
}

static void *room(size_t count, size_t size) {
  void *piece = calloc(count, size);
  if (!piece) bundle_die("there is not enough memory");
  return piece;
}

void bundle_make_room(struct bundle *b) {
  const size_t people = (size_t)b->people, states = (size_t)b->states, times = (size_t)b->times;
  b->state_name = room(states, sizeof *b->state_name);
  b->parameter_name = room((size_t)b->parameters, sizeof *b->parameter_name);
  b->person = room(people * (size_t)b->parameters, sizeof(double));
  b->start = room(people * states, sizeof(double));
  b->time = room(times, sizeof(double));
  b->scale = room(states, sizeof(double));
  b->truth = room(people * times * states, sizeof(double));
}

void bundle_clear(struct bundle *b) {
  free(b->state_name);
  free(b->parameter_name);
  free(b->person);
  free(b->start);
  free(b->time);
  free(b->scale);
  free(b->truth);
  memset(b, 0, sizeof *b);
}

/* --- Files ----------------------------------------------------------------------------------------------------------------------- */

static FILE *open_in(const char *folder, const char *name, const char *mode) {
  char path[PATH_ROOM];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, mode);
  if (!file) bundle_die("%s cannot be opened", path);
  return file;
}

/* What lies where, for reading and writing alike. */
struct part {
  const char *name;
  double *value;
  size_t count;
};
enum { PARTS = 5 };

static void list_parts(const struct bundle *b, struct part *part) {
  const size_t people = (size_t)b->people, states = (size_t)b->states, times = (size_t)b->times;
  part[0] = (struct part){"person.f64", b->person, people * (size_t)b->parameters};
  part[1] = (struct part){"start.f64", b->start, people * states};
  part[2] = (struct part){"time.f64", b->time, times};
  part[3] = (struct part){"scale.f64", b->scale, states};
  part[4] = (struct part){"truth.f64", b->truth, people * times * states};
}

void bundle_write(const struct bundle *b, const char *folder) {
  FILE *header = open_in(folder, "header.txt", "w");
  fprintf(header, "people %d\nstates %d\nparameters %d\ntimes %d\n", b->people, b->states, b->parameters, b->times);
  for (int i = 0; i < b->states; i++) fprintf(header, "state %s\n", b->state_name[i]);
  for (int i = 0; i < b->parameters; i++) fprintf(header, "parameter %s\n", b->parameter_name[i]);
  if (fclose(header)) bundle_die("%s/header.txt cannot be written", folder);
  struct part part[PARTS];
  list_parts(b, part);
  for (int i = 0; i < PARTS; i++) {
    FILE *file = open_in(folder, part[i].name, "wb");
    const size_t written = fwrite(part[i].value, sizeof(double), part[i].count, file);
    if (fclose(file) || written != part[i].count) bundle_die("%s/%s cannot be written", folder, part[i].name);
  }
}

void bundle_read(struct bundle *b, const char *folder) {
  memset(b, 0, sizeof *b);
  FILE *header = open_in(folder, "header.txt", "r");
  if (fscanf(header, "people %d states %d parameters %d times %d", &b->people, &b->states, &b->parameters, &b->times) != 4 ||
      b->people < 1 || b->states < 1 || b->parameters < 1 || b->times < 2)
    bundle_die("%s/header.txt is no header of a bundle", folder);
  bundle_make_room(b);
  for (int i = 0; i < b->states; i++)
    if (fscanf(header, " state %79s", b->state_name[i]) != 1) bundle_die("%s/header.txt lacks states", folder);
  for (int i = 0; i < b->parameters; i++)
    if (fscanf(header, " parameter %79s", b->parameter_name[i]) != 1) bundle_die("%s/header.txt lacks parameters", folder);
  fclose(header);
  struct part part[PARTS];
  list_parts(b, part);
  for (int i = 0; i < PARTS; i++) {
    FILE *file = open_in(folder, part[i].name, "rb");
    const size_t read = fread(part[i].value, sizeof(double), part[i].count, file);
    if (read != part[i].count || fgetc(file) != EOF) bundle_die("%s/%s has another size than the header says", folder, part[i].name);
    fclose(file);
  }
}

/* --- The error ------------------------------------------------------------------------------------------------------------------- */

/* The peak of one state in one person. */
static double peak_of(const struct bundle *b, int person, int state) {
  double peak = 0.0;
  for (int t = 0; t < b->times; t++)
    peak = fmax(peak, fabs(b->truth[((size_t)person * (size_t)b->times + (size_t)t) * (size_t)b->states + (size_t)state]));
  return peak;
}

static double error_of(const struct bundle *b, const double *y, int person, int state, double unit) {
  double worst = 0.0;
  for (int t = 0; t < b->times; t++) {
    const size_t at = ((size_t)person * (size_t)b->times + (size_t)t) * (size_t)b->states + (size_t)state;
    const double off = fabs(y[at] - b->truth[at]);
    if (!isfinite(off)) return INFINITY;
    worst = fmax(worst, off / unit);
  }
  return worst;
}

double bundle_error(const struct bundle *b, const double *y) {
  double worst = 0.0;
  for (int state = 0; state < b->states; state++) {
    double highest = 0.0;
    for (int person = 0; person < b->people; person++) highest = fmax(highest, peak_of(b, person, state));
    for (int person = 0; person < b->people; person++)
      worst = fmax(worst, error_of(b, y, person, state, highest > 0.0 ? fmax(peak_of(b, person, state), 1e-3 * highest) : b->scale[state]));
  }
  return worst;
}
