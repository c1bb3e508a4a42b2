/* How comparisons are called, and where their effects say nothing. */
#include <string.h>

#include "zonula/comparison.h"

#define WORD(name, word, effect) [ZN_COMPARE_##name] = word,
static const char *const words[ZN_COMPARISONS] = {ZN_COMPARISON_LIST(WORD)};
#undef WORD
#define EFFECT(name, word, effect) [ZN_COMPARE_##name] = effect,
static const char *const effects[ZN_COMPARISONS] = {ZN_COMPARISON_LIST(EFFECT)};
#undef EFFECT

const char *zn_comparison_word(enum zn_comparison_kind kind) { return words[kind]; }

const char *zn_comparison_effect(enum zn_comparison_kind kind) { return effects[kind]; }

int zn_comparison_find(const char *word) {
  for (int k = 0; k < ZN_COMPARISONS; k++)
    if (!strcmp(word, words[k])) return k;
  return -1;
}

double zn_comparison_null(enum zn_comparison_kind kind) {
  switch (kind) {
    case ZN_COMPARE_LOG_RANK:
    case ZN_COMPARE_COX:
    case ZN_COMPARE_FISHER:
      return 1.0;
    default:
      return 0.0;
  }
}
