/* The places of the model: wall segments, transit compartments, and the lists the rooms share. */
#ifndef ZONULA_ANATOMY_H
#define ZONULA_ANATOMY_H

/* Wall segments from mouth to anus. `descending` includes sigmoid and rectum. */
#define ZN_SEGMENT_LIST(X) X(duodenum) X(jejunum) X(ileum) X(ascending) X(transverse) X(descending)

/* The eight fibre pools of the colon, by how they are eaten by microbes (microbiota room). */
#define ZN_FIBRE_LIST(X) X(resistant_starch) X(inulin) X(pectin) X(arabinoxylan) X(beta_glucan) X(gum) X(cellulose) X(plant_cell_wall)

/* Functional groups of microbes. */
#define ZN_GROUP_LIST(X) X(bacteroides) X(ruminococci) X(bifidobacteria) X(butyrate_makers) X(lactate_users) X(mucin_eaters) X(pathobiont)

/* What groups can grow on: the fibres, then these. */
#define ZN_SUBSTRATE_LIST(X) ZN_FIBRE_LIST(X) X(mucin) X(protein) X(lactate)

enum zn_segment {
#define ZN_X(name) ZN_SEGMENT_##name,
  ZN_SEGMENT_LIST(ZN_X)
#undef ZN_X
      ZN_SEGMENTS
};

enum zn_fibre {
#define ZN_X(name) ZN_FIBRE_##name,
  ZN_FIBRE_LIST(ZN_X)
#undef ZN_X
      ZN_FIBRES
};

enum zn_group {
#define ZN_X(name) ZN_GROUP_##name,
  ZN_GROUP_LIST(ZN_X)
#undef ZN_X
      ZN_GROUPS
};

enum zn_substrate {
#define ZN_X(name) ZN_SUBSTRATE_##name,
  ZN_SUBSTRATE_LIST(ZN_X)
#undef ZN_X
      ZN_SUBSTRATES
};

enum {
  ZN_SMALL_BOWEL_SEGMENTS = 3, /* duodenum, jejunum, ileum: segments 0..2 */
  ZN_COLON_SEGMENTS = 3,       /* ascending, transverse, descending: segments 3..5 */
  ZN_COLON = 3                 /* index of the first colonic segment */
};

/* Full name of a segment, "duodenum" ... "descending". */
const char *zn_segment_name(enum zn_segment segment);

#endif
