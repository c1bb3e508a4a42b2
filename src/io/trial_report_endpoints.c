/* What arms came to: each endpoint arm by arm. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "report.h"
#include "trial_report.h"
#include "words.h"

enum { WIDE = 400, LEFT = 126, RIGHT = 24, TOP = 12, ROW = 34, BOTTOM = 46 };
static const double box_half = 8.0;

/* Behind the arms: everybody. */
static const struct zn_arm_endpoint *of_arm(const struct zn_trial_page *page, int arm, int e) {
  return arm == page->trial->n_arms ? &page->run->everybody[e] : &page->run->arm[arm * page->trial->n_endpoints + e];
}

/* The published numbers of an endpoint's arms in its own unit, of values; begin with `after` -1. */
static const struct zn_trial_reported *published_arm(const struct zn_trial *t, int e, int *after) {
  while (++*after < t->n_reported) {
    const struct zn_trial_reported *r = &t->reported[*after];
    if (r->kind == ZN_REPORTED_ARM && r->endpoint == e) return r;
  }
  return NULL;
}

/* Rows of a figure: the arms, and everybody where something is published of all arms together. */
static int rows_of(const struct zn_trial *t, int e) {
  int at = -1;
  for (const struct zn_trial_reported *r; t->n_arms > 1 && (r = published_arm(t, e, &at));)
    if (r->arm < 0) return t->n_arms + 1;
  return t->n_arms;
}

static int row_of(const struct zn_trial *t, const struct zn_trial_reported *r) {
  return r->arm >= 0 ? r->arm : t->n_arms > 1 ? t->n_arms : 0;
}

static const char *row_colour(const struct zn_trial *t, int row) { return row == t->n_arms ? "#4b5563" : zn_report_colour(row); }

/* --- Values: a box for each arm --------------------------------------------------------------------------------------------------------
 */

static struct zn_chart value_chart(const struct zn_trial_page *page, int e) {
  const struct zn_trial *t = page->trial;
  struct zn_chart c = {
      .width = WIDE, .height = TOP + ROW * rows_of(t, e) + BOTTOM, .left = LEFT, .right = RIGHT, .top = TOP, .bottom = BOTTOM};
  double low = INFINITY, high = -INFINITY;
  for (int a = 0; a < rows_of(t, e); a++) {
    const struct zn_arm_endpoint *arm = of_arm(page, a, e);
    if (isnan(arm->quantile[2])) continue;
    low = fmin(low, arm->quantile[0]);
    high = fmax(high, arm->quantile[4]);
  }
  int at = -1;
  for (const struct zn_trial_reported *r; (r = published_arm(t, e, &at));) {
    low = fmin(low, r->value / r->to_unit);
    high = fmax(high, r->value / r->to_unit);
  }
  if (!(low <= high)) low = 0.0, high = 1.0;
  zn_chart_span(&c, 0, low, high, low > 0.0 && high > 20.0 * low);
  return c;
}

static void arm_label(struct zn_writer *out, const struct zn_trial *t, int arm, double y) {
  char name[24];
  const char *whole = arm == t->n_arms ? "everybody" : t->arm[arm].name;
  snprintf(name, sizeof name, "%.15s%s", whole, strlen(whole) > 15 ? "…" : "");
  for (char *c = name; *c; c++)
    if (*c == '_') *c = ' ';
  zn_chart_text(out, LEFT - 10, y + 4.0, "end", name);
}

static void diamond(struct zn_writer *out, const struct zn_chart *c, const struct zn_trial_reported *r, double scale, double y) {
  const double x = zn_chart_x(c, r->value * scale);
  if (!isnan(r->low) && !isnan(r->high))
    zn_writer_format(out, "<path class=\"bar theirs\" d=\"M%.1f %.1fH%.1f\"/>", zn_chart_x(c, r->low * scale), y,
                     zn_chart_x(c, r->high * scale));
  zn_writer_format(out, "<path class=\"dot theirs\" d=\"M%.1f %.1fl5 5l-5 5l-5 -5Z\"/>\n", x, y - 5.0);
}

static void box(struct zn_writer *out, const struct zn_chart *c, const struct zn_arm_endpoint *a, const char *colour, double y) {
  const double *q = a->quantile;
  if (isnan(q[2])) {
    zn_chart_text(out, c->left + 10, y + 4.0, "start", "nobody counts");
    return;
  }
  zn_writer_format(out,
                   "<path class=\"whisker\" d=\"M%.1f %.1fH%.1f\"/><rect class=\"box\" fill=\"%s\" stroke=\"%s\" x=\"%.1f\" y=\"%.1f\" "
                   "width=\"%.1f\" height=\"%.1f\"/><path class=\"middle\" stroke=\"%s\" d=\"M%.1f %.1fV%.1f\"/>\n",
                   zn_chart_x(c, q[0]), y, zn_chart_x(c, q[4]), colour, colour, zn_chart_x(c, q[1]), y - box_half,
                   zn_chart_x(c, q[3]) - zn_chart_x(c, q[1]), 2.0 * box_half, colour, zn_chart_x(c, q[2]), y - box_half, y + box_half);
}

/* --- Shares: a bar for each arm --------------------------------------------------------------------------------------------------------
 */

static void bar(struct zn_writer *out, const struct zn_chart *c, const struct zn_arm_endpoint *a, const char *colour, double y) {
  char text[ZN_TRIAL_TEXT];
  const double share = a->people ? 100.0 * (double)a->events / (double)a->people : NAN;
  if (isnan(share)) {
    zn_chart_text(out, c->left + 10, y + 4.0, "start", "nobody counts");
    return;
  }
  zn_writer_format(out, "<rect class=\"box\" fill=\"%s\" stroke=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", colour,
                   colour, c->left, y - box_half, zn_chart_x(c, share) - c->left, 2.0 * box_half);
  snprintf(text, sizeof text, "%.3g %%", share);
  const int inside = share > 0.8 * c->high[0];
  zn_chart_text(out, zn_chart_x(c, share) + (inside ? -6.0 : 8.0), y + 4.0, inside ? "end" : "start", text);
}

/* From 0 to a round end, so that small shares are seen. */
static struct zn_chart share_chart(const struct zn_trial_page *page, int e) {
  struct zn_chart c = {
      .width = WIDE, .height = TOP + ROW * rows_of(page->trial, e) + BOTTOM, .left = LEFT, .right = RIGHT, .top = TOP, .bottom = BOTTOM};
  static const double ends[] = {5.0, 10.0, 20.0, 50.0};
  double most = 0.0;
  for (int a = 0; a < rows_of(page->trial, e); a++) {
    const struct zn_arm_endpoint *arm = of_arm(page, a, e);
    if (arm->people) most = fmax(most, 100.0 * (double)arm->events / (double)arm->people);
  }
  int at = -1;
  for (const struct zn_trial_reported *r; (r = published_arm(page->trial, e, &at));) most = fmax(most, 100.0 * r->value / r->to_unit);
  c.high[0] = 100.0;
  for (int i = 3; i >= 0; i--)
    if (1.3 * most < ends[i]) c.high[0] = ends[i];
  return c;
}

/* --- One endpoint ----------------------------------------------------------------------------------------------------------------------
 */

static void figure(struct zn_writer *out, const struct zn_trial_page *page, int e) {
  const struct zn_trial *t = page->trial;
  const struct zn_endpoint *endpoint = &t->endpoint[e];
  const int value = endpoint->kind == ZN_ENDPOINT_VALUE;
  const struct zn_chart c = value ? value_chart(page, e) : share_chart(page, e);
  char label[300], axis[100];
  snprintf(label, sizeof label, "%s, arm by arm; the numbers stand in the table", endpoint->label);
  snprintf(axis, sizeof axis, "%.60s%s", endpoint->label, c.logarithmic[0] ? ", log scale" : "");
  zn_writer_add(out, "<figure><figcaption><b>");
  zn_html_text(out, endpoint->label);
  zn_writer_add(out, "</b>");
  if (!value) zn_writer_add(out, endpoint->kind == ZN_ENDPOINT_TIME ? ": in whom it happened" : ": who say yes");
  zn_writer_add(out, "</figcaption>\n");
  zn_chart_open(out, &c, label);
  zn_chart_axis(out, &c, 0, value ? axis : "% of people");
  for (int a = 0; a < rows_of(t, e); a++) {
    const double y = TOP + ROW * (a + 0.5);
    arm_label(out, t, a, y);
    (value ? box : bar)(out, &c, of_arm(page, a, e), row_colour(t, a), y);
  }
  int at = -1;
  for (const struct zn_trial_reported *r; (r = published_arm(t, e, &at));)
    diamond(out, &c, r, (value ? 1.0 : 100.0) / r->to_unit, TOP + ROW * (row_of(t, r) + 0.5) + box_half + 4.0);
  zn_writer_add(out, "</svg></figure>\n");
}

static void row(struct zn_writer *out, const struct zn_endpoint *e, const struct zn_arm_endpoint *a) {
  zn_writer_add(out, "<td class=\"number\">");
  zn_trial_count(out, a->people);
  zn_writer_add(out, "</td><td class=\"number\">");
  zn_trial_count(out, a->missing);
  zn_writer_add(out, "</td>");
  if (e->kind == ZN_ENDPOINT_VALUE) {
    zn_html_result_cell(out, a->quantile[2]);
    zn_writer_add(out, "<td class=\"nowrap\">");
    zn_html_result(out, a->quantile[0]);
    zn_writer_add(out, " to ");
    zn_html_result(out, a->quantile[4]);
    zn_writer_add(out, "</td>");
    zn_html_result_cell(out, a->mean);
    zn_html_result_cell(out, a->sd);
  } else {
    const double share = a->people ? 100.0 * (double)a->events / (double)a->people : NAN;
    zn_writer_add(out, "<td class=\"number\">");
    zn_html_number(out, share);
    zn_writer_add(out, isnan(share) ? "" : "\u202f%");
    zn_writer_add(out,
                  e->kind == ZN_ENDPOINT_TIME ? "</td><td colspan=\"3\">in whom it happened: " : "</td><td colspan=\"3\">who say yes: ");
    zn_trial_count(out, a->events);
    zn_writer_add(out, "</td>");
  }
  zn_writer_add(out, "</tr>\n");
}

static void table(struct zn_writer *out, const struct zn_trial_page *page) {
  const struct zn_trial *t = page->trial;
  zn_writer_add(out,
                "<div class=\"scroll\"><table>\n<thead><tr><th>Endpoint</th><th>Arm</th><th class=\"number\">People</th><th "
                "class=\"number\">Missing</th><th class=\"number\">Median<br/>or share</th><th>Nine in ten</th><th "
                "class=\"number\">Mean</th><th class=\"number\">SD</th></tr></thead>\n<tbody>\n");
  for (int e = 0; e < t->n_endpoints; e++)
    for (int a = 0; a < t->n_arms; a++) {
      zn_writer_add(out, "<tr><th scope=\"row\">");
      zn_html_text(out, a ? "" : t->endpoint[e].label);
      zn_writer_add(out, "</th><td class=\"nowrap\">");
      zn_trial_arm_name(out, page, a);
      zn_writer_add(out, "</td>");
      row(out, &t->endpoint[e], of_arm(page, a, e));
    }
  zn_writer_add(out, "</tbody>\n</table></div>\n");
}

void zn_trial_page_endpoints(struct zn_writer *out, const struct zn_trial_page *page) {
  zn_report_open(out, "endpoints", "Endpoints, arm by arm");
  zn_writer_format(
      out,
      "<p>All people of %s who count. A line in a box: the median; the box: the middle half; the thin line: nine in ten people. "
      "Diamonds: published, with the printed interval.</p>\n",
      page->trial->replicates == 1 ? "the trial" : "all trials that are not null");
  zn_report_grid(out, 2);
  for (int e = 0; e < page->trial->n_endpoints; e++) figure(out, page, e);
  zn_writer_add(out, "</div>\n");
  table(out, page);
  zn_writer_add(out, "</section>\n");
}
