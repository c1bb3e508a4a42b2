/* The body for 2 people at a time. */
#define ZN_LANES 2
#include "lanes.inc"
