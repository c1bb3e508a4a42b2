/* Tables of validation.html: scores by group, every row beside its prediction, and what is out of scope. */
#include <math.h>
#include <string.h>

#include "html.h"
#include "report.h"
#include "report_validation.h"
#include "strip.h"
#include "words.h"

const char *zn_published_unit(const char *unit) {
  static const char *const words[][2] = {{"percent_of_dose", "% of dose"},
                                         {"ratio", ""},
                                         {"ohm_cm2", "Ω cm²"},
                                         {"pg_per_mL", "pg/mL"},
                                         {"ng_per_mL", "ng/mL"},
                                         {"ug_per_mL", "µg/mL"},
                                         {"ug_per_g", "µg/g"},
                                         {"pmol_per_cm2_per_h", "pmol/(cm² h)"},
                                         {"cm_per_s", "cm/s"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(unit, words[i][0]) == 0) return words[i][1];
  return unit;
}

void zn_report_locator(struct zn_writer *page, const char *locator, const char *words) {
  const int digits = *locator && locator[strspn(locator, "0123456789")] == '\0';
  const int link = digits || strncmp(locator, "10.", 3) == 0;
  if (link) {
    zn_writer_format(page, "<a href=\"https://%s", digits ? "pubmed.ncbi.nlm.nih.gov/" : "doi.org/");
    zn_html_address(page, locator);
    zn_writer_add(page, "\">");
  }
  zn_html_text(page, words);
  if (link) zn_writer_add(page, "</a>");
}

void zn_report_words(struct zn_writer *page, const char *name) {
  for (const char *c = name; *c; c++) {
    const char letter[2] = {*c == '_' ? ' ' : *c, '\0'};
    zn_html_text(page, letter);
  }
}

void zn_report_share(struct zn_writer *page, double share) {
  if (isfinite(share))
    zn_writer_format(page, "%.0f\u202f%%", 100.0 * share);
  else
    zn_writer_add(page, "–");
}

void zn_report_share_cell(struct zn_writer *page, double share) {
  zn_writer_add(page, "<td class=\"number\">");
  zn_report_share(page, share);
  zn_writer_add(page, "</td>");
}

/* --- Scores --------------------------------------------------------------------------------------------------------------------------- */

void zn_report_score_cells(struct zn_writer *page, const struct zn_score *s) {
  zn_html_result_cell(page, s->gmfe);
  zn_report_share_cell(page, s->within_1_5_fold);
  zn_report_share_cell(page, s->within_2_fold);
  zn_report_share_cell(page, s->coverage_90);
  zn_html_result_cell(page, s->median_width_fold);
  zn_writer_format(page, "<td class=\"number\">%d</td>", s->contrasts);
  zn_report_share_cell(page, s->direction_right);
  zn_html_result_cell(page, s->contrast_gmfe);
}

static void score_row(struct zn_writer *page, const char *name, const struct zn_score *s, const char *class) {
  zn_writer_format(page, "<tr%s><th scope=\"row\">", class);
  zn_report_words(page, name);
  zn_writer_format(page, "</th><td class=\"number\">%d of %d</td>", s->in_scope, s->rows);
  zn_report_score_cells(page, s);
  zn_writer_add(page, "</tr>\n");
}

/* Groups without a row in scope would be rows of dashes: they are counted, and named below. */
static void out_of_scope_groups(struct zn_writer *page, const struct zn_appraisal *a) {
  int n = 0;
  for (int g = 0; g < a->n_groups; g++) {
    if (a->group[g].score.in_scope) continue;
    zn_writer_add(page, n++ ? ", " : "<p class=\"small soft\">Without a row in scope: ");
    zn_writer_format(page, "%s ", a->group[g].kind);
    zn_html_text(page, a->group[g].name);
    zn_writer_format(page, " (%d)", a->group[g].score.rows);
  }
  if (n) zn_writer_add(page, ".</p>\n");
}

void zn_report_scores(struct zn_writer *page, const struct zn_appraisal *a) {
  const char *kind = "";
  zn_report_open(page, "scores", "Scores");
  zn_writer_add(page,
                "<div class=\"scroll\"><table class=\"scores\"><thead><tr><th></th><th class=\"number\">Rows in scope</th><th "
                "class=\"number\">Mean fold error</th><th class=\"number\">Within 1.5-fold</th><th class=\"number\">Within 2-fold</th><th "
                "class=\"number\">Inside 90 % interval</th><th class=\"number\">Width of interval, fold</th><th "
                "class=\"number\">Contrasts</th><th class=\"number\">Right direction</th><th class=\"number\">Their mean fold "
                "error</th></tr></thead>\n<tbody>\n");
  score_row(page, "All rows", &a->overall, " class=\"total\"");
  for (int g = 0; g < a->n_groups; g++) {
    if (!a->group[g].score.in_scope) continue;
    if (strcmp(kind, a->group[g].kind) != 0)
      zn_writer_format(page, "<tr class=\"kind\"><th colspan=\"10\">By %s</th></tr>\n", kind = a->group[g].kind);
    score_row(page, a->group[g].name, &a->group[g].score, "");
  }
  zn_writer_add(page, "</tbody></table></div>\n");
  out_of_scope_groups(page, a);
  zn_writer_add(page,
                "<p class=\"small soft\">Mean fold error: the geometric mean of the larger of predicted / reported and its inverse; 1 is "
                "perfect. Nine in ten reported values should lie inside their interval; the narrower the interval, the more that says. A "
                "contrast counts in the groups of both its rows.</p>\n</section>\n");
}

/* --- Rows ----------------------------------------------------------------------------------------------------------------------------- */

static void window_words(struct zn_writer *page, const struct zn_published *row) {
  char from[32], to[32];
  if (!isfinite(row->window_h[1])) return;
  zn_time_words(isfinite(row->window_h[0]) ? row->window_h[0] : 0.0, from);
  zn_time_words(row->window_h[1], to);
  zn_writer_format(page, " · %s to %s", isfinite(row->window_h[0]) ? from : "?", to);
}

static void small_text(struct zn_writer *page, const char *before, const char *text) {
  if (!*text) return;
  zn_writer_format(page, "<div class=\"small soft\">%s", before);
  zn_html_text(page, text);
  zn_writer_add(page, "</div>");
}

/* What the paper says it measured. */
static void as_printed(struct zn_writer *page, const struct zn_published *row) {
  zn_writer_add(page, "<div class=\"small soft\">");
  zn_report_words(page, row->condition);
  if (*row->subgroup) {
    zn_writer_add(page, ": ");
    zn_html_text(page, row->subgroup);
  }
  if (row->n) zn_writer_format(page, " · n = %d", row->n);
  zn_writer_add(page, "</div>");
}

static void reported_cell(struct zn_writer *page, const struct zn_published *row, double value) {
  zn_writer_add(page, "<td class=\"nowrap\">");
  zn_html_number(page, value);
  zn_writer_add(page, " ");
  zn_html_text(page, zn_published_unit(row->unit));
  if (isfinite(row->spread[0]) && isfinite(row->spread[1])) {
    zn_writer_add(page, "<div class=\"small soft\">");
    zn_html_text(page, row->spread_kind);
    zn_writer_add(page, " ");
    zn_html_number(page, row->spread[0]);
    zn_writer_add(page, " to ");
    zn_html_number(page, row->spread[1]);
    zn_writer_add(page, "</div>");
  }
  zn_writer_add(page, "</td>");
}

static void first_cells(struct zn_writer *page, const struct zn_appraisal *a, int i) {
  const struct zn_published *row = &a->table->rows[i];
  const struct zn_verdict *v = &a->verdict[i];
  zn_writer_format(page, "<tr id=\"row%d\"><td>", i + 1);
  zn_html_text(page, row->id);
  zn_writer_add(page, "<div class=\"small\">");
  zn_report_locator(page, row->doi, row->paper);
  zn_writer_add(page, "</div></td><th scope=\"row\">");
  if (v->in_scope) zn_report_words(page, v->situation);
  as_printed(page, row);
  if (v->in_scope) small_text(page, "Assumed: ", v->assumed);
  zn_writer_add(page, "</th><td>");
  zn_html_text(page, row->probe);
  zn_writer_add(page, "<div class=\"small soft\">");
  zn_report_words(page, row->test);
  window_words(page, row);
  zn_writer_add(page, " · ");
  zn_report_words(page, row->statistic);
  zn_writer_add(page, "</div></td>");
}

static void verdict_row(struct zn_writer *page, const struct zn_appraisal *a, int i) {
  const struct zn_verdict *v = &a->verdict[i];
  const struct zn_prediction p = {
      .predicted = v->predicted, .lo90 = v->lo90, .hi90 = v->hi90, .fold_error = v->fold_error, .inside = v->inside, .people = v->people};
  first_cells(page, a, i);
  reported_cell(page, &a->table->rows[i], v->reported);
  zn_writer_add(page, "<td class=\"nowrap\">");
  zn_html_result(page, v->predicted);
  if (zn_has_interval(&p)) {
    zn_writer_add(page, "<div class=\"small soft\">");
    zn_html_result(page, v->lo90);
    zn_writer_add(page, " to ");
    zn_html_result(page, v->hi90);
    zn_writer_add(page, "</div>");
  }
  zn_writer_add(page, "</td>");
  zn_html_result_cell(page, v->fold_error);
  zn_writer_add(page, "<td>");
  zn_strip(page, &p, v->reported);
  zn_writer_add(page, zn_has_interval(&p) ? v->inside ? "</td><td><span class=\"inside\">● inside</span></td></tr>\n"
                                                      : "</td><td><span class=\"outside\">◆ outside</span></td></tr>\n"
                                          : "</td><td><span class=\"soft\">no interval</span></td></tr>\n");
}

static void in_scope(struct zn_writer *page, const struct zn_appraisal *a) {
  zn_report_open(page, "rows", "Every row in scope");
  zn_writer_add(
      page,
      "<div class=\"scroll\"><table class=\"compared verdicts\">\n<thead><tr><th>Row</th><th>Simulated; as printed</th><th>Test</th>"
      "<th>Reported</th><th>Predicted<br/>90 % interval</th><th class=\"number\">Fold<br/>error</th><th>");
  zn_strip_scale(page, "predicted over reported");
  zn_writer_add(page, "</th><th>Reported</th></tr></thead>\n<tbody>\n");
  for (int i = 0; i < a->table->n; i++)
    if (a->verdict[i].in_scope) verdict_row(page, a, i);
  zn_writer_add(page, "</tbody>\n</table></div>\n</section>\n");
}

/* The reasons in the order in which they first occur, each with its rows. */
static int first_of_reason(const struct zn_appraisal *a, int i) {
  for (int k = 0; k < i; k++)
    if (!a->verdict[k].in_scope && strcmp(a->verdict[k].reason, a->verdict[i].reason) == 0) return 0;
  return !a->verdict[i].in_scope;
}

static void rows_of_reason(struct zn_writer *page, const struct zn_appraisal *a, const char *reason) {
  int n = 0;
  for (int i = 0; i < a->table->n; i++) n += !a->verdict[i].in_scope && strcmp(a->verdict[i].reason, reason) == 0;
  zn_writer_format(page, "<tr class=\"kind\"><th colspan=\"4\">%d %s: ", n, n == 1 ? "row" : "rows");
  zn_html_text(page, reason);
  zn_writer_add(page, "</th></tr>\n");
  for (int i = 0; i < a->table->n; i++) {
    if (a->verdict[i].in_scope || strcmp(a->verdict[i].reason, reason) != 0) continue;
    first_cells(page, a, i);
    reported_cell(page, &a->table->rows[i], a->table->rows[i].value);
    zn_writer_add(page, "</tr>\n");
  }
}

static void out_of_scope(struct zn_writer *page, const struct zn_appraisal *a) {
  zn_report_open(page, "out", "Rows out of scope, and why");
  if (a->overall.in_scope == a->overall.rows) {
    zn_writer_add(page, "<p>None: the model can represent every row.</p>\n</section>\n");
    return;
  }
  zn_writer_format(
      page,
      "<p>%d rows ask for what the model does not represent. They count in no score and are listed whole.</p>\n"
      "<div class=\"scroll\"><table><thead><tr><th>Row</th><th>As printed</th><th>Test</th><th>Reported</th></tr></thead>\n<tbody>\n",
      a->overall.rows - a->overall.in_scope);
  for (int i = 0; i < a->table->n; i++)
    if (first_of_reason(a, i)) rows_of_reason(page, a, a->verdict[i].reason);
  zn_writer_add(page, "</tbody></table></div>\n</section>\n");
}

void zn_report_verdicts(struct zn_writer *page, const struct zn_appraisal *appraisal) {
  in_scope(page, appraisal);
  out_of_scope(page, appraisal);
}
