/* Documents in a page arrive as a stream of nodes instead of YAML text (docs in nodes.h), for YAML is parsed outside: by tools/pack_page at
 * build time, by an npm package in the page. Stands for src/io/document.c. */
#include "io/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "nodes.h"

struct stream {
  const unsigned char *at, *end;
  const char *file;
  struct zn_error *error;
};

static enum zn_status broken(const struct stream *s) {
  return zn_fail_at(s->error, ZN_ARGUMENT, s->file, 0, "the stream of nodes is damaged");
}

/* A number of seven bits a byte, the lowest first. */
static enum zn_status read_number(struct stream *s, unsigned *number) {
  *number = 0;
  for (int shift = 0; shift < 28; shift += 7) {
    if (s->at == s->end) return broken(s);
    const unsigned char byte = *s->at++;
    *number |= (unsigned)(byte & 0x7F) << shift;
    if (!(byte & 0x80)) return ZN_OK;
  }
  return broken(s);
}

static enum zn_status read_text(struct stream *s, char **text) {
  unsigned length;
  ZN_TRY(read_number(s, &length));
  if (length > (size_t)(s->end - s->at)) return broken(s);
  *text = malloc((size_t)length + 1);
  if (!*text) return zn_fail(s->error, ZN_MEMORY, "no memory to read %s", s->file);
  memcpy(*text, s->at, length);
  (*text)[length] = '\0';
  s->at += length;
  return ZN_OK;
}

static void hang(struct zn_node *parent, struct zn_node *node) {
  if (parent->last)
    parent->last->next = node;
  else
    parent->first = node;
  parent->last = node;
  parent->count++;
}

/* The node that begins here; it hangs in the tree, or is *root, as soon as there is any of it. */
static enum zn_status read_node(struct stream *s, struct zn_node *parent, struct zn_node **root) {
  unsigned kind, line, count;
  ZN_TRY(read_number(s, &kind));
  ZN_TRY(read_number(s, &line));
  if (kind > ZN_NODE_MAPPING) return broken(s);
  struct zn_node *node = calloc(1, sizeof *node);
  if (!node) return zn_fail(s->error, ZN_MEMORY, "no memory to read %s", s->file);
  node->kind = (enum zn_node_kind)kind;
  node->line = (int)line;
  if (parent)
    hang(parent, node);
  else
    *root = node;
  if (parent && parent->kind == ZN_NODE_MAPPING) ZN_TRY(read_text(s, &node->key));
  if (node->kind == ZN_NODE_TEXT) return read_text(s, &node->text);
  ZN_TRY(read_number(s, &count));
  for (unsigned i = 0; i < count; i++) ZN_TRY(read_node(s, node, NULL));
  return ZN_OK;
}

enum zn_status zn_document_read(struct zn_node **root, const char *text, size_t length, const char *file, struct zn_error *error) {
  struct stream s = {(const unsigned char *)text, (const unsigned char *)text + length, file, error};
  const size_t mark = sizeof ZN_NODES_MARK - 1;
  *root = NULL;
  if (length < mark || memcmp(text, ZN_NODES_MARK, mark) != 0) return broken(&s);
  s.at += mark;
  enum zn_status status = read_node(&s, NULL, root);
  if (status == ZN_OK && s.at != s.end) status = broken(&s);
  if (status == ZN_OK) return ZN_OK;
  zn_document_free(*root);
  *root = NULL;
  return status;
}
