/* SHA-256 (FIPS 180-4): names for contents. */
#ifndef ZN_BASE_SHA256_H
#define ZN_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct zn_sha256 {
  uint32_t state[8];
  uint64_t length;
  unsigned char block[64];
};

void zn_sha256_begin(struct zn_sha256 *hash);
void zn_sha256_add(struct zn_sha256 *hash, const void *data, size_t n);
/* Writes 64 hex digits and a final 0. */
void zn_sha256_end(struct zn_sha256 *hash, char hex[65]);

/* All at once. */
void zn_sha256_hex(const void *data, size_t n, char hex[65]);

#endif
