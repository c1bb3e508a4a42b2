/* A trial whose pieces follow from their numbers, kept in a store. Failures end the test. */
#ifndef ZN_TESTS_KEPT_H
#define ZN_TESTS_KEPT_H

#include "trial/store.h"

enum { KEPT_PEOPLE = 1265, KEPT_PIECE = 10, KEPT_COLUMNS = 3, KEPT_PIECES = 127, KEPT_MARKS = 3 }; /* the last piece has five people */
extern const struct zn_store_mark kept_marks[KEPT_MARKS];

struct zn_store_plan kept_plan(const char *folder);
struct zn_store *kept_open_plan(const struct zn_store_plan *plan);
struct zn_store *kept_open(const char *folder);

/* What piece `number` holds, with failures and more in some. Free with zn_piece_clear. */
struct zn_piece kept_piece(const struct zn_store *store, int64_t number);
/* Claims and writes that; reads it back, which must give it to the bit. */
void kept_write(struct zn_store *store, int64_t number);
void kept_must_be_there(struct zn_store *store, int64_t number);

/* The plan is refused in these words, and with its folder. */
void kept_is_refused(const struct zn_store_plan *plan, enum zn_status expected, const char *words);
void kept_tells(const struct zn_error *error, const char *words);

int kept_has_file(const char *folder, const char *name);
/* How many files lie below a folder with this in their names. */
int kept_files(const char *folder, const char *part);

#endif
