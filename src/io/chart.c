#include "chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "html.h"

enum { WANTED_MARKS = 5, NARROWEST_LOG = 3 };

void zn_chart_span(struct zn_chart *chart, int axis, double low, double high, int logarithmic) {
  chart->logarithmic[axis] = logarithmic && low > 0.0;
  if (chart->logarithmic[axis]) {
    const double air = high > low ? pow(high / low, 0.06) : 1.3;
    chart->low[axis] = low / air;
    chart->high[axis] = high * air;
  } else {
    const double air = high > low ? 0.06 * (high - low) : fmax(0.1 * fabs(low), 0.5);
    chart->low[axis] = low - air;
    chart->high[axis] = high + air;
  }
}

/* Share of the axis at which a value stands, 0 to 1. */
static double place(const struct zn_chart *c, int axis, double value) {
  const double low = c->low[axis], high = c->high[axis], held = fmin(fmax(value, low), high);
  return c->logarithmic[axis] ? log(held / low) / log(high / low) : (held - low) / (high - low);
}

double zn_chart_x(const struct zn_chart *chart, double value) {
  return chart->left + place(chart, 0, value) * (chart->width - chart->left - chart->right);
}

double zn_chart_y(const struct zn_chart *chart, double value) {
  return chart->height - chart->bottom - place(chart, 1, value) * (chart->height - chart->top - chart->bottom);
}

void zn_chart_open(struct zn_writer *page, const struct zn_chart *chart, const char *label) {
  zn_writer_format(page, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", chart->width, chart->height);
  zn_html_text(page, label);
  zn_writer_add(page, "\">\n");
}

void zn_chart_text(struct zn_writer *page, double x, double y, const char *anchor, const char *text) {
  zn_writer_format(page, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
  zn_html_text(page, text);
  zn_writer_add(page, "</text>\n");
}

void zn_chart_line(struct zn_writer *page, const struct zn_chart *chart, const char *class, double x) {
  zn_writer_format(page, "<path class=\"%s\" d=\"M%.1f %dV%d\"/>\n", class, zn_chart_x(chart, x), chart->top,
                   chart->height - chart->bottom);
}

/* --- Marks -------------------------------------------------------------------------------------------------------------------------- */

static void mark(struct zn_writer *page, const struct zn_chart *c, int axis, double value) {
  char words[48];
  snprintf(words, sizeof words, "%s%.6g", value < 0.0 ? "−" : "", fabs(value));
  if (axis == 0) {
    zn_chart_line(page, c, "net", value);
    zn_chart_text(page, zn_chart_x(c, value), c->height - c->bottom + 16, "middle", words);
  } else {
    const double y = zn_chart_y(c, value);
    zn_writer_format(page, "<path class=\"net\" d=\"M%d %.1fH%d\"/>\n", c->left, y, c->width - c->right);
    zn_chart_text(page, c->left - 7, y + 4.0, "end", words);
  }
}

/* Round steps, 1, 2 or 5 times a power of ten. */
static void even_marks(struct zn_writer *page, const struct zn_chart *c, int axis) {
  const double low = c->low[axis], high = c->high[axis], rough = (high - low) / WANTED_MARKS, power = pow(10.0, floor(log10(rough)));
  const double step = power * (rough / power > 5.0 ? 10.0 : rough / power > 2.0 ? 5.0 : rough / power > 1.0 ? 2.0 : 1.0);
  for (double k = ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) mark(page, c, axis, k == 0.0 ? 0.0 : k * step);
}

/* 1, 2, 5 where there are few decades, else powers of ten. */
static void log_marks(struct zn_writer *page, const struct zn_chart *c, int axis) {
  static const int factors[] = {1, 2, 5};
  const double low = c->low[axis], high = c->high[axis], decades = log10(high / low);
  const int each = decades < 2.6 ? 3 : 1, stride = 1 + (int)(decades / 7.0);
  for (int power = (int)floor(log10(low)); power <= (int)ceil(log10(high)); power++)
    for (int i = 0; i < each; i++) {
      const double value = factors[i] * pow(10.0, power);
      if (power % stride == 0 && value >= low && value <= high) mark(page, c, axis, value);
    }
}

void zn_chart_axis(struct zn_writer *page, const struct zn_chart *chart, int axis, const char *title) {
  if (chart->logarithmic[axis] && chart->high[axis] > NARROWEST_LOG * chart->low[axis])
    log_marks(page, chart, axis);
  else
    even_marks(page, chart, axis);
  if (!*title) return;
  const int bottom = chart->height - chart->bottom;
  if (axis == 0)
    zn_writer_format(page, "<text class=\"title\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
                     (chart->left + chart->width - chart->right) / 2, bottom + 36);
  else
    zn_writer_format(page, "<text class=\"title\" transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">",
                     (chart->top + bottom) / 2);
  zn_html_text(page, title);
  zn_writer_add(page, "</text>\n");
}
