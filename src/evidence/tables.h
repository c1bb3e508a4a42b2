/* The tables of data/ as they are written, read and checked: parameters.csv, sources.csv, solutes.csv,
 * analytics.csv.
 *
 * tools/gen_tables turns them into the C tables behind zonula/parameters.h, zonula/solute.h and zonula/analytics.h. Nothing here
 * needs those generated files, so that broken ones can always be written anew. */
#ifndef ZN_EVIDENCE_TABLES_H
#define ZN_EVIDENCE_TABLES_H

#include <stdio.h>

#include "base/csv.h"
#include "base/units.h"
#include "zonula/dimension.h"
#include "zonula/status.h"

/* Everything that is wrong, up to a cap. */
enum { ZN_MOST_FINDINGS = 50 };
struct zn_findings {
  int count; /* all of them, also those past the cap */
  struct zn_error at[ZN_MOST_FINDINGS];
};

/* One double of struct zn_parameters. Text belongs to the table it was read from, or is static. */
struct zn_parameter_row {
  char name[132];
  const char *unit, *source, *grade, *meaning;
  char room[16], internal_unit[64];
  double to_internal, value, low, high, spread, correlation; /* typed unit, as in struct zn_parameter_info */
  struct zn_dimension dimension;
  int correlated_with;
  const char *partner; /* name as typed in `correlated_with`, "" if none */
  int line;            /* in parameters.csv; 0: an unwritten, zero entry of a sparse array */
};

/* One field of struct zn_parameters: `count` rows from `first`, row-major. */
struct zn_parameter_field {
  char name[64];
  const char *shape; /* C text behind the name: "", "[ZN_SEGMENTS]" ... */
  int first, count;
};

struct zn_source_row {
  const char *id, *cite, *locator, *note;
  int line, used;
};

/* In the order of struct zn_solute, internal units. */
enum { ZN_SOLUTE_NUMBERS = 16 };
struct zn_solute_row {
  const char *name, *meaning, *carrier, *source, *grade;
  double number[ZN_SOLUTE_NUMBERS];
  int line;
};

/* In the order of struct zn_analytic, internal units. `solute` and `fluid`: row of solutes, enum zn_fluid. */
enum { ZN_ANALYTIC_NUMBERS = 6 };
struct zn_analytic_row {
  const char *method, *source, *grade, *note;
  int solute, fluid;
  double number[ZN_ANALYTIC_NUMBERS];
  int line;
};

struct zn_tables {
  int n_parameters, n_fields, n_sources, n_solutes, n_analytics;
  struct zn_parameter_row *parameters;
  struct zn_parameter_field *fields;
  struct zn_source_row *sources;
  struct zn_solute_row *solutes;
  struct zn_analytic_row *analytics;
  struct zn_csv parameter_csv, source_csv, solute_csv, analytic_csv; /* own the text */
};

/* Reads and checks the tables in `folder`, and who names a source: YAML files and other tables in it, and the studies in the folder
 * `studies` (NULL: none) by their papers. What is wrong goes to `findings`; then the answer is ZN_INPUT, and `error` holds the first.
 * Free with zn_tables_clear, also after a failure. */
enum zn_status zn_tables_read(struct zn_tables *tables, const char *folder, const char *studies, struct zn_findings *findings,
                              struct zn_error *error);
void zn_tables_clear(struct zn_tables *tables);

/* The generated files: fields of struct zn_parameters; rows of all tables. */
void zn_tables_write_fields(const struct zn_tables *tables, FILE *out);
enum zn_status zn_tables_write_rows(const struct zn_tables *tables, FILE *out, struct zn_error *error);

/* --- Between the files of this part ---------------------------------------------------------------------------------------- */

/* What the reading of one table works with. */
struct zn_table_reader {
  struct zn_tables *tables;
  const struct zn_csv *csv;
  const struct zn_units *units;
  struct zn_findings *findings;
  const char *path;
};

/* Adds one finding. */
__attribute__((format(printf, 4, 5))) void zn_find(struct zn_findings *findings, const char *path, int line, const char *format, ...);

/* A cell of the current table, by header name; the header has been checked. */
const char *zn_table_cell(const struct zn_table_reader *reader, int row, const char *column);
/* A finite number; a finding and NAN otherwise. An empty cell is `empty` (NAN: a finding). */
double zn_table_number(const struct zn_table_reader *reader, int row, const char *column, double empty);
/* Checks a grade and the ids (one, or several with spaces between) of a row; marks these sources as used. */
void zn_table_check_grade(const struct zn_table_reader *reader, int row);
void zn_table_check_sources(const struct zn_table_reader *reader, int row, int several);
/* Marks one id as used; a finding when there is none. */
void zn_table_use_source(struct zn_tables *tables, struct zn_findings *findings, const char *path, int line, const char *id);

enum zn_status zn_tables_read_parameters(const struct zn_table_reader *reader, struct zn_error *error);
enum zn_status zn_tables_read_solutes(const struct zn_table_reader *reader, struct zn_error *error);
/* Needs the solutes. */
enum zn_status zn_tables_read_analytics(const struct zn_table_reader *reader, struct zn_error *error);
enum zn_status zn_tables_read_sources(const struct zn_table_reader *reader, struct zn_error *error);
/* Follows the sources that files of `folder` and `studies` name, then reports those that nothing uses. */
enum zn_status zn_tables_check_use(const struct zn_table_reader *sources, const char *folder, const char *studies, struct zn_error *error);

/* Gives fields their shape and rows their place, fills sparse arrays: needs fields in order of appearance and for each typed
 * row its field. Replaces tables->parameters. */
struct zn_parameter_place {
  int field;
  char index[64]; /* "ileum", "bacteroides/pectin", or "" */
};
enum zn_status zn_tables_arrange(const struct zn_table_reader *reader, const struct zn_parameter_place *places, struct zn_error *error);

#endif
