/* data/sources.csv as it is written. */
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "tables.h"

static const char lower[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
static const char digits[] = "0123456789";

/* A DOI ("10.1016/j.x"), "PMID:123", "PMC123" or a web address where a paper was found only there. Numbers that are our own have none. */
static int is_locator(const struct zn_source_row *row) {
  static const char *const ours[] = {"chosen", "baseline_fit", "calibration", "reference"};
  const char *text = row->locator;
  for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
    if (strcmp(row->id, ours[i]) == 0) return !*text;
  if (strncmp(text, "PMID:", 5) == 0) return text[5] && !text[5 + strspn(text + 5, digits)];
  if (strncmp(text, "PMC", 3) == 0) return text[3] && !text[3 + strspn(text + 3, digits)];
  if (strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0) return strchr(text, '.') && !strchr(text, ' ');
  const size_t registrant = strncmp(text, "10.", 3) == 0 ? strspn(text + 3, digits) : 0;
  return registrant >= 4 && text[3 + registrant] == '/' && text[4 + registrant] && !strchr(text, ' ');
}

static void check_source(const struct zn_table_reader *reader, int at) {
  const struct zn_source_row *rows = reader->tables->sources, *row = &rows[at];
  if (!(row->id[0] >= 'a' && row->id[0] <= 'z') || row->id[strspn(row->id, lower)])
    zn_find(reader->findings, reader->path, row->line, "'%s' is no source id; expected lower-case words such as suenaert_2002", row->id);
  for (int i = 0; i < at; i++)
    if (strcmp(rows[i].id, row->id) == 0)
      zn_find(reader->findings, reader->path, row->line, "source %s is there twice; first on line %d", row->id, rows[i].line);
  if (!*row->cite) zn_find(reader->findings, reader->path, row->line, "source %s has no cite; expected authors, year and journal", row->id);
  if (!is_locator(row))
    zn_find(reader->findings, reader->path, row->line,
            "source %s has the locator '%s'; expected a DOI such as 10.1000/182 or PMID:123, PMC123 or a web address", row->id,
            row->locator);
}

enum zn_status zn_tables_read_sources(const struct zn_table_reader *reader, struct zn_error *error) {
  struct zn_tables *tables = reader->tables;
  const int rows = reader->csv->rows - 1;
  tables->sources = calloc((size_t)rows + 1, sizeof *tables->sources);
  if (!tables->sources) return zn_fail(error, ZN_MEMORY, "no memory for sources");
  tables->n_sources = rows;
  for (int i = 0; i < rows; i++) {
    tables->sources[i] = (struct zn_source_row){.id = zn_table_cell(reader, i + 1, "id"),
                                                .cite = zn_table_cell(reader, i + 1, "cite"),
                                                .locator = zn_table_cell(reader, i + 1, "locator"),
                                                .note = zn_table_cell(reader, i + 1, "note"),
                                                .line = reader->csv->line[i + 1]};
    check_source(reader, i);
  }
  return ZN_OK;
}
