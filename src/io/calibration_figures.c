/* Figures of a calibration, by gnuplot. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "calibration_report.h"
#include "gnuplot.h"
#include "report.h"

static const double ninety = 1.6448536269514722; /* 95 % quantile of the standard normal */

/* --- Predicted against reported ------------------------------------------------------------------------------------------------------- */

static void write_points(struct zn_writer *script, const char *name, const struct zn_appraisal *a, double span[2]) {
  zn_writer_format(script, "$%s << EOD\n", name);
  for (int i = 0; i < a->table->n; i++) {
    const struct zn_verdict *v = &a->verdict[i];
    if (!v->in_scope || !(v->predicted > 0.0 && v->reported > 0.0)) continue;
    zn_writer_format(script, "%.5g %.5g %.5g %.5g\n", v->reported, v->predicted, v->lo90, v->hi90);
    span[0] = fmin(span[0], fmin(v->predicted, v->reported));
    span[1] = fmax(span[1], fmax(v->predicted, v->reported));
  }
  zn_writer_add(script, "EOD\n");
}

static void plot_points(struct zn_writer *script, const char *name, const char *title, const char *colour) {
  zn_writer_format(script,
                   "set title '%s' offset 0,-0.4\n"
                   "plot 2*x with lines lc rgb '#c9ccd1' dt 2, x/2 with lines lc rgb '#c9ccd1' dt 2, x with lines lc rgb '#8a8f98', "
                   "$%s using 1:2:3:4 with yerrorbars lc rgb '#c9d7d9' lw 1 ps 0, $%s using 1:2 with points lc rgb '%s' pt 7 ps 0.45\n",
                   title, name, name, colour);
}

static void draw_agreement(struct zn_writer *script, const struct zn_calibration *c) {
  double span[2] = {HUGE_VAL, 0.0};
  zn_gnuplot_figure(script, "agreement", 980, 480);
  write_points(script, "fitted", c->fitted, span);
  write_points(script, "leftout", c->paper_left_out, span);
  const double low = span[0] / 1.5, high = span[1] * 1.5;
  zn_writer_format(script, "set multiplot layout 1,2\nset logscale xy\nset xrange [%.5g:%.5g]\nset yrange [%.5g:%.5g]\n", low, high, low,
                   high);
  zn_gnuplot_log_tics(script, 'x', low, high);
  zn_gnuplot_log_tics(script, 'y', low, high);
  zn_writer_add(script, "set grid\nset xlabel 'reported, in the unit of the row'\nset ylabel 'predicted, with its 90 % interval'\n");
  plot_points(script, "fitted", "Fitted", "#8d939b");
  plot_points(script, "leftout", "Without the paper that the row is from", "#0f6b5c");
  zn_writer_add(script, "unset multiplot\n");
}

/* --- Priors and what became of them --------------------------------------------------------------------------------------------------- */

/* Numbers that some row speaks of. */
static int count_spoken_of(const struct zn_calibration *c) {
  int n = 0;
  for (int i = 0; i < c->n; i++) n += c->number[i].rows > 0;
  return n;
}

/* Where number i stands, counted from the foot; the names of all as marks of the axis. */
static void write_names(struct zn_writer *script, const struct zn_calibration *c) {
  int place = count_spoken_of(c);
  zn_writer_add(script, "set ytics (");
  for (int i = 0, first = 1; i < c->n; i++) {
    struct zn_writer name = {0};
    if (!c->number[i].rows) continue;
    zn_calibration_name(&name, &c->number[i].row->target);
    if (!first) zn_writer_add(script, ", ");
    zn_gnuplot_text(script, name.data ? name.data : "");
    zn_writer_format(script, " %d", place--);
    script->failed = script->failed || name.failed;
    zn_writer_clear(&name);
    first = 0;
  }
  zn_writer_add(script, ")\n");
}

/* One row for each number, its first at the top; all as multiples of the prior's median. */
static void draw_learnt(struct zn_writer *script, const struct zn_calibration *c) {
  double span[2] = {0.5, 2.0};
  const int rows = count_spoken_of(c);
  int place = rows;
  zn_gnuplot_figure(script, "learnt", 980, 110 + 19 * rows);
  zn_writer_add(script, "$numbers << EOD\n");
  for (int i = 0; i < c->n; i++) {
    const struct zn_calibrated_number *n = &c->number[i];
    if (!n->rows) continue;
    const double m = n->row->prior_median, wide = exp(ninety * n->row->prior_ln_sd);
    const double low = fmax(1.0 / wide, n->row->low / m), high = fmin(wide, n->row->high / m);
    zn_writer_format(script, "%d %.5g %.5g %.5g %.5g %.5g\n", place--, low, high, n->median / m, n->lo90 / m, n->hi90 / m);
    span[0] = fmin(span[0], fmin(low, n->lo90 / m));
    span[1] = fmax(span[1], fmax(high, n->hi90 / m));
  }
  zn_writer_add(script, "EOD\n");
  write_names(script, c);
  const double low = span[0] / 1.2, high = span[1] * 1.2;
  zn_writer_format(script, "set logscale x\nset xrange [%.5g:%.5g]\nset yrange [0.3:%d.7]\n", low, high, rows);
  zn_gnuplot_log_tics(script, 'x', low, high);
  zn_writer_add(script,
                "set grid\nset xlabel 'times the prior median'\nset key outside top center horizontal samplen 1.5\nset bars 0\n"
                "plot $numbers using 2:1:2:3 with xerrorbars lc rgb '#d4d0c6' lw 7 ps 0 title 'prior, 90 %', "
                "$numbers using 4:1:5:6 with xerrorbars lc rgb '#0f6b5c' lw 2.2 pt 7 ps 0.5 title 'learnt, 90 %'\n");
}

enum zn_status zn_calibration_figures(struct zn_writer *page, const struct zn_calibration *c, struct zn_error *error) {
  struct zn_writer script = {0};
  char *svg[2] = {NULL, NULL};
  draw_agreement(&script, c);
  draw_learnt(&script, c);
  const enum zn_status status = zn_gnuplot_draw(&script, 2, svg, error);
  if (status == ZN_OK) {
    zn_report_open(page, "drawn", "Predicted against reported");
    zn_writer_format(page,
                     "<div class=\"wide\"><figure class=\"inner\"><figcaption>Every row in scope; broken lines: twofold off.</figcaption>"
                     "%s</figure></div>\n</section>\n",
                     svg[0]);
    zn_report_open(page, "learnt", "What was learnt");
    zn_writer_format(
        page,
        "<div class=\"wide\"><figure class=\"inner\"><figcaption>Each number that some row speaks of, as a multiple of its prior's "
        "median. A mark "
        "as wide as its bar: nothing was learnt.</figcaption>%s</figure></div>\n</section>\n",
        svg[1]);
  }
  for (int i = 0; i < 2; i++) free(svg[i]);
  zn_writer_clear(&script);
  return status;
}
