#include "place.h"

#include <stdio.h>

#include "scratch.h"

struct place place_begin(const char *name, const char *text) {
  struct place p;
  scratch_begin(p.folder);
  scratch_text(p.folder, name, text);
  snprintf(p.study, sizeof p.study, "%s/%.30s", p.folder, name);
  snprintf(p.out, sizeof p.out, "%s/out", p.folder);
  snprintf(p.cache, sizeof p.cache, "%s/cache", p.folder);
  return p;
}
