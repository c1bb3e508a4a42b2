/* people.csv: who was drawn, one row for each person, with their numbers in shown units; what `people_from` of a study reads. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "csv_cells.h"
#include "named_attributes.h"
#include "zonula/io.h"

/* Digits that a typed number needs, and those after which no internal number is missed (21 for 64 bits). */
enum { FEWEST_DIGITS = 15, MOST_DIGITS = 21 };

/* A table while it is written. */
struct table {
  const struct zn_study *study;
  const struct zn_library *library;
  int cohorts;
  int twins;    /* whether anybody shares the draws of somebody */
  int matched;  /* whether anybody is a candidate */
  char *chosen; /* [parameters] */
  struct zn_writer text;
  FILE *file;
};

/* Calls `act` with everybody. */
static enum zn_status each_person(struct table *t,
                                  enum zn_status (*act)(struct table *, int cohort, int number, const double *value, struct zn_error *),
                                  struct zn_error *error) {
  struct zn_parameters person;
  for (int c = 0; c < t->cohorts; c++)
    for (int i = 0; i < t->study->cohorts[c].people; i++) {
      ZN_TRY(zn_person_draw(&person, &t->study->cohorts[c], t->library, i, error));
      ZN_TRY(act(t, c, i, (const double *)&person, error));
    }
  return ZN_OK;
}

/* --- Which numbers -------------------------------------------------------------------------------------------------------------------- */

static enum zn_status choose_unusual(struct table *t, int cohort, int number, const double *value, struct zn_error *error) {
  (void)cohort, (void)number, (void)error;
  for (int k = 0; k < zn_parameter_count(); k++)
    t->chosen[k] |= value[k] != zn_parameter_info(k)->value * zn_parameter_info(k)->to_internal;
  return ZN_OK;
}

/* What varies between these people, and what is not as in the table of parameters. */
static enum zn_status choose(struct table *t, int all, struct zn_error *error) {
  const int n = zn_parameter_count();
  struct zn_parameters around;
  double *spread = malloc((size_t)n * sizeof *spread);
  t->chosen = calloc((size_t)n, 1);
  if (!spread || !t->chosen) {
    free(spread);
    return zn_fail(error, ZN_MEMORY, "no memory for a table of people");
  }
  for (int c = 0; c < t->cohorts; c++) {
    const struct zn_named_people *named = t->study->cohorts[c].named;
    zn_cohort_numbers(&t->study->cohorts[c], t->library, &around, spread);
    for (int k = 0; k < n; k++) t->chosen[k] |= all || spread[k] > 0.0;
    t->matched |= t->study->cohorts[c].matching || (named && named->candidate);
    for (int i = 0; named && i < named->people; i++) t->twins |= named->drawn_as[i] != i;
  }
  free(spread);
  if (!all) ZN_TRY(each_person(t, choose_unusual, error));
  for (int k = 0; k < n; k++)
    if (zn_parameter_is_of_study(k)) t->chosen[k] = 0;
  return ZN_OK;
}

/* --- Rows ----------------------------------------------------------------------------------------------------------------------------- */

/* The fewest digits that come back to the same bits. */
static void add_number(struct zn_writer *text, double value, long double to_internal) {
  char digits[64];
  for (int n = FEWEST_DIGITS; n <= MOST_DIGITS; n++) {
    snprintf(digits, sizeof digits, "%.*Lg", n, value / to_internal);
    if (zn_shown_to_internal(digits, to_internal) == value) break;
  }
  zn_writer_format(text, ",%s", digits);
}

/* What `people_from` looks for: the people of a trial are of no arm, and their cohort is called after its last condition. */
static const char *name_of(const struct table *t, int c) {
  const struct zn_cohort *cohort = &t->study->cohorts[c];
  if (!t->study->trial) return cohort->name;
  int last = cohort->n_overlays - 1;
  while (t->library->overlays[cohort->overlays[last]].kind != ZN_OVERLAY_CONDITION) last--;
  return t->library->overlays[cohort->overlays[last]].name;
}

/* What the table calls somebody, or a name made of cohort and number. */
static void add_name(struct table *t, int c, int number) {
  char made[ZN_LONGEST_PERSON + 1];
  const char *name = zn_person_name(&t->study->cohorts[c], number);
  snprintf(made, sizeof made, "%s_%d", name_of(t, c), number);
  zn_writer_add(&t->text, ",");
  zn_csv_text(&t->text, *name ? name : made);
}

static enum zn_status flush(struct table *t, struct zn_error *error) {
  enum zn_status status = zn_writer_finish(&t->text, "a table of people", error);
  if (status == ZN_OK && fwrite(t->text.data, 1, t->text.length, t->file) != t->text.length)
    status = zn_fail(error, ZN_IO, "the file cannot be written: %s", strerror(errno));
  t->text.length = 0;
  return status;
}

/* What they look like, where the library knows. */
static enum zn_status add_looks(struct table *t, const struct zn_cohort *cohort, int number, const double *value, struct zn_error *error) {
  struct zn_physique physique;
  if (!t->library->people) return ZN_OK;
  ZN_TRY(zn_person_physique(&physique, (const struct zn_parameters *)value, cohort, t->library, number, error));
  for (int a = 0; a < ZN_ATTRIBUTES; a++) zn_attribute_cell_write(&t->text, (enum zn_attribute)a, physique.value[a]);
  return ZN_OK;
}

/* Which candidate they are, and what those weigh. */
static enum zn_status add_candidate(struct table *t, const struct zn_cohort *cohort, int number, struct zn_error *error) {
  double weight;
  int candidate;
  if (!t->matched) return ZN_OK;
  ZN_TRY(zn_person_candidate(&candidate, &weight, cohort, t->library, number, error));
  zn_writer_format(&t->text, ",%d,%.9g", candidate, weight);
  return ZN_OK;
}

static enum zn_status add_person(struct table *t, int c, int number, const double *value, struct zn_error *error) {
  const struct zn_cohort *cohort = &t->study->cohorts[c];
  zn_csv_text(&t->text, name_of(t, c));
  zn_writer_format(&t->text, ",%d", number);
  add_name(t, c, number);
  if (t->twins) {
    const int other = cohort->named ? cohort->named->drawn_as[number] : number;
    if (other == number)
      zn_writer_add(&t->text, ",");
    else
      add_name(t, c, other);
  }
  ZN_TRY(add_candidate(t, cohort, number, error));
  ZN_TRY(add_looks(t, cohort, number, value, error));
  for (int k = 0; k < zn_parameter_count(); k++)
    if (t->chosen[k]) add_number(&t->text, value[k], zn_parameter_info(k)->to_internal);
  zn_writer_add(&t->text, "\n");
  return flush(t, error);
}

static void add_column(struct zn_writer *text, const char *name, const char *unit) {
  char header[256];
  snprintf(header, sizeof header, strcmp(unit, "1") == 0 ? "%s" : "%s (%s)", name, unit);
  zn_writer_add(text, ",");
  zn_csv_text(text, header);
}

static void add_header(struct table *t) {
  zn_writer_add(&t->text, t->twins ? "cohort,number,name,twin_of" : "cohort,number,name");
  zn_writer_add(&t->text, t->matched ? ",candidate,matching_weight" : "");
  for (int a = 0; t->library->people && a < ZN_ATTRIBUTES; a++)
    add_column(&t->text, zn_attribute_info((enum zn_attribute)a).name, zn_attribute_info((enum zn_attribute)a).unit);
  for (int k = 0; k < zn_parameter_count(); k++) {
    const struct zn_parameter_info *info = zn_parameter_info(k);
    if (t->chosen[k]) add_column(&t->text, info->name, info->unit);
  }
  zn_writer_add(&t->text, "\n");
}

static enum zn_status write_rows(struct table *t, int all, const char *path, struct zn_error *error) {
  ZN_TRY(choose(t, all, error));
  t->file = fopen(path, "wb");
  if (!t->file) return zn_fail(error, ZN_IO, "the file cannot be written: %s", strerror(errno));
  add_header(t);
  enum zn_status status = each_person(t, add_person, error);
  if (fclose(t->file) != 0 && status == ZN_OK) status = zn_fail(error, ZN_IO, "the file cannot be written: %s", strerror(errno));
  return status;
}

/* --- The file ------------------------------------------------------------------------------------------------------------------------- */

enum zn_status zn_people_write_csv(const struct zn_study *study, const struct zn_library *library, int all, const char *path,
                                   struct zn_error *error) {
  const int same = study->matrix.n_layers || study->map.across.steps || study->trial; /* people in all cells or arms */
  struct table table = {.study = study, .library = library, .cohorts = same ? 1 : study->n_cohorts};
  struct zn_locale locale;
  char *aside = NULL;
  ZN_TRY(zn_locale_plain(&locale, error));
  enum zn_status status = zn_aside_open(&aside, path, error);
  if (status == ZN_OK) {
    struct zn_error why = {0};
    status = write_rows(&table, all, aside, &why);
    if (status == ZN_OK)
      status = zn_aside_keep(aside, path, error);
    else {
      zn_aside_drop(aside);
      zn_fail_at(error, status, status == ZN_IO ? path : NULL, 0, "%s", why.text);
    }
  }
  zn_locale_restore(&locale);
  zn_writer_clear(&table.text);
  free(table.chosen);
  return status;
}
