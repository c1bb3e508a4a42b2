/* pack_page OUTPUT: writes C text that holds what the page of web/ carries of this program: the files of data/ that it simulates with (YAML
 * as streams of nodes, web/wasm/nodes.h), the words of units that UDUNITS-2 knows (web/wasm/unit_table.h), and the digest of the data. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../web/wasm/nodes.h"
#include "base/embedded.h"
#include "base/status.h"
#include "base/units.h"
#include "io/document.h"
#include "io/writer.h"

enum { BYTES_PER_LINE = 32, MOST_WORDS = 4000, LONGEST_WORD = 40 };

/* --- Files --------------------------------------------------------------------------------------------------------------------------- */

/* All but what only speaks about the model, is held against it or measures its speed: the library reads none of that before a study runs,
 * and the page has it as JSON where it shows it. */
static int travels(const char *path) {
  static const char *const stays[] = {"data/claims.csv", "data/findings.csv", "data/calibration.csv", "data/laboratory.csv",
                                      "data/reading/",   "data/bench/",       "studies/claims/"};
  for (size_t i = 0; i < sizeof stays / sizeof *stays; i++)
    if (strncmp(path, stays[i], strlen(stays[i])) == 0) return 0;
  return 1;
}

static void add_number(struct zn_writer *out, size_t number) {
  do {
    const char byte = (char)((number & 0x7F) | (number > 0x7F ? 0x80 : 0));
    zn_writer_add_bytes(out, &byte, 1);
    number >>= 7;
  } while (number);
}

static void add_text(struct zn_writer *out, const char *text) {
  add_number(out, strlen(text));
  zn_writer_add(out, text);
}

static void add_node(struct zn_writer *out, const struct zn_node *node) {
  add_number(out, node->kind);
  add_number(out, (size_t)node->line);
  if (node->key) add_text(out, node->key);
  if (node->kind == ZN_NODE_TEXT) {
    add_text(out, node->text);
    return;
  }
  add_number(out, (size_t)node->count);
  for (const struct zn_node *entry = node->first; entry; entry = entry->next) add_node(out, entry);
}

static int is_yaml(const char *path) {
  const size_t length = strlen(path);
  return length > 5 && strcmp(path + length - 5, ".yaml") == 0;
}

/* What stands for a file in the page. */
static enum zn_status pack(struct zn_writer *out, const struct zn_embedded_file *file, struct zn_error *error) {
  if (!is_yaml(file->path)) {
    zn_writer_add_bytes(out, file->text, file->length);
    return zn_writer_finish(out, file->path, error);
  }
  struct zn_node *root;
  ZN_TRY(zn_document_read(&root, file->text, file->length, file->path, error));
  zn_writer_add(out, ZN_NODES_MARK);
  add_node(out, root);
  zn_document_free(root);
  return zn_writer_finish(out, file->path, error);
}

static enum zn_status write_file(FILE *out, int index, size_t *length, struct zn_error *error) {
  struct zn_writer packed = {0};
  const enum zn_status status = pack(&packed, &zn_embedded_files[index], error);
  *length = packed.length;
  fprintf(out, "static const unsigned char file_%d[] = {", index);
  for (size_t i = 0; status == ZN_OK && i < packed.length; i++)
    fprintf(out, i % BYTES_PER_LINE ? "%d," : "\n%d,", (unsigned char)packed.data[i]);
  fputs("\n0};\n", out);
  zn_writer_clear(&packed);
  return status;
}

static enum zn_status write_files(FILE *out, struct zn_error *error) {
  size_t *length = calloc((size_t)zn_embedded_file_count + 1, sizeof *length);
  enum zn_status status = length ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to pack files");
  int count = 0;
  for (int i = 0; i < zn_embedded_file_count && status == ZN_OK; i++)
    if (travels(zn_embedded_files[i].path)) status = write_file(out, i, &length[i], error);
  fputs("const struct zn_embedded_file zn_embedded_files[] = {\n", out);
  for (int i = 0; i < zn_embedded_file_count && status == ZN_OK; i++) {
    const struct zn_embedded_file *file = &zn_embedded_files[i];
    if (!travels(file->path)) continue;
    fprintf(out, "{\"%s\", \"%s\", (const char *)file_%d, %zu},\n", file->path, file->stem, i, length[i]);
    count++;
  }
  fprintf(out, "{0}};\nconst int zn_embedded_file_count = %d;\n", count);
  fprintf(out, "const char zn_embedded_data_digest[] = \"%s\";\n", zn_embedded_data_digest);
  fprintf(out, "const char zn_embedded_numbers_digest[] = \"%s\";\n", zn_embedded_numbers_digest);
  free(length);
  return status;
}

/* --- Words of units ------------------------------------------------------------------------------------------------------------------ */

/* UDUNITS is asked about each of the prefixes before each of the stems; those pairs that it knows are in the page. */
static const char *const prefixes[] = {"",     "T",     "G",    "M",     "k",     "h",     "da",   "d",    "c",
                                       "m",    "u",     "n",    "p",     "f",     "a",     "tera", "giga", "mega",
                                       "kilo", "hecto", "deci", "centi", "milli", "micro", "nano", "pico", "femto"};
static const char *const stems[] = {
    "s",       "sec",     "second", "seconds", "min",       "minute",  "minutes",  "h",      "hr",      "hour",   "hours",   "d",
    "day",     "days",    "week",   "weeks",   "fortnight", "month",   "months",   "year",   "years",   "yr",     "a",       "m",
    "meter",   "meters",  "metre",  "metres",  "inch",      "inches",  "foot",     "feet",   "ft",      "g",      "gram",    "grams",
    "t",       "tonne",   "tonnes", "lb",      "pound",     "pounds",  "ounce",    "ounces", "oz",      "Da",     "dalton",  "u",
    "mol",     "mole",    "moles",  "M",       "L",         "l",       "liter",    "liters", "litre",   "litres", "cc",      "S",
    "siemens", "ohm",     "ohms",   "%",       "percent",   "ppm",     "ppb",      "unit",   "1",       "count",  "K",       "kelvin",
    "degC",    "celsius", "degF",   "V",       "volt",      "volts",   "A",        "ampere", "amperes", "C",      "coulomb", "F",
    "farad",   "J",       "joule",  "joules",  "cal",       "calorie", "calories", "kcal",   "N",       "newton", "W",       "watt",
    "watts",   "Pa",      "pascal", "bar",     "mmHg",      "Hz",      "hertz",    "cd",     "candela", "rad",    "radian",  "degree",
    "degrees", "sr",      "lm",     "lx",      "Bq",        "Ci",      "curie",    "Gy",     "Sv",      "acre",   "hectare", "are",
    "bit",     "osmol",   "IU",     "AU"};

struct word {
  char name[LONGEST_WORD];
  double to_internal;
  struct zn_dimension dimension;
};

static int compare(const void *a, const void *b) { return strcmp(((const struct word *)a)->name, ((const struct word *)b)->name); }

/* 1 when UDUNITS knows the word; what cannot be used has factor 0. */
static int look_up(struct word *word, const struct zn_units *units) {
  struct zn_error error = {0};
  word->dimension = (struct zn_dimension){0};
  if (zn_unit_parse(units, word->name, &word->to_internal, &word->dimension, &error) == ZN_OK) return 1;
  word->to_internal = 0.0;
  return strstr(error.text, "cannot be used here") != NULL;
}

static int list_words(struct word *words, const struct zn_units *units) {
  int n = 0, kept = 0;
  for (size_t p = 0; p < sizeof prefixes / sizeof *prefixes; p++)
    for (size_t s = 0; s < sizeof stems / sizeof *stems && n < MOST_WORDS; s++) {
      snprintf(words[n].name, LONGEST_WORD, "%s%s", prefixes[p], stems[s]);
      n += strcmp(words[n].name, "1") != 0 && look_up(&words[n], units);
    }
  qsort(words, (size_t)n, sizeof *words, compare);
  for (int i = 0; i < n; i++)
    if (i == 0 || strcmp(words[i].name, words[kept - 1].name) != 0) words[kept++] = words[i];
  return kept;
}

static enum zn_status write_words(FILE *out, struct zn_error *error) {
  struct zn_units *units;
  ZN_TRY(zn_units_open(&units, error));
  struct word *words = malloc(MOST_WORDS * sizeof *words);
  const int n = words ? list_words(words, units) : 0;
  fputs("const struct zn_unit_word zn_unit_table[] = {\n", out);
  for (int i = 0; i < n; i++) {
    const struct zn_dimension d = words[i].dimension;
    fprintf(out, "{\"%s\", %.17g, {%d, %d, %d, %d, %d}},\n", words[i].name, words[i].to_internal, d.time, d.length, d.mass, d.amount,
            d.conductance);
  }
  fprintf(out, "};\nconst int zn_unit_table_length = %d;\n", n);
  zn_units_close(units);
  free(words);
  return n ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for the words of units");
}

/* --- All ----------------------------------------------------------------------------------------------------------------------------- */

static enum zn_status write_all(const char *path, struct zn_error *error) {
  FILE *out = fopen(path, "wb");
  if (!out) return zn_fail_at(error, ZN_IO, path, 0, "the file cannot be written");
  fputs("/* Written by tools/pack_page. */\n#include \"base/embedded.h\"\n#include \"unit_table.h\"\n", out);
  enum zn_status status = write_files(out, error);
  if (status == ZN_OK) status = write_words(out, error);
  const int whole = !ferror(out);
  if ((fclose(out) != 0 || !whole) && status == ZN_OK) status = zn_fail_at(error, ZN_IO, path, 0, "the file cannot be written");
  if (status != ZN_OK) remove(path);
  return status;
}

int main(int argc, char **argv) {
  struct zn_error error = {0};
  if (argc != 2) {
    fputs("usage: pack_page OUTPUT\n", stderr);
    return EXIT_FAILURE;
  }
  if (write_all(argv[1], &error) == ZN_OK) return EXIT_SUCCESS;
  fprintf(stderr, *error.file ? "%s:%d: %s\n" : "%s%.0d%s\n", error.file, error.line, error.text);
  return EXIT_FAILURE;
}
