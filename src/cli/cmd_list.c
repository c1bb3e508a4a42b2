/* zonula list KIND [TEXT]: looks up what is built in. Without TEXT all things of that kind; with it those that hold the text
 * anywhere; the exact name of one shows all that is known about it. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli.h"
#include "kinds.h"
#include "table.h"

/* --- Texts of fields ------------------------------------------------------------------------------------------------------------------ */

static int is_empty(const json_t *value) { return json_is_null(value) || (json_is_string(value) && json_string_length(value) == 0); }

/* Whether an object holds several phrases, which spaces would not part. */
static int holds_phrases(const json_t *object) {
  const char *key;
  json_t *item;
  int phrases = 0;
  json_object_foreach((json_t *)object, key, item) phrases += json_is_string(item) && strchr(json_string_value(item), ' ') != NULL;
  return phrases > 1;
}

static void write_field(FILE *out, const json_t *value, const char *between);

/* The fields of an object that say something. */
static void write_object(FILE *out, const json_t *object, const char *between) {
  const char *key, *apart = holds_phrases(object) ? "; " : " ", *now = "";
  json_t *item;
  json_object_foreach((json_t *)object, key, item) {
    if (is_empty(item)) continue;
    fputs(now, out);
    if (json_is_number(item)) fprintf(out, "%s ", key); /* words speak for themselves, numbers do not */
    write_field(out, item, between);
    const size_t length = json_string_length(item);
    now = length && json_string_value(item)[length - 1] == '?' ? " " : apart;
  }
}

static void write_field(FILE *out, const json_t *value, const char *between) {
  size_t i;
  json_t *item;
  switch (json_typeof(value)) {
    case JSON_STRING:
      fputs(json_string_value(value), out);
      break;
    case JSON_REAL:
    case JSON_INTEGER:
      fprintf(out, "%.6g", json_number_value(value));
      break;
    case JSON_ARRAY:
      json_array_foreach(value, i, item) {
        if (i) fputs(between, out);
        write_field(out, item, between);
      }
      break;
    case JSON_OBJECT:
      write_object(out, value, between);
      break;
    case JSON_TRUE:
    case JSON_FALSE:
    case JSON_NULL:
      fputs(json_is_null(value) ? "-" : json_is_true(value) ? "yes" : "no", out);
  }
}

/* The text of a field, for free(); an array's items are parted by `between`. NULL when there is no memory. */
static char *field_text(const json_t *value, const json_t *high, const char *between) {
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  if (!out) return NULL;
  if (value) write_field(out, value, between);
  if (high) fputs(" to ", out), write_field(out, high, between);
  fclose(out);
  return text;
}

/* --- Finding -------------------------------------------------------------------------------------------------------------------------- */

static int holds(const char *text, const char *part) {
  const size_t length = strlen(part);
  for (; *text; text++)
    if (strncasecmp(text, part, length) == 0) return 1;
  return 0;
}

static const char *name_of(const struct cli_kind *kind, const json_t *object) {
  return json_string_value(json_object_get(object, kind->key));
}

static int object_holds(const json_t *object, const char *part) {
  char *text = field_text(object, NULL, " ");
  const int found = text && holds(text, part);
  free(text);
  return found;
}

/* The object with this very name, or NULL; borrowed. */
static json_t *find_exactly(const struct cli_kind *kind, const json_t *all, const char *name) {
  size_t i;
  json_t *object;
  json_array_foreach(all, i, object) if (strcmp(name_of(kind, object), name) == 0) return object;
  return NULL;
}

/* Those of `all` that match: the one of that name, or else all that hold the text. */
static json_t *select_by(const struct cli_kind *kind, const json_t *all, const char *text) {
  size_t i;
  json_t *object, *found = json_array(), *exact = find_exactly(kind, all, text);
  if (exact)
    json_array_append(found, exact);
  else
    json_array_foreach(all, i, object) if (object_holds(object, text)) json_array_append(found, object);
  return found;
}

struct names {
  const struct cli_kind *kind;
  const json_t *all;
};
static const char *name_at(const void *context, int index) {
  const struct names *names = context;
  return name_of(names->kind, json_array_get(names->all, (size_t)index));
}

static enum cli_exit nothing_found(const struct cli_options *options, const struct cli_kind *kind, const json_t *all) {
  struct zn_error error = {0};
  const char *nearest = zn_nearest(options->word[1], name_at, &(struct names){kind, all}, (int)json_array_size(all));
  if (nearest)
    snprintf(error.text, sizeof error.text, "no %s holds \"%s\"; did you mean %s?", kind->one, options->word[1], nearest);
  else
    snprintf(error.text, sizeof error.text, "no %s holds \"%s\"; see zonula list %s", kind->one, options->word[1], kind->name);
  return cli_error(options, ZN_INPUT, &error);
}

/* --- Showing -------------------------------------------------------------------------------------------------------------------------- */

static int add_row(struct cli_table *table, const struct cli_kind *kind, const json_t *object) {
  int whole = 1;
  for (int c = 0; c < table->n_columns && whole; c++) {
    const struct cli_field *f = &kind->field[c];
    char *text = field_text(json_object_get(object, f->key), f->high_key ? json_object_get(object, f->high_key) : NULL, " ");
    whole = text && cli_table_add(table, CLI_INK_PLAIN, text);
    free(text);
  }
  return whole;
}

static enum cli_exit show_table(const struct cli_kind *kind, const json_t *found) {
  struct cli_column columns[CLI_MOST_FIELDS];
  struct cli_table table = {.columns = columns, .width = cli_columns(stdout)};
  for (; table.n_columns < CLI_MOST_FIELDS && kind->field[table.n_columns].title; table.n_columns++)
    columns[table.n_columns] = (struct cli_column){kind->field[table.n_columns].title, kind->field[table.n_columns].right};
  size_t i;
  json_t *object;
  int whole = 1;
  json_array_foreach(found, i, object) whole = whole && add_row(&table, kind, object);
  whole = whole && cli_table_print(&table, stdout);
  cli_table_clear(&table);
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

static int add_citations(struct cli_table *table, const json_t *sources) {
  size_t i;
  json_t *id;
  int whole = 1;
  json_array_foreach(sources, i, id) {
    const int index = zn_source_find(json_string_value(id));
    const struct zn_source_info *source = zn_source_info(index);
    char text[1024];
    if (!source) continue;
    snprintf(text, sizeof text, "%s%s%s", source->cite, *source->locator ? ", " : "", source->locator);
    whole = whole && cli_table_add(table, CLI_INK_FAINT, source->id) && cli_table_add(table, CLI_INK_PLAIN, text);
  }
  return whole;
}

/* All fields of one thing, one a line, and the citations behind its sources. */
static enum cli_exit show_details(const json_t *object) {
  static const struct cli_column columns[] = {{"", 0}, {"", 0}};
  struct cli_table table = {.columns = columns, .n_columns = 2, .width = cli_prose_columns(stdout)};
  const char *key;
  json_t *value;
  int whole = 1;
  json_object_foreach((json_t *)object, key, value) {
    const int list_of_objects = json_is_object(json_array_get(value, 0));
    char *text = field_text(value, NULL, list_of_objects ? "\n" : " ");
    whole = whole && text && cli_table_add(&table, CLI_INK_BOLD, key) && cli_table_add(&table, CLI_INK_PLAIN, *text ? text : "-");
    free(text);
  }
  whole = whole && add_citations(&table, json_object_get(object, "sources"));
  whole = whole && cli_table_print(&table, stdout);
  cli_table_clear(&table);
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

static enum cli_exit show(const struct cli_options *options, const struct cli_kind *kind, const json_t *found) {
  if (options->json) return cli_json_answer(stdout, json_incref((json_t *)found)) ? CLI_EXIT_DONE : cli_no_memory();
  const json_t *first = json_array_get(found, 0);
  const int one_by_name = json_array_size(found) == 1 && options->n_words == 2 && strcmp(name_of(kind, first), options->word[1]) == 0;
  return one_by_name ? show_details(first) : show_table(kind, found);
}

/* --- The verb ------------------------------------------------------------------------------------------------------------------------- */

static const char *kind_name(const void *context, int index) { return (void)context, cli_kinds[index].name; }

static enum cli_exit find_kind(const struct cli_kind **kind, const char *name) {
  for (int i = 0; i < cli_kind_count; i++)
    if (strcmp(cli_kinds[i].name, name) == 0) return *kind = &cli_kinds[i], CLI_EXIT_DONE;
  const char *nearest = zn_nearest(name, kind_name, NULL, cli_kind_count);
  return cli_usage(nearest ? "there is no list of \"%s\"; did you mean %s?" : "there is no list of \"%s\"; see zonula list", name, nearest);
}

static enum cli_exit list_kinds(const struct cli_options *options) {
  static const struct cli_column columns[] = {{"kind", 0}, {"what it is", 0}};
  struct cli_table table = {.columns = columns, .n_columns = 2, .width = cli_prose_columns(stdout)};
  json_t *all = json_array();
  int whole = all != NULL;
  for (int i = 0; i < cli_kind_count && whole; i++)
    whole = cli_table_add(&table, CLI_INK_PLAIN, cli_kinds[i].name) && cli_table_add(&table, CLI_INK_PLAIN, cli_kinds[i].meaning) &&
            json_array_append_new(all, json_pack("{s:s, s:s}", "kind", cli_kinds[i].name, "meaning", cli_kinds[i].meaning)) == 0;
  if (whole && options->json) whole = cli_json_answer(stdout, json_incref(all));
  if (whole && !options->json) whole = cli_table_print(&table, stdout);
  json_decref(all);
  cli_table_clear(&table);
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

static enum cli_exit list(const struct cli_options *options, const struct cli_kind *kind, const struct cli_known *known) {
  json_t *all = kind->all(known);
  json_t *found = options->n_words == 2 ? select_by(kind, all, options->word[1]) : json_incref(all);
  enum cli_exit code;
  if (!all || !found)
    code = cli_no_memory();
  else if (json_array_size(found) == 0 && options->n_words == 2)
    code = nothing_found(options, kind, all);
  else
    code = show(options, kind, found);
  json_decref(found);
  json_decref(all);
  return code;
}

static enum cli_exit run(const struct cli_options *options) {
  const struct cli_kind *kind = NULL;
  struct zn_library *library = NULL;
  struct zn_claims *claims = NULL;
  struct zn_error error = {0};
  if (options->n_words == 0) return list_kinds(options);
  enum cli_exit code = find_kind(&kind, options->word[0]);
  if (code) return code;
  enum zn_status status = kind->needs & CLI_NEEDS_LIBRARY ? zn_library_load(&library, &error) : ZN_OK;
  if (status == ZN_OK && kind->needs & CLI_NEEDS_CLAIMS) status = zn_claims_load(&claims, &error);
  code = status == ZN_OK ? list(options, kind, &(struct cli_known){library, claims}) : cli_error(options, status, &error);
  zn_claims_free(claims);
  zn_library_free(library);
  return code;
}

const struct cli_verb cli_verb_list = {
    .name = "list",
    .words = "[KIND] [TEXT]",
    .summary = "look up what is built in, with units, ranges, grades and sources",
    .details =
        "Without words: the kinds of things there are. With a KIND: all of them. With a TEXT as well: those that hold it anywhere, in "
        "capitals or not. With the exact name of one: all that is known about it, and the papers behind it.\n\n"
        "On a terminal the last column is wrapped; elsewhere every row is one line, so that grep works.",
    .most_words = 2,
    .run = run,
};
