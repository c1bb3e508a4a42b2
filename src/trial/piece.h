/* A piece of a trial as bytes, the same for the same content:
 *
 *   "zn piece", format 1 (32 bits), people (32), number (64), columns (32), failures (32), steps (64), bytes of `more` (64),
 *   SHA-256 of the manifest; then the values, a double each; each failure: number (64), time (double), status (32), length of the text
 * (32), text; then `more`; and SHA-256 of all that. Numbers are little-endian. */
#ifndef ZN_TRIAL_PIECE_H
#define ZN_TRIAL_PIECE_H

#include "store.h"

enum { ZN_DIGEST_SIZE = 32 };

/* What a piece must be to belong. */
struct zn_piece_place {
  int64_t number, first_person;
  int people, columns;
  uint8_t manifest[ZN_DIGEST_SIZE];
};

/* New bytes; free them. ZN_ARGUMENT when the piece is not of that place. */
enum zn_status zn_piece_bytes(uint8_t **bytes, size_t *size, const struct zn_piece *piece, const struct zn_piece_place *place,
                              struct zn_error *error);
/* Fills `piece`, which owns nothing yet. ZN_INPUT, with what is wrong, when the bytes are not whole or belong elsewhere. */
enum zn_status zn_piece_parse(struct zn_piece *piece, const uint8_t *bytes, size_t size, const struct zn_piece_place *place,
                              struct zn_error *error);

#endif
