/* diets.html: diets compared, on one page that stands alone. It asks no clock and calls nothing from elsewhere. */
#include "eaten_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "html.h"
#include "report.h"
#include "zonula/io.h"

void zn_eaten_title(struct zn_writer *page, const struct zn_eaten *e, int arm) {
  for (int i = 0; i < e->arm[arm].n_steps; i++) {
    if (i) zn_writer_add(page, ", then ");
    zn_html_text(page, e->library->overlays[e->arm[arm].step[i].overlay].title);
  }
}

void zn_eaten_brief(struct zn_writer *page, const struct zn_eaten *e, int arm, int last_only, int most) {
  const struct zn_eaten_arm *a = &e->arm[arm];
  char words[512] = "";
  for (int i = last_only ? a->n_steps - 1 : 0; i < a->n_steps; i++) {
    const size_t used = strlen(words);
    snprintf(words + used, sizeof words - used, "%s%s", used ? ", then " : "", e->library->overlays[a->step[i].overlay].name);
  }
  const int cut = strlen(words) > (size_t)most;
  size_t end = cut ? (size_t)most - 1 : strlen(words);
  while (cut && ((unsigned char)words[end] & 0xC0) == 0x80) end--; /* never within a letter */
  words[end] = '\0';
  zn_html_words(page, words);
  if (cut) zn_writer_add(page, "…");
}

void zn_eaten_amount(struct zn_writer *page, const struct zn_eaten_diet *d, int nutrient) {
  if (!d->has_menu || isnan(d->gives.amount[nutrient])) {
    zn_writer_add(page, "–");
    return;
  }
  if (!zn_menu_knows(&d->gives, nutrient)) zn_writer_add(page, "≥\u202f");
  zn_html_number(page, d->gives.amount[nutrient]);
}

static void header(struct zn_writer *page, const struct zn_eaten *e) {
  zn_writer_add(page, "<header>\n<div class=\"over\">Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_add(page, " · a simulation of the human intestinal barrier</div>\n<h1>Diets compared</h1>\n");
  zn_writer_format(
      page,
      "<p>Each diet is a menu of ordinary foods. What it gives is added up from a table of foods; what the model says of it is what "
      "%d healthy virtual people are like after it, compared with the same people before it, on their usual diet.</p>\n"
      "<p>Nothing here is advice to a person.</p>\n</header>\n",
      e->people);
}

static void contents(struct zn_writer *page) {
  static const struct zn_report_part parts[] = {
      {1, "made_of", "What they are made of"}, {1, "fibre", "Fibre by kind"}, {1, "index", "Dietary Inflammatory Index"},
      {1, "model", "What the model says"},     {1, "each", "Each diet"},      {1, "reading", "How to read this"},
      {1, "made", "How to make it again"}};
  zn_report_contents(page, parts, sizeof parts / sizeof *parts);
}

/* --- What they are made of ------------------------------------------------------------------------------------------------------------ */

static void amount_cell(struct zn_writer *page, const struct zn_eaten_diet *d, int nutrient) {
  zn_writer_add(page, "<td class=\"number\">");
  zn_eaten_amount(page, d, nutrient);
  zn_writer_add(page, "</td>");
}

static void index_cell(struct zn_writer *page, const struct zn_eaten_diet *d) {
  if (!d->has_menu || !d->dii.known) {
    zn_writer_add(page, "<td class=\"number\">–</td>");
    return;
  }
  zn_writer_format(page, "<td class=\"number\">%s%.2f<div class=\"small soft\">%d of %d</div></td>", d->dii.index < 0.0 ? "−" : "+",
                   fabs(d->dii.index), d->dii.known, d->dii.of);
}

static void made_of_row(struct zn_writer *page, const struct zn_eaten *e, int i) {
  const struct zn_eaten_diet *d = &e->diet[i];
  zn_writer_format(page, "<tr><td class=\"number\">%d</td><th scope=\"row\"><a href=\"#diet%d\">", i + 1, i + 1);
  zn_eaten_title(page, e, i);
  zn_writer_add(page, "</a></th>");
  zn_html_number_cell(page, zn_eaten_days(&e->arm[i]));
  amount_cell(page, d, ZN_NUTRIENT_energy_kcal);
  zn_html_number_cell(page, zn_eaten_fibre(d));
  amount_cell(page, d, ZN_NUTRIENT_fodmap_g);
  zn_html_number_cell(page, d->gluten);
  zn_html_number_cell(page, d->fat);
  zn_html_number_cell(page, d->plants);
  index_cell(page, d);
  zn_writer_add(page, "</tr>\n");
}

static void made_of(struct zn_writer *page, const struct zn_eaten *e) {
  zn_report_open(page, "made_of", "What they are made of");
  zn_writer_add(page,
                "<div class=\"scroll\"><table class=\"scores\">\n<thead><tr><th></th><th>Diet</th><th class=\"number\">Days</th><th "
                "class=\"number\">Energy, "
                "kcal</th><th class=\"number\">Fibre, g</th><th class=\"number\">FODMAPs, g</th><th class=\"number\">Gluten, g</th><th "
                "class=\"number\">Fat, g</th><th class=\"number\">Plants a week</th><th class=\"number\">Index</th></tr></thead>\n"
                "<tbody>\n");
  for (int i = 0; i < e->n; i++) made_of_row(page, e, i);
  zn_writer_add(
      page,
      "</tbody>\n</table></div>\n<p class=\"small soft\">Amounts are those of a day. ≥: some foods of the menu are silent about it; "
      "the number is what the others give. Index: Dietary Inflammatory Index, and how many of its parameters are known.</p>\n</section>\n");
}

/* --- What the model says -------------------------------------------------------------------------------------------------------------- */

static void model(struct zn_writer *page, const struct zn_eaten *e) {
  zn_report_open(page, "model", "What the model says");
  zn_writer_add(
      page,
      "<p>After the diet over before it, in the same person, on a doubling scale: dots are medians, bars hold nine in ten people. "
      "At 1 nothing changed. <em>Emergent</em> follows from the mechanisms of the model; <em>assumed</em> was put in.</p>\n");
  zn_eaten_draw_outcomes(page, e);
  zn_writer_add(
      page,
      "<p>Number of species: that people who eat thirty kinds of plants a week have more species of microbes is an association, from a "
      "survey. The model repeats it because it was told so; it is no evidence that plants cause it.</p>\n</section>\n");
}

static void reading(struct zn_writer *page) {
  zn_report_open(page, "reading", "How to read this");
  zn_writer_format(
      page,
      "<p>The Dietary Inflammatory Index (Shivappa and others 2014) scores the quality of a diet: 45 nutrients, foods and spices, each "
      "compared with what the world eats and weighted by how papers tied it to markers of inflammation. It is a score, not a mechanism: "
      "nothing in the model depends on it. Tables of foods are silent about some of the 45; the index then comes from the others, as "
      "in most published studies, and scores from different sets of parameters should not be compared. A dot outside the band is a diet "
      "more extreme than those the range came from. The bar shows what it could be with "
      "the rest at their extremes. A parameter counts as known when foods that know it make up at least %.0f\u202f%% of the menu's mass "
      "and "
      "of its energy; that limit is chosen.</p>\n"
      "<p>The menus are examples that we wrote. Other menus of the same name differ, often by more than the diets do from each other. "
      "Amounts of the kinds of fibre in a food are derived from its total, and rough. <em>Looked up</em> is what was read in the table "
      "that is "
      "named; <em>recalled</em> is from memory of such a table and still to be checked. A food that a table of flavonoids or spices does "
      "not "
      "list has 0 of them there, which makes the index surer than it is.</p>\n"
      "<p>On a diet everybody eats the same menu, while the usual diets they come from differ, by about 30\u202f%% in each kind of fibre. "
      "So "
      "even the reference diet, which is the usual one of the median person, changes those who ate less or more before, and part of the "
      "width of the bars is what people ate before.</p>\n"
      "<p>The people are healthy and virtual. Whoever is ill may answer otherwise, and diets do much that this model does not hold: "
      "weight, "
      "vitamins, blood lipids, pleasure.</p>\n</section>\n",
      100.0 * ZN_MENU_KNOWN);
}

static void made(struct zn_writer *page, const struct zn_eaten *e, const char *command) {
  zn_report_made(page, command);
  zn_writer_add(page, "<p>The same version, data and seed give this page again, byte for byte, on any number of processor cores.</p>\n");
  zn_report_version(page);
  zn_writer_format(page,
                   "<tr><th>People on each diet</th><td>%d, over %d sets of calibrated "
                   "numbers</td></tr>\n<tr><th>Foods</th><td>%d in data/foods.csv</td></tr>\n</tbody>\n</table></div>\n</section>\n",
                   e->people, e->members, e->library->foods->n);
}

static void figure(struct zn_writer *page, const char *id, const char *heading, const struct zn_eaten *e,
                   void (*draw)(struct zn_writer *page, const struct zn_eaten *eaten)) {
  zn_report_open(page, id, heading);
  draw(page, e);
  zn_writer_add(page, "</section>\n");
}

enum zn_status zn_eaten_write_report(const struct zn_eaten *eaten, const char *path, const char *command, struct zn_error *error) {
  struct zn_writer page = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_report_head(&page, "Diets compared", "");
  header(&page, eaten);
  contents(&page);
  made_of(&page, eaten);
  figure(&page, "fibre", "Fibre by kind", eaten, zn_eaten_draw_fibre);
  figure(&page, "index", "Dietary Inflammatory Index", eaten, zn_eaten_draw_index);
  model(&page, eaten);
  figure(&page, "each", "Each diet", eaten, zn_eaten_cards);
  reading(&page);
  made(&page, eaten, command);
  zn_report_foot(&page);
  zn_locale_restore(&locale);
  return zn_writer_save(&page, path, ZN_OK, error);
}
