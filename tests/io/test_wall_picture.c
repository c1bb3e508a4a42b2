#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/wall_picture.h"
#include "io/wall_sheet.h"
#include "small_run.h"

enum { DUODENUM, ILEUM, ASCENDING, DESCENDING };

static const double px_per_um = 0.4;

/* The healthy guess, to be changed; the run it belongs to is kept for the group. */
static struct small_run *small;

static int begin(void **state) {
  (void)state;
  small = small_run_new();
  return 0;
}

static int end(void **state) {
  (void)state;
  small_run_free(small);
  return 0;
}

static double *reading(const char *observable) { return small_run_reading(small, 1, 0, observable); }

/* The drawing with one reading as given, and the reading put back. */
static char *drawn_with(const char *observable, double value) {
  struct zn_writer svg = {0};
  double *slot = reading(observable);
  const double before = *slot;
  *slot = value;
  zn_wall_picture(&svg, small->result[1].picture, px_per_um, "wall", "a wall");
  *slot = before;
  assert_false(svg.failed);
  return svg.data;
}

/* One panel, cut out; free it. */
static char *panel(char *svg, int number) {
  const char *from = svg;
  for (int i = 0; i <= number; i++) {
    from = strstr(from, "<g class=\"panel\"");
    assert_non_null(from);
    from++;
  }
  const char *next = strstr(from, "<g class=\"panel\"");
  const size_t length = next ? (size_t)(next - from) : strlen(from);
  char *cut = calloc(length + 1, 1);
  assert_non_null(cut);
  memcpy(cut, from, length);
  free(svg);
  return cut;
}

static int occurrences(const char *text, const char *part) {
  int n = 0;
  for (; (text = strstr(text, part)); text++) n++;
  return n;
}

/* The path of a class: its data, up to the closing quote. */
static const char *path_of(const char *svg, const char *class) {
  char opening[64];
  snprintf(opening, sizeof opening, "<path class=\"%s\"", class);
  const char *path = strstr(svg, opening), *data = path ? strstr(path, " d=\"") : NULL;
  if (!data) fail_msg("no path of class %s", class);
  return data + 4;
}

/* How many pieces the path of a class has. */
static int pieces(const char *svg, const char *class) {
  int n = 0;
  for (const char *c = path_of(svg, class); *c != '"'; c++) n += *c == 'M';
  return n;
}

static int cells(char *svg, int number) {
  char *cut = panel(svg, number);
  const int n = pieces(cut, "cells") + pieces(cut, "goblet-cells");
  free(cut);
  return n;
}

static void the_same_state_gives_the_same_bytes(void **state) {
  (void)state;
  char *one = drawn_with("leak[ileum]", 1.25), *other = drawn_with("leak[ileum]", 1.25);
  assert_string_equal(one, other);
  free(one);
  free(other);
}

static void lost_cells_are_missing_in_their_place_and_share(void **state) {
  (void)state;
  const int whole = cells(drawn_with("cell_loss[ileum]", 0.0), ILEUM);
  assert_true(whole > 60);
  for (int percent = 10; percent <= 90; percent += 20)
    assert_int_equal(cells(drawn_with("cell_loss[ileum]", percent), ILEUM), whole - (int)floor(0.01 * percent * whole + 0.5));
  assert_int_equal(cells(drawn_with("cell_loss[ileum]", 100.0), ILEUM), 0);
  const int colon = cells(drawn_with("cell_loss[ileum]", 0.0), DESCENDING);
  assert_int_equal(cells(drawn_with("cell_loss[ileum]", 80.0), DESCENDING), colon);
}

static double top_of(char *svg, int number, const char *layer) {
  char *cut = panel(svg, number);
  const double top = strtod(path_of(cut, layer) + strlen("M0 "), NULL);
  free(cut);
  return top;
}

static void thicker_mucus_is_a_taller_band_on_one_scale(void **state) {
  (void)state;
  const double thin = top_of(drawn_with("mucus_thickness[duodenum]", 50.0), DUODENUM, "mucus");
  const double thick = top_of(drawn_with("mucus_thickness[duodenum]", 200.0), DUODENUM, "mucus");
  assert_true(fabs((thin - thick) - 150.0 * px_per_um) < 0.11);
  const double inner_thin = top_of(drawn_with("mucus_inner[descending]", 5.0), DESCENDING, "inner-mucus");
  const double inner_thick = top_of(drawn_with("mucus_inner[descending]", 25.0), DESCENDING, "inner-mucus");
  assert_true(fabs((inner_thin - inner_thick) - 20.0 * px_per_um) < 0.11);
}

static void the_scale_fits_the_thickest_mucus(void **state) {
  (void)state;
  assert_true(zn_wall_scale(100.0) == zn_wall_scale(150.0)); /* thin mucus is not blown up */
  assert_true(zn_wall_scale(1000.0) < zn_wall_scale(500.0));
  assert_true(1000.0 * zn_wall_scale(1000.0) < 110.0);
}

/* Width of the flat first cell of the colon. */
static double first_cell(char *svg) {
  char *cut = panel(svg, ASCENDING);
  double left, top, right;
  const char *plain = path_of(cut, "cells"), *goblet = path_of(cut, "goblet-cells");
  double best = 1e9, width = 0.0;
  for (int i = 0; i < 2; i++) {
    if (sscanf(i ? goblet : plain, "M%lf %lfL%lf", &left, &top, &right) == 3 && left < best) best = left, width = right - left;
  }
  free(cut);
  return width;
}

static void gaps_between_cells_widen_with_the_leak(void **state) {
  (void)state;
  const double tight = first_cell(drawn_with("leak[ascending]", 1.0)), leaky = first_cell(drawn_with("leak[ascending]", 3.0));
  assert_true(tight > leaky + 1.0);
}

static void immune_cells_are_drawn_by_their_share(void **state) {
  (void)state;
  char *calm = panel(drawn_with("inflammatory_macrophages[descending]", 0.02), DESCENDING);
  char *angry = panel(drawn_with("inflammatory_macrophages[descending]", 0.75), DESCENDING);
  assert_int_equal(occurrences(calm, "macrophage angry"), 0);
  assert_int_equal(occurrences(angry, "macrophage angry"), 6);
  assert_int_equal(occurrences(angry, "\"macrophage"), 8);
  char *effectors = panel(drawn_with("effector_t_cells[descending]", 0.4), DESCENDING);
  assert_int_equal(occurrences(effectors, "t-cell effector"), 4);
  assert_int_equal(occurrences(effectors, "\"t-cell"), 10);
  free(calm);
  free(angry);
  free(effectors);
}

static void microbes_crowd_the_wall_with_contact(void **state) {
  (void)state;
  char *few = panel(drawn_with("bacterial_contact[ileum]", 1.0), ILEUM), *many = panel(drawn_with("bacterial_contact[ileum]", 25.0), ILEUM);
  assert_int_equal(pieces(few, "microbes"), 4);
  assert_int_equal(pieces(many, "microbes"), 20);
  free(few);
  free(many);
}

static void endotoxin_is_drawn_in_the_blood(void **state) {
  (void)state;
  char *svg = panel(drawn_with("serum_lps", 52.0), DUODENUM);
  assert_int_equal(pieces(svg, "lps"), 10);
  free(svg);
}

static void tissue_reddens_with_the_cytokine(void **state) {
  (void)state;
  char colour[2][16];
  for (int i = 0; i < 2; i++) {
    char *svg = panel(drawn_with("tumour_necrosis_factor[ileum]", i ? 5.0 : 0.1), ILEUM);
    const char *fill = strstr(svg, "class=\"tissue\" fill=\"#");
    assert_non_null(fill);
    snprintf(colour[i], sizeof colour[i], "%.6s", fill + strlen("class=\"tissue\" fill=\"#"));
    free(svg);
  }
  const long calm = strtol(colour[0], NULL, 16), red = strtol(colour[1], NULL, 16);
  assert_true((calm & 0xff) > (red & 0xff) + 40); /* less blue */
  assert_true((calm >> 8 & 0xff) > (red >> 8 & 0xff) + 40);
}

static void nothing_in_the_numbers_breaks_the_drawing(void **state) {
  (void)state;
  const char *names[] = {"cell_loss[ileum]",       "leak[ileum]", "mucus_thickness[descending]", "villus_height_crypt_depth",
                         "absorptive_area[ileum]", "serum_lps"};
  const double values[] = {0.0, 1e9, -1.0};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    for (int k = 0; k < 3; k++) {
      char *svg = drawn_with(names[i], values[k]);
      if (strstr(svg, "nan") || strstr(svg, "inf\"") || strstr(svg, "inf ")) fail_msg("%s = %g gives no number", names[i], values[k]);
      assert_true(strlen(svg) < 400000);
      free(svg);
    }
}

static void the_caption_is_text_and_ids_carry_the_name(void **state) {
  (void)state;
  struct zn_writer svg = {0};
  zn_wall_picture(&svg, small->result[1].picture, px_per_um, "here", "a \"wall\" <&>");
  assert_non_null(strstr(svg.data, "aria-label=\"a &quot;wall&quot; &lt;&amp;&gt;\""));
  assert_int_equal(occurrences(svg.data, " id=\""), occurrences(svg.data, " id=\"here-"));
  assert_true(occurrences(svg.data, " id=\"") > 0);
  zn_writer_clear(&svg);
}

/* --- The sheet -------------------------------------------------------------------------------------------------------------------- */

static void bounds(const struct zn_sheet *s, double *top, double *bottom) {
  *top = INFINITY, *bottom = -INFINITY;
  for (int i = 0; i < s->n; i++) {
    *top = fmin(*top, s->y[i]);
    *bottom = fmax(*bottom, s->y[i]);
    if (i) assert_true(s->way[i] > s->way[i - 1]);
  }
}

static void villi_are_as_high_as_their_crypts_are_deep_times_the_ratio(void **state) {
  (void)state;
  static struct zn_sheet s;
  double top, bottom;
  zn_sheet_villi(&s, 226.0, 308.0, 37.0, 111.0, 3);
  bounds(&s, &top, &bottom);
  assert_true(fabs(bottom - 308.0) < 2.5 && fabs(top - (308.0 - 148.0)) < 2.5);
  const double tall = zn_sheet_length(&s);
  zn_sheet_villi(&s, 226.0, 308.0, 140.0, 8.0, 3);
  bounds(&s, &top, &bottom);
  assert_true(fabs(top - 160.0) < 4.0);
  assert_true(tall > 700.0);
}

static void the_sheet_knows_where_the_tissue_is(void **state) {
  (void)state;
  static struct zn_sheet s;
  zn_sheet_crypts(&s, 226.0, 232.0, 76.0, 2);
  for (double way = 0.0; way <= zn_sheet_length(&s); way += 5.0) {
    const struct zn_sheet_spot spot = zn_sheet_at(&s, way);
    assert_true(fabs(hypot(spot.into_x, spot.into_y) - 1.0) < 1e-9);
  }
  const struct zn_sheet_spot flat = zn_sheet_at(&s, 3.0), beyond = zn_sheet_at(&s, 1e9);
  assert_true(fabs(flat.y - 232.0) < 1e-9 && flat.into_y > 0.99);
  assert_true(fabs(beyond.x - 226.0) < 1e-9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_same_state_gives_the_same_bytes),
      cmocka_unit_test(lost_cells_are_missing_in_their_place_and_share),
      cmocka_unit_test(thicker_mucus_is_a_taller_band_on_one_scale),
      cmocka_unit_test(the_scale_fits_the_thickest_mucus),
      cmocka_unit_test(gaps_between_cells_widen_with_the_leak),
      cmocka_unit_test(immune_cells_are_drawn_by_their_share),
      cmocka_unit_test(microbes_crowd_the_wall_with_contact),
      cmocka_unit_test(endotoxin_is_drawn_in_the_blood),
      cmocka_unit_test(tissue_reddens_with_the_cytokine),
      cmocka_unit_test(nothing_in_the_numbers_breaks_the_drawing),
      cmocka_unit_test(the_caption_is_text_and_ids_carry_the_name),
      cmocka_unit_test(villi_are_as_high_as_their_crypts_are_deep_times_the_ratio),
      cmocka_unit_test(the_sheet_knows_where_the_tissue_is),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
