#include "csv_cells.h"

#include <math.h>
#include <string.h>

void zn_csv_text(struct zn_writer *csv, const char *cell) {
  if (!strpbrk(cell, ",\"\r\n")) {
    zn_writer_add(csv, cell);
    return;
  }
  zn_writer_add(csv, "\"");
  for (const char *quote; (quote = strchr(cell, '"')); cell = quote + 1) {
    zn_writer_add_bytes(csv, cell, (size_t)(quote - cell) + 1);
    zn_writer_add(csv, "\"");
  }
  zn_writer_add(csv, cell);
  zn_writer_add(csv, "\"");
}

void zn_csv_number(struct zn_writer *csv, double value) {
  zn_writer_add(csv, ",");
  if (isfinite(value)) zn_writer_format(csv, "%.6g", value);
}
