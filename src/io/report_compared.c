/* Predicted beside reported: a table with a small scale on each row, and one figure for each unit. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "gnuplot.h"
#include "html.h"
#include "report.h"
#include "strip.h"
#include "words.h"

/* --- The table ----------------------------------------------------------------------------------------------------------------------- */

static void spread(struct zn_writer *page, const struct zn_reported *r) {
  static const struct {
    const char *kind, *words;
  } kinds[] = {{"iqr", "IQR"}, {"sd", "SD"}, {"sem", "standard error"}, {"ci95", "95 % CI"}, {"range", "range"}};
  if (!zn_spread_numbers(r)) return;
  const char *words = r->spread_kind;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i].kind, r->spread_kind) == 0) words = kinds[i].words;
  zn_writer_add(page, "<div class=\"small soft\">");
  zn_html_text(page, words);
  zn_writer_add(page, " ");
  zn_html_number(page, r->spread[0]);
  if (zn_spread_numbers(r) > 1) {
    zn_writer_add(page, " to ");
    zn_html_number(page, r->spread[1]);
  }
  zn_writer_add(page, "</div>");
}

/* Cohort, test, window and statistic of a row, in small letters. */
static void circumstances(struct zn_writer *page, const struct zn_run *run, const struct zn_reported *r, const struct zn_prediction *p) {
  char from[32], to[32];
  zn_writer_add(page, "<div class=\"small soft\">");
  if (run->study->n_cohorts > 1) {
    zn_report_cohort(page, run, r->cohort);
    zn_writer_add(page, " · ");
  }
  zn_time_words(r->time_h, from);
  zn_writer_format(page, "at %s · ", from);
  zn_html_text(page, run->library->assays[r->assay].title);
  if (r->quantity == ZN_QUANTITY_RECOVERY || r->quantity == ZN_QUANTITY_RATIO || r->quantity == ZN_QUANTITY_IN_PLACE) {
    zn_time_words(r->window_h[0], from);
    zn_time_words(r->window_h[1], to);
    if (r->fluid == ZN_FLUID_SERUM)
      zn_writer_format(page, " · serum after %s", to);
    else
      zn_writer_format(page, " · %s to %s", from, to);
  }
  zn_writer_format(page, " · %s of %d</div>", zn_statistic_words(r->statistic), p->people);
  if (r->note && *r->note) {
    zn_writer_add(page, "<div class=\"small soft\">");
    zn_html_text(page, r->note);
    zn_writer_add(page, "</div>");
  }
}

static void row(struct zn_writer *page, const struct zn_run *run, int i) {
  const struct zn_reported *r = &run->study->reported[i];
  const struct zn_prediction *p = &run->prediction[i];
  zn_writer_format(page, "<tr><td class=\"number\">%d</td><th scope=\"row\">", i + 1);
  zn_html_text(page, r->label);
  circumstances(page, run, r, p);
  if (r->quantity == ZN_QUANTITY_READING && r->observable >= 0) zn_html_mark(page, "tag", zn_readable_info(r->observable).tag);
  zn_writer_add(page, "</th><td class=\"nowrap\">");
  zn_html_quantity(page, r->value, r->unit);
  spread(page, r);
  zn_writer_add(page, "</td><td class=\"nowrap\">");
  zn_html_result(page, p->predicted);
  if (isfinite(p->predicted)) zn_html_unit(page, r->unit);
  if (zn_has_interval(p)) {
    zn_writer_add(page, "<div class=\"small soft\">");
    zn_html_result(page, p->lo90);
    zn_writer_add(page, " to ");
    zn_html_result(page, p->hi90);
    zn_writer_add(page, "</div>");
  }
  zn_writer_add(page, "</td><td class=\"number\">");
  zn_html_result(page, p->fold_error);
  zn_writer_add(page, "</td><td>");
  zn_strip(page, p, r->value);
  zn_writer_add(page, "</td><td>");
  zn_writer_add(page, !zn_has_interval(p) ? "<span class=\"soft\">no interval</span>"
                      : p->inside         ? "<span class=\"inside\">● inside</span>"
                                          : "<span class=\"outside\">◆ outside</span>");
  zn_writer_add(page, "</td></tr>\n");
}

static void table(struct zn_writer *page, const struct zn_run *run) {
  zn_writer_add(page,
                "<div class=\"scroll\"><table class=\"compared\">\n<thead><tr><th class=\"number\">No.</th><th>What</th><th>Reported</th>"
                "<th>Predicted<br/>90 % interval</th><th class=\"number\">Fold<br/>error</th><th>");
  zn_strip_scale(page, "predicted over reported");
  zn_writer_add(page, "</th><th>Reported number</th></tr></thead>\n<tbody>\n");
  for (int i = 0; i < run->study->n_reported; i++) row(page, run, i);
  zn_writer_add(page, "</tbody>\n</table></div>\n");
  if (run->exact)
    zn_writer_add(page,
                  "<p class=\"small soft\">Tests were read exactly, without the noise of collections, laboratories and instruments.</p>\n");
}

/* --- The figures --------------------------------------------------------------------------------------------------------------------- */

/* Whether a row can stand on logarithmic axes. */
static int drawable(const struct zn_run *run, int i) { return run->study->reported[i].value > 0.0 && run->prediction[i].predicted > 0.0; }

static int first_of_unit(const struct zn_run *run, int i) {
  for (int k = 0; k < i; k++)
    if (drawable(run, k) && strcmp(run->study->reported[k].unit, run->study->reported[i].unit) == 0) return 0;
  return 1;
}

static int of_unit(const struct zn_run *run, int i, const char *unit) {
  return drawable(run, i) && strcmp(run->study->reported[i].unit, unit) == 0;
}

/* The decades, or parts of one, that hold everything of a unit with some air around. */
static void limits(const struct zn_run *run, const char *unit, double *low, double *high) {
  *low = INFINITY, *high = 0.0;
  for (int i = 0; i < run->study->n_reported; i++) {
    if (!of_unit(run, i, unit)) continue;
    const struct zn_prediction *p = &run->prediction[i];
    const double value = run->study->reported[i].value;
    *low = fmin(*low, fmin(value, p->lo90 > 0.0 ? p->lo90 : p->predicted));
    *high = fmax(*high, fmax(value, zn_has_interval(p) ? p->hi90 : p->predicted));
  }
  *low /= 2.2;
  *high *= 2.2;
}

/* The number of a point stands on the side away from points nearby; of equal points, later ones give way. */
static const char *side_for(const struct zn_run *run, int i, double low, double high) {
  static const char *const sides[2][2] = {{"left offset 0.9,0.7", "left offset 0.9,-0.7"},
                                          {"right offset -0.9,0.7", "right offset -0.9,-0.7"}};
  const double near = 0.1 * log(high / low);
  int left = 0, below = 0;
  for (int k = 0; k < run->study->n_reported; k++) {
    if (k == i || !of_unit(run, k, run->study->reported[i].unit)) continue;
    const double right_of = log(run->study->reported[k].value / run->study->reported[i].value);
    const double above = log(run->prediction[k].predicted / run->prediction[i].predicted);
    if (fabs(right_of) > near || fabs(above) > near) continue;
    left |= right_of > 0.0 || (right_of == 0.0 && k < i);
    below |= above > 0.0;
  }
  return sides[left][below];
}

/* Bars that reach down to nothing end below the axis: a logarithm has no zero. */
static void point_data(struct zn_writer *script, const struct zn_run *run, const char *unit, int cohort, int inside) {
  for (int i = 0; i < run->study->n_reported; i++) {
    const struct zn_prediction *p = &run->prediction[i];
    if (!of_unit(run, i, unit) || run->study->reported[i].cohort != cohort || (zn_has_interval(p) && !p->inside) == inside) continue;
    const double low = zn_has_interval(p) ? fmax(p->lo90, 1e-6 * p->predicted) : p->predicted,
                 high = zn_has_interval(p) ? p->hi90 : p->predicted;
    zn_writer_format(script, "%.6g %.6g %.6g %.6g\n", run->study->reported[i].value, p->predicted, low, high);
  }
}

static int any_point(const struct zn_run *run, const char *unit, int cohort, int inside) {
  struct zn_writer data = {0};
  point_data(&data, run, unit, cohort, inside);
  const int any = data.length > 0;
  zn_writer_clear(&data);
  return any;
}

static void axis_name(struct zn_writer *script, char axis, const char *what, const char *unit) {
  char name[96];
  snprintf(name, sizeof name, "%s%s%s", what, *unit ? ", " : "", unit);
  zn_writer_format(script, "set %clabel ", axis);
  zn_gnuplot_text(script, name);
  zn_writer_add(script, "\n");
}

static void script_of_unit(struct zn_writer *script, const struct zn_run *run, const char *unit, int number) {
  char name[32], words[64];
  double low, high;
  limits(run, unit, &low, &high);
  zn_unit_words(unit, words);
  snprintf(name, sizeof name, "compared_%d", number);
  zn_gnuplot_figure(script, name, 440, 400);
  zn_writer_format(script, "set logscale xy\nset xrange [%.6g:%.6g]\nset yrange [%.6g:%.6g]\n", low, high, low, high);
  zn_gnuplot_log_tics(script, 'x', low, high);
  zn_gnuplot_log_tics(script, 'y', low, high);
  axis_name(script, 'x', "reported", words);
  axis_name(script, 'y', "predicted", words);
  for (int i = 0; i < run->study->n_reported; i++)
    if (of_unit(run, i, unit))
      zn_writer_format(script, "set label '%d' at %.6g,%.6g %s front textcolor rgb '#1d2127'\n", i + 1, run->study->reported[i].value,
                       run->prediction[i].predicted, side_for(run, i, low, high));
  zn_writer_format(script, "$line << EOD\n%.6g %.6g\n%.6g %.6g\nEOD\n", low, low, high, high);
  for (int c = 0; c < run->study->n_cohorts; c++)
    for (int inside = 0; inside < 2; inside++) {
      zn_writer_format(script, "$points%d%d << EOD\n", c, inside);
      point_data(script, run, unit, c, inside);
      zn_writer_add(script, "EOD\n");
    }
  zn_writer_add(script,
                "plot $line using 1:($2/2):($2*2) with filledcurves fc rgb '#dfe9e6' fs solid 1 noborder, "
                "$line using 1:2 with lines lc rgb '#5c636e' lw 1");
  for (int c = 0; c < run->study->n_cohorts; c++)
    for (int inside = 0; inside < 2; inside++)
      if (any_point(run, unit, c, inside))
        zn_writer_format(script, ", $points%d%d with yerrorbars pt %d ps 0.9 lw 2 lc rgb '%s'", c, inside, inside ? 7 : 12,
                         zn_report_colour(c));
  zn_writer_add(script, "\n");
}

static void caption(struct zn_writer *page, const struct zn_run *run, const char *unit) {
  char words[64];
  zn_unit_words(unit, words);
  zn_writer_add(page, "<figcaption><b>Predicted against reported</b>, ");
  zn_html_text(page, *words ? words : "pure numbers");
  if (run->study->n_cohorts > 1)
    for (int c = 0; c < run->study->n_cohorts; c++) {
      if (!any_point(run, unit, c, 0) && !any_point(run, unit, c, 1)) continue;
      zn_writer_format(page, " · <span class=\"swatch\" style=\"background:%s;margin:0 .3em 0 0\"></span>", zn_report_colour(c));
      zn_report_cohort(page, run, c);
    }
  zn_writer_add(page, "</figcaption>\n");
}

static enum zn_status figures(struct zn_writer *page, const struct zn_run *run, struct zn_error *error) {
  struct zn_writer script = {0};
  int n = 0, k = 0;
  for (int i = 0; i < run->study->n_reported; i++)
    if (drawable(run, i) && first_of_unit(run, i)) script_of_unit(&script, run, run->study->reported[i].unit, n++);
  if (!n) return ZN_OK;
  char **svg = calloc((size_t)n, sizeof *svg);
  enum zn_status status = svg ? zn_gnuplot_draw(&script, n, svg, error) : zn_fail(error, ZN_MEMORY, "no memory for %d figures", n);
  zn_report_grid(page, 2);
  for (int i = 0; status == ZN_OK && i < run->study->n_reported; i++) {
    if (!drawable(run, i) || !first_of_unit(run, i)) continue;
    zn_writer_add(page, "<figure>");
    caption(page, run, run->study->reported[i].unit);
    zn_writer_add(page, svg[k]);
    zn_writer_add(page, "</figure>\n");
    free(svg[k++]);
  }
  zn_writer_add(
      page,
      "</div>\n<p class=\"small soft\">Numbers are those of the table. On the line both agree; the band is twofold either way; bars are "
      "90 % intervals of the prediction. Circles: the reported number is inside the interval; diamonds: outside.</p>\n");
  free(svg);
  zn_writer_clear(&script);
  return status;
}

enum zn_status zn_report_compared(struct zn_writer *page, const struct zn_run *run, struct zn_error *error) {
  enum zn_status status = ZN_OK;
  zn_report_open(page, "compared", "Predicted and reported");
  if (run->study->n_reported) {
    table(page, run);
    status = figures(page, run, error);
  } else
    zn_writer_add(page, "<p>This study names no reported number to compare with.</p>\n");
  zn_writer_add(page, "</section>\n");
  return status;
}
