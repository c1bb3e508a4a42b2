#define _POSIX_C_SOURCE 200809L
#include "manifest.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/aside.h"
#include "base/file.h"
#include "base/status.h"

static const char title[] = "zonula pieces\t1\n", checksum[] = "sha256\t";
enum { HEX_SIZE = 2 * ZN_DIGEST_SIZE, SHOWN = 64 };

/* --- Text ------------------------------------------------------------------------------------------------------------------------------
 */

/* A value is one line of plain characters; any other byte is written as \ and two digits. */
static int is_plain(unsigned char c) { return c >= 0x20 && c < 0x7F && c != '\\'; }

static void write_value(FILE *to, const char *value) {
  for (const unsigned char *c = (const unsigned char *)value; *c; c++)
    if (is_plain(*c))
      fputc(*c, to);
    else
      fprintf(to, "\\%02x", *c);
}

static void write_lines(FILE *to, const struct zn_store_plan *plan, int piece) {
  fputs(title, to);
  for (int i = 0; i < plan->n_marks; i++) {
    write_value(to, plan->mark[i].what);
    fputc('\t', to);
    write_value(to, plan->mark[i].value);
    fputc('\n', to);
  }
  fprintf(to, "people\t%" PRId64 "\ncolumns\t%d\npeople in a piece\t%d\n", plan->people, plan->columns, piece);
}

static void digest_of(uint8_t digest[ZN_DIGEST_SIZE], const char *text, size_t length) {
  SHA2_CTX hash;
  SHA256Init(&hash);
  SHA256Update(&hash, (const uint8_t *)text, length);
  SHA256Final(digest, &hash);
}

/* The whole text of a manifest; free it. NULL: no memory. */
static char *text_of(const struct zn_store_plan *plan, int piece, size_t *length) {
  char *text = NULL, hex[HEX_SIZE + 1];
  FILE *to = open_memstream(&text, length);
  if (!to) return NULL;
  write_lines(to, plan, piece);
  if (fflush(to) == 0) fprintf(to, "%s%s\n", checksum, SHA256Data((const uint8_t *)text, *length, hex));
  const int failed = ferror(to);
  if (fclose(to) == 0 && !failed) return text;
  free(text);
  return NULL;
}

/* The value of a line as people read it, cut where it is long. */
static void show(char shown[SHOWN], const char *value, size_t length) {
  size_t n = 0, i = 0;
  for (; i < length && value[i] != '\n' && n + 5 < SHOWN; n++) {
    unsigned byte;
    const int coded = value[i] == '\\' && i + 2 < length && sscanf(value + i + 1, "%2x", &byte) == 1;
    shown[n] = coded ? (char)byte : value[i];
    if (iscntrl((unsigned char)shown[n])) shown[n] = ' ';
    i += coded ? 3 : 1;
  }
  const int cut = i < length && value[i] != '\n';
  while (cut && n > 0 && (shown[n - 1] & 0xC0) == 0x80) n--; /* no half of a letter */
  if (cut && n > 0 && (shown[n - 1] & 0x80)) n--;
  snprintf(shown + n, SHOWN - n, "%s", cut ? "..." : "");
}

/* --- What differs ------------------------------------------------------------------------------------------------------------------- */

/* A line of a manifest: `what` and `value` are borrowed and end at the tab and at the line's end. */
struct line {
  const char *what, *value;
  size_t what_length, value_length;
};

/* The next line of a text, which is moved behind it; 0 at the end. */
static int next_line(struct line *line, const char **text) {
  const char *end = strchr(*text, '\n'), *tab = strchr(*text, '\t');
  if (!end || !tab || tab > end) return 0;
  *line = (struct line){*text, tab + 1, (size_t)(tab - *text), (size_t)(end - tab - 1)};
  *text = end + 1;
  return 1;
}

static int find_line(struct line *line, const char *text, const struct line *like) {
  while (next_line(line, &text))
    if (line->what_length == like->what_length && memcmp(line->what, like->what, like->what_length) == 0) return 1;
  return 0;
}

static int is_called(const struct line *line, const char *what) {
  return line->what_length == strlen(what) && memcmp(line->what, what, line->what_length) == 0;
}

static enum zn_status refuse(const char *folder, const struct line *theirs, const struct line *ours, struct zn_error *error) {
  const struct line *line = theirs ? theirs : ours;
  char what[SHOWN], there[SHOWN] = "", here[SHOWN] = "";
  show(what, line->what, line->what_length);
  if (theirs) show(there, theirs->value, theirs->value_length);
  if (ours) show(here, ours->value, ours->value_length);
  if (!theirs)
    zn_fail_at(error, ZN_INPUT, folder, 0, "this folder holds a trial without %s, and this one has %s", what, here);
  else if (!ours)
    zn_fail_at(error, ZN_INPUT, folder, 0, "this folder holds a trial with %s %s, and this one has none", what, there);
  else if (is_called(line, "people"))
    zn_fail_at(error, ZN_INPUT, folder, 0, "this folder holds a trial of %s people, and this one has %s", there, here);
  else if (is_called(line, "columns"))
    zn_fail_at(error, ZN_INPUT, folder, 0, "this folder keeps %s numbers of each person, and this trial has %s", there, here);
  else if (is_called(line, "people in a piece"))
    return zn_fail_at(error, ZN_INPUT, folder, 0,
                      "the pieces in this folder are of %s people each, and %s were asked for; leave that out to go on with those, or give "
                      "another folder with --out",
                      there, here);
  else
    zn_fail_at(error, ZN_INPUT, folder, 0, "this folder holds a trial with %s %s, and this one has %s", what, there, here);
  zn_fail_more(error, "; give another folder with --out, or remove this one");
  return ZN_INPUT;
}

/* The first thing of `ours` that is not so in `theirs`, or is only there. */
static enum zn_status compare(const char *folder, const char *theirs, const char *ours, struct zn_error *error) {
  struct line mine, other;
  for (const char *at = ours; next_line(&mine, &at);) {
    const int found = find_line(&other, theirs, &mine);
    if (is_called(&mine, "sha256")) continue;
    if (!found) return refuse(folder, NULL, &mine, error);
    if (other.value_length != mine.value_length || memcmp(other.value, mine.value, mine.value_length) != 0)
      return refuse(folder, &other, &mine, error);
  }
  for (const char *at = theirs; next_line(&other, &at);)
    if (!find_line(&mine, ours, &other)) return refuse(folder, &other, NULL, error);
  return ZN_OK;
}

/* --- The one that is there ------------------------------------------------------------------------------------------------------------ */

static enum zn_status distrust(const char *path, struct zn_error *error) {
  return zn_fail_at(
      error, ZN_IO, path, 0,
      "this is no whole manifest of a trial, so nobody knows what the pieces beside it are of; give another folder with --out, "
      "or remove this one");
}

/* How many people are in a piece of a whole manifest; 0 when it is not whole. */
static int piece_of(const char *text, size_t length) {
  const size_t tail = strlen(checksum) + HEX_SIZE + 1;
  char hex[HEX_SIZE + 1];
  const struct line like = {.what = "people in a piece", .what_length = strlen("people in a piece")};
  struct line line;
  if (length < strlen(title) + tail || strlen(text) != length || strncmp(text, title, strlen(title)) != 0) return 0;
  const char *last = text + length - tail;
  SHA256Data((const uint8_t *)text, length - tail, hex);
  if (strncmp(last, checksum, strlen(checksum)) != 0 || strncmp(last + strlen(checksum), hex, HEX_SIZE) != 0) return 0;
  if (text[length - 1] != '\n' || !find_line(&line, text, &like)) return 0;
  const long piece = strtol(line.value, NULL, 10);
  return piece >= 1 && piece <= INT32_MAX ? (int)piece : 0;
}

static enum zn_status hold_against(const struct zn_store_plan *plan, int *piece, uint8_t digest[ZN_DIGEST_SIZE], const char *path,
                                   struct zn_error *error) {
  uint8_t *bytes;
  size_t length, our_length;
  ZN_TRY(zn_file_bytes(&bytes, &length, path, error));
  bytes[length] = 0; /* there is room for it */
  const char *theirs = (const char *)bytes;
  enum zn_status status = ZN_OK;
  *piece = piece_of(theirs, length);
  if (*piece == 0) status = distrust(path, error);
  char *ours = status == ZN_OK ? text_of(plan, plan->piece ? plan->piece : *piece, &our_length) : NULL;
  if (status == ZN_OK) status = ours ? compare(plan->folder, theirs, ours, error) : zn_fail(error, ZN_MEMORY, "no memory for the manifest");
  digest_of(digest, theirs, length);
  free(bytes);
  free(ours);
  return status;
}

/* --- A new one ------------------------------------------------------------------------------------------------------------------------ */

/* Pieces whose manifest is gone are not mixed with others; a manifest that a killed process left half-written is removed. */
static enum zn_status look_around(const char *folder, struct zn_error *error) {
  DIR *directory = opendir(folder);
  int pieces = 0;
  if (!directory) return zn_fail_system(error, folder, errno, "the folder cannot be read");
  for (const struct dirent *entry; (entry = readdir(directory));) {
    const size_t length = strlen(entry->d_name);
    if (strspn(entry->d_name, "0123456789") == length) pieces = 1;
    if (strncmp(entry->d_name, "manifest.", 9) != 0 || strcmp(entry->d_name + length - 5, ".part") != 0) continue;
    char path[ZN_LONGEST_PATH];
    if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path) remove(path);
  }
  closedir(directory);
  if (!pieces) return ZN_OK;
  return zn_fail_at(
      error, ZN_INPUT, folder, 0,
      "this folder holds pieces of a trial, but not the manifest that says of which; give another folder with --out, or remove "
      "this one");
}

static enum zn_status write_new(const struct zn_store_plan *plan, int *piece, uint8_t digest[ZN_DIGEST_SIZE], const char *path,
                                struct zn_error *error) {
  size_t length;
  ZN_TRY(look_around(plan->folder, error));
  *piece = plan->piece ? plan->piece : plan->usual_piece;
  char *text = text_of(plan, *piece, &length);
  if (!text) return zn_fail(error, ZN_MEMORY, "no memory for the manifest");
  const enum zn_status status = zn_write_lasting(path, text, length, error);
  digest_of(digest, text, length);
  free(text);
  return status;
}

static int write_path(char path[ZN_LONGEST_PATH], const char *folder) {
  return snprintf(path, ZN_LONGEST_PATH, "%s/manifest", folder) < ZN_LONGEST_PATH;
}

/* What cannot be looked at is taken to be there, so that reading it says why. */
int zn_manifest_is_there(const char *folder) {
  char path[ZN_LONGEST_PATH];
  struct stat what;
  return write_path(path, folder) && (stat(path, &what) == 0 || errno != ENOENT);
}

enum zn_status zn_manifest_settle(const struct zn_store_plan *plan, int *piece, uint8_t digest[ZN_DIGEST_SIZE], struct zn_error *error) {
  char path[ZN_LONGEST_PATH];
  if (!write_path(path, plan->folder)) return zn_fail_at(error, ZN_INPUT, plan->folder, 0, "the name of this folder is too long");
  if (zn_manifest_is_there(plan->folder)) return hold_against(plan, piece, digest, path, error);
  return write_new(plan, piece, digest, path, error);
}
