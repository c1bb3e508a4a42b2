/* record_model [--check] ROOT: runs the body's equations once over recorded numbers and writes, from what was recorded,
 *   ROOT/src/body/recorded_*.inc    the exact derivatives of all rates by states and by time, and the factors of their matrix,
 *   ROOT/src/io/recorded_rules.inc  the rules of an SBML model,
 *   ROOT/docs/equations.md          what each rate depends on.
 * With --check it writes nothing and fails when these files are not what it would write. */
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "body.h"
#include "eliminate.h"
#include "names.h"
#include "operations.h"
#include "write_c.h"
#include "write_factor.h"
#include "write_sbml.h"
#include "write_table.h"

namespace {

bool holds(const std::string &path, const std::string &text) {
  std::ifstream file(path, std::ios::binary);
  return file && std::string(std::istreambuf_iterator<char>(file), {}) == text;
}

/* Writes a file that is not right already; with `check` says so instead. */
bool put(const std::string &path, const std::string &text, bool check) {
  if (holds(path, text)) return true;
  if (check) {
    std::cerr << path << ": the file does not fit the equations in src/body; run record_model and commit what it writes\n";
    return false;
  }
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (file.flush()) return true;
  std::cerr << path << ": the file cannot be written\n";
  return false;
}

}  // namespace

int main(int argc, char **argv) {
  const bool check = argc > 1 && std::strcmp(argv[1], "--check") == 0;
  if (argc != 2 + check) {
    std::cerr << "usage: record_model [--check] ROOT\n";
    return 2;
  }
  const std::string root = argv[1 + check];
  record::Body body = record::recorded_body();
  const std::vector<record::Name> states = record::state_names(), parameters = record::parameter_names();
  const std::string rules = record::rules_text(body.graph, body.rates, states, parameters);
  const std::string table = record::table_text(body.graph, body.rates, states, parameters);
  const record::Derivatives d = record::differentiate(body);
  const record::Elimination e = record::eliminate(d);
  const std::pair<const char *, std::string> files[] = {{"/src/body/recorded_pattern.inc", record::pattern_text(d, e.entries)},
                                                        {"/src/body/recorded_jacobian.inc", record::jacobian_text(body, d)},
                                                        {"/src/body/recorded_factor.inc", record::factor_text(d, e)},
                                                        {"/src/body/recorded_operations.inc", record::operations_text(body, d, e)},
                                                        {"/src/io/recorded_rules.inc", rules},
                                                        {"/docs/equations.md", table}};
  bool right = true;
  for (const auto &[name, text] : files) right = put(root + name, text, check) && right;
  return right ? 0 : 1;
}
