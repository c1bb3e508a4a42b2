/* Time until something happens: the share of people without it, arm by arm. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"
#include "html.h"
#include "report.h"
#include "trial_report.h"

static const struct zn_arm_endpoint *of_arm(const struct zn_trial_page *page, int arm, int e) {
  return &page->run->arm[arm * page->trial->n_endpoints + e];
}

enum { WIDE = 700, TALL = 380, LEFT = 70, TOP = 12, BOTTOM = 58, RISK_ROW = 17, RISK_COLUMNS = 6 };

int zn_trial_has_looks(const struct zn_trial *trial) {
  for (int e = 0; e < trial->n_endpoints; e++)
    if (trial->endpoint[e].kind == ZN_ENDPOINT_TIME) return 1;
  return 0;
}

/* A curve falls at each look at which something happened; the pale band is its 95 % interval. */
static void curve(struct zn_writer *out, const struct zn_chart *c, const struct zn_endpoint *e, const double *s, double unit_h,
                  const char *colour) {
  const size_t n = (size_t)e->n_looks;
  const double *low = s + n, *high = s + 2 * n;
  size_t last = n;
  while (last > 0 && isnan(s[last - 1])) last--;
  zn_writer_format(out, "<path class=\"band\" fill=\"%s\" d=\"", colour);
  for (size_t k = 0; k + 1 < last; k++)
    if (!isnan(low[k]))
      zn_writer_format(out, "M%.1f %.1fH%.1fV%.1fH%.1fZ", zn_chart_x(c, e->look_h[k] / unit_h), zn_chart_y(c, 100.0 * low[k]),
                       zn_chart_x(c, e->look_h[k + 1] / unit_h), zn_chart_y(c, 100.0 * high[k]), zn_chart_x(c, e->look_h[k] / unit_h));
  zn_writer_format(out, "\"/><path class=\"curve\" stroke=\"%s\" d=\"M%.1f %.1f", colour, zn_chart_x(c, e->look_h[0] / unit_h),
                   zn_chart_y(c, 100.0));
  if (last) zn_writer_format(out, "V%.1f", zn_chart_y(c, 100.0 * s[0])); /* who has it at the first look may count */
  for (size_t k = 1; k < last; k++) zn_writer_format(out, "H%.1fV%.1f", zn_chart_x(c, e->look_h[k] / unit_h), zn_chart_y(c, 100.0 * s[k]));
  zn_writer_add(out, "\"/>\n");
}

/* How many of each arm are at risk at some looks, under the axis. */
static void at_risk(struct zn_writer *out, const struct zn_trial_page *page, const struct zn_chart *c, int e, double unit_h) {
  const struct zn_endpoint *endpoint = &page->trial->endpoint[e];
  const int columns = endpoint->n_looks < RISK_COLUMNS ? endpoint->n_looks : RISK_COLUMNS;
  double y = c->height - c->bottom + BOTTOM;
  zn_chart_text(out, 4, y, "start", "at risk:");
  for (int a = 0; a < page->trial->n_arms; a++) {
    y += RISK_ROW;
    zn_writer_format(out, "<circle cx=\"10\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", y - 4.0, zn_report_colour(a));
    for (int i = 0; i < columns; i++) {
      const int k = columns > 1 ? i * (endpoint->n_looks - 1) / (columns - 1) : 0;
      char text[32];
      snprintf(text, sizeof text, "%lld", (long long)of_arm(page, a, e)->at_risk[k]);
      zn_chart_text(out, zn_chart_x(c, endpoint->look_h[k] / unit_h), y, i ? i == columns - 1 ? "end" : "middle" : "start", text);
    }
  }
}

static void legend(struct zn_writer *out, const struct zn_trial_page *page) {
  zn_writer_add(out, "<ul class=\"legend\">");
  for (int a = 0; a < page->trial->n_arms; a++) {
    zn_writer_add(out, "<li>");
    zn_trial_arm_name(out, page, a);
    zn_writer_add(out, "</li>");
  }
  zn_writer_add(out, "</ul>\n");
}

/* Where the axis begins: at 0, or nearer where nearly everybody stays without it. */
static double foot_of(double least) {
  static const double feet[] = {98.0, 95.0, 90.0, 80.0, 60.0};
  for (int i = 0; i < 5; i++)
    if (least > feet[i] + 0.1 * (100.0 - feet[i])) return feet[i];
  return 0.0;
}

static void survival_figure(struct zn_writer *out, const struct zn_trial_page *page, int e, double *s) {
  const struct zn_endpoint *endpoint = &page->trial->endpoint[e];
  const int n = endpoint->n_looks, arms = page->trial->n_arms;
  const struct zn_trial_clock clock = zn_trial_clock_for(endpoint->look_h[n - 1]);
  struct zn_chart c = {
      .width = WIDE, .height = TALL + RISK_ROW * arms, .left = LEFT, .right = 20, .top = TOP, .bottom = BOTTOM + 10 + RISK_ROW * arms};
  double least = 100.0;
  char title[64], label[300];
  for (int a = 0; a < arms; a++) {
    double *mine = s + 3 * (size_t)n * (size_t)a;
    zn_trial_survival(of_arm(page, a, e), n, mine, mine + n, mine + 2 * n);
    for (int k = 0; k < n; k++)
      if (!isnan(mine[k])) least = fmin(least, 100.0 * fmin(mine[k], isnan(mine[n + k]) ? mine[k] : mine[n + k]));
  }
  c.low[0] = endpoint->look_h[0] / clock.hours, c.high[0] = endpoint->look_h[n - 1] / clock.hours;
  if (!(c.high[0] > c.low[0])) c.high[0] = c.low[0] + 1.0;
  c.low[1] = foot_of(least), c.high[1] = 100.0;
  snprintf(title, sizeof title, "%% without it%s", c.low[1] > 0.0 ? " (not from 0)" : "");
  snprintf(label, sizeof label, "Share of people without the event over time, arm by arm: %s; survival.csv has the numbers",
           endpoint->label);
  zn_writer_add(out, "<div class=\"wide\"><figure class=\"inner\"><figcaption><b>");
  zn_html_text(out, endpoint->label);
  zn_writer_add(out, "</b>");
  legend(out, page);
  zn_writer_add(out, "</figcaption>\n");
  zn_chart_open(out, &c, label);
  zn_chart_axis(out, &c, 1, title);
  zn_chart_axis(out, &c, 0, clock.name);
  for (int a = 0; a < arms; a++) curve(out, &c, endpoint, s + 3 * (size_t)n * (size_t)a, clock.hours, zn_report_colour(a));
  at_risk(out, page, &c, e, clock.hours);
  zn_writer_add(out, "</svg></figure></div>\n");
}

enum zn_status zn_trial_page_survival(struct zn_writer *out, const struct zn_trial_page *page, struct zn_error *error) {
  const struct zn_trial *t = page->trial;
  if (!zn_trial_has_looks(t)) return ZN_OK;
  zn_report_open(out, "survival", "Time until it happens");
  zn_writer_format(
      out,
      "<p>The share of people in whom it has not happened yet (Kaplan and Meier 1958), over all people of %s who are looked at; "
      "bands: 95\u202f%% intervals. It is known at looks only, so curves are steps. Under each: how many are still looked at.</p>\n",
      t->replicates == 1 ? "the trial" : "all trials that are not null");
  for (int e = 0; e < t->n_endpoints; e++) {
    if (t->endpoint[e].kind != ZN_ENDPOINT_TIME) continue;
    double *s = malloc((3 * (size_t)t->endpoint[e].n_looks * (size_t)t->n_arms + 1) * sizeof *s);
    if (!s) return zn_fail(error, ZN_MEMORY, "no memory for the curves of %d arms", t->n_arms);
    survival_figure(out, page, e, s);
    free(s);
  }
  zn_writer_add(out, "</section>\n");
  return ZN_OK;
}
