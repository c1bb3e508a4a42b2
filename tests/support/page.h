/* A strict look at a web page: tags that open and close in order, attributes in quotes, no stray markup characters, ids given
 * once, links that lead to an id of the page, a DOI, PubMed or the web address of a source. */
#ifndef ZN_TESTS_PAGE_H
#define ZN_TESTS_PAGE_H

/* Ends the test, with the place, when the page is not as described above. */
void page_must_be_well_formed(const char *page);
/* The same for a page of a site in `folder`: links may also lead to pages there, and to places in them. */
void page_of_site_must_be_well_formed(const char *page, const char *folder);

/* How often a text stands in the page. */
int page_count(const char *page, const char *part);

#endif
