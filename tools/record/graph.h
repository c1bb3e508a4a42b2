/* An expression graph: every operation done with recorded numbers, each different one once.
 *
 * Nodes are numbered so that operands come before what is made of them. Equal expressions are one node, constants are folded, and
 * what adds nothing (x + 0, 1 x) leaves no node; beyond that nothing is rearranged, so the graph computes what the code computes. */
#ifndef ZN_RECORD_GRAPH_H
#define ZN_RECORD_GRAPH_H

#include <bitset>
#include <cstddef>
#include <map>
#include <tuple>
#include <vector>

namespace record {

enum class Kind { constant, state, parameter, time, add, subtract, multiply, divide, exp, log, cos, sin, sqrt };

struct Node {
  Kind kind;
  int a, b;     /* operands; for a state or parameter `a` is its index */
  double value; /* of a constant */
};

/* Which states a node depends on, and in the last place whether it depends on time. */
constexpr int most_states = 256, time_variable = most_states;
using Dependence = std::bitset<most_states + 1>;

class Graph {
 public:
  int constant(double value);
  int symbol(Kind kind, int index);
  int binary(Kind kind, int a, int b);
  int unary(Kind kind, int a);

  int size() const { return static_cast<int>(nodes_.size()); }
  const Node &node(int id) const { return nodes_[static_cast<std::size_t>(id)]; }
  const Dependence &dependence(int id) const { return dependence_[static_cast<std::size_t>(id)]; }
  bool is_constant(int id, double value) const { return node(id).kind == Kind::constant && node(id).value == value; }

  /* Derivatives by one state, or by time_variable, of the nodes 0..last: new nodes; entry i belongs to node i, 0 where nothing
   * depends on it. */
  std::vector<int> derivatives(int variable, int last);

 private:
  int add(Kind kind, int a, int b, double value);
  int derivative(int id, const std::vector<int> &by);

  std::vector<Node> nodes_;
  std::vector<Dependence> dependence_;
  std::map<std::tuple<Kind, int, int, unsigned long long>, int> known_;
};

}  // namespace record

#endif
