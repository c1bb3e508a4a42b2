#include "random.h"

#include <math.h>
#include <Random123/philox.h>

uint32_t zn_stream(const char *name) {
  uint32_t hash = 2166136261u;
  for (; *name; name++) hash = (hash ^ (unsigned char)*name) * 16777619u;
  return hash;
}

static philox4x32_ctr_t draw(uint64_t seed, uint32_t person, uint32_t stream, uint32_t index) {
  const philox4x32_ctr_t counter = {{person, stream, index, 0}};
  const philox4x32_key_t key = {{(uint32_t)seed, (uint32_t)(seed >> 32)}};
  return philox4x32(counter, key);
}

/* 52 bits and a half step: never 0, never 1. */
static double open_unit(uint32_t high, uint32_t low) {
  const uint64_t bits = ((uint64_t)high << 20) ^ (low >> 12);
  return ((double)(bits & ((UINT64_C(1) << 52) - 1)) + 0.5) * 0x1p-52;
}

double zn_uniform(uint64_t seed, uint32_t person, uint32_t stream, uint32_t index) {
  const philox4x32_ctr_t r = draw(seed, person, stream, index);
  return open_unit(r.v[0], r.v[1]);
}

double zn_normal(uint64_t seed, uint32_t person, uint32_t stream, uint32_t index) {
  const philox4x32_ctr_t r = draw(seed, person, stream, index);
  const double turn = 6.283185307179586;
  return sqrt(-2.0 * log(open_unit(r.v[0], r.v[1]))) * cos(turn * open_unit(r.v[2], r.v[3]));
}
