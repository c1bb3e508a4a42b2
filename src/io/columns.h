/* Tables whose rows become structs: every column is known by name, may stand anywhere, and goes to its field. */
#ifndef ZN_IO_COLUMNS_H
#define ZN_IO_COLUMNS_H

#include <stddef.h>

#include "base/csv.h"

enum zn_column_kind {
  ZN_COLUMN_TEXT,   /* char *, into the table's storage */
  ZN_COLUMN_NUMBER, /* double, NAN where blank */
  ZN_COLUMN_PEOPLE, /* int, 0 where blank */
  ZN_COLUMN_ID      /* char *, never empty and never twice; the first column of the list, if any */
};

struct zn_column {
  const char *name;
  enum zn_column_kind kind;
  size_t place;       /* of the field in the struct of a row */
  int may_be_missing; /* the column, not its cells: texts only, which are then empty */
};

/* What a kind of table looks like. */
struct zn_table_layout {
  const struct zn_column *columns;
  int n;
  const char *example; /* a file that has them, for messages */
  size_t size;         /* of the struct of a row */
  size_t line_place;   /* its int for the line in the file */
  /* What else must hold in a row; fails without file and line, which are added. */
  enum zn_status (*check)(const void *row, struct zn_error *error);
};

/* A table that was read: its `rows` [n], the `text` behind their strings and its path, `file` (NULL where it came from memory). They
 * are handed over; whoever does not keep them frees them with zn_table_rows_clear. */
struct zn_table_rows {
  int n;
  void *rows;
  char *text, *file;
};
void zn_table_rows_clear(struct zn_table_rows *table);

/* Strict: a missing, doubled or unknown column, a number that is none and an id that is empty or taken are ZN_INPUT with file, line, what
 * was expected and the nearest name. */
enum zn_status zn_columns_read(struct zn_table_rows *table, const struct zn_table_layout *layout, const char *path, struct zn_error *error);
/* The same from a text in memory, which is copied; `name` stands in messages. */
enum zn_status zn_columns_parse(struct zn_table_rows *table, const struct zn_table_layout *layout, const char *text, const char *name,
                                struct zn_error *error);

#endif
