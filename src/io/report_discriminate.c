/* Which test tells who has it: curves, areas with their intervals, who is mistaken, and what follows in two sentences. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "gnuplot.h"
#include "html.h"
#include "report.h"
#include "words.h"
#include "zonula/io.h"

enum { FEW = 10, DASHES = 4, WIDTH = 500, HEIGHT = 470 };

static int entries_of(const struct zn_discrimination *d) { return d->n_tests + d->n_combinations; }

static const struct zn_reported *test_of(const struct zn_discrimination *d, int e) {
  return &d->run->study->reported[d->run->study->n_reported + e];
}

/* --- Colour by assay, dashes by which of its tests ------------------------------------------------------------------------------------ */

/* The first test of its assay, which its colour goes by. */
static int first_of_assay(const struct zn_discrimination *d, int e) {
  int first = 0;
  while (test_of(d, first)->assay != test_of(d, e)->assay) first++;
  return first;
}

static const char *colour_of(const struct zn_discrimination *d, int e) {
  int assays = 0;
  if (e >= d->n_tests) return "#1d2127";
  for (int i = 0; i < first_of_assay(d, e); i++) assays += first_of_assay(d, i) == i;
  return zn_report_colour(assays);
}

static const char *dash_of(const struct zn_discrimination *d, int e) {
  static const char *const dashes[DASHES] = {"solid", "(12,5)", "(4,4)", "(12,4,3,4)"};
  int before = 0;
  for (int i = 0; i < e && e < d->n_tests; i++) before += test_of(d, i)->assay == test_of(d, e)->assay;
  return dashes[before % DASHES];
}

/* Entries of a group by falling area, those without one left out; returns how many. */
static int by_area(int *order, const struct zn_told_group *group, int entries) {
  int n = 0;
  for (int e = 0; e < entries; e++) {
    const double auc = group->by[e].roc.auc;
    if (!isfinite(auc)) continue;
    int k = n++;
    for (; k > 0 && group->by[order[k - 1]].roc.auc < auc; k--) order[k] = order[k - 1];
    order[k] = e;
  }
  return n;
}

/* --- Curves --------------------------------------------------------------------------------------------------------------------------- */

static void draw_curves(struct zn_writer *script, const struct zn_discrimination *d, const int *order, int n) {
  const struct zn_told_group *all = &d->group[0];
  zn_gnuplot_figure(script, "roc", WIDTH, HEIGHT);
  zn_writer_add(
      script,
      "set size square\nset xrange [0:100]\nset yrange [0:100]\nset lmargin at screen 0.13\nset rmargin at screen 0.97\n"
      "set tmargin at screen 0.98\nset bmargin at screen 0.13\nset xtics 20\nset ytics 20\n"
      "set xlabel 'false alarms, % of those who have it not' offset 0,0.3\nset ylabel 'found, % of those who have it' offset 0.8,0\n"
      "set key bottom right Left reverse samplen 2.6 spacing 1.05 width -1 font ',11' textcolor rgb '#3c4149'\n"
      "$coin << EOD\n0 0\n100 100\nEOD\n");
  for (int i = 0; i < n; i++) {
    const struct zn_roc *r = &all->by[order[i]].roc;
    zn_writer_format(script, "$c%d << EOD\n", i);
    for (int k = 0; k < r->n_points; k++)
      zn_writer_format(script, "%.5g %.5g\n", 100.0 * r->point[k].false_alarms, 100.0 * r->point[k].hits);
    zn_writer_add(script, "EOD\n");
  }
  zn_writer_add(script, "plot $coin using 1:2 with lines lw 1 dt (3,4) lc rgb '#5c636e' notitle");
  for (int i = 0; i < n; i++) {
    const int e = order[i];
    if (e >= d->n_tests && e != all->best_combination) continue;
    zn_writer_format(script, ", $c%d using 1:2 with lines lw %s dt %s lc rgb '%s' title ", i,
                     e == all->best || e == all->worst || e >= d->n_tests ? "2.6" : "1.5", dash_of(d, e), colour_of(d, e));
    zn_gnuplot_text(script, all->by[e].label);
  }
  zn_writer_add(script, "\n");
}

/* --- Areas ---------------------------------------------------------------------------------------------------------------------------- */

static double left_end(const struct zn_told_group *group, int entries) {
  double low = 0.5;
  for (int e = 0; e < entries; e++)
    if (isfinite(group->by[e].roc.lo95)) low = fmin(low, group->by[e].roc.lo95);
  return fmax(0.0, floor(low * 20.0 - 0.2) / 20.0);
}

static void draw_areas(struct zn_writer *script, const struct zn_discrimination *d, const int *order, int n) {
  const struct zn_told_group *all = &d->group[0];
  zn_gnuplot_figure(script, "areas", WIDTH, HEIGHT);
  zn_writer_format(
      script,
      "set xrange [%.3g:1]\nset yrange [%d.4:0.4]\nset lmargin at screen 0.37\nset rmargin at screen 0.97\n"
      "set tmargin at screen 0.98\nset bmargin at screen 0.13\nset xtics 0.1\nset xlabel 'area under the curve, 95 %% interval' "
      "offset 0,0.3\nset ytics scale 0 font ',11'\nset arrow from 0.5,graph 0 to 0.5,graph 1 nohead lw 1 dt (3,4) lc rgb "
      "'#5c636e' back\n",
      left_end(all, entries_of(d)), n);
  for (int i = 0; i < n; i++) {
    const struct zn_roc *r = &all->by[order[i]].roc;
    zn_writer_add(script, i ? "set ytics add (" : "set ytics (");
    zn_gnuplot_text(script, all->by[order[i]].label);
    zn_writer_format(script, " %d)\n$a%d << EOD\n%.5g %d %.5g %.5g\nEOD\n", i + 1, i, r->auc, i + 1, isfinite(r->lo95) ? r->lo95 : r->auc,
                     isfinite(r->hi95) ? r->hi95 : r->auc);
  }
  zn_writer_add(script, "plot ");
  for (int i = 0; i < n; i++)
    zn_writer_format(script, "%s$a%d using 1:2:3:4 with xerrorbars pt %d ps %s lw 2.2 lc rgb '%s'", i ? ", " : "", i,
                     order[i] < d->n_tests ? 7 : 13, order[i] < d->n_tests ? "0.9" : "1.2", colour_of(d, order[i]));
  zn_writer_add(script, "\n");
}

static enum zn_status figures(struct zn_writer *page, const struct zn_discrimination *d, struct zn_error *error) {
  static const char *const captions[2] = {
      "<b>How many are found at how many false alarms</b>, everybody. Dashes along the diagonal: a coin.",
      "<b>Area under the curve</b>, everybody. 1: no mistake; 0.5: a coin. ◆ combinations, in people they were not fitted to."};
  struct zn_writer script = {0};
  char *svg[2] = {NULL, NULL};
  int *order = malloc((size_t)entries_of(d) * sizeof *order);
  if (!order) return zn_fail(error, ZN_MEMORY, "no memory for figures");
  const int n = by_area(order, &d->group[0], entries_of(d));
  draw_curves(&script, d, order, n);
  draw_areas(&script, d, order, n);
  const enum zn_status status = n ? zn_gnuplot_draw(&script, 2, svg, error) : ZN_OK;
  if (svg[0]) {
    zn_report_grid(page, 2);
    for (int i = 0; i < 2; i++) zn_writer_format(page, "<figure><figcaption>%s</figcaption>\n%s</figure>\n", captions[i], svg[i]);
    zn_writer_add(page, "</div>\n");
  }
  for (int i = 0; i < 2; i++) free(svg[i]);
  zn_writer_clear(&script);
  free(order);
  return status;
}

/* --- Sentences ------------------------------------------------------------------------------------------------------------------------ */

/* An area as what it means: how many of a hundred pairs. */
static void area(struct zn_writer *page, const struct zn_roc *r) {
  zn_writer_format(page, "%.0f", 100.0 * r->auc);
  if (isfinite(r->lo95)) zn_writer_format(page, " (%.0f to %.0f)", 100.0 * r->lo95, 100.0 * r->hi95);
}

static void name(struct zn_writer *page, const struct zn_told_by *by) {
  zn_writer_add(page, "<b>");
  zn_html_text(page, by->label);
  zn_writer_add(page, "</b>");
}

static void say_singles(struct zn_writer *page, const struct zn_told_group *all) {
  const struct zn_told_by *best = &all->by[all->best], *worst = &all->by[all->worst];
  zn_writer_add(page, "<p>Of two people of whom one has it, ");
  if (all->best != all->worst) {
    name(page, worst);
    zn_writer_add(page, ", the worst single test, reads higher in that one in ");
    area(page, &worst->roc);
    zn_writer_add(page, " of 100 pairs, where a coin would in 50; the best, ");
  }
  name(page, best);
  zn_writer_add(page, all->best != all->worst ? ", in " : ", the only test, reads higher in that one in ");
  area(page, &best->roc);
  zn_writer_add(page, all->best != all->worst ? ".</p>\n" : " of 100 pairs, where a coin would in 50.</p>\n");
}

static void say_combined(struct zn_writer *page, const struct zn_told_group *all) {
  if (all->best_combination < 0) return;
  const struct zn_told_by *c = &all->by[all->best_combination];
  const char *gains = c->gain_lo95 > 0.0   ? (c->gain < 0.02 ? "gains little" : "gains")
                      : c->gain_hi95 < 0.0 ? "loses"
                                           : "gains nothing sure";
  zn_writer_format(page, "<p>Taking tests together %s: the best combination, ", gains);
  name(page, c);
  zn_writer_add(page, ", comes to ");
  area(page, &c->roc);
  zn_writer_format(page, " in people whom it was not fitted to, %+.1f (%+.1f to %+.1f) against the best single test.</p>\n",
                   100.0 * c->gain, 100.0 * c->gain_lo95, 100.0 * c->gain_hi95);
}

/* "leak route, relative, jejunum" */
static void truth(struct zn_writer *page, const struct zn_observable_info *info) {
  const char *place = strchr(info->name, '[');
  zn_html_text(page, info->label);
  if (place) zn_writer_format(page, ", %.*s", (int)strcspn(place + 1, "]"), place + 1);
}

static void question(struct zn_writer *page, const struct zn_discrimination *d) {
  const struct zn_discriminate *asked = &d->run->study->discriminate;
  char time[32];
  zn_time_words(asked->time_h, time);
  zn_writer_add(page, "<p class=\"soft\">The truth: ");
  truth(page, zn_observable_info(asked->observable));
  zn_writer_format(page, ", at %s. Who has more than ", time);
  zn_html_quantity(page, asked->above, zn_observable_info(asked->observable)->unit);
  zn_writer_format(page, " has it: %d of %d people. ", d->group[0].having, d->group[0].people);
  if (d->n_combinations)
    zn_writer_add(page,
                  "Combinations are logistic regressions on the logarithms of their tests, judged by tenfold cross-validation: nobody is "
                  "judged by a regression that he or she was part of.");
  zn_writer_add(page, "</p>\n");
  if (d->left_out) zn_writer_format(page, "<p class=\"soft\">%d without a number for every test do not count.</p>\n", d->left_out);
}

/* --- Tables --------------------------------------------------------------------------------------------------------------------------- */

static void number_cell(struct zn_writer *page, double value, const char *format) {
  zn_writer_add(page, "<td class=\"number\">");
  if (isfinite(value))
    zn_writer_format(page, format, value);
  else
    zn_writer_add(page, "–");
  zn_writer_add(page, "</td>");
}

static void swatch(struct zn_writer *page, const struct zn_discrimination *d, int e) {
  zn_writer_format(page, "<tr><th scope=\"row\" class=\"nowrap\"><span class=\"swatch\" style=\"background:%s\"></span>", colour_of(d, e));
  zn_html_text(page, d->group[0].by[e].label);
  zn_writer_add(page, "</th>");
}

static void interval_cell(struct zn_writer *page, const struct zn_roc *r) {
  zn_writer_add(page, "<td class=\"number\">");
  if (isfinite(r->auc))
    zn_writer_format(page, "%.3f", r->auc);
  else
    zn_writer_add(page, "–");
  if (isfinite(r->lo95)) zn_writer_format(page, "<div class=\"small soft\">%.3f to %.3f</div>", r->lo95, r->hi95);
  zn_writer_add(page, "</td>");
}

static void table_of_tests(struct zn_writer *page, const struct zn_discrimination *d, const int *order, int n) {
  zn_writer_add(page,
                "<div class=\"scroll\"><table class=\"scores\">\n<thead><tr><th>Test</th><th class=\"number\">Found at 90 % "
                "specificity</th><th class=\"number\">Rank correlation with the truth</th>");
  for (int g = 0; g < d->n_groups; g++) {
    zn_writer_add(page, "<th class=\"number\">Area, ");
    zn_html_text(page, d->group[g].label);
    zn_writer_format(page, "<div class=\"small soft\">%d of %d have it</div></th>", d->group[g].having, d->group[g].people);
  }
  zn_writer_add(page, "</tr></thead>\n<tbody>\n");
  for (int i = 0; i < n; i++) {
    const struct zn_roc *r = &d->group[0].by[order[i]].roc;
    swatch(page, d, order[i]);
    number_cell(page, 100.0 * r->hits_90, "%.0f %%");
    number_cell(page, r->rank_correlation, "%.2f");
    for (int g = 0; g < d->n_groups; g++) interval_cell(page, &d->group[g].by[order[i]].roc);
    zn_writer_add(page, "</tr>\n");
  }
  zn_writer_add(page, "</tbody>\n</table></div>\n");
}

/* A share as a cell whose ground is the redder the worse it is; a few people are no share but a count. */
static void mistake_cell(struct zn_writer *page, double share, int of, double worse) {
  if (!isfinite(share))
    zn_writer_add(page, "<td class=\"number\">–</td>");
  else if (of < FEW)
    zn_writer_format(page, "<td class=\"number soft small\">%.0f of %d</td>", share * of, of);
  else
    zn_writer_format(page, "<td class=\"number\" style=\"background:rgba(213,94,0,%.2f)\">%.0f %%</td>", 0.55 * fmin(1.0, fmax(0.0, worse)),
                     100.0 * share);
}

static void cohort_heads(struct zn_writer *page, const struct zn_discrimination *d, int having) {
  zn_writer_add(page, "<div class=\"scroll\"><table class=\"scores\">\n<thead><tr><th>Test</th>");
  for (int c = 0; c < d->run->study->n_cohorts; c++) {
    const struct zn_told_cohort *cohort = &d->cohort[c];
    zn_writer_add(page, "<th class=\"number\">");
    zn_report_cohort(page, d->run, c);
    zn_writer_format(page, "<div class=\"small soft\">%d of %d</div></th>", having ? cohort->having : cohort->people - cohort->having,
                     cohort->people);
  }
  zn_writer_add(page, "</tr></thead>\n<tbody>\n");
}

/* Among those who have it, or those who have it not: how many each test takes for one who has. */
static void table_by_cohort(struct zn_writer *page, const struct zn_discrimination *d, const int *order, int n, int having) {
  cohort_heads(page, d, having);
  for (int i = 0; i < n; i++) {
    swatch(page, d, order[i]);
    for (int c = 0; c < d->run->study->n_cohorts; c++) {
      const struct zn_told_cohort *cohort = &d->cohort[c];
      const double share = having ? cohort->hits[order[i]] : cohort->false_alarms[order[i]];
      mistake_cell(page, share, having ? cohort->having : cohort->people - cohort->having,
                   having ? (0.7 - share) / 0.7 : (share - 0.1) / 0.6);
    }
    zn_writer_add(page, "</tr>\n");
  }
  zn_writer_add(page, "</tbody>\n</table></div>\n");
}

static void tables_of_mistakes(struct zn_writer *page, const struct zn_discrimination *d, const int *order, int n) {
  zn_writer_add(page,
                "<h3>Who is mistaken for one who has it</h3>\n<p>Share of false alarms among the people of each cohort who have it not, "
                "where each test is set so that one in ten of all such people is one. A test that reads something else beside the truth "
                "shows it here: in whom that something is changed.</p>\n");
  table_by_cohort(page, d, order, n, 0);
  zn_writer_add(page,
                "<h3>Who is found</h3>\n<p>Share found among the people of each cohort who have it, at the same setting. Whoever is "
                "overlooked by most tests has it mildly, or something in the way of the probe.</p>\n");
  table_by_cohort(page, d, order, n, 1);
}

static enum zn_status tables(struct zn_writer *page, const struct zn_discrimination *d, struct zn_error *error) {
  int *order = malloc((size_t)entries_of(d) * sizeof *order);
  if (!order) return zn_fail(error, ZN_MEMORY, "no memory for tables");
  const int n = by_area(order, &d->group[0], entries_of(d));
  table_of_tests(page, d, order, n);
  if (d->run->study->n_cohorts > 1) tables_of_mistakes(page, d, order, n);
  free(order);
  return ZN_OK;
}

static enum zn_status section(struct zn_writer *page, const struct zn_discrimination *d, struct zn_error *error) {
  const struct zn_told_group *all = &d->group[0];
  question(page, d);
  if (all->best < 0) {
    zn_writer_add(page, "<p>There are not people of both kinds, so no test can be judged.</p>\n");
    return ZN_OK;
  }
  say_singles(page, all);
  say_combined(page, all);
  ZN_TRY(figures(page, d, error));
  return tables(page, d, error);
}

enum zn_status zn_report_discriminate(struct zn_writer *page, const struct zn_run *run, struct zn_error *error) {
  struct zn_discrimination *d;
  if (!run->study->discriminate.n_tests) return ZN_OK;
  ZN_TRY(zn_discriminate(&d, run, error));
  zn_report_open(page, "told", "Which test tells who has it");
  const enum zn_status status = section(page, d, error);
  zn_writer_add(page, "</section>\n");
  zn_discrimination_free(d);
  return status;
}
