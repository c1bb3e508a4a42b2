/* Pieces of a web page: escaped text, numbers for readers, links to sources, marks of evidence. */
#ifndef ZN_IO_HTML_H
#define ZN_IO_HTML_H

#include "writer.h"

/* Text as text: nothing in it can become markup. Good between tags and inside quoted attributes. */
void zn_html_text(struct zn_writer *page, const char *text);

/* A number for readers: three digits that count, "1.2 x 10^-5" where zeros would hide them, a dash for what is not known. */
void zn_html_number(struct zn_writer *page, double value);
/* The same for what was computed: always three digits, "1.30". */
void zn_html_result(struct zn_writer *page, double value);
/* Either of them as a cell of a table. */
void zn_html_number_cell(struct zn_writer *page, double value);
void zn_html_result_cell(struct zn_writer *page, double value);
/* A unit behind a number, as people write it, with a narrow space before it; nothing for the pure number. */
void zn_html_unit(struct zn_writer *page, const char *unit);
/* A number with its unit. */
void zn_html_quantity(struct zn_writer *page, double value, const char *unit);

/* "patients and controls", "crohn_active" as words: underscores become spaces, a first letter capital. */
void zn_html_words(struct zn_writer *page, const char *name);

/* An address inside a link: what might be harmful there is escaped. */
void zn_html_address(struct zn_writer *page, const char *text);
/* A link to where a source can be read: DOI, "PMID:123"; other places are plain text, "" is nothing. */
void zn_html_locator(struct zn_writer *page, const char *locator);
/* The sources behind ids separated by spaces, each linked. An id the ledger lacks is written as it stands. */
void zn_html_sources(struct zn_writer *page, const char *ids);

/* A small mark, "grade: moderate"; `kind` becomes its class. */
void zn_html_mark(struct zn_writer *page, const char *kind, const char *text);

#endif
