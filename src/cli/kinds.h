/* The kinds of things that `zonula list` knows. Each thing is one JSON object with all that is known about it; a table, a page of
 * details and the answer to --json are three views of the same objects. */
#ifndef ZN_CLI_KINDS_H
#define ZN_CLI_KINDS_H

#include "json.h"
#include "zonula/zonula.h"

/* A column of the table: the field `key` of an object, or "key-high_key" when it shows a range. */
struct cli_field {
  const char *title, *key, *high_key;
  int right;
};

enum { CLI_MOST_FIELDS = 9 };

/* What things are looked up in. Each is NULL unless the kind needs it. */
struct cli_known {
  const struct zn_library *library;
  const struct zn_claims *claims;
};
enum { CLI_NEEDS_NOTHING = 0, CLI_NEEDS_LIBRARY = 1, CLI_NEEDS_CLAIMS = 2 };

struct cli_kind {
  const char *name, *one; /* "parameters", "parameter" */
  const char *key;        /* the field that is its name */
  const char *meaning;    /* what such a thing is */
  /* All things of this kind, an array of objects; NULL when there is no memory. */
  json_t *(*all)(const struct cli_known *known);
  int needs;
  struct cli_field field[CLI_MOST_FIELDS]; /* up to the first without title */
};

extern const struct cli_kind cli_kinds[];
extern const int cli_kind_count;

/* What makes the arrays, by where the things come from. */
json_t *cli_all_parameters(const struct cli_known *known);
json_t *cli_all_solutes(const struct cli_known *known);
json_t *cli_all_analytics(const struct cli_known *known);
json_t *cli_all_sources(const struct cli_known *known);
json_t *cli_all_states(const struct cli_known *known);
json_t *cli_all_observables(const struct cli_known *known);
json_t *cli_all_conditions(const struct cli_known *known);
json_t *cli_all_treatments(const struct cli_known *known);
json_t *cli_all_diets(const struct cli_known *known);
json_t *cli_all_foods(const struct cli_known *known);
json_t *cli_all_assays(const struct cli_known *known);
json_t *cli_all_markers(const struct cli_known *known);
json_t *cli_all_attributes(const struct cli_known *known);
json_t *cli_all_correlations(const struct cli_known *known);
json_t *cli_all_claims(const struct cli_known *known);

#endif
