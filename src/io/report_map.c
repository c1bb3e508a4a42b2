/* Two hits: the map, who stands where on it, what a slow way up and down leaves behind, and what of this was chosen. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "html.h"
#include "map_picture.h"
#include "report.h"
#include "words.h"

enum { ROWS_SHOWN = 9 };

/* What the section is made from. */
struct section {
  struct zn_writer *page;
  const struct zn_landscape *l;
  const struct zn_map *asked;
};

static void parameter(const struct section *s, int index) {
  zn_writer_add(s->page, "<code>");
  zn_html_text(s->page, zn_parameter_info(index)->name);
  zn_writer_add(s->page, "</code>");
}

static void overlay_title(const struct section *s, int mark) {
  zn_html_text(s->page, s->l->run->library->overlays[s->l->mark[mark].overlay].title);
}

/* --- Words ---------------------------------------------------------------------------------------------------------------------------- */

static void axis_words(const struct section *s, const struct zn_map_axis *axis) {
  const struct zn_parameter_info *info = zn_parameter_info(axis->parameter);
  zn_writer_add(s->page, "<li>");
  parameter(s, axis->parameter);
  zn_writer_add(s->page, ": ");
  zn_html_text(s->page, info->meaning);
  zn_writer_add(s->page, "; default ");
  zn_html_quantity(s->page, info->value, info->unit);
  zn_writer_add(s->page, " ");
  zn_html_mark(s->page, "grade", info->grade);
  zn_writer_add(s->page, "</li>\n");
}

static void question(const struct section *s) {
  const struct zn_map *m = s->asked;
  zn_writer_format(
      s->page,
      "<p>The same %d people in every cell, given these two numbers instead of their own. Where does each body come to rest, looked "
      "for once from the healthy side and once from the side of active inflammation? Where both searches end in the same state, "
      "history does not matter; where they end apart, who was ill stays ill, and who was well stays well.</p>\n<ul class=\"small\">\n",
      s->l->run->cohort[zn_map_cell(m, 0, 0, 0, 0)].people);
  axis_words(s, &m->across);
  axis_words(s, &m->up);
  zn_writer_add(s->page, "</ul>\n<p class=\"soft\">");
  zn_html_words(s->page, m->ill.word);
  zn_writer_add(s->page, ": ");
  zn_html_text(s->page, zn_observable_info(m->ill.observable)->label);
  zn_writer_format(s->page, " above %g%s.</p>\n", m->ill.above, m->ill.places > 1 ? " somewhere in the gut" : "");
}

/* Where an edge lies, in a cell. */
static void across_words(struct zn_writer *page, double across) {
  if (isfinite(across))
    zn_html_result(page, across);
  else
    zn_writer_add(page, across < 0.0 ? "everywhere" : "nowhere");
}

/* The same in a sentence. */
static void across_sentence(struct zn_writer *page, double across) {
  if (isfinite(across)) zn_writer_add(page, "from ");
  across_words(page, across);
  zn_writer_add(page, isfinite(across) ? " on" : " on the map");
}

/* The row of the map nearest to a value of the second number, by factors. */
static int row_nearest(const struct section *s, double up) {
  int nearest = 0;
  for (int k = 1; k < s->l->n_up; k++) {
    const double own = zn_landscape_place(s->l, 0, k, 0)->up, best = zn_landscape_place(s->l, 0, nearest, 0)->up;
    if (fabs(log(own / up)) < fabs(log(best / up))) nearest = k;
  }
  return nearest;
}

static void say_row(const struct section *s, int row) {
  zn_writer_add(s->page, "With ");
  parameter(s, s->asked->up.parameter);
  zn_writer_add(s->page, " ");
  zn_html_number(s->page, zn_landscape_place(s->l, 0, row, 0)->up);
  zn_writer_add(s->page, " half of the people fall ill ");
  across_sentence(s->page, zn_landscape_edge(s->l, 0, ZN_FROM_BELOW, row));
  zn_writer_add(s->page, ", and half of those who are ill stay ill ");
  across_sentence(s->page, zn_landscape_edge(s->l, 0, ZN_FROM_ABOVE, row));
  zn_writer_add(s->page, ". ");
}

static void sentences(const struct section *s) {
  zn_writer_add(s->page, "<p>");
  say_row(s, row_nearest(s, zn_parameter_info(s->asked->up.parameter)->value));
  for (int k = 0; k < s->l->n_ramps; k++)
    if (s->l->ramp[k].up != zn_parameter_info(s->asked->up.parameter)->value) say_row(s, row_nearest(s, s->l->ramp[k].up));
  zn_writer_format(s->page, "History decides in %.0f %% of the map.</p>\n", 100.0 * s->l->either);
}

/* What the border rests on, and how far it moves. */
static void chosen(const struct section *s) {
  const struct zn_map *m = s->asked;
  if (m->also_parameter < 0) return;
  const struct zn_parameter_info *info = zn_parameter_info(m->also_parameter);
  const int row = row_nearest(s, zn_parameter_info(m->up.parameter)->value);
  zn_writer_add(s->page, "<p><b>What this rests on.</b> ");
  parameter(s, m->also_parameter);
  zn_writer_add(s->page, " (");
  zn_html_text(s->page, info->meaning);
  zn_writer_add(s->page, ") ");
  zn_html_mark(s->page, "grade", info->grade);
  zn_writer_format(s->page,
                   " sets where the borders lie, so the map shows what follows from it and not where real people stand. With "
                   "%g times as much, the second map, half of the people of usual ",
                   m->also_scale);
  parameter(s, m->up.parameter);
  zn_writer_add(s->page, " fall ill ");
  across_sentence(s->page, zn_landscape_edge(s->l, 1, ZN_FROM_BELOW, row));
  zn_writer_add(s->page, ", instead of ");
  across_sentence(s->page, zn_landscape_edge(s->l, 0, ZN_FROM_BELOW, row));
  zn_writer_add(s->page, ".</p>\n");
}

/* --- Pictures ------------------------------------------------------------------------------------------------------------------------- */

static void legend(const struct section *s) {
  static const char *const zones[] = {"rest well from either side", "history decides", "rest ill from either side"};
  zn_writer_add(s->page, "<ul class=\"legend\">\n");
  for (int z = 0; z < 3; z++)
    zn_writer_format(s->page, "<li><span class=\"swatch\" style=\"background:%s\"></span>%s</li>\n", zn_map_zone_colours[z], zones[z]);
  for (int k = 0; k < s->l->n_marks; k++) {
    zn_writer_add(s->page, "<li>");
    zn_map_sign(s->page, k);
    overlay_title(s, k);
    zn_writer_add(s->page, "</li>\n");
  }
  zn_writer_add(s->page, "</ul>\n");
}

static void maps(const struct section *s) {
  zn_report_grid(s->page, s->l->variants);
  for (int v = 0; v < s->l->variants; v++) {
    zn_writer_add(s->page, "<figure><figcaption><b>");
    if (v) {
      zn_writer_format(s->page, "The same with %g times ", s->asked->also_scale);
      parameter(s, s->asked->also_parameter);
    } else
      zn_writer_add(s->page, "Where bodies rest");
    zn_writer_format(s->page, "</b>. Full line: half of the people fall ill; dashed: half of those who are ill stay ill%s.</figcaption>\n",
                     v == 0 && s->l->variants > 1 ? "; thin: these lines of the other map" : "");
    zn_map_draw(s->page, s->l, v);
    if (v == 0) legend(s);
    zn_writer_add(s->page, "</figure>\n");
  }
  zn_writer_add(s->page, "</div>\n");
  if (s->l->n_marks)
    zn_writer_add(s->page,
                  "<p class=\"small soft\">Signs are people drawn from each condition, at their own two numbers; filled: ill at rest, "
                  "hollow: well (in the second map this was not asked, and all are hollow). They differ in everything else as well, so one "
                  "may be ill where the map is calm. Who stands outside "
                  "the map is drawn at its rim.</p>\n");
}

/* --- Tables --------------------------------------------------------------------------------------------------------------------------- */

static void share_cell(struct zn_writer *page, double share) {
  if (isnan(share))
    zn_writer_add(page, "<td class=\"number\">–</td>");
  else
    zn_writer_format(page, "<td class=\"number\">%.0f %%</td>", 100.0 * share);
}

static void table_of_marks(const struct section *s) {
  if (!s->l->n_marks) return;
  zn_writer_add(s->page,
                "<h3>Who stands where</h3>\n<div class=\"scroll\"><table class=\"scores who\">\n<thead><tr><th>People</th>"
                "<th class=\"number\">how many</th><th class=\"number\">");
  zn_html_text(s->page, s->asked->ill.word);
  zn_writer_add(s->page,
                " at rest</th><th class=\"number\">stand where bodies rest well</th><th class=\"number\">where history "
                "decides</th><th class=\"number\">where bodies rest ill</th><th class=\"number\">outside the "
                "map</th></tr></thead>\n<tbody>\n");
  for (int k = 0; k < s->l->n_marks; k++) {
    const struct zn_map_mark *mark = &s->l->mark[k];
    zn_writer_add(s->page, "<tr><th scope=\"row\">");
    zn_map_sign(s->page, k);
    overlay_title(s, k);
    zn_writer_add(s->page, "<div class=\"small soft\">");
    zn_html_text(s->page, s->l->run->library->overlays[mark->overlay].meaning);
    zn_writer_format(s->page, "</div></th><td class=\"number\">%d</td>", mark->people);
    share_cell(s->page, mark->people ? (double)mark->ill / mark->people : NAN);
    for (int zone = ZN_ZONE_CALM; zone <= ZN_ZONE_ILL; zone++) share_cell(s->page, mark->zone[zone]);
    share_cell(s->page, mark->beyond);
    zn_writer_add(s->page, "</tr>\n");
  }
  zn_writer_add(s->page, "</tbody>\n</table></div>\n");
}

static void across_cell(struct zn_writer *page, double across) {
  zn_writer_add(page, "<td class=\"number\">");
  across_words(page, across);
  zn_writer_add(page, "</td>");
}

static void table_of_edges(const struct section *s) {
  zn_writer_add(s->page, "<h3>Where half of the people are ill</h3>\n<div class=\"scroll\"><table class=\"scores\">\n<thead><tr><th>");
  parameter(s, s->asked->up.parameter);
  zn_writer_add(s->page, "</th>");
  for (int v = 0; v < s->l->variants; v++) {
    char also[64] = "";
    if (v) snprintf(also, sizeof also, ", other map");
    zn_writer_format(s->page, "<th class=\"number\">fall ill from%s</th><th class=\"number\">stay ill from%s</th>", also, also);
  }
  zn_writer_add(s->page, "</tr></thead>\n<tbody>\n");
  const int stride = (s->l->n_up + ROWS_SHOWN - 2) / (ROWS_SHOWN - 1);
  for (int up = 0; up < s->l->n_up; up += stride) {
    zn_writer_add(s->page, "<tr><th scope=\"row\">");
    zn_html_number(s->page, zn_landscape_place(s->l, 0, up, 0)->up);
    zn_writer_add(s->page, "</th>");
    for (int v = 0; v < s->l->variants; v++)
      for (int side = 0; side < ZN_MAP_SIDES; side++) across_cell(s->page, zn_landscape_edge(s->l, v, (enum zn_map_side)side, up));
    zn_writer_add(s->page, "</tr>\n");
  }
  zn_writer_format(s->page, "</tbody>\n</table></div>\n<p class=\"small soft\">In ");
  parameter(s, s->asked->across.parameter);
  zn_writer_add(s->page, ", between steps of the map on the logarithm.</p>\n");
}

/* --- Ramps ---------------------------------------------------------------------------------------------------------------------------- */

static void ramp_item(const struct section *s, int k) {
  const struct zn_map_ramp *ramp = &s->l->ramp[k];
  zn_writer_format(s->page, "<li><span class=\"swatch\" style=\"background:%s\"></span>", zn_report_colour(k));
  parameter(s, s->asked->up.parameter);
  zn_writer_add(s->page, " ");
  zn_html_number(s->page, ramp->up);
  zn_writer_format(s->page, ": %d of %d fell ill", ramp->fell_ill, ramp->people);
  if (!isnan(ramp->falls_ill)) {
    zn_writer_add(s->page, ", half of all by ");
    zn_html_result(s->page, ramp->falls_ill);
  }
  if (ramp->fell_ill) zn_writer_format(s->page, "; %d got well again", ramp->got_well);
  if (!isnan(ramp->gets_well)) {
    zn_writer_add(s->page, ", half by ");
    zn_html_result(s->page, ramp->gets_well);
  }
  zn_writer_add(s->page, "</li>\n");
}

static void ramps(const struct section *s) {
  char hold[32];
  if (!s->l->n_ramps) return;
  zn_time_words(s->asked->hold_h, hold);
  zn_writer_format(s->page, "<h3>Slowly up and down again</h3>\n<p>Bodies that live: ");
  parameter(s, s->asked->across.parameter);
  zn_writer_format(s->page,
                   " rises step by step and falls again, each step lasting %s. Where the way down is another than the way up, what was "
                   "gone through stays behind.</p>\n<figure><figcaption><b>",
                   hold);
  zn_html_words(s->page, zn_observable_info(s->asked->ill.observable)->label);
  zn_writer_add(s->page, "</b>, median over people at the end of each step. Full line: up; dashed: down; level line: above it is ");
  zn_html_text(s->page, s->asked->ill.word);
  zn_writer_add(s->page, ".</figcaption>\n");
  zn_map_draw_ramps(s->page, s->l);
  zn_writer_add(s->page, "<ul class=\"legend\">\n");
  for (int k = 0; k < s->l->n_ramps; k++) ramp_item(s, k);
  zn_writer_add(s->page, "</ul>\n</figure>\n");
}

enum zn_status zn_report_map(struct zn_writer *page, const struct zn_run *run, struct zn_error *error) {
  struct zn_landscape *l;
  if (!run->study->map.across.steps) return ZN_OK;
  ZN_TRY(zn_landscape_find(&l, run, error));
  const struct section s = {.page = page, .l = l, .asked = &run->study->map};
  zn_report_open(page, "map", "Where bodies rest");
  question(&s);
  sentences(&s);
  maps(&s);
  chosen(&s);
  table_of_marks(&s);
  ramps(&s);
  table_of_edges(&s);
  zn_writer_add(page, "</section>\n");
  zn_landscape_free(l);
  return ZN_OK;
}
