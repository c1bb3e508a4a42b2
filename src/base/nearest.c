#include "nearest.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

enum { LONGEST = 96 };

static int least(int a, int b) { return a < b ? a : b; }

/* Names longer than any of ours are near to nothing. */
static int edits(const char *a, const char *b) {
  int row[3][LONGEST + 1];
  const int n = (int)strlen(a), m = (int)strlen(b);
  if (n > LONGEST || m > LONGEST) return INT_MAX;
  for (int j = 0; j <= m; j++) row[0][j] = j;
  for (int i = 1; i <= n; i++) {
    int *now = row[i % 3];
    const int *above = row[(i + 2) % 3], *higher = row[(i + 1) % 3];
    now[0] = i;
    for (int j = 1; j <= m; j++) {
      now[j] = least(least(above[j], now[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = least(now[j], higher[j - 2] + 1);
    }
  }
  return row[n % 3][m];
}

const char *zn_nearest(const char *name, zn_name_at *name_at, const void *context, int count) {
  const char *best = NULL;
  const int length = (int)strlen(name), limit = length > 6 ? length / 3 : 2;
  int fewest = limit + 1;
  for (int i = 0; i < count; i++) {
    const char *candidate = name_at(context, i);
    const int distance = edits(name, candidate);
    if (distance < fewest) {
      fewest = distance;
      best = candidate;
    }
  }
  return best;
}

static const char *at(const void *context, int index) { return ((const char *const *)context)[index]; }

const char *zn_nearest_of(const char *name, const char *const *names, int count) { return zn_nearest(name, at, names, count); }
