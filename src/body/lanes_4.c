/* The body for 4 people at a time. */
#define ZN_LANES 4
#include "lanes.inc"
