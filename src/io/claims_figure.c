/* A criterion drawn as lanes: places are shares of the width, so that a phone shows the same figure without shrinking its letters. */
#include <math.h>
#include <stdio.h>

#include "claims_site.h"
#include "html.h"

enum { MOST_TICKS = 12 };

static double percent(const struct zn_axis *axis, double value) { return 100.0 * zn_axis_place(axis, value); }

/* --- The scale ---------------------------------------------------------------------------------------------------------------------- */

static void tick(struct zn_writer *page, const struct zn_axis *axis, double value) {
  const double at = percent(axis, value);
  if (!(value > axis->low && value < axis->high) || at < 3.0 || at > 97.0) return;
  char text[24];
  snprintf(text, sizeof text, "%.4g", fabs(value) < 1e-12 * (axis->high - axis->low) ? 0.0 : value);
  zn_writer_format(
      page,
      "<line class=\"base\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"14\" y2=\"19\"/><text x=\"%.2f%%\" y=\"11\" text-anchor=\"middle\">%s</text>",
      at, at, at, text);
}

/* 1, 2, 5 within few decades, else powers of ten or of a thousand. */
static void ticks_of_factors(struct zn_writer *page, const struct zn_axis *axis) {
  static const int factors[] = {1, 2, 5};
  const double decades = log10(axis->high / axis->low);
  const int each = decades < 1.7 ? 3 : 1, stride = decades > 6.0 ? 3 : 1;
  for (int power = (int)floor(log10(axis->low)); power <= (int)ceil(log10(axis->high)); power++)
    for (int i = 0; i < each && power % stride == 0; i++) tick(page, axis, factors[i] * pow(10.0, power));
}

static void ticks_of_steps(struct zn_writer *page, const struct zn_axis *axis) {
  const double rough = (axis->high - axis->low) / 4.0, power = pow(10.0, floor(log10(rough))), share = rough / power;
  const double step = power * (share < 1.5 ? 1.0 : share < 3.5 ? 2.0 : share < 7.5 ? 5.0 : 10.0);
  const double first = ceil(axis->low / step) * step;
  for (int i = 0; i < MOST_TICKS; i++) tick(page, axis, first + i * step);
}

static void scale(struct zn_writer *page, const struct zn_axis *axis) {
  zn_writer_add(page, "<svg class=\"scale\" aria-hidden=\"true\"><line class=\"base\" x1=\"0\" x2=\"100%\" y1=\"19\" y2=\"19\"/>");
  if (axis->logarithmic)
    ticks_of_factors(page, axis);
  else
    ticks_of_steps(page, axis);
  zn_writer_add(page, "</svg>\n");
}

/* --- A lane ------------------------------------------------------------------------------------------------------------------------- */

static void bound(struct zn_writer *page, const struct zn_axis *axis, double value) {
  if (isfinite(value))
    zn_writer_format(page, "<line class=\"bound\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"0\" y2=\"34\"/>", percent(axis, value),
                     percent(axis, value));
}

static void region(struct zn_writer *page, const struct zn_axis *axis, const struct zn_criterion *c) {
  const double from = isfinite(c->above) ? percent(axis, c->above) : 0.0, to = isfinite(c->below) ? percent(axis, c->below) : 100.0;
  zn_writer_format(page, "<rect class=\"holds\" x=\"%.2f%%\" width=\"%.2f%%\" y=\"0\" height=\"34\"/>", from, fmax(to - from, 0.0));
  bound(page, axis, c->above);
  bound(page, axis, c->below);
}

static void people(struct zn_writer *page, const struct zn_axis *axis, const double q[5]) {
  if (isnan(q[0])) return;
  double at[5];
  for (int i = 0; i < 5; i++) at[i] = percent(axis, q[i]);
  zn_writer_format(
      page,
      "<line class=\"whisker\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"13\" y2=\"13\"/><rect class=\"box\" x=\"%.2f%%\" width=\"%.2f%%\" "
      "y=\"6\" height=\"14\"/><line class=\"middle\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"5\" y2=\"21\"/>",
      at[0], at[4], at[1], fmax(at[3] - at[1], 0.2), at[2], at[2]);
}

static void sets(struct zn_writer *page, const struct zn_axis *axis, const double *member, int n) {
  for (int m = 0; m < n; m++)
    if (isfinite(member[m])) zn_writer_format(page, "<circle class=\"set\" cx=\"%.2f%%\" cy=\"28\" r=\"2.6\"/>", percent(axis, member[m]));
}

/* The statistic over everybody, which is what is judged where the criterion is one. */
static void whole(struct zn_writer *page, const struct zn_axis *axis, double statistic) {
  if (isfinite(statistic))
    zn_writer_format(page,
                     "<svg x=\"%.2f%%\" y=\"13\" overflow=\"visible\" style=\"width:1px;height:1px\"><path class=\"all\" d=\"M0 -7l7 7l-7 "
                     "7l-7 -7Z\"/></svg>",
                     percent(axis, statistic));
}

static void lane(struct zn_writer *page, const struct zn_axis *axis, const struct zn_criterion *c, const struct zn_criterion_result *r,
                 int members, const char *without) {
  double q[5];
  zn_criterion_spread(q, c->kind, r, members);
  zn_writer_format(page, "<div class=\"row%s\">", without ? " without" : "");
  if (without) {
    zn_writer_add(page, "Without ");
    zn_html_text(page, without);
  } else
    zn_writer_add(page, "As the model is");
  const char *class = without ? "soft" : r->holds ? "inside" : "outside";
  zn_writer_format(page, ": <span class=\"%s\">%s</span>", class, r->holds ? "holds" : "fails");
  zn_writer_add(page, "<svg role=\"img\" aria-label=\"");
  if (isnan(q[0]))
    zn_writer_add(page, "no values");
  else
    zn_writer_format(page, "half lie between %.3g and %.3g, nine in ten between %.3g and %.3g", q[1], q[3], q[0], q[4]);
  zn_writer_add(page, "\">");
  region(page, axis, c);
  people(page, axis, q);
  sets(page, axis, r->member, members);
  if (c->kind != ZN_CRITERION_EACH) whole(page, axis, r->statistic);
  zn_writer_add(page, "</svg></div>\n");
}

static void code(struct zn_writer *page, const char *text) {
  zn_writer_add(page, "<code>");
  zn_html_text(page, text);
  zn_writer_add(page, "</code>");
}

/* The scale's name: a value of each person, or a number that only many people together have. */
static void what_is_drawn(struct zn_writer *page, const struct zn_criterion *c) {
  const int together = c->kind == ZN_CRITERION_RISK_RATIO || c->kind == ZN_CRITERION_AUC || c->kind == ZN_CRITERION_RANK_CORRELATION;
  if (together)
    zn_writer_add(page, c->kind == ZN_CRITERION_RISK_RATIO ? "Risk ratio of "
                        : c->kind == ZN_CRITERION_AUC      ? "Area under the ROC curve of "
                                                           : "Rank correlation of ");
  code(page, c->value);
  if (!together || !c->by) return;
  zn_writer_add(page, c->kind == ZN_CRITERION_RANK_CORRELATION ? " with " : " where ");
  code(page, c->by);
  if (c->kind != ZN_CRITERION_RANK_CORRELATION) zn_writer_add(page, ", against where not");
}

void zn_site_figure(struct zn_writer *page, const struct zn_experiment *experiment, const struct zn_experiment_result *result, int k) {
  const struct zn_criterion *c = &experiment->criterion[k];
  const struct zn_axis axis = zn_criterion_axis(experiment, result, k);
  if (isnan(axis.low)) return;
  zn_writer_add(page, "<figure>\n<div class=\"lanes\">\n");
  scale(page, &axis);
  lane(page, &axis, c, &result->intact.criterion[k], result->members, NULL);
  for (int b = 0; b < result->n_broken; b++) lane(page, &axis, c, &result->broken[b].criterion[k], result->members, result->without[b]);
  zn_writer_add(page, "</div>\n<p class=\"small soft\">");
  what_is_drawn(page, c);
  zn_writer_format(page, "%s</p>\n</figure>\n", axis.logarithmic ? "; each step of the scale is a factor" : "");
}
