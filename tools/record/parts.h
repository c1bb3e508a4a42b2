/* A long run of C statements, cut into functions of a length that compilers take well: one function of many thousand statements
 * takes them half a minute, parts of a few hundred, two seconds. */
#ifndef ZN_RECORD_PARTS_H
#define ZN_RECORD_PARTS_H

#include <string>
#include <vector>

namespace record {

extern const char written_by[]; /* the first line of every C file that is written */

/* A constant array of numbers, side by side in lines of fair length. */
std::string list(const std::string &name, const std::vector<int> &numbers);

class Parts {
 public:
  /* `parameters` of every part, "zn_real *x, zn_real *y"; `unused`: a statement for those that a part may not need, or nothing. */
  Parts(std::string name, std::string parameters, std::string unused);

  void put(const std::string &statement); /* in lines, each with its end; nothing is no statement */
  /* All parts, one after the other. */
  std::string functions();
  /* The calls of all parts, each in a line. */
  std::string calls(const std::string &arguments) const;

 private:
  void end();

  std::string name_, parameters_, unused_, done_, open_;
  int parts_ = 0, lines_ = 0;
};

}  // namespace record

#endif
