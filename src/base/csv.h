/* Strict comma-separated tables (RFC 4180) with line numbers. */
#ifndef ZN_BASE_CSV_H
#define ZN_BASE_CSV_H

#include <stddef.h>

#include "zonula/status.h"

/* A table in memory: `cell[row * columns + column]`, row 0 is the header. Owns all its text. */
struct zn_csv {
  int rows, columns;
  char **cell;
  int *line;  /* [rows] line in the file on which the row begins */
  char *text; /* the storage behind the cells */
};

/* Reads `path`. Every row must have as many cells as the header; blank lines are not allowed. Free with zn_csv_clear. */
enum zn_status zn_csv_read(struct zn_csv *csv, const char *path, struct zn_error *error);
/* The same from a text in memory, which is copied; `name` stands in messages. */
enum zn_status zn_csv_parse(struct zn_csv *csv, const char *text, const char *name, struct zn_error *error);
void zn_csv_clear(struct zn_csv *csv);

/* Column of a header cell, or -1. */
int zn_csv_column(const struct zn_csv *csv, const char *name);
const char *zn_csv_cell(const struct zn_csv *csv, int row, int column);

#endif
