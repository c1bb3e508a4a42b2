/* The readers of the single kinds of files, over text in memory. They report to `error` with file and line. */
#ifndef ZN_IO_READER_H
#define ZN_IO_READER_H

#include "base/units.h"
#include "document.h"
#include "measure.h"
#include "writer.h"
#include "zonula/study.h"

/* Numbers and units can be read from zn_reading_begin to zn_reading_end: with a decimal point, whatever the language of the
 * program, and an open unit database. Begin clears the error; end comes also after a failed begin. */
struct zn_reading {
  struct zn_locale locale;
  struct zn_units *units;
};
enum zn_status zn_reading_begin(struct zn_reading *reading, struct zn_error *error);
void zn_reading_end(struct zn_reading *reading);

/* A text and what it is read with. */
struct zn_text_source {
  const char *file; /* path, in messages; its stem is the name */
  const char *text; /* 0-terminated UTF-8, checked */
  size_t length;
  const struct zn_units *units;
  const struct zn_library *library;  /* studies only */
  const struct zn_food_table *foods; /* overlays: what menus may name; NULL: none */
};

/* One file of data/conditions, data/treatments or data/diets; and one of data/assays. The clear functions free what the structs
 * hold, also after a failure. */
enum zn_status zn_overlay_read(struct zn_overlay *overlay, enum zn_overlay_kind kind, const struct zn_text_source *source,
                               struct zn_error *error);
void zn_overlay_clear(struct zn_overlay *overlay);
enum zn_status zn_assay_read(struct zn_assay *assay, const struct zn_text_source *source, struct zn_error *error);
void zn_assay_clear(struct zn_assay *assay);

/* The table of markers, into a library that has its assays; everything that these show must be in it. */
#define ZN_MARKER_TABLE "data/markers.csv"
enum zn_status zn_markers_read(struct zn_library *library, const struct zn_text_source *source, struct zn_error *error);
void zn_markers_clear(struct zn_library *library);

/* The tables of foods and of the parameters of the Dietary Inflammatory Index, from a text; `path` stands in messages. Sources must be in
 * the ledger. Free with zn_food_table_free and zn_dii_table_free. */
#define ZN_FOOD_TABLE "data/foods.csv"
#define ZN_DII_TABLE "data/dii.csv"
enum zn_status zn_foods_parse(struct zn_food_table **table, const char *text, const char *path, struct zn_error *error);
enum zn_status zn_dii_parse(struct zn_dii_table **table, const char *text, const char *path, struct zn_error *error);

/* One study. Free with zn_study_free. */
enum zn_status zn_study_parse(struct zn_study **study, const struct zn_text_source *source, struct zn_error *error);

/* Which keys of a mapping must stand or must not, by what the mapping describes. */
struct zn_key_rule {
  const char *key;
  unsigned needed, allowed; /* bit k: for kind k; what is needed is allowed */
};
/* `what` names the kind in messages: "a urine assay". The last rule has no key. */
enum zn_status zn_keys_check(const struct zn_node *mapping, const struct zn_key_rule *rules, int kind, const char *what, const char *file,
                             struct zn_error *error);

/* Which one of some keys stands in a mapping; *chosen is -1 where none does, and two are refused. The keys are members of the entries of an
 * array: `first` is that of entry 0, and `stride` the size of an entry. */
enum zn_status zn_keys_choose(int *chosen, const struct zn_node *mapping, const char *const *first, size_t stride, int count,
                              const char *file, struct zn_error *error);

/* All ids of a text, parted by spaces, must be sources, and there must be one. */
enum zn_status zn_sources_check(const char *ids, struct zn_error *error);
/* All ids must be sources; they are joined with spaces. */
enum zn_status zn_sources_read(char **sources, const struct zn_node *list, char *const *id, unsigned count, const char *file,
                               struct zn_error *error);

/* A list of names of observables, each of which may end in [*], becomes a new array of their indices. None may come twice. */
enum zn_status zn_observables_read(int **index, int *count, const struct zn_node *list, const char *file, struct zn_error *error);
/* The same for everything that instruments can show. */
enum zn_status zn_readables_read(int **index, int *count, const struct zn_node *list, const char *file, struct zn_error *error);

/* What a dose of a treatment must be, in the unit that users write. */
enum zn_status zn_dose_measure(struct zn_measure *measure, const struct zn_overlay *overlay, const struct zn_units *units,
                               struct zn_error *error);

#endif
