#include "bytes.h"

#include <string.h>

static uint8_t *put(uint8_t *to, uint64_t value, int n) {
  for (int i = 0; i < n; i++) *to++ = (uint8_t)(value >> (8 * i));
  return to;
}

uint8_t *zn_put_u32(uint8_t *to, uint32_t value) { return put(to, value, 4); }
uint8_t *zn_put_u64(uint8_t *to, uint64_t value) { return put(to, value, 8); }

uint8_t *zn_put_double(uint8_t *to, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return put(to, bits, 8);
}

uint8_t *zn_put_bytes(uint8_t *to, const void *bytes, size_t n) {
  if (n > 0) memcpy(to, bytes, n);
  return to + n;
}

uint8_t *zn_put_short(uint8_t *to, uint64_t value) {
  for (; value > 0x7F; value >>= 7) *to++ = (uint8_t)(value | 0x80);
  *to++ = (uint8_t)value;
  return to;
}

size_t zn_short_size(uint64_t value) {
  size_t n = 1;
  while (value >>= 7) n++;
  return n;
}

const uint8_t *zn_take_bytes(struct zn_bytes *from, size_t n) {
  if (from->failed || n > from->left) {
    from->failed = 1;
    return NULL;
  }
  const uint8_t *bytes = from->at;
  from->at += n;
  from->left -= n;
  return bytes;
}

static uint64_t take(struct zn_bytes *from, int n) {
  const uint8_t *bytes = zn_take_bytes(from, (size_t)n);
  uint64_t value = 0;
  for (int i = 0; bytes && i < n; i++) value |= (uint64_t)bytes[i] << (8 * i);
  return value;
}

uint32_t zn_take_u32(struct zn_bytes *from) { return (uint32_t)take(from, 4); }
uint64_t zn_take_u64(struct zn_bytes *from) { return take(from, 8); }

double zn_take_double(struct zn_bytes *from) {
  const uint64_t bits = take(from, 8);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

uint64_t zn_take_short(struct zn_bytes *from) {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const uint64_t byte = take(from, 1);
    if (from->failed) return 0;
    if (shift == 63 && byte > 1) break; /* more than 64 bits */
    if (shift > 0 && byte == 0) break;  /* a leading zero: there is a shorter way */
    value |= (byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  from->failed = 1;
  return 0;
}
