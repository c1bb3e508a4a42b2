/* embed ROOT OUTPUT: writes C text that holds every file under ROOT/data, and the digest of all of them
 * (src/base/embedded.h). Paths in it begin with "data/", wherever ROOT is. */
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/status.h"

enum { BYTES_PER_LINE = 32, DIGEST_DIGITS = 16, PATH_ROOM = 512 };

/* The tables that tools/gen_tables compiles into the program need not travel as text. `name` is the path from ROOT. */
static int travels(const char *name) {
  static const char *const compiled[] = {"data/parameters.csv", "data/solutes.csv", "data/sources.csv", "data/analytics.csv"};
  for (size_t i = 0; i < sizeof compiled / sizeof *compiled; i++)
    if (strcmp(name, compiled[i]) == 0) return 0;
  return 1;
}

/* Bytes as numbers: a string of this length need not be accepted by a C compiler. */
static void write_bytes(FILE *out, int index, const char *text, size_t length) {
  fprintf(out, "static const unsigned char file_%d[] = {", index);
  for (size_t i = 0; i < length; i++) fprintf(out, i % BYTES_PER_LINE ? "%d," : "\n%d,", (unsigned char)text[i]);
  fputs("\n0};\n", out);
}

/* One file: into the digest, and if it travels into the output. `name` is its path from ROOT. */
static enum zn_status write_file(FILE *out, const char *path, const char *name, int index, size_t *length, SHA2_CTX *hash,
                                 struct zn_error *error) {
  char *text;
  ZN_TRY(zn_file_read(&text, length, path, ZN_LARGEST_FILE, error));
  SHA256Update(hash, (const uint8_t *)name, strlen(name) + 1);
  SHA256Update(hash, (const uint8_t *)text, *length);
  if (travels(name)) write_bytes(out, index, text, *length);
  free(text);
  return ZN_OK;
}

static enum zn_status write_all(FILE *out, const struct zn_folder *files, size_t root_length, size_t *length, struct zn_error *error) {
  SHA2_CTX hash;
  char hex[65];
  int count = 0;
  SHA256Init(&hash);
  fputs("/* Written by tools/embed from data/. */\n#include \"base/embedded.h\"\n", out);
  for (int i = 0; i < files->count; i++) {
    const char *path = files->path[i];
    ZN_TRY(write_file(out, path, path + root_length + 1, i, &length[i], &hash, error));
  }
  SHA256End(&hash, hex);
  fputs("const struct zn_embedded_file zn_embedded_files[] = {\n", out);
  for (int i = 0; i < files->count; i++) {
    if (!travels(files->path[i] + root_length + 1)) continue;
    fprintf(out, "{\"%s\", (const char *)file_%d, %zu},\n", files->path[i] + root_length + 1, i, length[i]);
    count++;
  }
  fprintf(out, "{0}};\nconst int zn_embedded_file_count = %d;\n", count);
  fprintf(out, "const char zn_embedded_data_digest[] = \"%.*s\";\n", DIGEST_DIGITS, hex);
  return ferror(out) ? zn_fail(error, ZN_IO, "the generated file cannot be written") : ZN_OK;
}

static enum zn_status embed(const char *root, const char *output, struct zn_error *error) {
  struct zn_folder files;
  char data[PATH_ROOM];
  if (snprintf(data, sizeof data, "%s/data", root) >= (int)sizeof data) return zn_fail(error, ZN_ARGUMENT, "the path %s is too long", root);
  enum zn_status status = zn_folder_list(&files, data, error);
  size_t *length = calloc((size_t)files.count + 1, sizeof *length);
  FILE *out = fopen(output, "wb");
  if (status == ZN_OK && !length) status = zn_fail(error, ZN_MEMORY, "no memory to list data/");
  if (status == ZN_OK && !out) status = zn_fail_at(error, ZN_IO, output, 0, "the file cannot be written");
  if (status == ZN_OK) status = write_all(out, &files, strlen(root), length, error);
  if (out && fclose(out) != 0 && status == ZN_OK) status = zn_fail_at(error, ZN_IO, output, 0, "the file cannot be written");
  if (status != ZN_OK) remove(output);
  free(length);
  zn_folder_clear(&files);
  return status;
}

int main(int argc, char **argv) {
  struct zn_error error = {0};
  if (argc != 3) {
    fputs("usage: embed ROOT OUTPUT\n", stderr);
    return EXIT_FAILURE;
  }
  if (embed(argv[1], argv[2], &error) == ZN_OK) return EXIT_SUCCESS;
  if (*error.file) fprintf(stderr, error.line ? "%s:%d: " : "%s: ", error.file, error.line);
  fprintf(stderr, "%s\n", error.text);
  return EXIT_FAILURE;
}
