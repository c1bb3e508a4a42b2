#include "schema.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "names.h"

/* The document that is being checked. */
struct check {
  const char *file;
  struct zn_error *error;
};

static enum zn_status check_node(const struct check *c, const struct zn_node *node, const cyaml_schema_value_t *schema);

static const char *key_at(const void *context, int index) { return ((const cyaml_schema_field_t *)context)[index].key; }
static const char *choice_at(const void *context, int index) { return ((const cyaml_strval_t *)context)[index].str; }

static int field_count(const cyaml_schema_field_t *fields) {
  int n = 0;
  while (fields[n].key) n++;
  return n;
}

static enum zn_status check_entry(const struct check *c, const struct zn_node *mapping, const struct zn_node *entry,
                                  const cyaml_schema_field_t *fields) {
  const struct zn_names keys = {"key", key_at, fields, field_count(fields)};
  int index;
  for (index = 0; index < keys.count && strcmp(fields[index].key, entry->key) != 0;) index++;
  if (index == keys.count)
    return zn_node_blame(zn_name_refuse(&keys, entry->key, c->error), &(struct zn_node){.line = entry->line}, c->file, c->error);
  const struct zn_node *before = zn_node_entry(mapping, entry->key);
  if (before != entry) return zn_node_refuse(entry, c->file, c->error, "the key is given twice, first in line %d", before->line);
  return check_node(c, entry, &fields[index].value);
}

static enum zn_status check_mapping(const struct check *c, const struct zn_node *node, const cyaml_schema_value_t *schema) {
  const cyaml_schema_field_t *fields = schema->mapping.fields;
  for (const struct zn_node *entry = node->first; entry; entry = entry->next) ZN_TRY(check_entry(c, node, entry, fields));
  for (int i = 0; fields[i].key; i++)
    if (!(fields[i].value.flags & CYAML_FLAG_OPTIONAL) && !zn_node_entry(node, fields[i].key))
      return zn_node_refuse(node, c->file, c->error, "the key '%s' is missing", fields[i].key);
  return ZN_OK;
}

static enum zn_status check_list(const struct check *c, const struct zn_node *node, const cyaml_schema_value_t *schema) {
  const unsigned count = (unsigned)node->count, least = schema->sequence.min, most = schema->sequence.max;
  if (count < least || count > most)
    return zn_node_refuse(node, c->file, c->error, "%u entries; expected %s%u", count,
                          least == most   ? ""
                          : count < least ? "at least "
                                          : "at most ",
                          count < least ? least : most);
  for (const struct zn_node *entry = node->first; entry; entry = entry->next) ZN_TRY(check_node(c, entry, schema->sequence.entry));
  return ZN_OK;
}

static enum zn_status check_text(const struct check *c, const struct zn_node *node, const cyaml_schema_value_t *schema) {
  const size_t length = strlen(node->text);
  if (length < schema->string.min) return zn_node_refuse(node, c->file, c->error, "nothing stands here; expected a text");
  if (length > schema->string.max)
    return zn_node_refuse(node, c->file, c->error, "the text has %zu bytes; expected at most %u", length, schema->string.max);
  return ZN_OK;
}

/* Decimal digits alone: libcyaml would also take 0x10, 010 and " 7". */
static enum zn_status check_whole_number(const struct check *c, const struct zn_node *node, const cyaml_schema_value_t *schema) {
  const size_t length = strlen(node->text);
  const int plain = length > 0 && strspn(node->text, "0123456789") == length && (length == 1 || node->text[0] != '0');
  errno = 0;
  const unsigned long long value = plain ? strtoull(node->text, NULL, 10) : 0;
  const unsigned bits = 8 * schema->data_size;
  if (!plain || errno || (bits < 64 && value >> bits))
    return zn_node_refuse(node, c->file, c->error, "'%.40s' is no whole number from 0 to %llu", node->text, ~0ULL >> (64 - bits));
  return ZN_OK;
}

static enum zn_status check_truth(const struct check *c, const struct zn_node *node, const cyaml_schema_value_t *schema) {
  (void)schema;
  if (strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0) return ZN_OK;
  return zn_node_refuse(node, c->file, c->error, "'%.40s' is neither true nor false", node->text);
}

static enum zn_status check_choice(const struct check *c, const struct zn_node *node, const cyaml_schema_value_t *schema) {
  const struct zn_names choices = {node->key, choice_at, schema->enumeration.strings, (int)schema->enumeration.count};
  int index;
  return zn_node_blame(zn_name_find(&choices, node->text, &index, c->error), node, c->file, c->error);
}

typedef enum zn_status check_function(const struct check *c, const struct zn_node *node, const cyaml_schema_value_t *schema);

/* The types that our schemas use. */
static enum zn_status check_node(const struct check *c, const struct zn_node *node, const cyaml_schema_value_t *schema) {
  static const struct {
    enum zn_node_kind kind;
    const char *expected;
    check_function *check;
  } types[CYAML__TYPE_COUNT] = {
      [CYAML_MAPPING] = {ZN_NODE_MAPPING, "'key: value' entries", check_mapping},
      [CYAML_SEQUENCE] = {ZN_NODE_LIST, "a list, as in [one, two]", check_list},
      [CYAML_STRING] = {ZN_NODE_TEXT, "a text", check_text},
      [CYAML_UINT] = {ZN_NODE_TEXT, "a whole number", check_whole_number},
      [CYAML_BOOL] = {ZN_NODE_TEXT, "true or false", check_truth},
      [CYAML_ENUM] = {ZN_NODE_TEXT, "a word", check_choice},
  };
  static const char *const found[] = {[ZN_NODE_TEXT] = "a text", [ZN_NODE_LIST] = "a list", [ZN_NODE_MAPPING] = "a mapping"};
  if (node->kind == types[schema->type].kind) return types[schema->type].check(c, node, schema);
  return zn_node_refuse(node, c->file, c->error, "found %s; expected %s", found[node->kind], types[schema->type].expected);
}

enum zn_status zn_loaded_read(struct zn_loaded *loaded, const char *text, size_t length, const char *file,
                              const cyaml_schema_value_t *schema, struct zn_error *error) {
  const struct check check = {file, error};
  *loaded = (struct zn_loaded){.file = file, .schema = schema};
  ZN_TRY(zn_document_read(&loaded->root, text, length, file, error));
  ZN_TRY(check_node(&check, loaded->root, schema));
  return zn_loaded_fill(loaded, text, length, error);
}

void zn_loaded_clear(struct zn_loaded *loaded) {
  zn_loaded_empty(loaded);
  zn_document_free(loaded->root);
  *loaded = (struct zn_loaded){0};
}
