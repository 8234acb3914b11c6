// SPDX-License-Identifier: Apache-2.0
#pragma once

// XML as a stream of tags and texts, in memory of one size; no tree is built. What declares a document type
// is refused, and so there are no entities but the five of XML.

#include <string_view>
#include <utility>

#include "hotro/citation.hpp"
#include "hotro/config.hpp"

struct XML_ParserStruct;

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Those of one tag, by their names without prefix; `r:id` is `id`.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** list) : list_(list) {}
  /// Empty if it is not there.
  std::string_view operator[](std::string_view name) const;

 private:
  const char** list_;
};

/// What is told of the tags and texts, in order, names without prefix. A text may come in pieces, none of
/// which cuts a character.
class XmlHandler {
 public:
  XmlHandler() = default;
  XmlHandler(const XmlHandler&) = delete;
  XmlHandler& operator=(const XmlHandler&) = delete;
  virtual ~XmlHandler() = default;
  virtual void open(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void close(std::string_view name) = 0;
  virtual void text(std::string_view) {}
  /// Why reading ended early; empty if it did not.
  [[nodiscard]] const Text& trouble() const { return trouble_; }

 protected:
  /// Ends reading; only the first time counts.
  void fail(Text trouble) {
    if (trouble_.empty()) trouble_ = std::move(trouble);
  }

 private:
  Text trouble_;
};

/// One at a time in a thread.
class XmlParser {
 public:
  explicit XmlParser(XmlHandler& handler);
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;
  ~XmlParser();

  /// The next bytes; false with trouble() if they are not well-formed, take more than `largest_markup` to
  /// parse, or the handler failed.
  bool feed(std::string_view bytes, bool last);
  [[nodiscard]] const Text& trouble() const { return trouble_; }

 private:
  XmlHandler& handler_;
  XML_ParserStruct* parser_;
  Text trouble_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
