/* The peak with 1 numbers side by side. */
#define ZN_LANES 1
#include "peak.inc"
