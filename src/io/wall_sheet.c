#include "wall_sheet.h"

#include <math.h>

/* Distance between points; half widths of a crypt and, at most, of a villus; how roundly the sheet turns where a crypt opens:
 * about as much as a cell is high, else neighbours would overlap. */
static const double step = 2.0, crypt_half = 8.0, villus_half = 24.0, mouth_radius = 14.0, quarter = 1.5707963267948966;
enum { SMOOTHINGS = 5, ARC = 12 };

static void go_to(struct zn_sheet *s, double x, double y) {
  if (s->n == 0) {
    s->x[0] = x, s->y[0] = y, s->n = 1;
    return;
  }
  const double from_x = s->x[s->n - 1], from_y = s->y[s->n - 1];
  const int steps = 1 + (int)(hypot(x - from_x, y - from_y) / step);
  for (int i = 1; i <= steps && s->n < ZN_SHEET_POINTS; i++, s->n++) {
    s->x[s->n] = from_x + (x - from_x) * i / steps;
    s->y[s->n] = from_y + (y - from_y) * i / steps;
  }
}

/* Part of an ellipse around (x, y): angle 0 points right, a quarter turn down. */
static void go_round(struct zn_sheet *s, double x, double y, double half_width, double half_height, double from, double to) {
  for (int i = 0; i <= ARC; i++) {
    const double angle = from + (to - from) * i / ARC;
    go_to(s, x + half_width * cos(angle), y + half_height * sin(angle));
  }
}

/* From one height to another with a gentle shift sideways. */
static void sway(struct zn_sheet *s, double from_x, double from_y, double to_x, double to_y) {
  for (int i = 0; i <= ARC; i++) {
    const double share = (double)i / ARC;
    go_to(s, from_x + (to_x - from_x) * 0.5 * (1.0 - cos(2.0 * quarter * share)), from_y + (to_y - from_y) * share);
  }
}

/* Takes the corners off, leaving the ends where they are, and measures the way. */
static void finish(struct zn_sheet *s) {
  for (int pass = 0; pass < SMOOTHINGS; pass++) {
    double before_x = s->x[0], before_y = s->y[0];
    for (int i = 1; i < s->n - 1; i++) {
      const double x = s->x[i], y = s->y[i];
      s->x[i] = 0.25 * (before_x + s->x[i + 1]) + 0.5 * x;
      s->y[i] = 0.25 * (before_y + s->y[i + 1]) + 0.5 * y;
      before_x = x, before_y = y;
    }
  }
  s->way[0] = 0.0;
  for (int i = 1; i < s->n; i++) s->way[i] = s->way[i - 1] + hypot(s->x[i] - s->x[i - 1], s->y[i] - s->y[i - 1]);
}

void zn_sheet_villi(struct zn_sheet *s, double width, double bottom_y, double crypt, double villus, int fingers) {
  const double period = width / fingers, mouth_y = bottom_y - crypt, tip_y = mouth_y - villus;
  const double half = fmin(villus_half, 0.5 * period - crypt_half - 4.0), cap = fmin(half, villus);
  const double pit = fmin(crypt_half, crypt), bend = fmin(mouth_radius, 0.45 * fmin(crypt, villus));
  s->n = 0;
  for (int i = 0; i < fingers; i++) {
    const double left = i * period, middle = left + 0.5 * period, right = left + period;
    go_round(s, left, bottom_y - pit, crypt_half, pit, quarter, 0.0);
    sway(s, left + crypt_half, mouth_y + bend, middle - half, mouth_y - bend);
    go_round(s, middle, tip_y + cap, half, cap, 2.0 * quarter, 4.0 * quarter);
    sway(s, middle + half, mouth_y - bend, right - crypt_half, mouth_y + bend);
    go_round(s, right, bottom_y - pit, crypt_half, pit, 2.0 * quarter, quarter);
  }
  finish(s);
}

void zn_sheet_crypts(struct zn_sheet *s, double width, double surface_y, double crypt, int pits) {
  const double period = width / pits, pit_y = surface_y + crypt - crypt_half;
  s->n = 0;
  go_to(s, 0.0, surface_y);
  for (int i = 0; i < pits; i++) {
    const double middle = (i + 0.5) * period, shoulder = crypt_half + mouth_radius;
    go_round(s, middle - shoulder, surface_y + mouth_radius, mouth_radius, mouth_radius, -quarter, 0.0);
    go_to(s, middle - crypt_half, pit_y);
    go_round(s, middle, pit_y, crypt_half, crypt_half, 2.0 * quarter, 0.0);
    go_round(s, middle + shoulder, surface_y + mouth_radius, mouth_radius, mouth_radius, 2.0 * quarter, 3.0 * quarter);
  }
  go_to(s, width, surface_y);
  finish(s);
}

double zn_sheet_length(const struct zn_sheet *s) { return s->way[s->n - 1]; }

struct zn_sheet_spot zn_sheet_at(const struct zn_sheet *s, double way) {
  int low = 0, high = s->n - 1;
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    if (s->way[middle] <= way)
      low = middle;
    else
      high = middle;
  }
  const double length = s->way[high] - s->way[low], share = fmin(fmax((way - s->way[low]) / length, 0.0), 1.0);
  const double along_x = (s->x[high] - s->x[low]) / length, along_y = (s->y[high] - s->y[low]) / length;
  return (struct zn_sheet_spot){s->x[low] + share * length * along_x, s->y[low] + share * length * along_y, -along_y, along_x};
}
