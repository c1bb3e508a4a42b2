#include "sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "status.h"

enum { MANTISSA = 52, MOST_BITS = 20 };

/* --- Places: in the order of the values ---------------------------------------------------------------------------------------------- */

/* Zero has a place of its own; on each side of it lie the magnitudes, cut after the first bits of the mantissa. */
static int64_t place_of(double value, int bits) {
  uint64_t pattern;
  if (value == 0.0) return 0;
  memcpy(&pattern, &value, sizeof pattern);
  const int64_t place = 1 + (int64_t)((pattern & (UINT64_MAX >> 1)) >> (MANTISSA - bits));
  return value < 0.0 ? -place : place;
}

/* Where infinity lies: no place is beyond. */
static int64_t last_place(int bits) { return place_of(INFINITY, bits); }

/* Within a bin the pattern of a double grows in proportion to the double, so the pattern in the middle is that of the middle. */
static double middle_of(int64_t place, int bits) {
  const int cut = MANTISSA - bits;
  const uint64_t magnitude = (uint64_t)(place < 0 ? -place : place);
  double middle;
  if (place == 0) return 0.0;
  if (magnitude == (uint64_t)last_place(bits)) return place < 0 ? -INFINITY : INFINITY;
  const uint64_t pattern = ((magnitude - 1) << cut) + ((uint64_t)1 << (cut - 1));
  memcpy(&middle, &pattern, sizeof middle);
  return place < 0 ? -middle : middle;
}

/* --- Counts -------------------------------------------------------------------------------------------------------------------------- */

static int is_sketch(const struct zn_sketch *sketch) { return sketch->bits >= 1 && sketch->bits <= MOST_BITS; }

static int make_room(struct zn_sketch *sketch, size_t n) {
  if (n <= sketch->room) return 1;
  const size_t room = n + n / 2 + 8;
  struct zn_sketch_bin *bin = realloc(sketch->bin, room * sizeof *bin);
  if (!bin) return 0;
  sketch->bin = bin;
  sketch->room = room;
  return 1;
}

/* The first bin that is not before `place`. */
static size_t find(const struct zn_sketch *sketch, int64_t place) {
  size_t low = 0, high = sketch->n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (sketch->bin[middle].place < place)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

enum zn_status zn_sketch_add(struct zn_sketch *sketch, double value) {
  if (!is_sketch(sketch) || sketch->count == INT64_MAX) return ZN_ARGUMENT;
  if (isnan(value)) return ZN_OK;
  const int64_t place = place_of(value, sketch->bits);
  const size_t k = find(sketch, place);
  if (k == sketch->n || sketch->bin[k].place != place) {
    if (!make_room(sketch, sketch->n + 1)) return ZN_MEMORY;
    if (k < sketch->n) memmove(&sketch->bin[k + 1], &sketch->bin[k], (sketch->n - k) * sizeof *sketch->bin);
    sketch->bin[k] = (struct zn_sketch_bin){.place = place};
    sketch->n++;
  }
  sketch->bin[k].count++;
  sketch->count++;
  return ZN_OK;
}

/* How many bins both have together. */
static size_t bins_of_both(const struct zn_sketch *a, const struct zn_sketch *b) {
  size_t n = 0, i = 0, j = 0;
  for (; i < a->n && j < b->n; n++) {
    const int64_t first = a->bin[i].place, second = b->bin[j].place;
    i += first <= second;
    j += second <= first;
  }
  return n + (a->n - i) + (b->n - j);
}

enum zn_status zn_sketch_merge(struct zn_sketch *sketch, const struct zn_sketch *other) {
  if (!is_sketch(sketch) || sketch->bits != other->bits || sketch == other) return ZN_ARGUMENT;
  if (other->count > INT64_MAX - sketch->count) return ZN_ARGUMENT;
  const size_t n = bins_of_both(sketch, other);
  if (!make_room(sketch, n)) return ZN_MEMORY;
  size_t i = sketch->n, j = other->n;
  for (size_t k = n; k-- > 0;) { /* from behind, so that nothing is overwritten that is still needed */
    const int64_t first = i > 0 ? sketch->bin[i - 1].place : INT64_MIN, second = j > 0 ? other->bin[j - 1].place : INT64_MIN;
    struct zn_sketch_bin bin = {.place = first > second ? first : second};
    if (first >= second) bin.count += sketch->bin[--i].count;
    if (second >= first) bin.count += other->bin[--j].count;
    sketch->bin[k] = bin;
  }
  sketch->n = n;
  sketch->count += other->count;
  return ZN_OK;
}

double zn_sketch_quantile(const struct zn_sketch *sketch, double q) {
  if (sketch->count == 0 || isnan(q)) return NAN;
  const double rank = ceil(q * (double)sketch->count); /* 1: the smallest */
  int64_t passed = 0;
  size_t k = 0;
  while (k + 1 < sketch->n && (double)(passed + sketch->bin[k].count) < rank) passed += sketch->bin[k++].count;
  return middle_of(sketch->bin[k].place, sketch->bits);
}

void zn_sketch_clear(struct zn_sketch *sketch) {
  free(sketch->bin);
  *sketch = (struct zn_sketch){.bits = sketch->bits};
}

/* --- As bytes ------------------------------------------------------------------------------------------------------------------------ */

/* A small number is written short whatever its sign. */
static uint64_t folded(int64_t place) { return place < 0 ? 2 * (uint64_t)(-place) - 1 : 2 * (uint64_t)place; }
static int64_t unfolded(uint64_t value) { return value & 1 ? -(int64_t)(value >> 1) - 1 : (int64_t)(value >> 1); }

/* What is written of bin k: how far it lies behind the one before, of the first one its place. */
static uint64_t step_to(const struct zn_sketch *sketch, size_t k) {
  return k > 0 ? (uint64_t)(sketch->bin[k].place - sketch->bin[k - 1].place) : folded(sketch->bin[k].place);
}

size_t zn_sketch_size(const struct zn_sketch *sketch) {
  size_t size = zn_short_size((uint64_t)sketch->bits) + zn_short_size(sketch->n);
  for (size_t k = 0; k < sketch->n; k++) size += zn_short_size(step_to(sketch, k)) + zn_short_size((uint64_t)sketch->bin[k].count);
  return size;
}

uint8_t *zn_sketch_write(const struct zn_sketch *sketch, uint8_t *to) {
  to = zn_put_short(to, (uint64_t)sketch->bits);
  to = zn_put_short(to, sketch->n);
  for (size_t k = 0; k < sketch->n; k++) {
    to = zn_put_short(to, step_to(sketch, k));
    to = zn_put_short(to, (uint64_t)sketch->bin[k].count);
  }
  return to;
}

/* The next bin behind those that are there; 0 where it is none. */
static int read_bin(struct zn_sketch *sketch, struct zn_bytes *from) {
  const int64_t last = last_place(sketch->bits), before = sketch->n > 0 ? sketch->bin[sketch->n - 1].place : 0;
  const uint64_t step = zn_take_short(from), count = zn_take_short(from);
  if (from->failed || count == 0 || count > (uint64_t)(INT64_MAX - sketch->count)) return 0;
  if (sketch->n > 0 && (step == 0 || step > (uint64_t)(last - before))) return 0;
  const int64_t place = sketch->n > 0 ? before + (int64_t)step : unfolded(step);
  if (place < -last || place > last) return 0;
  sketch->bin[sketch->n++] = (struct zn_sketch_bin){.place = place, .count = (int64_t)count};
  sketch->count += (int64_t)count;
  return 1;
}

enum zn_status zn_sketch_read(struct zn_sketch *sketch, const uint8_t **at, const uint8_t *end) {
  struct zn_bytes from = {.at = *at, .left = *at ? (size_t)(end - *at) : 0};
  const uint64_t bits = zn_take_short(&from), n = zn_take_short(&from);
  *sketch = (struct zn_sketch){.bits = 1};
  if (from.failed || bits < 1 || bits > MOST_BITS || n > from.left / 2) return ZN_INPUT; /* a bin takes two bytes or more */
  sketch->bits = (int)bits;
  if (n > 0 && !make_room(sketch, (size_t)n)) return ZN_MEMORY;
  for (uint64_t k = 0; k < n; k++) {
    if (read_bin(sketch, &from)) continue;
    zn_sketch_clear(sketch);
    return ZN_INPUT;
  }
  *at = from.at;
  return ZN_OK;
}
