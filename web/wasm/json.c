#include <math.h>
#include <string.h>

#include "page.h"

void zn_json_text(struct zn_writer *out, const char *text) {
  if (!text) {
    zn_writer_add(out, "null");
    return;
  }
  zn_writer_add(out, "\"");
  for (const char *c = text; *c; c++) {
    const unsigned char byte = (unsigned char)*c;
    if (byte == '"' || byte == '\\')
      zn_writer_format(out, "\\%c", byte);
    else if (byte < 0x20)
      zn_writer_format(out, "\\u%04x", byte);
    else
      zn_writer_add_bytes(out, c, 1);
  }
  zn_writer_add(out, "\"");
}

void zn_json_number(struct zn_writer *out, double number) {
  if (isfinite(number))
    zn_writer_format(out, "%.17g", number);
  else
    zn_writer_add(out, "null");
}

void zn_json_key(struct zn_writer *out, const char *key, int first) { zn_writer_format(out, first ? "\"%s\":" : ",\"%s\":", key); }

void zn_json_text_of(struct zn_writer *out, const char *key, const char *text, int first) {
  zn_json_key(out, key, first);
  zn_json_text(out, text);
}

void zn_json_number_of(struct zn_writer *out, const char *key, double number, int first) {
  zn_json_key(out, key, first);
  zn_json_number(out, number);
}

void zn_json_truth_of(struct zn_writer *out, const char *key, int truth, int first) {
  zn_json_key(out, key, first);
  zn_writer_add(out, truth ? "true" : "false");
}
