/* The recording form of src/body/real.h: a zn_real stands for a node of the graph, and arithmetic adds nodes. */
#ifndef ZN_RECORD_RECORDING_H
#define ZN_RECORD_RECORDING_H

#include <cstddef>
#include <vector>

#include "graph.h"

namespace record {
inline Graph graph; /* where everything is recorded: of one system at a time */
}

class zn_real {
 public:
  zn_real(double value = 0.0) : node_(record::graph.constant(value)) {}
  static zn_real of(int node) {
    zn_real x;
    x.node_ = node;
    return x;
  }
  int node() const { return node_; }
  zn_real &operator+=(zn_real other) { return *this = of(record::graph.binary(record::Kind::add, node_, other.node_)); }
  zn_real &operator-=(zn_real other) { return *this = of(record::graph.binary(record::Kind::subtract, node_, other.node_)); }

 private:
  int node_;
};

inline zn_real operator+(zn_real a, zn_real b) { return zn_real::of(record::graph.binary(record::Kind::add, a.node(), b.node())); }
inline zn_real operator-(zn_real a, zn_real b) { return zn_real::of(record::graph.binary(record::Kind::subtract, a.node(), b.node())); }
inline zn_real operator*(zn_real a, zn_real b) { return zn_real::of(record::graph.binary(record::Kind::multiply, a.node(), b.node())); }
inline zn_real operator/(zn_real a, zn_real b) { return zn_real::of(record::graph.binary(record::Kind::divide, a.node(), b.node())); }
inline zn_real operator-(zn_real a) { return zn_real(0.0) - a; }

inline zn_real zn_exp(zn_real x) { return zn_real::of(record::graph.unary(record::Kind::exp, x.node())); }
inline zn_real zn_log(zn_real x) { return zn_real::of(record::graph.unary(record::Kind::log, x.node())); }
inline zn_real zn_cos(zn_real x) { return zn_real::of(record::graph.unary(record::Kind::cos, x.node())); }
inline zn_real zn_sqrt(zn_real x) { return zn_real::of(record::graph.unary(record::Kind::sqrt, x.node())); }

namespace record {

/* Makes every number of a structure a symbol. */
template <typename Numbers>
void fill(Numbers *numbers, Kind kind) {
  zn_real *first = reinterpret_cast<zn_real *>(numbers);
  for (std::size_t i = 0; i < sizeof *numbers / sizeof(zn_real); i++) first[i] = zn_real::of(graph.symbol(kind, static_cast<int>(i)));
}

/* The nodes of all numbers of a structure. */
template <typename Numbers>
std::vector<int> nodes(const Numbers &numbers) {
  const zn_real *first = reinterpret_cast<const zn_real *>(&numbers);
  std::vector<int> all;
  for (std::size_t i = 0; i < sizeof numbers / sizeof(zn_real); i++) all.push_back(first[i].node());
  return all;
}

}  // namespace record

/* The parameters of a person, each a symbol. */
struct zn_person {
#define ZN_PARAMETER(name, shape) zn_real name shape;
#include "zonula/parameters.def"
#undef ZN_PARAMETER
};

#endif
