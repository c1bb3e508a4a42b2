#include "quicken.h"

#include <algorithm>
#include <utility>

namespace record {

namespace {

std::size_t at(int id) { return static_cast<std::size_t>(id); }

/* Calls `visit` with each operand of a node. */
template <typename Visit>
void operands(const Node &n, Visit visit) {
  if (n.kind < Kind::add) return;
  visit(n.a);
  if (n.b >= 0) visit(n.b);
}

class Quickener {
 public:
  Quickener(const Graph &from, const std::vector<int> &goals) : from_(from), uses_(at(from.size()), 0), divisions_(uses_), to_(uses_) {
    for (const int goal : goals) uses_[at(goal)]++;
    for (int id = from.size() - 1; id >= 0; id--) {
      const Node &n = from.node(id);
      if (uses_[at(id)] == 0) continue;
      operands(n, [&](int operand) { uses_[at(operand)]++; });
      if (n.kind == Kind::divide) divisions_[at(n.b)]++;
    }
    for (int id = 0; id < from.size(); id++)
      if (uses_[at(id)] != 0) to_[at(id)] = rewritten(id);
  }

  int to(int id) const { return to_[at(id)]; }
  Graph &graph() { return graph_; }

 private:
  int rewritten(int id) {
    const Node &n = from_.node(id);
    if (n.kind == Kind::constant) return graph_.constant(n.value);
    if (n.kind < Kind::add) return graph_.symbol(n.kind, n.a);
    const int a = to(n.a), b = n.b < 0 ? -1 : to(n.b);
    switch (n.kind) {
      case Kind::add:
        return sum(a, b);
      case Kind::subtract:
        return difference(a, b);
      case Kind::multiply:
        return product(a, b);
      case Kind::divide:
        return quotient(a, b, divisions_[at(n.b)] > 1);
      default:
        return graph_.unary(n.kind, absorbed(a));
    }
  }

  bool of_person(int id) const { return graph_.dependence(id).none(); }
  bool is_negative(int id) const { return graph_.node(id).kind == Kind::subtract && graph_.is_constant(graph_.node(id).a, 0.0); }
  int negative(int id) { return difference(graph_.constant(0.0), id); }

  /* -(a x) as (-a) x. Elsewhere -x is left alone, for x is often there as well. */
  int absorbed(int id) {
    const Node n = graph_.node(id);
    if (!is_negative(id) || graph_.node(n.b).kind != Kind::multiply || !of_person(graph_.node(n.b).a)) return id;
    return product(negative(graph_.node(n.b).a), graph_.node(n.b).b);
  }

  int sum(int a, int b) {
    if (is_negative(b)) return difference(a, graph_.node(b).b);
    if (is_negative(a)) return difference(b, graph_.node(a).b);
    return graph_.binary(Kind::add, std::min(a, b), std::max(a, b));
  }

  int difference(int a, int b) {
    const Node n = graph_.node(b);
    if (graph_.is_constant(a, 0.0) && n.kind == Kind::subtract) return difference(n.b, n.a);
    if (is_negative(b)) return sum(a, n.b);
    return graph_.binary(Kind::subtract, a, b);
  }

  int product(int a, int b) {
    if (of_person(b)) std::swap(a, b);
    if (of_person(a) && of_person(b)) return graph_.binary(Kind::multiply, std::min(a, b), std::max(a, b));
    if (is_negative(b)) return of_person(a) ? product(negative(a), graph_.node(b).b) : negative(product(a, graph_.node(b).b));
    if (is_negative(a) && !of_person(a)) return negative(product(graph_.node(a).b, b));
    const Node n = graph_.node(b);
    if (of_person(a) && n.kind == Kind::multiply && of_person(n.a)) return product(product(a, n.a), n.b);
    if (of_person(a)) return graph_.binary(Kind::multiply, a, b);
    return graph_.binary(Kind::multiply, std::min(a, b), std::max(a, b));
  }

  int quotient(int a, int b, bool often) {
    if (of_person(a) && of_person(b)) return graph_.binary(Kind::divide, a, b);
    if (of_person(b) || often) return product(a, graph_.binary(Kind::divide, graph_.constant(1.0), b));
    if (is_negative(a)) return negative(quotient(graph_.node(a).b, b, often));
    return graph_.binary(Kind::divide, a, b);
  }

  const Graph &from_;
  Graph graph_;
  std::vector<int> uses_, divisions_; /* of a node of the old graph: its uses, and how many divisions are by it */
  std::vector<int> to_;               /* the node of the new graph */
};

/* Finds what state-dependent nodes take of the person, in the order in which a depth-first writer needs it. */
class Finder {
 public:
  explicit Finder(const Graph &graph) : graph_(graph), seen_(at(graph.size()), false) {}

  void visit(int id) {
    if (seen_[at(id)] || graph_.node(id).kind == Kind::constant) return;
    seen_[at(id)] = true;
    if (graph_.dependence(id).none())
      constants_.push_back(id);
    else
      operands(graph_.node(id), [&](int operand) { visit(operand); });
  }

  std::vector<int> constants() const { return constants_; }

 private:
  const Graph &graph_;
  std::vector<bool> seen_;
  std::vector<int> constants_;
};

}  // namespace

Quick quicken(const System &system, const Derivatives &d) {
  const std::vector<int> *const all[] = {&system.rates, &d.node, &d.timed_node};
  std::vector<int> goals;
  for (const auto *list : all) goals.insert(goals.end(), list->begin(), list->end());
  Quickener quickener(system.graph, goals);
  const auto moved = [&](const std::vector<int> &nodes) {
    std::vector<int> to;
    for (const int node : nodes) to.push_back(quickener.to(node));
    return to;
  };
  Quick quick{{}, moved(system.rates), moved(d.node), moved(d.timed_node), {}};
  quick.graph = quickener.graph();
  Finder finder(quick.graph);
  for (const auto *list : {&quick.rates, &quick.derivatives, &quick.timed})
    for (const int node : *list) finder.visit(node);
  quick.constants = finder.constants();
  return quick;
}

}  // namespace record
