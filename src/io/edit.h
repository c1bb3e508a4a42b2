/* Changing single cells and lines of a text file while every other byte stays. */
#ifndef ZN_IO_EDIT_H
#define ZN_IO_EDIT_H

#include "writer.h"

/* A file being changed: its path and its text as it will be. Owned: zn_edit_clear. */
struct zn_edit {
  char *path;
  struct zn_writer text;
};

enum zn_status zn_edit_open(struct zn_edit *edit, const char *path, struct zn_error *error);
void zn_edit_clear(struct zn_edit *edit);
/* Puts `with` in the place of `length` bytes at `at`. */
enum zn_status zn_edit_replace(struct zn_edit *edit, size_t at, size_t length, const char *with, struct zn_error *error);

/* --- Tables (RFC 4180, as base/csv.h reads them) ------------------------------------------------------------------------------------- */

/* Where the row stands whose first cell is `name`: offset of its first byte, or -1. */
long zn_edit_row(const struct zn_edit *edit, const char *name);
/* Number of a column in the header, or -1. */
int zn_edit_column(const struct zn_edit *edit, const char *name);
/* The bytes of cell `column` in the row at `row`, quotes included: where, and how many. */
void zn_edit_cell(const struct zn_edit *edit, long row, int column, size_t *at, size_t *length);
/* A cell of the row `name` becomes `value`. ZN_INPUT when there is no such row or column. */
enum zn_status zn_edit_set_cell(struct zn_edit *edit, const char *name, const char *column, const char *value, struct zn_error *error);

/* --- Overlays (data/conditions and data/diets) ---------------------------------------------------------------------------------------- */

/* The factor of `parameter` becomes `scale`, and the remark behind it `remark`; a change that is not there is added at the end of the
 * list. ZN_INPUT when the file has no list of changes. */
enum zn_status zn_edit_set_scale(struct zn_edit *edit, const char *parameter, double scale, const char *remark, struct zn_error *error);
/* Adds an id to the list `sources: [...]` unless it is there. */
enum zn_status zn_edit_add_source(struct zn_edit *edit, const char *id, struct zn_error *error);

#endif
