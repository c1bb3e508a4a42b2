/* Effects with their intervals, and published numbers beside predicted ones. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "html.h"
#include "report.h"
#include "strip.h"
#include "trial_report.h"

/* --- Forest --------------------------------------------------------------------------------------------------------------------------- */

enum { WIDE = 760, LEFT = 250, RIGHT = 190, ROW = 24, TOP = 14, BOTTOM = 46, MOST_FOLDS = 50 };

/* A forest: analyses that share an axis. Ratios all do, differences those of one endpoint. */
struct forest {
  const struct zn_trial_page *page;
  int ratios, endpoint;
  struct zn_chart chart;
};

static int belongs(const struct forest *f, int k) {
  const struct zn_trial_analysis *a = &f->page->trial->analysis[k];
  const int ratio = zn_trial_null(a) == 1.0;
  return ratio == f->ratios && (ratio || a->endpoint == f->endpoint);
}

static int rows_of(const struct forest *f, int k) {
  int rows = 1, at = -1;
  while (zn_trial_published_effect(f->page->trial, k, &at)) rows++;
  return rows;
}

static void widen(double span[2], double value, int ratios) {
  if (!isfinite(value) || (ratios && !(value > 1.0 / MOST_FOLDS && value < MOST_FOLDS))) return;
  span[0] = fmin(span[0], value);
  span[1] = fmax(span[1], value);
}

static void lay_out(struct forest *f) {
  const struct zn_trial *t = f->page->trial;
  double span[2] = {f->ratios, f->ratios}; /* the null effect is 1 of ratios, 0 of differences */
  int rows = 0;
  for (int k = 0; k < t->n_analyses; k++) {
    const struct zn_trial_effect *e = &f->page->effect[k];
    const double mine[] = {e->estimate, e->low, e->high};
    if (!belongs(f, k)) continue;
    rows += rows_of(f, k);
    for (int i = 0; i < 3; i++) widen(span, mine[i], f->ratios);
    int at = -1;
    for (const struct zn_trial_reported *r; (r = zn_trial_published_effect(t, k, &at));) {
      const double theirs[] = {r->value, r->low, r->high};
      for (int i = 0; i < 3; i++) widen(span, theirs[i], f->ratios);
    }
  }
  f->chart =
      (struct zn_chart){.width = WIDE, .height = TOP + ROW * rows + BOTTOM, .left = LEFT, .right = RIGHT, .top = TOP, .bottom = BOTTOM};
  zn_chart_span(&f->chart, 0, span[0], span[1], f->ratios);
}

/* A name cut to its place. */
static void row_name(struct zn_writer *out, double x, double y, const char *name) {
  enum { MOST = 38 };
  char text[MOST + 8];
  size_t end = strlen(name);
  if (end > MOST) {
    end = MOST - 1;
    while (((unsigned char)name[end] & 0xC0) == 0x80) end--; /* never within a letter */
  }
  snprintf(text, sizeof text, "%.*s%s", (int)end, name, name[end] ? "…" : "");
  zn_chart_text(out, x, y, "end", text);
}

/* A point with its interval; `published`: a diamond in another colour. What lies beyond the frame is an arrow at its end. */
static void draw(struct zn_writer *out, const struct zn_chart *c, double y, const double value[3], int published) {
  const char *kind = published ? "theirs" : "ours";
  char text[ZN_TRIAL_TEXT];
  zn_trial_interval_text(text, value[0], value[1], value[2]);
  zn_chart_text(out, c->width - c->right + 14, y + 4.0, "start", text);
  if (isnan(value[0])) return;
  const double x = zn_chart_x(c, value[0]), past = value[0] > c->high[0] ? 1.0 : value[0] < c->low[0] ? -1.0 : 0.0;
  if (!isnan(value[1]) && !isnan(value[2]))
    zn_writer_format(out, "<path class=\"bar %s\" d=\"M%.1f %.1fH%.1f\"/>", kind, zn_chart_x(c, value[1]), y, zn_chart_x(c, value[2]));
  if (past != 0.0)
    zn_writer_format(out, "<path class=\"dot %s\" d=\"M%.1f %.1fv12l%.0f -6Z\"/>\n", kind, x - 5.0 * past, y - 6.0, 11.0 * past);
  else if (published)
    zn_writer_format(out, "<path class=\"dot %s\" d=\"M%.1f %.1fl6 6l-6 6l-6 -6Z\"/>\n", kind, x, y - 6.0);
  else
    zn_writer_format(out, "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>\n", kind, x, y);
}

static double draw_analysis(struct zn_writer *out, const struct forest *f, int k, double y) {
  const struct zn_trial *t = f->page->trial;
  const struct zn_trial_effect *e = &f->page->effect[k];
  row_name(out, LEFT - 12, y + 4.0, t->analysis[k].label);
  draw(out, &f->chart, y, (const double[]){e->estimate, e->low, e->high}, 0);
  int at = -1;
  for (const struct zn_trial_reported *r; (r = zn_trial_published_effect(t, k, &at));) {
    y += ROW;
    row_name(out, LEFT - 12, y + 4.0, "published");
    draw(out, &f->chart, y, (const double[]){r->value, r->low, r->high}, 1);
  }
  return y + ROW;
}

static void draw_forest(struct zn_writer *out, struct forest *f) {
  const struct zn_trial *t = f->page->trial;
  const char *what = f->ratios ? "ratio, log scale" : t->endpoint[f->endpoint].label;
  char label[400];
  lay_out(f);
  snprintf(label, sizeof label, "Effects with intervals, predicted and published: %s; the numbers stand in the table", what);
  zn_writer_add(out, "<div class=\"wide\"><figure class=\"inner\"><figcaption><b>");
  if (f->ratios) {
    zn_writer_add(out, "Effects that are ratios</b>; at 1 there is none");
  } else {
    zn_writer_add(out, "Difference</b>: ");
    zn_html_text(out, what);
    zn_writer_add(out, "; at 0 there is none");
  }
  zn_writer_add(out, "</figcaption>\n");
  zn_chart_open(out, &f->chart, label);
  zn_chart_axis(out, &f->chart, 0, what);
  zn_chart_line(out, &f->chart, "null", f->ratios);
  double y = TOP + ROW / 2.0;
  for (int k = 0; k < t->n_analyses; k++)
    if (belongs(f, k)) y = draw_analysis(out, f, k, y);
  zn_writer_add(out, "</svg></figure></div>\n");
}

static void forests(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  for (int k = 0; k < t->n_analyses; k++) {
    struct forest f = {.page = page, .ratios = zn_trial_null(&t->analysis[k]) == 1.0, .endpoint = t->analysis[k].endpoint};
    int seen = 0;
    for (int i = 0; i < k; i++) seen |= belongs(&f, i);
    if (!seen) draw_forest(out, &f);
  }
}

/* --- The same as a table ------------------------------------------------------------------------------------------------------------- */

static void interval(struct zn_writer *out, double low, double high) {
  if (isnan(low) || isnan(high)) return;
  zn_writer_add(out, "<div class=\"small soft\">");
  zn_html_result(out, low);
  zn_writer_add(out, " to ");
  zn_html_result(out, high);
  zn_writer_add(out, "</div>");
}

static void share_cell(struct zn_writer *out, int found, int of, double low, double high) {
  if (!of) {
    zn_writer_add(out, "<td class=\"number\">–</td>");
    return;
  }
  zn_writer_format(out, "<td class=\"number\">%.3g\u202f%%<div class=\"small soft\">%.3g to %.3g\u202f%%</div></td>", 100.0 * found / of,
                   100.0 * low, 100.0 * high);
}

static void published_effects(struct zn_writer *out, const struct zn_trial *t, int k) {
  int at = -1, n = 0;
  zn_writer_add(out, "<td class=\"nowrap\">");
  for (const struct zn_trial_reported *r; (r = zn_trial_published_effect(t, k, &at)); n++) {
    zn_html_number(out, r->value);
    interval(out, r->low, r->high);
  }
  zn_writer_add(out, n ? "</td>" : "–</td>");
}

static void analysis_row(struct zn_writer *out, const struct zn_trial_page *page, int k) {
  const struct zn_trial *t = page->trial;
  const struct zn_trial_effect *e = &page->effect[k];
  const struct zn_power *p = &page->run->power[k * (t->n_power + 1) + t->n_power];
  char words[ZN_TRIAL_WORDS];
  zn_trial_effect_words(page->run->study, k, words);
  zn_writer_add(out, "<tr><th scope=\"row\">");
  zn_html_text(out, t->analysis[k].label);
  if (k == 0) zn_writer_add(out, " <span class=\"mark\">primary</span>");
  zn_writer_add(out, "<div class=\"small soft\">");
  zn_html_text(out, words);
  if (t->analysis[k].among) {
    zn_writer_add(out, "; only people with <code>");
    zn_html_text(out, t->analysis[k].among);
    zn_writer_add(out, "</code>");
  }
  zn_writer_add(out, "</div></th><td class=\"nowrap\">");
  zn_html_result(out, e->estimate);
  interval(out, e->low, e->high);
  if (e->without) zn_writer_format(out, "<div class=\"small soft\">%d of %d without</div>", e->without, e->replicates);
  zn_writer_add(out, "</td>");
  published_effects(out, t, k);
  zn_writer_add(out, "<td class=\"number\">");
  zn_html_number(out, e->p_value);
  zn_writer_add(out, "</td>");
  share_cell(out, t->replicates > 1 ? p->found : 0, t->replicates > 1 ? p->replicates : 0, p->low, p->high);
  share_cell(out, p->null_found, p->null_replicates, p->null_low, p->null_high);
  zn_writer_add(out, "</tr>\n");
}

void zn_trial_page_effects(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  const int many = t->replicates > 1;
  zn_report_open(out, "effects", "Effects");
  zn_writer_format(out, "<p>%s Circles: predicted. Diamonds: published, with the printed interval.</p>\n",
                   many ? "Each trial has an effect of its own. A circle is the median of all, its bar is where 95\u202f% of them lie; "
                          "how much one trial would tell stands under power."
                        : "A circle is the effect in the trial, its bar the interval of the analysis.");
  forests(out, page);
  zn_writer_format(out,
                   "<div class=\"scroll\"><table class=\"effects\">\n<thead><tr><th>Analysis</th><th>Predicted<br/>%s</th>"
                   "<th>Published</th><th class=\"number\">%s</th><th class=\"number\">Power<br/>95\u202f%% interval</th>"
                   "<th class=\"number\">Found by chance<br/>95\u202f%% interval</th></tr></thead>\n<tbody>\n",
                   many ? "median, 95\u202f% of trials" : "interval", many ? "Median p" : "p");
  for (int k = 0; k < t->n_analyses; k++) analysis_row(out, page, k);
  zn_writer_add(out, "</tbody>\n</table></div>\n");
  if (!many)
    zn_writer_add(out, "<p class=\"small soft\">One trial has no power to count; run it again and again (<code>replicates</code>).</p>\n");
  zn_writer_add(out, "</section>\n");
}

/* --- Published and predicted ---------------------------------------------------------------------------------------------------------- */

static void verdict(struct zn_writer *out, const struct zn_trial_reported *r, const struct zn_trial_verdict *v) {
  zn_writer_add(out, "<td>");
  if (v->inside < 0)
    zn_writer_add(out, isnan(v->predicted) ? "<span class=\"soft\">nothing to compare: no estimate</span>"
                                           : "<span class=\"soft\">no interval printed</span>");
  else
    zn_writer_add(out, v->inside ? "<span class=\"inside\">● predicted in printed</span>"
                                 : "<span class=\"outside\">◆ predicted not in printed</span>");
  if (!isnan(v->low) && !isnan(v->high))
    zn_writer_format(out, "<div class=\"small soft\">published %sin predicted</div>", zn_trial_holds(r, v) ? "" : "not ");
  zn_writer_add(out, "</td>");
}

/* Predicted over published, where both are above 0. */
static void strip(struct zn_writer *out, const struct zn_trial_reported *r, const struct zn_trial_verdict *v) {
  const struct zn_prediction p = {
      .predicted = v->predicted, .lo90 = v->low, .hi90 = v->high, .inside = v->inside >= 0 ? v->inside : zn_trial_holds(r, v)};
  zn_writer_add(out, "<td>");
  zn_strip(out, &p, r->value);
  zn_writer_add(out, "</td>");
}

static void reported_row(struct zn_writer *out, const struct zn_trial_page *page, int i) {
  const struct zn_trial_reported *r = &page->trial->reported[i];
  const struct zn_trial_verdict *v = &page->run->verdict[i];
  zn_writer_add(out, "<tr><th scope=\"row\">");
  zn_html_text(out, r->label);
  zn_writer_add(out, "<div class=\"small soft\">");
  zn_html_words(out, zn_trial_reported_word(page->trial, r));
  zn_writer_add(out, " · ");
  zn_html_sources(out, zn_source_info(r->source)->id);
  zn_writer_add(out, "</div>");
  if (r->note && *r->note) {
    zn_writer_add(out, "<div class=\"small soft\">");
    zn_html_text(out, r->note);
    zn_writer_add(out, "</div>");
  }
  zn_writer_add(out, "</th><td class=\"nowrap\">");
  zn_html_quantity(out, r->value, r->unit);
  interval(out, r->low, r->high);
  zn_writer_add(out, "</td><td class=\"nowrap\">");
  zn_html_result(out, v->predicted);
  if (isfinite(v->predicted)) zn_html_unit(out, r->unit);
  interval(out, v->low, v->high);
  zn_writer_add(out, "</td><td class=\"number\">");
  zn_html_result(out, v->fold);
  zn_writer_add(out, "</td>");
  strip(out, r, v);
  verdict(out, r, v);
  zn_writer_add(out, "</tr>\n");
}

void zn_trial_page_published(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  zn_report_open(out, "published", "Published and predicted");
  if (!t->n_reported) {
    zn_writer_add(out, "<p>This trial names no published number to compare with.</p>\n</section>\n");
    return;
  }
  zn_writer_format(
      out,
      "<p>Predicted: %s.</p>\n<div class=\"scroll\"><table class=\"published\">\n<thead><tr><th>What</th><th>Published<br/>"
      "printed interval</th><th>Predicted<br/>interval</th><th class=\"number\">Fold</th><th>",
      t->replicates > 1 ? "the median over trials, and where 95\u202f% of them lie" : "of the one trial, with the interval of an effect");
  zn_strip_scale(out, "predicted over published");
  zn_writer_add(out, "</th><th>In whose interval</th></tr></thead>\n<tbody>\n");
  for (int i = 0; i < t->n_reported; i++) reported_row(out, page, i);
  zn_writer_add(out, "</tbody>\n</table></div>\n</section>\n");
}
