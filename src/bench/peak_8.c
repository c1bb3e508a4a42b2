/* The peak with 8 numbers side by side. */
#define ZN_LANES 8
#include "peak.inc"
