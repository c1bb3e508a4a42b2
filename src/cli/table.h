/* Tables of text with columns that line up. Widths are counted in characters of UTF-8, not in bytes. */
#ifndef ZN_CLI_TABLE_H
#define ZN_CLI_TABLE_H

#include <stdio.h>

#include "say.h"

struct cli_column {
  const char *title;
  int right; /* 1: numbers, set to the right */
};

/* Rows of cells under `n_columns` headings. Begin with zeroes and the columns; clear at the end. */
struct cli_table {
  const struct cli_column *columns;
  int n_columns;
  int width; /* in characters, for wrapping the last column; 0: a row is a line */
  int n_cells, room;
  char **cell;       /* [row][column]; owned */
  enum cli_ink *ink; /* colour of each cell */
};

/* Adds the next cell, copying its text. 0 when there is no memory. */
int cli_table_add(struct cli_table *table, enum cli_ink ink, const char *text);

/* Prints the table, with a heading if any column has a title. The last column is wrapped to what is left of the width; where too
 * little is left it goes on lines of its own, and where even the others do not fit, some are left out and named below. 0 when there
 * is no memory. */
int cli_table_print(const struct cli_table *table, FILE *out);
void cli_table_clear(struct cli_table *table);

/* Prints `text` wrapped at spaces, each line after the first `indent` characters in; the first begins where the cursor is, at
 * `indent`. `columns` 0: no wrapping. A newline in the text ends a line. */
void cli_wrap(FILE *out, const char *text, int indent, int columns);

/* Prints a paragraph of at most 1000 bytes to standard output, wrapped to the width of prose, and ends its line. */
__attribute__((format(printf, 1, 2))) void cli_prose(const char *format, ...);

/* Characters of a UTF-8 text. */
int cli_text_width(const char *text);

#endif
