#define _POSIX_C_SOURCE 200809L
#include "piece.h"

#include <inttypes.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/status.h"

static const char magic[8] = "zn piece"; /* no 0 at its end */
enum { FORMAT = 1, HEAD_SIZE = 80, FAILURE_SIZE = 24 };

void zn_piece_clear(struct zn_piece *piece) {
  free(piece->value);
  free(piece->failure);
  free(piece->more);
  memset(piece, 0, sizeof *piece);
}

static void digest_of(uint8_t digest[ZN_DIGEST_SIZE], const uint8_t *bytes, size_t size) {
  SHA2_CTX hash;
  SHA256Init(&hash);
  SHA256Update(&hash, bytes, size);
  SHA256Final(digest, &hash);
}

static size_t values_of(const struct zn_piece_place *place) { return (size_t)place->people * (size_t)place->columns; }

static size_t text_length(const struct zn_store_failure *failure) { return strnlen(failure->text, sizeof failure->text); }

/* --- Writing ------------------------------------------------------------------------------------------------------------------------ */

/* Failures are of people of the piece, each told once, and their texts end. */
static int failures_fit(const struct zn_piece *piece, const struct zn_piece_place *place) {
  int64_t next = place->first_person;
  for (int i = 0; i < piece->n_failures; i++) {
    const struct zn_store_failure *f = &piece->failure[i];
    if (f->number < next || f->number >= place->first_person + place->people || text_length(f) == sizeof f->text) return 0;
    next = f->number + 1;
  }
  return piece->n_failures >= 0;
}

static size_t size_of(const struct zn_piece *piece, const struct zn_piece_place *place) {
  size_t size = HEAD_SIZE + values_of(place) * sizeof(double) + piece->more_size + ZN_DIGEST_SIZE;
  for (int i = 0; i < piece->n_failures; i++) size += FAILURE_SIZE + text_length(&piece->failure[i]);
  return size;
}

static uint8_t *put_head(uint8_t *to, const struct zn_piece *piece, const struct zn_piece_place *place) {
  to = zn_put_bytes(to, magic, sizeof magic);
  to = zn_put_u32(to, FORMAT);
  to = zn_put_u32(to, (uint32_t)place->people);
  to = zn_put_u64(to, (uint64_t)place->number);
  to = zn_put_u32(to, (uint32_t)place->columns);
  to = zn_put_u32(to, (uint32_t)piece->n_failures);
  to = zn_put_u64(to, piece->steps);
  to = zn_put_u64(to, piece->more_size);
  return zn_put_bytes(to, place->manifest, sizeof place->manifest);
}

static uint8_t *put_failure(uint8_t *to, const struct zn_store_failure *failure) {
  const size_t length = text_length(failure);
  to = zn_put_u64(to, (uint64_t)failure->number);
  to = zn_put_double(to, failure->time_h);
  to = zn_put_u32(to, (uint32_t)failure->status);
  to = zn_put_u32(to, (uint32_t)length);
  return zn_put_bytes(to, failure->text, length);
}

enum zn_status zn_piece_bytes(uint8_t **bytes, size_t *size, const struct zn_piece *piece, const struct zn_piece_place *place,
                              struct zn_error *error) {
  if (piece->people != place->people || !failures_fit(piece, place))
    return zn_fail(error, ZN_ARGUMENT, "piece %" PRId64 " is of %d people from number %" PRId64 ", which this is not", place->number,
                   place->people, place->first_person);
  *size = size_of(piece, place);
  uint8_t *to = *bytes = malloc(*size);
  if (!to) return zn_fail(error, ZN_MEMORY, "no memory for a piece of %zu bytes", *size);
  to = put_head(to, piece, place);
  for (size_t i = 0; i < values_of(place); i++) to = zn_put_double(to, piece->value[i]);
  for (int i = 0; i < piece->n_failures; i++) to = put_failure(to, &piece->failure[i]);
  to = zn_put_bytes(to, piece->more, piece->more_size);
  digest_of(to, *bytes, *size - ZN_DIGEST_SIZE);
  return ZN_OK;
}

/* --- Reading ------------------------------------------------------------------------------------------------------------------------ */

/* What follows the head, as the head says. */
struct counts {
  uint32_t failures;
  uint64_t steps, more;
};

static enum zn_status read_head(struct counts *counts, struct zn_bytes *from, const struct zn_piece_place *place, struct zn_error *error) {
  const uint8_t *first = zn_take_bytes(from, sizeof magic);
  const uint32_t format = zn_take_u32(from), people = zn_take_u32(from);
  const uint64_t number = zn_take_u64(from);
  const uint32_t columns = zn_take_u32(from);
  counts->failures = zn_take_u32(from);
  counts->steps = zn_take_u64(from);
  counts->more = zn_take_u64(from);
  const uint8_t *manifest = zn_take_bytes(from, ZN_DIGEST_SIZE);
  if (from->failed || memcmp(first, magic, sizeof magic) != 0) return zn_fail(error, ZN_INPUT, "this is no piece of a trial");
  if (format != FORMAT)
    return zn_fail(error, ZN_INPUT, "the piece is written in format %" PRIu32 ", and this program knows %d", format, FORMAT);
  if (memcmp(manifest, place->manifest, ZN_DIGEST_SIZE) != 0) return zn_fail(error, ZN_INPUT, "the piece belongs to another trial");
  if (number != (uint64_t)place->number || people != (uint32_t)place->people || columns != (uint32_t)place->columns)
    return zn_fail(error, ZN_INPUT, "this is piece %" PRIu64 " with %" PRIu32 " people, and piece %" PRId64 " with %d belongs here", number,
                   people, place->number, place->people);
  return ZN_OK;
}

static int read_failure(struct zn_store_failure *failure, struct zn_bytes *from) {
  memset(failure, 0, sizeof *failure);
  failure->number = (int64_t)zn_take_u64(from);
  failure->time_h = zn_take_double(from);
  failure->status = (int)zn_take_u32(from);
  const uint32_t length = zn_take_u32(from);
  if (length >= sizeof failure->text) return 0;
  const uint8_t *text = zn_take_bytes(from, length);
  if (!text || memchr(text, 0, length)) return 0;
  memcpy(failure->text, text, length);
  return 1;
}

static int read_values(struct zn_piece *piece, struct zn_bytes *from, const struct zn_piece_place *place) {
  for (size_t i = 0; i < values_of(place); i++) piece->value[i] = zn_take_double(from);
  for (int i = 0; i < piece->n_failures; i++)
    if (!read_failure(&piece->failure[i], from)) return 0;
  const uint8_t *more = zn_take_bytes(from, piece->more_size);
  if (more && piece->more) memcpy(piece->more, more, piece->more_size);
  return more && from->left == 0 && failures_fit(piece, place);
}

/* Memory for what the counts promise and the bytes can hold. */
static enum zn_status make_room(struct zn_piece *piece, const struct counts *counts, size_t left, const struct zn_piece_place *place,
                                struct zn_error *error) {
  if (counts->failures > (uint32_t)place->people || counts->more > left || values_of(place) > left / sizeof(double))
    return zn_fail(error, ZN_INPUT, "the piece is not whole: it is shorter than it says");
  *piece = (struct zn_piece){
      .people = place->people, .steps = counts->steps, .n_failures = (int)counts->failures, .more_size = (size_t)counts->more};
  piece->value = malloc(values_of(place) * sizeof *piece->value);
  if (counts->failures) piece->failure = malloc(counts->failures * sizeof *piece->failure);
  if (counts->more) piece->more = malloc((size_t)counts->more);
  if (piece->value && !piece->failure == !counts->failures && !piece->more == !counts->more) return ZN_OK;
  return zn_fail(error, ZN_MEMORY, "no memory for a piece of %zu bytes", left);
}

enum zn_status zn_piece_parse(struct zn_piece *piece, const uint8_t *bytes, size_t size, const struct zn_piece_place *place,
                              struct zn_error *error) {
  uint8_t digest[ZN_DIGEST_SIZE];
  struct counts counts;
  memset(piece, 0, sizeof *piece);
  if (size < HEAD_SIZE + ZN_DIGEST_SIZE) return zn_fail(error, ZN_INPUT, "the piece is not whole: it has only %zu bytes", size);
  struct zn_bytes from = {.at = bytes, .left = size - ZN_DIGEST_SIZE};
  digest_of(digest, bytes, from.left);
  if (memcmp(digest, bytes + from.left, sizeof digest) != 0)
    return zn_fail(error, ZN_INPUT, "the piece is not whole: its checksum is wrong");
  ZN_TRY(read_head(&counts, &from, place, error));
  enum zn_status status = make_room(piece, &counts, from.left, place, error);
  if (status == ZN_OK && !read_values(piece, &from, place))
    status = zn_fail(error, ZN_INPUT, "the piece is not whole: it does not hold what it says");
  if (status != ZN_OK) zn_piece_clear(piece);
  return status;
}
