/* Statements 1 and 2: what passes between the cells and what through them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../support/human.h"

enum { PEOPLE = 24 };

static void small_sugars_pass_between_the_cells_and_large_molecules_do_not(void **state) {
  (void)state;
  static const char *const ladder[] = {"mannitol", "lactulose", "PEG 4000", "dextran 10 kDa", "dextran 70 kDa"};
  int agree = 0;
  for (int i = 0; i < PEOPLE; i++) {
    struct human h = human_of(1, i, "healthy");
    struct zn_wall wall;
    zn_body_wall(h.y, &h.person, &wall);
    double above = INFINITY;
    int falls = 1;
    for (size_t k = 0; k < sizeof ladder / sizeof *ladder; k++) {
      struct zn_permeability p;
      const int solute = zn_solute_find(ladder[k]);
      assert_true(solute >= 0);
      zn_solute_permeability(zn_solute_info(solute), &h.person, &wall.segment[ZN_SEGMENT_jejunum], ZN_SEGMENT_jejunum, &p);
      const double between = p.pore + p.leak + p.cell_loss;
      falls = falls && between < above;
      above = between;
    }
    agree += falls;
    human_leave(&h);
  }
  must_agree("permeability falls with size", agree, PEOPLE, 1.0);
}

static void healthy_recoveries_lie_where_laboratories_find_them(void **state) {
  (void)state;
  double mannitol[PEOPLE], lactulose[PEOPLE], peg[PEOPLE];
  for (int i = 0; i < PEOPLE; i++) {
    struct human h = human_of(1, i, "healthy");
    mannitol[i] = human_recovery(&h, "mannitol", 0.0, 24.0);
    lactulose[i] = human_recovery(&h, "lactulose", 0.0, 5.0);
    peg[i] = human_recovery(&h, "PEG 4000", 0.0, 24.0);
    human_leave(&h);
  }
  const double m = median_of(mannitol, PEOPLE), l = median_of(lactulose, PEOPLE), p = median_of(peg, PEOPLE);
  print_message("             mannitol %.1f %%, lactulose %.2f %%, PEG 4000 %.3f %% of the dose\n", 100 * m, 100 * l, 100 * p);
  assert_true(m > 0.13 && m < 0.22);
  assert_true(l > 0.002 && l < 0.0035);
  assert_true(p > 0.0002 && p < 0.0015);
}

/* Share of a dose taken up before the colon, and of that share between the cells. */
static void uptake_of(struct human *h, const char *solute, double amount_mmol, double *taken, double *between) {
  const double time_h = 10.0;
  struct zn_whereabouts at;
  human_follow(h, solute, ZN_SITE_ORAL, amount_mmol, 300.0, &time_h, 1, &at);
  double crossed = 0.0;
  for (int s = 0; s < ZN_SMALL_BOWEL_SEGMENTS; s++) crossed += at.crossed[s];
  *taken = crossed / amount_mmol;
  *between = (at.by_pore + at.by_leak + at.by_cell_loss) / (at.by_pore + at.by_leak + at.by_cell_loss + at.by_cell);
}

static void nutrients_cross_through_the_cells(void **state) {
  (void)state;
  int agree = 0;
  for (int i = 0; i < PEOPLE; i++) {
    struct human h = human_of(2, i, "healthy");
    double glucose, peptide, fat, glucose_between, ignored;
    uptake_of(&h, "glucose", 278.0, &glucose, &glucose_between); /* 50 g */
    uptake_of(&h, "glycylsarcosine", 20.0, &peptide, &ignored);
    uptake_of(&h, "oleic acid", 50.0, &fat, &ignored);
    if (i == 0)
      print_message("             first person: glucose %.1f %% (%.1f %% between cells), peptide %.1f %%, fatty acid %.1f %%\n",
                    100 * glucose, 100 * glucose_between, 100 * peptide, 100 * fat);
    agree += glucose > 0.9 && peptide > 0.9 && fat > 0.9 && glucose_between < 0.05;
    human_leave(&h);
  }
  must_agree("over 90 % through the cells before the colon", agree, PEOPLE, 0.9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_sugars_pass_between_the_cells_and_large_molecules_do_not),
      cmocka_unit_test(healthy_recoveries_lie_where_laboratories_find_them),
      cmocka_unit_test(nutrients_cross_through_the_cells),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
