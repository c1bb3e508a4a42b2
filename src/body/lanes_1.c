/* The body for 1 person at a time. */
#define ZN_LANES 1
#include "lanes.inc"
