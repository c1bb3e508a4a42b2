/* validation.html: the model held against published measurements, on one page that stands alone. It asks no clock and calls nothing
 * from elsewhere. */
#include "report_validation.h"

#include <math.h>

#include "base/status.h"
#include "html.h"
#include "report.h"
#include "words.h"
#include "zonula/io.h"

static void share_fact(struct zn_writer *page, const char *name, double share) {
  zn_report_fact(page, name);
  zn_report_share(page, share);
  zn_writer_add(page, "</dd></div>");
}

static void number_fact(struct zn_writer *page, const char *name, double value) {
  zn_report_fact(page, name);
  zn_html_result(page, value);
  zn_writer_add(page, "</dd></div>");
}

static void facts(struct zn_writer *page, const struct zn_score *s) {
  zn_writer_add(page, "<dl class=\"facts\">");
  zn_report_fact(page, "Rows the model can represent");
  zn_writer_format(page, "%d of %d</dd></div>", s->in_scope, s->rows);
  number_fact(page, "Mean fold error", s->gmfe);
  share_fact(page, "Within 1.5-fold", s->within_1_5_fold);
  share_fact(page, "Within 2-fold", s->within_2_fold);
  share_fact(page, "Inside the 90 % interval", s->coverage_90);
  number_fact(page, "Width of that interval, fold", s->median_width_fold);
  if (s->contrasts) {
    zn_report_fact(page, "Contrasts in the right direction");
    zn_report_share(page, s->direction_right);
    zn_writer_format(page, " of %d</dd></div>", s->contrasts);
    number_fact(page, "Mean fold error of contrasts", s->contrast_gmfe);
  }
  zn_writer_add(page, "</dl>\n");
}

static void header(struct zn_writer *page, const struct zn_validation *v) {
  zn_writer_add(page, "<header>\n<div class=\"over\">Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_add(page, " · a simulation of the human intestinal barrier</div>\n<h1>Held against published measurements</h1>\n");
  if (v->permeability) {
    zn_writer_add(page, "<p>Each row of <code>");
    zn_html_text(page, zn_file_words(v->permeability->table->file));
    zn_writer_add(
        page,
        "</code> was read by written rules: who was tested, by what, in which window. Such people were simulated, tested the same "
        "way, and the same statistic was taken.</p>\n");
    facts(page, &v->permeability->overall);
  }
  if (v->diet) {
    zn_writer_add(page, "<p>Outcomes of diets, from <code>");
    zn_html_text(page, zn_file_words(v->diet->table->file));
    zn_writer_add(page, "</code>:</p>\n");
    zn_report_diet_facts(page, &v->diet->score);
  }
  zn_writer_add(page,
                "<p class=\"small soft\">Some of these rows were used to fit the numbers behind the model, so agreement with them is no "
                "proof; rows that it never saw are the test. Nothing here is a diagnosis of anybody.</p>\n</header>\n");
}

static void contents(struct zn_writer *page, const struct zn_validation *v) {
  const struct zn_report_part parts[] = {{v->permeability != NULL, "agreement", "Predicted against reported"},
                                         {v->permeability != NULL, "contrasts", "Contrasts within papers"},
                                         {v->permeability != NULL, "scores", "Scores"},
                                         {v->diet != NULL, "diets", "Diets"},
                                         {v->permeability != NULL, "rows", "Every row in scope"},
                                         {v->permeability != NULL, "out", "Rows out of scope"},
                                         {v->permeability != NULL, "reading", "How to read this"},
                                         {1, "made", "How to make it again"}};
  zn_report_contents(page, parts, sizeof parts / sizeof *parts);
}

static void reading(struct zn_writer *page) {
  zn_report_open(page, "reading", "How to read this");
  zn_writer_add(page,
                "<p>A predicted interval says where the statistic of such a group, measured by some laboratory, should lie in nine of ten "
                "cases. It holds what is not known about the numbers of the model (an ensemble of them is simulated), who happened to be "
                "in the group, and how laboratories differ. Where a paper does not print its window, several are possible, and the "
                "interval is wider.</p>\n"
                "<p>A reported value outside its interval is a disagreement worth a look: the model, a number behind it, the reading of "
                "the row, or the paper may be the reason. The value that is compared is the printed one, unless the row says that its "
                "scale was read differently.</p>\n"
                "<p>Different permeability tests see different parts of the wall, through transit, dilution, kidneys and collection. No "
                "single number is the leakiness of a gut.</p>\n</section>\n");
}

static void table_line(struct zn_writer *page, const char *name, const char *file, int rows) {
  zn_writer_format(page, "<tr><th>%s</th><td>", name);
  zn_html_text(page, zn_file_words(file));
  zn_writer_format(page, ", %d rows</td></tr>\n", rows);
}

static void made(struct zn_writer *page, const struct zn_validation *v, const char *command) {
  zn_report_made(page, command);
  zn_writer_add(page,
                "<p>The same version, data, tables and seed give this page again, byte for byte, on any number of processor cores.</p>\n");
  zn_report_version(page);
  if (v->permeability) table_line(page, "Measurements", v->permeability->table->file, v->permeability->table->n);
  if (v->diet) table_line(page, "Outcomes of diets", v->diet->table->file, v->diet->table->n);
  zn_writer_add(page, "</tbody>\n</table></div>\n</section>\n");
}

static enum zn_status body(struct zn_writer *page, const struct zn_validation *v, struct zn_error *error) {
  if (v->permeability) {
    ZN_TRY(zn_report_agreement(page, v->permeability, error));
    ZN_TRY(zn_report_contrasts(page, v->permeability, error));
    zn_report_scores(page, v->permeability);
  }
  if (v->diet) zn_report_diet(page, v->diet);
  if (!v->permeability) return ZN_OK;
  zn_report_verdicts(page, v->permeability);
  reading(page);
  return ZN_OK;
}

enum zn_status zn_validation_write_report(const struct zn_validation *validation, const char *path, const char *command,
                                          struct zn_error *error) {
  struct zn_writer page = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_report_head(&page, "Zonula held against published measurements", "");
  header(&page, validation);
  contents(&page, validation);
  enum zn_status status = body(&page, validation, error);
  made(&page, validation, command);
  zn_report_foot(&page);
  zn_locale_restore(&locale);
  return zn_writer_save(&page, path, status, error);
}
