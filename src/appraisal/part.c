#include "part.h"

static int tell(void *context, int done, int all) {
  const struct zn_part *part = context;
  (void)all;
  return part->run->progress ? part->run->progress(part->run->progress_context, part->done + done, part->all) : 0;
}

struct zn_run_options zn_part_options(struct zn_part *part) {
  struct zn_run_options options = *part->run;
  options.progress = tell;
  options.progress_context = part;
  options.without_intervals = 1;
  return options;
}
