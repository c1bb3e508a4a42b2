/* report.html: one page that stands alone. It says what was asked, sets what came out beside what was reported, draws it, and
 * leaves no number without its source. It asks no clock and calls nothing from elsewhere. */
#include "report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "html.h"
#include "words.h"
#include "zonula/io.h"

void zn_report_open(struct zn_writer *page, const char *id, const char *heading) {
  zn_writer_format(page, "<section id=\"%s\">\n<h2>%s</h2>\n", id, heading);
}

void zn_report_observable(struct zn_writer *page, int observable) {
  const struct zn_observable_info *info = zn_observable_info(observable);
  const char *place = strchr(info->name, '[');
  zn_html_words(page, info->label);
  if (place) zn_writer_format(page, ", %.*s", (int)strcspn(place + 1, "]"), place + 1);
}

void zn_report_cohort(struct zn_writer *page, const struct zn_run *run, int cohort) {
  for (const char *c = run->study->cohorts[cohort].name; *c; c++) {
    const char letter[2] = {*c == '_' ? ' ' : *c, '\0'};
    zn_html_text(page, letter);
  }
}

const char *zn_report_colour(int cohort) {
  static const char *const colours[] = {"#0072b2", "#d55e00", "#009e73", "#b8578f", "#a87000", "#2f9fd8"};
  return colours[cohort % (int)(sizeof colours / sizeof *colours)];
}

int zn_report_uses(const struct zn_run *run, int overlay) {
  const struct zn_study *study = run->study;
  for (int c = 0; c < study->n_cohorts; c++)
    for (int i = 0; i < study->cohorts[c].n_overlays; i++)
      if (study->cohorts[c].overlays[i] == overlay) return 1;
  for (int e = 0; e < study->n_events; e++)
    if (study->events[e].kind == ZN_EVENT_GIVE && study->events[e].overlay == overlay) return 1;
  return 0;
}

void zn_report_change(struct zn_writer *page, const struct zn_change *change) {
  const struct zn_parameter_info *info = zn_parameter_info(change->parameter);
  switch (change->kind) {
    case ZN_CHANGE_SET:
      zn_writer_add(page, "set to ");
      zn_html_quantity(page, change->value / info->to_internal, info->unit);
      break;
    case ZN_CHANGE_SCALE:
      zn_writer_add(page, "times ");
      zn_html_number(page, change->value);
      break;
    case ZN_CHANGE_SPREAD:
      zn_writer_add(page, "spread between people ");
      zn_html_number(page, change->value);
      break;
  }
}

void zn_report_grid(struct zn_writer *page, int columns) {
  zn_writer_format(page, "<div class=\"grid\" style=\"--columns:%d\">\n", columns);
}

/* --- The top ------------------------------------------------------------------------------------------------------------------------- */

void zn_report_head(struct zn_writer *page, const char *title, const char *more) {
  zn_writer_add(page,
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
  zn_html_text(page, title);
  zn_writer_add(page, "</title>\n<style>\n");
  zn_writer_add(page, zn_report_style);
  zn_writer_add(page, more);
  zn_writer_add(page, "</style>\n</head>\n<body>\n<div class=\"sheet\">\n");
}

void zn_report_contents(struct zn_writer *page, const struct zn_report_part *part, size_t n) {
  zn_writer_add(page, "<nav aria-label=\"Contents\"><ol>\n");
  for (size_t i = 0; i < n; i++)
    if (part[i].present) zn_writer_format(page, "<li><a href=\"#%s\">%s</a></li>\n", part[i].id, part[i].name);
  zn_writer_add(page, "</ol></nav>\n<main>\n");
}

void zn_report_fact(struct zn_writer *page, const char *name) { zn_writer_format(page, "<div><dt>%s</dt><dd>", name); }

/* Whether the cohorts are cells of a matrix or a map. */
static int has_cells(const struct zn_study *study) { return study->matrix.n_layers || study->map.across.steps; }

/* What a reader in a hurry wants: how many people, how many reported numbers were met, how far off the rest is. */
static void facts(struct zn_writer *page, const struct zn_run *run) {
  int people = 0, failed = 0, judged = 0, inside = 0, folds = 0;
  double sum = 0.0;
  const int cells = run->study->matrix.n_layers ? run->study->n_cohorts : 0;
  for (int c = 0; c < run->study->n_cohorts; c++) people += run->cohort[c].people, failed += run->cohort[c].failed;
  for (int r = 0; r < run->study->n_reported; r++) {
    const struct zn_prediction *p = &run->prediction[r];
    judged += zn_has_interval(p);
    inside += zn_has_interval(p) && p->inside;
    if (isfinite(p->fold_error)) sum += log(p->fold_error), folds++;
  }
  zn_writer_add(page, "<dl class=\"facts\">");
  zn_report_fact(page, "Virtual people");
  zn_writer_format(page, "%d</dd></div>", cells ? run->cohort[0].people : people);
  if (cells) {
    zn_report_fact(page, "Lives each of them led");
    zn_writer_format(page, "%d</dd></div>", cells);
  }
  if (failed) {
    zn_report_fact(page, "of whom failed");
    zn_writer_format(page, "<a href=\"#failures\">%d</a></dd></div>", failed);
  }
  if (judged) {
    zn_report_fact(page, "Reported numbers inside the predicted 90 % interval");
    zn_writer_format(page, "%d of %d</dd></div>", inside, judged);
  }
  if (folds) {
    zn_report_fact(page, "Typical distance, predicted to reported");
    zn_html_result(page, exp(sum / folds));
    zn_writer_add(page, "-fold</dd></div>");
  }
  zn_writer_add(page, "</dl>\n");
}

static void header(struct zn_writer *page, const struct zn_run *run) {
  const struct zn_study *study = run->study;
  zn_writer_add(page, "<header>\n<div class=\"over\">Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_add(page, " · a simulation of the human intestinal barrier</div>\n<h1>");
  zn_html_text(page, study->title);
  zn_writer_add(page, "</h1>\n<p>");
  zn_html_text(page, study->summary);
  zn_writer_add(page, "</p>\n");
  if (strcmp(study->source, "none") != 0 && *study->source) {
    zn_writer_add(page, "<p class=\"soft\">Published as ");
    zn_html_locator(page, study->source);
    zn_writer_add(page, "</p>\n");
  }
  facts(page, run);
  zn_writer_add(page,
                "<p class=\"small soft\">Everything below was computed for virtual people. It says what this model expects of a group like "
                "the one described; it is never a diagnosis of anybody.</p>\n</header>\n");
}

/* Whether there is anything to compare, or it must be said that there is nothing. */
static int compares(const struct zn_study *study) {
  return study->n_reported || !(study->discriminate.n_tests || has_cells(study) || study->experiment);
}

static void contents(struct zn_writer *page, const struct zn_run *run) {
  const struct zn_report_part parts[] = {{1, "asked", "What was asked"},
                                         {run->study->discriminate.n_tests > 0, "told", "Which test tells who has it"},
                                         {run->study->matrix.n_layers > 0, "matrix", "What each layer is worth"},
                                         {run->study->map.across.steps > 0, "map", "Where bodies rest"},
                                         {run->study->experiment != NULL, "experiment", "What must hold"},
                                         {compares(run->study), "compared", "Predicted and reported"},
                                         {run->study->n_follow > 0, "courses", "Courses over time"},
                                         {run->study->n_pictures > 0, "wall", "The wall, drawn"},
                                         {zn_solute_count() > 0, "sieve", "What size lets through"},
                                         {1, "numbers", "Numbers behind it"},
                                         {1, "failures", "Failures"},
                                         {1, "reading", "How to read this"},
                                         {1, "made", "How to make it again"},
                                         {1, "sources", "Sources"}};
  zn_report_contents(page, parts, sizeof parts / sizeof *parts);
}

/* --- The end ------------------------------------------------------------------------------------------------------------------------- */

static void failures(struct zn_writer *page, const struct zn_run *run) {
  zn_report_open(page, "failures", "Failures");
  if (!run->n_outcomes) {
    zn_writer_add(page, "<p>None: every person was followed to the end.</p>\n</section>\n");
    return;
  }
  zn_writer_format(
      page,
      "<p>%d %s could not be followed to the end. They count nowhere in this report.</p>\n<div class=\"scroll\"><table>\n<thead><tr>"
      "<th>Cohort</th><th class=\"number\">Person</th><th class=\"number\">Came to</th><th>What happened</th></tr></thead>\n<tbody>\n",
      run->n_outcomes, run->n_outcomes == 1 ? "person" : "people");
  for (int i = 0; i < run->n_outcomes; i++) {
    const struct zn_person_outcome *o = &run->outcome[i];
    char time[32];
    zn_time_words(o->time_h, time);
    zn_writer_add(page, "<tr><td>");
    zn_report_cohort(page, run, o->cohort);
    zn_writer_format(page, "</td><td class=\"number\">%d ", o->number);
    zn_html_text(page, zn_person_name(&run->study->cohorts[o->cohort], o->number));
    zn_writer_format(page, "</td><td class=\"number\">%s</td><td>", time);
    zn_html_text(page, zn_status_text(o->status));
    zn_writer_add(page, ": ");
    zn_html_text(page, o->text);
    zn_writer_add(page, "</td></tr>\n");
  }
  zn_writer_add(page, "</tbody>\n</table></div>\n</section>\n");
}

static void reading(struct zn_writer *page) {
  zn_report_open(page, "reading", "How to read this");
  zn_writer_add(
      page,
      "<p>A predicted interval says where the statistic of a group of this size would lie in nine of ten such groups, if the model and its "
      "numbers were right. It does not contain what the model leaves out, nor doubt about its numbers.</p>\n"
      "<p>A reported number outside the interval is a disagreement worth a look: the model, a number behind it, the way the study was "
      "put into the file, or the paper may be the reason. A number inside it proves nothing yet.</p>\n"
      "<p>Behaviour marked <span class=\"mark tag emergent\">emergent</span> follows from the mechanism; behaviour marked "
      "<span class=\"mark tag assumed\">assumed</span> was put in. Marks of evidence grade the source of an effect or a number, not its "
      "size.</p>\n"
      "<p>Different permeability tests see different parts of the wall, through transit, dilution, kidneys and collection. No single "
      "number "
      "is the leakiness of a gut. Nothing here is advice to a person, diagnoses anybody or replaces medical care.</p>\n</section>\n");
}

void zn_report_made(struct zn_writer *page, const char *command) {
  zn_report_open(page, "made", "How to make it again");
  if (!*command) return;
  zn_writer_add(page, "<pre><code>");
  zn_html_text(page, command);
  zn_writer_add(page, "</code></pre>\n");
}

void zn_report_version(struct zn_writer *page) {
  zn_writer_add(page, "<div class=\"scroll\"><table>\n<tbody>\n<tr><th>Version</th><td>Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_format(page, "</td></tr>\n<tr><th>Digest of the data</th><td><code>%s</code></td></tr>\n", zn_data_digest());
}

static void made(struct zn_writer *page, const struct zn_run *run, const char *command) {
  const struct zn_study *study = run->study;
  zn_report_made(page, command);
  zn_writer_add(page, "<p>The same version, data and seeds give this page again, byte for byte, on any number of processor cores.</p>\n");
  zn_report_version(page);
  zn_writer_add(page, "<tr><th>Study</th><td>");
  zn_html_text(page, *study->file ? zn_file_words(study->file) : study->name);
  zn_writer_add(page, "</td></tr>\n");
  for (int c = 0; c < study->n_cohorts; c++) {
    zn_writer_add(page, "<tr><th>Seed of ");
    zn_report_cohort(page, run, c);
    zn_writer_format(page, "</th><td>%llu</td></tr>\n", (unsigned long long)study->cohorts[c].seed);
  }
  zn_writer_format(page, "<tr><th>Integration steps</th><td>%llu</td></tr>\n</tbody>\n</table></div>\n</section>\n",
                   (unsigned long long)run->steps);
}

void zn_report_foot(struct zn_writer *page) {
  zn_writer_add(page, "</main>\n<footer>Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_format(page, " · data %s · a simulation, never a diagnosis</footer>\n</div>\n</body>\n</html>\n", zn_data_digest());
}

/* A run and its study as most sections show them: of a matrix or a map, of which the cells have sections of their own, only the people. */
struct shown {
  struct zn_study study;
  struct zn_run run;
};

static void show(struct shown *shown, const struct zn_run *run) {
  shown->study = *run->study;
  shown->run = *run;
  shown->run.study = &shown->study;
  if (has_cells(run->study)) shown->study.n_cohorts = 1;
}

static enum zn_status body(struct zn_writer *page, const struct zn_run *run, const struct zn_run *shown, struct zn_error *error) {
  zn_report_asked(page, shown);
  ZN_TRY(zn_report_discriminate(page, run, error));
  ZN_TRY(zn_report_matrix(page, run, error));
  ZN_TRY(zn_report_map(page, run, error));
  ZN_TRY(zn_report_experiment(page, run, error));
  if (compares(run->study)) ZN_TRY(zn_report_compared(page, shown, error));
  ZN_TRY(zn_report_courses(page, shown, error));
  zn_report_wall(page, shown);
  ZN_TRY(zn_report_sieve(page, shown, error));
  return zn_report_numbers(page, shown, error);
}

enum zn_status zn_run_write_report(const struct zn_run *run, const char *path, const char *command, struct zn_error *error) {
  struct zn_writer page = {0};
  struct zn_locale locale;
  struct shown shown;
  show(&shown, run);
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_report_head(&page, run->study->title, "");
  header(&page, run);
  contents(&page, run);
  enum zn_status status = body(&page, run, &shown.run, error);
  failures(&page, run);
  reading(&page);
  made(&page, &shown.run, command);
  zn_report_sources(&page);
  zn_report_foot(&page);
  zn_locale_restore(&locale);
  return zn_writer_save(&page, path, status, error);
}
