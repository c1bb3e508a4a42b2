/* How often a trial finds an effect, by the number of people, and how often chance does. */
#include <stdio.h>

#include "html.h"
#include "report.h"
#include "trial_report.h"

static void power_point(struct zn_writer *out, const struct zn_chart *c, const char *class, double x, double share, double low,
                        double high) {
  zn_writer_format(out, "<path class=\"bar %s\" d=\"M%.1f %.1fV%.1f\"/><circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>\n",
                   class, zn_chart_x(c, x), zn_chart_y(c, 100.0 * low), zn_chart_y(c, 100.0 * high), class, zn_chart_x(c, x),
                   zn_chart_y(c, 100.0 * share));
}

static void power_line(struct zn_writer *out, const struct zn_chart *c, const struct zn_power *p, int n, int null) {
  const char *class = null ? "chance" : "ours";
  for (int i = 0; i < n; i++) {
    const int found = null ? p[i].null_found : p[i].found, of = null ? p[i].null_replicates : p[i].replicates;
    zn_writer_format(out, i ? "L%.1f %.1f" : "<path class=\"line\" d=\"M%.1f %.1f", zn_chart_x(c, p[i].people),
                     zn_chart_y(c, 100.0 * found / of));
  }
  zn_writer_add(out, "\"/>\n");
  for (int i = 0; i < n; i++)
    if (null)
      power_point(out, c, class, p[i].people, (double)p[i].null_found / p[i].null_replicates, p[i].null_low, p[i].null_high);
    else
      power_point(out, c, class, p[i].people, (double)p[i].found / p[i].replicates, p[i].low, p[i].high);
}

/* How many people it takes, as far as was tried. */
static void enough(struct zn_writer *out, const struct zn_trial_page *page, int k) {
  static const double wanted[] = {0.8, 0.9};
  zn_writer_add(out, "<p class=\"small\">");
  for (int i = 0; i < 2; i++) {
    const int people = zn_trial_people_for(page->run, k, wanted[i]);
    if (people)
      zn_writer_format(out, "%s%.0f\u202f%% of trials from %d people on", i ? "; " : "Found by ", 100.0 * wanted[i], people);
    else
      zn_writer_format(out, "%s%.0f\u202f%% of trials at no size that was tried", i ? "; " : "Found by ", 100.0 * wanted[i]);
  }
  zn_writer_add(out, ".</p>\n");
}

static void power_figure(struct zn_writer *out, const struct zn_trial_page *page, int k) {
  const struct zn_trial *t = page->trial;
  const struct zn_power *p = page->run->power + k * (t->n_power + 1);
  const double level = 100.0 * (1.0 - t->analysis[k].confidence);
  struct zn_chart c = zn_trial_frame();
  char label[300];
  zn_chart_span(&c, 0, p[0].people, p[t->n_power].people, 0);
  c.high[1] = 100.0;
  snprintf(label, sizeof label, "Share of trials that find an effect, by the number of people recruited: %s; the table has the numbers",
           t->analysis[k].label);
  zn_trial_caption(out, "Power", t->analysis[k].label);
  zn_chart_open(out, &c, label);
  zn_chart_axis(out, &c, 1, "% of trials");
  zn_chart_axis(out, &c, 0, "people recruited");
  zn_writer_format(out, "<path class=\"null\" d=\"M%d %.1fH%d\"/>\n", c.left, zn_chart_y(&c, level), c.width - c.right);
  power_line(out, &c, p, t->n_power + 1, 0);
  if (p[0].null_replicates) power_line(out, &c, p, t->n_power + 1, 1);
  zn_writer_add(out, "</svg>\n");
  enough(out, page, k);
  zn_writer_add(out, "</figure>\n");
}

static void share_cell(struct zn_writer *out, int found, int of, double low, double high) {
  if (of)
    zn_writer_format(out,
                     "<td class=\"number\">%.3g\u202f%%</td><td class=\"nowrap\">%.3g to %.3g\u202f%% <span class=\"small soft\">%d of "
                     "%d</span></td>",
                     100.0 * found / of, 100.0 * low, 100.0 * high, found, of);
  else
    zn_writer_add(out, "<td class=\"number\">–</td><td>–</td>");
}

static void power_table(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  zn_writer_add(out,
                "<div class=\"scroll\"><table>\n<thead><tr><th>Analysis</th><th class=\"number\">People</th><th "
                "class=\"number\">Power</th><th>95\u202f% interval, trials</th><th class=\"number\">Type I error</th><th>95\u202f% "
                "interval, null trials</th></tr></thead>\n<tbody>\n");
  for (int k = 0; k < t->n_analyses; k++)
    for (int i = 0; i <= t->n_power; i++) {
      const struct zn_power *p = &page->run->power[k * (t->n_power + 1) + i];
      zn_writer_add(out, "<tr><th scope=\"row\">");
      zn_html_text(out, i ? "" : t->analysis[k].label);
      zn_writer_format(out, "</th><td class=\"number\">%d</td>", p->people);
      share_cell(out, p->found, p->replicates, p->low, p->high);
      share_cell(out, p->null_found, p->null_replicates, p->null_low, p->null_high);
      zn_writer_add(out, "</tr>\n");
    }
  zn_writer_add(out, "</tbody>\n</table></div>\n");
}

void zn_trial_page_power(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  if (t->replicates < 2 && !t->null_replicates) return;
  zn_report_open(out, "power", "Power, and what chance finds");
  zn_writer_add(
      out,
      "<p>A trial finds an effect where p lies below 1 less the confidence of its analysis. Blue: the share of trials that do, the "
      "power if the model were right. Grey: the share of null trials that do, which should be near the dashed line. Bars: exact "
      "95\u202f% intervals for so many trials. With fewer people: the first so many of each trial.</p>\n");
  if (t->n_power && t->replicates > 0) {
    zn_report_grid(out, 2);
    for (int k = 0; k < t->n_analyses; k++) power_figure(out, page, k);
    zn_writer_add(out, "</div>\n");
  }
  power_table(out, page);
  zn_writer_add(out, "</section>\n");
}
