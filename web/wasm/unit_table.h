/* Words that are units, with their prefixes, as UDUNITS-2 knows them: tools/pack_page writes the table. */
#ifndef ZN_PAGE_UNIT_TABLE_H
#define ZN_PAGE_UNIT_TABLE_H

enum { ZN_UNIT_BASES = 5 };

struct zn_unit_word {
  const char *name;
  double to_internal;               /* 0: a unit of something else (kelvin, volt), or one that is shifted */
  signed char power[ZN_UNIT_BASES]; /* hour, centimetre, gram, millimole, siemens */
};

/* Sorted by name (strcmp). */
extern const struct zn_unit_word zn_unit_table[];
extern const int zn_unit_table_length;

#endif
