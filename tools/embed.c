/* embed ROOT OUTPUT: writes C text that holds every file under ROOT/data and ROOT/studies/claims, and digests of those of data/
 * (src/base/embedded.h). Paths in it begin with "data/" and "studies/claims/", wherever ROOT is. */
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

/* What is said about the model, and no number of it. */
static int only_speaks(const char *name) {
  static const char *const spoken[] = {"data/claims.csv", "data/findings.csv", "data/sources.csv"};
  for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
    if (strcmp(name, spoken[i]) == 0) return 1;
  return 0;
}

/* Of everything under data/, and of what simulations depend on. */
struct digests {
  SHA2_CTX data, numbers;
};

static void digest(SHA2_CTX *hash, const char *name, const char *text, size_t length) {
  SHA256Update(hash, (const uint8_t *)name, strlen(name) + 1);
  SHA256Update(hash, (const uint8_t *)text, length);
}

/* Bytes as numbers: a string of this length need not be accepted by a C compiler. */
static void write_bytes(FILE *out, int index, const char *text, size_t length) {
  fprintf(out, "static const unsigned char file_%d[] = {", index);
  for (size_t i = 0; i < length; i++) fprintf(out, i % BYTES_PER_LINE ? "%d," : "\n%d,", (unsigned char)text[i]);
  fputs("\n0};\n", out);
}

/* One file: into the digests, and if it travels into the output. `name` is its path from ROOT. */
static enum zn_status write_file(FILE *out, const char *path, const char *name, int index, size_t *length, struct digests *digests,
                                 struct zn_error *error) {
  char *text;
  ZN_TRY(zn_file_read(&text, length, path, ZN_LARGEST_FILE, error));
  const int is_data = strncmp(name, "data/", 5) == 0;
  if (is_data) digest(&digests->data, name, text, *length);
  if (is_data && !only_speaks(name)) digest(&digests->numbers, name, text, *length);
  if (travels(name)) write_bytes(out, index, text, *length);
  free(text);
  return ZN_OK;
}

/* A line of the table: the path, the name in it without folders and ending, and the text. */
static void write_entry(FILE *out, const char *path, int index, size_t length) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  fprintf(out, "{\"%s\", \"%.*s\", (const char *)file_%d, %zu},\n", path, (int)strcspn(name, "."), name, index, length);
}

static void write_digest(FILE *out, const char *name, SHA2_CTX *hash) {
  char hex[65];
  SHA256End(hash, hex);
  fprintf(out, "const char %s[] = \"%.*s\";\n", name, DIGEST_DIGITS, hex);
}

static enum zn_status write_all(FILE *out, const struct zn_folder *files, size_t root_length, size_t *length, struct zn_error *error) {
  struct digests digests;
  int count = 0;
  SHA256Init(&digests.data);
  SHA256Init(&digests.numbers);
  fputs("/* Written by tools/embed from data/ and studies/claims/. */\n#include \"base/embedded.h\"\n", out);
  for (int i = 0; i < files->count; i++) {
    const char *path = files->path[i];
    ZN_TRY(write_file(out, path, path + root_length + 1, i, &length[i], &digests, error));
  }
  fputs("const struct zn_embedded_file zn_embedded_files[] = {\n", out);
  for (int i = 0; i < files->count; i++) {
    if (!travels(files->path[i] + root_length + 1)) continue;
    write_entry(out, files->path[i] + root_length + 1, i, length[i]);
    count++;
  }
  fprintf(out, "{0}};\nconst int zn_embedded_file_count = %d;\n", count);
  write_digest(out, "zn_embedded_data_digest", &digests.data);
  write_digest(out, "zn_embedded_numbers_digest", &digests.numbers);
  return ferror(out) ? zn_fail(error, ZN_IO, "the generated file cannot be written") : ZN_OK;
}

/* The files of both folders, in the order of their paths. */
static enum zn_status list_files(struct zn_folder *files, const char *root, struct zn_error *error) {
  static const char *const folders[] = {"data", "studies/claims"};
  *files = (struct zn_folder){0};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    struct zn_folder more;
    char path[PATH_ROOM];
    if (snprintf(path, sizeof path, "%s/%s", root, folders[i]) >= (int)sizeof path)
      return zn_fail(error, ZN_ARGUMENT, "the path %s is too long", root);
    enum zn_status status = zn_folder_list(&more, path, error);
    char **all = status == ZN_OK ? realloc(files->path, ((size_t)files->count + (size_t)more.count + 1) * sizeof *all) : NULL;
    if (status == ZN_OK && !all) status = zn_fail(error, ZN_MEMORY, "no memory to list %s", path);
    if (all) {
      memcpy(all + files->count, more.path, (size_t)more.count * sizeof *all);
      files->path = all;
      files->count += more.count;
      more.count = 0; /* the texts are ours now */
    }
    zn_folder_clear(&more);
    ZN_TRY(status);
  }
  return ZN_OK;
}

static enum zn_status embed(const char *root, const char *output, struct zn_error *error) {
  struct zn_folder files;
  enum zn_status status = list_files(&files, root, error);
  size_t *length = calloc((size_t)files.count + 1, sizeof *length);
  FILE *out = fopen(output, "wb");
  if (status == ZN_OK && !length) status = zn_fail(error, ZN_MEMORY, "no memory to embed %d files", files.count);
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
