/* Looking before the end: bounds, and where trials end. */
#include <math.h>
#include <stdio.h>

#include "html.h"
#include "report.h"
#include "trial_report.h"

static void bounds_figure(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  const double *bound = page->run->interim_bound;
  struct zn_chart c = zn_trial_frame();
  double most = 3.0;
  c.high[0] = 105.0;
  for (int k = 0; k <= t->n_interim; k++)
    if (isfinite(bound[k])) most = fmax(most, bound[k]);
  c.high[1] = 1.1 * fmin(most, 8.0);
  zn_trial_caption(out, "Bounds", t->analysis[0].label);
  zn_chart_open(out, &c, "Size of the standard normal score beyond which a trial stops, at each look; the table has the numbers");
  zn_chart_axis(out, &c, 1, "bound of |z|");
  zn_chart_axis(out, &c, 0, "% of people recruited");
  for (int k = 0; k <= t->n_interim; k++) {
    const double x = zn_chart_x(&c, 100.0 * (k < t->n_interim ? t->interim_share[k] : 1.0)), y = zn_chart_y(&c, bound[k]);
    zn_writer_format(out, "<path class=\"bar ours\" d=\"M%.1f %dV%.1f\"/><circle class=\"dot ours\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>\n",
                     x, c.top, y, x, y);
  }
  zn_writer_add(out, "</svg></figure>\n");
}

/* Null trials tell nothing of people with and without something: they differ there, too. */
static int nulls_of(const struct zn_trial *t) { return t->analysis[0].by ? 0 : t->null_replicates; }

struct stops {
  int reached, above, below, futile;
  double people;
};

static struct stops count_stops(const struct zn_trial_page *page, int look, int first, int n) {
  struct stops s = {0};
  for (int r = first; r < first + n; r++) {
    const struct zn_trial_stop *stop = &page->run->stop[r];
    s.people += stop->people;
    s.reached += stop->look >= look;
    if (stop->look != look) continue;
    s.above += stop->effect > 0;
    s.below += stop->effect < 0;
    s.futile += stop->futile;
  }
  return s;
}

static void stop_cells(struct zn_writer *out, const struct zn_trial_page *page, int look, int first, int n) {
  const struct stops s = count_stops(page, look, first, n);
  if (n)
    zn_writer_format(out, "<td class=\"number\">%d</td><td class=\"number\">%d</td><td class=\"number\">%d</td>", s.reached,
                     s.above + s.below, s.futile);
  else
    zn_writer_add(out, "<td class=\"number\">–</td><td class=\"number\">–</td><td class=\"number\">–</td>");
}

static void stop_table(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  zn_writer_add(out,
                "<div class=\"scroll\"><table class=\"scores\">\n<thead><tr><th>Look</th><th class=\"number\">People</th><th "
                "class=\"number\">Bound of |z|</th><th class=\"number\">Trials that reach it</th><th class=\"number\">end for an "
                "effect</th><th class=\"number\">end for futility</th><th class=\"number\">Null trials that reach it</th><th "
                "class=\"number\">end for an effect</th><th class=\"number\">end for futility</th></tr></thead>\n<tbody>\n");
  for (int k = 0; k <= t->n_interim; k++) {
    const double share = k < t->n_interim ? t->interim_share[k] : 1.0;
    zn_writer_format(out, "<tr><th scope=\"row\">%s</th><td class=\"number\">%.3g\u202f%%</td>",
                     k < t->n_interim ? "interim" : "planned end", 100.0 * share);
    zn_html_result_cell(out, page->run->interim_bound[k]);
    stop_cells(out, page, k, 0, t->replicates);
    stop_cells(out, page, k, t->replicates, nulls_of(t));
    zn_writer_add(out, "</tr>\n");
  }
  zn_writer_add(out, "</tbody>\n</table></div>\n");
}

/* Trials that end with an effect at any look, the planned end among them. */
static int with_effect(const struct zn_trial_page *page, int first, int n) {
  int found = 0;
  for (int r = first; r < first + n; r++) found += page->run->stop[r].effect != 0;
  return found;
}

/* How many of `n` trials end how, in a strip of pieces. */
static void end_row(struct zn_writer *out, const struct zn_chart *c, const struct zn_trial_page *page, int look, int n, double y) {
  const struct stops s = count_stops(page, look, 0, n);
  const int effect = s.above + s.below, open = look == page->trial->n_interim ? s.reached - effect : 0;
  const int ends[] = {effect, s.futile, open};
  static const char *const classes[] = {"ends effect", "ends futile", "ends open"}, *const words[] = {"an effect", "futility", "no effect"};
  int before = 0;
  for (int i = 0; i < 3; i++) {
    const double from = zn_chart_x(c, 100.0 * before / n), to = zn_chart_x(c, 100.0 * (before + ends[i]) / n);
    if (ends[i])
      zn_writer_format(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"18\"><title>%s: %d of %d</title></rect>",
                       classes[i], from, y - 9.0, to - from, words[i], ends[i], n);
    before += ends[i];
  }
  zn_writer_add(out, "\n");
}

static void ends_figure(struct zn_writer *out, const struct zn_trial_page *page) {
  enum { ROW = 30 };
  const struct zn_trial *t = page->trial;
  struct zn_chart c = {.width = 400, .height = 12 + ROW * (t->n_interim + 1) + 48, .left = 96, .right = 20, .top = 12, .bottom = 48};
  c.high[0] = 100.0;
  zn_trial_caption(out, "Where trials end", t->analysis[0].label);
  zn_chart_open(out, &c,
                "Share of trials that end at each look, for an effect, for futility, or without an effect; the table has the numbers");
  zn_chart_axis(out, &c, 0, "% of trials");
  for (int k = 0; k <= t->n_interim; k++) {
    const double y = c.top + ROW * (k + 0.5);
    char name[32];
    snprintf(name, sizeof name, k < t->n_interim ? "at %.3g %%" : "at the end", 100.0 * (k < t->n_interim ? t->interim_share[k] : 1.0));
    zn_chart_text(out, c.left - 8, y + 4.0, "end", name);
    end_row(out, &c, page, k, t->replicates, y);
  }
  zn_writer_add(out,
                "</svg>\n<ul class=\"legend\"><li><span class=\"swatch\" style=\"background:#0072b2\"></span>effect</li><li><span "
                "class=\"swatch\" style=\"background:#9aa3ad\"></span>futility</li><li><span class=\"swatch\" "
                "style=\"background:#e3d3b5\"></span>no effect</li></ul>\n</figure>\n");
}

void zn_trial_page_interim(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  if (!page->run->stop) return;
  const struct stops all = count_stops(page, 0, 0, t->replicates), null = count_stops(page, 0, t->replicates, nulls_of(t));
  zn_report_open(out, "interim", "Looking before the end");
  zn_writer_format(out,
                   "<p>The primary analysis is made at each look with the people recruited so far; the error of the first kind is spent "
                   "over the looks as by %s (Lan and DeMets 1983).",
                   t->spending == ZN_SPENDING_POCOCK ? "Pocock" : "O’Brien and Fleming");
  if (t->futility > 0.0)
    zn_writer_format(out, " A trial also ends where its conditional power falls below %.3g\u202f%% (Lan and Wittes 1988).",
                     100.0 * t->futility);
  zn_writer_add(out, " The other sections do not end trials early: they count everybody who was recruited.</p>\n");
  zn_writer_format(out, "<p>People recruited until a trial ends, on average: %.4g of %d", all.people / t->replicates, t->people);
  if (nulls_of(t)) zn_writer_format(out, "; of a null trial %.4g", null.people / nulls_of(t));
  zn_writer_format(out, ". With these looks %d of %d trials end with an effect", with_effect(page, 0, t->replicates), t->replicates);
  if (nulls_of(t)) zn_writer_format(out, ", and %d of %d null trials", with_effect(page, t->replicates, nulls_of(t)), nulls_of(t));
  zn_writer_add(out, ".</p>\n");
  stop_table(out, page);
  zn_report_grid(out, 2);
  bounds_figure(out, page);
  ends_figure(out, page);
  zn_writer_add(out, "</div>\n</section>\n");
}
