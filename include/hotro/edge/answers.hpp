// SPDX-License-Identifier: Apache-2.0
#pragma once

// The decisions of a row as they are written out: a line for each benefit that is concerned or may be, and
// one line where none is.
//
//   for (const hotro::edge::Answer& answer : hotro::edge::answers(program, evaluator.evaluate(facts)))
//     use(answer.status, answer.failed);

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../config.hpp"
#include "../decision.hpp"
#include "../program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// The ids of refusals that are no condition.
inline constexpr std::string_view outside_scope = "outside_scope";
inline constexpr std::string_view no_benefit_concerned = "no_benefit_concerned";

struct Answer {
  std::uint32_t benefit = none;  // index; none: no benefit concerns the row
  Status status = Status::undetermined;
  Decision decision;
  std::vector<std::string_view> failed;  // ids, in the order of the law; they live as long as the program
  std::vector<std::string_view> open;
};

/// One benefit's answer.
Answer answer(const Program& program, std::uint32_t benefit, const Decision& decision);
/// All of a row. `decisions` as the Evaluator gives them: [0] combined. `all`: those not concerned too.
std::vector<Answer> answers(const Program& program, std::span<const Decision> decisions, bool all = false);

/// Words joined by one blank.
std::string joined(const std::vector<std::string_view>& words);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
