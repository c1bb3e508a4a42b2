/* The search for steady states, 1 person at a time. */
#define ZN_LANES 1
#include "settle.inc"
