/* How published rows are read: written rules, made before anything is fitted (data/reading/).
 *
 * people.csv says who was tested (by the words of a row's condition and subgroup), tests.csv by what (by its test, probe and subgroup),
 * rows.csv what single rows need. The first rule that fits wins. People of a row that names a study file are that study's. */
#ifndef ZONULA_READING_H
#define ZONULA_READING_H

#include "study.h"

/* Something given before the test. */
struct zn_given {
  int overlay; /* treatment or diet */
  double dose; /* in the overlay's written unit, 0 when it has none */
  double before_h;
};

/* Rows of people.csv. Words of a list are parted by '|'; "" fits all. Matching ignores case. */
struct zn_people_rule {
  char *condition;    /* the words that a row may have as its condition */
  char *subgroup_has; /* one of these must stand somewhere in the row's subgroup */
  char *situation;    /* who is simulated and what was given: "crohn_active; infliximab 5 mg/kg 28 d before"; "" when nobody can be */
  int n_conditions;   /* 0: the row cannot be represented, `why` says why not */
  int *conditions;    /* overlays of the library */
  int n_given;
  struct zn_given *given;
  int n_changes;
  struct zn_change *changes;
  char *why; /* what is assumed; "" when the words say it all */
  int line;
};

enum { ZN_MOST_WINDOWS = 4, ZN_MOST_LABORATORY = 4 };

/* Where a test may have looked when the row does not say, and how probable each is. */
struct zn_window_choice {
  double window_h[2], weight;
};

/* What an error of the laboratory does to the row: it errs in `name`, with that sign. */
struct zn_laboratory_effect {
  char *name; /* "lactulose", "ratio" */
  double sign;
};

/* Rows of tests.csv. */
struct zn_test_rule {
  char *test, *probe, *row_has; /* as above; row_has: in subgroup or note */
  int assay;                    /* -1: the row cannot be represented */
  enum zn_quantity_kind quantity;
  enum zn_place place;
  int probe_solute, over_solute; /* -1: none */
  int observable;                /* of a reading: zn_readable_info(); else -1 */
  enum zn_segment segment;       /* of a flux or permeability */
  int n_windows;
  struct zn_window_choice windows[ZN_MOST_WINDOWS]; /* for rows with a blank window, the most probable first; none: it must be printed */
  int n_laboratory;
  struct zn_laboratory_effect laboratory[ZN_MOST_LABORATORY];
  char *why;
  int line;
};

/* Rows of rows.csv. */
struct zn_row_rule {
  char *id;
  int leave_out;  /* the row is out of scope, `why` says why */
  double divisor; /* what the printed value is divided by before it is compared */
  char *why;
  int line;
};

struct zn_reading_rules {
  int n_people, n_tests, n_rows;
  struct zn_people_rule *people;
  struct zn_test_rule *tests;
  struct zn_row_rule *rows;
  int n_conditions;
  char **condition; /* [n_conditions] every word that people.csv knows as a condition, for messages */
};

/* Loads the rules that travel inside the program. ZN_INPUT with file and line when one is not valid. Free with
 * zn_reading_rules_free. */
enum zn_status zn_reading_rules_load(struct zn_reading_rules **rules, const struct zn_library *library, struct zn_error *error);
void zn_reading_rules_free(struct zn_reading_rules *rules);

#endif
