/* Pieces of trials: three people with two numbers each, whose checksum is put right, because nobody finds one by trying. What stands where
 * the digest of the manifest belongs is taken for it. */
#include <sha2.h>
#include <string.h>

#include "base/bytes.h"
#include "base/sketch.h"
#include "fuzz.h"
#include "trial/piece.h"

enum { PLACE_OF_DIGEST = 48 };

static void check(const struct zn_piece *piece, const struct zn_piece_place *place, const uint8_t *bytes, size_t size) {
  struct zn_error error = {0};
  uint8_t *again;
  size_t again_size;
  MUST(piece->people == place->people && piece->n_failures >= 0 && piece->n_failures <= place->people);
  MUST(zn_piece_bytes(&again, &again_size, piece, place, &error) == ZN_OK);
  MUST(again_size == size && memcmp(again, bytes, size) == 0);
  free(again);
}

/* What is kept with a piece are sketches. */
static void check_sketches(const uint8_t *at, size_t size) {
  const uint8_t *end = size ? at + size : at;
  struct zn_sketch sum = {.bits = 6}, sketch = {0};
  while (zn_sketch_read(&sketch, &at, end) == ZN_OK) {
    MUST(at <= end);
    const enum zn_status status = zn_sketch_merge(&sum, &sketch);
    MUST(status == ZN_OK || status == ZN_ARGUMENT);
    (void)zn_sketch_quantile(&sketch, 0.5);
    zn_sketch_clear(&sketch);
  }
  zn_sketch_clear(&sum);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct zn_piece_place place = {.number = 7, .first_person = 21, .people = 3, .columns = 2};
  struct zn_error error = {0};
  struct zn_piece piece;
  SHA2_CTX hash;
  uint8_t *bytes = malloc(size + ZN_DIGEST_SIZE);
  MUST(bytes);
  zn_put_bytes(bytes, data, size);
  if (size >= PLACE_OF_DIGEST + ZN_DIGEST_SIZE) memcpy(place.manifest, data + PLACE_OF_DIGEST, ZN_DIGEST_SIZE);
  SHA256Init(&hash);
  SHA256Update(&hash, bytes, size);
  SHA256Final(bytes + size, &hash);
  const enum zn_status status = zn_piece_parse(&piece, bytes, size + ZN_DIGEST_SIZE, &place, &error);
  if (status == ZN_OK) {
    check(&piece, &place, bytes, size + ZN_DIGEST_SIZE);
    check_sketches(piece.more, piece.more_size);
  } else
    must_explain(status, &error, 0);
  zn_piece_clear(&piece);
  free(bytes);
  return 0;
}
