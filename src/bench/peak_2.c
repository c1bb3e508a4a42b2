/* The peak with 2 numbers side by side. */
#define ZN_LANES 2
#include "peak.inc"
