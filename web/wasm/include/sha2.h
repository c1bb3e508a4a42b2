/* Start states are kept on a disk under the SHA-256 of what they depend on. A page has no disk, so nobody computes one there. */
#ifndef ZN_PAGE_SHA2_H
#define ZN_PAGE_SHA2_H
#include <stddef.h>
#include <stdint.h>
char *SHA256Data(const uint8_t *data, size_t length, char *hex);
#endif
