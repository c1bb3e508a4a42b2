#include "urine_bench.h"

void bench_begin(struct bench *b, const struct dosing *d, const char *const *solutes, const double *amounts_mmol, int n) {
  *b = (struct bench){.d = *d};
  b->wall = (struct zn_wall_course){.n = b->d.n_wall, .time_h = b->d.wall_time_h, .wall = b->d.wall};
  for (int i = 0; i < n; i++) b->probes[i] = (struct zn_probe_dose){.solute = zn_solute_find(solutes[i]), .amount_mmol = amounts_mmol[i]};
  b->assay =
      (struct zn_assay){.kind = ZN_ASSAY_URINE, .name = "bench", .n_probes = n, .probes = b->probes, .drink_ml = 100.0, .length_h = 24.0};
  b->test = (struct zn_test){.assay = &b->assay, .person = b->d.person};
}

int bench_ask(struct bench *b, enum zn_quantity_kind quantity, int probe, int over, double from_h, double to_h) {
  const int k = b->n++;
  b->rows[k] = (struct zn_reported){.quantity = quantity,
                                    .probe = b->probes[probe].solute,
                                    .over = over < 0 ? -1 : b->probes[over].solute,
                                    .window_h = {from_h, to_h},
                                    .to_unit = 1.0};
  b->which[k] = k;
  return k;
}
