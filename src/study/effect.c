/* Effects of which nobody knows how large they are. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "zonula/study.h"

/* Normal score above which one in twenty lies. */
static const double one_in_twenty = 1.6448536269514722;

const char *zn_effect_name(enum zn_effect effect) {
  static const char *const names[ZN_EFFECTS] = {"known", "low", "middle", "high", "none"};
  return names[effect];
}

/* Every effect has a stream of its own: what is true of zinc says nothing about glutamine. */
static double drawn(const struct zn_overlay *overlay, const struct zn_uncertain *u, uint64_t member) {
  char name[256];
  snprintf(name, sizeof name, "%s/%s", overlay->name, u->name);
  const double score = zn_normal(member, 0, zn_stream(name), 0);
  const double reach = score < 0.0 ? log(u->middle / u->low) : log(u->high / u->middle);
  return u->middle * exp(score * reach / one_in_twenty);
}

double zn_uncertain_factor(const struct zn_overlay *overlay, int index, enum zn_effect effect, uint64_t member) {
  const struct zn_uncertain *u = &overlay->uncertain[index];
  switch (effect) {
    case ZN_EFFECT_NONE:
      return 1.0;
    case ZN_EFFECT_LOW:
      return u->low;
    case ZN_EFFECT_HIGH:
      return u->high;
    case ZN_EFFECT_KNOWN:
      return member ? drawn(overlay, u, member) : u->middle;
    default:
      return u->middle;
  }
}
