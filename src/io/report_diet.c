/* Diets in validation.html: which way the model moves, and which way the papers say. */
#include <math.h>
#include <string.h>

#include "html.h"
#include "report.h"
#include "report_validation.h"
#include "strip.h"
#include "words.h"

static const char *arrow(int direction) {
  static const char *const words[] = {"▼ down", "■ no change", "▲ up"};
  return words[direction + 1];
}

void zn_report_diet_facts(struct zn_writer *page, const struct zn_diet_score *s) {
  zn_writer_add(page, "<dl class=\"facts\">");
  zn_report_fact(page, "Outcomes the model can represent");
  zn_writer_format(page, "%d of %d</dd></div>", s->in_scope, s->rows);
  if (s->in_scope) {
    zn_report_fact(page, "Direction right");
    zn_report_share(page, s->direction_right);
    zn_writer_add(page, "</dd></div>");
  }
  if (s->changes) {
    zn_report_fact(page, "of reported changes");
    zn_writer_format(page, "%d of %d</dd></div>", s->changes_right, s->changes);
  }
  if (s->nulls) {
    zn_report_fact(page, "of reported absences of change");
    zn_writer_format(page, "%d of %d</dd></div>", s->nulls_right, s->nulls);
  }
  if (s->folds) {
    zn_report_fact(page, "Mean fold error of reported folds");
    zn_html_result(page, s->gmfe);
    zn_writer_format(page, " (%d)</dd></div>", s->folds);
  }
  zn_writer_add(page, "</dl>\n");
}

/* --- Rows ----------------------------------------------------------------------------------------------------------------------------- */

static void paper_cell(struct zn_writer *page, const struct zn_diet_row *r) {
  zn_writer_add(page, "<td>");
  zn_html_text(page, r->id);
  zn_writer_add(page, "<div class=\"small\">");
  zn_report_locator(page, r->doi, r->paper);
  zn_writer_add(page, "</div></td>");
}

static void printed_cell(struct zn_writer *page, const struct zn_diet_row *r, const struct zn_diet_verdict *v) {
  zn_writer_add(page, "<th scope=\"row\">");
  zn_html_text(page, r->outcome);
  zn_writer_add(page, "<div class=\"small soft\">");
  zn_html_text(page, r->intervention);
  zn_writer_add(page, " against ");
  zn_html_text(page, r->comparator);
  zn_writer_add(page, " · ");
  zn_html_text(page, r->species);
  if (isfinite(r->duration_d)) zn_writer_format(page, " · %g d", r->duration_d);
  if (r->n) zn_writer_format(page, " · n = %d", r->n);
  zn_writer_add(page, "</div>");
  if (v->in_scope) {
    zn_writer_add(page, "<div class=\"small\">Simulated: ");
    zn_html_text(page, v->simulated);
    zn_writer_add(page, "; ");
    zn_html_text(page, v->measured);
    zn_writer_add(page, "</div>");
  }
  if (v->in_scope && *v->assumed) {
    zn_writer_add(page, "<div class=\"small soft\">Assumed: ");
    zn_html_text(page, v->assumed);
    zn_writer_add(page, "</div>");
  }
  zn_writer_add(page, "</th>");
}

/* A fold as "×1.30". */
static void fold(struct zn_writer *page, double value) {
  if (!isfinite(value)) return;
  zn_writer_add(page, "×");
  zn_html_result(page, value);
}

static void reported_cell(struct zn_writer *page, const struct zn_diet_row *r, const struct zn_diet_verdict *v) {
  zn_writer_add(page, "<td>");
  if (v->in_scope) zn_writer_add(page, arrow(v->reported_direction));
  if (v->in_scope && isfinite(v->reported)) zn_writer_add(page, ", "), fold(page, v->reported);
  zn_writer_add(page, "<div class=\"small soft\">");
  zn_html_text(page, r->effect);
  if (*r->effect_kind) {
    zn_writer_add(page, " (");
    zn_html_text(page, r->effect_kind);
    zn_writer_add(page, ")");
  }
  zn_writer_add(page, "</div></td>");
}

static void verdict_row(struct zn_writer *page, const struct zn_diet_row *r, const struct zn_diet_verdict *v) {
  zn_writer_add(page, "<tr>");
  paper_cell(page, r);
  printed_cell(page, r, v);
  reported_cell(page, r, v);
  zn_writer_format(page, "<td class=\"nowrap\">%s, ", arrow(v->predicted_direction));
  fold(page, v->predicted);
  zn_writer_add(page, "<div class=\"small soft\">");
  zn_html_result(page, v->value[1]);
  zn_writer_add(page, " → ");
  zn_html_result(page, v->value[0]);
  zn_writer_add(page, "</div></td><td>");
  const struct zn_prediction p = {.predicted = v->predicted, .lo90 = v->low90, .hi90 = v->high90, .inside = v->direction_right};
  zn_strip(page, &p, 1.0);
  zn_writer_format(page, "</td><td><span class=\"%s</span></td></tr>\n",
                   !v->direction_right     ? "outside\">◆ not so"
                   : v->reported_direction ? "inside\">● same way"
                                           : "inside\">● small enough");
}

static void in_scope(struct zn_writer *page, const struct zn_diet_appraisal *a) {
  zn_writer_add(
      page,
      "<div class=\"scroll\"><table class=\"compared verdicts\"><thead><tr><th>Row</th><th>Outcome; what was done</th><th>Reported</th>"
      "<th>Predicted</th><th>");
  zn_strip_scale(page, "predicted fold");
  zn_writer_add(page, "</th><th>Model moves</th></tr></thead>\n<tbody>\n");
  for (int i = 0; i < a->table->n; i++)
    if (a->verdict[i].in_scope) verdict_row(page, &a->table->rows[i], &a->verdict[i]);
  zn_writer_add(page, "</tbody></table></div>\n");
}

static void out_of_scope(struct zn_writer *page, const struct zn_diet_appraisal *a) {
  const int n = a->score.rows - a->score.in_scope;
  if (!n) return;
  zn_writer_format(page,
                   "<details><summary>%d outcomes out of scope, and why</summary>\n<div class=\"scroll\"><table><thead><tr><th>Row</th>"
                   "<th>Outcome; what was done</th><th>Reported</th><th>Why not</th></tr></thead>\n<tbody>\n",
                   n);
  for (int i = 0; i < a->table->n; i++) {
    if (a->verdict[i].in_scope) continue;
    zn_writer_add(page, "<tr>");
    paper_cell(page, &a->table->rows[i]);
    printed_cell(page, &a->table->rows[i], &a->verdict[i]);
    reported_cell(page, &a->table->rows[i], &a->verdict[i]);
    zn_writer_add(page, "<td>");
    zn_html_text(page, a->verdict[i].reason);
    zn_writer_add(page, "</td></tr>\n");
  }
  zn_writer_add(page, "</tbody></table></div></details>\n");
}

void zn_report_diet(struct zn_writer *page, const struct zn_diet_appraisal *a) {
  zn_report_open(page, "diets", "Diets: does the model move the same way?");
  zn_writer_format(
      page,
      "<p>Each outcome of the table was read by the rules of <code>data/reading/diets.csv</code>. The same %d virtual people "
      "lived through both arms; the predicted fold is the ratio of the two medians, and the bar holds the folds of nine in ten "
      "single people.</p>\n<p class=\"small soft\">Up or down means a change of 5\u202f%% or more (0.5\u202f%% of a pH). A paper that "
      "found no change is met when the model stays within 1.25-fold (2\u202f%% of a pH), the bounds of bioequivalence: trials of "
      "this size could not have seen less. Both limits are chosen.</p>\n",
      a->people);
  in_scope(page, a);
  out_of_scope(page, a);
  zn_writer_add(page, "</section>\n");
}
