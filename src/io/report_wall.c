/* The wall at the asked moments: a drawing for each cohort and moment, with its numbers in columns underneath. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "html.h"
#include "report.h"
#include "wall_picture.h"
#include "words.h"

/* Readings shown under each panel; those that a place lacks are left out there. */
static const struct {
  const char *what, *words;
} shown[] = {{"mucus_thickness", "mucus, all layers"},
             {"mucus_inner", "inner mucus"},
             {"bacterial_contact", "bacteria at the wall"},
             {"leak", "leak route"},
             {"pore", "pore route"},
             {"cell_loss", "epithelium lost"},
             {"epithelial_resistance", "resistance"},
             {"apoptosis", "apoptotic cells"},
             {"villus_height_crypt_depth", "villus height to crypt"},
             {"tumour_necrosis_factor", "tumour necrosis factor"},
             {"inflammatory_macrophages", "macrophages, inflamed"},
             {"effector_t_cells", "T cells, effector"}};

/* Readings of the whole body, under the table. */
static const char *const of_the_body[] = {"serum_lps", "serum_crp", "stool_calprotectin"};

static const double *picture_of(const struct zn_run *run, int cohort, int k) {
  return run->cohort[cohort].picture + (size_t)k * (size_t)zn_observable_count();
}

static int drawable(const double *observed) {
  for (int i = 0; i < zn_observable_count(); i++)
    if (!isfinite(observed[i])) return 0;
  return 1;
}

/* The observable of a place; the duodenum's villi stand for the duodenum only. */
static int reading_of(const char *what, enum zn_segment segment) {
  char name[96];
  snprintf(name, sizeof name, "%s[%s]", what, zn_segment_name(segment));
  const int index = zn_observable_find(name);
  return index < 0 && segment == ZN_SEGMENT_duodenum ? zn_observable_find(what) : index;
}

/* Relative quantities are told from shares by what they are relative to: the healthy reference person, 1. */
static void value(struct zn_writer *page, const double *observed, int index) {
  const struct zn_observable_info *info = zn_observable_info(index);
  zn_html_result(page, observed[index]);
  zn_html_unit(page, info->unit);
  if (strcmp(info->unit, "1") == 0 && strstr(info->label, "relative")) zn_writer_add(page, " ×");
}

static void numbers(struct zn_writer *page, const double *observed) {
  zn_writer_format(page, "<table class=\"wall\"><colgroup><col style=\"width:%.2f%%\"/>", 100.0 * ZN_WALL_NAMES_SHARE);
  for (int k = 0; k < ZN_WALL_PANELS; k++) zn_writer_format(page, "<col style=\"width:%.2f%%\"/>", 100.0 * ZN_WALL_PANEL_SHARE);
  zn_writer_add(page, "</colgroup>\n<tbody>\n");
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
    zn_writer_format(page, "<tr><th scope=\"row\">%s</th>", shown[i].words);
    for (int k = 0; k < ZN_WALL_PANELS; k++) {
      const int index = reading_of(shown[i].what, zn_wall_panel[k]);
      zn_writer_add(page, "<td>");
      if (index >= 0) value(page, observed, index);
      zn_writer_add(page, "</td>");
    }
    zn_writer_add(page, "</tr>\n");
  }
  zn_writer_add(page, "</tbody></table>\n<p class=\"small soft\">Whole body: ");
  for (size_t i = 0; i < sizeof of_the_body / sizeof *of_the_body; i++) {
    const int index = zn_observable_find(of_the_body[i]);
    zn_writer_add(page, i ? "; " : "");
    zn_html_text(page, zn_observable_info(index)->label);
    zn_writer_add(page, " ");
    value(page, observed, index);
  }
  zn_writer_add(page, ".</p>\n");
}

static void picture(struct zn_writer *page, const struct zn_run *run, int cohort, int k, double px_per_um) {
  const double *observed = picture_of(run, cohort, k);
  char time[32], name[48], caption[256];
  zn_time_words(run->study->picture_time_h[k], time);
  snprintf(name, sizeof name, "wall-%d-%d", k + 1, cohort + 1);
  snprintf(caption, sizeof caption, "Cross-sections of the bowel wall of cohort %s at %s", run->study->cohorts[cohort].name, time);
  zn_writer_format(page, "<figure class=\"wide\"><figcaption><span class=\"swatch\" style=\"background:%s\"></span><b>",
                   zn_report_colour(cohort));
  zn_report_cohort(page, run, cohort);
  zn_writer_format(page, ", at %s</b></figcaption>\n<div class=\"inner\">\n", time);
  if (drawable(observed)) {
    zn_wall_picture(page, observed, px_per_um, name, caption);
    numbers(page, observed);
  } else
    zn_writer_add(page, "<p>Nobody of this cohort was followed to the end, so there is nothing to draw.</p>\n");
  zn_writer_add(page, "</div></figure>\n");
}

void zn_report_wall(struct zn_writer *page, const struct zn_run *run) {
  double thickest = 0.0;
  if (!run->study->n_pictures) return;
  for (int c = 0; c < run->study->n_cohorts; c++)
    for (int k = 0; k < run->study->n_pictures; k++)
      for (int s = 0; s < ZN_WALL_PANELS; s++)
        thickest = fmax(thickest, picture_of(run, c, k)[reading_of("mucus_thickness", zn_wall_panel[s])]);
  zn_report_open(page, "wall", "The wall, drawn");
  zn_writer_add(
      page,
      "<p>Drawn from the medians of each cohort. Mucus has one scale in all drawings; cells are larger than life. Counts and gaps "
      "follow the numbers below each drawing; where a cell, a microbe or a molecule lies means nothing. “×” is relative to the "
      "healthy reference person.</p>\n<figure>");
  zn_wall_key(page);
  zn_writer_add(page, "</figure>\n");
  for (int k = 0; k < run->study->n_pictures; k++)
    for (int c = 0; c < run->study->n_cohorts; c++) picture(page, run, c, k, zn_wall_scale(thickest));
  zn_writer_add(page, "</section>\n");
}
