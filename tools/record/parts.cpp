#include "parts.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <utility>

namespace record {

std::string written_by(const std::string &system) {
  return "/* Written by tools/record from the equations in src/" + system + "; change those and run record_model again. */\n";
}

namespace {

constexpr int part_length = 300; /* lines */
const char shared_name[] = "t[";

/* The next t[number] of a text: where it begins and ends, and its number. */
struct Place {
  std::size_t begin, end;
  int number;
};

bool find(const std::string &text, std::size_t from, Place &place) {
  for (std::size_t at = text.find(shared_name, from); at != std::string::npos; at = text.find(shared_name, at + 1)) {
    if (at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) || text[at - 1] == '_')) continue;
    place = {at, text.find(']', at) + 1, std::atoi(text.c_str() + at + 2)};
    return true;
  }
  return false;
}

}  // namespace

std::string list(const std::string &name, const std::vector<int> &numbers) {
  std::string text = "static const int " + name + "[] = {\n", line = "   ";
  for (const int number : numbers) {
    const std::string item = " " + std::to_string(number) + ",";
    if (line.size() + item.size() > 120) {
      text += line + "\n";
      line = "   ";
    }
    line += item;
  }
  return text + line + "\n};\n";
}

Parts::Parts(std::string name, std::string parameters, std::string unused)
    : name_(std::move(name)), parameters_(std::move(parameters)), unused_(std::move(unused)) {}

void Parts::put(const std::string &statement) {
  if (statement.empty()) return;
  if (lines_ == 0) part_.emplace_back();
  part_.back() += statement;
  lines_ += static_cast<int>(std::count(statement.begin(), statement.end(), '\n'));
  if (lines_ >= part_length) lines_ = 0;
}

/* Which t[] are needed in more than one part, and their places in a dense array. */
std::map<int, int> Parts::shared() const {
  std::map<int, std::size_t> first;
  std::map<int, int> place;
  for (std::size_t k = 0; k < part_.size(); k++) {
    Place p;
    for (std::size_t from = 0; find(part_[k], from, p); from = p.end)
      if (first.emplace(p.number, k).first->second != k) place.emplace(p.number, static_cast<int>(place.size()));
  }
  return place;
}

/* A part with the t[] that nobody else needs as variables of its own. */
std::string Parts::with_locals(const std::string &part, const std::map<int, int> &places) {
  std::string text;
  std::size_t from = 0;
  for (Place p; find(part, from, p); from = p.end) {
    const auto place = places.find(p.number);
    text += part.substr(from, p.begin - from);
    const bool local = place == places.end(), defined = local && part.compare(p.end, 3, " = ") == 0;
    text += local ? (defined ? "const zn_real t" : "t") + std::to_string(p.number) : "t[" + std::to_string(place->second) + "]";
  }
  return text + part.substr(from);
}

std::string Parts::functions() const {
  const std::map<int, int> places = shared();
  std::string text;
  for (std::size_t k = 0; k < part_.size(); k++)
    text +=
        "static void " + name_ + "_" + std::to_string(k) + "(" + parameters_ + ") {\n" + unused_ + with_locals(part_[k], places) + "}\n";
  return text;
}

std::string Parts::calls(const std::string &arguments) const {
  std::string text;
  for (std::size_t i = 0; i < part_.size(); i++) text += "  " + name_ + "_" + std::to_string(i) + "(" + arguments + ");\n";
  return text;
}

}  // namespace record
