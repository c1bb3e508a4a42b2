/* The experiment on a claim's page. */
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/status.h"
#include "claims_site.h"
#include "html.h"
#include "report.h"

/* Takes a text over and writes each of its lines as an item. */
static void items(struct zn_writer *page, char *text) {
  for (char *line = text; *line;) {
    const size_t length = strcspn(line, "\n");
    const int more = line[length] != '\0';
    line[length] = '\0';
    zn_writer_add(page, "<li>");
    zn_html_text(page, line);
    zn_writer_add(page, "</li>\n");
    line += length + (size_t)more;
  }
  free(text);
}

/* --- What must hold ----------------------------------------------------------------------------------------------------------------- */

static void survival(struct zn_writer *page, const struct zn_criterion *c, const struct zn_criterion_result *r, int members) {
  zn_writer_format(page, "<p><span class=\"%s\">%s.</span> ", r->holds ? "inside" : "outside", r->holds ? "Holds" : "Fails");
  if (c->kind == ZN_CRITERION_EACH)
    zn_writer_format(page, "True of %.3g %% of %d virtual people (90 %% interval %.3g to %.3g %%).", 100.0 * r->survives, r->people,
                     100.0 * r->lo90, 100.0 * r->hi90);
  else {
    zn_writer_add(page, "Over everybody it is ");
    zn_html_result(page, r->statistic);
    zn_writer_add(page, ".");
    if (members > 1)
      zn_writer_format(page, " True in %d of %d parameter sets (90 %% interval of that share: %.3g to %.3g %%).", r->members_hold, members,
                       100.0 * r->lo90, 100.0 * r->hi90);
  }
  if (r->without)
    zn_writer_format(page, " %d of %d people have no value%s.", r->without, r->people,
                     c->kind == ZN_CRITERION_EACH ? "; in them it does not hold" : " and are not counted");
  zn_writer_add(page, "</p>\n");
}

static void why(struct zn_writer *page, const struct zn_criterion *c) {
  const struct zn_source_info *source = zn_source_info(c->source);
  zn_writer_add(page, "<p class=\"small soft\">Where the bound comes from: ");
  zn_html_text(page, c->because);
  if (strcmp(source->id, "chosen") != 0) {
    zn_writer_add(page, ". ");
    zn_html_text(page, source->cite);
    zn_writer_add(page, " ");
    zn_html_locator(page, source->locator);
  }
  zn_writer_add(page, "</p>\n");
}

enum zn_status zn_site_criterion(struct zn_writer *page, const struct zn_experiment *e, const struct zn_experiment_result *result, int k,
                                 struct zn_error *error) {
  const struct zn_criterion *c = &e->criterion[k];
  char *words;
  ZN_TRY(zn_criterion_words(&words, c, error));
  zn_writer_add(page, "<div class=\"card criterion\"><h3>");
  zn_html_words(page, c->label);
  zn_writer_add(page, "</h3>\n<p class=\"small\"><code>");
  zn_html_text(page, words);
  zn_writer_add(page, "</code></p>\n");
  free(words);
  if (result) survival(page, c, &result->intact.criterion[k], result->members);
  if (result) zn_site_figure(page, e, result, k);
  why(page, c);
  zn_writer_add(page, "</div>\n");
  return ZN_OK;
}

/* --- Without the mechanism ---------------------------------------------------------------------------------------------------------- */

static enum zn_status without(struct zn_writer *page, const struct zn_experiment *e, const struct zn_experiment_result *result, int b,
                              struct zn_error *error) {
  char *words;
  ZN_TRY(zn_broken_words(&words, &e->broken[b], error));
  zn_writer_add(page, "<li>Without ");
  zn_html_text(page, e->broken[b].without);
  if (result)
    zn_writer_format(page, ": <span class=\"%s\">%s</span>", result->broken[b].holds ? "outside" : "inside",
                     result->broken[b].holds ? "it holds all the same, though it must fail" : "it fails, as it must");
  zn_writer_add(page, " <span class=\"small soft\">(<code>");
  zn_html_text(page, words);
  zn_writer_add(page, "</code>)</span></li>\n");
  free(words);
  return ZN_OK;
}

static enum zn_status all_broken(struct zn_writer *page, const struct zn_experiment *e, const struct zn_experiment_result *result,
                                 struct zn_error *error) {
  if (!e->n_broken) return ZN_OK;
  zn_writer_add(page,
                "<h3>Without the mechanism</h3>\n<p>To see that the experiment tests something, a mechanism is taken away. Then it must "
                "fail. <a href=\"method.html#broken\">Why</a></p>\n<ul>\n");
  for (int b = 0; b < e->n_broken; b++) ZN_TRY(without(page, e, result, b, error));
  zn_writer_add(page, "</ul>\n");
  return ZN_OK;
}

/* The file itself, for whoever wants to change it and run it again. */
static void file(struct zn_writer *page, const struct zn_study *study) {
  const struct zn_embedded_file *embedded = zn_embedded_find(study->file);
  if (!embedded) return;
  zn_writer_add(page, "<details><summary>The experiment's file <span>");
  zn_html_text(page, study->file);
  zn_writer_add(page, "</span></summary>\n<pre><code>");
  zn_html_text(page, embedded->text);
  zn_writer_add(page, "</code></pre></details>\n");
}

enum zn_status zn_site_experiment(struct zn_writer *page, const struct zn_study *study, const struct zn_library *library,
                                  const struct zn_experiment_result *result, struct zn_error *error) {
  const struct zn_experiment *e = study->experiment;
  char *words;
  ZN_TRY(zn_experiment_words(&words, study, library, error));
  zn_report_open(page, "experiment", "The experiment");
  zn_writer_add(page, "<p class=\"lead\">");
  zn_html_text(page, e->asks);
  zn_writer_add(page, "</p>\n<p>");
  zn_html_text(page, study->summary);
  zn_writer_add(page, "</p>\n");
  if (result)
    zn_writer_format(
        page,
        "<p class=\"soft\">%d virtual people lived through it, with %d <a href=\"method.html#experiments\">sets of numbers</a>.</p>\n",
        result->people, result->members);
  else
    zn_writer_add(page, "<p class=\"outside\">It was not run with this version of the program and its data.</p>\n");
  zn_writer_add(page, "<details><summary>How it is simulated, in detail</summary>\n<ul class=\"small\">\n");
  items(page, words);
  zn_writer_add(page, "</ul></details>\n<h3>What must hold</h3>\n");
  if (result) zn_writer_add(page, "<p class=\"small\"><a href=\"method.html#figures\">How to read the figures</a></p>\n");
  for (int k = 0; k < e->n_criteria; k++) ZN_TRY(zn_site_criterion(page, e, result, k, error));
  ZN_TRY(all_broken(page, e, result, error));
  file(page, study);
  zn_writer_add(page, "</section>\n");
  return ZN_OK;
}
