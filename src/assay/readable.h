/* Which instrument reading a readable thing is. */
#ifndef ZN_ASSAY_READABLE_H
#define ZN_ASSAY_READABLE_H

#include "reading.h"

/* What `readable`, which must not be an observable, reads, and where (the first segment for what has no place). */
enum zn_instrument_reading zn_readable_what(int readable, enum zn_segment *segment);

#endif
