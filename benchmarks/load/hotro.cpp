// SPDX-License-Identifier: Apache-2.0
// The rule set, its amendment and its import: from bytes in memory to the program. `load` stops at the
// checked model.

#include "../rules.hpp"

namespace {

class Load {
 public:
  explicit Load(contender::Columns& columns) : load_only_(columns.option("load")) {}
  void run(std::size_t first, std::size_t last) {
    for (; first < last; ++first) {
      const hotro::RuleSet rules = hotro::load(files_.sources, files_.files).value();
      size_ += load_only_ ? rules.benefits.size() : hotro::compile(rules).value().inputs().size();
    }
  }
  void write(contender::Answers& /*answers*/, std::size_t /*rows*/) {}

 private:
  bool load_only_;
  hotro::edge::RuleFiles files_ = hotro::edge::open_rules(HOTRO_PROJECT "/rules/vn/vgcl-6696");
  std::size_t size_ = 0;
};

}  // namespace

int main(int count, char** words) { return contender::serve<Load>(count, words); }
