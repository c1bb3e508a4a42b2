/* data/attributes.csv and data/correlations.csv: what people look like from outside. */
#ifndef ZN_IO_PEOPLE_TABLE_H
#define ZN_IO_PEOPLE_TABLE_H

#include "names.h"
#include "zonula/physique.h"

#define ZN_ATTRIBUTE_TABLE "data/attributes.csv"
#define ZN_CORRELATION_TABLE "data/correlations.csv"

/* Both, from their texts, joined. Sources must be in the ledger. Free with zn_people_table_free. */
enum zn_status zn_people_table_parse(struct zn_people_table **table, const char *attributes, const char *correlations,
                                     struct zn_error *error);
void zn_people_table_free(struct zn_people_table *table);

/* The attributes that are drawn; and all of them. */
struct zn_names zn_drawn_attribute_names(void);
struct zn_names zn_attribute_names(void);

#endif
