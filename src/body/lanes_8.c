/* The body for 8 people at a time. */
#define ZN_LANES 8
#include "lanes.inc"
