#include "html.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"
#include "zonula/parameters.h"

void zn_html_text(struct zn_writer *page, const char *text) {
  for (size_t plain; *text; text += plain + (text[plain] != '\0')) {
    plain = strcspn(text, "<>&\"'");
    zn_writer_add_bytes(page, text, plain);
    switch (text[plain]) {
      case '<':
        zn_writer_add(page, "&lt;");
        break;
      case '>':
        zn_writer_add(page, "&gt;");
        break;
      case '&':
        zn_writer_add(page, "&amp;");
        break;
      case '"':
        zn_writer_add(page, "&quot;");
        break;
      case '\'':
        zn_writer_add(page, "&#39;");
        break;
    }
  }
}

/* "1.20e-05" as a power of ten; zeros at the end are dropped unless they were computed. */
static void power_of_ten(struct zn_writer *page, double size, int keep_zeros) {
  char digits[64];
  snprintf(digits, sizeof digits, "%.2e", size);
  char *mark = strchr(digits, 'e');
  const long power = strtol(mark + 1, NULL, 10);
  *mark = '\0';
  while (!keep_zeros && mark[-1] == '0') *--mark = '\0';
  if (mark[-1] == '.') *--mark = '\0';
  zn_writer_format(page, "%s×10<sup>%s%ld</sup>", digits, power < 0 ? "−" : "", power < 0 ? -power : power);
}

static void number(struct zn_writer *page, double value, int computed) {
  const double size = fabs(value);
  if (isnan(value)) {
    zn_writer_add(page, "–");
    return;
  }
  if (value < 0.0) zn_writer_add(page, "−");
  if (isinf(value))
    zn_writer_add(page, "∞");
  else if (size >= 99.95 && size < 1e6)
    zn_writer_format(page, computed || size >= 999.5 ? "%.0f" : "%.3g", size);
  else if (size == 0.0)
    zn_writer_add(page, "0");
  else if (size >= 1e-3 && size < 999.5)
    zn_writer_format(page, computed ? "%#.3g" : "%.3g", size);
  else
    power_of_ten(page, size, computed);
}

void zn_html_number(struct zn_writer *page, double value) { number(page, value, 0); }
void zn_html_result(struct zn_writer *page, double value) { number(page, value, 1); }

void zn_html_unit(struct zn_writer *page, const char *unit) {
  char words[64];
  zn_unit_words(unit, words);
  if (*words) zn_writer_add(page, "\u202f");
  zn_html_text(page, words);
}

void zn_html_quantity(struct zn_writer *page, double value, const char *unit) {
  zn_html_number(page, value);
  if (!isnan(value)) zn_html_unit(page, unit);
}

void zn_html_words(struct zn_writer *page, const char *name) {
  for (const char *c = name; *c; c++) {
    const char letter[2] = {*c == '_' ? ' ' : c == name ? (char)toupper((unsigned char)*c) : *c, '\0'};
    zn_html_text(page, letter);
  }
}

/* An address may hold anything; only what is surely harmless in a link is left as it is. */
void zn_html_address(struct zn_writer *page, const char *text) {
  for (; *text; text++) {
    if (isalnum((unsigned char)*text) || strchr("-._~/:;()", *text))
      zn_writer_add_bytes(page, text, 1);
    else
      zn_writer_format(page, "%%%02X", (unsigned char)*text);
  }
}

/* Opens a link to a locator and says whether there is one. */
static int open_link(struct zn_writer *page, const char *locator) {
  static const struct {
    const char *begins, *site;
    int skipped;
  } kinds[] = {{"10.", "https://doi.org/", 0},
               {"PMID:", "https://pubmed.ncbi.nlm.nih.gov/", 5},
               {"PMC", "https://pmc.ncbi.nlm.nih.gov/articles/", 0}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strncmp(locator, kinds[i].begins, strlen(kinds[i].begins)) != 0) continue;
    const char *rest = locator + kinds[i].skipped;
    zn_writer_format(page, "<a href=\"%s", kinds[i].site);
    zn_html_address(page, rest + strspn(rest, " "));
    zn_writer_add(page, "\">");
    return 1;
  }
  if (strncmp(locator, "https://", 8) != 0) return 0;
  zn_writer_add(page, "<a href=\"");
  zn_html_text(page, locator);
  zn_writer_add(page, "\">");
  return 1;
}

void zn_html_locator(struct zn_writer *page, const char *locator) {
  if (open_link(page, locator)) {
    zn_html_text(page, locator);
    zn_writer_add(page, "</a>");
  } else if (strcmp(locator, "none") != 0)
    zn_html_text(page, locator);
}

/* Bytes of the beginning of a citation that name a paper, "D'Inca et al. 1999"; 0 where it does not begin so. */
static int name_length(const char *cite) {
  const size_t length = strcspn(cite, ",");
  if (length < 5 || cite[length - 5] != ' ') return 0;
  for (size_t i = length - 4; i < length; i++)
    if (!isdigit((unsigned char)cite[i])) return 0;
  return (int)length;
}

static void source(struct zn_writer *page, const char *id) {
  const int index = zn_source_find(id);
  const int linked = index >= 0 && open_link(page, zn_source_info(index)->locator);
  const int length = index >= 0 ? name_length(zn_source_info(index)->cite) : 0;
  char name[160];
  snprintf(name, sizeof name, "%.*s", length, index >= 0 ? zn_source_info(index)->cite : "");
  if (length > 0 && length < (int)sizeof name)
    zn_html_text(page, name);
  else
    zn_html_words(page, id);
  if (linked) zn_writer_add(page, "</a>");
}

void zn_html_sources(struct zn_writer *page, const char *ids) {
  char id[128];
  for (int n = 0; *(ids += strspn(ids, " ")); n++) {
    const size_t length = strcspn(ids, " ");
    snprintf(id, sizeof id, "%.*s", (int)length, ids);
    if (n) zn_writer_add(page, ", ");
    source(page, id);
    ids += length;
  }
}

void zn_html_mark(struct zn_writer *page, const char *kind, const char *text) {
  zn_writer_format(page, "<span class=\"mark %s ", kind);
  zn_html_text(page, text);
  zn_writer_add(page, "\">");
  for (const char *c = text; *c; c++) {
    const char letter[2] = {*c == '_' ? ' ' : *c, '\0'};
    zn_html_text(page, letter);
  }
  zn_writer_add(page, "</span>");
}
