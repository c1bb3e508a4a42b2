/* Statements 10, 11, 13 and 14: gluten and its withdrawal, larazotide, fibre-free and elimination diets. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../support/human.h"

enum { PEOPLE = 24, DAY_H = 24, WEEK_H = 168, MONTH_H = 730 };

static double lactulose_mannitol(const struct human *h) {
  return human_recovery(h, "lactulose", 0.0, 5.0) / human_recovery(h, "mannitol", 0.0, 5.0);
}

static void gluten_opens_and_flattens_and_withdrawal_heals_in_order(void **state) {
  (void)state;
  int flatter = 0, order = 0;
  double fold[PEOPLE], villi[3][PEOPLE];
  for (int i = 0; i < PEOPLE; i++) {
    struct human ill = human_of(13, i, "coeliac_untreated"), well = human_of(13, i, "healthy");
    const double healthy = lactulose_mannitol(&well), healthy_villi = human_read(&well, "villus_height_crypt_depth");
    fold[i] = lactulose_mannitol(&ill) / healthy;
    villi[0][i] = human_read(&ill, "villus_height_crypt_depth");
    flatter += villi[0][i] < 0.5 * healthy_villi && fold[i] > 2.0;
    human_give(&ill, ZN_OVERLAY_TREATMENT, "gluten_free_diet", 1.0);
    human_live(&ill, 5.0 * MONTH_H);
    villi[1][i] = human_read(&ill, "villus_height_crypt_depth");
    const double sugars = lactulose_mannitol(&ill) / healthy;
    human_live(&ill, 19.0 * MONTH_H);
    villi[2][i] = human_read(&ill, "villus_height_crypt_depth");
    order += sugars < 2.0 && villi[1][i] < 0.85 * healthy_villi && villi[2][i] > 0.85 * healthy_villi;
    human_leave(&ill);
    human_leave(&well);
  }
  print_message("             untreated: lactulose/mannitol x%.1f, villi %.2f; without gluten villi %.2f at 5 months, %.2f at 2 years\n",
                median_of(fold, PEOPLE), median_of(villi[0], PEOPLE), median_of(villi[1], PEOPLE), median_of(villi[2], PEOPLE));
  must_agree("untreated disease flattens and opens", flatter, PEOPLE, 0.9);
  must_agree("sugars are nearly normal in months, villi only in years", order, PEOPLE, 1.0);
}

/* Twelve weeks of gluten in treated patients, with or without larazotide. */
static double villi_after_challenge(int person, double gluten_g_per_day, int larazotide) {
  struct human h = human_of(14, person, "coeliac_gluten_free");
  human_set(&h, "diet_gluten", gluten_g_per_day / DAY_H);
  if (larazotide) human_give(&h, ZN_OVERLAY_TREATMENT, "larazotide", 1.0);
  human_live(&h, 12.0 * WEEK_H);
  const double villi = human_read(&h, "villus_height_crypt_depth");
  human_leave(&h);
  return villi;
}

static void twelve_weeks_of_gluten_flatten_villi_and_larazotide_saves_little(void **state) {
  (void)state;
  int agree = 0, flattened = 0;
  double plain[PEOPLE];
  for (int i = 0; i < PEOPLE; i++) {
    struct human h = human_of(14, i, "coeliac_gluten_free");
    const double before = human_read(&h, "villus_height_crypt_depth");
    human_leave(&h);
    plain[i] = villi_after_challenge(i, 4.0, 0);
    const double saved = villi_after_challenge(i, 4.0, 1) - plain[i];
    agree += saved < 0.25 * (before - plain[i]);
    flattened += plain[i] < before - 0.5;
  }
  const double median = median_of(plain, PEOPLE);
  print_message("             villi after 12 weeks of 4 g a day: %.2f (median)\n", median);
  must_agree("villi flatten", flattened, PEOPLE, 0.9);
  must_agree("larazotide saves less than a quarter", agree, PEOPLE, 1.0);
  assert_true(median > 1.4 && median < 2.0);
}

/* Four weeks without fibre in somebody whose mucus production follows fermentation by this share (0: mucus is only eaten, 1: it is
 * also not made). With `repressed` off, microbes eat hardly more mucus than before. How often mucus thins, and the wall meets more
 * of the pathobiont; negative share: the person's own. */
static double thinning(int person, double production_share, int repressed, double *pathobiont) {
  struct human h = human_of(15, person, "healthy");
  if (production_share >= 0.0) human_set(&h, "mucus_production_share", production_share);
  if (!repressed) human_set(&h, "microbiota_repression", 2.0);
  human_settle(&h, ZN_BRANCH_HEALTHY);
  const double thick = human_read(&h, "mucus_thickness[descending]"), germs = human_read(&h, "pathobiont_at_wall");
  human_give(&h, ZN_OVERLAY_DIET, "fibre_free", 1.0);
  human_live(&h, 4.0 * WEEK_H);
  *pathobiont = human_read(&h, "pathobiont_at_wall") / germs;
  const double fold = thick / human_read(&h, "mucus_thickness[descending]");
  human_leave(&h);
  return fold;
}

static void a_fibre_free_diet_thins_mucus_and_lets_the_pathobiont_in(void **state) {
  (void)state;
  int thinner = 0, closer = 0, eaten = 0, not_made = 0;
  double fold[PEOPLE], hardly_eaten[PEOPLE], germs[PEOPLE], ignored;
  for (int i = 0; i < PEOPLE; i++) {
    fold[i] = thinning(i, -1.0, 1, &germs[i]);
    thinner += fold[i] >= 2.0;
    closer += germs[i] > 1.5;
    eaten += thinning(i, 0.0, 1, &ignored) >= 2.0;
    not_made += thinning(i, 1.0, 1, &ignored) >= 2.0;
    hardly_eaten[i] = thinning(i, 1.0, 0, &ignored);
  }
  print_message(
      "             mucus thinner x%.1f, pathobiont at the wall x%.1f; where microbes eat hardly more mucus than before, thinner x%.1f "
      "(medians)\n",
      median_of(fold, PEOPLE), median_of(germs, PEOPLE), median_of(hardly_eaten, PEOPLE));
  must_agree("mucus thins to half", thinner, PEOPLE, 20.0 / 30.0);
  must_agree("the pathobiont comes closer", closer, PEOPLE, 0.9);
  must_agree("mucus thins to half when it is only eaten", eaten, PEOPLE, 15.0 / 30.0);
  must_agree("mucus thins to half when it is also not made", not_made, PEOPLE, 21.0 / 30.0);
}

struct diet_outcome {
  double scfa, villi, bifidobacteria, richness;
};

/* A person after two weeks of a diet (NULL: as they are). */
static struct diet_outcome outcome_of(int person, const char *diet) {
  struct human h = human_of(16, person, "healthy");
  if (diet) {
    human_give(&h, ZN_OVERLAY_DIET, diet, 1.0);
    human_live(&h, 2.0 * WEEK_H);
  }
  const struct diet_outcome outcome = {human_read(&h, "scfa[descending]"), human_read(&h, "villus_height_crypt_depth"),
                                       human_read(&h, "bifidobacteria"), human_read(&h, "species_richness")};
  human_leave(&h);
  return outcome;
}

/* Relative to the same person before, or after two weeks of another diet, as in a feeding trial whose arms are both given their food. */
static struct diet_outcome change_of(int person, const char *diet, const char *other) {
  const struct diet_outcome after = outcome_of(person, diet), against = outcome_of(person, other);
  return (struct diet_outcome){after.scfa / against.scfa, after.villi / against.villi, after.bifidobacteria / against.bifidobacteria,
                               after.richness / against.richness};
}

static void elimination_starves_microbes_and_fasting_shrinks_villi(void **state) {
  (void)state;
  int elemental = 0, broth = 0, fodmap = 0;
  for (int i = 0; i < PEOPLE; i++) {
    const struct diet_outcome e = change_of(i, "elemental", NULL), b = change_of(i, "bone_broth_fast", NULL),
                              f = change_of(i, "low_fodmap", "reference");
    if (i == 0)
      print_message(
          "             first person, relative: elemental SCFA %.2f; broth SCFA %.2f, villi %.2f; low FODMAP SCFA %.2f, bifidobacteria "
          "%.2f, richness %.2f\n",
          e.scfa, b.scfa, b.villi, f.scfa, f.bifidobacteria, f.richness);
    elemental += e.scfa < 0.8;
    broth += b.scfa < 0.6 && b.villi < 0.95;
    fodmap += f.bifidobacteria < 0.9 && fabs(f.richness - 1.0) < 0.05;
  }
  must_agree("an elemental diet lowers short-chain fatty acids", elemental, PEOPLE, 1.0);
  must_agree("a broth fast lowers them and shrinks villi", broth, PEOPLE, 1.0);
  must_agree("low FODMAP lowers bifidobacteria and leaves richness", fodmap, PEOPLE, 1.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gluten_opens_and_flattens_and_withdrawal_heals_in_order),
      cmocka_unit_test(twelve_weeks_of_gluten_flatten_villi_and_larazotide_saves_little),
      cmocka_unit_test(a_fibre_free_diet_thins_mucus_and_lets_the_pathobiont_in),
      cmocka_unit_test(elimination_starves_microbes_and_fasting_shrinks_villi),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
