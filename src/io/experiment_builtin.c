/* The experiments behind the claims: the study files of studies/claims/ that travel inside the program. */
#include <sha2.h>
#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "base/status.h"
#include "names.h"
#include "zonula/experiment.h"
#include "zonula/io.h"

static const char folder[] = "studies/claims/", ending[] = ".yaml";

static int is_experiment(const struct zn_embedded_file *file) {
  const size_t length = strlen(file->path), end = sizeof ending - 1;
  return strncmp(file->path, folder, sizeof folder - 1) == 0 && length > end && strcmp(file->path + length - end, ending) == 0;
}

/* The embedded file of experiment `index`, in the order of paths; NULL outside. */
static const struct zn_embedded_file *file_at(int index) {
  for (int i = 0; index >= 0 && i < zn_embedded_file_count; i++)
    if (is_experiment(&zn_embedded_files[i]) && index-- == 0) return &zn_embedded_files[i];
  return NULL;
}

int zn_experiment_count(void) {
  int n = 0;
  for (int i = 0; i < zn_embedded_file_count; i++) n += is_experiment(&zn_embedded_files[i]);
  return n;
}

const char *zn_experiment_name(int index) {
  const struct zn_embedded_file *file = file_at(index);
  return file ? file->stem : NULL;
}

static const char *name_at(const void *context, int index) { return (void)context, zn_experiment_name(index); }

static enum zn_status find(const struct zn_embedded_file **file, const char *name, struct zn_error *error) {
  const struct zn_names names = {"experiment", name_at, NULL, zn_experiment_count()};
  int index;
  ZN_TRY(zn_name_find(&names, name, &index, error));
  *file = file_at(index);
  return ZN_OK;
}

enum zn_status zn_experiment_study(struct zn_study **study, const char *name, const struct zn_library *library, struct zn_error *error) {
  const struct zn_embedded_file *file;
  *study = NULL;
  ZN_TRY(find(&file, name, error));
  ZN_TRY(zn_study_builtin(study, file->path, library, error));
  if ((*study)->experiment) return ZN_OK;
  zn_study_free(*study);
  *study = NULL;
  return zn_fail_at(error, ZN_INPUT, file->path, 0, "there is no key 'experiment'; every file of this folder asks something");
}

/* Each part with its final 0, so that nothing can move from one to the next unseen. */
void zn_experiment_digest_text(char digest[17], const char *text, size_t length) {
  const char *const parts[] = {ZN_VERSION, zn_embedded_numbers_digest, ZN_MODEL_DIGEST};
  SHA2_CTX hash;
  char hex[65];
  SHA256Init(&hash);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) SHA256Update(&hash, (const uint8_t *)parts[i], strlen(parts[i]) + 1);
  SHA256Update(&hash, (const uint8_t *)text, length);
  SHA256End(&hash, hex);
  memcpy(digest, hex, 16);
  digest[16] = '\0';
}

enum zn_status zn_experiment_digest(char digest[17], const char *name, struct zn_error *error) {
  const struct zn_embedded_file *file;
  ZN_TRY(find(&file, name, error));
  zn_experiment_digest_text(digest, file->text, file->length);
  return ZN_OK;
}
