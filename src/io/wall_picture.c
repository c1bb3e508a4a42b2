#include "wall_picture.h"

#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "html.h"
#include "wall_scene.h"
#include "wall_sheet.h"

const enum zn_segment zn_wall_panel[ZN_WALL_PANELS] = {ZN_SEGMENT_duodenum, ZN_SEGMENT_ileum, ZN_SEGMENT_ascending, ZN_SEGMENT_descending};

/* Heights in px from the top of a panel. */
static const double width = 1120.0, head = 30.0, panel_width = 226.0, panel_height = 416.0;
static const double crypt_bottom = 308.0, villus_and_crypt = 148.0, colon_surface = 232.0, colon_crypt = 76.0;
static const double vessel_top = 380.0, vessel_bottom = 410.0;
static const double cell_width = 9.6, cell_height = 13.5, highest_mucus_px = 104.0, largest_px_per_um = 0.42;
enum { FINGERS = 3, PITS = 2, MOST_CELLS = 512, MOST_SHED = 9 };

struct panel {
  struct zn_writer *svg;
  struct zn_wall_scene scene;
  struct zn_sheet sheet;
  double px_per_um, surface_y; /* where the mucus begins to be measured: tips of villi, or the flat surface */
  int cells;
  unsigned char lost[MOST_CELLS], goblet[MOST_CELLS];
};

double zn_wall_scale(double thickest_um) { return fmin(largest_px_per_um, highest_mucus_px / fmax(thickest_um, 1.0)); }

/* A number between 0 and 1 that is always the same for the same thing. */
static double place_of(const char *thing, const struct panel *p, int index) {
  return zn_uniform(0, (uint32_t)p->scene.segment, zn_stream(thing), (uint32_t)index);
}

static void add(struct panel *p, const char *piece) { zn_writer_add(p->svg, piece); }

/* --- The epithelium --------------------------------------------------------------------------------------------------------------- */

static void lay_sheet(struct panel *p) {
  const double ratio = p->scene.villus_to_crypt;
  if (p->scene.small_bowel) {
    const double crypt = villus_and_crypt / (1.0 + ratio);
    zn_sheet_villi(&p->sheet, panel_width, crypt_bottom, crypt, villus_and_crypt - crypt, FINGERS);
    p->surface_y = crypt_bottom - villus_and_crypt;
  } else {
    zn_sheet_crypts(&p->sheet, panel_width, colon_surface, colon_crypt, PITS);
    p->surface_y = colon_surface;
  }
  p->cells = (int)fmin(zn_sheet_length(&p->sheet) / cell_width, MOST_CELLS);
}

static struct zn_sheet_spot cell_middle(const struct panel *p, int cell) {
  return zn_sheet_at(&p->sheet, (cell + 0.5) * zn_sheet_length(&p->sheet) / p->cells);
}

/* Which cells are gone: those near the lumen go first, and who is gone stays gone when more are. */
static void choose_cells(struct panel *p) {
  double turn[MOST_CELLS];
  const int gone = (int)floor(p->scene.lost * p->cells + 0.5);
  for (int i = 0; i < p->cells; i++) {
    const double height = (crypt_bottom - cell_middle(p, i).y) / villus_and_crypt;
    turn[i] = place_of("lost cells", p, i) - 0.6 * height;
    p->goblet[i] = place_of("goblet cells", p, i) < (p->scene.small_bowel ? 0.1 : 0.24);
  }
  for (int i = 0; i < p->cells; i++) {
    int earlier = 0;
    for (int k = 0; k < p->cells; k++) earlier += turn[k] < turn[i] || (turn[k] == turn[i] && k < i);
    p->lost[i] = earlier < gone;
  }
}

/* Half of what lies open between two cells, px. */
static double half_gap(const struct panel *p) { return 0.5 * fmin(fmax(0.9 * p->scene.leak, 0.4), 5.0); }

static void outline_cell(struct panel *p, int cell) {
  const double pitch = zn_sheet_length(&p->sheet) / p->cells, gap = half_gap(p);
  const struct zn_sheet_spot a = zn_sheet_at(&p->sheet, cell * pitch + gap), b = zn_sheet_at(&p->sheet, (cell + 1) * pitch - gap);
  zn_writer_format(p->svg, "M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fZ", a.x, a.y, b.x, b.y, b.x + cell_height * b.into_x,
                   b.y + cell_height * b.into_y, a.x + cell_height * a.into_x, a.y + cell_height * a.into_y);
}

static void draw_cells(struct panel *p, int goblet, const char *style) {
  zn_writer_format(p->svg, "<path class=\"%s\" %s d=\"", goblet ? "goblet-cells" : "cells", style);
  for (int i = 0; i < p->cells; i++)
    if (!p->lost[i] && p->goblet[i] == goblet) outline_cell(p, i);
  add(p, "\"/>\n");
}

/* Dots at a depth below the middle of each cell of a kind: nuclei, drops of mucin. */
static void dot_cells(struct panel *p, int goblets_only, double depth, const char *style) {
  zn_writer_format(p->svg, "<path %s d=\"", style);
  for (int i = 0; i < p->cells; i++) {
    if (p->lost[i] || (goblets_only && !p->goblet[i])) continue;
    const struct zn_sheet_spot s = cell_middle(p, i);
    zn_writer_format(p->svg, "M%.1f %.1fh0", s.x + depth * s.into_x, s.y + depth * s.into_y);
  }
  add(p, "\"/>\n");
}

/* From calm to alarmed, as two colours mix. */
static void mix(char colour[8], int calm, int alarmed, double share) {
  int channel[3];
  for (int i = 0; i < 3; i++) {
    const int from = calm >> (16 - 8 * i) & 255, to = alarmed >> (16 - 8 * i) & 255;
    channel[i] = (int)floor(from + (to - from) * fmin(fmax(share, 0.0), 1.0) + 0.5);
  }
  snprintf(colour, 8, "#%02x%02x%02x", channel[0], channel[1], channel[2]);
}

/* The colour of the pore route: 1 is calm, 3 and more is not. */
static void pore_colour(char colour[8], const struct panel *p) { mix(colour, 0x2a7f86, 0xe0762a, 0.5 * (p->scene.pore - 1.0)); }

/* A bead where two neighbours meet. */
static void draw_junctions(struct panel *p) {
  const double pitch = zn_sheet_length(&p->sheet) / p->cells;
  char colour[8];
  pore_colour(colour, p);
  zn_writer_format(p->svg, "<path class=\"junctions\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.2\" stroke-linecap=\"round\" d=\"",
                   colour);
  for (int i = 1; i < p->cells; i++) {
    if (p->lost[i - 1] || p->lost[i]) continue;
    const struct zn_sheet_spot s = zn_sheet_at(&p->sheet, i * pitch);
    zn_writer_format(p->svg, "M%.1f %.1fh0", s.x + 1.6 * s.into_x, s.y + 1.6 * s.into_y);
  }
  add(p, "\"/>\n");
}

/* Some of those that are gone still float above the place they left. */
static void draw_shed_cells(struct panel *p) {
  int drawn = 0;
  add(p, "<g class=\"shed\" fill=\"#f6dcc4\" stroke=\"#b07d52\" stroke-width=\"1\" stroke-dasharray=\"2 1.6\">");
  for (int i = 0; i < p->cells && drawn < MOST_SHED; i++) {
    const struct zn_sheet_spot s = cell_middle(p, i);
    const double height = 13.0 + 12.0 * place_of("shed cells", p, i);
    if (!p->lost[i] || s.into_y < 0.5) continue;
    drawn++;
    zn_writer_format(p->svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.2\"/>", s.x - height * s.into_x, s.y - height * s.into_y);
  }
  add(p, "</g>\n");
}

static void draw_epithelium(struct panel *p) {
  draw_cells(p, 0, "fill=\"#f2c49b\" stroke=\"#a9714a\" stroke-width=\"0.7\" stroke-linejoin=\"round\"");
  draw_cells(p, 1, "fill=\"#dcecf3\" stroke=\"#6f9db3\" stroke-width=\"0.7\" stroke-linejoin=\"round\"");
  dot_cells(p, 0, 9.6, "class=\"nuclei\" fill=\"none\" stroke=\"#7d5a86\" stroke-width=\"4\" stroke-linecap=\"round\"");
  dot_cells(p, 1, 4.0, "class=\"mucin\" fill=\"none\" stroke=\"#8ec1d8\" stroke-width=\"5\" stroke-linecap=\"round\"");
  draw_junctions(p);
  draw_shed_cells(p);
}

/* --- Above it: mucus and microbes ------------------------------------------------------------------------------------------------- */

static void follow_sheet(struct panel *p) {
  for (int i = 0; i < p->sheet.n; i += 2) zn_writer_format(p->svg, "L%.1f %.1f", p->sheet.x[i], p->sheet.y[i]);
  zn_writer_format(p->svg, "L%.1f %.1f", p->sheet.x[p->sheet.n - 1], p->sheet.y[p->sheet.n - 1]);
}

/* Everything between a level and the sheet. */
static void draw_layer(struct panel *p, const char *name, double thickness_um, const char *style) {
  zn_writer_format(p->svg, "<path class=\"%s\" %s d=\"M0 %.1f", name, style, p->surface_y - thickness_um * p->px_per_um);
  follow_sheet(p);
  zn_writer_format(p->svg, "V%.1fZ\"/>\n", p->surface_y - thickness_um * p->px_per_um);
}

static void draw_rod(struct panel *p, const char *thing, int index, double x, double y) {
  const double turn = 6.283185307179586 * place_of(thing, p, index), length = 5.5;
  zn_writer_format(p->svg, "M%.1f %.1fl%.1f %.1f", x, y, length * cos(turn), length * sin(turn));
}

/* In the colon, microbes live in the lumen and the outer mucus; the inner layer keeps them off. */
static void draw_microbes(struct panel *p) {
  const double bottom = p->surface_y - p->scene.inner_um * p->px_per_um - 6.0;
  add(p, "<path class=\"microbes\" fill=\"none\" stroke=\"#55702f\" stroke-width=\"2.6\" stroke-linecap=\"round\" d=\"");
  for (int i = 0; i < p->scene.microbes_in_lumen; i++)
    draw_rod(p, "turn in the lumen", i, 4.0 + (panel_width - 8.0) * place_of("lumen across", p, i),
             6.0 + (bottom - 6.0) * place_of("lumen down", p, i));
  for (int i = 0; i < p->scene.microbes_at_wall; i++) {
    const struct zn_sheet_spot s = zn_sheet_at(&p->sheet, zn_sheet_length(&p->sheet) * place_of("wall along", p, i));
    const double off = 4.5 + 5.0 * place_of("wall off", p, i);
    draw_rod(p, "turn at the wall", i, s.x - off * s.into_x, s.y - off * s.into_y);
  }
  add(p, "\"/>\n");
}

/* How thick the mucus is, at its side. */
static void draw_measure(struct panel *p) {
  const double top = p->surface_y - p->scene.mucus_um * p->px_per_um, middle = 0.5 * (top + p->surface_y);
  zn_writer_format(p->svg, "<path fill=\"none\" stroke=\"#33566b\" d=\"M4 %.1fh7M7.5 %.1fV%.1fM4 %.1fh7\"/>", top, top, p->surface_y,
                   p->surface_y);
  zn_writer_format(p->svg,
                   "<text x=\"14\" y=\"%.1f\" fill=\"#1f3f52\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">%.0f µm</text>\n",
                   middle + 4.0, p->scene.mucus_um);
}

/* --- Below it: the tissue --------------------------------------------------------------------------------------------------------- */

static void draw_tissue(struct panel *p) {
  char colour[8];
  mix(colour, 0xfdf1ec, 0xee8d7d, p->scene.redness);
  zn_writer_format(p->svg, "<path class=\"tissue\" fill=\"%s\" d=\"M0 %.1f", colour, panel_height);
  follow_sheet(p);
  zn_writer_format(p->svg, "V%.1fZ\"/>\n", panel_height);
}

/* Seats in the band of tissue below the crypts, filled in an order of their own. */
static void seat(const struct panel *p, int index, double *x, double *y) {
  enum { SEATS = ZN_WALL_MACROPHAGES + ZN_WALL_T_CELLS, ROWS = 2, COLUMNS = SEATS / ROWS };
  const int number = index * 7 % SEATS; /* 7 has no factor in common with 18: every seat once */
  const double across = (panel_width - 20.0) / COLUMNS, down = 23.0;
  *x = 10.0 + across * (number % COLUMNS + 0.3 + 0.4 * place_of("seat across", p, index));
  *y = crypt_bottom + 17.5 + down * (number / COLUMNS) + 5.0 * place_of("seat down", p, index);
}

static void draw_macrophage(struct panel *p, int index, int angry) {
  enum { CORNERS = 9 };
  double x, y;
  seat(p, index, &x, &y);
  zn_writer_format(p->svg, "<path class=\"macrophage%s\" fill=\"%s\" stroke=\"%s\" stroke-linejoin=\"round\" d=\"", angry ? " angry" : "",
                   angry ? "#b3261e" : "#e9e1ec", angry ? "#6d120d" : "#a794b3");
  for (int i = 0; i < 2 * CORNERS; i++) {
    const double radius = (i % 2 ? 5.2 : 7.4) + (angry ? 1.6 : 0.0) * (i % 2 ? 0.0 : place_of("arms", p, 32 * index + i));
    const double angle = 6.283185307179586 * i / (2 * CORNERS);
    zn_writer_format(p->svg, "%c%.1f %.1f", i ? 'L' : 'M', x + radius * cos(angle), y + radius * sin(angle));
  }
  zn_writer_format(p->svg, "Z\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\" fill=\"%s\"/>\n", x, y, angry ? "#f7c9c4" : "#a794b3");
}

static void draw_t_cell(struct panel *p, int index, int effector) {
  double x, y;
  seat(p, ZN_WALL_MACROPHAGES + index, &x, &y);
  zn_writer_format(p->svg, "<circle class=\"t-cell%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.4\"/>\n",
                   effector ? " effector" : "", x, y, effector ? "#2456a6" : "#fdfdff", effector ? "#12305f" : "#8fa6cf");
}

static void draw_lps(struct panel *p) {
  add(p, "<path class=\"lps\" fill=\"#26221f\" d=\"");
  for (int i = 0; i < p->scene.lps; i++) {
    const double x = 8.0 + (panel_width - 16.0) * place_of("lps across", p, i),
                 y = vessel_top + 5.0 + (vessel_bottom - vessel_top - 10.0) * place_of("lps down", p, i);
    zn_writer_format(p->svg, "M%.1f %.1fl2.6 2.6l-2.6 2.6l-2.6 -2.6Z", x, y - 2.6);
  }
  add(p, "\"/>\n");
}

static void draw_vessel(struct panel *p) {
  enum { RED_CELLS = 9 };
  zn_writer_format(
      p->svg,
      "<rect x=\"-8\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"9\" fill=\"#f9d3cd\" stroke=\"#b9534b\" stroke-width=\"1.6\"/>",
      vessel_top, panel_width + 16.0, vessel_bottom - vessel_top);
  add(p, "<g fill=\"#e58b82\">");
  for (int i = 0; i < RED_CELLS; i++)
    zn_writer_format(p->svg, "<ellipse cx=\"%.1f\" cy=\"%.1f\" rx=\"7\" ry=\"4.4\"/>",
                     panel_width * (i + 0.2 + 0.6 * place_of("red across", p, i)) / RED_CELLS,
                     vessel_top + 8.0 + (vessel_bottom - vessel_top - 16.0) * place_of("red down", p, i));
  add(p, "</g>\n");
  draw_lps(p);
}

/* --- The glass: one junction, closer ------------------------------------------------------------------------------------------------ */

static void draw_glass(struct panel *p, const char *name) {
  enum { STRANDS = 4, MOST_PASSING = 9 };
  const double x = panel_width - 36.0, y = 36.0, radius = 29.0, gap = fmin(fmax(3.0 * p->scene.leak, 1.0), 22.0), half = 0.5 * gap;
  const int whole = (int)fmin(floor(STRANDS / fmax(p->scene.leak, 1.0) + 0.5), STRANDS);
  const int passing = (int)fmin(floor(2.0 * p->scene.leak - 1.0), MOST_PASSING);
  const struct zn_sheet_spot s = zn_sheet_at(&p->sheet, zn_sheet_length(&p->sheet) * (p->scene.small_bowel ? 0.82 : 0.93));
  char colour[8];
  pore_colour(colour, p);
  zn_writer_format(p->svg, "<path fill=\"none\" stroke=\"#6b7280\" stroke-dasharray=\"3 2.5\" d=\"M%.1f %.1fL%.1f %.1f\"/>", x, y + radius,
                   s.x, s.y);
  zn_writer_format(p->svg, "<clipPath id=\"%s-glass\"><circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/></clipPath>", name, x, y, radius);
  zn_writer_format(p->svg, "<g class=\"glass\" clip-path=\"url(#%s-glass)\"><circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#e3f1f6\"/>",
                   name, x, y, radius);
  for (int side = -1; side <= 1; side += 2)
    zn_writer_format(p->svg, "<rect x=\"%.1f\" y=\"%.1f\" width=\"40\" height=\"80\" rx=\"7\" fill=\"#f2c49b\" stroke=\"#a9714a\"/>",
                     side < 0 ? x - half - 40.0 : x + half, y - 17.0);
  for (int i = 0; i < STRANDS; i++) {
    const double level = y - 8.0 + 5.0 * i, end = i < whole ? half : half - fmin(0.35 * gap, half);
    zn_writer_format(p->svg, "<path stroke=\"%s\" stroke-width=\"2.4\" stroke-linecap=\"round\" d=\"M%.1f %.1fH%.1f", colour,
                     x - half - 3.0, level, i < whole ? x + half + 3.0 : x - end);
    if (i >= whole) zn_writer_format(p->svg, "M%.1f %.1fH%.1f", x + end, level, x + half + 3.0);
    add(p, "\"/>");
  }
  add(p, "<g fill=\"#26221f\">");
  for (int i = 0; i < passing; i++)
    zn_writer_format(p->svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.5\"/>", x + (gap - 4.0) * (place_of("passing across", p, i) - 0.5),
                     y - 22.0 + 48.0 * place_of("passing down", p, i));
  zn_writer_format(p->svg, "</g></g><circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"none\" stroke=\"#4b5563\" stroke-width=\"1.8\"/>\n",
                   x, y, radius);
}

/* --- Putting it together ---------------------------------------------------------------------------------------------------------- */

static void draw_panel(struct panel *p, const char *name) {
  lay_sheet(p);
  choose_cells(p);
  zn_writer_format(p->svg, "<rect width=\"%.1f\" height=\"%.1f\" fill=\"#fbf7ec\"/>", panel_width, panel_height);
  draw_layer(p, "mucus", p->scene.mucus_um, "fill=\"#cfe8f1\"");
  if (p->scene.inner_um > 0.0) draw_layer(p, "inner-mucus", p->scene.inner_um, "fill=\"#8cc3d8\"");
  draw_tissue(p);
  draw_microbes(p);
  draw_epithelium(p);
  for (int i = 0; i < ZN_WALL_MACROPHAGES; i++) draw_macrophage(p, i, i < p->scene.angry_macrophages);
  for (int i = 0; i < ZN_WALL_T_CELLS; i++) draw_t_cell(p, i, i < p->scene.effector_t_cells);
  draw_vessel(p);
  draw_measure(p);
  draw_glass(p, name);
}

/* Names of the layers and the mucus' scale, left of the panels. */
static void draw_names(struct zn_writer *svg, double px_per_um) {
  static const struct {
    double y;
    const char *name;
  } layers[] = {{24.0, "lumen"}, {110.0, "mucus"}, {238.0, "epithelium"}, {342.0, "lamina propria"}, {400.0, "blood"}};
  const double right = ZN_WALL_NAMES_SHARE * width - 16.0, bar = 100.0 * px_per_um, bar_top = 136.0;
  zn_writer_add(svg, "<g fill=\"#3c4149\" text-anchor=\"end\">");
  for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
    zn_writer_format(svg, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", right, head + layers[i].y, layers[i].name);
  zn_writer_format(svg, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\">100 µm of mucus</text></g>", right - 10.0,
                   head + bar_top + 0.5 * bar + 4.0);
  zn_writer_format(svg, "<path fill=\"none\" stroke=\"#3c4149\" stroke-width=\"1.5\" d=\"M%.1f %.1fh7m-3.5 0v%.1fm-3.5 0h7\"/>\n",
                   right - 6.0, head + bar_top, bar);
}

void zn_wall_picture(struct zn_writer *svg, const double *observed, double px_per_um, const char *name, const char *caption) {
  zn_writer_format(svg, "<svg class=\"wall\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"", width, head + panel_height + 2.0);
  zn_html_text(svg, caption);
  zn_writer_add(svg, "\" font-size=\"13\">\n");
  draw_names(svg, px_per_um);
  for (int k = 0; k < ZN_WALL_PANELS; k++) {
    struct panel p = {.svg = svg, .scene = zn_wall_scene(observed, zn_wall_panel[k]), .px_per_um = px_per_um};
    const double x = width * (ZN_WALL_NAMES_SHARE + k * ZN_WALL_PANEL_SHARE);
    char id[96];
    snprintf(id, sizeof id, "%s-%s", name, zn_segment_name(zn_wall_panel[k]));
    zn_writer_format(svg, "<text x=\"%.1f\" y=\"19\" text-anchor=\"middle\" font-weight=\"600\" fill=\"#1d2127\">", x + 0.5 * panel_width);
    zn_html_words(svg, zn_segment_name(zn_wall_panel[k]));
    zn_writer_format(svg, "%s</text><clipPath id=\"%s\"><rect width=\"%.1f\" height=\"%.1f\" rx=\"8\"/></clipPath>",
                     p.scene.small_bowel ? "" : " colon", id, panel_width, panel_height);
    zn_writer_format(svg, "<g transform=\"translate(%.1f %.1f)\"><g class=\"panel\" clip-path=\"url(#%s)\">\n", x, head, id);
    draw_panel(&p, id);
    zn_writer_format(svg, "</g><rect width=\"%.1f\" height=\"%.1f\" rx=\"8\" fill=\"none\" stroke=\"#c9cdd3\"/></g>\n", panel_width,
                     panel_height);
  }
  zn_writer_add(svg, "</svg>\n");
}
