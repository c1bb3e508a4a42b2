/* People with names and numbers of their own, from a table and into one: the columns `name`, `cohort`, `number`, `twin_of`, and one for
 * each parameter, "person_weight (kg)". */
#ifndef ZN_IO_NAMED_PEOPLE_H
#define ZN_IO_NAMED_PEOPLE_H

#include "base/units.h"
#include "zonula/study.h"

/* The longest name of a person, in bytes. */
enum { ZN_LONGEST_PERSON = 100 };

/* What the table is read for. `cohort` has its name, overlays and changes by now. */
struct zn_people_source {
  const char *path; /* in messages */
  const char *file; /* as the study names it */
  const struct zn_cohort *cohort;
  const struct zn_library *library;
  const struct zn_units *units;
};

/* Reads the people of a cohort from the text of a table, strictly; ZN_INPUT with file, line, what was expected and the nearest name. Clear
 * also after a failure. */
enum zn_status zn_named_people_parse(struct zn_named_people *people, const char *text, const struct zn_people_source *source,
                                     struct zn_error *error);
void zn_named_people_clear(struct zn_named_people *people);

/* The internal value of a shown number, `text`, which is one. Rounded once: with 64 bits in between, every internal number has a shown one
 * that comes back to it. */
double zn_shown_to_internal(const char *text, long double to_internal);

/* A number of the person that no table gives: meals are the study's own key. */
int zn_parameter_is_of_study(int parameter);

#endif
