/* The search for steady states, 2 people at a time. */
#define ZN_LANES 2
#include "settle.inc"
