/* The site's page on method, for readers who do not know what a model is. */
#include "claims_site.h"
#include "html.h"
#include "report.h"

static void grades(struct zn_writer *page) {
  zn_report_open(page, "grades", "How sure is the evidence?");
  zn_writer_add(page,
                "<p>Every claim has a grade. It says how sure studies make the claim as it is worded here. It does not say whether anybody "
                "meant well, or whether the claim is useful. The grades follow GRADE, a method that many guidelines use; they are our own "
                "reading.</p>\n<ul class=\"claims\">\n");
  for (int g = 0; g < ZN_CLAIM_GRADES; g++) {
    zn_writer_add(page, "<li>");
    zn_site_grade_mark(page, (enum zn_claim_grade)g);
    zn_writer_format(page, " %s</li>\n", zn_site_grade_meaning((enum zn_claim_grade)g));
  }
  zn_writer_add(page,
                "</ul>\n<p>A grade is lowered when studies are small, disagree, were done in animals or in other people than the claim is "
                "about, or may be skewed by how they were made. Each page says why.</p>\n</section>\n");
}

static void model(struct zn_writer *page) {
  zn_report_open(page, "model", "What is the model?");
  zn_writer_add(
      page,
      "<p>Zonula is a set of equations for the human gut wall: what is eaten, microbes, mucus, the cells of the lining and the junctions "
      "between them, immune cells, liver and blood. Thousands of virtual people live through simulated days or years. They differ from "
      "each other as real people do, as far as that is known.</p>\n<p>A model is not evidence about real people. It shows what follows if "
      "its mechanisms are right. Where an experiment fails, the evidence, our reading of it or the model is wrong.</p>\n</section>\n");
  zn_report_open(page, "emergent", "Emergent, or assumed?");
  zn_writer_add(
      page,
      "<p><b>Emergent</b> means that nobody wrote the answer into the model. It follows from mechanisms that are there for other reasons. "
      "<b>Assumed</b> means that the model was told so. An experiment can then show what follows from the assumption, but not that it is "
      "true. Of some claims the model cannot speak at all, for example of what is sold in shops.</p>\n</section>\n");
}

static void experiments(struct zn_writer *page) {
  zn_report_open(page, "experiments", "What is an experiment here?");
  zn_writer_add(page,
                "<p>Behind a claim stands a small file. It says who the virtual people are, what is done to them, what is measured, and "
                "what must then be true, if today's evidence is right. Where evidence speaks against a claim, an experiment that holds "
                "does so too. The bounds come from published numbers where there are any; otherwise the page says “chosen”. The bounds can "
                "be missed. An experiment that cannot fail shows nothing.</p>\n<p><b>Parameter sets (the ensemble).</b> Many numbers of "
                "the body are known only roughly. So the model is run with several sets of numbers, all about equally likely given what "
                "was published. Each set has its own people.</p>\n<p><b>Survives in.</b> The share of virtual people, or of parameter "
                "sets, in which what was asked is true; of the hardest of its questions. The interval beside it says how far chance could "
                "have moved that share (90 %).</p>\n<p><b>Must hold.</b> Some claims rest on good evidence and should come out of any "
                "sound model of the gut. If one of these fails, the model is wrong, and the program ends with an error.</p>\n</section>\n");
  zn_report_open(page, "broken", "Why is the model broken on purpose?");
  zn_writer_add(page,
                "<p>To see whether an experiment tests anything, the mechanism that should carry the claim is taken away: the mucus, the "
                "liver, a feedback. Then the experiment must fail. If it held all the same, the experiment would not show that this "
                "mechanism is behind it.</p>\n</section>\n");
}

static void figures(struct zn_writer *page) {
  zn_report_open(page, "figures", "How to read the figures");
  zn_writer_add(page,
                "<p>The green ground is where the values must lie; a dashed line is a bound. The thin line spans nine in ten people, the "
                "box half of them, the thick mark stands in the middle. Small dots are parameter sets. A diamond is one number over "
                "everybody, where the question is about such a number; for some questions (a ratio of risks, a correlation) single people "
                "have no value, and line and box span the parameter sets.</p>\n</section>\n");
}

void zn_site_method(struct zn_writer *page, const struct zn_claim_site *site) {
  static const char *const parts[][2] = {
      {"grades", "Grades"},           {"model", "The model"},          {"emergent", "Emergent or assumed"},
      {"experiments", "Experiments"}, {"broken", "Broken on purpose"}, {"figures", "Figures"},
      {"again", "Make it again"}};
  zn_site_head(page, "How this was made", "Claims about the gut barrier on trial");
  zn_writer_format(page,
                   "<p class=\"lead\">%d statements of one article about “leaky gut” were taken one by one. Each was held against "
                   "published studies, and, where a mechanism can speak, against a simulation.</p>\n",
                   site->claims->n_claims);
  zn_site_open(page, parts, sizeof parts / sizeof *parts);
  grades(page);
  model(page);
  experiments(page);
  figures(page);
  zn_report_open(page, "again", "Make it again");
  zn_writer_add(page,
                "<p>The program is free and open. This runs every experiment anew, and writes these pages:</p>\n<pre><code>zonula claims "
                "--run --no-cache --html DIR</code></pre>\n</section>\n");
  zn_site_foot(page);
}
