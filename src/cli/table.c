#define _POSIX_C_SOURCE 200809L
#include "table.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_PROSE = 1000 };
enum { GAP = 2, NARROWEST = 28, OWN_LINE_INDENT = 6 };

int cli_text_width(const char *text) {
  int width = 0;
  for (; *text; text++) width += ((unsigned char)*text & 0xC0) != 0x80;
  return width;
}

int cli_table_add(struct cli_table *table, enum cli_ink ink, const char *text) {
  if (table->n_cells == table->room) {
    const int room = table->room ? 2 * table->room : 64;
    char **cell = realloc(table->cell, (size_t)room * sizeof *cell);
    if (cell) table->cell = cell;
    enum cli_ink *inks = realloc(table->ink, (size_t)room * sizeof *inks);
    if (inks) table->ink = inks;
    if (!cell || !inks) return 0;
    table->room = room;
  }
  char *copy = strdup(text);
  if (!copy) return 0;
  table->cell[table->n_cells] = copy;
  table->ink[table->n_cells++] = ink;
  return 1;
}

void cli_table_clear(struct cli_table *table) {
  for (int i = 0; i < table->n_cells; i++) free(table->cell[i]);
  free(table->cell);
  free(table->ink);
  table->cell = NULL;
  table->ink = NULL;
  table->n_cells = table->room = 0;
}

/* --- Wrapping ------------------------------------------------------------------------------------------------------------------------ */

/* Bytes of the longest beginning of `text` that fits `width` characters and ends at a space or newline; a word that is longer
 * than the width is let through whole. */
static size_t line_length(const char *text, int width) {
  size_t fits = 0, i = 0;
  for (int used = 0; text[i] && text[i] != '\n'; i++) {
    used += ((unsigned char)text[i] & 0xC0) != 0x80;
    if (text[i] == ' ' && used <= width + 1) fits = i;
    if (used > width && fits) return fits;
    if (used > width) return i + strcspn(text + i, " \n");
  }
  return i;
}

void cli_wrap(FILE *out, const char *text, int indent, int columns) {
  while (*text) {
    const size_t length = columns ? line_length(text, columns - indent > NARROWEST ? columns - indent : NARROWEST) : strcspn(text, "\n");
    fwrite(text, 1, length, out);
    text += length;
    if (*text) fprintf(out, "\n%*s", text[1] == '\n' || !text[1] ? 0 : indent, ""), text++;
  }
}

void cli_prose(const char *format, ...) {
  char text[LONGEST_PROSE + 1];
  va_list values;
  va_start(values, format);
  vsnprintf(text, sizeof text, format, values);
  va_end(values);
  cli_wrap(stdout, text, 0, cli_prose_columns(stdout));
  putchar('\n');
}

/* --- Printing ------------------------------------------------------------------------------------------------------------------------ */

static const char *cell_text(const struct cli_table *t, int row, int column) {
  return row < 0 ? t->columns[column].title : t->cell[row * t->n_columns + column];
}

static int widest(const struct cli_table *t, int column) {
  int most = cli_text_width(t->columns[column].title);
  for (int row = 0; row < t->n_cells / t->n_columns; row++) {
    const int width = cli_text_width(cell_text(t, row, column));
    most = width > most ? width : most;
  }
  return most;
}

static void print_cell(FILE *out, const char *text, enum cli_ink ink, int before, int after) {
  const int in_colour = *text && ink != CLI_INK_PLAIN && cli_in_colour(out);
  fprintf(out, "%*s%s%s%s%*s", before, "", in_colour ? cli_ink_text(ink) : "", text, in_colour ? cli_ink_text(CLI_INK_PLAIN) : "", after,
          "");
}

/* How a table is laid out: the width of each column, and how many leading columns are shown before the last. */
struct layout {
  int *width;
  int shown;
  int used;     /* characters before the last column */
  int own_line; /* the last column stands on lines of its own */
};

/* Leaves out columns from the right, but never the first nor the last, where the width is not enough for all. */
static void lay_out(struct layout *layout, const struct cli_table *t) {
  const int last = t->n_columns - 1;
  for (int c = 0; c <= last; c++) layout->width[c] = widest(t, c);
  while (layout->shown < last && (!t->width || layout->shown == 0 || layout->used + layout->width[layout->shown] <= t->width))
    layout->used += layout->width[layout->shown++] + GAP;
  layout->own_line = t->width && layout->used + NARROWEST > t->width && layout->used + layout->width[last] > t->width;
}

static enum cli_ink ink_of(const struct cli_table *t, int row, int column) {
  return row < 0 ? CLI_INK_BOLD : t->ink[row * t->n_columns + column];
}

/* The last column, wrapped when it is plain text. */
static void print_last(const struct cli_table *t, int row, const struct layout *layout, FILE *out) {
  const int last = t->n_columns - 1, indent = layout->own_line ? OWN_LINE_INDENT : layout->used;
  const char *text = cell_text(t, row, last);
  if (layout->own_line && row < 0) return;
  if (layout->own_line) fprintf(out, "\n%*s", indent, "");
  if (ink_of(t, row, last) == CLI_INK_PLAIN && !t->columns[last].right)
    cli_wrap(out, text, indent, t->width);
  else
    print_cell(out, text, ink_of(t, row, last), t->columns[last].right ? layout->width[last] - cli_text_width(text) : 0, 0);
}

/* One row; -1 is the heading. */
static void print_row(const struct cli_table *t, int row, const struct layout *layout, FILE *out) {
  for (int c = 0; c < layout->shown; c++) {
    const char *text = cell_text(t, row, c);
    const int space = layout->width[c] - cli_text_width(text), right = t->columns[c].right;
    const int gap = layout->own_line && c == layout->shown - 1 ? 0 : GAP + (right ? 0 : space);
    print_cell(out, text, ink_of(t, row, c), right ? space : 0, gap);
  }
  print_last(t, row, layout, out);
  fputc('\n', out);
}

static void print_left_out(const struct cli_table *t, const struct layout *layout, FILE *out) {
  if (layout->shown == t->n_columns - 1) return;
  fputs("\nToo narrow for:", out);
  for (int c = layout->shown; c < t->n_columns - 1; c++) fprintf(out, " %s", t->columns[c].title);
  fputc('\n', out);
}

int cli_table_print(const struct cli_table *table, FILE *out) {
  struct layout layout = {.width = calloc((size_t)table->n_columns, sizeof *layout.width)};
  int titles = 0;
  if (!layout.width) return 0;
  lay_out(&layout, table);
  for (int c = 0; c < table->n_columns; c++) titles += *table->columns[c].title != '\0';
  for (int row = titles ? -1 : 0; row < table->n_cells / table->n_columns; row++) print_row(table, row, &layout, out);
  print_left_out(table, &layout, out);
  free(layout.width);
  return 1;
}
