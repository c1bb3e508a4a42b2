/* The search for steady states, 8 people at a time. */
#define ZN_LANES 8
#include "settle.inc"
