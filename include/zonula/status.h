/* Status codes and error texts: how every fallible call of Zonula reports.
 *
 * A call that can fail returns `enum zn_status` and takes an optional last `struct zn_error *`, which it fills
 * with one plain sentence and, where the cause is the user's own text, its file and line. The library never
 * prints, exits or keeps global state. */
#ifndef ZONULA_STATUS_H
#define ZONULA_STATUS_H

#define ZN_STATUS_LIST(X)                                              \
  X(OK, "done")                                                        \
  X(INPUT, "the input is not valid")                                   \
  X(ARGUMENT, "a call was made with an argument outside its contract") \
  X(NUMERICAL, "the numerical solution failed")                        \
  X(IO, "a file could not be read or written")                         \
  X(MEMORY, "there is not enough memory")                              \
  X(INTERRUPTED, "the work was interrupted")

enum zn_status {
#define ZN_STATUS_ENUM(name, meaning) ZN_##name,
  ZN_STATUS_LIST(ZN_STATUS_ENUM)
#undef ZN_STATUS_ENUM
      ZN_STATUS_COUNT
};

/* What went wrong. Filled only on failure; owned by the caller; no part of it is allocated. */
struct zn_error {
  enum zn_status status;
  char text[640]; /* one or two plain sentences, without a final newline */
  char file[256]; /* the user's file, or "" */
  int line;       /* 1-based line in `file`, or 0 */
};

/* The meaning of a status as an English phrase; never NULL. */
const char *zn_status_text(enum zn_status status);

#endif
