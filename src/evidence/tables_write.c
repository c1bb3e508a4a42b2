/* The tables as C text. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "tables.h"

static const char head[] = "/* Written by tools/gen_tables from data/; change the tables there and run it again. */\n";

/* The shortest decimal that reads back as the same double, so that files differ only where numbers do. */
static void write_number(FILE *out, double value) {
  char text[40];
  for (int digits = 6; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, value);
    if (strtod(text, NULL) == value) break;
  }
  fprintf(out, ", %s%s", text, strpbrk(text, ".e") ? "" : ".0");
}

static void write_text(FILE *out, const char *text) {
  fputs(", \"", out);
  for (; *text; text++) {
    if (*text == '\n')
      fputs("\\n", out);
    else if (*text != '\r')
      fprintf(out, strchr("\"\\?", *text) ? "\\%c" : "%c", *text);
  }
  fputc('"', out);
}

static void write_parameter(const struct zn_tables *tables, int index, FILE *out) {
  const struct zn_parameter_row *row = &tables->parameters[index];
  const double numbers[] = {row->to_internal, row->value, row->low, row->high, row->spread};
  fprintf(out, "ZN_PARAMETER_ROW(%d", index);
  write_text(out, row->name);
  write_text(out, row->room);
  write_text(out, row->unit);
  write_text(out, row->internal_unit);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) write_number(out, numbers[i]);
  fprintf(out, ", %d", row->correlated_with);
  write_number(out, row->correlation);
  write_text(out, row->source);
  write_text(out, row->grade);
  write_text(out, row->meaning);
  const struct zn_dimension d = row->dimension;
  fprintf(out, ", %d, %d, %d, %d, %d)\n", d.time, d.length, d.mass, d.amount, d.conductance);
}

static void write_source(const struct zn_tables *tables, int index, FILE *out) {
  const struct zn_source_row *row = &tables->sources[index];
  fprintf(out, "ZN_SOURCE_ROW(%d", index);
  write_text(out, row->id);
  write_text(out, row->cite);
  write_text(out, row->locator);
  write_text(out, row->note);
  fputs(")\n", out);
}

static void write_solute(const struct zn_tables *tables, int index, FILE *out) {
  enum { NUMBERS_BEFORE_CARRIER = 6 };
  const struct zn_solute_row *row = &tables->solutes[index];
  fprintf(out, "ZN_SOLUTE_ROW(%d", index);
  write_text(out, row->name);
  write_text(out, row->meaning);
  for (int i = 0; i < ZN_SOLUTE_NUMBERS; i++) {
    if (i == NUMBERS_BEFORE_CARRIER) {
      fputs(", ZN_CARRIER_", out);
      for (const char *c = row->carrier; *c; c++) fputc(toupper((unsigned char)*c), out);
    }
    write_number(out, row->number[i]);
  }
  write_text(out, row->source);
  write_text(out, row->grade);
  fputs(")\n", out);
}

static void write_analytic(const struct zn_tables *tables, int index, FILE *out) {
  static const char *const fluids[] = {"ZN_FLUID_URINE", "ZN_FLUID_SERUM"};
  const struct zn_analytic_row *row = &tables->analytics[index];
  fprintf(out, "ZN_ANALYTIC_ROW(%d, %d, %s", index, row->solute, fluids[row->fluid]);
  write_text(out, row->method);
  for (int i = 0; i < ZN_ANALYTIC_NUMBERS; i++) write_number(out, row->number[i]);
  write_text(out, row->source);
  write_text(out, row->grade);
  write_text(out, row->note);
  fputs(")\n", out);
}

/* A row and the name it is found by. */
struct named {
  const char *name;
  int index;
};

static int by_name(const void *a, const void *b) { return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name); }

/* Rows in the order of their names, for searching by halves. */
static void write_order(FILE *out, const char *macro, struct named *list, int count) {
  qsort(list, (size_t)count, sizeof *list, by_name);
  for (int i = 0; i < count; i++) fprintf(out, "%s(%d)\n", macro, list[i].index);
}

static int most_rows(const struct zn_tables *tables) {
  int most = tables->n_parameters > tables->n_sources ? tables->n_parameters : tables->n_sources;
  return most > tables->n_solutes ? most : tables->n_solutes;
}

/* One file of several lists: whoever includes it defines the macro of the list it wants; the others vanish. */
static const char *const macros[] = {"ZN_PARAMETER_ROW", "ZN_PARAMETER_BY_NAME", "ZN_SOURCE_ROW",  "ZN_SOURCE_BY_NAME",
                                     "ZN_SOLUTE_ROW",    "ZN_SOLUTE_BY_NAME",    "ZN_ANALYTIC_ROW"};
enum { MACROS = sizeof macros / sizeof *macros };

void zn_tables_write_fields(const struct zn_tables *tables, FILE *out) {
  fputs(head, out);
  for (int i = 0; i < tables->n_fields; i++) fprintf(out, "ZN_PARAMETER(%s, %s)\n", tables->fields[i].name, tables->fields[i].shape);
}

enum zn_status zn_tables_write_rows(const struct zn_tables *tables, FILE *out, struct zn_error *error) {
  struct named *list = malloc(((size_t)most_rows(tables) + 1) * sizeof *list);
  if (!list) return zn_fail(error, ZN_MEMORY, "no memory to sort names");
  fputs(head, out);
  for (int i = 0; i < MACROS; i++) fprintf(out, "#ifndef %s\n#define %s(...)\n#endif\n", macros[i], macros[i]);
  for (int i = 0; i < tables->n_parameters; i++) {
    write_parameter(tables, i, out);
    list[i] = (struct named){tables->parameters[i].name, i};
  }
  write_order(out, macros[1], list, tables->n_parameters);
  for (int i = 0; i < tables->n_sources; i++) {
    write_source(tables, i, out);
    list[i] = (struct named){tables->sources[i].id, i};
  }
  write_order(out, macros[3], list, tables->n_sources);
  for (int i = 0; i < tables->n_solutes; i++) {
    write_solute(tables, i, out);
    list[i] = (struct named){tables->solutes[i].name, i};
  }
  write_order(out, macros[5], list, tables->n_solutes);
  for (int i = 0; i < tables->n_analytics; i++) write_analytic(tables, i, out);
  for (int i = 0; i < MACROS; i++) fprintf(out, "#undef %s\n", macros[i]);
  free(list);
  return ZN_OK;
}
