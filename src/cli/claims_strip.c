#include "claims_strip.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "table.h"

enum { MOST_CELLS = 56, FEWEST_CELLS = 24, NAMES = 34 };

struct strip {
  struct zn_axis axis;
  int cells, indent;
};

static int cell_of(const struct strip *s, double value) { return (int)lround(zn_axis_place(&s->axis, value) * (s->cells - 1)); }

static void fill(char *line, const struct strip *s, double from, double to, char with) {
  if (!isfinite(from) || !isfinite(to)) return;
  for (int i = cell_of(s, from); i <= cell_of(s, to); i++) line[i] = with;
}

/* The region in which the criterion holds is dotted; 5 to 95 % is a line, 25 to 75 % a double one, the middle a letter. */
static void draw(char line[MOST_CELLS + 1], const struct strip *s, const struct zn_criterion *c, const struct zn_criterion_result *r,
                 int members) {
  double q[5];
  memset(line, ' ', (size_t)s->cells);
  line[s->cells] = '\0';
  zn_criterion_spread(q, c->kind, r, members);
  fill(line, s, isfinite(c->above) ? c->above : s->axis.low, isfinite(c->below) ? c->below : s->axis.high, '.');
  fill(line, s, q[0], q[4], '-');
  fill(line, s, q[1], q[3], '=');
  if (isfinite(c->above)) line[cell_of(s, c->above)] = '|';
  if (isfinite(c->below)) line[cell_of(s, c->below)] = '|';
  const double middle = c->kind == ZN_CRITERION_EACH ? q[2] : r->statistic;
  if (isfinite(middle)) line[cell_of(s, middle)] = 'O';
}

/* A name cut to its column. */
static void print_name(const struct strip *s, const char *before, const char *name) {
  char text[160];
  snprintf(text, sizeof text, "%s%s", before, name);
  const int width = cli_text_width(text);
  if (width > NAMES) {
    size_t i = 0;
    for (int used = 0; text[i]; i++) {
      used += ((unsigned char)text[i] & 0xC0) != 0x80;
      if (used > NAMES - 1) break;
    }
    snprintf(text + i, sizeof text - i, "…");
  }
  printf("%*s%s%*s", s->indent, "", text, NAMES + 2 - cli_text_width(text), "");
}

static void print_line(const struct strip *s, const char *before, const char *name, const struct zn_criterion *c,
                       const struct zn_criterion_result *r, int members) {
  char line[MOST_CELLS + 1];
  draw(line, s, c, r, members);
  print_name(s, before, name);
  puts(line);
}

void cli_claims_strip(const struct zn_experiment *experiment, const struct zn_experiment_result *result, int k, int indent, int columns) {
  const struct zn_criterion *c = &experiment->criterion[k];
  struct strip s = {.axis = zn_criterion_axis(experiment, result, k), .cells = columns - indent - NAMES - 2, .indent = indent};
  char low[32], high[32];
  if (s.cells > MOST_CELLS) s.cells = MOST_CELLS;
  if (isnan(s.axis.low) || s.cells < FEWEST_CELLS) return;
  snprintf(low, sizeof low, "%.3g", s.axis.low);
  snprintf(high, sizeof high, "%.3g", s.axis.high);
  print_name(&s, "", s.axis.logarithmic ? "(each step a factor)" : "");
  printf("%s%*s\n", low, s.cells - (int)strlen(low), high);
  print_line(&s, "", "as the model is", c, &result->intact.criterion[k], result->members);
  for (int b = 0; b < result->n_broken; b++)
    print_line(&s, "without ", result->without[b], c, &result->broken[b].criterion[k], result->members);
}
