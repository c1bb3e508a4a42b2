/* Solutes for 4 journeys at a time. */
#define ZN_LANES 4
#include "lanes.inc"
