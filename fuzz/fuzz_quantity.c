/* Quantities in several units, windows, and the assignments of the command line. */
#include <math.h>

#include "base/file.h"
#include "fuzz.h"
#include "io/changes.h"

static struct zn_reading reading;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  struct zn_error error;
  MUST(zn_reading_begin(&reading, &error) == ZN_OK);
  return 0;
}

static void try_measure(const char *text, const char *unit) {
  struct zn_measure measure;
  struct zn_error error = {0};
  double value;
  MUST(zn_measure_in(&measure, reading.units, unit, 1e-3, 1e6, &error) == ZN_OK);
  const enum zn_status status = zn_measure_read(&measure, reading.units, text, &value, &error);
  if (status == ZN_OK)
    MUST(value >= measure.low && value <= measure.high);
  else
    must_explain(status, &error, 0);
}

static void try_quantity(const char *text) {
  struct zn_error error = {0};
  double value;
  const char *unit;
  const enum zn_status status = zn_quantity_split(text, &value, &unit, &error);
  if (status == ZN_OK)
    MUST(isfinite(value) && unit > text);
  else
    must_explain(status, &error, 0);
}

static void try_window(const char *text) {
  struct zn_error error = {0};
  double window_h[2];
  const enum zn_status status = zn_window_read(reading.units, text, 24.0, window_h, &error);
  if (status == ZN_OK)
    MUST(window_h[0] >= 0.0 && window_h[1] > window_h[0] && window_h[1] <= 24.0);
  else
    must_explain(status, &error, 0);
}

static void try_assignment(const char *text) {
  struct zn_changes changes = {0};
  struct zn_error error = {0};
  const enum zn_status status = zn_changes_assign(&changes, reading.units, text, &error);
  for (int i = 0; i < changes.n; i++) MUST(zn_parameter_info(changes.item[i].parameter) && isfinite(changes.item[i].value));
  if (status != ZN_OK) must_explain(status, &error, 0);
  free(changes.item);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const units[] = {"h", "mg/kg", "1", "%", "mL", "mmol/L", "ohm cm2"};
  char *text = text_of(data, size);
  if (zn_text_check(text, size, "text", NULL) == ZN_OK) {
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) try_measure(text, units[i]);
    try_quantity(text);
    try_window(text);
    try_assignment(text);
  }
  free(text);
  return 0;
}
