/* Solutes for 2 journeys at a time. */
#define ZN_LANES 2
#include "lanes.inc"
