/* All states of the body, room by room, as structs of zn_real. A struct is also a flat array in this order. */
#ifndef ZN_BODY_STATES_H
#define ZN_BODY_STATES_H

#include "real.h"
#include "zonula/anatomy.h"

/* The rooms in the order in which food, water, microbes and molecules meet them. */
#define ZN_ROOM_LIST(X) X(lumen) X(microbiota) X(mucus) X(epithelium) X(immune) X(liver) X(circulation)

#define ZN_SHAPE_ONE
#define ZN_SHAPE_SEGMENT [ZN_SEGMENTS]
#define ZN_SHAPE_SMALL_BOWEL [ZN_SMALL_BOWEL_SEGMENTS]
#define ZN_SHAPE_COLON [ZN_COLON_SEGMENTS]
#define ZN_SHAPE_FIBRE [ZN_FIBRES]
#define ZN_SHAPE_COLON_FIBRE [ZN_COLON_SEGMENTS][ZN_FIBRES]
#define ZN_SHAPE_COLON_GROUP [ZN_COLON_SEGMENTS][ZN_GROUPS]

#define ZN_STATE(name, shape, unit, scale, meaning) zn_real name ZN_SHAPE_##shape;
struct zn_lumen_states {
#include "lumen/lumen.def"
};
struct zn_microbiota_states {
#include "microbiota/microbiota.def"
};
struct zn_mucus_states {
#include "mucus/mucus.def"
};
struct zn_epithelium_states {
#include "epithelium/epithelium.def"
};
struct zn_immune_states {
#include "immune/immune.def"
};
struct zn_liver_states {
#include "liver/liver.def"
};
struct zn_circulation_states {
#include "circulation/circulation.def"
};
#undef ZN_STATE

struct zn_body_states {
#define ZN_X(room) struct zn_##room##_states room;
  ZN_ROOM_LIST(ZN_X)
#undef ZN_X
};

enum { ZN_BODY_STATES = sizeof(struct zn_body_states) / sizeof(zn_real) };

#endif
