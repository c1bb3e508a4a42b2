/* Expands one named entry of a .def list into one table row per place: ZN_ROW(name, index, ...) is called with the
 * index in brackets as users write it ("" for a single value), in the order in which the values lie in memory. */
#ifndef ZN_BODY_ROWS_H
#define ZN_BODY_ROWS_H

/* Its layout of these macros never comes to rest. */
/* clang-format off */
#define ZN_ROWS_ONE(...) ZN_ROW("", __VA_ARGS__)
#define ZN_ROWS_SMALL_BOWEL(...) ZN_ROW("[duodenum]", __VA_ARGS__) ZN_ROW("[jejunum]", __VA_ARGS__) ZN_ROW("[ileum]", __VA_ARGS__)
#define ZN_ROWS_COLON(...) ZN_ROW("[ascending]", __VA_ARGS__) ZN_ROW("[transverse]", __VA_ARGS__) ZN_ROW("[descending]", __VA_ARGS__)
#define ZN_ROWS_SEGMENT(...) ZN_ROWS_SMALL_BOWEL(__VA_ARGS__) ZN_ROWS_COLON(__VA_ARGS__)

#define ZN_FIBRE_ROWS(before, ...)                                                                                           \
  ZN_ROW(before "resistant_starch]", __VA_ARGS__)                                                                            \
  ZN_ROW(before "inulin]", __VA_ARGS__) ZN_ROW(before "pectin]", __VA_ARGS__) ZN_ROW(before "arabinoxylan]", __VA_ARGS__)    \
      ZN_ROW(before "beta_glucan]", __VA_ARGS__) ZN_ROW(before "gum]", __VA_ARGS__) ZN_ROW(before "cellulose]", __VA_ARGS__) \
          ZN_ROW(before "plant_cell_wall]", __VA_ARGS__)
#define ZN_GROUP_ROWS(before, ...)                                                                                                        \
  ZN_ROW(before "bacteroides]", __VA_ARGS__)                                                                                              \
  ZN_ROW(before "ruminococci]", __VA_ARGS__) ZN_ROW(before "bifidobacteria]", __VA_ARGS__) ZN_ROW(before "butyrate_makers]", __VA_ARGS__) \
      ZN_ROW(before "lactate_users]", __VA_ARGS__) ZN_ROW(before "mucin_eaters]", __VA_ARGS__) ZN_ROW(before "pathobiont]", __VA_ARGS__)
#define ZN_ROWS_FIBRE(...) ZN_FIBRE_ROWS("[", __VA_ARGS__)
#define ZN_ROWS_COLON_FIBRE(...) \
  ZN_FIBRE_ROWS("[ascending/", __VA_ARGS__) ZN_FIBRE_ROWS("[transverse/", __VA_ARGS__) ZN_FIBRE_ROWS("[descending/", __VA_ARGS__)
#define ZN_ROWS_COLON_GROUP(...) \
  ZN_GROUP_ROWS("[ascending/", __VA_ARGS__) ZN_GROUP_ROWS("[transverse/", __VA_ARGS__) ZN_GROUP_ROWS("[descending/", __VA_ARGS__)

/* clang-format on */

#endif
