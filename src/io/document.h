/* One YAML document as a tree that remembers its lines, in the plain part of YAML that Zonula's files use: mappings, lists and
 * text. Anchors, aliases, tags, further documents and control characters are refused. */
#ifndef ZN_IO_DOCUMENT_H
#define ZN_IO_DOCUMENT_H

#include <stddef.h>

#include "zonula/status.h"

enum zn_node_kind { ZN_NODE_TEXT, ZN_NODE_LIST, ZN_NODE_MAPPING };

/* One node. Owned by the document, as is everything it points to. */
struct zn_node {
  enum zn_node_kind kind;
  int line;   /* on which it begins; entries of a mapping: the line of their key */
  char *key;  /* the key it stands under, or NULL in lists and at the top */
  char *text; /* text nodes; else NULL */
  int count;  /* entries of a list or mapping */
  struct zn_node *first, *last, *next;
};

/* Reads `text` (0-terminated, already checked to be UTF-8). `file` stands in messages. Free with zn_document_free. */
enum zn_status zn_document_read(struct zn_node **root, const char *text, size_t length, const char *file, struct zn_error *error);
void zn_document_free(struct zn_node *root);

/* The entry of a mapping under `key`, or NULL. */
const struct zn_node *zn_node_entry(const struct zn_node *mapping, const char *key);

/* Refuses a node: ZN_INPUT with its file, its line, and its key before the text. */
__attribute__((format(printf, 4, 5))) enum zn_status zn_node_refuse(const struct zn_node *node, const char *file, struct zn_error *error,
                                                                    const char *format, ...);

/* Gives an error that has no line yet the node's file, line and key; passes `status` on. */
enum zn_status zn_node_blame(enum zn_status status, const struct zn_node *node, const char *file, struct zn_error *error);

#endif
