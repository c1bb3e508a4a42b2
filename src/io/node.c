/* The tree of a document, whoever made it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "document.h"

void zn_document_free(struct zn_node *node) {
  while (node) {
    struct zn_node *next = node->next;
    zn_document_free(node->first);
    free(node->key);
    free(node->text);
    free(node);
    node = next;
  }
}

const struct zn_node *zn_node_entry(const struct zn_node *mapping, const char *key) {
  const struct zn_node *node = mapping->first;
  while (node && strcmp(node->key, key) != 0) node = node->next;
  return node;
}

static enum zn_status place(const struct zn_node *node, const char *file, struct zn_error *error, enum zn_status status, const char *text) {
  return node->key ? zn_fail_at(error, status, file, node->line, "%s: %s", node->key, text)
                   : zn_fail_at(error, status, file, node->line, "%s", text);
}

enum zn_status zn_node_refuse(const struct zn_node *node, const char *file, struct zn_error *error, const char *format, ...) {
  char text[sizeof error->text];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return place(node, file, error, ZN_INPUT, text);
}

enum zn_status zn_node_blame(enum zn_status status, const struct zn_node *node, const char *file, struct zn_error *error) {
  if (status == ZN_OK || !error || error->line) return status;
  char text[sizeof error->text];
  memcpy(text, error->text, sizeof text);
  return place(node, file, error, status, text);
}
