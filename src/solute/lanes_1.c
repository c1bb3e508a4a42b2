/* Solutes for 1 journey at a time. */
#define ZN_LANES 1
#include "lanes.inc"
