/* calibration.html: what published rows taught, on one page that stands alone. It asks no clock and calls nothing from elsewhere. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "calibration_report.h"
#include "html.h"
#include "report.h"
#include "report_validation.h"
#include "words.h"
#include "zonula/io.h"

enum { SCORES = 4 };

static const struct zn_score *score_of(const struct zn_calibration *c, int which) {
  const struct zn_appraisal *const all[SCORES] = {c->fitted, c->paper_left_out, c->tenth_left_out, c->look_up};
  return &all[which]->overall;
}

void zn_calibration_name(struct zn_writer *page, const struct zn_target *target) {
  const char *scope = strchr(target->scope, ' ');
  for (const char *c = scope ? scope + 1 : ""; *c; c++) zn_writer_format(page, *c == '|' ? ", " : "%c", *c == '_' ? ' ' : *c);
  if (scope) zn_writer_add(page, ": ");
  for (const char *c = target->name; *c && *c != '|'; c++) zn_writer_format(page, "%c", *c == '_' ? ' ' : *c);
  if (strchr(target->name, '|')) zn_writer_format(page, " and %d more", target->n_index - 1);
}

/* --- The top -------------------------------------------------------------------------------------------------------------------------- */

static void facts(struct zn_writer *page, const struct zn_calibration *c) {
  const struct zn_score *fit = score_of(c, 0), *out = score_of(c, 1);
  zn_writer_add(page, "<dl class=\"facts\">");
  zn_report_fact(page, "Rows, numbers, members");
  zn_writer_format(page, "%d, %d, %d</dd></div>", fit->in_scope, c->n, c->members);
  zn_report_fact(page, "Mean fold error, fitted");
  zn_html_result(page, fit->gmfe);
  zn_writer_add(page, "</dd></div>");
  zn_report_fact(page, "Each paper left out");
  zn_html_result(page, out->gmfe);
  zn_writer_add(page, "</dd></div>");
  zn_report_fact(page, "A look-up table");
  zn_html_result(page, score_of(c, 3)->gmfe);
  zn_writer_add(page, "</dd></div>");
  zn_report_fact(page, "Left out, inside the 90 % interval");
  zn_report_share(page, out->coverage_90);
  zn_writer_add(page, "</dd></div></dl>\n");
}

static void header(struct zn_writer *page, const struct zn_calibration *c) {
  zn_writer_add(page, "<header>\n<div class=\"over\">Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_add(page,
                " · a simulation of the human intestinal barrier</div>\n<h1>Calibrated to published measurements</h1>\n<p>Few numbers "
                "of the model were fitted to all rows in scope of <code>");
  zn_html_text(page, zn_file_words(c->published->file));
  zn_writer_add(page, "</code> at once. Each stayed within its published range; each paper's laboratory was allowed to be off.</p>\n");
  facts(page, c);
  if (!c->settled) zn_writer_add(page, "<p><b>The fit had not come to rest.</b></p>\n");
  zn_writer_add(page, "</header>\n");
}

static void contents(struct zn_writer *page) {
  static const struct zn_report_part parts[] = {{1, "scores", "Fitted and cross-validated"},
                                                {1, "drawn", "Predicted against reported"},
                                                {1, "learnt", "What was learnt"},
                                                {1, "numbers", "Every number"},
                                                {1, "laboratories", "Laboratories and rows"},
                                                {1, "aside", "Rows set aside"},
                                                {1, "reading", "How to read this"},
                                                {1, "made", "How to make it again"}};
  zn_report_contents(page, parts, sizeof parts / sizeof *parts);
}

/* --- Tables -------------------------------------------------------------------------------------------------------------------------- */

static void open_table(struct zn_writer *page, const char *const *heads, size_t n) {
  zn_writer_add(page, "<div class=\"scroll\"><table class=\"scores\">\n<thead><tr>");
  for (size_t i = 0; i < n; i++) zn_writer_format(page, "<th%s>%s</th>", i ? " class=\"number\"" : "", heads[i]);
  zn_writer_add(page, "</tr></thead>\n<tbody>\n");
}

static void close_table(struct zn_writer *page) { zn_writer_add(page, "</tbody>\n</table></div>\n"); }

static void scores(struct zn_writer *page, const struct zn_calibration *c) {
  static const char *const heads[] = {"",          "Rows",      "Mean fold error", "Within 1.5", "Within 2", "Inside 90 %", "Width, fold",
                                      "Contrasts", "Right way", "Their fold error"};
  static const char *const names[SCORES] = {"Fitted", "Each paper left out", "Each tenth of the papers left out", "Look-up table"};
  zn_report_open(page, "scores", "Fitted and cross-validated");
  open_table(page, heads, sizeof heads / sizeof *heads);
  for (int i = 0; i < SCORES; i++) {
    const struct zn_score *s = score_of(c, i);
    zn_writer_format(page, "<tr><th>%s</th><td class=\"number\">%d</td>", names[i], s->in_scope);
    zn_report_score_cells(page, s);
    zn_writer_add(page, "</tr>\n");
  }
  close_table(page);
  zn_writer_add(page,
                "<p class=\"small soft\">A paper that is left out tells neither the numbers nor the scatter of laboratories. The "
                "look-up table says of a row what other papers' rows of the same test, window and condition say on average; where "
                "there are none, those of the same test and window. What separates the first line from the second is what the fit "
                "owes to having seen the answer.</p>\n</section>\n");
}

static void interval_cell(struct zn_writer *page, double low, double high) {
  zn_writer_add(page, "<td class=\"number\">");
  zn_html_number(page, low);
  zn_writer_add(page, " to ");
  zn_html_number(page, high);
  zn_writer_add(page, "</td>");
}

static void number_row(struct zn_writer *page, const struct zn_calibrated_number *n) {
  const struct zn_calibration_row *r = n->row;
  struct zn_writer name = {0};
  zn_calibration_name(&name, &r->target);
  zn_writer_add(page, "<tr><th>");
  zn_html_text(page, name.data ? name.data : "");
  zn_writer_add(page, "<br><span class=\"small soft\">");
  zn_html_text(page, r->why);
  zn_writer_add(page, "</span></th><td class=\"number\">");
  zn_html_number(page, r->prior_median);
  zn_html_unit(page, r->target.unit);
  zn_writer_add(page, "</td>");
  interval_cell(page, r->low, r->high);
  zn_html_number_cell(page, n->median);
  interval_cell(page, n->lo90, n->hi90);
  zn_writer_format(page, "<td class=\"number\">%+.1f</td>", n->moved);
  zn_report_share_cell(page, n->learnt);
  zn_writer_format(page, "<td class=\"number\">%d</td></tr>\n", n->rows);
  zn_writer_clear(&name);
}

static void numbers(struct zn_writer *page, const struct zn_calibration *c) {
  static const char *const heads[] = {"", "Prior", "Range", "Learnt", "90 %", "Moved, prior SDs", "Narrower by", "Rows"};
  zn_report_open(page, "numbers", "Every number");
  open_table(page, heads, sizeof heads / sizeof *heads);
  for (int i = 0; i < c->n; i++) number_row(page, &c->number[i]);
  close_table(page);
  zn_writer_add(page, "</section>\n");
}

static void laboratories(struct zn_writer *page, const struct zn_calibration *c) {
  static const char *const heads[] = {"", "SD of ln", "90 %", "90 % of them within, fold", "Papers", "Rows"};
  zn_report_open(page, "laboratories", "Laboratories and rows");
  zn_writer_add(page,
                "<p>How far a laboratory's analysis of a substance is off, the same for all rows of a paper; and how far a row is off "
                "besides, by Student's t with four degrees of freedom.</p>\n");
  open_table(page, heads, sizeof heads / sizeof *heads);
  for (int i = 0; i < c->n_spreads; i++) {
    const struct zn_calibrated_spread *s = &c->spread[i];
    const int laboratory = strcmp(s->kind, "laboratory") == 0;
    zn_writer_format(page, "<tr><th>%s: ", s->kind);
    zn_html_text(page, s->name);
    zn_writer_add(page, "</th>");
    zn_html_result_cell(page, s->sd);
    interval_cell(page, s->lo90, s->hi90);
    zn_html_result_cell(page, exp((laboratory ? 1.645 : 2.132) * s->sd));
    zn_writer_format(page, "<td class=\"number\">%d</td><td class=\"number\">%d</td></tr>\n", s->papers, s->rows);
  }
  close_table(page);
  zn_writer_add(page, "</section>\n");
}

static void aside(struct zn_writer *page, const struct zn_calibration *c) {
  static const char *const heads[] = {"Row", "Reported", "Fitted", "Weight"};
  int n = 0;
  zn_report_open(page, "aside", "Rows set aside");
  zn_writer_add(page,
                "<p>Rows far from what everything else says weigh little. Each is worth a second reading: of the model, of the rules "
                "of reading, or of the paper.</p>\n");
  for (int i = 0; i < c->published->n; i++) {
    if (!(c->weight[i] < 0.5)) continue;
    if (!n++) open_table(page, heads, sizeof heads / sizeof *heads);
    zn_writer_add(page, "<tr><th>");
    zn_html_text(page, c->published->rows[i].id);
    zn_writer_add(page, ", ");
    zn_report_words(page, c->fitted->verdict[i].situation);
    zn_writer_add(page, ", ");
    zn_report_words(page, c->published->rows[i].probe);
    zn_writer_add(page, "<br><span class=\"small\">");
    zn_report_locator(page, c->published->rows[i].doi, c->published->rows[i].paper);
    zn_writer_add(page, "</span></th>");
    zn_html_result_cell(page, c->fitted->verdict[i].reported);
    zn_html_result_cell(page, c->fitted->verdict[i].predicted);
    zn_html_result_cell(page, c->weight[i]);
    zn_writer_add(page, "</tr>\n");
  }
  if (n) close_table(page);
  zn_writer_add(page, n ? "</section>\n" : "<p>None.</p>\n</section>\n");
}

/* --- Words --------------------------------------------------------------------------------------------------------------------------- */

static void reading(struct zn_writer *page) {
  zn_report_open(page, "reading", "How to read this");
  zn_writer_add(page,
                "<p>ln of a reported statistic = ln of what the model says + the laboratory's effect + the row's error + sampling "
                "error. The numbers are at their most probable point given all rows, their priors and ranges; the scatter of "
                "laboratories and rows is at the most probable point of its marginal likelihood. Intervals of numbers come from the "
                "curvature there.</p>\n"
                "<p>A number that moved by two prior SDs or more, or that rests at the end of its range, says that the prior, the "
                "model or the reading of some rows is wrong. A number that is not narrower than its prior was not tested by these "
                "rows, however well they are predicted.</p>\n</section>\n");
}

static void made(struct zn_writer *page, const struct zn_calibration *c, const char *command) {
  zn_report_made(page, command);
  zn_report_version(page);
  zn_writer_format(page,
                   "<tr><th>Steps</th><td>%d</td></tr>\n"
                   "<tr><th>Posterior chi2</th><td>%.2f</td></tr>\n<tr><th>Another step would move the number that moves most "
                   "by</th><td>%.2f of its posterior SD</td></tr>\n</tbody>\n</table></div>\n</section>\n",
                   c->steps, c->badness, c->left);
}

static enum zn_status body(struct zn_writer *page, const struct zn_calibration *c, struct zn_error *error) {
  scores(page, c);
  ZN_TRY(zn_calibration_figures(page, c, error));
  numbers(page, c);
  laboratories(page, c);
  aside(page, c);
  return ZN_OK;
}

enum zn_status zn_calibration_write_report(const struct zn_calibration *c, const char *path, const char *command, struct zn_error *error) {
  struct zn_writer page = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_report_head(&page, "Zonula calibrated to published measurements", "");
  header(&page, c);
  contents(&page);
  enum zn_status status = body(&page, c, error);
  reading(&page);
  made(&page, c, command);
  zn_report_foot(&page);
  zn_locale_restore(&locale);
  return zn_writer_save(&page, path, status, error);
}
