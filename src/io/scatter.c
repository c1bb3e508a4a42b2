#include "scatter.h"

#include <math.h>
#include <stdio.h>

#include "html.h"
#include "report.h"

enum { WIDTH = 460, HEIGHT = 420, LEFT = 58, RIGHT = 14, TOP = 12, BOTTOM = 48 };

static double held(double value, double low, double high) { return fmin(fmax(value, low), high); }

/* Where a value stands, held inside the frame. */
static double at_x(const struct zn_scatter *s, double value) {
  const double share = log(held(value, s->low[0], s->high[0]) / s->low[0]) / log(s->high[0] / s->low[0]);
  return LEFT + share * (WIDTH - LEFT - RIGHT);
}

static double at_y(const struct zn_scatter *s, double value) {
  const double share = log(held(value, s->low[1], s->high[1]) / s->low[1]) / log(s->high[1] / s->low[1]);
  return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
}

/* --- The frame ------------------------------------------------------------------------------------------------------------------------ */

static void number_words(char words[24], int factor, int power) {
  static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  const int size = power < 0 ? -power : power;
  if (power >= -4 && power <= 4)
    snprintf(words, 24, "%g", factor * pow(10.0, power));
  else
    snprintf(words, 24, "10%s%s%s", power < 0 ? "⁻" : "", size >= 10 ? raised[size / 10 % 10] : "", raised[size % 10]);
}

static void mark(struct zn_writer *page, const struct zn_scatter *s, int axis, double value, const char *words) {
  const double x = at_x(s, value), y = at_y(s, value);
  if (axis == 0)
    zn_writer_format(page, "<path class=\"net\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, TOP,
                     HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 16, words);
  else
    zn_writer_format(page, "<path class=\"net\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT, y,
                     WIDTH - RIGHT, LEFT - 7, y + 4.0, words);
}

/* 1, 2, 5 where there are few decades, else powers of ten. */
static void marks(struct zn_writer *page, const struct zn_scatter *s, int axis) {
  static const int factors[] = {1, 2, 5};
  const double low = s->low[axis], high = s->high[axis], decades = log10(high / low);
  const int each = decades < 2.6 ? 3 : 1, stride = 1 + (int)(decades / 8.0);
  for (int power = (int)floor(log10(low)); power <= (int)ceil(log10(high)); power++)
    for (int i = 0; i < each; i++) {
      const double value = factors[i] * pow(10.0, power);
      char words[24];
      if (power % stride || value < low || value > high) continue;
      number_words(words, factors[i], power);
      mark(page, s, axis, value, words);
    }
}

/* A corner of the band y = x * factor, where it enters or leaves the frame along x. */
static void band_line(struct zn_writer *page, const struct zn_scatter *s, double factor, int backwards) {
  const double from = held(s->low[1] / factor, s->low[0], s->high[0]), to = held(s->high[1] / factor, s->low[0], s->high[0]);
  const double ends[2] = {backwards ? to : from, backwards ? from : to};
  for (int i = 0; i < 2; i++) zn_writer_format(page, "%.1f %.1f ", at_x(s, ends[i]), at_y(s, ends[i] * factor));
}

static void frame(struct zn_writer *page, const struct zn_scatter *s) {
  static unsigned const corner[2] = {LEFT, HEIGHT - BOTTOM};
  zn_writer_add(page, "<path class=\"twofold\" d=\"M");
  band_line(page, s, 2.0, 0);
  zn_writer_format(page, "L%d %d L", WIDTH - RIGHT, TOP);
  band_line(page, s, 0.5, 1);
  zn_writer_format(page, "L%u %uZ\"/>", corner[0], corner[1]);
  for (int axis = 0; axis < 2; axis++) marks(page, s, axis);
  zn_writer_add(page, "<path class=\"same\" d=\"M");
  band_line(page, s, 1.0, 0);
  zn_writer_add(page, "\"/>");
  if (s->cross)
    zn_writer_format(page, "<path class=\"cross\" d=\"M%d %.1fH%dM%.1f %dV%d\"/>", LEFT, at_y(s, 1.0), WIDTH - RIGHT, at_x(s, 1.0), TOP,
                     HEIGHT - BOTTOM);
  zn_writer_format(page, "<path class=\"frame\" d=\"M%d %dV%dH%d\"/>", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
  zn_writer_format(page, "<text class=\"title\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8);
  zn_html_text(page, s->x_title);
  zn_writer_format(page, "</text><text class=\"title\" transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">",
                   (TOP + HEIGHT - BOTTOM) / 2);
  zn_html_text(page, s->y_title);
  zn_writer_add(page, "</text>\n");
}

/* --- The points ----------------------------------------------------------------------------------------------------------------------- */

static const char *colour_of(const struct zn_scatter_point *p) {
  return p->colour == ZN_SCATTER_OTHER ? "#8d939b" : zn_report_colour(p->colour);
}

static void bar(struct zn_writer *page, const struct zn_scatter *s, const struct zn_scatter_point *p) {
  if (!isfinite(p->low) || !isfinite(p->high)) return;
  zn_writer_format(page, "<path class=\"bar\" stroke=\"%s\" d=\"M%.1f %.1fV%.1f\"/>", colour_of(p), at_x(s, p->x),
                   at_y(s, p->low > 0.0 ? p->low : s->low[1]), at_y(s, p->high));
}

static void shape(struct zn_writer *page, const struct zn_scatter *s, const struct zn_scatter_point *p) {
  const double x = at_x(s, p->x), y = at_y(s, p->y);
  if (p->link) {
    zn_writer_add(page, "<a href=\"");
    zn_html_text(page, p->link);
    zn_writer_add(page, "\">");
  }
  if (p->off)
    zn_writer_format(page, "<path class=\"point\" fill=\"%s\" d=\"M%.1f %.1fl5 5l-5 5l-5 -5Z\">", colour_of(p), x, y - 5.0);
  else
    zn_writer_format(page, "<circle class=\"point\" fill=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.8\">", colour_of(p), x, y);
  if (p->tip) {
    zn_writer_add(page, "<title>");
    zn_html_text(page, p->tip);
    zn_writer_add(page, "</title>");
  }
  zn_writer_add(page, p->off ? "</path>" : "</circle>");
  if (p->link) zn_writer_add(page, "</a>");
  if (p->label) {
    const int left = x > WIDTH - RIGHT - 50;
    zn_writer_format(page, "<text class=\"name\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x + (left ? -7.0 : 7.0), y - 4.0,
                     left ? "end" : "start");
    zn_html_text(page, p->label);
    zn_writer_add(page, "</text>");
  }
  zn_writer_add(page, "\n");
}

void zn_scatter_draw(struct zn_writer *page, const struct zn_scatter *scatter) {
  zn_writer_format(page, "<svg class=\"scatter\" viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT);
  frame(page, scatter);
  for (int i = 0; i < scatter->n; i++) bar(page, scatter, &scatter->point[i]);
  for (int i = 0; i < scatter->n; i++) shape(page, scatter, &scatter->point[i]);
  zn_writer_add(page, "</svg>\n");
}
