/* Where a trial keeps what it has: a folder of pieces, each the people with numbers piece * size ... in one file, written whole or not at
 * all, with a checksum; and a manifest that says what they are pieces of. Any number of processes may work in one folder at once, on one
 * machine or on a shared file system with locks: a piece at work is locked, and the lock goes with its process, however that ends. */
#ifndef ZN_TRIAL_STORE_H
#define ZN_TRIAL_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "zonula/status.h"

/* What pieces depend on, compared word for word. A folder with another value of any is refused, and `what` stands in the message. */
struct zn_store_mark {
  const char *what, *value; /* "seed", "2002" */
};

struct zn_store_plan {
  const char *folder;
  const struct zn_store_mark *mark; /* [n_marks] */
  int n_marks;
  int64_t people;
  int piece; /* people in a piece, the last may have fewer; 0: as the folder has it, or `usual_piece` where it is new */
  int usual_piece;
  int columns; /* doubles of each person */
};

/* Somebody who could not be simulated. */
struct zn_store_failure {
  int64_t number; /* of the person */
  int status;     /* enum zn_status */
  double time_h;
  char text[160];
};

/* What one piece holds; arrays are owned, free with zn_piece_clear. */
struct zn_piece {
  int people;
  uint64_t steps;
  double *value; /* [people][columns]; all NAN of who failed */
  int n_failures;
  struct zn_store_failure *failure; /* [n_failures] by number */
  void *more;                       /* whatever else is kept with it; NULL: nothing */
  size_t more_size;                 /* bytes */
};
void zn_piece_clear(struct zn_piece *piece);

struct zn_store;

/* Makes the folder or finds the one that is there. ZN_INPUT when it belongs to something else, ZN_IO with the path when it cannot be made,
 * read or locked. What a killed process left half-written is removed, unless somebody is still at it. */
enum zn_status zn_store_open(struct zn_store **store, const struct zn_store_plan *plan, struct zn_error *error);
void zn_store_close(struct zn_store *store); /* locks that are still held are given up */

int64_t zn_store_pieces(const struct zn_store *store);
int zn_store_piece(const struct zn_store *store);                 /* people in a piece */
int zn_store_people(const struct zn_store *store, int64_t piece); /* in that one */
/* People in pieces that are known to be there, from when the store was opened or from later looks: asks the disk nothing. */
int64_t zn_store_people_there(const struct zn_store *store);
/* Whether it is there, as far as its name tells. Like all calls of one store from here on, of one thread at a time. */
int zn_store_has(const struct zn_store *store, int64_t piece);
/* Whether it was there when the disk was last asked; asks it nothing. */
int zn_store_saw(const struct zn_store *store, int64_t piece);
/* Has the disk list what is there, so that what others have done since need not be asked for piece by piece. */
void zn_store_look_again(struct zn_store *store);
/* Looks whether it is there, too. 1: it is ours to make; 0: it is there, or we or somebody else are at it, or locks do not work any more,
 * which zn_store_trouble says. */
int zn_store_claim(struct zn_store *store, int64_t piece);
enum zn_status zn_store_trouble(const struct zn_store *store, struct zn_error *error);
/* Writes a piece that was claimed, and gives up the claim. ZN_IO, with path and reason (no space left: how much is needed): the claim is
 * given up as well and nothing is left half-written. */
enum zn_status zn_store_write(struct zn_store *store, int64_t number, const struct zn_piece *piece, struct zn_error *error);
void zn_store_give_up(struct zn_store *store, int64_t piece);
/* Reads a piece back. ZN_IO where it is not whole (size, header or checksum are not as they were written): it is then put aside, so that it
 * is not there any more (zn_store_has says 0), and whoever claims it next makes it again. */
enum zn_status zn_store_read(struct zn_store *store, int64_t number, struct zn_piece *piece, struct zn_error *error);
/* 1: this process alone may gather the results now; 0: another one is at it. Given up by zn_store_close. */
int zn_store_claim_gathering(struct zn_store *store);

#endif
