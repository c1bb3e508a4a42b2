/* The search for steady states, 4 people at a time. */
#define ZN_LANES 4
#include "settle.inc"
