/* Backups for our backups: heat maps of what is lost with each layer and each pair, the numbers, and what follows in a few sentences. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "heat.h"
#include "html.h"
#include "report.h"
#include "words.h"
#include "zonula/redundancy.h"

enum { LABEL_ROOM = 48 };

/* What the section is made from. */
struct section {
  struct zn_writer *page;
  const struct zn_redundancy *r;
  const struct zn_matrix *asked;
  char (*label)[LABEL_ROOM]; /* [n_layers] "mucus" */
};

/* A treatment's name as the layer that it takes away: "without_mucus" is "mucus". */
static void label_of(char label[LABEL_ROOM], const char *name) {
  static const char without[] = "without_";
  if (strncmp(name, without, sizeof without - 1) == 0) name += sizeof without - 1;
  snprintf(label, LABEL_ROOM, "%s", name);
  for (char *c = label; *c; c++)
    if (*c == '_') *c = ' ';
}

static void name_cell(const struct section *s, const struct zn_cell *cell) {
  switch (cell->kind) {
    case ZN_CELL_NONE:
      zn_writer_add(s->page, "nothing");
      break;
    case ZN_CELL_ALL:
      zn_writer_add(s->page, "all of them");
      break;
    case ZN_CELL_ONE:
      zn_html_text(s->page, s->label[cell->a]);
      break;
    case ZN_CELL_PAIR:
      zn_html_text(s->page, s->label[cell->a]);
      zn_writer_add(s->page, " and ");
      zn_html_text(s->page, s->label[cell->b]);
      break;
  }
}

/* --- Heat maps --------------------------------------------------------------------------------------------------------------------------
 */

/* A fold for a small cell: "1.7", "126", "12k", "3.4M". */
static void short_number(char text[16], double value) {
  if (isnan(value))
    strcpy(text, "–");
  else if (value < 9.95)
    snprintf(text, 16, "%.1f", value);
  else if (value < 9999.5)
    snprintf(text, 16, "%.0f", value);
  else if (value < 1e6)
    snprintf(text, 16, "%.0fk", value / 1e3);
  else
    snprintf(text, 16, value < 1e9 ? "%.3gM" : "%.1e", value < 1e9 ? value / 1e6 : value);
}

/* The hottest single or pair. */
static double hottest(const struct section *s, int reading) {
  double most = 2.0;
  for (int c = 1; c < s->r->n_cells - 1; c++)
    if (isfinite(s->r->cell[c].reading[reading].fold.median)) most = fmax(most, s->r->cell[c].reading[reading].fold.median);
  return most;
}

static void warm_by_fold(struct zn_heat_cell *out, const struct zn_cell *cell, int reading, double most) {
  const struct zn_middle *fold = &cell->reading[reading].fold;
  char median[16], low[16], high[16];
  short_number(median, fold->median);
  short_number(low, fold->low);
  short_number(high, fold->high);
  out->warmth = fold->median > 0.0 ? log(fold->median) / log(most) : NAN;
  snprintf(out->text, sizeof out->text, "×%s", median);
  snprintf(out->small, sizeof out->small, strcmp(low, high) ? "%s to %s" : "", low, high);
}

static void warm_by_share(struct zn_heat_cell *out, const struct zn_cell *cell) {
  out->warmth = cell->share;
  snprintf(out->text, sizeof out->text, "%.0f %%", 100.0 * cell->share);
  snprintf(out->small, sizeof out->small, "%d of %d", cell->ill, cell->people);
}

/* The map of one reading, or of the share of ill people. */
static void draw_map(const struct section *s, int reading, const char *name, struct zn_heat_cell *cells, const char **labels) {
  const int n = s->r->n_layers;
  const double most = reading >= 0 ? hottest(s, reading) : 1.0;
  for (int a = 0; a < n; a++) {
    labels[a] = s->label[a];
    for (int b = 0; b < n; b++) {
      const struct zn_cell *cell = zn_redundancy_cell(s->r, a, b);
      if (reading >= 0)
        warm_by_fold(&cells[a * n + b], cell, reading, most);
      else
        warm_by_share(&cells[a * n + b], cell);
    }
  }
  zn_heat_draw(s->page, &(struct zn_heat){.name = name, .n = n, .label = labels, .cell = cells});
}

static void caption_fold(const struct section *s, int reading) {
  const struct zn_cell *all = &s->r->cell[s->r->n_cells - 1];
  char text[16];
  short_number(text, all->reading[reading].fold.median);
  zn_writer_add(s->page, "<figure><figcaption><b>");
  zn_report_observable(s->page, s->asked->reading[reading]);
  zn_writer_format(
      s->page, "</b>, over the same person's with nothing gone: median, and where nine in ten lie. All gone: ×%s.</figcaption>\n", text);
}

static void caption_share(const struct section *s) {
  const struct zn_cell *none = &s->r->cell[0], *all = &s->r->cell[s->r->n_cells - 1];
  zn_writer_add(s->page, "<figure><figcaption><b>Share who are ");
  zn_html_text(s->page, s->asked->ill.word);
  zn_writer_add(s->page, "</b>: ");
  zn_report_observable(s->page, s->asked->ill.observable);
  zn_writer_add(s->page, " above ");
  zn_html_quantity(s->page, s->asked->ill.above, zn_observable_info(s->asked->ill.observable)->unit);
  zn_writer_format(s->page, ". Nothing gone: %.0f %%; all gone: %.0f %%.</figcaption>\n", 100.0 * none->share, 100.0 * all->share);
}

static enum zn_status maps(const struct section *s, struct zn_error *error) {
  const size_t n = (size_t)s->r->n_layers;
  struct zn_heat_cell *cells = calloc(n * n, sizeof *cells);
  const char **labels = malloc(n * sizeof *labels);
  const int drawn = cells && labels;
  if (drawn) {
    zn_report_grid(s->page, 2);
    if (s->asked->ill.places) {
      caption_share(s);
      draw_map(s, -1, "share of ill people by lost layers", cells, labels);
      zn_writer_add(s->page, "</figure>\n");
    }
    for (int k = 0; k < s->r->n_readings; k++) {
      caption_fold(s, k);
      draw_map(s, k, zn_observable_info(s->asked->reading[k])->label, cells, labels);
      zn_writer_add(s->page, "</figure>\n");
    }
    zn_writer_add(s->page,
                  "</div>\n<p class=\"small soft\">Framed cells: that layer alone. All others: the pair of row and column, so the maps are "
                  "symmetric. Colour goes with the logarithm, from nothing gone (white) to the worst pair.</p>\n");
  }
  free(cells);
  free(labels);
  return drawn ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for heat maps");
}

/* --- Sentences --------------------------------------------------------------------------------------------------------------------------
 */

static void middle(struct zn_writer *page, const struct zn_middle *m) {
  zn_html_result(page, m->median);
  if (isnan(m->low) || m->low == m->high) return;
  zn_writer_add(page, " (");
  zn_html_result(page, m->low);
  zn_writer_add(page, " to ");
  zn_html_result(page, m->high);
  zn_writer_add(page, ")");
}

static void say_cell(const struct section *s, const char *before, int cell, int reading) {
  zn_writer_add(s->page, before);
  name_cell(s, &s->r->cell[cell]);
  zn_writer_add(s->page, ", ×");
  middle(s->page, &s->r->cell[cell].reading[reading].fold);
}

/* The worst losses of a reading, and where two together are more than what each does alone. */
static void say_worst(const struct section *s, int k) {
  const int pairs = s->r->n_layers * (s->r->n_layers - 1) / 2, beyond = s->r->most_beyond[k];
  zn_writer_add(s->page, "<p><b>");
  zn_report_observable(s->page, s->asked->reading[k]);
  zn_writer_add(s->page, "</b>: ");
  say_cell(s, "the worst single loss is ", s->r->worst_single[k], k);
  say_cell(s, "; the worst pair is ", s->r->worst_pair[k], k);
  zn_writer_format(s->page, ". In %d of %d pairs most people show clearly more than the product of both alone, in %d clearly less",
                   s->r->more_than_product[k], pairs, s->r->less_than_product[k]);
  if (beyond >= 0) {
    zn_writer_add(s->page, "; most beyond it is ");
    name_cell(s, &s->r->cell[beyond]);
    zn_writer_add(s->page, ", ");
    middle(s->page, &s->r->cell[beyond].reading[k].synergy);
    zn_writer_add(s->page, " times the product");
  }
  zn_writer_add(s->page, ".</p>\n");
}

/* The cell of a kind with most ill people; the first of equals. */
static const struct zn_cell *sickest(const struct section *s, enum zn_cell_kind kind) {
  const struct zn_cell *most = NULL;
  for (int c = 0; c < s->r->n_cells; c++)
    if (s->r->cell[c].kind == kind && (!most || s->r->cell[c].share > most->share)) most = &s->r->cell[c];
  return most;
}

static void say_share(const struct section *s, const char *before, const struct zn_cell *cell) {
  zn_writer_add(s->page, before);
  name_cell(s, cell);
  const int digits = cell->ill && cell->share < 0.01; /* one of 200 is not none */
  zn_writer_format(s->page, " gone, %.*f %% (%.*f to %.*f)", digits, 100.0 * cell->share, digits, 100.0 * cell->share_lo90, digits,
                   100.0 * cell->share_hi90);
}

static void say_ill(const struct section *s) {
  int spared = 0, pairs = 0;
  if (!s->asked->ill.places || isnan(s->r->cell[0].share)) return;
  for (int c = 0; c < s->r->n_cells; c++) {
    pairs += s->r->cell[c].kind == ZN_CELL_PAIR;
    spared += s->r->cell[c].kind == ZN_CELL_PAIR && s->r->cell[c].ill == 0;
  }
  zn_writer_add(s->page, "<p>Who is ");
  zn_html_text(s->page, s->asked->ill.word);
  const struct zn_cell *single = sickest(s, ZN_CELL_ONE);
  if (single->ill)
    say_share(s, ": most of single losses with ", single);
  else
    zn_writer_format(s->page, ": after any single loss nobody (0 to %.0f %%)", 100.0 * single->share_hi90);
  say_share(s, "; most of pairs with ", sickest(s, ZN_CELL_PAIR));
  say_share(s, "; with ", &s->r->cell[s->r->n_cells - 1]);
  zn_writer_format(s->page, ". In %d of %d pairs nobody is. Intervals: 90 %%.</p>\n", spared, pairs);
}

static void question(const struct section *s) {
  char given[32], at[32];
  if (s->asked->given_h > 0.0)
    zn_time_words(s->asked->given_h, given);
  else
    strcpy(given, "the start");
  zn_time_words(s->asked->at_h, at);
  zn_writer_format(
      s->page,
      "<p>%d people, the same in every cell. From %s on a layer, a pair of layers or all %d are taken away; at %s it is looked at "
      "how it truly is in the body, without an instrument. Were two layers independent, losing both would multiply what each "
      "does alone; where the pair does more, one had been standing in for the other.</p>\n",
      s->r->run->cohort[0].people, given, s->r->n_layers, at);
}

/* --- Numbers ----------------------------------------------------------------------------------------------------------------------------
 */

static void heads(const struct section *s) {
  zn_writer_add(s->page, "<div class=\"scroll\"><table class=\"scores\">\n<thead><tr><th>Gone</th>");
  if (s->asked->ill.places) {
    zn_writer_add(s->page, "<th class=\"number\">");
    zn_html_words(s->page, s->asked->ill.word);
    zn_writer_add(s->page, "</th>");
  }
  for (int k = 0; k < s->r->n_readings; k++) {
    const char *unit = zn_observable_info(s->asked->reading[k])->unit;
    zn_writer_add(s->page, "<th class=\"number\">");
    zn_report_observable(s->page, s->asked->reading[k]);
    if (strcmp(unit, "1") != 0) {
      zn_writer_add(s->page, ",");
      zn_html_unit(s->page, unit);
    }
    zn_writer_add(s->page, "</th><th class=\"number\">over the product</th>");
  }
  zn_writer_add(s->page, "</tr></thead>\n<tbody>\n");
}

static void middle_cell(struct zn_writer *page, const struct zn_middle *m) {
  zn_writer_add(page, "<td class=\"number\">");
  zn_html_result(page, m->median);
  if (!isnan(m->low) && m->low != m->high) {
    zn_writer_add(page, "<div class=\"small soft\">");
    zn_html_result(page, m->low);
    zn_writer_add(page, " to ");
    zn_html_result(page, m->high);
    zn_writer_add(page, "</div>");
  }
  zn_writer_add(page, "</td>");
}

static void numbers(const struct section *s) {
  zn_writer_add(s->page, "<h3>The numbers</h3>\n");
  heads(s);
  for (int c = 0; c < s->r->n_cells; c++) {
    const struct zn_cell *cell = &s->r->cell[c];
    zn_writer_add(s->page, "<tr><th scope=\"row\">");
    name_cell(s, cell);
    zn_writer_add(s->page, "</th>");
    if (s->asked->ill.places && cell->people)
      zn_writer_format(s->page, "<td class=\"number\">%.0f %%<div class=\"small soft\">%.0f to %.0f</div></td>", 100.0 * cell->share,
                       100.0 * cell->share_lo90, 100.0 * cell->share_hi90);
    else if (s->asked->ill.places)
      zn_writer_add(s->page, "<td class=\"number\">–</td>");
    for (int k = 0; k < s->r->n_readings; k++) {
      middle_cell(s->page, &cell->reading[k].value);
      middle_cell(s->page, &cell->reading[k].synergy);
    }
    zn_writer_add(s->page, "</tr>\n");
  }
  zn_writer_add(s->page, "</tbody>\n</table></div>\n");
}

static enum zn_status write_section(struct section *s, struct zn_error *error) {
  const struct zn_run *run = s->r->run;
  for (int i = 0; i < s->r->n_layers; i++) label_of(s->label[i], run->library->overlays[s->asked->layer[i]].name);
  zn_report_open(s->page, "matrix", "What each layer is worth");
  question(s);
  say_ill(s);
  for (int k = 0; k < s->r->n_readings; k++)
    if (s->r->worst_single[k] >= 0 && s->r->worst_pair[k] >= 0) say_worst(s, k);
  ZN_TRY(maps(s, error));
  numbers(s);
  zn_writer_add(s->page, "</section>\n");
  return ZN_OK;
}

enum zn_status zn_report_matrix(struct zn_writer *page, const struct zn_run *run, struct zn_error *error) {
  struct zn_redundancy *r;
  if (!run->study->matrix.n_layers) return ZN_OK;
  ZN_TRY(zn_redundancy_find(&r, run, error));
  struct section s = {.page = page, .r = r, .asked = &run->study->matrix, .label = calloc((size_t)r->n_layers, LABEL_ROOM)};
  const enum zn_status status = s.label ? write_section(&s, error) : zn_fail(error, ZN_MEMORY, "no memory for the names of layers");
  free(s.label);
  zn_redundancy_free(r);
  return status;
}
