/* Tables: by way of a file in memory, because the reader takes a path. */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/csv.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[64];
  struct zn_csv csv;
  struct zn_error error = {0};
  const int file = memfd_create("table.csv", 0);
  MUST(file >= 0 && write(file, data, size) == (ssize_t)size);
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  const enum zn_status status = zn_csv_read(&csv, path, &error);
  if (status == ZN_OK) {
    size_t length = 0;
    MUST(csv.rows >= 1 && csv.columns >= 1 && csv.line[0] == 1);
    for (int row = 0; row < csv.rows; row++) {
      MUST(row == 0 || csv.line[row] > csv.line[row - 1]);
      for (int column = 0; column < csv.columns; column++) length += strlen(zn_csv_cell(&csv, row, column));
    }
    MUST(length <= size);
    zn_csv_clear(&csv);
  } else
    must_explain(status, &error, 1);
  close(file);
  return 0;
}
