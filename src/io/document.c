#include "document.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/status.h"

/* Deeper than any file of ours: a list of pairs in a list of entries under a key. */
enum { DEEPEST = 8 };

struct reader {
  yaml_parser_t parser;
  yaml_event_t event;
  const char *file;
};

static enum zn_status refuse(const struct reader *r, struct zn_error *error, const char *what) {
  return zn_fail_at(error, ZN_INPUT, r->file, (int)r->event.start_mark.line + 1, "%s", what);
}

/* What libyaml says, and a word of help for the two slips that people make. */
static enum zn_status complain(const struct reader *r, struct zn_error *error) {
  const char *problem = r->parser.problem ? r->parser.problem : "it cannot be read";
  if (r->parser.error == YAML_MEMORY_ERROR) return zn_fail(error, ZN_MEMORY, "no memory to read %s", r->file);
  const char *help = strstr(problem, "',' or")           ? "; a name with [ ] inside { } needs quotation marks"
                     : strstr(problem, "not allowed in") ? "; a text that holds ': ' needs quotation marks"
                                                         : "";
  return zn_fail_at(error, ZN_INPUT, r->file, (int)r->parser.problem_mark.line + 1, "this is not valid YAML: %s%s", problem, help);
}

static enum zn_status next_event(struct reader *r, struct zn_error *error) {
  yaml_event_delete(&r->event);
  return yaml_parser_parse(&r->parser, &r->event) ? ZN_OK : complain(r, error);
}

static struct zn_node *new_node(struct zn_node *parent, enum zn_node_kind kind, const struct reader *r) {
  struct zn_node *node = calloc(1, sizeof *node);
  if (!node) return NULL;
  node->kind = kind;
  node->line = (int)r->event.start_mark.line + 1;
  if (!parent) return node;
  if (parent->last)
    parent->last->next = node;
  else
    parent->first = node;
  parent->last = node;
  parent->count++;
  return node;
}

/* Control characters, also those above 0x7F, can be written as escapes; nobody needs them. */
static int has_control_character(const unsigned char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((text[i] < 0x20 && text[i] != '\n') || text[i] == 0x7F || (text[i] == 0xC2 && text[i + 1] < 0xA0)) return 1;
  return 0;
}

static enum zn_status copy_scalar(const struct reader *r, char **text, struct zn_error *error) {
  const size_t length = r->event.data.scalar.length;
  if (has_control_character(r->event.data.scalar.value, length))
    return refuse(r, error, "the text holds a tab or another control character; expected plain text");
  *text = malloc(length + 1);
  if (!*text) return zn_fail(error, ZN_MEMORY, "no memory to read %s", r->file);
  memcpy(*text, r->event.data.scalar.value, length);
  (*text)[length] = '\0';
  return ZN_OK;
}

static enum zn_status check_plainness(const struct reader *r, struct zn_error *error) {
  const yaml_event_t *e = &r->event;
  const yaml_char_t *anchor = NULL, *tag = NULL;
  if (e->type == YAML_ALIAS_EVENT) return refuse(r, error, "aliases (*name) are not used here; write the entry again");
  if (e->type == YAML_SCALAR_EVENT) anchor = e->data.scalar.anchor, tag = e->data.scalar.tag;
  if (e->type == YAML_SEQUENCE_START_EVENT) anchor = e->data.sequence_start.anchor, tag = e->data.sequence_start.tag;
  if (e->type == YAML_MAPPING_START_EVENT) anchor = e->data.mapping_start.anchor, tag = e->data.mapping_start.tag;
  if (anchor) return refuse(r, error, "anchors (&name) are not used here; a text that begins with & needs quotation marks");
  if (tag) return refuse(r, error, "tags (!name) are not used here; a text that begins with ! needs quotation marks");
  return ZN_OK;
}

static enum zn_status read_node(struct reader *r, struct zn_node *parent, int depth, struct zn_node **out, struct zn_error *error);

static enum zn_status read_list(struct reader *r, struct zn_node *list, int depth, struct zn_error *error) {
  for (;;) {
    ZN_TRY(next_event(r, error));
    if (r->event.type == YAML_SEQUENCE_END_EVENT) return ZN_OK;
    ZN_TRY(read_node(r, list, depth + 1, NULL, error));
  }
}

static enum zn_status read_entry(struct reader *r, struct zn_node *mapping, int depth, char *key, struct zn_error *error) {
  const int line = (int)r->event.start_mark.line + 1;
  struct zn_node *node = NULL;
  enum zn_status status = next_event(r, error);
  if (status == ZN_OK) status = read_node(r, mapping, depth + 1, &node, error);
  if (!node) {
    free(key);
    return status;
  }
  node->key = key;
  node->line = line;
  return status;
}

static enum zn_status read_mapping(struct reader *r, struct zn_node *mapping, int depth, struct zn_error *error) {
  for (;;) {
    char *key;
    ZN_TRY(next_event(r, error));
    if (r->event.type == YAML_MAPPING_END_EVENT) return ZN_OK;
    ZN_TRY(check_plainness(r, error));
    if (r->event.type != YAML_SCALAR_EVENT) return refuse(r, error, "a list or mapping cannot be a key; expected a word");
    ZN_TRY(copy_scalar(r, &key, error));
    ZN_TRY(read_entry(r, mapping, depth, key, error));
  }
}

/* The node that begins with the present event. `out` (may be NULL) is set as soon as the node hangs in the tree. */
static enum zn_status read_node(struct reader *r, struct zn_node *parent, int depth, struct zn_node **out, struct zn_error *error) {
  ZN_TRY(check_plainness(r, error));
  if (depth > DEEPEST) return refuse(r, error, "lists and mappings are nested too deeply here");
  const enum zn_node_kind kind = r->event.type == YAML_SEQUENCE_START_EVENT  ? ZN_NODE_LIST
                                 : r->event.type == YAML_MAPPING_START_EVENT ? ZN_NODE_MAPPING
                                                                             : ZN_NODE_TEXT;
  struct zn_node *node = new_node(parent, kind, r);
  if (!node) return zn_fail(error, ZN_MEMORY, "no memory to read %s", r->file);
  if (out) *out = node;
  if (kind == ZN_NODE_LIST) return read_list(r, node, depth, error);
  if (kind == ZN_NODE_MAPPING) return read_mapping(r, node, depth, error);
  return copy_scalar(r, &node->text, error);
}

static enum zn_status read_document(struct reader *r, struct zn_node **root, struct zn_error *error) {
  ZN_TRY(next_event(r, error)); /* the stream begins */
  ZN_TRY(next_event(r, error));
  if (r->event.type != YAML_DOCUMENT_START_EVENT) return refuse(r, error, "the file is empty; expected 'key: value' lines");
  ZN_TRY(next_event(r, error));
  ZN_TRY(read_node(r, NULL, 0, root, error));
  ZN_TRY(next_event(r, error)); /* the document ends */
  ZN_TRY(next_event(r, error));
  if (r->event.type != YAML_STREAM_END_EVENT) return refuse(r, error, "a second document begins here; expected one document in a file");
  return ZN_OK;
}

/* YAML forbids tabs as indentation; libyaml's own words for it help nobody. */
static enum zn_status check_tabs(const char *text, const char *file, struct zn_error *error) {
  for (int line = 1; *text; line++) {
    text += strspn(text, " ");
    if (*text == '\t') return zn_fail_at(error, ZN_INPUT, file, line, "the line is indented with a tab; expected spaces");
    text += strcspn(text, "\n");
    text += *text == '\n';
  }
  return ZN_OK;
}

enum zn_status zn_document_read(struct zn_node **root, const char *text, size_t length, const char *file, struct zn_error *error) {
  struct reader r = {.file = file};
  *root = NULL;
  ZN_TRY(check_tabs(text, file, error));
  if (!yaml_parser_initialize(&r.parser)) return zn_fail(error, ZN_MEMORY, "no memory to read %s", file);
  yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, length);
  const enum zn_status status = read_document(&r, root, error);
  yaml_event_delete(&r.event);
  yaml_parser_delete(&r.parser);
  if (status == ZN_OK) return ZN_OK;
  zn_document_free(*root);
  *root = NULL;
  return status;
}
