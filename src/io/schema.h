/* A document held against a libcyaml schema, and loaded by it. libcyaml fills the structs; the walk before it finds what
 * libcyaml lets pass or cannot place: the nearest key, doubled keys, numbers that are not plain numbers, and the line. */
#ifndef ZN_IO_SCHEMA_H
#define ZN_IO_SCHEMA_H

#include <cyaml/cyaml.h>

#include "document.h"

/* One file of the user, read by a schema whose top is a pointer to a mapping. */
struct zn_loaded {
  const char *file;     /* in messages; borrowed */
  struct zn_node *root; /* for lines */
  void *data;           /* what libcyaml made of it */
  const cyaml_schema_value_t *schema;
};

/* Checks and loads `text`. Free with zn_loaded_clear, also after a failure. */
enum zn_status zn_loaded_read(struct zn_loaded *loaded, const char *text, size_t length, const char *file,
                              const cyaml_schema_value_t *schema, struct zn_error *error);
void zn_loaded_clear(struct zn_loaded *loaded);

/* The part of them that fills and frees the structs behind `data`; the tree is read and checked. */
enum zn_status zn_loaded_fill(struct zn_loaded *loaded, const char *text, size_t length, struct zn_error *error);
void zn_loaded_empty(struct zn_loaded *loaded);

/* A schema field that is a text of at least one and at most `longest` bytes, in struct member `char *key`. */
#define ZN_FIELD_TEXT(key, flags, structure, longest) CYAML_FIELD_STRING_PTR(#key, CYAML_FLAG_POINTER | (flags), structure, key, 1, longest)
/* A list in members `key` and `key_count`. */
#define ZN_FIELD_LIST(key, flags, structure, entry, least, most) \
  CYAML_FIELD_SEQUENCE(#key, CYAML_FLAG_POINTER | (flags), structure, key, entry, least, most)
#define ZN_REQUIRED CYAML_FLAG_DEFAULT
#define ZN_OPTIONAL CYAML_FLAG_OPTIONAL

#endif
