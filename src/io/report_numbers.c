/* The numbers behind the model: first those this study changed, then all of them, each with its source; and the sources. */
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "html.h"
#include "report.h"
#include "words.h"

/* What the people of each cohort are drawn around. */
struct drawn {
  struct zn_parameters *median; /* [n_cohorts] */
  double *spread;               /* [n_cohorts][zn_parameter_count()] */
};

static enum zn_status open_drawn(struct drawn *d, const struct zn_run *run, struct zn_error *error) {
  const size_t cohorts = (size_t)run->study->n_cohorts, n = (size_t)zn_parameter_count();
  *d = (struct drawn){malloc(cohorts * sizeof *d->median), malloc(cohorts * n * sizeof *d->spread)};
  if (!d->median || !d->spread) return zn_fail(error, ZN_MEMORY, "no memory for the parameters of %d cohorts", run->study->n_cohorts);
  for (size_t c = 0; c < cohorts; c++) zn_cohort_numbers(&run->study->cohorts[c], run->library, &d->median[c], d->spread + c * n);
  return ZN_OK;
}

static void close_drawn(struct drawn *d) {
  free(d->median);
  free(d->spread);
}

static void name_and_meaning(struct zn_writer *page, const struct zn_parameter_info *info) {
  zn_writer_add(page, "<th scope=\"row\"><code>");
  zn_html_text(page, info->name);
  zn_writer_add(page, "</code><div class=\"small soft\">");
  zn_html_text(page, info->meaning);
  zn_writer_add(page, "</div></th>");
}

static void source_and_grade(struct zn_writer *page, const struct zn_parameter_info *info) {
  zn_writer_add(page, "<td>");
  zn_html_sources(page, info->source);
  zn_writer_add(page, "</td><td>");
  zn_html_mark(page, "number-grade", info->grade);
  zn_writer_add(page, "</td>");
}

/* --- What this study changed ---------------------------------------------------------------------------------------------------------- */

static void end_row(struct zn_writer *page, const struct zn_parameter_info *info) {
  zn_writer_add(page, "</td><td class=\"nowrap\">");
  zn_html_quantity(page, info->value, info->unit);
  zn_writer_add(page, "</td>");
  source_and_grade(page, info);
  zn_writer_add(page, "</tr>\n");
}

/* All changes of one number on one line, where the first of them stands. */
static void change_row(struct zn_writer *page, const struct zn_change *changes, int n, int i) {
  const struct zn_parameter_info *info = zn_parameter_info(changes[i].parameter);
  for (int k = 0; k < i; k++)
    if (changes[k].parameter == changes[i].parameter) return;
  zn_writer_add(page, "<tr>");
  name_and_meaning(page, info);
  zn_writer_add(page, "<td>");
  for (int k = i; k < n; k++) {
    if (changes[k].parameter != changes[i].parameter) continue;
    zn_writer_add(page, k > i ? "<br/>" : "");
    zn_report_change(page, &changes[k]);
  }
  end_row(page, info);
}

static void uncertain_rows(struct zn_writer *page, const struct zn_uncertain *u) {
  for (int k = 0; k < u->n; k++) {
    const struct zn_parameter_info *info = zn_parameter_info(u->parameter[k]);
    zn_writer_add(page, "<tr>");
    name_and_meaning(page, info);
    zn_writer_format(page, "<td>uncertain: times %.3g (%.3g to %.3g)", u->middle, u->low, u->high);
    end_row(page, info);
  }
}

static void open_changes(struct zn_writer *page) {
  zn_writer_add(
      page,
      "<div class=\"scroll\"><table>\n<thead><tr><th>Number</th><th>Change</th><th>Default</th><th>Source of the default</th><th>Grade</th>"
      "</tr></thead>\n<tbody>\n");
}

static void changes_of_overlay(struct zn_writer *page, const struct zn_overlay *o) {
  zn_writer_add(page, "<h3>");
  zn_html_text(page, o->title);
  zn_writer_format(page, " <span class=\"soft small\">%s</span></h3>\n<p class=\"small soft\">These changes rest on ",
                   zn_overlay_kind_words(o->kind));
  zn_html_sources(page, o->sources);
  zn_writer_add(page, " ");
  zn_html_mark(page, "grade", o->grade);
  zn_writer_add(page, "</p>\n");
  open_changes(page);
  for (int i = 0; i < o->n_changes; i++) change_row(page, o->changes, o->n_changes, i);
  for (int i = 0; i < o->n_uncertain; i++) uncertain_rows(page, &o->uncertain[i]);
  zn_writer_add(page, "</tbody>\n</table></div>\n");
}

static int changed(struct zn_writer *page, const struct zn_run *run) {
  int n = 0;
  for (int k = 0; k < run->library->n_overlays; k++) {
    if (!zn_report_uses(run, k) || !(run->library->overlays[k].n_changes || run->library->overlays[k].n_uncertain)) continue;
    changes_of_overlay(page, &run->library->overlays[k]);
    n++;
  }
  for (int c = 0; c < run->study->n_cohorts; c++) {
    const struct zn_cohort *cohort = &run->study->cohorts[c];
    if (!cohort->n_changes) continue;
    zn_writer_add(page, "<h3>Set for this study: ");
    zn_report_cohort(page, run, c);
    zn_writer_add(page, "</h3>\n");
    open_changes(page);
    for (int i = 0; i < cohort->n_changes; i++) change_row(page, cohort->changes, cohort->n_changes, i);
    zn_writer_add(page, "</tbody>\n</table></div>\n");
    n++;
  }
  return n;
}

/* --- All of them ---------------------------------------------------------------------------------------------------------------------- */

static void range(struct zn_writer *page, const struct zn_parameter_info *info) {
  zn_html_number(page, info->low);
  zn_writer_add(page, " to ");
  zn_html_number(page, info->high);
}

static int in_table(const struct zn_named_people *named, int parameter) {
  for (int i = 0; named && i < named->n; i++)
    if (named->parameter[i] == parameter) return 1;
  return 0;
}

/* What cohorts have instead of the default, if they differ from it. */
static void cohort_values(struct zn_writer *page, const struct zn_run *run, const struct drawn *d, int k) {
  const struct zn_parameter_info *info = zn_parameter_info(k);
  for (int c = 0; c < run->study->n_cohorts; c++) {
    const double value = ((const double *)&d->median[c])[k], spread = d->spread[(size_t)c * (size_t)zn_parameter_count() + (size_t)k];
    if (in_table(run->study->cohorts[c].named, k)) {
      zn_writer_add(page, "<div class=\"small\"><b>");
      zn_report_cohort(page, run, c);
      zn_writer_add(page, ": each their own</b></div>");
      continue;
    }
    if (value == info->value * info->to_internal && spread == info->spread) continue;
    zn_writer_add(page, "<div class=\"small\"><b>");
    zn_report_cohort(page, run, c);
    zn_writer_add(page, ": ");
    zn_html_number(page, value / info->to_internal);
    if (spread != info->spread) {
      zn_writer_add(page, ", spread ");
      zn_html_number(page, spread);
    }
    zn_writer_add(page, "</b></div>");
  }
}

static void parameter_row(struct zn_writer *page, const struct zn_run *run, const struct drawn *d, int k) {
  const struct zn_parameter_info *info = zn_parameter_info(k);
  zn_writer_add(page, "<tr>");
  name_and_meaning(page, info);
  zn_writer_add(page, "<td class=\"nowrap\">");
  zn_html_quantity(page, info->value, info->unit);
  cohort_values(page, run, d, k);
  zn_writer_add(page, "</td><td class=\"nowrap\">");
  range(page, info);
  zn_writer_add(page, "</td><td class=\"number\">");
  if (info->spread > 0.0)
    zn_html_number(page, info->spread);
  else
    zn_writer_add(page, "–");
  zn_writer_add(page, "</td>");
  source_and_grade(page, info);
  zn_writer_add(page, "</tr>\n");
}

static int in_room(const char *room) {
  int n = 0;
  for (int k = 0; k < zn_parameter_count(); k++) n += strcmp(zn_parameter_info(k)->room, room) == 0;
  return n;
}

static void room(struct zn_writer *page, const struct zn_run *run, const struct drawn *d, const char *name) {
  zn_writer_add(page, "<details><summary>");
  zn_html_words(page, name);
  zn_writer_format(
      page,
      " <span>%d %s</span></summary>\n<div class=\"scroll\"><table>\n<thead><tr><th>Number</th><th>Value</th><th>Admissible</th>"
      "<th class=\"number\">Spread</th><th>Source</th><th>Grade</th></tr></thead>\n<tbody>\n",
      in_room(name), in_room(name) == 1 ? "number" : "numbers");
  for (int k = 0; k < zn_parameter_count(); k++)
    if (strcmp(zn_parameter_info(k)->room, name) == 0) parameter_row(page, run, d, k);
  zn_writer_add(page, "</tbody>\n</table></div>\n</details>\n");
}

enum zn_status zn_report_numbers(struct zn_writer *page, const struct zn_run *run, struct zn_error *error) {
  struct drawn drawn;
  enum zn_status status = open_drawn(&drawn, run, error);
  zn_report_open(page, "numbers", "Numbers behind it");
  zn_writer_add(page, "<p>First what this study changed, then all numbers of the model, by the rooms of the body.</p>\n");
  if (!changed(page, run)) zn_writer_add(page, "<p>This study changed none: everybody is drawn around the defaults.</p>\n");
  zn_writer_add(page,
                "<h3>All numbers</h3>\n<p class=\"small soft\">Value: default of the table, and in bold what a cohort has instead. Spread: "
                "standard deviation of "
                "ln(value) between people; a dash where everybody has the same.</p>\n");
  for (int k = 0; status == ZN_OK && k < zn_parameter_count(); k++) {
    const char *name = zn_parameter_info(k)->room;
    int seen = 0;
    for (int i = 0; i < k && !seen; i++) seen = strcmp(zn_parameter_info(i)->room, name) == 0;
    if (!seen) room(page, run, &drawn, name);
  }
  zn_writer_add(page, "</section>\n");
  close_drawn(&drawn);
  return status;
}

void zn_report_sources(struct zn_writer *page) {
  zn_report_open(page, "sources", "Sources");
  zn_writer_format(page, "<details open=\"open\"><summary>The model's ledger <span>%d entries</span></summary>\n<ul class=\"sources\">\n",
                   zn_source_count());
  for (int i = 0; i < zn_source_count(); i++) {
    const struct zn_source_info *s = zn_source_info(i);
    zn_writer_add(page, "<li><b>");
    zn_html_words(page, s->id);
    zn_writer_add(page, "</b>: ");
    zn_html_text(page, s->cite);
    if (*s->locator) zn_writer_add(page, ", ");
    zn_html_locator(page, s->locator);
    if (*s->note) {
      zn_writer_add(page, ". <span class=\"soft\">");
      zn_html_text(page, s->note);
      zn_writer_add(page, "</span>");
    }
    zn_writer_add(page, "</li>\n");
  }
  zn_writer_add(page, "</ul></details>\n</section>\n");
}
