#include "diet_answer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "table.h"

enum { NAME_ROOM = 160, MADE_OF = 10 };

/* --- Cells ---------------------------------------------------------------------------------------------------------------------------- */

static int add_name(struct cli_table *table, const struct zn_eaten *e, int arm) {
  char name[NAME_ROOM];
  zn_eaten_arm_name(name, sizeof name, &e->arm[arm], e->library);
  return cli_table_add(table, CLI_INK_PLAIN, name);
}

/* What a menu gives of a nutrient; "at least" where foods are silent about it. */
static int add_amount(struct cli_table *table, const struct zn_eaten_diet *d, int nutrient) {
  const double amount = d->has_menu ? d->gives.amount[nutrient] : NAN;
  const char *least = d->has_menu && !zn_menu_knows(&d->gives, nutrient) ? ">=" : "";
  return cli_table_number(table, amount, amount < 999.5 ? "%s%.3g" : "%s%.0f", least, amount);
}

/* --- Diets side by side --------------------------------------------------------------------------------------------------------------- */

static int add_made_of(struct cli_table *table, const struct zn_eaten *e, int i) {
  const struct zn_eaten_diet *d = &e->diet[i];
  const double index = d->has_menu ? d->dii.index : NAN;
  return add_name(table, e, i) && cli_table_number(table, 0.0, "%g", zn_eaten_days(&e->arm[i])) &&
         add_amount(table, d, ZN_NUTRIENT_energy_kcal) && cli_table_number(table, 0.0, "%.1f", zn_eaten_fibre(d)) &&
         add_amount(table, d, ZN_NUTRIENT_fodmap_g) && cli_table_number(table, 0.0, "%.3g", d->gluten) &&
         cli_table_number(table, 0.0, "%.0f", d->plants) && cli_table_number(table, index, "%+.2f", index) &&
         cli_table_number(table, index, "%d/%d", d->dii.known, d->dii.of) &&
         (table->n_columns < MADE_OF ||
          cli_table_number(table, d->dii.known < d->dii.of ? index : NAN, "%+.1f to %+.1f", d->dii.low, d->dii.high));
}

/* The last column stands only where the index of some diet could be another. */
static int print_made_of(const struct zn_eaten *e) {
  static const struct cli_column columns[MADE_OF] = {{"diet", 0},   {"days", 1},   {"kcal", 1}, {"fibre", 1}, {"FODMAP", 1},
                                                     {"gluten", 1}, {"plants", 1}, {"DII", 1},  {"known", 1}, {"could be", 1}};
  struct cli_table table = {.columns = columns, .n_columns = MADE_OF - 1, .width = cli_columns(stdout)};
  int whole = 1;
  for (int i = 0; i < e->n; i++)
    if (e->diet[i].has_menu && e->diet[i].dii.known < e->diet[i].dii.of) table.n_columns = MADE_OF;
  for (int i = 0; i < e->n && whole; i++) whole = add_made_of(&table, e, i);
  return cli_table_end(&table, whole);
}

/* "1.32 (0.98 to 1.80)": the median fold, and those of nine in ten people. */
static int add_fold(struct cli_table *table, const struct zn_eaten_change *c) {
  return cli_table_number(table, c->fold.median, c->fold.high < 9.995 ? "%.2f (%.2f to %.2f)" : "%.2f (%.2f to %.1f)", c->fold.median,
                          c->fold.low, c->fold.high);
}

/* Some of the outcomes, so that a table fits a page. */
static int print_outcomes(const struct zn_eaten *e, int first, int end) {
  struct cli_column columns[1 + ZN_EATEN_OUTCOMES] = {{"diet", 0}};
  struct cli_table table = {.columns = columns, .n_columns = 1 + end - first, .width = cli_columns(stdout)};
  char title[ZN_EATEN_OUTCOMES][64];
  int whole = 1;
  for (int k = first; k < end; k++) {
    const struct zn_eaten_outcome_info info = zn_eaten_outcome_info((enum zn_eaten_outcome)k);
    snprintf(title[k], sizeof title[k], "%s%s", info.brief, strcmp(info.tag, "assumed") == 0 ? ", assumed" : "");
    columns[1 + k - first] = (struct cli_column){title[k], 1};
  }
  for (int i = 0; i < e->n && whole; i++) {
    whole = add_name(&table, e, i);
    for (int k = first; k < end && whole; k++) whole = add_fold(&table, &e->change[i][k]);
  }
  putchar('\n');
  return cli_table_end(&table, whole);
}

int cli_diets_print(const struct zn_eaten *e) {
  int whole = print_made_of(e);
  if (!whole) return 0;
  putchar('\n');
  cli_prose(
      "Amounts are those of a day, in g; plants are kinds of plants in a week; of the parameters of the Dietary Inflammatory Index, "
      "DII, "
      "so many are known. Below: after the diet over before it, in %d healthy virtual people, with the range of nine in ten of them; as it "
      "is in the body, without errors of instruments. Emergent unless called assumed.",
      e->people);
  for (int k = 0; k < ZN_EATEN_OUTCOMES && whole; k += 3)
    whole = print_outcomes(e, k, k + 3 < ZN_EATEN_OUTCOMES ? k + 3 : ZN_EATEN_OUTCOMES);
  return whole;
}

void cli_diets_print_cautions(void) {
  putchar('\n');
  cli_prose(
      "The Dietary Inflammatory Index (published range %.2f to +%.2f) scores the quality of a diet; it is no mechanism, and nothing in the "
      "model depends on it. That people who eat thirty kinds of plants a week have more species of microbes is an association. Nothing "
      "here "
      "is advice to a person.",
      ZN_DII_LEAST, ZN_DII_GREATEST);
}

/* --- One diet ------------------------------------------------------------------------------------------------------------------------- */

/* How sure the numbers of its foods are. */
static void print_grades(const struct zn_overlay *diet, const struct zn_library *library) {
  double share[ZN_FOOD_GRADES];
  zn_menu_by_grade(share, library->foods, diet->menu, diet->n_menu);
  printf("Of its energy, by the grade of its foods:");
  for (int g = 0, any = 0; g < ZN_FOOD_GRADES; g++)
    if (share[g] > 0.0) printf("%s %.0f %% %s", any++ ? "," : "", 100.0 * share[g], zn_food_grades[g]);
  puts(".");
}

static int print_menu(const struct zn_overlay *diet, const struct zn_library *library) {
  static const struct cli_column columns[] = {{"food", 0}, {"g/day", 1}, {"kcal", 1}, {"fibre g", 1}, {"grade", 0}, {"sources", 0}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns, .width = cli_columns(stdout)};
  int whole = 1;
  for (int i = 0; i < diet->n_menu && whole; i++) {
    const struct zn_food *food = &library->foods->food[diet->menu[i].food];
    const double g = diet->menu[i].g_per_day, kcal = g / 100.0 * food->nutrient[ZN_NUTRIENT_energy_kcal],
                 fibre = g / 100.0 * food->nutrient[ZN_NUTRIENT_fibre_g];
    whole = cli_table_add(&table, CLI_INK_PLAIN, food->title) && cli_table_number(&table, g, "%.4g", g) &&
            cli_table_number(&table, kcal, "%.0f", kcal) && cli_table_number(&table, fibre, "%.1f", fibre) &&
            cli_table_add(&table, CLI_INK_PLAIN, food->grade) && cli_table_add(&table, CLI_INK_FAINT, food->sources);
  }
  puts("\nThe menu");
  whole = cli_table_end(&table, whole);
  print_grades(diet, library);
  return whole;
}

static int print_totals(const struct zn_eaten_diet *d) {
  static const struct cli_column columns[] = {{"in a day", 0}, {"amount", 1}, {"unit", 0}, {"known of mass", 1}, {"of energy", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int k = 0; k < ZN_NUTRIENTS && whole; k++)
    whole = cli_table_add(&table, CLI_INK_PLAIN, zn_nutrient_info(k).label) && add_amount(&table, d, k) &&
            cli_table_add(&table, CLI_INK_PLAIN, strcmp(zn_nutrient_info(k).unit, "1") ? zn_nutrient_info(k).unit : "") &&
            cli_table_number(&table, 0.0, "%.0f %%", 100.0 * d->gives.known_mass[k]) &&
            cli_table_number(&table, 0.0, "%.0f %%", 100.0 * d->gives.known_energy[k]);
  printf("\nWhat it gives: %.0f g of food and drink; kinds of plants: %d\n", d->gives.mass_g, d->gives.plants);
  return cli_table_end(&table, whole);
}

static int add_part(struct cli_table *table, const struct zn_dii_parameter *p, const struct zn_dii_part *part) {
  const int whole = cli_table_add(table, part->known ? CLI_INK_PLAIN : CLI_INK_FAINT, p->name) &&
                    cli_table_number(table, part->intake, "%s%.3g", part->known ? "" : ">=", part->intake) &&
                    cli_table_add(table, CLI_INK_PLAIN, p->unit) && cli_table_number(table, 0.0, "%.4g (%.4g)", p->mean, p->sd) &&
                    cli_table_number(table, 0.0, "%+.3f", p->effect);
  if (!part->known) return whole && cli_table_number(table, 0.0, "%+.2f to %+.2f", part->low, part->high);
  return whole && cli_table_number(table, part->adds, "%+.3f", part->adds);
}

static int print_index(const struct zn_eaten_diet *d, const struct zn_dii_table *table_of) {
  static const struct cli_column columns[] = {{"parameter", 0},       {"intake", 1}, {"unit", 0},
                                              {"world mean (SD)", 1}, {"effect", 1}, {"adds", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1, order[ZN_DII_MOST];
  zn_dii_order(order, &d->dii);
  for (int i = 0; i < d->dii.of && whole; i++) whole = add_part(&table, &table_of->parameter[order[i]], &d->dii.part[order[i]]);
  if (!d->dii.known)
    puts("\nDietary Inflammatory Index: no parameter is known");
  else if (d->dii.known < d->dii.of)
    printf("\nDietary Inflammatory Index %+.2f from %d of %d parameters; with the others at their extremes %+.2f to %+.2f\n", d->dii.index,
           d->dii.known, d->dii.of, d->dii.low, d->dii.high);
  else
    printf("\nDietary Inflammatory Index %+.2f from all %d parameters\n", d->dii.index, d->dii.of);
  puts("What lowers it comes first, then what raises it; what is not known comes last, with what it could add");
  return cli_table_end(&table, whole);
}

static int add_spread(struct cli_table *table, const struct zn_middle *s) {
  return cli_table_number(table, s->median, "%.3g (%.3g to %.3g)", s->median, s->low, s->high);
}

static int print_changes(const struct zn_eaten *e, int arm) {
  static const struct cli_column columns[] = {{"in the model", 0}, {"unit", 0}, {"before", 1}, {"after", 1}, {"fold", 1}, {"", 0}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns, .width = cli_columns(stdout)};
  int whole = 1;
  for (int k = 0; k < ZN_EATEN_OUTCOMES && whole; k++) {
    const struct zn_eaten_outcome_info info = zn_eaten_outcome_info((enum zn_eaten_outcome)k);
    const struct zn_eaten_change *c = &e->change[arm][k];
    whole = cli_table_add(&table, CLI_INK_PLAIN, info.label) &&
            cli_table_add(&table, CLI_INK_PLAIN, strcmp(info.unit, "1") ? info.unit : "") && add_spread(&table, &c->before) &&
            add_spread(&table, &c->after) && add_fold(&table, c) && cli_table_add(&table, CLI_INK_FAINT, info.tag);
  }
  printf("\n%d healthy virtual people before it and after %g days of it; medians, and nine in ten people\n", e->people,
         zn_eaten_days(&e->arm[arm]));
  return cli_table_end(&table, whole);
}

int cli_diet_card_print(const struct zn_eaten *e, int arm) {
  const struct zn_overlay *diet = zn_eaten_last(&e->arm[arm], e->library);
  const struct zn_eaten_diet *d = &e->diet[arm];
  char name[NAME_ROOM];
  zn_eaten_arm_name(name, sizeof name, &e->arm[arm], e->library);
  printf("%s (%s)\n", diet->title, name);
  cli_wrap(stdout, diet->meaning, 0, cli_prose_columns(stdout));
  printf("\nEvidence for its effect: %s; %s. Sources: %s\n", diet->grade, diet->tag, diet->sources);
  int whole = 1;
  if (d->has_menu) whole = print_menu(diet, e->library) && print_totals(d) && print_index(d, e->library->dii);
  if (!d->has_menu) puts("\nIt has no menu, only numbers: see zonula list diets.");
  return whole && print_changes(e, arm);
}
