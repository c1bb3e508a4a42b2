/* A folder with a study to run, and places beside it for what comes out and for a cache. */
#ifndef ZN_TESTS_PLACE_H
#define ZN_TESTS_PLACE_H

struct place {
  char folder[128], study[160], out[160], cache[160];
};

/* Makes it, with `text` in the file `name`; remove the folder with scratch_end. */
struct place place_begin(const char *name, const char *text);

#endif
