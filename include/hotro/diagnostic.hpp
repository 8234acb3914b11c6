// SPDX-License-Identifier: Apache-2.0
#pragma once

// A diagnostic says in one sentence what is wrong with a rule set, where, what else is involved, and the way
// out.
//
//   rules.yaml:12:15: error E0301: no fact, parameter or definition is called "lowest_incom"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "limits.hpp"
#include "source.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// Stable codes; their number is the code that is shown: Code::unknown_name is E0301.
enum class Code : std::uint16_t {
#define HOTRO_CODE(letter, number, name, sentence) name = number,
#include "codes.def"
#undef HOTRO_CODE
};

enum class Severity : std::uint8_t { error, warning };

/// "E0301" or "W1001".
std::string_view code_text(Code code);
/// What a code means, in one sentence.
std::string_view code_meaning(Code code);
/// The code written as `text`; false if there is none.
bool find_code(std::string_view text, Code& code);

/// A further place that is involved, with a sentence of its own.
struct Label {
  Span span;
  std::string message;
};

struct Diagnostic {
  Code code{};
  Severity severity = Severity::error;
  std::string message;      // one sentence, no full stop
  Span span;                // the primary place
  std::vector<Label> also;  // further places
  std::string help;         // the way out; may be empty
};

enum class Style : std::uint8_t {
  human,  // source lines with carets
  gnu,    // file:line:column: error: message [code]
  json,   // one JSON object on one line
};

/// Renders one diagnostic; ends with a line break.
std::string render(const Diagnostic& diagnostic, const Sources& sources, Style style = Style::human);
/// Renders all of them, in the order given.
std::string render(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
                   Style style = Style::human);

/// Collects what the stages find: up to `most_errors` errors and as many warnings; one more says that there
/// are more.
class Diagnostics {
 public:
  /// Severity follows from the letter of the code. Returns the new diagnostic, to add labels and help to.
  Diagnostic& report(Code code, Span span, std::string message);
  /// There were more errors than are listed: whoever looks for them may stop.
  [[nodiscard]] bool full() const { return errors_ > most_errors; }

  [[nodiscard]] bool failed() const { return errors_ != 0; }
  [[nodiscard]] std::size_t errors() const { return errors_; }
  [[nodiscard]] const std::vector<Diagnostic>& list() const { return list_; }
  /// All of them ordered by source and position, errors that name the same place and code once.
  [[nodiscard]] std::vector<Diagnostic> take();

 private:
  std::vector<Diagnostic> list_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  Diagnostic surplus_;  // what report() returns for those that are not listed
};

/// Up to three of `known` that are close to `word` (edit distance, case and separators forgiven), nearest
/// first.
std::vector<std::string> suggestions(std::string_view word, const std::vector<std::string>& known);
/// `did you mean "a", "b" or "c"?`, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/diagnostic.inl"
#endif
