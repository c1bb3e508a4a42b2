/* Parameters become fields: which index words a name takes, and where each row lies in struct zn_parameters. */
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/status.h"
#include "tables.h"
#include "zonula/anatomy.h"

#define ZN_X(name) #name,
static const char *const segments[] = {ZN_SEGMENT_LIST(ZN_X)};
static const char *const fibres[] = {ZN_FIBRE_LIST(ZN_X)};
static const char *const groups[] = {ZN_GROUP_LIST(ZN_X)};
static const char *const substrates[] = {ZN_SUBSTRATE_LIST(ZN_X)};
#undef ZN_X

/* An array a field may be. */
struct shape {
  const char *text, *called;
  const char *const *outer, *const *inner; /* index words; `inner` NULL for one index */
  int outers, inners;                      /* 1 where there is no index */
  int sparse;                              /* entries that are not written are 0 */
};

/* In the order in which they are tried: parts before the whole. */
static const struct shape shapes[] = {
    {"", "no index", NULL, NULL, 1, 1, 0},
    {"[ZN_SMALL_BOWEL_SEGMENTS]", "small bowel", segments, NULL, ZN_SMALL_BOWEL_SEGMENTS, 1, 0},
    {"[ZN_COLON_SEGMENTS]", "colon", segments + ZN_COLON, NULL, ZN_COLON_SEGMENTS, 1, 0},
    {"[ZN_SEGMENTS]", "segments", segments, NULL, ZN_SEGMENTS, 1, 0},
    {"[ZN_FIBRES]", "fibres", fibres, NULL, ZN_FIBRES, 1, 0},
    {"[ZN_GROUPS]", "groups", groups, NULL, ZN_GROUPS, 1, 0},
    {"[ZN_GROUPS][ZN_SUBSTRATES]", "group/substrate", groups, substrates, ZN_GROUPS, ZN_SUBSTRATES, 1},
};
enum { SHAPES = sizeof shapes / sizeof *shapes, FIRST_WHOLE = 3 };

/* Name of entry `index`: "", "ileum" or "bacteroides/pectin". */
static void entry_name(const struct shape *shape, int index, char name[64]) {
  if (!shape->outer)
    name[0] = '\0';
  else if (!shape->inner)
    snprintf(name, 64, "%s", shape->outer[index]);
  else
    snprintf(name, 64, "%s/%s", shape->outer[index / shape->inners], shape->inner[index % shape->inners]);
}

static int entry_of(const struct shape *shape, const char *name) {
  char entry[64];
  for (int i = 0; i < shape->outers * shape->inners; i++) {
    entry_name(shape, i, entry);
    if (strcmp(entry, name) == 0) return i;
  }
  return -1;
}

/* The nearest index of any shape, into `nearest`; 0 when nothing is near. */
static int nearest_index(const char *name, char nearest[64]) {
  enum { MOST = ZN_SEGMENTS + ZN_FIBRES + ZN_GROUPS + ZN_GROUPS * ZN_SUBSTRATES };
  char entry[MOST][64];
  const char *names[MOST];
  int count = 0;
  for (int s = FIRST_WHOLE; s < SHAPES; s++)
    for (int i = 0; i < shapes[s].outers * shapes[s].inners; i++) {
      entry_name(&shapes[s], i, entry[count]);
      names[count] = entry[count];
      count++;
    }
  const char *found = zn_nearest_of(name, names, count);
  if (found) snprintf(nearest, 64, "%s", found);
  return found != NULL;
}

/* Unknown words get a finding each; 0 if there was one. */
static int words_known(const struct zn_table_reader *reader, const struct zn_parameter_place *places, int field) {
  int known = 1;
  for (int i = 0; i < reader->tables->n_parameters; i++) {
    int found = places[i].field != field;
    for (int s = 0; s < SHAPES && !found; s++) found = entry_of(&shapes[s], places[i].index) >= 0;
    if (found) continue;
    char nearest[64];
    const int near = nearest_index(places[i].index, nearest);
    zn_find(reader->findings, reader->path, reader->tables->parameters[i].line,
            "'%s' is no index; expected a segment, a fibre, a group of microbes or group/substrate%s%s", places[i].index,
            near ? "; nearest: " : "", near ? nearest : "");
    known = 0;
  }
  return known;
}

/* The smallest shape that holds all index words of a field, or NULL with findings. */
static const struct shape *shape_of(const struct zn_table_reader *reader, const struct zn_parameter_place *places, int field) {
  if (!words_known(reader, places, field)) return NULL;
  int last = 0;
  for (int s = 0; s < SHAPES; s++) {
    int holds = 1;
    for (int i = 0; i < reader->tables->n_parameters; i++) {
      if (places[i].field != field) continue;
      holds = holds && entry_of(&shapes[s], places[i].index) >= 0;
      last = i;
    }
    if (holds) return &shapes[s];
  }
  zn_find(reader->findings, reader->path, reader->tables->parameters[last].line,
          "the rows of %s do not belong to one list; expected all segments, all fibres, all groups, or one number without index",
          reader->tables->fields[field].name);
  return NULL;
}

/* An entry of a sparse array that nobody wrote: 0, in the unit and the range of the rows that are written. */
static struct zn_parameter_row unwritten(const struct zn_parameter_row *like, const char *field, const char *entry) {
  struct zn_parameter_row row = *like;
  snprintf(row.name, sizeof row.name, "%s[%s]", field, entry);
  row.value = row.spread = row.correlation = 0.0;
  row.low = like->low < 0.0 ? like->low : 0.0;
  row.high = like->high > 0.0 ? like->high : 0.0;
  row.source = row.grade = "chosen";
  row.partner = "";
  row.line = 0;
  return row;
}

/* Puts the rows of one field in their order behind `rows`; returns how many. */
static int place_field(const struct zn_table_reader *reader, const struct zn_parameter_place *places, int field, const struct shape *shape,
                       struct zn_parameter_row *rows) {
  const struct zn_parameter_row *typed = reader->tables->parameters, *first = NULL;
  const char *name = reader->tables->fields[field].name;
  const int count = shape->outers * shape->inners;
  for (int i = 0; i < reader->tables->n_parameters; i++) {
    if (places[i].field != field) continue;
    struct zn_parameter_row *row = &rows[entry_of(shape, places[i].index)];
    if (row->line)
      zn_find(reader->findings, reader->path, typed[i].line, "%s is there twice; first on line %d", typed[i].name, row->line);
    else
      *row = typed[i];
    if (!first) first = &typed[i];
  }
  for (int k = 0; k < count; k++) {
    char entry[64];
    if (rows[k].line) continue;
    entry_name(shape, k, entry);
    if (!shape->sparse)
      zn_find(reader->findings, reader->path, first->line, "%s[%s] is missing; expected all %d %s", name, entry, count, shape->called);
    rows[k] = unwritten(first, name, entry);
  }
  return count;
}

enum zn_status zn_tables_arrange(const struct zn_table_reader *reader, const struct zn_parameter_place *places, struct zn_error *error) {
  struct zn_tables *tables = reader->tables;
  int most = 1;
  for (int s = 0; s < SHAPES; s++)
    if (shapes[s].outers * shapes[s].inners > most) most = shapes[s].outers * shapes[s].inners;
  struct zn_parameter_row *rows = calloc((size_t)(tables->n_fields * most) + 1, sizeof *rows);
  if (!rows) return zn_fail(error, ZN_MEMORY, "no memory for parameters");
  int count = 0;
  for (int f = 0; f < tables->n_fields; f++) {
    struct zn_parameter_field *field = &tables->fields[f];
    const struct shape *shape = shape_of(reader, places, f);
    field->shape = shape ? shape->text : "";
    field->first = count;
    field->count = shape ? place_field(reader, places, f, shape, rows + count) : 0;
    count += field->count;
  }
  free(tables->parameters);
  tables->parameters = rows;
  tables->n_parameters = count;
  return ZN_OK;
}
