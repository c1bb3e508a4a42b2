/* Figures of diets, drawn as SVG that stands inside the page. */
#include <math.h>

#include "eaten_report.h"
#include "html.h"
#include "report.h"

/* Rows of a figure stand under each other, one for each diet, behind their titles. */
enum { ROW = 26, TOP = 30, LEFT = 270, WIDE = 900, RIGHT = 40 };

static int height_of(const struct zn_eaten *e) { return TOP + ROW * e->n + 34; }
static double middle_of(int row) { return TOP + ROW * row + ROW / 2.0; }

static void open_svg(struct zn_writer *page, int width, int height, const char *label) {
  zn_writer_format(page, "<svg class=\"diets\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", width, height, label);
}

static void row_titles(struct zn_writer *page, const struct zn_eaten *e) {
  for (int i = 0; i < e->n; i++) {
    zn_writer_format(page, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 10, middle_of(i) + 4.0);
    zn_eaten_brief(page, e, i, 0, 36);
    zn_writer_add(page, "</text>\n");
  }
}

/* A line down through the rows with its number at the foot. */
static void tick(struct zn_writer *page, const struct zn_eaten *e, double x, const char *class, double value) {
  zn_writer_format(page, "<path class=\"%s\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">", class, x, TOP - 4,
                   TOP + ROW * e->n + 2, x, TOP + ROW * e->n + 17);
  zn_writer_format(page, "%s%.0f</text>\n", value < 0.0 ? "−" : "", fabs(value));
}

/* --- Fibre by kind -------------------------------------------------------------------------------------------------------------------- */

/* Told apart also by colour-blind readers (Okabe and Ito 2008), and by the tip that shows when a reader points at a piece. */
static const char *const fibre_colours[ZN_FIBRES] = {
    [ZN_FIBRE_resistant_starch] = "#56b4e9", [ZN_FIBRE_inulin] = "#d55e00",         [ZN_FIBRE_pectin] = "#cc79a7",
    [ZN_FIBRE_arabinoxylan] = "#e69f00",     [ZN_FIBRE_beta_glucan] = "#f0e442",    [ZN_FIBRE_gum] = "#009e73",
    [ZN_FIBRE_cellulose] = "#9aa3ad",        [ZN_FIBRE_plant_cell_wall] = "#0072b2"};

static void fibre_key(struct zn_writer *page) {
  zn_writer_add(page, "<p class=\"small\">");
  for (int k = 0; k < ZN_FIBRES; k++) {
    zn_writer_format(page, "<span class=\"nowrap\"><span class=\"swatch\" style=\"background:%s;margin:0 .3em 0 0\"></span>",
                     fibre_colours[k]);
    zn_html_text(page, zn_nutrient_info(ZN_FIRST_FIBRE + k).label);
    zn_writer_add(page, "</span>&emsp;");
  }
  zn_writer_add(page, "</p>\n");
}

static void fibre_bar(struct zn_writer *page, const struct zn_eaten_diet *d, int row, double scale) {
  double x = LEFT;
  for (int k = 0; k < ZN_FIBRES; k++) {
    const double width = d->fibre[k] * scale;
    if (!(width > 0.0)) continue;
    zn_writer_format(page, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"18\" fill=\"%s\"><title>%s, %.1f g</title></rect>", x,
                     middle_of(row) - 9.0, width, fibre_colours[k], zn_nutrient_info(ZN_FIRST_FIBRE + k).label, d->fibre[k]);
    x += width;
  }
  zn_writer_format(page, "<text x=\"%.1f\" y=\"%.1f\">%.1f</text>\n", x + 6.0, middle_of(row) + 4.0, zn_eaten_fibre(d));
}

void zn_eaten_draw_fibre(struct zn_writer *page, const struct zn_eaten *e) {
  double most = 10.0;
  for (int i = 0; i < e->n; i++) most = fmax(most, zn_eaten_fibre(&e->diet[i]));
  const double scale = (WIDE - LEFT - RIGHT - 20) / most;
  zn_writer_add(page,
                "<div class=\"wide\"><figure class=\"inner\"><figcaption>Fibre by kind, g a day, as the model takes it.</figcaption>\n");
  open_svg(page, WIDE, height_of(e), "fibre by kind of each diet");
  for (int g = 0; g <= (int)most; g += 10) tick(page, e, LEFT + g * scale, "net", g);
  row_titles(page, e);
  for (int i = 0; i < e->n; i++) fibre_bar(page, &e->diet[i], i, scale);
  zn_writer_add(page, "</svg>\n");
  fibre_key(page);
  zn_writer_add(page, "</figure></div>\n");
}

/* --- The index ------------------------------------------------------------------------------------------------------------------------ */

/* Ends of the axis: a little more than the sum of all effect scores. */
static const double index_end = 14.0;
static double on_index(double index) {
  return LEFT + (fmin(fmax(index, -index_end), index_end) + index_end) / (2.0 * index_end) * (WIDE - LEFT - RIGHT);
}

static void index_row(struct zn_writer *page, const struct zn_eaten_diet *d, int row) {
  const double y = middle_of(row);
  if (!d->has_menu || !d->dii.known) {
    zn_writer_format(page, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">no menu</text>\n", on_index(0.0), y + 4.0);
    return;
  }
  zn_writer_format(
      page,
      "<path class=\"bar\" d=\"M%.1f %.1fH%.1f\"/><circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%.2f, from %d of "
      "%d parameters; could be %.1f to %.1f</title></circle>\n",
      on_index(d->dii.low), y, on_index(d->dii.high), on_index(d->dii.index), y, d->dii.index, d->dii.known, d->dii.of, d->dii.low,
      d->dii.high);
}

void zn_eaten_draw_index(struct zn_writer *page, const struct zn_eaten *e) {
  zn_writer_format(
      page,
      "<div class=\"wide\"><figure class=\"inner\"><figcaption>Dietary Inflammatory Index. Dot: from what is known; bar: what it "
      "could be, were the rest at its extremes; band: the published range, −%.2f to +%.2f. Left is less inflammatory.</figcaption>\n",
      -ZN_DII_LEAST, ZN_DII_GREATEST);
  open_svg(page, WIDE, height_of(e), "Dietary Inflammatory Index of each diet");
  zn_writer_format(page, "<rect class=\"band\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n", on_index(ZN_DII_LEAST), TOP - 4,
                   on_index(ZN_DII_GREATEST) - on_index(ZN_DII_LEAST), ROW * e->n + 6);
  for (int v = -12; v <= 12; v += 4) tick(page, e, on_index(v), v ? "net" : "line", v);
  row_titles(page, e);
  for (int i = 0; i < e->n; i++) index_row(page, &e->diet[i], i);
  zn_writer_add(page, "</svg></figure></div>\n");
}

/* --- What the model says -------------------------------------------------------------------------------------------------------------- */

enum { PANEL = 420, PANEL_LEFT = 178 };

/* Folds on a logarithm; the ends hold what the medians need, at least a half and twofold, at most a sixteenth and sixteenfold. */
static double end_of(const struct zn_eaten *e, int outcome) {
  double end = 1.0;
  for (int i = 0; i < e->n; i++) {
    const struct zn_middle *f = &e->change[i][outcome].fold;
    const double far = fmax(fabs(log2(f->low)), fabs(log2(f->high)));
    if (isfinite(far)) end = fmax(end, ceil(far));
  }
  return fmin(end, 4.0);
}

static double on_fold(double fold, double end) {
  const double at = fold > 0.0 ? fmin(fmax(log2(fold), -end), end) : -end;
  return PANEL_LEFT + (at + end) / (2.0 * end) * (PANEL - PANEL_LEFT - 22);
}

static void fold_row(struct zn_writer *page, const struct zn_eaten *e, int row, int outcome, double end) {
  const struct zn_middle *f = &e->change[row][outcome].fold;
  const double y = middle_of(row);
  zn_writer_format(page, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>", 20, y + 4.0, row + 1);
  zn_writer_format(page, "<text x=\"28\" y=\"%.1f\">", y + 4.0);
  zn_eaten_brief(page, e, row, 1, 24);
  zn_writer_add(page, "</text>");
  if (!isfinite(f->median)) return;
  zn_writer_format(
      page,
      "<path class=\"bar\" d=\"M%.1f %.1fH%.1f\"/><circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"><title>%.2f (%.2f to "
      "%.2f)</title></circle>\n",
      on_fold(f->low, end), y, on_fold(f->high, end), on_fold(f->median, end), y, f->median, f->low, f->high);
}

static void fold_ticks(struct zn_writer *page, const struct zn_eaten *e, double end) {
  static const char *const marks[] = {"1/16", "1/8", "1/4", "1/2", "1", "2", "4", "8", "16"};
  for (int p = -(int)end; p <= (int)end; p++) {
    const double x = on_fold(exp2(p), end);
    zn_writer_format(page, "<path class=\"%s\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                     p ? "net" : "line", x, TOP - 4, TOP + ROW * e->n + 2, x, TOP + ROW * e->n + 17, marks[p + 4]);
  }
}

static void draw_outcome(struct zn_writer *page, const struct zn_eaten *e, int outcome) {
  const struct zn_eaten_outcome_info info = zn_eaten_outcome_info((enum zn_eaten_outcome)outcome);
  const double end = end_of(e, outcome);
  zn_writer_add(page, "<figure><figcaption>");
  zn_html_text(page, info.label);
  zn_writer_add(page, " ");
  zn_html_mark(page, "tag", info.tag);
  zn_writer_add(page, "</figcaption>\n");
  open_svg(page, PANEL, height_of(e), info.label);
  fold_ticks(page, e, end);
  for (int i = 0; i < e->n; i++) fold_row(page, e, i, outcome, end);
  zn_writer_add(page, "</svg></figure>\n");
}

void zn_eaten_draw_outcomes(struct zn_writer *page, const struct zn_eaten *e) {
  zn_report_grid(page, 2);
  for (int k = 0; k < ZN_EATEN_OUTCOMES; k++) draw_outcome(page, e, k);
  zn_writer_add(page, "</div>\n");
}
