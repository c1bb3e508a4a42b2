/* The signs of the wall's drawing, explained. */
#include "html.h"
#include "wall_picture.h"
#include "wall_scene.h"

/* A sign, drawn around (0, 0), and its words. */
struct sign {
  const char *drawing, *words;
};

static const struct sign signs[] = {
    {"<path d=\"M-3 1.5l6 -3\" stroke=\"#55702f\" stroke-width=\"2.8\" stroke-linecap=\"round\"/>",
     "microbe (colon: one for 3 g/L dry mass; at the wall: by the square root of contact)"},
    {"<rect x=\"-9\" y=\"-7\" width=\"18\" height=\"7\" fill=\"#cfe8f1\"/><rect x=\"-9\" y=\"0\" width=\"18\" height=\"7\" "
     "fill=\"#8cc3d8\"/>",
     "mucus, outer over inner layer: thickness to scale"},
    {"<rect x=\"-5\" y=\"-7\" width=\"10\" height=\"14\" fill=\"#f2c49b\" stroke=\"#a9714a\"/><circle cy=\"3\" r=\"2.2\" "
     "fill=\"#7d5a86\"/>",
     "epithelial cell"},
    {"<rect x=\"-5\" y=\"-7\" width=\"10\" height=\"14\" fill=\"#dcecf3\" stroke=\"#6f9db3\"/><circle cy=\"-2\" r=\"2.6\" "
     "fill=\"#8ec1d8\"/>",
     "goblet cell"},
    {"<circle r=\"4.4\" fill=\"#f6dcc4\" stroke=\"#b07d52\" stroke-dasharray=\"2 1.6\"/>", "lost cells leave gaps: share to scale"},
    {"<circle r=\"8\" fill=\"#e3f1f6\" stroke=\"#4b5563\" stroke-width=\"1.4\"/><path d=\"M-4 -2h8m-8 4h8\" stroke=\"#2a7f86\" "
     "stroke-width=\"2\"/>",
     "glass: the gap widens with the leak route; strands turn from green to orange with the pore route"},
    {"<circle cx=\"-6\" r=\"5.4\" fill=\"#e9e1ec\" stroke=\"#a794b3\"/><circle cx=\"7\" r=\"5.4\" fill=\"#b3261e\" stroke=\"#6d120d\"/>",
     "macrophage, resting and inflammatory: share to scale"},
    {"<circle cx=\"-6\" r=\"4\" fill=\"#fdfdff\" stroke=\"#8fa6cf\" stroke-width=\"1.4\"/><circle cx=\"6\" r=\"4\" fill=\"#2456a6\"/>",
     "T cell, resting and effector: share to scale"},
    {"<rect x=\"-9\" y=\"-7\" width=\"9\" height=\"14\" fill=\"#fdf1ec\"/><rect x=\"0\" y=\"-7\" width=\"9\" height=\"14\" "
     "fill=\"#ee8d7d\"/>",
     "tissue reddens with tumour necrosis factor"},
    {"<path d=\"M0 -3.6l3.6 3.6l-3.6 3.6l-3.6 -3.6Z\" fill=\"#26221f\"/>", "lipopolysaccharide in blood: one for 5 pg/mL"},
};
_Static_assert(ZN_WALL_LPS_STEP == 5, "the key says how much one sign stands for");

void zn_wall_key(struct zn_writer *page) {
  zn_writer_add(page, "<ul class=\"key\">\n");
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    zn_writer_format(page, "<li><svg viewBox=\"-14 -10 28 20\" aria-hidden=\"true\">%s</svg><span>", signs[i].drawing);
    zn_html_text(page, signs[i].words);
    zn_writer_add(page, "</span></li>\n");
  }
  zn_writer_add(page, "</ul>\n");
}
