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

static void header(struct zn_writer *page, const struct zn_appraisal *a) {
  zn_writer_add(page, "<header>\n<div class=\"over\">Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_add(page,
                " · a simulation of the human intestinal barrier</div>\n<h1>Held against published measurements</h1>\n<p>Each row of "
                "<code>");
  zn_html_text(page, zn_file_words(a->table->file));
  zn_writer_add(page,
                "</code> was read by written rules: who was tested, by what, in which window. Such people were simulated, tested the same "
                "way, and the same statistic was taken.</p>\n");
  facts(page, &a->overall);
  zn_writer_add(page,
                "<p class=\"small soft\">Some of these rows were used to fit the numbers behind the model, so agreement with them is no "
                "proof; rows that it never saw are the test. Nothing here is a diagnosis of anybody.</p>\n</header>\n");
}

static void contents(struct zn_writer *page) {
  static const char *const parts[][2] = {{"agreement", "Predicted against reported"},
                                         {"contrasts", "Contrasts within papers"},
                                         {"scores", "Scores"},
                                         {"rows", "Every row in scope"},
                                         {"out", "Rows out of scope"},
                                         {"reading", "How to read this"},
                                         {"made", "How to make it again"}};
  zn_writer_add(page, "<nav aria-label=\"Contents\"><ol>\n");
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    zn_writer_format(page, "<li><a href=\"#%s\">%s</a></li>\n", parts[i][0], parts[i][1]);
  zn_writer_add(page, "</ol></nav>\n<main>\n");
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

static void made(struct zn_writer *page, const struct zn_appraisal *a, const char *command) {
  zn_report_open(page, "made", "How to make it again");
  if (*command) {
    zn_writer_add(page, "<pre><code>");
    zn_html_text(page, command);
    zn_writer_add(page, "</code></pre>\n");
  }
  zn_writer_add(page,
                "<p>The same version, data, table and seed give this page again, byte for byte, on any number of processor cores.</p>\n"
                "<div class=\"scroll\"><table>\n<tbody>\n<tr><th>Version</th><td>Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_format(page, "</td></tr>\n<tr><th>Digest of the data</th><td><code>%s</code></td></tr>\n<tr><th>Table</th><td>",
                   zn_data_digest());
  zn_html_text(page, zn_file_words(a->table->file));
  zn_writer_format(page, ", %d rows</td></tr>\n</tbody>\n</table></div>\n</section>\n", a->table->n);
}

static enum zn_status body(struct zn_writer *page, const struct zn_appraisal *a, struct zn_error *error) {
  ZN_TRY(zn_report_agreement(page, a, error));
  ZN_TRY(zn_report_contrasts(page, a, error));
  zn_report_scores(page, a);
  zn_report_verdicts(page, a);
  return ZN_OK;
}

enum zn_status zn_appraisal_write_report(const struct zn_appraisal *appraisal, const char *path, const char *command,
                                         struct zn_error *error) {
  struct zn_writer page = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_report_head(&page, "Zonula held against published measurements");
  header(&page, appraisal);
  contents(&page);
  enum zn_status status = body(&page, appraisal, error);
  reading(&page);
  made(&page, appraisal, command);
  zn_report_foot(&page);
  zn_locale_restore(&locale);
  if (status == ZN_OK) status = zn_writer_finish(&page, path, error);
  if (status == ZN_OK) status = zn_write_whole(path, page.data, page.length, error);
  zn_writer_clear(&page);
  return status;
}
