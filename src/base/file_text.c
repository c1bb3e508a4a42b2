/* What files need beside a disk: whether their bytes are text, and where one lies that another names. */
#include <stdio.h>
#include <string.h>

#include "file.h"
#include "status.h"

/* Length of the UTF-8 sequence at `s` (at most `left` bytes), or 0 if there is none. */
static size_t sequence(const unsigned char *s, size_t left) {
  const size_t n = s[0] < 0x80                   ? 1
                   : s[0] >= 0xC2 && s[0] < 0xE0 ? 2
                   : s[0] >= 0xE0 && s[0] < 0xF0 ? 3
                   : s[0] >= 0xF0 && s[0] < 0xF5 ? 4
                                                 : 0;
  if (n > left) return 0;
  for (size_t i = 1; i < n; i++)
    if ((s[i] & 0xC0) != 0x80) return 0;
  return n;
}

enum zn_status zn_text_check(const char *text, size_t length, const char *name, struct zn_error *error) {
  int line = 1;
  for (size_t i = 0; i < length;) {
    const unsigned char c = (unsigned char)text[i];
    const size_t n = sequence((const unsigned char *)text + i, length - i);
    if (n == 0 || (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F)
      return zn_fail_at(error, ZN_INPUT, name, line, "byte 0x%02x does not belong in a text file; expected UTF-8 text", c);
    line += c == '\n';
    i += n;
  }
  return ZN_OK;
}

void zn_file_beside(char path[ZN_LONGEST_PATH], const char *file, const char *name) {
  const char *slash = file ? strrchr(file, '/') : NULL;
  if (slash && *name != '/') {
    const int length = snprintf(path, ZN_LONGEST_PATH, "%.*s/%s", (int)(slash - file), file, name);
    if (length < ZN_LONGEST_PATH && zn_file_is_there(path)) return;
  }
  snprintf(path, ZN_LONGEST_PATH, "%s", name);
}
