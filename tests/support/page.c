#include "page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "zonula/parameters.h"

#include "base/file.h"

enum { DEEPEST = 64, NAME = 32, MOST_IDS = 4096, ID = 64 };

struct reader {
  const char *page, *at;
  const char *folder; /* of a site whose pages may be linked to; NULL: none */
  int depth;
  char open[DEEPEST][NAME];
  int n_ids, n_links;
  char (*id)[ID], (*link)[ID]; /* ids given; ids linked to */
};

static void wrong(const struct reader *r, const char *what) { fail_msg("byte %td: %s near '%.60s'", r->at - r->page, what, r->at); }

static void keep(struct reader *r, char (*list)[ID], int *n, const char *text, size_t length) {
  if (*n == MOST_IDS || length >= ID) wrong(r, "too many ids, or too long a one");
  snprintf(list[(*n)++], ID, "%.*s", (int)length, text);
}

/* A link to another page of the site: the file is there, and what follows a "#" is an id in it. */
static void check_neighbour(const struct reader *r, const char *value, size_t length) {
  const size_t name = strcspn(value, "#\"");
  char path[512], id[ID + 8], *text;
  snprintf(path, sizeof path, "%s/%.*s", r->folder, (int)name, value);
  if (zn_file_read(&text, &(size_t){0}, path, ZN_LARGEST_FILE, NULL) != ZN_OK) wrong(r, "a link to a page that is not there");
  snprintf(id, sizeof id, "id=\"%.*s\"", (int)(length - name - 1), value + name + 1);
  if (name < length && !strstr(text, id)) wrong(r, "a link to a place that is not there");
  free(text);
}

/* Whether it is the web address of a source; an ampersand, which the page writes as an entity, ends the comparison. */
static int is_of_a_source(const char *value, size_t length) {
  for (int i = 0; i < zn_source_count(); i++) {
    const char *locator = zn_source_info(i)->locator;
    const size_t plain = strcspn(locator, "&");
    if (strncmp(locator, "https://", 8) == 0 && strncmp(locator, value, plain) == 0 && (length == plain || value[plain] == '&')) return 1;
  }
  return 0;
}

static void check_link(struct reader *r, const char *value, size_t length) {
  static const char *const allowed[] = {"https://doi.org/10.", "https://pubmed.ncbi.nlm.nih.gov/",
                                        "https://pmc.ncbi.nlm.nih.gov/articles/PMC"};
  if (value[0] == '#') {
    keep(r, r->link, &r->n_links, value + 1, length - 1);
    return;
  }
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
    if (strncmp(value, allowed[i], strlen(allowed[i])) == 0) return;
  if (is_of_a_source(value, length)) return;
  if (r->folder && !memchr(value, ':', length)) {
    check_neighbour(r, value, length);
    return;
  }
  wrong(r, "a link that leads elsewhere");
}

static void check_ampersand(const struct reader *r) {
  const size_t length = strspn(r->at + 1, "#abcdefghijklmnopqrstuvwxyz0123456789");
  if (length == 0 || r->at[1 + length] != ';') wrong(r, "an ampersand that begins no character");
}

static void read_attribute(struct reader *r) {
  const char *name = r->at;
  const size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_:0123456789");
  if (!length) wrong(r, "no attribute");
  r->at += length;
  r->at += strspn(r->at, " ");
  if (*r->at++ != '=') wrong(r, "an attribute without a value");
  r->at += strspn(r->at, " ");
  const char quote = *r->at++, *value = r->at;
  if (quote != '"' && quote != '\'') wrong(r, "a value without quotes");
  for (; *r->at && *r->at != quote; r->at++) {
    if (*r->at == '<') wrong(r, "a tag inside a value");
    if (*r->at == '&') check_ampersand(r);
  }
  const size_t size = (size_t)(r->at++ - value);
  if (length == 2 && strncmp(name, "id", 2) == 0) keep(r, r->id, &r->n_ids, value, size);
  if (length == 4 && strncmp(name, "href", 4) == 0) check_link(r, value, size);
  const char *local = strstr(value, "url(#");
  if (local && local < value + size) keep(r, r->link, &r->n_links, local + 5, strcspn(local + 5, ")"));
}

static void close_tag(struct reader *r) {
  char name[NAME];
  r->at += 2;
  snprintf(name, sizeof name, "%.*s", (int)strcspn(r->at, "> \n"), r->at);
  if (r->depth == 0 || strcmp(r->open[r->depth - 1], name) != 0) wrong(r, "closes what is not open");
  r->depth--;
  r->at += strlen(name);
  if (*r->at++ != '>') wrong(r, "an unfinished closing tag");
}

static void open_tag(struct reader *r) {
  char name[NAME];
  const size_t length = strspn(r->at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
  if (!length || length >= NAME) wrong(r, "no tag");
  snprintf(name, sizeof name, "%.*s", (int)length, r->at + 1);
  r->at += 1 + length;
  for (;;) {
    r->at += strspn(r->at, " \n\t");
    if (*r->at == '>' || (*r->at == '/' && r->at[1] == '>')) break;
    read_attribute(r);
  }
  if (*r->at == '/') {
    r->at += 2;
    return;
  }
  r->at++;
  if (r->depth == DEEPEST) wrong(r, "too deep");
  snprintf(r->open[r->depth++], NAME, "%s", name);
  if (strcmp(name, "style") == 0) r->at += strcspn(r->at, "<");
  if (strcmp(name, "script") == 0) r->at = strstr(r->at, "</script>") ? strstr(r->at, "</script>") : r->at;
}

static int by_text(const void *a, const void *b) { return strcmp(a, b); }

static void check_ids(struct reader *r) {
  qsort(r->id, (size_t)r->n_ids, ID, by_text);
  for (int i = 1; i < r->n_ids; i++)
    if (strcmp(r->id[i], r->id[i - 1]) == 0) fail_msg("the id '%s' is given twice", r->id[i]);
  for (int i = 0; i < r->n_links; i++)
    if (!bsearch(r->link[i], r->id, (size_t)r->n_ids, ID, by_text)) fail_msg("'#%s' leads nowhere", r->link[i]);
}

void page_of_site_must_be_well_formed(const char *page, const char *folder) {
  static const char doctype[] = "<!DOCTYPE html>\n";
  struct reader r = {
      .page = page, .at = page + strlen(doctype), .folder = folder, .id = malloc(MOST_IDS * ID), .link = malloc(MOST_IDS * ID)};
  assert_true(r.id && r.link);
  assert_int_equal(strncmp(page, doctype, strlen(doctype)), 0);
  while (*r.at) {
    if (r.at[0] == '<' && r.at[1] == '/')
      close_tag(&r);
    else if (*r.at == '<')
      open_tag(&r);
    else {
      if (*r.at == '&') check_ampersand(&r);
      r.at++;
    }
  }
  if (r.depth) fail_msg("<%s> is never closed", r.open[r.depth - 1]);
  check_ids(&r);
  free(r.id);
  free(r.link);
}

void page_must_be_well_formed(const char *page) { page_of_site_must_be_well_formed(page, NULL); }

int page_count(const char *page, const char *part) {
  int n = 0;
  for (; (page = strstr(page, part)); page++) n++;
  return n;
}
