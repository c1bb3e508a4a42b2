/* result.nc: everything a run found, as one netCDF-4 file after the CF conventions 1.10. Equal runs give equal bytes: no clock is
 * asked, and netCDF keeps HDF5 from storing times.
 *
 * A dimension of length 0 would mean "without limit", so what a run has none of is left out: variables and dimension. */
#include <math.h>
#include <netcdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "writer.h"
#include "base/status.h"
#include "words.h"
#include "zonula/io.h"
#include "zonula/physique.h"

enum { QUANTILES = 5, PLACES = 3, ANY = -1, LARGE = 100000, FASTEST = 1 };

/* The file being made. The first failure is kept and stops all later steps. */
struct result {
  const struct zn_run *run;
  int file, code;
  int cohort, person, reported, bound, course_time, quantile, picture, place, solute, parameter, failure; /* dimensions */
  int wall[3]; /* dimensions of places: segment, colon, small_bowel */
};

/* Dimensions of a variable, slowest first. */
struct shape {
  int n, dimension[3];
};
#define SHAPE(...) ((struct shape){.n = sizeof((int[]){__VA_ARGS__}) / sizeof(int), .dimension = {__VA_ARGS__}})

static int dimension(struct result *w, const char *name, int length) {
  int id = ANY;
  if (length > 0 && !w->code) w->code = nc_def_dim(w->file, name, (size_t)length, &id);
  return id;
}

static void attribute(struct result *w, int variable, const char *name, const char *text) {
  if (text && *text && !w->code) w->code = nc_put_att_text(w->file, variable, name, strlen(text), text);
}

/* Defines a variable; ANY when it is to be left out or something failed before. */
static int define(struct result *w, const char *name, nc_type type, struct shape shape, const char *units, const char *long_name,
                  const char *coordinates) {
  int id = ANY;
  for (int i = 0; i < shape.n; i++)
    if (shape.dimension[i] == ANY) return ANY;
  if (!w->code) w->code = nc_def_var(w->file, name, type, shape.n, shape.dimension, &id);
  attribute(w, id, "long_name", long_name);
  attribute(w, id, "units", units);
  attribute(w, id, "coordinates", coordinates);
  return w->code ? ANY : id;
}

/* Tables of very many cohorts, cells of a map, hold nearly the same numbers over and over. */
static int is_large(const struct result *w, struct shape shape) {
  size_t values = 1, length;
  for (int i = 0; i < shape.n; i++)
    if (nc_inq_dimlen(w->file, shape.dimension[i], &length) == NC_NOERR) values *= length;
  return values > LARGE;
}

static void put_doubles(struct result *w, const char *name, struct shape shape, const char *units, const char *long_name,
                        const char *coordinates, const double *values) {
  const double none = NAN;
  const int id = define(w, name, NC_DOUBLE, shape, units, long_name, coordinates);
  if (id == ANY) return;
  w->code = nc_def_var_fill(w->file, id, NC_FILL, &none);
  if (!w->code && is_large(w, shape)) w->code = nc_def_var_deflate(w->file, id, 1, 1, FASTEST);
  if (!w->code) w->code = nc_put_var_double(w->file, id, values);
}

static void put_texts(struct result *w, const char *name, struct shape shape, const char *long_name, const char **texts) {
  const int id = define(w, name, NC_STRING, shape, NULL, long_name, NULL);
  if (id != ANY) w->code = nc_put_var_string(w->file, id, texts);
}

static void put_integers(struct result *w, const char *name, struct shape shape, const char *long_name, const int *values) {
  const int id = define(w, name, NC_INT, shape, "1", long_name, NULL);
  if (id != ANY) w->code = nc_put_var_int(w->file, id, values);
}

/* Room for the longest list of the run, several times over. */
struct scratch {
  const char **text;
  double *number[5];
  int *whole[2];
};

static void close_scratch(struct scratch *s) {
  free(s->text);
  for (int i = 0; i < 5; i++) free(s->number[i]);
  for (int i = 0; i < 2; i++) free(s->whole[i]);
}

static int open_scratch(struct scratch *s, size_t n) {
  int whole = 1;
  *s = (struct scratch){.text = calloc(n, sizeof *s->text)};
  for (int i = 0; i < 5; i++) whole &= (s->number[i] = calloc(n, sizeof(double))) != NULL;
  for (int i = 0; i < 2; i++) whole &= (s->whole[i] = calloc(n, sizeof(int))) != NULL;
  return whole && s->text;
}

/* --- Who, and what came out ------------------------------------------------------------------------------------------------------- */

static int all_people(const struct zn_run *run) {
  int n = 0;
  for (int c = 0; c < run->study->n_cohorts; c++) n += run->cohort[c].people;
  return n;
}

static void put_seeds(struct result *w) {
  const int id = define(w, "seed", NC_UINT64, SHAPE(w->cohort), NULL, "seed of the cohort's random numbers", "cohort_name");
  for (size_t c = 0; id != ANY && !w->code && c < (size_t)w->run->study->n_cohorts; c++) {
    const unsigned long long seed = w->run->study->cohorts[c].seed;
    w->code = nc_put_var1_ulonglong(w->file, id, &c, &seed);
  }
}

static void put_overlays(struct result *w) {
  const int id = define(w, "overlays", NC_STRING, SHAPE(w->cohort), NULL, "conditions and diet of the cohort", "cohort_name");
  for (size_t c = 0; id != ANY && !w->code && c < (size_t)w->run->study->n_cohorts; c++) {
    const struct zn_cohort *cohort = &w->run->study->cohorts[c];
    struct zn_writer names = {0};
    zn_writer_add(&names, "");
    for (int i = 0; i < cohort->n_overlays; i++)
      zn_writer_format(&names, "%s%s", i ? " " : "", w->run->library->overlays[cohort->overlays[i]].name);
    const char *text = names.data;
    w->code = names.failed ? NC_ENOMEM : nc_put_var1_string(w->file, id, &c, &text);
    zn_writer_clear(&names);
  }
}

/* What everybody looks like, value [ZN_ATTRIBUTES][n]; cells of a matrix or map hold the same people over and over. */
static void find_looks(const struct zn_run *run, const struct scratch *s, int n, double *value) {
  for (int i = 0; i < n; i++) {
    const struct zn_cohort *cohort = &run->study->cohorts[s->whole[0][i]];
    struct zn_parameters person;
    struct zn_physique looks;
    const int known = zn_person_draw(&person, cohort, run->library, s->whole[1][i], NULL) == ZN_OK &&
                      zn_person_physique(&looks, &person, cohort, run->library, s->whole[1][i], NULL) == ZN_OK;
    for (size_t a = 0; a < ZN_ATTRIBUTES; a++) value[a * (size_t)n + (size_t)i] = known ? looks.value[a] : NAN;
  }
}

static void put_looks(struct result *w, const struct scratch *s, int n) {
  const struct zn_run *run = w->run;
  if (!run->library->people || run->study->matrix.n_layers || run->study->map.across.steps) return;
  double *value = malloc(((size_t)n * ZN_ATTRIBUTES + 1) * sizeof *value);
  if (!value && !w->code) w->code = NC_ENOMEM;
  if (value) find_looks(run, s, n, value);
  for (int a = 0; value && a < ZN_ATTRIBUTES; a++) {
    const struct zn_attribute_info info = zn_attribute_info((enum zn_attribute)a);
    char name[80];
    snprintf(name, sizeof name, "person_%s", info.name);
    put_doubles(w, name, SHAPE(w->person), a == ZN_ATTRIBUTE_AGE ? "year" : info.unit, info.label, NULL, value + (size_t)a * (size_t)n);
  }
  free(value);
}

static void put_people(struct result *w, struct scratch *s) {
  const struct zn_run *run = w->run;
  int n = 0;
  for (int c = 0; c < run->study->n_cohorts; c++) s->text[c] = run->study->cohorts[c].name;
  put_texts(w, "cohort_name", SHAPE(w->cohort), "name of the cohort", s->text);
  for (int c = 0; c < run->study->n_cohorts; c++) s->whole[0][c] = run->cohort[c].people, s->whole[1][c] = run->cohort[c].failed;
  put_integers(w, "people", SHAPE(w->cohort), "persons in the cohort", s->whole[0]);
  put_integers(w, "failed", SHAPE(w->cohort), "persons whose integration failed", s->whole[1]);
  put_seeds(w);
  put_overlays(w);
  for (int c = 0; c < run->study->n_cohorts; c++)
    for (int i = 0; i < run->cohort[c].people; i++, n++) s->whole[0][n] = c, s->whole[1][n] = i;
  put_integers(w, "person_cohort", SHAPE(w->person), "index of the person's cohort along dimension cohort", s->whole[0]);
  put_integers(w, "person_number", SHAPE(w->person), "number of the person in the cohort, from 0", s->whole[1]);
  put_looks(w, s, n);
  if (!run->study->n_named) return;
  for (int i = 0; i < n; i++) s->text[i] = zn_person_name(&run->study->cohorts[s->whole[0][i]], s->whole[1][i]);
  put_texts(w, "person_name", SHAPE(w->person), "name of the person in the table that the study reads; empty where nobody has one",
            s->text);
}

static void put_inside(struct result *w) {
  const signed char values[3] = {0, 1, -1};
  const int id = define(w, "inside", NC_BYTE, SHAPE(w->reported), NULL, "whether the reported value lies in the predicted 90 % interval",
                        "reported_label");
  if (id == ANY) return;
  w->code = nc_put_att_schar(w->file, id, "flag_values", NC_BYTE, 3, values);
  attribute(w, id, "flag_meanings", "outside inside no_interval");
  for (size_t r = 0; !w->code && r < (size_t)w->run->study->n_reported; r++) {
    const struct zn_prediction *p = &w->run->prediction[r];
    const signed char value = !zn_has_interval(p) ? -1 : p->inside ? 1 : 0;
    w->code = nc_put_var1_schar(w->file, id, &r, &value);
  }
}

/* One text of every reported row. */
static void put_reported_texts(struct result *w, struct scratch *s) {
  static const char *const names[] = {"reported_label", "reported_unit", "reported_statistic", "reported_spread_kind", "reported_assay"};
  static const char *const meanings[] = {"what was reported", "unit of this row's values, as in UDUNITS", "statistic over the cohort",
                                         "kind of the reported spread", "assay it was measured with"};
  for (int k = 0; k < 5; k++) {
    for (int r = 0; r < w->run->study->n_reported; r++) {
      const struct zn_reported *row = &w->run->study->reported[r];
      const char *texts[] = {row->label, row->unit, zn_statistic_name(row->statistic), row->spread_kind,
                             w->run->library->assays[row->assay].name};
      s->text[r] = texts[k];
    }
    put_texts(w, names[k], SHAPE(w->reported), meanings[k], s->text);
  }
}

static void put_reported(struct result *w, struct scratch *s) {
  const struct zn_study *study = w->run->study;
  const char *of = "reported_label reported_unit reported_time";
  put_reported_texts(w, s);
  for (int r = 0; r < study->n_reported; r++) {
    s->number[0][r] = study->reported[r].time_h;
    s->number[1][r] = study->reported[r].value;
    for (int k = 0; k < 2; k++) s->number[2][2 * r + k] = k < zn_spread_numbers(&study->reported[r]) ? study->reported[r].spread[k] : NAN;
    s->whole[0][r] = study->reported[r].cohort;
  }
  put_doubles(w, "reported_time", SHAPE(w->reported), "h", "time of the measurement from the start of the study", NULL, s->number[0]);
  put_doubles(w, "reported_value", SHAPE(w->reported), NULL, "reported value, in reported_unit", of, s->number[1]);
  put_doubles(w, "reported_spread", SHAPE(w->reported, w->bound), NULL, "reported spread, in reported_unit: one number or two bounds", of,
              s->number[2]);
  put_integers(w, "reported_cohort", SHAPE(w->reported), "index of the row's cohort along dimension cohort", s->whole[0]);
  for (int r = 0; r < study->n_reported; r++) {
    const struct zn_prediction *p = &w->run->prediction[r];
    s->number[0][r] = p->predicted, s->number[1][r] = p->lo90, s->number[2][r] = p->hi90, s->number[3][r] = p->fold_error;
    s->whole[0][r] = p->people;
  }
  put_doubles(w, "predicted", SHAPE(w->reported), NULL, "predicted value, in reported_unit", of, s->number[0]);
  put_doubles(w, "predicted_lo90", SHAPE(w->reported), NULL, "lower end of the 90 % interval of the prediction, in reported_unit", of,
              s->number[1]);
  put_doubles(w, "predicted_hi90", SHAPE(w->reported), NULL, "upper end of the 90 % interval of the prediction, in reported_unit", of,
              s->number[2]);
  put_doubles(w, "fold_error", SHAPE(w->reported), "1", "predicted over reported or its inverse, whichever is larger", of, s->number[3]);
  put_integers(w, "predicted_people", SHAPE(w->reported), "persons the prediction rests on", s->whole[0]);
  put_inside(w);
}

/* Each row has a unit of its own, so each is a variable of its own over all people: reported ones, then the tests that are to tell
 * people apart, then the truth; or what a matrix reads inside. */
static void put_endpoints(struct result *w, struct scratch *s) {
  const struct zn_study *study = w->run->study;
  for (int r = 0; r < study->n_reported + study->n_read; r++) {
    const struct zn_reported *row = &study->reported[r];
    const int test = r - study->n_reported, truth = study->discriminate.n_tests;
    char name[32];
    int n = 0;
    for (int c = 0; c < w->run->study->n_cohorts; c++) {
      const int people = w->run->cohort[c].people;
      memcpy(s->number[0] + n, w->run->cohort[c].value + (size_t)r * (size_t)people, (size_t)people * sizeof(double));
      n += people;
    }
    if (test < 0)
      snprintf(name, sizeof name, "endpoint_%d", r + 1);
    else
      snprintf(name, sizeof name, !truth ? "inside_%d" : test < truth ? "test_%d" : "truth", test + 1);
    put_doubles(w, name, SHAPE(w->person), row->unit, row->label, "person_cohort person_number", s->number[0]);
  }
}

/* --- Courses and pictures --------------------------------------------------------------------------------------------------------- */

/* An observable's name, "leak[ileum]", as a variable's: "course_leak_ileum". */
static void variable_name(char name[128], const char *prefix, const char *observable) {
  snprintf(name, 128, "%s_%s", prefix, observable);
  for (char *c = name; *c; c++)
    if (*c == '[') *c = '_';
  name[strcspn(name, "]")] = '\0';
}

static void put_courses(struct result *w, struct scratch *s) {
  static const double quantile[QUANTILES] = {0.05, 0.25, 0.50, 0.75, 0.95};
  const struct zn_run *run = w->run;
  const size_t points = (size_t)run->course_points;
  if (!run->study->n_follow) return;
  put_doubles(w, "course_time", SHAPE(w->course_time), "h", "time from the start of the study", NULL, run->course_time_h);
  put_doubles(w, "quantile", SHAPE(w->quantile), "1", "quantile over the people of the cohort", NULL, quantile);
  for (int f = 0; f < run->study->n_follow; f++) {
    const struct zn_observable_info *info = zn_observable_info(run->study->follow[f]);
    char name[128];
    for (int c = 0; c < run->study->n_cohorts; c++)
      for (size_t i = 0; i < points * QUANTILES; i++)
        s->number[0][((size_t)c * QUANTILES + i % QUANTILES) * points + i / QUANTILES] =
            run->cohort[c].course[(size_t)f * points * QUANTILES + i];
    variable_name(name, "course", info->name);
    put_doubles(w, name, SHAPE(w->cohort, w->quantile, w->course_time), info->unit, info->label, "cohort_name", s->number[0]);
  }
}

/* How many observables from `first` on are the same thing in several places. */
static int places_of(int first) {
  const char *name = zn_observable_info(first)->name;
  const size_t stem = strcspn(name, "[");
  int n = 1;
  while (name[stem] && first + n < zn_observable_count() && strncmp(zn_observable_info(first + n)->name, name, stem + 1) == 0) n++;
  return n;
}

/* The dimension that the places of an observable make: all segments, the colon's or the small bowel's. */
static int wall_dimension(const struct result *w, int first, int places) {
  const char *place = strchr(zn_observable_info(first)->name, '['), *colon = zn_segment_name(ZN_SEGMENT_ascending);
  if (places == ZN_SEGMENTS) return w->wall[0];
  return strncmp(place + 1, colon, strlen(colon)) == 0 ? w->wall[1] : w->wall[2];
}

static void put_picture(struct result *w, int first, int places, double *values) {
  const struct zn_run *run = w->run;
  const struct zn_observable_info *info = zn_observable_info(first);
  const size_t all = (size_t)zn_observable_count();
  char name[128];
  size_t n = 0;
  for (int c = 0; c < run->study->n_cohorts; c++)
    for (size_t k = 0; k < (size_t)run->study->n_pictures; k++)
      for (size_t i = 0; i < (size_t)places; i++) values[n++] = run->cohort[c].picture[k * all + (size_t)first + i];
  variable_name(name, "picture", info->name);
  if (places > 1) name[strlen("picture_") + strcspn(info->name, "[")] = '\0';
  const struct shape shape = places > 1 ? SHAPE(w->cohort, w->picture, wall_dimension(w, first, places)) : SHAPE(w->cohort, w->picture);
  put_doubles(w, name, shape, info->unit, info->label, "cohort_name picture_time", values);
}

static void put_pictures(struct result *w, struct scratch *s) {
  if (!w->run->study->n_pictures) return;
  for (int k = 0; k < ZN_SEGMENTS; k++) s->text[k] = zn_segment_name(k);
  put_texts(w, "segment_name", SHAPE(w->wall[0]), "segment of the bowel", s->text);
  put_texts(w, "colon_name", SHAPE(w->wall[1]), "segment of the colon", s->text + ZN_COLON);
  put_texts(w, "small_bowel_name", SHAPE(w->wall[2]), "segment of the small bowel", s->text);
  put_doubles(w, "picture_time", SHAPE(w->picture), "h", "time of the picture from the start of the study", NULL,
              w->run->study->picture_time_h);
  for (int i = 0; i < zn_observable_count(); i += places_of(i)) put_picture(w, i, places_of(i), s->number[0]);
}

/* --- The wall's sieve, the numbers behind it, and who failed ------------------------------------------------------------------------ */

static void put_permeability(struct result *w, struct scratch *s) {
  static const char *places[PLACES] = {"jejunum", "ileum", "ascending"};
  const size_t solutes = (size_t)zn_solute_count();
  const double nanometre = 1e-7;
  if (!solutes) return;
  for (size_t k = 0; k < solutes; k++) {
    s->text[k] = zn_solute_info((int)k)->name;
    s->number[1][k] = zn_solute_info((int)k)->stokes_radius / nanometre;
  }
  put_texts(w, "solute_name", SHAPE(w->solute), "solute", s->text);
  put_doubles(w, "solute_radius", SHAPE(w->solute), "nm", "Stokes radius", "solute_name", s->number[1]);
  put_texts(w, "place_name", SHAPE(w->place), "segment of the bowel", places);
  for (size_t c = 0; c < (size_t)w->run->study->n_cohorts; c++)
    for (size_t k = 0; k < solutes; k++)
      for (size_t p = 0; p < PLACES; p++)
        s->number[0][(c * PLACES + p) * solutes + k] = w->run->permeability[(c * solutes + k) * PLACES + p];
  put_doubles(w, "permeability", SHAPE(w->cohort, w->place, w->solute), "cm/h",
              "permeability between the cells at the start, all routes, smooth area, median over people",
              "cohort_name place_name solute_name solute_radius", s->number[0]);
}

static void put_parameters(struct result *w, struct scratch *s) {
  const int n = zn_parameter_count();
  struct zn_parameters *median = malloc(sizeof *median);
  for (int k = 0; median && k < n; k++) {
    s->text[k] = zn_parameter_info(k)->name;
    s->number[0][k] = zn_parameter_info(k)->value;
  }
  put_texts(w, "parameter_name", SHAPE(w->parameter), "name of the number in the parameter table", s->text);
  put_doubles(w, "parameter_default", SHAPE(w->parameter), NULL, "default of the table, in parameter_unit", "parameter_name", s->number[0]);
  for (int k = 0; median && k < n; k++) s->text[k] = zn_parameter_info(k)->unit;
  put_texts(w, "parameter_unit", SHAPE(w->parameter), "unit of this row, as in UDUNITS", s->text);
  for (int c = 0; median && c < w->run->study->n_cohorts; c++) {
    zn_cohort_numbers(&w->run->study->cohorts[c], w->run->library, median, s->number[1] + c * n);
    for (int k = 0; k < n; k++) s->number[0][c * n + k] = ((const double *)median)[k] / zn_parameter_info(k)->to_internal;
    const struct zn_named_people *named = w->run->study->cohorts[c].named; /* who are drawn around nothing there */
    for (int i = 0; named && i < named->n; i++) s->number[0][c * n + named->parameter[i]] = s->number[1][c * n + named->parameter[i]] = NAN;
  }
  if (!median && !w->code) w->code = NC_ENOMEM;
  put_doubles(w, "parameter_median", SHAPE(w->cohort, w->parameter), NULL, "what the people are drawn around, in parameter_unit",
              "cohort_name parameter_name", s->number[0]);
  put_doubles(w, "parameter_spread", SHAPE(w->cohort, w->parameter), "1", "standard deviation of ln(value) between people",
              "cohort_name parameter_name", s->number[1]);
  free(median);
}

static void put_failures(struct result *w, struct scratch *s) {
  const struct zn_run *run = w->run;
  for (int i = 0; i < run->n_outcomes; i++) {
    s->whole[0][i] = run->outcome[i].cohort, s->whole[1][i] = run->outcome[i].number;
    s->number[0][i] = run->outcome[i].time_h;
    s->text[i] = zn_status_text(run->outcome[i].status);
  }
  put_integers(w, "failure_cohort", SHAPE(w->failure), "index of the failed person's cohort along dimension cohort", s->whole[0]);
  put_integers(w, "failure_person", SHAPE(w->failure), "number of the failed person in the cohort, from 0", s->whole[1]);
  put_doubles(w, "failure_time", SHAPE(w->failure), "h", "how far the person came", NULL, s->number[0]);
  put_texts(w, "failure_status", SHAPE(w->failure), "kind of failure", s->text);
  for (int i = 0; i < run->n_outcomes; i++) s->text[i] = run->outcome[i].text;
  put_texts(w, "failure_reason", SHAPE(w->failure), "why the person's integration failed", s->text);
}

/* --- The file --------------------------------------------------------------------------------------------------------------------- */

/* What was given and how well its effect is known: one attribute for each, "given_1_glutamine". */
static void describe_given(struct result *w) {
  const struct zn_study *study = w->run->study;
  int n = 0;
  for (int e = 0; e < study->n_events; e++) {
    char name[128], words[ZN_GIVEN_WORDS];
    if (study->events[e].kind != ZN_EVENT_GIVE || zn_given_before(study, e)) continue;
    snprintf(name, sizeof name, "given_%d_%s", ++n, w->run->library->overlays[study->events[e].overlay].name);
    zn_given_words(study, w->run->library, &study->events[e], words);
    attribute(w, NC_GLOBAL, name, words);
  }
}

static void describe(struct result *w) {
  const struct zn_study *study = w->run->study;
  const unsigned long long steps = w->run->steps;
  char source[128];
  snprintf(source, sizeof source, "Zonula %s", zn_version());
  attribute(w, NC_GLOBAL, "Conventions", "CF-1.10");
  attribute(w, NC_GLOBAL, "title", study->title);
  attribute(w, NC_GLOBAL, "source", source);
  attribute(w, NC_GLOBAL, "references", study->source);
  attribute(w, NC_GLOBAL, "comment", "A simulation of virtual people; it diagnoses nobody.");
  attribute(w, NC_GLOBAL, "tests", w->run->exact ? "exact: as it happens in the body" : "as people and laboratories are");
  attribute(w, NC_GLOBAL, "study", study->name);
  attribute(w, NC_GLOBAL, "study_file", zn_file_words(study->file));
  attribute(w, NC_GLOBAL, "zonula_version", zn_version());
  attribute(w, NC_GLOBAL, "data_digest", zn_data_digest());
  describe_given(w);
  if (!w->code) w->code = nc_put_att_ulonglong(w->file, NC_GLOBAL, "integration_steps", NC_UINT64, 1, &steps);
}

static void define_dimensions(struct result *w) {
  const struct zn_run *run = w->run;
  const struct zn_study *study = run->study;
  w->cohort = dimension(w, "cohort", study->n_cohorts);
  w->person = dimension(w, "person", all_people(run));
  w->reported = dimension(w, "reported", study->n_reported);
  w->bound = dimension(w, "bound", study->n_reported ? 2 : 0);
  w->course_time = dimension(w, "course_time", study->n_follow ? run->course_points : 0);
  w->quantile = dimension(w, "quantile", study->n_follow ? QUANTILES : 0);
  w->picture = dimension(w, "picture", study->n_pictures);
  w->wall[0] = dimension(w, "segment", study->n_pictures ? ZN_SEGMENTS : 0);
  w->wall[1] = dimension(w, "colon", study->n_pictures ? ZN_COLON_SEGMENTS : 0);
  w->wall[2] = dimension(w, "small_bowel", study->n_pictures ? ZN_SMALL_BOWEL_SEGMENTS : 0);
  w->place = dimension(w, "place", zn_solute_count() ? PLACES : 0);
  w->solute = dimension(w, "solute", zn_solute_count());
  w->parameter = dimension(w, "parameter", zn_parameter_count());
  w->failure = dimension(w, "failure", run->n_outcomes);
}

/* Values of the longest table of the run. */
static size_t longest(const struct zn_run *run) {
  const size_t cohorts = (size_t)run->study->n_cohorts, parameters = cohorts * (size_t)zn_parameter_count();
  const size_t sizes[] = {parameters,
                          (size_t)all_people(run),
                          2 * (size_t)run->study->n_reported,
                          cohorts * QUANTILES * (size_t)run->course_points,
                          cohorts * (size_t)run->study->n_pictures * ZN_SEGMENTS,
                          cohorts * PLACES * (size_t)zn_solute_count(),
                          ZN_SEGMENTS};
  size_t most = 1;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) most = sizes[i] > most ? sizes[i] : most;
  return most;
}

static void fill(struct result *w, struct scratch *s) {
  describe(w);
  define_dimensions(w);
  put_people(w, s);
  put_reported(w, s);
  put_endpoints(w, s);
  put_courses(w, s);
  put_pictures(w, s);
  put_permeability(w, s);
  put_parameters(w, s);
  put_failures(w, s);
}

/* Makes the file under the name `aside`. */
static int make(const struct zn_run *run, struct scratch *s, const char *aside) {
  struct result w = {.run = run};
  w.code = nc_create(aside, NC_NETCDF4 | NC_CLOBBER, &w.file);
  if (w.code) return w.code;
  fill(&w, s);
  const int closed = nc_close(w.file);
  return w.code ? w.code : closed;
}

enum zn_status zn_run_write_netcdf(const struct zn_run *run, const char *path, struct zn_error *error) {
  struct scratch s;
  char *aside;
  if (!open_scratch(&s, longest(run))) {
    close_scratch(&s);
    return zn_fail(error, ZN_MEMORY, "no memory to write %s", path);
  }
  enum zn_status status = zn_aside_open(&aside, path, error);
  if (status == ZN_OK) {
    const int code = make(run, &s, aside);
    if (code) {
      status = zn_fail_at(error, ZN_IO, path, 0, "the netCDF library cannot write the file: %s", nc_strerror(code));
      zn_aside_drop(aside);
    } else
      status = zn_aside_keep(aside, path, error);
  }
  close_scratch(&s);
  return status;
}
