#include "operations.h"

#include "parts.h"

namespace record {

namespace {

/* Nodes that are operations and that any of the goals needs; equal ones are one. */
int count(const Graph &graph, const std::vector<int> &goals) {
  std::vector<bool> needed(static_cast<std::size_t>(graph.size()), false);
  for (const int goal : goals) needed[static_cast<std::size_t>(goal)] = true;
  int operations = 0;
  for (int id = graph.size() - 1; id >= 0; id--) {
    const Node &n = graph.node(id);
    if (!needed[static_cast<std::size_t>(id)] || n.kind < Kind::add) continue;
    operations++;
    needed[static_cast<std::size_t>(n.a)] = true;
    if (n.b >= 0) needed[static_cast<std::size_t>(n.b)] = true;
  }
  return operations;
}

}  // namespace

std::string operations_text(const System &system, const Derivatives &d, const Elimination &e) {
  std::vector<int> derivatives = d.node;
  derivatives.insert(derivatives.end(), d.timed_node.begin(), d.timed_node.end());
  const int factor = 2 * e.products + 2 * d.states, solve = 2 * (e.entries - d.states) + d.states;
  const auto line = [](const char *name, int value) {
    return std::string("  ZN_") + name + "_OPERATIONS = " + std::to_string(value) + ",\n";
  };
  return written_by(system.name) +
         ("enum {\n" + line("RATES", count(system.graph, system.rates)) + line("DERIVATIVES", count(system.graph, derivatives)) +
          line("FACTOR", factor) + line("SOLVE", solve)) +
         "};\n";
}

}  // namespace record
