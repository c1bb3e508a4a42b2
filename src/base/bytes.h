/* Numbers as bytes, little-endian on every machine: what is kept in files of our own. */
#ifndef ZN_BASE_BYTES_H
#define ZN_BASE_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* Writes to `to`, which has the room, and returns what lies behind. */
uint8_t *zn_put_u32(uint8_t *to, uint32_t value);
uint8_t *zn_put_u64(uint8_t *to, uint64_t value);
uint8_t *zn_put_double(uint8_t *to, double value); /* to the bit */
uint8_t *zn_put_bytes(uint8_t *to, const void *bytes, size_t n);
/* Seven bits in each byte, the lowest first: 1 byte for up to 127, at most 10. */
uint8_t *zn_put_short(uint8_t *to, uint64_t value);
size_t zn_short_size(uint64_t value);

/* Bytes that somebody wrote, read from front to back. Reading beyond the end, or a number that is not written the shortest way, gives 0 and
 * is remembered in `failed`, so that nobody need check every number. */
struct zn_bytes {
  const uint8_t *at;
  size_t left;
  int failed;
};
uint32_t zn_take_u32(struct zn_bytes *from);
uint64_t zn_take_u64(struct zn_bytes *from);
double zn_take_double(struct zn_bytes *from);
uint64_t zn_take_short(struct zn_bytes *from);
/* The next n bytes, borrowed; NULL when there are fewer. */
const uint8_t *zn_take_bytes(struct zn_bytes *from, size_t n);

#endif
