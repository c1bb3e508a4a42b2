/* Solutes for 8 journeys at a time. */
#define ZN_LANES 8
#include "lanes.inc"
