#define _POSIX_C_SOURCE 200809L
#include "store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/aside.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/status.h"
#include "base/text.h"
#include "locks.h"
#include "manifest.h"
#include "piece.h"
#include "seen.h"

/* Bytes of the lock file: one for each piece, then these. */
#define MOST_PIECES ((int64_t)1 << 40)
enum beyond { MANIFEST_BYTE, GATHERING_BYTE };

/* Doubles in a piece, which is read and written in one go: 1 GiB. */
#define MOST_VALUES ((int64_t)1 << 27)

struct zn_store {
  char *folder;
  int64_t people, pieces;
  int piece, columns;
  uint8_t manifest[ZN_DIGEST_SIZE];
  struct zn_locks locks;
  struct zn_seen seen;
  int n_claims, room;
  int64_t *claim; /* [n_claims] ours, in no order */
  struct zn_error trouble;
};

int64_t zn_store_pieces(const struct zn_store *store) { return store->pieces; }
int zn_store_piece(const struct zn_store *store) { return store->piece; }

int zn_store_people(const struct zn_store *store, int64_t piece) {
  const int64_t left = store->people - piece * store->piece;
  return left < store->piece ? (int)left : store->piece;
}

int64_t zn_store_people_there(const struct zn_store *store) {
  const int64_t last = store->pieces - 1;
  return *store->seen.count * store->piece - (zn_seen_is(&store->seen, last) ? store->piece - zn_store_people(store, last) : 0);
}

static struct zn_piece_place place_of(const struct zn_store *store, int64_t number) {
  struct zn_piece_place place = {
      .number = number, .first_person = number * store->piece, .people = zn_store_people(store, number), .columns = store->columns};
  memcpy(place.manifest, store->manifest, sizeof place.manifest);
  return place;
}

/* --- Opening -------------------------------------------------------------------------------------------------------------------------- */

static enum zn_status check(const struct zn_store_plan *plan, struct zn_error *error) {
  static const char *const taken[] = {"people", "columns", "people in a piece", "zonula pieces", "sha256", ""};
  if (plan->people < 1 || plan->columns < 1 || plan->piece < 0 || plan->usual_piece < 1)
    return zn_fail(error, ZN_ARGUMENT, "a store is of at least one person with one number, in pieces of at least one");
  for (int i = 0; i < plan->n_marks; i++) {
    int used = 0;
    for (size_t k = 0; k < sizeof taken / sizeof *taken; k++) used |= strcmp(plan->mark[i].what, taken[k]) == 0;
    for (int k = 0; k < i; k++) used |= strcmp(plan->mark[i].what, plan->mark[k].what) == 0;
    if (used) return zn_fail(error, ZN_ARGUMENT, "a mark may not be called '%s' here", plan->mark[i].what);
  }
  return ZN_OK;
}

/* Before a folder is bound to a size that it cannot hold. */
static enum zn_status check_size(const struct zn_store_plan *plan, struct zn_error *error) {
  const int piece = plan->piece ? plan->piece : plan->usual_piece;
  if ((int64_t)piece * plan->columns > MOST_VALUES)
    return zn_fail_at(error, ZN_INPUT, plan->folder, 0,
                      "a piece of %d people with %d numbers each is larger than 1 GiB; ask for fewer people", piece, plan->columns);
  if ((plan->people - 1) / piece >= MOST_PIECES)
    return zn_fail_at(error, ZN_INPUT, plan->folder, 0, "%" PRId64 " people in pieces of %d are too many files; ask for larger pieces",
                      plan->people, piece);
  return ZN_OK;
}

/* Of processes that come at the same time, one writes the manifest, and the others find it. Where it is, nobody waits for anybody; that
 * there are locks at all shows here in any case. */
static enum zn_status settle(struct zn_store *store, const struct zn_store_plan *plan, struct zn_error *error) {
  int mine;
  ZN_TRY(zn_locks_try(&store->locks, MOST_PIECES + MANIFEST_BYTE, &mine, error));
  if (!mine && !zn_manifest_is_there(plan->folder)) {
    ZN_TRY(zn_locks_wait(&store->locks, MOST_PIECES + MANIFEST_BYTE, error));
    mine = 1;
  }
  const enum zn_status status = zn_manifest_settle(plan, &store->piece, store->manifest, error);
  if (mine) zn_locks_free(&store->locks, MOST_PIECES + MANIFEST_BYTE);
  if (status != ZN_OK) return status;
  store->people = plan->people;
  store->columns = plan->columns;
  store->pieces = (plan->people - 1) / store->piece + 1;
  return ZN_OK;
}

static enum zn_status open_locks(struct zn_store *store, struct zn_error *error) {
  const size_t room = strlen(store->folder) + sizeof "/locks";
  char *path = malloc(room);
  if (!path) return zn_fail(error, ZN_MEMORY, "no memory to open %s", store->folder);
  snprintf(path, room, "%s/locks", store->folder);
  const enum zn_status status = zn_locks_open(&store->locks, path, error);
  free(path);
  return status;
}

static enum zn_status open_in(struct zn_store *store, const struct zn_store_plan *plan, struct zn_error *error) {
  ZN_TRY(zn_text_copy(&store->folder, plan->folder, error));
  ZN_TRY(zn_folder_make(store->folder, error));
  ZN_TRY(open_locks(store, error));
  ZN_TRY(settle(store, plan, error));
  return zn_seen_begin(&store->seen, store->folder, store->pieces, &store->locks, error);
}

enum zn_status zn_store_open(struct zn_store **store, const struct zn_store_plan *plan, struct zn_error *error) {
  *store = NULL;
  ZN_TRY(check(plan, error));
  ZN_TRY(check_size(plan, error));
  struct zn_store *s = calloc(1, sizeof *s);
  if (!s) return zn_fail(error, ZN_MEMORY, "no memory to open %s", plan->folder);
  s->locks.file = -1;
  const enum zn_status status = open_in(s, plan, error);
  if (status == ZN_OK)
    *store = s;
  else
    zn_store_close(s);
  return status;
}

void zn_store_close(struct zn_store *store) {
  if (!store) return;
  zn_locks_close(&store->locks);
  zn_seen_clear(&store->seen);
  free(store->folder);
  free(store->claim);
  free(store);
}

/* --- Claims --------------------------------------------------------------------------------------------------------------------------- */

int zn_store_has(const struct zn_store *store, int64_t piece) { return zn_seen_look(&store->seen, piece); }

int zn_store_saw(const struct zn_store *store, int64_t piece) { return zn_seen_is(&store->seen, piece); }
void zn_store_look_again(struct zn_store *store) { zn_seen_again(&store->seen); }

enum zn_status zn_store_trouble(const struct zn_store *store, struct zn_error *error) {
  if (store->trouble.status != ZN_OK && error) *error = store->trouble;
  return store->trouble.status;
}

/* Which of our claims a piece is; -1: none. */
static int claim_of(const struct zn_store *store, int64_t piece) {
  for (int i = 0; i < store->n_claims; i++)
    if (store->claim[i] == piece) return i;
  return -1;
}

static int make_room(struct zn_store *store) {
  if (store->n_claims < store->room) return 1;
  const int room = 2 * store->room + 16;
  int64_t *claim = realloc(store->claim, (size_t)room * sizeof *claim);
  if (!claim) {
    store->trouble.status = zn_fail(&store->trouble, ZN_MEMORY, "no memory to claim a piece");
    return 0;
  }
  store->claim = claim;
  store->room = room;
  return 1;
}

int zn_store_claim(struct zn_store *store, int64_t piece) {
  int mine;
  if (zn_seen_is(&store->seen, piece) || claim_of(store, piece) >= 0 || !make_room(store)) return 0;
  if (zn_locks_try(&store->locks, piece, &mine, &store->trouble) != ZN_OK || !mine) return 0;
  if (zn_seen_look(&store->seen, piece)) { /* somebody was done with it just before */
    zn_locks_free(&store->locks, piece);
    return 0;
  }
  store->claim[store->n_claims++] = piece;
  return 1;
}

void zn_store_give_up(struct zn_store *store, int64_t piece) {
  const int claim = claim_of(store, piece);
  if (claim < 0) return;
  store->claim[claim] = store->claim[--store->n_claims];
  zn_locks_free(&store->locks, piece);
}

int zn_store_claim_gathering(struct zn_store *store) {
  int mine;
  return zn_locks_try(&store->locks, MOST_PIECES + GATHERING_BYTE, &mine, &store->trouble) == ZN_OK && mine;
}

/* --- Pieces --------------------------------------------------------------------------------------------------------------------------- */

/* What a failure to write means for the rest, as if each were like this one and in blocks of 4 KiB. */
static void tell_rest(const struct zn_store *store, size_t size, struct zn_error *error) {
  const int64_t there = *store->seen.count, missing = store->pieces - there, blocks = (int64_t)(size + 4095) / 4096;
  zn_fail_more(error,
               ". %" PRId64 " of %" PRId64 " pieces are kept, and the same command goes on from there; the others need about %.3g MiB",
               there, store->pieces, (double)(missing * blocks) / 256.0);
}

static enum zn_status write_piece(struct zn_store *store, int64_t number, const struct zn_piece *piece, struct zn_error *error) {
  const struct zn_piece_place place = place_of(store, number);
  uint8_t *bytes;
  size_t size;
  char path[ZN_PIECE_PATH];
  ZN_TRY(zn_piece_bytes(&bytes, &size, piece, &place, error));
  enum zn_status status = zn_seen_path(path, &store->seen, number, error);
  if (status == ZN_OK) status = zn_seen_make_folder(&store->seen, number, error);
  if (status == ZN_OK) status = zn_write_lasting(path, bytes, size, error);
  free(bytes);
  if (status == ZN_OK)
    zn_seen_mark(&store->seen, number, 1);
  else if (status == ZN_IO)
    tell_rest(store, size, error);
  return status;
}

enum zn_status zn_store_write(struct zn_store *store, int64_t number, const struct zn_piece *piece, struct zn_error *error) {
  if (claim_of(store, number) < 0) return zn_fail(error, ZN_ARGUMENT, "piece %" PRId64 " is written by who has not claimed it", number);
  const enum zn_status status = write_piece(store, number, piece, error);
  zn_store_give_up(store, number);
  return status;
}

/* Moves what is not whole out of the way, and says so. `error` holds what is wrong with it. */
static enum zn_status put_aside(struct zn_store *store, int64_t number, const char *path, struct zn_error *error) {
  char aside[ZN_PIECE_PATH + 16], why[sizeof error->text];
  snprintf(why, sizeof why, "%s", error ? error->text : "");
  snprintf(aside, sizeof aside, "%s.damaged", path);
  if (rename(path, aside) != 0) return zn_fail_system(error, path, errno, "%s, and it cannot be put aside", why);
  zn_seen_mark(&store->seen, number, 0);
  return zn_fail_at(error, ZN_IO, path, 0, "%s. It was put aside under the same name with .damaged, and the same command makes it again",
                    why);
}

enum zn_status zn_store_read(struct zn_store *store, int64_t number, struct zn_piece *piece, struct zn_error *error) {
  const struct zn_piece_place place = place_of(store, number);
  uint8_t *bytes;
  size_t size;
  char path[ZN_PIECE_PATH];
  memset(piece, 0, sizeof *piece);
  ZN_TRY(zn_seen_path(path, &store->seen, number, error));
  ZN_TRY(zn_file_bytes(&bytes, &size, path, error));
  enum zn_status status = zn_piece_parse(piece, bytes, size, &place, error);
  free(bytes);
  return status == ZN_INPUT ? put_aside(store, number, path, error) : status;
}
