/* record_model [--check] ROOT: runs the body's equations once over recorded numbers and writes, from what was recorded,
 *   ROOT/src/body/recorded_*.inc    the exact derivatives of all rates by all states,
 *   ROOT/src/io/recorded_rules.inc  the rules of an SBML model,
 *   ROOT/docs/equations.md          what each rate depends on.
 * With --check it writes nothing and fails when these files are not what it would write. */
#define ZN_REAL "recording.h"
#include "body/model.inc"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "names.h"
#include "write_c.h"
#include "write_sbml.h"
#include "write_table.h"

record::Graph record::graph;

namespace {

/* Length of the inner dimension of a parameter: 1 but for tables. */
int inner(const zn_real &) { return 1; }
template <std::size_t A>
int inner(const zn_real (&)[A]) {
  return 1;
}
template <std::size_t A, std::size_t B>
int inner(const zn_real (&)[A][B]) {
  return static_cast<int>(B);
}

std::string index_text(int i, int count, int inner_length) {
  if (count == 1) return "";
  if (inner_length == 1) return "[" + std::to_string(i) + "]";
  return "[" + std::to_string(i / inner_length) + "][" + std::to_string(i % inner_length) + "]";
}

/* How each parameter is written in C, in the order in which they lie in memory. */
std::vector<std::string> parameter_texts(const zn_person &person) {
  std::vector<std::string> texts;
#define ZN_PARAMETER(name, shape)                                                         \
  for (int i = 0, n = static_cast<int>(sizeof person.name / sizeof(zn_real)); i < n; i++) \
    texts.push_back("p->" #name + index_text(i, n, inner(person.name)));
#include "zonula/parameters.def"
#undef ZN_PARAMETER
  return texts;
}

void fill(zn_real *first, std::size_t bytes, record::Kind kind) {
  for (std::size_t i = 0; i < bytes / sizeof(zn_real); i++) first[i] = zn_real::of(record::graph.symbol(kind, static_cast<int>(i)));
}

/* The node of each state's rate. */
std::vector<int> recorded_rates(std::vector<std::string> &texts) {
  static zn_body_states y, rates;
  static zn_person person;
  fill(reinterpret_cast<zn_real *>(&y), sizeof y, record::Kind::state);
  fill(reinterpret_cast<zn_real *>(&person), sizeof person, record::Kind::parameter);
  const zn_real time = zn_real::of(record::graph.symbol(record::Kind::time, 0));
  zn_model_rates(time, &y, &person, &rates);
  std::vector<int> rate_nodes;
  const zn_real *rate = reinterpret_cast<const zn_real *>(&rates);
  for (int i = 0; i < ZN_BODY_STATES; i++) rate_nodes.push_back(rate[i].node());
  texts = parameter_texts(person);
  return rate_nodes;
}

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
  const std::string root = argv[1 + check], begin = root + "/src/body/recorded_";
  std::vector<std::string> texts;
  const std::vector<int> rates = recorded_rates(texts);
  const std::vector<record::Name> states = record::state_names(), parameters = record::parameter_names();
  const std::string sbml = record::rules_text(record::graph, rates, states, parameters);
  const std::string table = record::table_text(record::graph, rates, states, parameters);
  const record::Derivatives d = record::differentiate(record::graph, rates, texts);
  const bool pattern = put(begin + "pattern.inc", record::pattern_text(d), check);
  const bool jacobian = put(begin + "jacobian.inc", record::jacobian_text(record::graph, d), check);
  const bool rules = put(root + "/src/io/recorded_rules.inc", sbml, check);
  const bool page = put(root + "/docs/equations.md", table, check);
  return pattern && jacobian && rules && page ? 0 : 1;
}
