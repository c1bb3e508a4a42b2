/* A small library and a study to read with it, for tests of the readers: they stay the same whatever becomes of data/. */
#ifndef ZN_TESTS_READING_H
#define ZN_TESTS_READING_H

#include <stddef.h>

#include "zonula/zonula.h"

/* The library of a group of tests, from set-up to tear-down: the small one, or the one of the program. */
int reading_begin(void **state);
int reading_begin_shipped(void **state);
int reading_end(void **state);
const struct zn_library *reading_library(void);

/* The small one. Conditions: well, inflamed (starts inflamed). Treatments: antibody (5 mg/kg usual), enzyme (no usual dose), gluten_load
 * (changes, 14 d), powder (uncertain). Diets: plain, bland. Assays: chromium (urine, 24 h), two_sugars (urine, 5 h), camera (transit, 6 h),
 * blood, biopsy (readings). Free with zn_library_free. */
struct zn_library *reading_library_new(void);

/* Reads one of its files from text; the test fails when that does not go well. Menus may name the foods of
 * pantry.h. Clear as reader.h says. */
struct zn_overlay reading_overlay(enum zn_overlay_kind kind, const char *text);
struct zn_assay reading_assay(const char *text);
/* Must be refused at `line`, with words that contain `part`. */
void reading_refuse_overlay(enum zn_overlay_kind kind, const char *text, int line, const char *part);
void reading_refuse_assay(const char *text, int line, const char *part);

/* A good study of one cohort, with everything in it once; see reading.c for its lines. */
extern const char reading_study_text[];

/* A study from text, with the library of the group. */
struct zn_study *reading_study(const char *text);
void reading_refuse_study(const char *text, size_t length, int line, const char *part);

/* A text of which `from`, which must stand in it, is replaced by `to`; free it. And a study like that, which is read or refused. */
char *reading_edited(const char *text, const char *from, const char *to);
struct zn_study *reading_edited_study(const char *text, const char *from, const char *to);
void reading_refuse_edit(const char *text, const char *from, const char *to, int line, const char *part);

#endif
