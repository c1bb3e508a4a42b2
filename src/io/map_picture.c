#include "map_picture.h"

#include <math.h>
#include <stdio.h>

#include "html.h"
#include "report.h"

enum { WIDTH = 560, HEIGHT = 470, LEFT = 60, RIGHT = 14, TOP = 12, BOTTOM = 50, SIGNS = 5 };

const char *const zn_map_zone_colours[3] = {"#d9ebe4", "#f8d98e", "#e58a5f"};
static const double zone_rgb[3][3] = {{0xd9, 0xeb, 0xe4}, {0xf8, 0xd9, 0x8e}, {0xe5, 0x8a, 0x5f}};
static const double wide_line = 2.4, thin_line = 1.4;

/* One axis of a picture in px. */
struct scale {
  double low, high, from_px, to_px;
  int straight; /* not a logarithm */
};

static double at(const struct scale *s, double value) {
  const double share = s->straight ? (value - s->low) / (s->high - s->low) : log(value / s->low) / log(s->high / s->low);
  return s->from_px + fmin(fmax(share, 0.0), 1.0) * (s->to_px - s->from_px);
}

struct frame {
  struct scale x, y;
};

/* --- Axes ----------------------------------------------------------------------------------------------------------------------------- */

static void tick(struct zn_writer *page, const struct frame *f, int axis, double value) {
  if (axis == 0)
    zn_writer_format(page, "<path class=\"tick\" d=\"M%.1f %dv5\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%g</text>",
                     at(&f->x, value), HEIGHT - BOTTOM, at(&f->x, value), HEIGHT - BOTTOM + 18, value);
  else
    zn_writer_format(page, "<path class=\"tick\" d=\"M%d %.1fh-5\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%g</text>", LEFT,
                     at(&f->y, value), LEFT - 8, at(&f->y, value) + 4.0, value);
}

static void ticks(struct zn_writer *page, const struct frame *f, int axis) {
  static const double factors[] = {1, 1.5, 2, 3, 4, 6, 8};
  const struct scale *s = axis ? &f->y : &f->x;
  const int few = log10(s->high / s->low) > 1.6;
  if (s->straight) {
    for (int i = 0; i <= 5; i++) tick(page, f, axis, s->low + 0.2 * i * (s->high - s->low));
    return;
  }
  for (int power = (int)floor(log10(s->low)); power <= (int)ceil(log10(s->high)); power++)
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
      const double value = factors[i] * pow(10.0, power);
      if (value >= s->low * 0.9999 && value <= s->high * 1.0001 && !(few && (i == 1 || i == 3 || i > 4))) tick(page, f, axis, value);
    }
}

/* A parameter as words: its meaning, and its unit where it has one. */
static void parameter_words(struct zn_writer *page, int parameter) {
  const struct zn_parameter_info *info = zn_parameter_info(parameter);
  zn_html_text(page, info->name);
  if (info->unit[0] != '1' || info->unit[1]) {
    zn_writer_add(page, ",");
    zn_html_unit(page, info->unit);
  }
}

static void title(struct zn_writer *page, int axis) {
  if (axis == 0)
    zn_writer_format(page, "<text class=\"title\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8);
  else
    zn_writer_format(page, "<text class=\"title\" transform=\"translate(15 %d) rotate(-90)\" text-anchor=\"middle\">",
                     (TOP + HEIGHT - BOTTOM) / 2);
}

static void border(struct zn_writer *page) {
  zn_writer_format(page, "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", LEFT, TOP, WIDTH - LEFT - RIGHT,
                   HEIGHT - TOP - BOTTOM);
}

/* --- Zones ---------------------------------------------------------------------------------------------------------------------------- */

/* A mixture of the three, by the shares that rest calm either way, either way, and ill either way. */
static void zone_colour(char colour[8], const struct zn_map_place *place) {
  const double below = place->share[ZN_FROM_BELOW], above = fmax(place->share[ZN_FROM_ABOVE], below);
  const double weight[3] = {1.0 - above, above - below, below};
  unsigned rgb[3] = {0xec, 0xee, 0xf0};
  for (int i = 0; i < 3 && !isnan(above); i++) {
    double mixed = 0.5;
    for (int zone = 0; zone < 3; zone++) mixed += weight[zone] * zone_rgb[zone][i];
    rgb[i] = (unsigned)mixed & 255u;
  }
  snprintf(colour, 8, "#%02x%02x%02x", rgb[0], rgb[1], rgb[2]);
}

/* Half a step to either side, held inside the frame. */
static void cell(struct zn_writer *page, const struct frame *f, const struct zn_landscape *l, const struct zn_map_place *place) {
  const struct zn_map *m = &l->run->study->map;
  const double step_x = pow(m->across.to / m->across.from, 0.5 / (l->n_across - 1)),
               step_y = pow(m->up.to / m->up.from, 0.5 / (l->n_up - 1));
  const double x0 = at(&f->x, place->across / step_x), x1 = at(&f->x, place->across * step_x);
  const double y0 = at(&f->y, place->up * step_y), y1 = at(&f->y, place->up / step_y);
  char colour[8];
  zone_colour(colour, place);
  zn_writer_format(page, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>", x0, y0, x1 - x0 + 0.4, y1 - y0 + 0.4,
                   colour);
}

/* Where half of the people come to be ill, row by row, which may leave the map at its sides. */
static void edge(struct zn_writer *page, const struct frame *f, const struct zn_landscape *l, int variant, enum zn_map_side side,
                 const char *attributes) {
  int open = 0;
  for (int up = 0; up < l->n_up; up++) {
    const double across = zn_landscape_edge(l, variant, side, up), y = at(&f->y, zn_landscape_place(l, variant, up, 0)->up);
    if (isfinite(across) && open)
      zn_writer_format(page, "L%.1f %.1f", at(&f->x, across), y);
    else if (isfinite(across))
      zn_writer_format(page, "<path class=\"edge\" stroke=\"#1d2127\" %s d=\"M%.1f %.1f", attributes, at(&f->x, across), y);
    else if (open)
      zn_writer_add(page, "\"/>");
    open = isfinite(across);
  }
  if (open) zn_writer_add(page, "\"/>");
}

/* --- Marks ---------------------------------------------------------------------------------------------------------------------------- */

/* A sign for each mark; hollow: well. */
static void sign(struct zn_writer *page, int mark, double x, double y, int filled, double size) {
  const char *colour = zn_report_colour(mark);
  zn_writer_format(page, "<path class=\"sign\" fill=\"%s\" stroke=\"%s\" d=\"M%.1f %.1f", filled ? colour : "#fff",
                   filled ? "#fff" : colour, x, y);
  switch (mark % SIGNS) {
    case 0:
      zn_writer_format(page, "m%.2f 0a%.2f %.2f 0 1 0 %.2f 0a%.2f %.2f 0 1 0 %.2f 0z", -size, size, size, 2 * size, size, size, -2 * size);
      break;
    case 1:
      zn_writer_format(page, "m%.2f %.2fh%.2fv%.2fh%.2fz", -0.9 * size, -0.9 * size, 1.8 * size, 1.8 * size, -1.8 * size);
      break;
    case 2:
      zn_writer_format(page, "m0 %.2fl%.2f %.2fh%.2fz", -1.2 * size, 1.15 * size, 2.1 * size, -2.3 * size);
      break;
    case 3:
      zn_writer_format(page, "m0 %.2fl%.2f %.2fl%.2f %.2fl%.2f %.2fz", -1.3 * size, 1.3 * size, 1.3 * size, -1.3 * size, 1.3 * size,
                       -1.3 * size, -1.3 * size);
      break;
    default:
      zn_writer_format(page, "m0 %.2fl%.2f %.2fh%.2fz", 1.2 * size, 1.15 * size, -2.1 * size, -2.3 * size);
  }
  zn_writer_add(page, "\"/>");
}

void zn_map_sign(struct zn_writer *page, int mark) {
  zn_writer_add(page, "<svg class=\"signs\" viewBox=\"0 0 34 16\" aria-hidden=\"true\">");
  sign(page, mark, 9.0, 8.0, 0, 5.0);
  sign(page, mark, 25.0, 8.0, 1, 5.0);
  zn_writer_add(page, "</svg>");
}

/* Who is ill is known of the first variant only. */
static void people(struct zn_writer *page, const struct frame *f, const struct zn_landscape *l, int variant) {
  for (int k = 0; k < l->n_marks; k++)
    for (int i = 0; i < l->mark[k].people; i++)
      sign(page, k, at(&f->x, l->mark[k].across[i]), at(&f->y, l->mark[k].up[i]), variant == 0 && l->mark[k].is_ill[i], 3.6);
}

/* --- Pictures ------------------------------------------------------------------------------------------------------------------------- */

static struct frame frame_of(const struct zn_landscape *l) {
  const struct zn_map_place *low = zn_landscape_place(l, 0, 0, 0), *high = zn_landscape_place(l, 0, l->n_up - 1, l->n_across - 1);
  return (struct frame){.x = {low->across, high->across, LEFT, WIDTH - RIGHT, 0}, .y = {low->up, high->up, HEIGHT - BOTTOM, TOP, 0}};
}

static void open_picture(struct zn_writer *page, const char *name) {
  zn_writer_format(page, "<svg class=\"scatter map\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", WIDTH, HEIGHT, name);
}

void zn_map_draw(struct zn_writer *page, const struct zn_landscape *l, int variant) {
  const struct zn_map *m = &l->run->study->map;
  const struct frame f = frame_of(l);
  char attributes[80];
  open_picture(page, "map of where bodies rest");
  zn_writer_add(page, "<g shape-rendering=\"crispEdges\">");
  for (int up = 0; up < l->n_up; up++)
    for (int across = 0; across < l->n_across; across++) cell(page, &f, l, zn_landscape_place(l, variant, up, across));
  zn_writer_add(page, "</g>\n");
  snprintf(attributes, sizeof attributes, "stroke-width=\"%.1f\"", wide_line);
  edge(page, &f, l, variant, ZN_FROM_BELOW, attributes);
  snprintf(attributes, sizeof attributes, "stroke-width=\"%.1f\" stroke-dasharray=\"7 4\"", wide_line);
  edge(page, &f, l, variant, ZN_FROM_ABOVE, attributes);
  for (int side = 0; variant == 0 && l->variants > 1 && side < ZN_MAP_SIDES; side++) {
    snprintf(attributes, sizeof attributes, "stroke-width=\"%.1f\" stroke-dasharray=\"%s\" stroke-opacity=\".55\"", thin_line,
             side ? "2 3" : "none");
    edge(page, &f, l, 1, (enum zn_map_side)side, attributes);
  }
  people(page, &f, l, variant);
  border(page);
  for (int axis = 0; axis < 2; axis++) {
    ticks(page, &f, axis);
    title(page, axis);
    parameter_words(page, axis ? m->up.parameter : m->across.parameter);
    zn_writer_add(page, "</text>");
  }
  zn_writer_add(page, "</svg>\n");
}

/* --- Ramps ---------------------------------------------------------------------------------------------------------------------------- */

static double highest_median(const struct zn_landscape *l) {
  double most = l->run->study->map.ill.above;
  for (int k = 0; k < l->n_ramps; k++)
    for (int i = 0; i < l->ramp[k].n; i++)
      if (!isnan(l->ramp[k].reading[i].median)) most = fmax(most, l->ramp[k].reading[i].median);
  return most;
}

/* A round number at or above. */
static double round_up(double value) {
  const double power = pow(10.0, floor(log10(value)));
  return value <= power ? power : value <= 2.0 * power ? 2.0 * power : value <= 5.0 * power ? 5.0 * power : 10.0 * power;
}

static void ramp_line(struct zn_writer *page, const struct frame *f, const struct zn_map_ramp *ramp, int colour, int down) {
  const int top = ramp->n / 2, from = down ? top : 0, to = down ? ramp->n - 1 : top;
  if (!ramp->people) return;
  zn_writer_format(page, "<path class=\"edge\" stroke-width=\"%.1f\"%s stroke=\"%s\" d=\"M", wide_line,
                   down ? " stroke-dasharray=\"6 4\"" : "", zn_report_colour(colour));
  for (int i = from; i <= to; i++)
    zn_writer_format(page, "%s%.1f %.1f", i > from ? "L" : "", at(&f->x, ramp->across[i]), at(&f->y, ramp->reading[i].median));
  zn_writer_add(page, "\"/>\n");
}

void zn_map_draw_ramps(struct zn_writer *page, const struct zn_landscape *l) {
  const struct zn_map *m = &l->run->study->map;
  struct frame f = frame_of(l);
  f.y = (struct scale){0.0, round_up(highest_median(l)), HEIGHT - BOTTOM, TOP, 1};
  open_picture(page, "slow ramps up and down");
  zn_writer_format(page, "<path class=\"cross\" d=\"M%d %.1fH%d\"/>", LEFT, at(&f.y, m->ill.above), WIDTH - RIGHT);
  for (int k = 0; k < l->n_ramps; k++)
    for (int down = 0; down < 2; down++) ramp_line(page, &f, &l->ramp[k], k, down);
  border(page);
  for (int axis = 0; axis < 2; axis++) {
    ticks(page, &f, axis);
    title(page, axis);
    if (axis)
      zn_html_text(page, zn_observable_info(m->ill.observable)->label);
    else
      parameter_words(page, m->across.parameter);
    zn_writer_add(page, "</text>");
  }
  zn_writer_add(page, "</svg>\n");
}
