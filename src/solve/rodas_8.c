/* Rodas5P for 8 people at a time. */
#define ZN_LANES 8
#include "rodas.inc"
