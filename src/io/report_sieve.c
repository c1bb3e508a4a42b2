/* Flux against radius: how easily each solute of the table passes between the cells, by size and place. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "gnuplot.h"
#include "html.h"
#include "report.h"

enum { PLACES = 3, MOST_NAMES = 64 };
static const char *const places[PLACES] = {"jejunum", "ileum", "ascending"};
static const double width = 380.0, height = 380.0, nanometre = 1e-7;
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

/* --- Names: the well known first, none over another ------------------------------------------------------------------------------------ */

/* A box of text in px of the plot. */
struct box {
  double left, right, top, bottom;
};

static int overlaps(const struct box *a, const struct box *b) {
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static int well_known(const char *name) {
  static const char *const names[] = {"51Cr-EDTA", "lactulose", "mannitol", "PEG 4000", "water", "LPS", "E. coli", "dextran 40 kDa", "ovalbumin", "erythritol"};
  const int n = sizeof names / sizeof *names;
  for (int i = 0; i < n; i++)
    if (strcmp(names[i], name) == 0) return n - i;
  return 0;
}

/* Solutes in the order in which their names are placed. */
static void order_of(int *order, int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    for (; k > 0 && well_known(zn_solute_info(order[k - 1])->name) < well_known(zn_solute_info(i)->name); k--) order[k] = order[k - 1];
    order[k] = i;
  }
}

struct placing {
  const struct window *window;
  const struct zn_run *run;
  int place, n;
  struct box box[2 * MOST_NAMES + 512];
};

static void to_px(const struct placing *s, int cohort, int solute, double *x, double *y) {
  const struct window *w = s->window;
  *x = 0.8 * width * log(radius_nm(solute) / w->left) / log(w->right / w->left);
  *y = 0.76 * height * log(w->high / permeability(s->run, cohort, solute, s->place)) / log(w->high / w->low);
}

/* Points are in the way of names as well. */
static void place_points(struct placing *s) {
  for (int c = 0; c < s->run->study->n_cohorts; c++)
    for (int k = 0; k < zn_solute_count() && s->n < 512; k++) {
      double x, y;
      if (!inside(s->window, s->run, c, k, s->place)) continue;
      to_px(s, c, k, &x, &y);
      s->box[s->n++] = (struct box){x - 3.0, x + 3.0, y - 3.0, y + 3.0};
    }
}

/* Tries the four sides of a point; returns the gnuplot words for the first free one, or NULL. */
static const char *free_side(struct placing *s, int solute) {
  static const char *const words[] = {"left offset 0.7,0", "right offset -0.7,0", "left offset 0.4,0.7", "right offset -0.4,-0.7"};
  const double length = 6.4 * (double)strlen(zn_solute_info(solute)->name);
  double x, y;
  to_px(s, 0, solute, &x, &y);
  const struct box sides[] = {{x + 4.0, x + 6.0 + length, y - 6.0, y + 6.0},
                              {x - 6.0 - length, x - 4.0, y - 6.0, y + 6.0},
                              {x + 2.0, x + 4.0 + length, y - 16.0, y - 4.0},
                              {x - 4.0 - length, x - 2.0, y + 4.0, y + 16.0}};
  for (int i = 0; i < 4; i++) {
    int taken = sides[i].left < 0.0 || sides[i].right > 0.8 * width;
    for (int k = 0; k < s->n; k++) taken |= overlaps(&sides[i], &s->box[k]);
    if (taken) continue;
    s->box[s->n++] = sides[i];
    return words[i];
  }
  return NULL;
}

static void names(struct zn_writer *script, const struct zn_run *run, const struct window *w, int place) {
  const int n = zn_solute_count();
  struct placing s = {.window = w, .run = run, .place = place};
  int *order = malloc((size_t)n * sizeof *order), named = 0;
  if (!order) {
    script->failed = 1;
    return;
  }
  order_of(order, n);
  place_points(&s);
  for (int i = 0; i < n && named < MOST_NAMES; i++) {
    const char *side = well_known(zn_solute_info(order[i])->name) && inside(w, run, 0, order[i], place) ? free_side(&s, order[i]) : NULL;
    if (!side) continue;
    named++;
    zn_writer_add(script, "set label ");
    zn_gnuplot_text(script, zn_solute_info(order[i])->name);
    zn_writer_format(script, " at %.6g,%.6g %s font ',11' textcolor rgb '#3c4149' front\n", radius_nm(order[i]), permeability(run, 0, order[i], place), side);
  }
  free(order);
}

/* --- The figures ----------------------------------------------------------------------------------------------------------------------- */

static void script_of(struct zn_writer *script, const struct zn_run *run, const struct window *w, int place) {
  static const int shapes[] = {7, 4, 8, 12, 10, 6};
  char name[32];
  snprintf(name, sizeof name, "sieve_%s", places[place]);
  zn_gnuplot_figure(script, name, (int)width, (int)height);
  zn_writer_format(script,
                   "set logscale xy\nset xrange [%.6g:%.6g]\nset yrange [%.6g:%.6g]\nset lmargin at screen 0.15\nset rmargin at screen 0.95\nset tmargin at screen 0.96\n"
                   "set bmargin at screen 0.20\nset xlabel 'radius, nm'\nset ylabel 'permeability between cells, cm/h'\n",
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
    zn_writer_format(script, "%s$c%d with points pt %d ps 0.8 lw 1.5 lc rgb '%s'", c ? ", " : "", c, shapes[c % 6], zn_report_colour(c));
  zn_writer_add(script, "\n");
}

static void caption(struct zn_writer *page, const struct zn_run *run, int place) {
  zn_writer_add(page, "<figcaption><b>");
  zn_html_words(page, places[place]);
  zn_writer_add(page, strcmp(places[place], "ascending") == 0 ? " colon</b>" : "</b>");
  for (int c = 0; run->study->n_cohorts > 1 && c < run->study->n_cohorts; c++) {
    zn_writer_format(page, " <span class=\"swatch\" style=\"background:%s;margin:0 .2em 0 .4em\"></span>", zn_report_colour(c));
    zn_html_text(page, run->study->cohorts[c].name);
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
  zn_writer_add(page, "<p>Permeability between the cells at the start, pore, leak and lost cells together, median of each cohort. Small molecules "
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
