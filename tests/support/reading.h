/* A small library and a study to read with it, for tests of the readers: they stay the same whatever becomes of data/. */
#ifndef ZN_TESTS_READING_H
#define ZN_TESTS_READING_H

#include <stddef.h>

#include "zonula/zonula.h"

/* Conditions: well, inflamed (starts inflamed). Treatments: antibody (5 mg/kg usual), enzyme (no usual dose), gluten_load
 * (changes, 14 d), powder (uncertain). Diets: plain, bland. Assays: chromium (urine, 24 h), two_sugars (urine, 5 h), camera (transit, 6 h),
 * blood, biopsy (readings). Free with zn_library_free. */
struct zn_library *reading_library(void);

/* Reads one of its files from text; the test fails when that does not go well. Menus may name the foods of
 * pantry.h. Clear as reader.h says. */
struct zn_overlay reading_overlay(enum zn_overlay_kind kind, const char *text);
struct zn_assay reading_assay(const char *text);
/* Must be refused at `line`, with words that contain `part`. */
void reading_refuse_overlay(enum zn_overlay_kind kind, const char *text, int line, const char *part);
void reading_refuse_assay(const char *text, int line, const char *part);

/* A good study of one cohort, with everything in it once; see reading.c for its lines. */
extern const char reading_study_text[];

/* A study from text; with that library. */
struct zn_study *reading_study(const struct zn_library *library, const char *text);
void reading_refuse_study(const struct zn_library *library, const char *text, size_t length, int line, const char *part);
/* The good study with `from` replaced by `to`, which is then read or refused. */
struct zn_study *reading_changed_study(const struct zn_library *library, const char *from, const char *to);
void reading_refuse_change(const struct zn_library *library, const char *from, const char *to, int line, const char *part);

#endif
