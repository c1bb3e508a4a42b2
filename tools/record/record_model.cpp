/* record_model [--check] ROOT: runs the equations of the body and of the solutes once over recorded numbers and writes, from what was
 * recorded,
 *   ROOT/src/{body,solute}/recorded_*.inc  for lanes: the constants of a person, all rates, their exact
 *                                          derivatives by states and by time, and the factors of their matrix,
 * and of the body
 *   ROOT/src/io/recorded_rules.inc  the rules of an SBML model,
 *   ROOT/docs/equations.md          what each rate depends on.
 * With --check it writes nothing and fails when these files are not what it would write. */
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "eliminate.h"
#include "quicken.h"
#include "names.h"
#include "operations.h"
#include "system.h"
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
    std::cerr << path << ": the file does not fit the equations; run record_model and commit what it writes\n";
    return false;
  }
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (file.flush()) return true;
  std::cerr << path << ": the file cannot be written\n";
  return false;
}

/* Derivatives, factors and their cost, beside the equations. */
bool put_derivatives(const std::string &root, record::System &system, bool check) {
  const record::Derivatives d = record::differentiate(system);
  const record::Elimination e = record::eliminate(d);
  const record::Quick quick = record::quicken(system, d);
  const std::string recorded = root + "/src/" + system.name + "/recorded_";
  const bool pattern = put(recorded + "pattern.inc", record::pattern_text(system, d, quick, e.entries), check);
  const bool constants = put(recorded + "constants.inc", record::constants_text(system, quick), check);
  const bool rates = put(recorded + "rates.inc", record::rates_text(system, quick), check);
  const bool derivatives = put(recorded + "derivatives.inc", record::derivatives_text(system, d, quick), check);
  const bool operations = put(recorded + "operations.inc", record::operations_text(system, quick, e), check);
  return put(recorded + "factor.inc", record::factor_text(system, d, e), check) && pattern && constants && rates && derivatives &&
         operations;
}

}  // namespace

int main(int argc, char **argv) {
  const bool check = argc > 1 && std::strcmp(argv[1], "--check") == 0;
  if (argc != 2 + check) {
    std::cerr << "usage: record_model [--check] ROOT\n";
    return 2;
  }
  const std::string root = argv[1 + check];
  record::System body = record::recorded_body(), solute = record::recorded_solute();
  const std::vector<record::Name> states = record::state_names(), parameters = record::parameter_names();
  bool right = put(root + "/src/io/recorded_rules.inc", record::rules_text(body.graph, body.rates, states, parameters), check);
  right = put(root + "/docs/equations.md", record::table_text(body.graph, body.rates, states, parameters), check) && right;
  right = put_derivatives(root, body, check) && right;
  right = put_derivatives(root, solute, check) && right;
  return right ? 0 : 1;
}
