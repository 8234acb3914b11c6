// SPDX-License-Identifier: Apache-2.0
#pragma once

// Why yaml-cpp stopped, in words for those who write rule sets. It stops at the first error and names the
// place where it gave up, which is often behind the place that should be changed: mostly a formula that needs
// quotes.

#include <algorithm>

#include "../yaml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace yaml {

/// Where the parser stood: the last node that it took, and its surroundings.
struct Standing {
  bool any = false;           // a scalar was read
  bool is_plain = false;      // the last scalar is plain
  bool is_value = false;      // it is a value or an item, not a key
  bool flow = false;          // inside { } or [ ]
  std::uint32_t begin = 0;    // of the last scalar
  std::uint32_t end = 0;      // behind the last scalar, or behind an opening bracket
  std::uint32_t bracket = 0;  // of the innermost open { } or [ ]
};

HOTRO_INLINE std::string quotes_help(bool holds_quotes) {
  return holds_quotes ? "put the whole text in single quotes: '…'" : "put the whole text in quotes: \"…\"";
}

class Trouble {
 public:
  Trouble(std::string_view text, std::uint32_t source, const Standing& standing, Diagnostics& diagnostics)
      : text_(text), source_(source), standing_(standing), diagnostics_(diagnostics) {}

  /// `at`: where yaml-cpp gave up; `words`: what it said.
  void explain(std::uint32_t at, std::string_view words) {
    at = std::min(at, static_cast<std::uint32_t>(text_.size()));
    const std::uint32_t behind = skip_blanks(standing_.end);
    const char next = byte(behind);
    if (explain_indent(at, words) || explain_range(words)) return;
    const bool same_line = standing_.any && line_end(standing_.begin) == line_end(at);
    if (same_line && !standing_.is_plain && !ends_value(next) &&
        !(next == ':' && is_break(byte(behind + 1)))) {
      return quote({standing_.begin, line_end(at)}, "YAML ends this text at its second quotation mark");
    }
    if (same_line && standing_.is_plain && next == ':' && standing_.is_value && at <= behind + 1) {
      return quote({standing_.begin, line_end(at)}, "YAML reads this text up to the colon as a key");
    }
    if (same_line && standing_.flow && standing_.is_plain && (next == '[' || next == '{' || next == '?')) {
      return quote({standing_.begin, line_end(at)},
                   "inside brackets, YAML ends this text at the next bracket");
    }
    const std::uint32_t value = value_begin();
    if (explain_first(value, at)) return;
    if (standing_.flow && words.find("flow") != std::string_view::npos) return explain_bracket(at);
    if (words == "illegal map value") {
      syntax({at, at + 1}, "YAML cannot read a key in front of this colon",
             "look at the indentation, and at the colon of the line above");
      return;
    }
    syntax({at, std::min(at + 1, line_end(at))}, "this is not valid YAML: " + ascii(words), "");
  }

  void indented_less(std::uint32_t at) {
    syntax({at, line_end(at)}, "this line is indented less than the first line",
           "let both begin in the same column");
  }

 private:
  bool explain_indent(std::uint32_t at, std::string_view words) {
    std::uint32_t begin = at;
    while (begin > 0 && text_[begin - 1] != '\n') --begin;
    const std::uint32_t first = skip_blanks(begin);
    if (standing_.flow || at > first + 1) return false;
    const std::size_t tab = text_.substr(begin, first - begin).find('\t');
    if (tab != std::string_view::npos) {
      const std::uint32_t place = begin + static_cast<std::uint32_t>(tab);
      syntax({place, place + 1}, "a tab stands in the indentation", "YAML is indented by blanks only");
      return true;
    }
    if (begin == 0 || (words != "end of map not found" && words != "end of sequence not found")) return false;
    syntax({first, trim(first, line_end(first))},
           "this line is indented as none of the lines that it could belong to",
           "let it begin in the column of its neighbours");
    return true;
  }

  /// [18..35): YAML looks for the other bracket up to the end of the file.
  bool explain_range(std::string_view words) {
    if (!standing_.any || !standing_.flow || !standing_.is_plain || standing_.begin == 0) return false;
    const std::string_view last = text_.substr(standing_.begin, standing_.end - standing_.begin);
    const char before = byte(standing_.begin - 1);
    if (last.find("..") == std::string_view::npos || (before != '[' && before != '(')) return false;
    if (words.find("flow") == std::string_view::npos) return false;
    quote({standing_.begin - 1, std::min(line_end(standing_.begin), standing_.end)},
          "YAML reads this range as a list");
    return true;
  }

  void explain_bracket(std::uint32_t at) {
    const std::uint32_t place = standing_.bracket;
    if (at < text_.size() && (byte(at) == ']' || byte(at) == '}')) {
      syntax({at, at + 1}, "this bracket closes another one than is open", "")
          .also.push_back({span({place, place + 1}), "this one is open"});
    } else {
      syntax({place, place + 1}, "this bracket is not closed", "");
    }
  }

  /// What the first byte of the value tells that could not be read.
  bool explain_first(std::uint32_t value, std::uint32_t at) {
    if (value > at && byte(value) != '"' && byte(value) != '\'') return false;
    const std::uint32_t end = trim(value, line_end(value));
    const std::string_view rest = text_.substr(value, end - value);
    if (rest.empty()) return false;
    const char second = rest.size() > 1 ? rest[1] : '\n';
    switch (rest[0]) {
      case '@':
      case '`':
      case '%':
        quote({value, end}, std::string("YAML takes no text that begins with ") + rest[0]);
        return true;
      case '>':
      case '|':
        quote({value, end}, std::string("YAML reads ") + rest[0] + " as the head of a text of several lines");
        return true;
      case '-':
        if (second != ' ' || at != value) return false;
        quote({value, end}, "YAML reads \"- \" as an item of a list",
              "put the whole text in quotes; a list begins on a line of its own");
        return true;
      case '[':
      case ']':
      case '{':
      case '}':
      case '(':
        if (rest.find("..") == std::string_view::npos && rest[0] != ']' && rest[0] != '(') return false;
        quote({value, end}, std::string("YAML reads ") + rest[0] + " as a bracket of its own");
        return true;
      case '"':
      case '\'':
        if (at < text_.size() && line_end(value) == line_end(at)) return false;  // an escape inside is wrong
        syntax({value, value + 1}, "this quotation mark is not closed", "");
        return true;
      case '*':
      case '&':
      case '!':
        diagnostics_
            .report(Code::yaml_indirection, span({value, end}),
                    "anchors, aliases and tags are not part of a rule set")
            .help = rest[0] == '!' ? "the negation of a formula is not(…), and different from is !=" : "";
        return true;
      default: break;
    }
    if (!standing_.flow || value == 0 || byte(value - 1) != '[' || rest.find("..") == std::string_view::npos)
      return false;
    quote({value - 1, end}, "YAML reads this range as a list");
    return true;
  }

  struct Piece {
    std::uint32_t begin, end;
  };
  [[nodiscard]] Span span(Piece piece) const {
    return {source_, piece.begin, std::max(piece.begin, piece.end)};
  }
  void quote(Piece piece, std::string message, std::string help = {}) {
    const std::uint32_t end = trim(piece.begin, piece.end);
    const bool holds = text_.substr(piece.begin, end - piece.begin).find('"') != std::string_view::npos;
    if (help.empty()) help = quotes_help(holds);
    diagnostics_.report(Code::needs_quotes, span({piece.begin, end}), std::move(message)).help =
        std::move(help);
  }
  Diagnostic& syntax(Piece piece, std::string message, std::string help) {
    Diagnostic& diagnostic = diagnostics_.report(Code::yaml_syntax, span(piece), std::move(message));
    diagnostic.help = std::move(help);
    return diagnostic;
  }
  [[nodiscard]] char byte(std::uint32_t at) const { return at < text_.size() ? text_[at] : '\n'; }
  static bool is_break(char byte) { return byte == '\n' || byte == '\r' || byte == ' ' || byte == '\t'; }
  [[nodiscard]] bool ends_value(char next) const {
    return next == '\n' || next == '\r' || next == '#' ||
           (standing_.flow && (next == ',' || next == ']' || next == '}'));
  }
  [[nodiscard]] std::uint32_t skip_blanks(std::uint32_t at) const {
    while (byte(at) == ' ' || byte(at) == '\t') ++at;
    return at;
  }
  [[nodiscard]] std::uint32_t line_end(std::uint32_t at) const {
    const std::size_t end = text_.find('\n', at);
    return static_cast<std::uint32_t>(end == std::string_view::npos ? text_.size() : end);
  }
  [[nodiscard]] std::uint32_t trim(std::uint32_t begin, std::uint32_t end) const {
    while (end > begin && is_break(byte(end - 1))) --end;
    return end;
  }
  /// Where the value begins that follows the last scalar: behind breaks, comments and one indicator.
  [[nodiscard]] std::uint32_t value_begin() const {
    std::uint32_t at = standing_.end;
    while (at < text_.size()) {
      if (is_break(byte(at))) {
        ++at;
      } else if (byte(at) == '#') {
        at = line_end(at);
      } else if ((byte(at) == ':' || byte(at) == ',' || byte(at) == '?') ||
                 (byte(at) == '-' && is_break(byte(at + 1)) && starts_line(at))) {
        ++at;
      } else {
        break;
      }
    }
    return at;
  }
  [[nodiscard]] bool starts_line(std::uint32_t at) const {
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t' || text_[at - 1] == '-')) --at;
    return at == 0 || text_[at - 1] == '\n';
  }
  /// yaml-cpp puts single bytes of the source into its sentences.
  static std::string ascii(std::string_view words) {
    std::string out;
    for (const char letter : words) {
      const auto byte = static_cast<unsigned char>(letter);
      out.push_back(byte >= 0x20 && byte < 0x7F ? letter : '?');
    }
    return out;
  }

  std::string_view text_;
  std::uint32_t source_;
  Standing standing_;
  Diagnostics& diagnostics_;
};

}  // namespace yaml
}  // namespace HOTRO_ABI
}  // namespace hotro
