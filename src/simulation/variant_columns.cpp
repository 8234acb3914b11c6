// SPDX-License-Identifier: Apache-2.0
#include "variant_columns.hpp"

#include <algorithm>

#include "cell_value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

VariantColumns::VariantColumns(const Program& program, std::span<const Input> population) {
  for (const Input& input : program.inputs()) {
    Source& source = sources_.emplace_back();
    const auto found = std::find_if(population.begin(), population.end(),
                                    [&](const Input& other) { return other.path == input.path; });
    if (found == population.end() || input.kind == Kind::text) continue;
    source.column = static_cast<std::uint32_t>(found - population.begin());
    source.of_enterprise = input.of_enterprise;
    if (input.kind != Kind::choice || input.options == found->options) continue;
    for (const std::string& option : found->options) {
      const auto at = std::find(input.options.begin(), input.options.end(), option);
      source.options.push_back(static_cast<std::int32_t>(at - input.options.begin()));  // beyond: refused
    }
  }
  columns_.resize(sources_.size());
}

void VariantColumns::turn(const Column& from, std::size_t rows, Source& source) {
  source.turned.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto option = static_cast<std::size_t>(number_at(from.data, from.type, row));
    source.turned[row] = option < source.options.size() ? source.options[option] : -1;
  }
}

const std::vector<Column>& VariantColumns::read(const Table& table) {
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    Source& source = sources_[i];
    columns_[i] = source.column < table.columns.size() ? table.columns[source.column] : Column{};
    if (columns_[i].data == nullptr || source.options.empty()) continue;
    turn(columns_[i], source.of_enterprise ? table.enterprises : table.rows, source);
    columns_[i].data = source.turned.data();
    columns_[i].type = ColumnType::i32;
  }
  return columns_;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
