// SPDX-License-Identifier: Apache-2.0
// The input is one formula, and unary tests.
#include <algorithm>

#include "fuzz/checks.hpp"
#include "fuzz/claim.hpp"
#include "hotro/expression.hpp"
#include "hotro/limits.hpp"

using hotro::feel::Expression;

namespace {

/// The tree has an end, and each node a place in the text.
std::size_t depth(const Expression& tree, std::uint32_t node, std::size_t size, std::size_t above) {
  fuzz::claim(node < tree.nodes.size(), "a node is in the tree");
  fuzz::claim(above <= 2 * hotro::deepest_formula, "the tree is not too deep");
  const hotro::feel::Node& one = tree[node];
  fuzz::claim(one.span.begin <= one.span.end && one.span.end <= size, "a node has a place in the text");
  std::size_t deepest = 0;
  for (const std::uint32_t input : one.inputs)
    deepest = std::max(deepest, depth(tree, input, size, above + 1));
  return deepest + 1;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  hotro::Sources sources;
  const std::uint32_t source = sources.add("formula", std::string(fuzz::text_of(bytes, size)));
  hotro::yaml::Node scalar;
  scalar.text = sources.text(source);
  scalar.span = {source, 0, static_cast<std::uint32_t>(scalar.text.size())};
  for (const auto parse : {hotro::feel::parse, hotro::feel::parse_tests}) {
    hotro::Diagnostics found;
    const Expression tree = parse(scalar, found);
    depth(tree, tree.root, scalar.text.size(), 1);
    const bool error = std::any_of(tree.nodes.begin(), tree.nodes.end(), [](const hotro::feel::Node& node) {
      return node.form == hotro::feel::Form::error;
    });
    fuzz::claim(!error || found.failed(), "a node that could not be read has an error");
    fuzz::claim(!dump(tree).empty(), "the tree can be written");
    const bool failed = found.failed();
    fuzz::check_diagnostics(found.take(), sources, failed);
  }
  return 0;
}
