/* What the pieces in a folder are pieces of: a text of lines `what`, tab, `value`, the last one its checksum. */
#ifndef ZN_TRIAL_MANIFEST_H
#define ZN_TRIAL_MANIFEST_H

#include "piece.h"

/* Writes the manifest of a folder that has none, or holds the one that is there against the plan. Where there is none,
 * only one process at a time may be at it.
 * Sets how many people are in a piece, and the digest of the whole text. ZN_INPUT when the folder belongs to another trial, with what
 * differs; ZN_IO when the manifest cannot be read, written or trusted. */
enum zn_status zn_manifest_settle(const struct zn_store_plan *plan, int *piece, uint8_t digest[ZN_DIGEST_SIZE], struct zn_error *error);
int zn_manifest_is_there(const char *folder);

#endif
