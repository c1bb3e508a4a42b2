/* One trial after the other: their effects and p values. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "report.h"
#include "trial_report.h"

static const struct zn_comparison *comparison(const struct zn_trial_page *page, int replicate, int k) {
  return &page->run->comparison[(size_t)replicate * (size_t)page->trial->n_analyses + (size_t)k];
}

/* Null trials tell nothing of people with and without something: they differ there, too. */
static int nulls_of(const struct zn_trial *t, int k) { return t->analysis[k].by ? 0 : t->null_replicates; }

enum { FEW = 40, BINS = 24, P_BINS = 20, P_MOST = 30, TRIAL_LINE = 9, FEWEST_LINES = 6 };

/* Counts of trials in bins along the x axis of a chart; what lies beyond stays out. */
static int fill_bins(int *bin, int bins, const struct zn_trial_page *page, const struct zn_chart *c, int k, int null, int of_p) {
  const struct zn_trial *t = page->trial;
  const int first = null ? t->replicates : 0, n = null ? nulls_of(t, k) : t->replicates;
  int most = 0;
  memset(bin, 0, (size_t)bins * sizeof *bin);
  for (int r = first; r < first + n; r++) {
    const double value = of_p ? comparison(page, r, k)->p_value : comparison(page, r, k)->estimate;
    if (!(value >= c->low[0] && value <= c->high[0])) continue;
    const double share = (zn_chart_x(c, value) - c->left) / (c->width - c->left - c->right);
    const int at = (int)(share * bins);
    bin[at < bins ? at : bins - 1]++;
  }
  for (int i = 0; i < bins; i++) most = bin[i] > most ? bin[i] : most;
  return most;
}

/* Trials as filled bars, null trials as an outline, each in % of its own number. */
static void bars(struct zn_writer *out, const struct zn_chart *c, const int *bin, int bins, int of, int null) {
  const double wide = (double)(c->width - c->left - c->right) / bins, floor_y = c->height - c->bottom;
  if (null) zn_writer_format(out, "<path class=\"outline\" d=\"M%d %.1f", c->left, floor_y);
  for (int i = 0; i < bins; i++) {
    const double y = zn_chart_y(c, 100.0 * bin[i] / of);
    if (null)
      zn_writer_format(out, "V%.1fh%.2f", y, wide);
    else if (bin[i])
      zn_writer_format(out, "<rect class=\"fill\" x=\"%.2f\" y=\"%.1f\" width=\"%.2f\" height=\"%.1f\"/>", c->left + i * wide + 0.5, y,
                       wide - 1.0, floor_y - y);
  }
  if (null) zn_writer_format(out, "V%.1f\"/>", floor_y);
  zn_writer_add(out, "\n");
}

static void histogram(struct zn_writer *out, const struct zn_trial_page *page, struct zn_chart *c, int k, int bins, int of_p) {
  const struct zn_trial *t = page->trial;
  int real[BINS], null[BINS];
  const double most = fmax(t->replicates ? 100.0 * fill_bins(real, bins, page, c, k, 0, of_p) / t->replicates : 0.0,
                           nulls_of(t, k) ? 100.0 * fill_bins(null, bins, page, c, k, 1, of_p) / nulls_of(t, k) : 0.0);
  const int cut = of_p && most > P_MOST; /* so that evenly spread values can be told from others */
  c->low[1] = 0.0, c->high[1] = cut ? P_MOST : fmax(1.08 * most, 5.0);
  zn_chart_axis(out, c, 1, cut ? "% of trials (cut off)" : "% of trials");
  if (t->replicates) bars(out, c, real, bins, t->replicates, 0);
  if (nulls_of(t, k)) bars(out, c, null, bins, nulls_of(t, k), 1);
}

static void published_lines(struct zn_writer *out, const struct zn_trial_page *page, const struct zn_chart *c, int k) {
  int at = -1;
  for (const struct zn_trial_reported *r; (r = zn_trial_published_effect(page->trial, k, &at));) {
    if (!isnan(r->low) && !isnan(r->high))
      zn_writer_format(out, "<rect class=\"printed\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>", zn_chart_x(c, r->low), c->top,
                       zn_chart_x(c, r->high) - zn_chart_x(c, r->low), c->height - c->bottom - c->top);
    zn_chart_line(out, c, "theirs", r->value);
  }
}

/* Ends of the effects of all trials, and of what is published. */
static void effect_span(struct zn_chart *c, const struct zn_trial_page *page, int k, int with_intervals) {
  const struct zn_trial *t = page->trial;
  const double none = zn_trial_null(&t->analysis[k]);
  double low = none, high = none;
  for (int r = 0; r < t->replicates + (with_intervals ? 0 : nulls_of(t, k)); r++) {
    const struct zn_comparison *q = comparison(page, r, k);
    const double values[] = {q->estimate, with_intervals ? q->low : q->estimate, with_intervals ? q->high : q->estimate};
    for (int i = 0; i < 3; i++) {
      if (!isfinite(values[i]) || (none == 1.0 && !(values[i] > 0.01 && values[i] < 100.0))) continue;
      low = fmin(low, values[i]);
      high = fmax(high, values[i]);
    }
  }
  int at = -1;
  for (const struct zn_trial_reported *r; (r = zn_trial_published_effect(t, k, &at));) {
    if (!isfinite(r->value) || (none == 1.0 && !(r->value > 0.0))) continue;
    low = fmin(low, r->value);
    high = fmax(high, r->value);
  }
  zn_chart_span(c, 0, low, high, none == 1.0);
}

/* Of how many trials a figure cannot tell: no estimate, or one beyond the ends of the axis, as of a group in which nobody says yes. */
static void not_drawn(struct zn_writer *out, const struct zn_trial_page *page, const struct zn_chart *c, int k, int with_nulls) {
  const int trials = page->trial->replicates, nulls = with_nulls ? nulls_of(page->trial, k) : 0;
  int beyond[2] = {0, 0}, none[2] = {0, 0};
  for (int r = 0; r < trials + nulls; r++) {
    const double value = comparison(page, r, k)->estimate;
    none[r >= trials] += isnan(value);
    beyond[r >= trials] += value < c->low[0] || value > c->high[0];
  }
  if (!(beyond[0] + beyond[1] + none[0] + none[1])) return;
  zn_writer_format(out, "<p class=\"small soft\">Not drawn: %d trials beyond the ends (0 and ∞ are), %d without an estimate", beyond[0],
                   none[0]);
  if (nulls) zn_writer_format(out, "; of null trials %d and %d", beyond[1], none[1]);
  zn_writer_add(out, ".</p>\n");
}

static void effect_histogram(struct zn_writer *out, const struct zn_trial_page *page, int k) {
  const struct zn_trial *t = page->trial;
  struct zn_chart c = zn_trial_frame();
  char label[300];
  effect_span(&c, page, k, 0);
  snprintf(label, sizeof label, "Effects of all trials and null trials: %s; replicates.csv has the numbers", t->analysis[k].label);
  zn_trial_caption(out, "Effects", t->analysis[k].label);
  zn_chart_open(out, &c, label);
  published_lines(out, page, &c, k);
  zn_chart_axis(out, &c, 0, zn_trial_null(&t->analysis[k]) == 1.0 ? "ratio, log scale" : t->endpoint[t->analysis[k].endpoint].label);
  histogram(out, page, &c, k, BINS, 0);
  zn_chart_line(out, &c, "null", zn_trial_null(&t->analysis[k]));
  zn_writer_add(out, "</svg>\n");
  not_drawn(out, page, &c, k, 1);
  zn_writer_add(out, "</figure>\n");
}

static void p_histogram(struct zn_writer *out, const struct zn_trial_page *page, int k) {
  const struct zn_trial *t = page->trial;
  struct zn_chart c = zn_trial_frame();
  char label[300];
  c.low[0] = 0.0, c.high[0] = 1.0;
  snprintf(label, sizeof label, "p values of all trials and null trials: %s; replicates.csv has the numbers", t->analysis[k].label);
  zn_trial_caption(out, "p values", t->analysis[k].label);
  zn_chart_open(out, &c, label);
  zn_chart_axis(out, &c, 0, "p");
  histogram(out, page, &c, k, P_BINS, 1);
  zn_chart_line(out, &c, "null", 1.0 - t->analysis[k].confidence);
  zn_writer_add(out, "</svg></figure>\n");
}

/* --- Few trials: each with its interval ------------------------------------------------------------------------------------------------
 */

struct ranked {
  double estimate;
  int replicate;
};

static int by_estimate(const void *a, const void *b) {
  const struct ranked *x = a, *y = b;
  return x->estimate != y->estimate ? (x->estimate > y->estimate) - (x->estimate < y->estimate)
                                    : (x->replicate > y->replicate) - (x->replicate < y->replicate);
}

/* Trials whose estimate stands on the axis, by size. */
static int rank(struct ranked order[FEW], const struct zn_trial_page *page, const struct zn_chart *c, int k) {
  int n = 0;
  for (int r = 0; r < page->trial->replicates; r++) {
    const double estimate = comparison(page, r, k)->estimate;
    if (estimate >= c->low[0] && estimate <= c->high[0]) order[n++] = (struct ranked){estimate, r};
  }
  if (n) qsort(order, (size_t)n, sizeof *order, by_estimate);
  return n;
}

static void line_of_trial(struct zn_writer *out, const struct zn_chart *c, const struct zn_comparison *q, double level, double y) {
  const char *class = q->p_value < level ? "ours" : "chance";
  if (!isnan(q->low) && !isnan(q->high))
    zn_writer_format(out, "<path class=\"bar %s\" d=\"M%.1f %.1fH%.1f\"/>", class, zn_chart_x(c, q->low), y, zn_chart_x(c, q->high));
  zn_writer_format(out, "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.2\"/>\n", class, zn_chart_x(c, q->estimate), y);
}

static void each_trial(struct zn_writer *out, const struct zn_trial_page *page, int k) {
  const struct zn_trial_analysis *a = &page->trial->analysis[k];
  struct ranked order[FEW];
  struct zn_chart c = {.width = 400, .left = 20, .right = 20, .top = 12, .bottom = 48};
  char label[300];
  effect_span(&c, page, k, 1);
  const int n = rank(order, page, &c, k);
  c.height = c.top + TRIAL_LINE * (n > FEWEST_LINES ? n : FEWEST_LINES) + c.bottom;
  snprintf(label, sizeof label, "Effect of each trial with its interval, by size: %s; replicates.csv has the numbers", a->label);
  zn_trial_caption(out, "Each trial", a->label);
  zn_chart_open(out, &c, label);
  published_lines(out, page, &c, k);
  zn_chart_axis(out, &c, 0, zn_trial_null(a) == 1.0 ? "ratio, log scale" : page->trial->endpoint[a->endpoint].label);
  zn_chart_line(out, &c, "null", zn_trial_null(a));
  for (int i = 0; i < n; i++)
    line_of_trial(out, &c, comparison(page, order[i].replicate, k), 1.0 - a->confidence, c.top + TRIAL_LINE * (i + 0.5));
  zn_writer_add(out, "</svg>\n");
  not_drawn(out, page, &c, k, 0);
  zn_writer_add(out, "</figure>\n");
}

void zn_trial_page_replicates(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  if (t->replicates < 2) return;
  const int few = t->replicates <= FEW;
  zn_report_open(out, "trials", "One trial after the other");
  zn_writer_add(
      out, few ? "<p>Each trial is a line: its effect and its interval. Blue: the trial finds an effect; grey: it does not. Dashed: no "
                 "effect. Orange: published, with the printed interval.</p>\n"
               : "<p>Filled: trials; outline: null trials, in which every arm gets the same. Dashed: no effect, and the p below which an "
                 "effect counts as found. Orange: published, with the printed interval. Where nothing acts, p values lie evenly between "
                 "0 and 1.</p>\n");
  zn_report_grid(out, 2);
  for (int k = 0; k < t->n_analyses; k++) {
    (few ? each_trial : effect_histogram)(out, page, k);
    if (!few) p_histogram(out, page, k);
  }
  zn_writer_add(out, "</div>\n</section>\n");
}
