/* Statements 3 to 5: mucus first, immune cells second, liver third, backups of backups; sepsis needs several to fail. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/human.h"

enum { PEOPLE = 24 };

/* The acute-inflammation model's septic state: persisting damage well above anything a defended body shows. */
static int septic(const struct human *h) { return human_read(h, "tissue_damage") > 5.0; }

/* Bacteria at the cells of one part of the colon, and that load once IgA and antimicrobial peptides have acted. */
static void at_the_cells(const struct human *h, int part, double *contact, double *load) {
  char name[64];
  const char *segment = zn_segment_name(ZN_COLON + part);
  snprintf(name, sizeof name, "bacterial_contact[%s]", segment);
  *contact = human_read(h, name);
  snprintf(name, sizeof name, "secretory_tone[%s]", segment);
  *load = *contact / human_read(h, name);
}

static void without_mucus_bacteria_reach_the_cells(void **state) {
  (void)state;
  int agree = 0;
  double contact[PEOPLE], load[PEOPLE];
  for (int i = 0; i < PEOPLE; i++) {
    struct human h = human_of(3, i, "healthy");
    double contact0[ZN_COLON_SEGMENTS], load0[ZN_COLON_SEGMENTS], contact1, load1;
    for (int c = 0; c < ZN_COLON_SEGMENTS; c++) at_the_cells(&h, c, &contact0[c], &load0[c]);
    human_set(&h, "mucus_production", 0.0);
    human_live(&h, 72.0);
    contact[i] = load[i] = 0.0;
    for (int c = 0; c < ZN_COLON_SEGMENTS; c++) {
      at_the_cells(&h, c, &contact1, &load1);
      contact[i] += contact1 / contact0[c] / ZN_COLON_SEGMENTS;
      load[i] += load1 / load0[c] / ZN_COLON_SEGMENTS;
    }
    agree += contact[i] > 10.0 && load[i] > 10.0;
    human_leave(&h);
  }
  print_message("             contact x%.1f, load x%.1f (medians)\n", median_of(contact, PEOPLE), median_of(load, PEOPLE));
  must_agree("without mucus contact and load of the colon rise more than tenfold", agree, PEOPLE, 0.9);
}

/* Layers that can be knocked out. */
enum { MUCUS = 1, WALL = 2, SECRETIONS = 4, LIVER = 8, LAYERS = 4, MONTH_H = 720 };

static void knock_out(struct human *h, int layers) {
  if (layers & MUCUS) human_set(h, "mucus_production", 0.0);
  if (layers & WALL) human_set(h, "epithelium_imposed_death", 0.5 / 24.0);
  if (layers & SECRETIONS) human_set(h, "immune_secretory_function", 0.1);
  if (layers & LIVER) human_set(h, "liver_function", 0.0);
}

static void one_lost_layer_is_borne_and_several_are_not(void **state) {
  (void)state;
  int agree = 0;
  for (int i = 0; i < PEOPLE; i++) {
    const struct human h = human_of(4, i, "healthy");
    int single = 0;
    double most_single = 0.0, all = 0.0;
    for (int layer = 0; layer <= LAYERS; layer++) {
      struct human k = human_copy(&h);
      knock_out(&k, layer < LAYERS ? 1 << layer : MUCUS | WALL | SECRETIONS | LIVER);
      human_live(&k, MONTH_H);
      const double risen = human_read(&k, "serum_lps") / human_read(&h, "serum_lps");
      if (layer < LAYERS) {
        single += septic(&k);
        most_single = fmax(most_single, risen);
      } else
        all = septic(&k) ? risen : 0.0;
      human_leave(&k);
    }
    agree += single == 0 && most_single < 40.0 && all > 100.0;
    human_leave((struct human *)&h);
  }
  must_agree("no single loss is septic, the loss of all is, with blood LPS over a hundredfold", agree, PEOPLE, 0.9);
}

static void sepsis_needs_failing_defences(void **state) {
  (void)state;
  int leak_harmless = 0, liver_harmless = 0, both_septic = 0;
  double rise[PEOPLE];
  for (int i = 0; i < PEOPLE; i++) {
    const struct human h = human_of(5, i, "healthy");
    struct human leaky = human_copy(&h), liver = human_copy(&h), both = human_copy(&h);
    human_scale(&leaky, "epithelium_constitutive_leak", 3.0);
    human_live(&leaky, MONTH_H);
    rise[i] = human_read(&leaky, "serum_lps") / human_read(&h, "serum_lps");
    leak_harmless += !septic(&leaky);
    human_set(&liver, "liver_function", 0.0);
    human_live(&liver, MONTH_H);
    liver_harmless += !septic(&liver);
    human_set(&both, "liver_function", 0.0);
    human_set(&both, "liver_shunt", 0.9);
    human_set(&both, "epithelium_imposed_death", 5.0 / 24.0);
    human_live(&both, MONTH_H);
    both_septic += septic(&both);
    human_leave(&leaky);
    human_leave(&liver);
    human_leave(&both);
    human_leave((struct human *)&h);
  }
  const double median = median_of(rise, PEOPLE);
  print_message("             tripled leak: blood LPS x%.2f (median)\n", median);
  assert_true(median > 1.3 && median < 3.0);
  must_agree("a tripled leak is not septic", leak_harmless, PEOPLE, 1.0);
  must_agree("a failed liver alone is not septic", liver_harmless, PEOPLE, 1.0);
  must_agree("gross loss of cells with a failed liver is septic", both_septic, PEOPLE, 0.9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_mucus_bacteria_reach_the_cells),
      cmocka_unit_test(one_lost_layer_is_borne_and_several_are_not),
      cmocka_unit_test(sepsis_needs_failing_defences),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
