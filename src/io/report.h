/* The sections of the report, in the order in which they stand in it, and what they share. */
#ifndef ZN_IO_REPORT_H
#define ZN_IO_REPORT_H

#include "writer.h"
#include "zonula/study.h"

/* The page's style sheet. */
extern const char zn_report_style[];

void zn_report_asked(struct zn_writer *page, const struct zn_run *run);
enum zn_status zn_report_discriminate(struct zn_writer *page, const struct zn_run *run, struct zn_error *error);
enum zn_status zn_report_matrix(struct zn_writer *page, const struct zn_run *run, struct zn_error *error);
enum zn_status zn_report_experiment(struct zn_writer *page, const struct zn_run *run, struct zn_error *error);
enum zn_status zn_report_map(struct zn_writer *page, const struct zn_run *run, struct zn_error *error);
enum zn_status zn_report_compared(struct zn_writer *page, const struct zn_run *run, struct zn_error *error);
enum zn_status zn_report_courses(struct zn_writer *page, const struct zn_run *run, struct zn_error *error);
void zn_report_wall(struct zn_writer *page, const struct zn_run *run);
enum zn_status zn_report_sieve(struct zn_writer *page, const struct zn_run *run, struct zn_error *error);
enum zn_status zn_report_numbers(struct zn_writer *page, const struct zn_run *run, struct zn_error *error);
void zn_report_sources(struct zn_writer *page);

/* --- Shared by the sections ------------------------------------------------------------------------------------------------------- */

/* A page from its first byte to the open sheet, dressed in the style sheet and `more` of it; and from its last section to the end. */
void zn_report_head(struct zn_writer *page, const char *title, const char *more);
void zn_report_foot(struct zn_writer *page);

/* The table of contents: of `n` sections those that are present. */
struct zn_report_part {
  int present;
  const char *id, *name;
};
void zn_report_contents(struct zn_writer *page, const struct zn_report_part *part, size_t n);

/* Opens the section on how to make the page again, with the command where there is one (not ""); and a table in it that names the
 * version of the program and its data, open for further rows. */
void zn_report_made(struct zn_writer *page, const char *command);
void zn_report_version(struct zn_writer *page);

/* Begins a number of the summary at the top; close it with "</dd></div>". */
void zn_report_fact(struct zn_writer *page, const char *name);

/* Opens a section with its heading; close it with "</section>". */
void zn_report_open(struct zn_writer *page, const char *id, const char *heading);

/* An observable as words, "leak route, relative, ileum". */
void zn_report_observable(struct zn_writer *page, int observable);

/* A cohort's name as words, "immune normal". */
void zn_report_cohort(struct zn_writer *page, const struct zn_run *run, int cohort);

/* Who the people of a cohort are: conditions, diet, what was set for them, their names. And what was done: timeline, treatments, tests. */
void zn_report_people(struct zn_writer *page, const struct zn_run *run, int cohort);
void zn_report_happened(struct zn_writer *page, const struct zn_run *run);

/* Colour of a cohort in all figures, "#rrggbb"; told apart also by colour-blind readers (Okabe and Ito 2008). */
const char *zn_report_colour(int cohort);

/* Whether an overlay is a condition or diet of some cohort, or given at some time. */
int zn_report_uses(const struct zn_run *run, int overlay);

/* One change of an overlay or cohort as words, "set to 4.3 1/day". */
void zn_report_change(struct zn_writer *page, const struct zn_change *change);

/* Inline pictures with captions stand in a grid of `columns`. */
void zn_report_grid(struct zn_writer *page, int columns);

#endif
