/* Structs filled by a schema of libcyaml from a checked tree: what libcyaml itself does where there is YAML text. Stands for
 * src/io/schema_fill.c; knows the types that schema.c knows. */
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "io/schema.h"

static enum zn_status fill_value(char *at, const struct zn_node *node, const cyaml_schema_value_t *schema, struct zn_error *error);

/* The low bytes of a number: WebAssembly is little-endian. */
static void put_number(void *at, uint64_t number, size_t bytes) { memcpy(at, &number, bytes); }

static enum zn_status fill_mapping(char *at, const struct zn_node *node, const cyaml_schema_value_t *schema, struct zn_error *error);

static int64_t choice(const struct zn_node *node, const cyaml_schema_value_t *schema) {
  for (uint32_t i = 0; i < schema->enumeration.count; i++)
    if (strcmp(schema->enumeration.strings[i].str, node->text) == 0) return schema->enumeration.strings[i].val;
  return 0;
}

/* What is no list, where it lies. */
static enum zn_status fill_here(char *at, const struct zn_node *node, const cyaml_schema_value_t *schema, struct zn_error *error) {
  switch (schema->type) {
    case CYAML_MAPPING:
      return fill_mapping(at, node, schema, error);
    case CYAML_UINT:
      put_number(at, strtoull(node->text, NULL, 10), schema->data_size);
      return ZN_OK;
    case CYAML_BOOL:
      put_number(at, strcmp(node->text, "true") == 0, schema->data_size);
      return ZN_OK;
    case CYAML_ENUM:
      put_number(at, (uint64_t)choice(node, schema), schema->data_size);
      return ZN_OK;
    case CYAML_STRING:
      memcpy(at, node->text, strlen(node->text) + 1);
      return ZN_OK;
    default:
      return zn_fail(error, ZN_ARGUMENT, "a schema has a type that the page does not know");
  }
}

static size_t size_of(const struct zn_node *node, const cyaml_schema_value_t *schema) {
  return schema->type == CYAML_STRING ? strlen(node->text) + 1 : schema->data_size;
}

static enum zn_status fill_value(char *at, const struct zn_node *node, const cyaml_schema_value_t *schema, struct zn_error *error) {
  if (!(schema->flags & CYAML_FLAG_POINTER)) return fill_here(at, node, schema, error);
  char *block = calloc(1, size_of(node, schema) + 1);
  if (!block) return zn_fail(error, ZN_MEMORY, "no memory to load a file");
  memcpy(at, &block, sizeof block);
  return fill_here(block, node, schema, error);
}

static size_t step_of(const cyaml_schema_value_t *list) {
  const cyaml_schema_value_t *entry = list->sequence.entry;
  return entry->flags & CYAML_FLAG_POINTER ? sizeof(void *) : entry->data_size;
}

/* A list in the members that a field names. */
static enum zn_status fill_list(char *at, const struct zn_node *node, const cyaml_schema_field_t *field, struct zn_error *error) {
  const size_t step = step_of(&field->value);
  char *block = calloc((size_t)node->count + 1, step);
  if (!block) return zn_fail(error, ZN_MEMORY, "no memory to load a file");
  memcpy(at + field->data_offset, &block, sizeof block);
  put_number(at + field->count_offset, (uint64_t)node->count, field->count_size);
  for (const struct zn_node *entry = node->first; entry; entry = entry->next, block += step)
    ZN_TRY(fill_value(block, entry, field->value.sequence.entry, error));
  return ZN_OK;
}

static enum zn_status fill_mapping(char *at, const struct zn_node *node, const cyaml_schema_value_t *schema, struct zn_error *error) {
  for (const cyaml_schema_field_t *field = schema->mapping.fields; field->key; field++) {
    const struct zn_node *entry = zn_node_entry(node, field->key);
    if (!entry) continue;
    ZN_TRY(field->value.type == CYAML_SEQUENCE ? fill_list(at, entry, field, error)
                                               : fill_value(at + field->data_offset, entry, &field->value, error));
  }
  return ZN_OK;
}

enum zn_status zn_loaded_fill(struct zn_loaded *loaded, const char *text, size_t length, struct zn_error *error) {
  (void)text;
  (void)length;
  return fill_value((char *)&loaded->data, loaded->root, loaded->schema, error);
}

/* --- Back -------------------------------------------------------------------------------------------------------------------------- */

static void empty_mapping(char *at, const cyaml_schema_value_t *schema);

static void empty_value(char *at, const cyaml_schema_value_t *schema) {
  char *block = at;
  if (schema->flags & CYAML_FLAG_POINTER) memcpy(&block, at, sizeof block);
  if (!block) return;
  if (schema->type == CYAML_MAPPING) empty_mapping(block, schema);
  if (block != at) free(block);
}

static void empty_mapping(char *at, const cyaml_schema_value_t *schema) {
  for (const cyaml_schema_field_t *field = schema->mapping.fields; field->key; field++) {
    if (field->value.type != CYAML_SEQUENCE) {
      empty_value(at + field->data_offset, &field->value);
      continue;
    }
    char *block;
    uint64_t count = 0;
    memcpy(&block, at + field->data_offset, sizeof block);
    memcpy(&count, at + field->count_offset, field->count_size);
    for (uint64_t i = 0; block && i < count; i++) empty_value(block + i * step_of(&field->value), field->value.sequence.entry);
    free(block);
  }
}

void zn_loaded_empty(struct zn_loaded *loaded) {
  if (loaded->data) empty_value((char *)&loaded->data, loaded->schema);
  loaded->data = NULL;
}
