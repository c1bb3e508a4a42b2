#include "graph.h"

#include <cmath>
#include <cstring>

namespace record {

namespace {

unsigned long long bits_of(double value) {
  unsigned long long bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

double computed(Kind kind, double a, double b) {
  switch (kind) {
    case Kind::add:
      return a + b;
    case Kind::subtract:
      return a - b;
    case Kind::multiply:
      return a * b;
    case Kind::divide:
      return a / b;
    case Kind::exp:
      return std::exp(a);
    case Kind::log:
      return std::log(a);
    case Kind::cos:
      return std::cos(a);
    case Kind::sin:
      return std::sin(a);
    case Kind::sqrt:
      return std::sqrt(a);
    default:
      return NAN;
  }
}

}  // namespace

int Graph::add(Kind kind, int a, int b, double value) {
  const auto key = std::make_tuple(kind, a, b, bits_of(value));
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  Dependence on;
  if (kind == Kind::state) on.set(static_cast<std::size_t>(a));
  if (kind == Kind::time) on.set(time_variable);
  if (kind >= Kind::add) on = dependence(a);
  if (kind >= Kind::add && b >= 0) on |= dependence(b);
  nodes_.push_back({kind, a, b, value});
  dependence_.push_back(on);
  return known_[key] = size() - 1;
}

int Graph::constant(double value) { return add(Kind::constant, -1, -1, value); }

int Graph::symbol(Kind kind, int index) { return add(kind, index, -1, 0.0); }

int Graph::unary(Kind kind, int a) {
  if (node(a).kind == Kind::constant) return constant(computed(kind, node(a).value, 0.0));
  return add(kind, a, -1, 0.0);
}

int Graph::binary(Kind kind, int a, int b) {
  if (node(a).kind == Kind::constant && node(b).kind == Kind::constant) return constant(computed(kind, node(a).value, node(b).value));
  switch (kind) {
    case Kind::add:
      if (is_constant(a, 0.0)) return b;
      if (is_constant(b, 0.0)) return a;
      break;
    case Kind::subtract:
      if (is_constant(b, 0.0)) return a;
      break;
    case Kind::multiply:
      if (is_constant(a, 1.0)) return b;
      if (is_constant(b, 1.0)) return a;
      if (is_constant(a, 0.0) || is_constant(b, 0.0)) return constant(0.0);
      break;
    default:
      if (is_constant(b, 1.0)) return a;
      if (is_constant(a, 0.0)) return a;
      break;
  }
  return add(kind, a, b, 0.0);
}

int Graph::derivative(int id, const std::vector<int> &by) {
  const Node n = node(id);
  const int da = by[static_cast<std::size_t>(n.a)], db = n.b < 0 ? constant(0.0) : by[static_cast<std::size_t>(n.b)];
  switch (n.kind) {
    case Kind::add:
    case Kind::subtract:
      return binary(n.kind, da, db);
    case Kind::multiply:
      return binary(Kind::add, binary(Kind::multiply, da, n.b), binary(Kind::multiply, n.a, db));
    case Kind::divide:
      return binary(Kind::divide, binary(Kind::subtract, da, binary(Kind::multiply, id, db)), n.b);
    case Kind::exp:
      return binary(Kind::multiply, id, da);
    case Kind::log:
      return binary(Kind::divide, da, n.a);
    case Kind::sqrt:
      return binary(Kind::divide, binary(Kind::multiply, constant(0.5), da), id);
    case Kind::sin:
      return binary(Kind::multiply, unary(Kind::cos, n.a), da);
    case Kind::cos:
      return binary(Kind::multiply, binary(Kind::subtract, constant(0.0), unary(Kind::sin, n.a)), da);
    default:
      return constant(0.0);
  }
}

std::vector<int> Graph::derivatives(int variable, int last) {
  const int zero = constant(0.0), one = constant(1.0);
  std::vector<int> by(static_cast<std::size_t>(last) + 1, zero);
  for (int id = 0; id <= last; id++) {
    if (!dependence(id).test(static_cast<std::size_t>(variable))) continue;
    by[static_cast<std::size_t>(id)] = node(id).kind < Kind::add ? one : derivative(id, by);
  }
  return by;
}

}  // namespace record
