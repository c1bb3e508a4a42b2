/* The figures of a junction's page: by gnuplot, and the strands themselves as plain SVG. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "gnuplot.h"
#include "html.h"
#include "junction_report.h"
#include "report.h"

enum { BY_STRANDS_TER, BY_STRANDS_P, BY_SIZE, BY_KINETICS, FIGURES };
static const double per_s = 1.0 / 3600.0;

static void begin(struct zn_writer *script, const char *name, const char *x, const char *y) {
  zn_gnuplot_figure(script, name, 460, 330);
  zn_writer_format(script, "set grid\nset key samplen 1.5 spacing 1.1\nset xlabel '%s'\nset ylabel '%s'\n", x, y);
}

static void by_strands(struct zn_writer *script, const struct zn_junction *j) {
  zn_writer_format(script, "set xrange [%.1f:%.1f]\nset xtics 1\n", j->row[0].what.strands - 0.4,
                   j->row[j->n_by_strands - 1].what.strands + 0.4);
}

static void plot_resistance(struct zn_writer *script, const struct zn_junction *j) {
  struct zn_gnuplot_span span = ZN_GNUPLOT_NO_SPAN;
  begin(script, "junction_ter", "strands", "ohm cm²");
  zn_writer_add(script, "$r << EOD\n");
  for (int c = 0; c < j->n_by_strands; c++) {
    const struct zn_junction_row *r = &j->row[c];
    const double claude = zn_junction_claude(j, &j->row[0], r->what.strands);
    const double low = isnan(r->resistance.lo90) ? r->resistance.mean : r->resistance.lo90;
    const double high = isnan(r->resistance.hi90) ? r->resistance.mean : r->resistance.hi90;
    zn_writer_format(script, "%d %.6g %.6g %.6g %.6g %.6g %.6g\n", r->what.strands, r->resistance.mean, low, high, r->tissue.mean,
                     r->intact_resistance, claude);
    zn_gnuplot_widen(&span, r->resistance.mean);
    zn_gnuplot_widen(&span, r->tissue.mean);
    zn_gnuplot_widen(&span, claude);
    zn_gnuplot_widen(&span, r->intact_resistance);
  }
  zn_writer_add(script, "EOD\n");
  by_strands(script, j);
  zn_gnuplot_log_axis(script, 'y', span, 1.6);
  zn_writer_add(script,
                "set key top left\n"
                "plot $r using 1:7 with lines dt 2 lc rgb '#7a7f87' title 'rule of Claude', "
                "$r using 1:6 with lines dt 3 lc rgb '#1d2127' title 'no breaks', "
                "$r using 1:2:3:4 with yerrorbars pt 7 ps 0.6 lc rgb '#0072b2' title 'mean over time', "
                "$r using 1:5 with linespoints pt 6 ps 0.8 lc rgb '#d55e00' title 'side by side'\n");
}

static void plot_permeability(struct zn_writer *script, const struct zn_junction *j) {
  struct zn_gnuplot_span span = ZN_GNUPLOT_NO_SPAN;
  begin(script, "junction_p", "strands", "cm/s");
  zn_writer_add(script, "$p << EOD\n");
  for (int c = 0; c < j->n_by_strands; c++) {
    const struct zn_junction_row *r = &j->row[c];
    const double mean = r->bicellular[0].mean * per_s, low = r->bicellular[0].lo90 * per_s, high = r->bicellular[0].hi90 * per_s;
    zn_writer_format(script, "%d %.6g %.6g %.6g %.6g %.6g\n", r->what.strands, mean, isnan(low) ? mean : low, isnan(high) ? mean : high,
                     j->tricellular[0] * per_s, r->total[0].mean * per_s);
    zn_gnuplot_widen(&span, mean);
    zn_gnuplot_widen(&span, j->tricellular[0] * per_s);
    zn_gnuplot_widen(&span, r->total[0].mean * per_s);
  }
  if (span.high == 0.0) span = (struct zn_gnuplot_span){1e-12, 1e-9};
  zn_writer_add(script, "EOD\n");
  by_strands(script, j);
  zn_gnuplot_log_axis(script, 'y', span, 1.6);
  zn_writer_add(script,
                "plot $p using 1:6 with lines lw 2 lc rgb '#1d2127' title 'all', "
                "$p using 1:2:3:4 with yerrorbars pt 7 ps 0.6 lc rgb '#0072b2' title 'breaks', "
                "$p using 1:5 with lines dt 2 lc rgb '#009e73' title 'tricellular pores'\n");
}

/* Sizes in rising order: the asked-for and the ladder mixed. */
static int next_by_radius(const struct zn_junction *j, double above) {
  int next = -1;
  for (int s = 0; s < j->n_probes; s++)
    if (j->probe[s].radius > above && (next < 0 || j->probe[s].radius < j->probe[next].radius)) next = s;
  return next;
}

static void plot_size(struct zn_writer *script, const struct zn_junction *j) {
  struct zn_gnuplot_span span = ZN_GNUPLOT_NO_SPAN;
  begin(script, "junction_size", "radius of the solute, nm", "cm/s");
  zn_writer_add(script, "$s << EOD\n");
  for (int s = next_by_radius(j, 0.0); s >= 0; s = next_by_radius(j, j->probe[s].radius)) {
    zn_writer_format(script, "%.6g", 1e7 * j->probe[s].radius);
    for (int c = 0; c < j->n_by_strands; c++) {
      zn_writer_format(script, " %.6g", fmax(j->row[c].total[s].mean * per_s, 1e-14));
      zn_gnuplot_widen(&span, fmax(j->row[c].total[s].mean * per_s, 1e-14));
    }
    zn_writer_add(script, "\n");
  }
  if (span.high == 0.0) span = (struct zn_gnuplot_span){1e-12, 1e-9};
  zn_writer_add(script, "EOD\nset xrange [0:*]\n");
  span.high *= 20.0; /* room for the key */
  zn_gnuplot_log_axis(script, 'y', span, 1.6);
  zn_writer_add(script, "plot ");
  for (int c = 0; c < j->n_by_strands; c++)
    zn_writer_format(script, "%s$s using 1:%d with linespoints pt 7 ps 0.35 lc rgb '%s' title '%d strand%s'", c ? ", " : "", c + 2,
                     zn_report_colour(c), j->row[c].what.strands, j->row[c].what.strands == 1 ? "" : "s");
  zn_writer_add(script, "\n");
}

static void plot_kinetics(struct zn_writer *script, const struct zn_junction *j) {
  const int opening = j->n_by_strands, sealing = opening + j->n_scan;
  struct zn_gnuplot_span span = ZN_GNUPLOT_NO_SPAN;
  begin(script, "junction_kinetics", "times as many breaks, or times as long-lived", "times the permeability");
  zn_writer_add(script, "$k << EOD\n");
  for (int c = 0; c < j->n_scan; c++) {
    const double more = j->row[opening + c].total[0].mean / j->row[opening].total[0].mean;
    const double longer = j->row[sealing + c].total[0].mean / j->row[sealing].total[0].mean;
    zn_writer_format(script, "%.6g %.6g %.6g\n", j->row[opening + c].what.opening / j->row[opening].what.opening, more, longer);
    zn_gnuplot_widen(&span, more);
    zn_gnuplot_widen(&span, longer);
  }
  if (span.high == 0.0) span = (struct zn_gnuplot_span){0.5, 2.0};
  zn_writer_add(script, "EOD\nset key top left\n");
  zn_gnuplot_log_axis(script, 'y', span, 1.6);
  zn_writer_add(script,
                "plot $k using 1:2 with linespoints pt 7 ps 0.6 lc rgb '#0072b2' title 'breaks form more often', "
                "$k using 1:3 with linespoints pt 6 ps 0.8 lc rgb '#d55e00' title 'breaks live longer'\n");
}

static void figure(struct zn_writer *page, const char *title, const char *svg) {
  zn_writer_format(page, "<figure><figcaption><b>%s</b></figcaption>\n%s</figure>\n", title, svg);
}

enum zn_status zn_junction_figures(struct zn_writer *page, const struct zn_junction *junction, struct zn_error *error) {
  static void (*const plots[FIGURES])(struct zn_writer *, const struct zn_junction *) = {plot_resistance, plot_permeability, plot_size,
                                                                                         plot_kinetics};
  static const char *const titles[FIGURES] = {"Resistance against strands", "Permeability against strands", "All routes, against size",
                                              "All routes, against the life of breaks"};
  const int n = junction->n_by_strands ? (junction->n_scan ? FIGURES : BY_KINETICS) : 0;
  struct zn_writer script = {0};
  char *svg[FIGURES] = {NULL};
  for (int i = 0; i < n; i++) plots[i](&script, junction);
  const enum zn_status status = n ? zn_gnuplot_draw(&script, n, svg, error) : ZN_OK;
  zn_report_grid(page, 2);
  for (int i = 0; i < n && status == ZN_OK; i++) figure(page, titles[i], svg[i]);
  zn_writer_add(page, "</div>\n");
  for (int i = 0; i < n; i++) free(svg[i]);
  zn_writer_clear(&script);
  return status;
}

/* --- The strands --------------------------------------------------------------------------------------------------------------------- */

void zn_junction_drawing(struct zn_writer *page, const struct zn_junction *junction, int row) {
  const struct zn_junction_picture *p = &junction->picture[row];
  const double scale = 900.0 / p->width, margin = 26.0, height = p->height * scale + 2.0 * margin;
  zn_writer_format(page,
                   "<figure><figcaption><b>%d strands at one moment</b>: lumen above, lateral space below, %.3g µm wide. Dark: intact; "
                   "gaps in orange: breaks; the deeper the blue, the more ",
                   junction->row[row].what.strands, 1e4 * p->width);
  zn_html_text(page, junction->probe[0].name);
  zn_writer_format(page, " the compartment holds.</figcaption>\n<svg viewBox=\"-4 0 908 %.1f\" role=\"img\" aria-label=\"strands\">\n",
                   height);
  zn_writer_format(page, "<rect x=\"0\" y=\"0\" width=\"900\" height=\"%.1f\" fill=\"#0072b2\" fill-opacity=\"0.8\"/>\n", margin);
  for (int i = 0; i < p->n_compartments; i++) {
    const struct zn_junction_compartment *c = &p->compartment[i];
    zn_writer_format(page, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#0072b2\" fill-opacity=\"%.3f\"/>\n",
                     c->x0 * scale, c->y0 * scale + margin, (c->x1 - c->x0) * scale, (c->y1 - c->y0) * scale,
                     0.8 * fmin(fmax(c->concentration, 0.0), 1.0));
  }
  for (int k = 0; k < p->n_pieces; k++) {
    const struct zn_junction_piece *s = &p->piece[k];
    zn_writer_format(page, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\"%s\"%s/>\n", s->x0 * scale,
                     s->y0 * scale + margin, s->x1 * scale, s->y1 * scale + margin, s->open ? "#d55e00" : "#1d2127",
                     s->open ? "2.6" : "1.8", s->open ? " stroke-dasharray=\"2 4\"" : "");
  }
  zn_writer_add(page, "</svg></figure>\n");
}
