#include "operations.h"

#include "parts.h"

namespace record {

namespace {

/* Nodes that are operations and that any of the goals needs, but not those of the person alone; equal ones are one. */
int count(const Graph &graph, const std::vector<int> &goals) {
  std::vector<bool> needed(static_cast<std::size_t>(graph.size()), false);
  for (const int goal : goals) needed[static_cast<std::size_t>(goal)] = true;
  int operations = 0;
  for (int id = graph.size() - 1; id >= 0; id--) {
    const Node &n = graph.node(id);
    if (!needed[static_cast<std::size_t>(id)] || n.kind < Kind::add || graph.dependence(id).none()) continue;
    operations++;
    needed[static_cast<std::size_t>(n.a)] = true;
    if (n.b >= 0) needed[static_cast<std::size_t>(n.b)] = true;
  }
  return operations;
}

}  // namespace

std::string operations_text(const System &system, const Quick &quick, const Elimination &e) {
  std::vector<int> derivatives = quick.derivatives;
  derivatives.insert(derivatives.end(), quick.rates.begin(), quick.rates.end());
  derivatives.insert(derivatives.end(), quick.timed.begin(), quick.timed.end());
  const int states = static_cast<int>(quick.rates.size());
  const int factor = 2 * e.products + 2 * states, solve = 2 * (e.entries - states) + states;
  const auto line = [](const char *name, int value) {
    return std::string("  ZN_") + name + "_OPERATIONS = " + std::to_string(value) + ",\n";
  };
  return written_by(system.name) +
         ("enum {\n" + line("RATES", count(quick.graph, quick.rates)) + line("DERIVATIVES", count(quick.graph, derivatives)) +
          line("FACTOR", factor) + line("SOLVE", solve)) +
         "};\n";
}

}  // namespace record
