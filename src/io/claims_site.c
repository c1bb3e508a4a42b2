/* A small web site about claims: an index, a page on method, and a page for each claim. Pages ask no clock and call nothing from
 * elsewhere. */
#include "claims_site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "html.h"
#include "report.h"
#include "zonula/io.h"

enum { PATH_ROOM = 1024 };

/* --- Clothes ------------------------------------------------------------------------------------------------------------------------ */

static const char site_style[] =
    ":root{--g0:#1b6b45;--g1:#5d8f2f;--g2:#b8860b;--g3:#c06a22;--g4:#7d8590;--g5:#9c2f2f}\n"
    "@media (prefers-color-scheme:dark){:root{--g0:#5cc08c;--g1:#a3cc6a;--g2:#e0b84a;--g3:#ea9a58;--g4:#9aa3ae;--g5:#ec8585}}\n"
    ".lead{font-size:1.12rem}.quote{border-left:4px solid var(--line);padding-left:1rem;margin-left:0}\n"
    ".dot{display:inline-block;width:.7em;height:.7em;border-radius:50%;margin-right:.45em;background:currentColor}\n"
    ".g0{color:var(--g0)}.g1{color:var(--g1)}.g2{color:var(--g2)}.g3{color:var(--g3)}.g4{color:var(--g4)}.g5{color:var(--g5)}\n"
    ".tag{display:inline-block;border:1px solid currentColor;border-radius:1em;padding:0 .65em;margin:.1em .35em .1em 0;font-size:.82rem;"
    "white-space:nowrap}\n"
    ".bar-of{display:flex;gap:2px;margin:1rem 0 .3rem;height:2.4rem}.bar-of a{display:block;min-width:1.6rem;border-radius:4px;color:#fff;"
    "text-decoration:none;text-align:center;line-height:2.4rem;font-size:.9rem;font-variant-numeric:tabular-nums}\n"
    ".bar-of .g0{background:#1b6b45}.bar-of .g1{background:#4d7a24}.bar-of .g2{background:#8a6407}.bar-of .g3{background:#a3551a}"
    ".bar-of .g4{background:#646c77}.bar-of .g5{background:#9c2f2f}.bar-of a.g0,.bar-of a.g1,.bar-of a.g2,.bar-of a.g3,.bar-of a.g4,"
    ".bar-of a.g5{color:#fff}\n"
    ".legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;font-size:.88rem;padding:0;margin:.2rem 0 0;list-style:none}\n"
    ".claims{list-style:none;padding:0;margin:.6rem 0}.claims li{border-top:1px solid var(--line);padding:.75rem 0}"
    ".claims a{font-weight:600;text-decoration:none}.claims a:hover{text-decoration:underline}.claims .id{color:var(--soft);"
    "font-variant-numeric:tabular-nums;font-weight:400;margin-right:.5em}.claims p{margin:.25rem 0 0}\n"
    ".find{display:flex;flex-wrap:wrap;gap:.5rem .8rem;align-items:center;margin:1.2rem 0}.find input,.find "
    "select{font:inherit;padding:.35rem "
    ".6rem;border:1px solid var(--line);border-radius:6px;background:var(--card);color:var(--ink);max-width:100%}\n"
    ".next{display:flex;justify-content:space-between;gap:1rem;flex-wrap:wrap;font-size:.92rem}\n"
    "main{min-width:0;overflow-wrap:anywhere}.findings th,.findings td{overflow-wrap:break-word}.findings "
    "a{overflow-wrap:anywhere}.findings "
    "th[scope=row]{width:36%}.findings td:nth-child(2){width:22%}.findings .tag{border:0;padding:0}\n"
    "@media (max-width:44rem){.findings thead{display:none}.findings tr,.findings td,.findings th[scope=row]{display:block;width:auto;"
    "border:0;padding:.12rem 0}.findings tr{border-top:1px solid var(--line);padding:.6rem 0}.findings td:nth-child(2){width:auto}"
    ".findings td::before{content:attr(data-name) ': ';color:var(--soft)}}\n";

/* --- Words -------------------------------------------------------------------------------------------------------------------------- */

const char *zn_site_grade(enum zn_claim_grade grade) {
  static const char *const words[ZN_CLAIM_GRADES] = {"high certainty", "moderate certainty", "low certainty",
                                                     "very low",       "nobody has looked",  "evidence against it"};
  return words[grade];
}

const char *zn_site_grade_meaning(enum zn_claim_grade grade) {
  static const char *const meaning[ZN_CLAIM_GRADES] = {"We are very sure. New studies are unlikely to change it.",
                                                       "We are fairly sure. New studies may change it.",
                                                       "We are not sure. New studies are likely to change it.",
                                                       "We know very little. Anything may come out.",
                                                       "Nobody seems to have looked.",
                                                       "As it is worded, studies speak against it."};
  return meaning[grade];
}

const char *zn_site_verdict(enum zn_claim_verdict verdict) {
  static const char *const words[] = {[ZN_CLAIM_HOLDS] = "experiment holds",
                                      [ZN_CLAIM_FAILS] = "experiment fails",
                                      [ZN_CLAIM_STALE] = "experiment not run with these data",
                                      [ZN_CLAIM_UNTRIED] = "put in by hand, no experiment",
                                      [ZN_CLAIM_UNTRIABLE] = "the model cannot speak of it"};
  return words[verdict];
}

void zn_site_grade_mark(struct zn_writer *page, enum zn_claim_grade grade) {
  zn_writer_format(page, "<span class=\"tag g%d\"><span class=\"dot\"></span>%s</span>", (int)grade, zn_site_grade(grade));
}

void zn_site_verdict_mark(struct zn_writer *page, enum zn_claim_verdict verdict) {
  static const char *const class[] = {[ZN_CLAIM_HOLDS] = "inside",
                                      [ZN_CLAIM_FAILS] = "outside",
                                      [ZN_CLAIM_STALE] = "outside",
                                      [ZN_CLAIM_UNTRIED] = "soft",
                                      [ZN_CLAIM_UNTRIABLE] = "soft"};
  zn_writer_format(page, "<span class=\"tag %s\">%s</span>", class[verdict], zn_site_verdict(verdict));
}

/* --- The frame ---------------------------------------------------------------------------------------------------------------------- */

void zn_site_head(struct zn_writer *page, const char *title, const char *over) {
  zn_writer_add(page,
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
  zn_html_text(page, title);
  zn_writer_add(page, "</title>\n<style>\n");
  zn_writer_add(page, zn_report_style);
  zn_writer_add(page, site_style);
  zn_writer_add(page, "</style>\n</head>\n<body>\n<div class=\"sheet\">\n<header>\n<div class=\"over\">");
  zn_html_text(page, over);
  zn_writer_add(page, "</div>\n<h1>");
  zn_html_text(page, title);
  zn_writer_add(page, "</h1>\n");
}

void zn_site_open(struct zn_writer *page, const char *const (*parts)[2], int n) {
  zn_writer_add(page,
                "</header>\n<nav aria-label=\"Contents\"><ol>\n<li><a href=\"index.html\">All claims</a></li>\n"
                "<li><a href=\"method.html\">How this was made</a></li>\n");
  for (int i = 0; i < n; i++) zn_writer_format(page, "<li><a href=\"#%s\">%s</a></li>\n", parts[i][0], parts[i][1]);
  zn_writer_add(page, "</ol></nav>\n<main>\n");
}

void zn_site_foot(struct zn_writer *page) {
  zn_writer_add(page, "</main>\n<footer><p>Nothing here is advice to a person.</p>\n<p>Zonula ");
  zn_html_text(page, zn_version());
  zn_writer_format(page, ", a simulator of the human intestinal barrier · data %s</p></footer>\n</div>\n</body>\n</html>\n",
                   zn_data_digest());
}

/* --- Writing ------------------------------------------------------------------------------------------------------------------------ */

/* Writes a page and lets it go. */
static enum zn_status finish(struct zn_writer *page, enum zn_status status, const char *folder, const char *name, struct zn_error *error) {
  char path[PATH_ROOM];
  if (status == ZN_OK && snprintf(path, sizeof path, "%s/%s.html", folder, name) >= (int)sizeof path)
    status = zn_fail(error, ZN_ARGUMENT, "the name of the folder %s is too long", folder);
  if (status == ZN_OK) status = zn_writer_finish(page, path, error);
  if (status == ZN_OK) status = zn_write_whole(path, page->data, page->length, error);
  zn_writer_clear(page);
  *page = (struct zn_writer){0};
  return status;
}

static enum zn_status write_pages(const struct zn_claim_site *site, const char *folder, struct zn_error *error) {
  struct zn_writer page = {0};
  for (int row = 0; row < site->claims->n_claims; row++) {
    const enum zn_status status = zn_site_claim(&page, site, row, error);
    ZN_TRY(finish(&page, status, folder, site->claims->claims[row].id, error));
  }
  zn_site_method(&page, site);
  ZN_TRY(finish(&page, ZN_OK, folder, "method", error));
  zn_site_index(&page, site);
  return finish(&page, ZN_OK, folder, "index", error);
}

enum zn_status zn_claims_write_site(const struct zn_claims *claims, const struct zn_experiment_results *results, const char *folder,
                                    struct zn_error *error) {
  struct zn_library *library;
  struct zn_locale locale;
  ZN_TRY(zn_library_load(&library, error));
  const struct zn_claim_site site = {claims, results, library};
  enum zn_status status = zn_locale_plain(&locale, error);
  if (status == ZN_OK) {
    status = write_pages(&site, folder, error);
    zn_locale_restore(&locale);
  }
  zn_library_free(library);
  return status;
}
