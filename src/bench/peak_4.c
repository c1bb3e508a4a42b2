/* The peak with 4 numbers side by side. */
#define ZN_LANES 4
#include "peak.inc"
