/* Files in and out: study files, the built-in library, result files, reports. The only place where units are converted. */
#ifndef ZONULA_IO_H
#define ZONULA_IO_H

#include "appraisal.h"
#include "diet.h"
#include "discrimination.h"
#include "eaten.h"
#include "landscape.h"
#include "redundancy.h"
#include "study.h"

/* Loads the built-in conditions, treatments, diets with their foods, and assays: the files of data/ that travel inside the program.
 * ZN_INPUT with file and line when one of them is not valid. Free with zn_library_free. */
enum zn_status zn_library_load(struct zn_library **library, struct zn_error *error);
/* Index of an overlay of that kind, or -1; index of an assay, or -1. */
int zn_library_overlay(const struct zn_library *library, enum zn_overlay_kind kind, const char *name);
int zn_library_assay(const struct zn_library *library, const char *name);
/* Reads a diet of one's own, a file like those of data/diets, strictly, and adds it at the end of the library as overlay *index, called
 * like the file. Moves the overlays, so do it before pointing at any. ZN_INPUT when the file is not valid or the name is taken. */
enum zn_status zn_library_read_diet(struct zn_library *library, const char *path, int *index, struct zn_error *error);

/* Reads a study file (docs/data.md) strictly: unknown or doubled keys, wrong or missing units, values out of bounds, NaN,
 * binary files and files over 1 MiB are ZN_INPUT with file, line, what was expected and the nearest valid name. The indices in
 * the study are those of `library`. Free with zn_study_free. */
enum zn_status zn_study_read(struct zn_study **study, const char *path, const struct zn_library *library, struct zn_error *error);

/* The same from a study that travels inside the program: "data/bench/standard.yaml", what the engines are measured with. */
enum zn_status zn_study_builtin(struct zn_study **study, const char *path, const struct zn_library *library, struct zn_error *error);

/* Adds one change "name=value[unit]" to all cohorts, after those of the file (the command line's --set). The name may end in [*]:
 * every place. ZN_INPUT, without a file, when the assignment is not valid; then nothing is changed. */
enum zn_status zn_study_set(struct zn_study *study, const char *assignment, struct zn_error *error);

/* So many people in every cohort (--people). ZN_INPUT, without a file, where a table names them: it has no further people. */
enum zn_status zn_study_set_people(struct zn_study *study, int people, struct zn_error *error);
/* Other people (--seed). Cohorts with equal seeds are the same people, and stay so: the first seed of the file becomes `seed`, the next one
 * seed + 1. */
void zn_study_reseed(struct zn_study *study, uint64_t seed);

/* Write a run as netCDF-4 with CF attributes, as a table of one row per reported number, and as one HTML page that stands alone;
 * commonly result.nc, summary.csv and report.html of one folder. Folders of `path` are made if missing; a file appears whole
 * or not at all and holds no clock time. `command`: the command line that makes the run again, printed in the report ("": none).
 * ZN_IO, with the path, when a file cannot be written, and when gnuplot, which draws the report's figures, is missing or fails. */
enum zn_status zn_run_write_netcdf(const struct zn_run *run, const char *path, struct zn_error *error);
enum zn_status zn_run_write_csv(const struct zn_run *run, const char *path, struct zn_error *error);
enum zn_status zn_run_write_report(const struct zn_run *run, const char *path, const char *command, struct zn_error *error);

/* Writes what everybody was read, by name: one row for each person and reported number or test; commonly persons.csv of the run's folder.
 * As zn_run_write_csv writes. */
enum zn_status zn_run_write_persons(const struct zn_run *run, const char *path, struct zn_error *error);
/* The same of everything that was measured again, one row for each repeat (0: the first time); commonly repeats.csv. ZN_ARGUMENT where the
 * options of the run asked for no repeats. */
enum zn_status zn_run_write_repeats(const struct zn_run *run, const char *path, struct zn_error *error);

/* Writes who takes part as a table, commonly people.csv: one row for each person of each cohort, with cohort, number, name (or one made of
 * both), whose twin they are where there are twins, and one column for each number of theirs in its shown unit. A cohort reads it with
 * `people_from`, and gets every bit back. Columns are those numbers that vary between these people or are not as in the parameter table;
 * with `all` all of them. The people of a matrix or a map stand there once, as its first cell has them. As zn_run_write_csv writes. */
enum zn_status zn_people_write_csv(const struct zn_study *study, const struct zn_library *library, int all, const char *path,
                                   struct zn_error *error);

/* What a treatment or diet given by `event` does, and how well that is known, in the words of all outputs: "contested, assumed:
 * epithelium_constitutive_leak x1 (0.6 to 1.3), this run used the middle". What is graded none says that it changes nothing. Cut where
 * `words` ends. */
enum { ZN_GIVEN_WORDS = 600 };
void zn_given_words(const struct zn_study *study, const struct zn_library *library, const struct zn_event *event,
                    char words[ZN_GIVEN_WORDS]);
/* Whether an earlier event of the study gave the same thing with the same choice of its uncertain effects, so that it is told. */
int zn_given_before(const struct zn_study *study, int event);
/* The member of the ensemble by which that event's uncertain effects are drawn, 0 for none; -1 when people of several get it. */
int64_t zn_given_member(const struct zn_study *study, const struct zn_event *event);

/* Writes the body of one person as a model in SBML Level 3 Version 2 (https://sbml.org): the very equations of src/body as rate rules
 * and shared assignment rules, with `person`'s parameters, `y` [zn_state_count()] as the initial state, units (hour, cm, g, mmol, S),
 * meanings, grades and sources. Probes and tests are not part of it. */
enum zn_status zn_person_write_sbml(const struct zn_parameters *person, const double *y, const char *path, struct zn_error *error);

/* Reads a table of published measurements: comma-separated (RFC 4180), the columns of studies/published/permeability_humans.csv in
 * any order, and `study` if wanted. Strict: a missing or unknown column, a row without id or with one that was there before, a number
 * that is none, a window that ends before it begins and a spread whose low is above its high are ZN_INPUT with file, line, what was
 * expected and the nearest name. A blank cell means "not printed". Words of tests, probes, statistics and units are not checked here:
 * a word the model does not know makes its row out of scope, not the file wrong. Free with zn_published_free. */
enum zn_status zn_published_read(struct zn_published_table **table, const char *path, struct zn_error *error);

/* The same for a table of published outcomes of diets: the columns of studies/published/diet_outcomes.csv. Free with zn_diet_table_free. */
enum zn_status zn_diet_table_read(struct zn_diet_table **table, const char *path, struct zn_error *error);

/* Write appraisals as tables of one row per published row, and both (or one) as one HTML page that stands alone; commonly validation.csv,
 * diet.csv and validation.html of one folder. As zn_run_write_csv and zn_run_write_report write, but without gnuplot. */
enum zn_status zn_appraisal_write_csv(const struct zn_appraisal *appraisal, const char *path, struct zn_error *error);
enum zn_status zn_diet_appraisal_write_csv(const struct zn_diet_appraisal *appraisal, const char *path, struct zn_error *error);
enum zn_status zn_validation_write_report(const struct zn_validation *validation, const char *path, const char *command,
                                          struct zn_error *error);

/* Write diets compared as a table of one row per diet and number, and as one HTML page that stands alone; commonly diets.csv and diets.html
 * of one folder. As zn_validation_write_report writes. */
enum zn_status zn_eaten_write_csv(const struct zn_eaten *eaten, const char *path, struct zn_error *error);
enum zn_status zn_eaten_write_report(const struct zn_eaten *eaten, const char *path, const char *command, struct zn_error *error);

/* Write how the tests of a run told people apart: one row for each group of people and test, and the corners of their curves; commonly
 * tests.csv and roc.csv of the run's folder. As zn_run_write_csv writes. */
enum zn_status zn_discrimination_write_tests(const struct zn_discrimination *discrimination, const char *path, struct zn_error *error);
enum zn_status zn_discrimination_write_curves(const struct zn_discrimination *discrimination, const char *path, struct zn_error *error);

/* Writes what layers of defence are worth: one row for each cell and reading; commonly matrix.csv of the run's folder. */
enum zn_status zn_redundancy_write_csv(const struct zn_redundancy *redundancy, const char *path, struct zn_error *error);

/* Write a map of where bodies rest, the people of its marks and its ramps: one row for each cell, person and step; commonly map.csv,
 * marks.csv and ramps.csv of the run's folder. */
enum zn_status zn_landscape_write_map(const struct zn_landscape *landscape, const char *path, struct zn_error *error);
enum zn_status zn_landscape_write_marks(const struct zn_landscape *landscape, const char *path, struct zn_error *error);
enum zn_status zn_landscape_write_ramps(const struct zn_landscape *landscape, const char *path, struct zn_error *error);

#endif
