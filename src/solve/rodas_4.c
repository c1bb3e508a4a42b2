/* Rodas5P for 4 people at a time. */
#define ZN_LANES 4
#include "rodas.inc"
