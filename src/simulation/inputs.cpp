// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "hotro/simulation/variant.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

std::string described(const Input& input) {
  return std::string(name(input.kind)) + (input.of_enterprise ? " of enterprises" : "");
}

bool same_kind(const Input& a, const Input& b) {
  return a.kind == b.kind && a.of_enterprise == b.of_enterprise;
}

void widen(Input& to, const Input& from) {
  for (const std::string& option : from.options) {
    if (std::find(to.options.begin(), to.options.end(), option) == to.options.end())
      to.options.push_back(option);
  }
  to.range.low = std::min(to.range.low, from.range.low);
  to.range.high = std::max(to.range.high, from.range.high);
  if (to.kind == Kind::choice) to.range = {0, static_cast<std::int64_t>(to.options.size()) - 1};
  to.person = to.person || from.person;
}

}  // namespace

Result<std::vector<Input>> inputs_of(std::span<const Variant> variants) {
  std::vector<Input> inputs;
  Diagnostics diagnostics;
  for (const Variant& variant : variants) {
    for (const Input& input : variant.program.inputs()) {
      const auto found = std::find_if(inputs.begin(), inputs.end(),
                                      [&](const Input& other) { return other.path == input.path; });
      if (found == inputs.end()) {
        inputs.push_back(input);
      } else if (same_kind(*found, input)) {
        widen(*found, input);
      } else {
        diagnostics
            .report(Code::kinds_differ, {none, 0, 0},
                    "\"" + input.path + "\" is a " + described(input) + " in the variant \"" + variant.name +
                        "\" and a " + described(*found) + " in others")
            .help = "one population cannot hold both: compare rule sets whose facts agree";
      }
    }
  }
  if (diagnostics.failed()) return Result<std::vector<Input>>::failure(diagnostics.take());
  return inputs;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
