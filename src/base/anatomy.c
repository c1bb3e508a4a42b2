#include "zonula/anatomy.h"

const char *zn_segment_name(enum zn_segment segment) {
  static const char *const names[] = {
#define ZN_X(name) #name,
      ZN_SEGMENT_LIST(ZN_X)
#undef ZN_X
  };
  return (unsigned)segment < ZN_SEGMENTS ? names[segment] : "unknown segment";
}
