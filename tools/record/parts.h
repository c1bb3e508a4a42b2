/* A long run of C statements, cut into functions of a length that compilers take well: one function of many thousand statements
 * takes them half a minute, parts of a few hundred, two seconds. */
#ifndef ZN_RECORD_PARTS_H
#define ZN_RECORD_PARTS_H

#include <map>
#include <string>
#include <vector>

namespace record {

/* The first line of every C file that is written. */
std::string written_by(const std::string &system);

/* A constant array of numbers, side by side in lines of fair length. */
std::string list(const std::string &name, const std::vector<int> &numbers);

class Parts {
 public:
  /* `parameters` of every part, "zn_real *x, zn_real *y"; `unused`: a statement for those that a part may not need, or nothing. */
  Parts(std::string name, std::string parameters, std::string unused);

  /* In lines, each with its end; nothing is no statement. What is called t[number] is set once, and becomes a variable of its part
   * where no other part needs it: memory is slower than arithmetic. */
  void put(const std::string &statement);
  /* Length of the array t that the parts share. */
  int shared_length() const { return static_cast<int>(shared().size()); }
  /* All parts, one after the other. */
  std::string functions() const;
  /* The calls of all parts, each in a line. */
  std::string calls(const std::string &arguments) const;

 private:
  std::map<int, int> shared() const;
  static std::string with_locals(const std::string &part, const std::map<int, int> &places);

  std::string name_, parameters_, unused_;
  std::vector<std::string> part_;
  int lines_ = 0; /* of the part that is open */
};

}  // namespace record

#endif
