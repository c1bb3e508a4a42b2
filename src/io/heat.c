#include "heat.h"

#include <math.h>
#include <stdio.h>

#include "html.h"

enum { CELL_WIDTH = 92, CELL_HEIGHT = 58, LEFT = 104, TOP = 26 };

/* From white through two tones; the middle one keeps small differences visible. */
static const double hot[3][3] = {{255, 255, 255}, {240, 165, 92}, {150, 48, 12}};
static const double cold[3][3] = {{255, 255, 255}, {142, 190, 222}, {0, 84, 138}};

int zn_heat_colour(char colour[8], double warmth) {
  const double size = fmin(fabs(warmth), 1.0) * 2.0, part = size > 1.0 ? size - 1.0 : size;
  const double(*tone)[3] = (warmth < 0.0 ? cold : hot) + (size > 1.0 ? 1 : 0);
  double rgb[3], light = 0.0;
  static const double weight[3] = {0.299, 0.587, 0.114};
  if (isnan(warmth)) return snprintf(colour, 8, "#eceef0"), 0;
  for (int i = 0; i < 3; i++) {
    rgb[i] = tone[0][i] + part * (tone[1][i] - tone[0][i]);
    light += weight[i] * rgb[i];
  }
  snprintf(colour, 8, "#%02x%02x%02x", (unsigned)(rgb[0] + 0.5) & 255u, (unsigned)(rgb[1] + 0.5) & 255u, (unsigned)(rgb[2] + 0.5) & 255u);
  return light < 140.0;
}

static void text(struct zn_writer *page, double x, double y, const char *attributes, const char *words) {
  zn_writer_format(page, "<text x=\"%.1f\" y=\"%.1f\"%s>", x, y, attributes);
  zn_html_text(page, words);
  zn_writer_add(page, "</text>");
}

static void cell(struct zn_writer *page, const struct zn_heat *heat, int row, int column) {
  const struct zn_heat_cell *c = &heat->cell[row * heat->n + column];
  const double x = LEFT + CELL_WIDTH * column, y = TOP + CELL_HEIGHT * row, middle = x + 0.5 * CELL_WIDTH;
  char colour[8];
  const int light = zn_heat_colour(colour, c->warmth);
  const char *ink = light ? " fill=\"#fff\"" : "";
  char big[64], little[64];
  snprintf(big, sizeof big, " class=\"big\"%s", ink);
  snprintf(little, sizeof little, " class=\"little\"%s", ink);
  zn_writer_format(page, "<rect x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", x, y, CELL_WIDTH, CELL_HEIGHT, colour);
  text(page, middle, y + (*c->small ? 28.0 : 35.0), big, c->text);
  if (*c->small) text(page, middle, y + 45.0, little, c->small);
}

void zn_heat_draw(struct zn_writer *page, const struct zn_heat *heat) {
  const int n = heat->n;
  zn_writer_format(page, "<svg class=\"heat\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", LEFT + CELL_WIDTH * n + 4,
                   TOP + CELL_HEIGHT * n + 4);
  zn_html_text(page, heat->name);
  zn_writer_add(page, "\">\n");
  for (int i = 0; i < n; i++) {
    text(page, LEFT + CELL_WIDTH * (i + 0.5), TOP - 9.0, "", heat->label[i]);
    text(page, LEFT - 10.0, TOP + CELL_HEIGHT * (i + 0.5) + 4.0, " class=\"row\"", heat->label[i]);
  }
  for (int row = 0; row < n; row++) {
    for (int column = 0; column < n; column++) cell(page, heat, row, column);
    zn_writer_add(page, "\n");
  }
  for (int i = 0; i < n; i++) /* over the neighbours' edges */
    zn_writer_format(page, "<rect class=\"alone\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", LEFT + CELL_WIDTH * i,
                     TOP + CELL_HEIGHT * i, CELL_WIDTH, CELL_HEIGHT);
  zn_writer_add(page, "</svg>\n");
}
