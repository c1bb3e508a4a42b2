/* Each diet in diets.html: its menu, what it gives, its index part by part, and people before and after it. */
#include <math.h>
#include <string.h>

#include "eaten_report.h"
#include "html.h"
#include "report_validation.h"

static void open_table(struct zn_writer *page, const char *head) {
  zn_writer_format(page, "<div class=\"scroll\"><table>\n<thead><tr>%s</tr></thead>\n<tbody>\n", head);
}

static void close_table(struct zn_writer *page) { zn_writer_add(page, "</tbody>\n</table></div>\n"); }

static void text_cell(struct zn_writer *page, const char *text) {
  zn_writer_add(page, "<td>");
  zn_html_text(page, text);
  zn_writer_add(page, "</td>");
}

/* A number with its sign. */
static void signed_number(struct zn_writer *page, double value) {
  if (isnan(value))
    zn_writer_add(page, "–");
  else
    zn_writer_format(page, "%s%.2f", value < 0.0 ? "−" : "+", fabs(value));
}

static void menu(struct zn_writer *page, const struct zn_overlay *diet, const struct zn_library *library) {
  open_table(page,
             "<th>Food</th><th class=\"number\">g/day</th><th class=\"number\">kcal</th><th class=\"number\">Fibre, g</th><th>Grade</th>"
             "<th>Sources</th>");
  for (int i = 0; i < diet->n_menu; i++) {
    const struct zn_food *food = &library->foods->food[diet->menu[i].food];
    const double hundreds = diet->menu[i].g_per_day / 100.0;
    zn_writer_add(page, "<tr>");
    text_cell(page, food->title);
    zn_html_number_cell(page, diet->menu[i].g_per_day);
    zn_html_number_cell(page, hundreds * food->nutrient[ZN_NUTRIENT_energy_kcal]);
    zn_html_number_cell(page, hundreds * food->nutrient[ZN_NUTRIENT_fibre_g]);
    zn_writer_add(page, "<td>");
    zn_report_words(page, food->grade);
    zn_writer_add(page, "</td>");
    zn_writer_add(page, "<td>");
    zn_html_sources(page, food->sources);
    zn_writer_add(page, "</td></tr>\n");
  }
  close_table(page);
}

/* How sure the numbers of its foods are. */
static void grades(struct zn_writer *page, const struct zn_overlay *diet, const struct zn_library *library) {
  double share[ZN_FOOD_GRADES];
  zn_menu_by_grade(share, library->foods, diet->menu, diet->n_menu);
  zn_writer_add(page, "<p class=\"small soft\">Of its energy, by the grade of its foods:");
  for (int g = 0, any = 0; g < ZN_FOOD_GRADES; g++) {
    if (!(share[g] > 0.0)) continue;
    zn_writer_format(page, "%s %.0f\u202f%% ", any++ ? "," : "", 100.0 * share[g]);
    zn_report_words(page, zn_food_grades[g]);
  }
  zn_writer_add(page, ".</p>\n");
}

static void totals(struct zn_writer *page, const struct zn_eaten_diet *d) {
  zn_writer_format(page, "<h4>What it gives in a day</h4><p class=\"small soft\">%.0f g of food and drink; kinds of plants: %d</p>\n",
                   d->gives.mass_g, d->gives.plants);
  open_table(page,
             "<th>Nutrient</th><th class=\"number\">Amount</th><th class=\"number\">Known of mass</th><th class=\"number\">of energy</th>");
  for (int k = 0; k < ZN_NUTRIENTS; k++) {
    zn_writer_add(page, "<tr>");
    text_cell(page, zn_nutrient_info(k).label);
    zn_writer_add(page, "<td class=\"number\">");
    zn_eaten_amount(page, d, k);
    zn_html_unit(page, zn_nutrient_info(k).unit);
    zn_writer_format(page, "</td><td class=\"number\">%.0f\u202f%%</td><td class=\"number\">%.0f\u202f%%</td></tr>\n",
                     100.0 * d->gives.known_mass[k], 100.0 * d->gives.known_energy[k]);
  }
  close_table(page);
}

static void part_row(struct zn_writer *page, const struct zn_dii_parameter *p, const struct zn_dii_part *part) {
  zn_writer_add(page, "<tr>");
  text_cell(page, p->name);
  zn_writer_add(page, "<td class=\"number\">");
  if (!part->known && isfinite(part->intake)) zn_writer_add(page, "≥\u202f");
  zn_html_quantity(page, part->intake, p->unit);
  zn_writer_add(page, "</td><td class=\"number\">");
  zn_html_number(page, p->mean);
  zn_writer_add(page, " (");
  zn_html_number(page, p->sd);
  zn_writer_add(page, ")</td><td class=\"number\">");
  signed_number(page, p->effect);
  zn_writer_add(page, "</td><td class=\"number\">");
  signed_number(page, part->known ? part->adds : part->low);
  if (!part->known) zn_writer_add(page, " to "), signed_number(page, part->high);
  zn_writer_add(page, "</td></tr>\n");
}

static void parts(struct zn_writer *page, const struct zn_dii *dii, const struct zn_dii_table *table) {
  zn_writer_add(page, "<h4>Its index: ");
  signed_number(page, dii->index);
  zn_writer_format(page, "</h4><p class=\"small soft\">From %d of %d parameters", dii->known, dii->of);
  if (dii->known < dii->of) {
    zn_writer_add(page, "; with the others at their extremes ");
    signed_number(page, dii->low);
    zn_writer_add(page, " to ");
    signed_number(page, dii->high);
  }
  zn_writer_add(page, ". What lowers it comes first, then what raises it, then what is not known.</p>\n");
  open_table(page,
             "<th>Parameter</th><th class=\"number\">Intake</th><th class=\"number\">World mean (SD)</th><th "
             "class=\"number\">Effect</th><th class=\"number\">Adds</th>");
  int order[ZN_DII_MOST];
  zn_dii_order(order, dii);
  for (int i = 0; i < dii->of; i++) part_row(page, &table->parameter[order[i]], &dii->part[order[i]]);
  close_table(page);
}

static void spread_cell(struct zn_writer *page, const struct zn_middle *s, const char *unit) {
  zn_writer_add(page, "<td class=\"nowrap\">");
  zn_html_quantity(page, s->median, unit);
  zn_writer_add(page, "<div class=\"small soft\">");
  zn_html_number(page, s->low);
  zn_writer_add(page, " to ");
  zn_html_number(page, s->high);
  zn_writer_add(page, "</div></td>");
}

static void changes(struct zn_writer *page, const struct zn_eaten *e, int arm) {
  zn_writer_add(page, "<h4>What the model says</h4>\n");
  open_table(page, "<th>In the model</th><th>Before</th><th>After</th><th>Fold</th><th></th>");
  for (int k = 0; k < ZN_EATEN_OUTCOMES; k++) {
    const struct zn_eaten_outcome_info info = zn_eaten_outcome_info((enum zn_eaten_outcome)k);
    const struct zn_eaten_change *c = &e->change[arm][k];
    zn_writer_add(page, "<tr>");
    text_cell(page, info.label);
    spread_cell(page, &c->before, info.unit);
    spread_cell(page, &c->after, info.unit);
    spread_cell(page, &c->fold, "1");
    zn_writer_add(page, "<td>");
    zn_html_mark(page, "tag", info.tag);
    zn_writer_add(page, "</td></tr>\n");
  }
  close_table(page);
}

static void steps(struct zn_writer *page, const struct zn_eaten *e, int arm) {
  zn_writer_add(page, "<p class=\"small soft\">Eaten: the usual diet, then ");
  for (int i = 0; i < e->arm[arm].n_steps; i++)
    zn_writer_format(page, "%s%s for %g days", i ? ", then " : "", e->library->overlays[e->arm[arm].step[i].overlay].name,
                     e->arm[arm].step[i].days);
  zn_writer_add(page, ".</p>\n");
}

void zn_eaten_cards(struct zn_writer *page, const struct zn_eaten *e) {
  for (int i = 0; i < e->n; i++) {
    const struct zn_overlay *diet = zn_eaten_last(&e->arm[i], e->library);
    zn_writer_format(page, "<details id=\"diet%d\"%s><summary>%d. ", i + 1, e->n == 1 ? " open" : "", i + 1);
    zn_eaten_title(page, e, i);
    zn_writer_add(page, "</summary>\n<p>");
    zn_html_text(page, diet->meaning);
    zn_writer_add(page, "</p>\n<p>");
    zn_html_mark(page, "grade", diet->grade);
    zn_html_mark(page, "tag", diet->tag);
    zn_html_sources(page, diet->sources);
    zn_writer_add(page, "</p>\n");
    steps(page, e, i);
    changes(page, e, i);
    if (e->diet[i].has_menu) {
      zn_writer_add(page, "<h4>The menu</h4>\n");
      menu(page, diet, e->library);
      grades(page, diet, e->library);
      totals(page, &e->diet[i]);
      parts(page, &e->diet[i].dii, e->library->dii);
    } else
      zn_writer_add(page, "<p>This diet has no menu, only numbers.</p>\n");
    zn_writer_add(page, "</details>\n");
  }
}
