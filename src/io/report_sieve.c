/* Flux against radius: how easily each solute of the table passes between the cells, by size and place. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "gnuplot.h"
#include "html.h"
#include "report.h"

enum { PLACES = 3 };
static const char *const places[PLACES] = {"jejunum", "ileum", "ascending"};
static const double nanometre = 1e-7;
/* Size in px, and of the part inside the axes. */
static const double width = 380.0, height = 380.0, plot_width = 0.78 * 380.0, plot_height = 0.76 * 380.0;
/* Permeabilities this much smaller than the largest are nothing that a test could see. */
static const double shown_decades = 12.0;

static double permeability(const struct zn_run *run, int cohort, int solute, int place) {
  return run->permeability[((size_t)cohort * (size_t)zn_solute_count() + (size_t)solute) * PLACES + (size_t)place];
}

static double radius_nm(int solute) { return zn_solute_info(solute)->stokes_radius / nanometre; }

/* The window all three figures share. */
struct window {
  double left, right, low, high;
};

static struct window window_for(const struct zn_run *run) {
  const size_t n = (size_t)run->study->n_cohorts * (size_t)zn_solute_count() * PLACES;
  struct window w = {INFINITY, 0.0, INFINITY, 0.0};
  for (size_t i = 0; i < n; i++) w.high = fmax(w.high, run->permeability[i]);
  for (size_t i = 0; i < n; i++) {
    const double value = run->permeability[i], radius = radius_nm((int)(i / PLACES % (size_t)zn_solute_count()));
    if (!(value > w.high * pow(10.0, -shown_decades)) || !(radius > 0.0)) continue;
    w = (struct window){fmin(w.left, radius), fmax(w.right, radius), fmin(w.low, value), w.high};
  }
  return (struct window){w.left / 1.5, w.right * 1.8, w.low / 2.5, w.high * 2.5};
}

static int inside(const struct window *w, const struct zn_run *run, int cohort, int solute, int place) {
  const double value = permeability(run, cohort, solute, place);
  return value >= w->low && radius_nm(solute) > 0.0;
}

/* --- Names: the well known first, none over another ----------------------------------------------------------------------------------- */

/* A box of text in px of the plot. */
struct box {
  double left, right, top, bottom;
};

static int overlaps(const struct box *a, const struct box *b) {
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* Names worth space, the most important first. */
static const char *const well_known[] = {"51Cr-EDTA", "mannitol", "lactulose",      "E. coli",   "LPS",
                                         "water",     "PEG 4000", "dextran 40 kDa", "ovalbumin", "sodium"};
enum { WELL_KNOWN = sizeof well_known / sizeof *well_known, MOST_POINTS = 512 };

struct placing {
  const struct window *window;
  const struct zn_run *run;
  int place, n;
  struct box box[MOST_POINTS + WELL_KNOWN];
};

static void to_px(const struct placing *s, int cohort, int solute, double *x, double *y) {
  const struct window *w = s->window;
  *x = plot_width * log(radius_nm(solute) / w->left) / log(w->right / w->left);
  *y = plot_height * log(w->high / permeability(s->run, cohort, solute, s->place)) / log(w->high / w->low);
}

/* Points are in the way of names as well. */
static void place_points(struct placing *s) {
  for (int c = 0; c < s->run->study->n_cohorts; c++)
    for (int k = 0; k < zn_solute_count() && s->n < MOST_POINTS; k++) {
      double x, y;
      if (!inside(s->window, s->run, c, k, s->place)) continue;
      to_px(s, c, k, &x, &y);
      s->box[s->n++] = (struct box){x - 4.0, x + 4.0, y - 4.0, y + 4.0};
    }
}

static int is_free(const struct placing *s, const struct box *box) {
  if (box->left < 2.0 || box->right > plot_width || box->top < -10.0 || box->bottom > plot_height - 2.0) return 0;
  for (int k = 0; k < s->n; k++)
    if (overlaps(box, &s->box[k])) return 0;
  return 1;
}

/* Looks for room beside the point (x, y), then further and further away. Says whether there is any. */
static int find_room(struct placing *s, double x, double y, double length, struct box *box, int *left) {
  static const double shifts[] = {0.0, -12.0, 12.0, -24.0, 24.0};
  for (int ring = 0; ring < 5; ring++)
    for (int i = 0; i < 5; i++)
      for (*left = 0; *left < 2; ++*left) {
        const double near = 7.0 + 14.0 * ring, middle = y + shifts[i], from = *left ? x - near - length : x + near;
        *box = (struct box){from, from + length, middle - 6.0, middle + 6.0};
        if (is_free(s, box)) return 1;
      }
  return 0;
}

/* A name with a thin line to its point when it had to move away. */
static void write_name(struct zn_writer *script, struct placing *s, int solute) {
  const struct window *w = s->window;
  struct box box;
  double x, y;
  int left;
  to_px(s, 0, solute, &x, &y);
  if (!find_room(s, x, y, 6.3 * (double)strlen(zn_solute_info(solute)->name), &box, &left)) return;
  s->box[s->n++] = box;
  const double end_x = left ? box.right : box.left, end_y = 0.5 * (box.top + box.bottom);
  const double at_x = w->left * pow(w->right / w->left, end_x / plot_width), at_y = w->high * pow(w->low / w->high, end_y / plot_height);
  zn_writer_add(script, "set label ");
  zn_gnuplot_text(script, zn_solute_info(solute)->name);
  zn_writer_format(script, " at %.6g,%.6g %s font ',11' textcolor rgb '#3c4149' front\n", at_x, at_y, left ? "right" : "left");
  if (fabs(end_x - x) > 10.0 || fabs(end_y - y) > 10.0)
    zn_writer_format(script, "set arrow from %.6g,%.6g to %.6g,%.6g nohead lw 0.8 lc rgb '#9aa0a8' back\n", radius_nm(solute),
                     permeability(s->run, 0, solute, s->place), at_x, at_y);
}

static void names(struct zn_writer *script, const struct zn_run *run, const struct window *w, int place) {
  struct placing s = {.window = w, .run = run, .place = place};
  place_points(&s);
  for (int i = 0; i < WELL_KNOWN; i++) {
    const int solute = zn_solute_find(well_known[i]);
    if (solute >= 0 && inside(w, run, 0, solute, place)) write_name(script, &s, solute);
  }
}

/* --- The figures ---------------------------------------------------------------------------------------------------------------------- */

/* Shapes tell cohorts apart as well as colours do: as gnuplot numbers them, and as letters in the caption. */
enum { SHAPES = 6 };
static const int shapes[SHAPES] = {7, 4, 8, 12, 10, 6};
static const char *const shape_letters[SHAPES] = {"●", "□", "△", "◇", "▽", "○"};

static void script_of(struct zn_writer *script, const struct zn_run *run, const struct window *w, int place) {
  char name[32];
  snprintf(name, sizeof name, "sieve_%s", places[place]);
  zn_gnuplot_figure(script, name, (int)width, (int)height);
  zn_writer_format(script,
                   "set logscale xy\nset xrange [%.6g:%.6g]\nset yrange [%.6g:%.6g]\nset lmargin at screen 0.17\nset rmargin at screen "
                   "0.95\nset tmargin at screen 0.96\n"
                   "set bmargin at screen 0.20\nset xlabel 'radius, nm'\nset ylabel 'permeability, cm/h' offset 1.2,0\n",
                   w->left, w->right, w->low, w->high);
  zn_gnuplot_log_tics(script, 'x', w->left, w->right);
  zn_gnuplot_log_tics(script, 'y', w->low, w->high);
  names(script, run, w, place);
  for (int c = 0; c < run->study->n_cohorts; c++) {
    zn_writer_format(script, "$c%d << EOD\n", c);
    for (int k = 0; k < zn_solute_count(); k++)
      if (inside(w, run, c, k, place)) zn_writer_format(script, "%.6g %.6g\n", radius_nm(k), permeability(run, c, k, place));
    zn_writer_add(script, "EOD\n");
  }
  zn_writer_add(script, "plot ");
  for (int c = 0; c < run->study->n_cohorts; c++)
    zn_writer_format(script, "%s$c%d with points pt %d ps 0.8 lw 1.5 lc rgb '%s'", c ? ", " : "", c, shapes[c % SHAPES],
                     zn_report_colour(c));
  zn_writer_add(script, "\n");
}

static void caption(struct zn_writer *page, const struct zn_run *run, int place) {
  zn_writer_add(page, "<figcaption><b>");
  zn_html_words(page, places[place]);
  zn_writer_add(page, strcmp(places[place], "ascending") == 0 ? " colon</b>" : "</b>");
  for (int c = 0; run->study->n_cohorts > 1 && c < run->study->n_cohorts; c++) {
    zn_writer_format(page, " <span class=\"nowrap\"><span style=\"color:%s\">%s</span> ", zn_report_colour(c), shape_letters[c % SHAPES]);
    zn_report_cohort(page, run, c);
    zn_writer_add(page, "</span>");
  }
  zn_writer_add(page, "</figcaption>\n");
}

/* Whether any cohort has a permeability to show. */
static int anything(const struct zn_run *run) {
  for (int c = 0; c < run->study->n_cohorts; c++)
    for (int k = 0; k < zn_solute_count(); k++)
      if (permeability(run, c, k, 0) > 0.0) return 1;
  return 0;
}

enum zn_status zn_report_sieve(struct zn_writer *page, const struct zn_run *run, struct zn_error *error) {
  struct zn_writer script = {0};
  char *svg[PLACES] = {NULL};
  if (!zn_solute_count()) return ZN_OK;
  zn_report_open(page, "sieve", "What size lets through");
  if (!anything(run)) {
    zn_writer_add(page, "<p>Nobody was followed to the end, so there is nothing to show.</p>\n</section>\n");
    return ZN_OK;
  }
  const struct window window = window_for(run);
  for (int p = 0; p < PLACES; p++) script_of(&script, run, &window, p);
  enum zn_status status = zn_gnuplot_draw(&script, PLACES, svg, error);
  zn_writer_add(
      page,
      "<p>Permeability between the cells at the start, pore, leak and lost cells together, median of each cohort. Small molecules "
      "slip through pores; up to a few nanometres the leak lets through; anything larger passes only where cells are missing.</p>\n");
  zn_report_grid(page, PLACES);
  for (int p = 0; status == ZN_OK && p < PLACES; p++) {
    zn_writer_add(page, "<figure>");
    caption(page, run, p);
    zn_writer_add(page, svg[p]);
    zn_writer_add(page, "</figure>\n");
    free(svg[p]);
  }
  zn_writer_add(page, "</div>\n</section>\n");
  zn_writer_clear(&script);
  return status;
}
