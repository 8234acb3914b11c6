// SPDX-License-Identifier: Apache-2.0
#pragma once

// YAML text as a tree of nodes with places. Scalars stay text: what `no`, `1.10` or `2023-01-16` means is
// said by the key it stands under, never by YAML. Anchors, aliases, tags, merge keys and several documents
// are refused: indirection hides law.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"
#include "source.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace yaml {

enum class Kind : std::uint8_t { scalar, sequence, mapping };
enum class Quoting : std::uint8_t { plain, quoted, block };  // block: | or >

struct Node {
  Kind kind = Kind::scalar;
  Quoting quoting = Quoting::plain;
  bool flow = false;                    // inside { } or [ ]
  Span span;                            // quoted scalars: with their quotes; collections: first to last child
  std::string text;                     // scalars: the value, escapes resolved and lines folded
  std::vector<std::uint32_t> children;  // sequences: items; mappings: key, value, key, value …
  /// Scalars whose text is not their bytes (escapes, folded lines): for each byte of text its offset in the
  /// source. Empty: text is the bytes from span.begin, behind the quote if there is one.
  std::vector<std::uint32_t> offsets;

  /// The place in the file of bytes [begin, end) of a scalar's text.
  [[nodiscard]] Span within(std::uint32_t begin, std::uint32_t end) const;
};

/// A tree in one vector, at most `deepest_yaml` deep. Nodes are named by their index; the root is 0. An empty
/// document is an empty mapping.
class Document {
 public:
  std::vector<Node> nodes;

  [[nodiscard]] const Node& root() const { return nodes.front(); }
  [[nodiscard]] const Node& operator[](std::uint32_t node) const { return nodes[node]; }
  /// The value under a key of a mapping; null if there is none.
  [[nodiscard]] const Node* find(const Node& mapping, std::string_view key) const;
};

/// Reads one source. All errors of form are reported (YAML syntax: the first one only); duplicate keys are
/// errors, keys that are not scalars too. The document returned is always safe to walk.
Document parse(const Sources& sources, std::uint32_t source, Diagnostics& diagnostics);

}  // namespace yaml
}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/yaml.inl"
#endif
