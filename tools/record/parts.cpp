#include "parts.h"

#include <algorithm>
#include <utility>

namespace record {

std::string written_by(const std::string &system) {
  return "/* Written by tools/record from the equations in src/" + system + "; change those and run record_model again. */\n";
}

namespace {

constexpr int part_length = 300; /* lines */

}  // namespace

Parts::Parts(std::string name, std::string parameters, std::string unused)
    : name_(std::move(name)), parameters_(std::move(parameters)), unused_(std::move(unused)) {}

void Parts::put(const std::string &statement) {
  open_ += statement;
  lines_ += static_cast<int>(std::count(statement.begin(), statement.end(), '\n'));
  if (lines_ >= part_length) end();
}

void Parts::end() {
  if (open_.empty()) return;
  done_ += "static void " + name_ + "_" + std::to_string(parts_++) + "(" + parameters_ + ") {\n" + unused_ + open_ + "}\n";
  open_.clear();
  lines_ = 0;
}

std::string Parts::functions() {
  end();
  return done_;
}

std::string Parts::calls(const std::string &arguments) const {
  std::string text;
  for (int i = 0; i < parts_; i++) text += "  " + name_ + "_" + std::to_string(i) + "(" + arguments + ");\n";
  return text;
}

}  // namespace record
