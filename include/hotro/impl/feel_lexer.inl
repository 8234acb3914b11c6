// SPDX-License-Identifier: Apache-2.0
#pragma once

// FEEL text to tokens. What other languages, spreadsheets and word processors write in place of FEEL is
// reported and read as it is meant, so that the parser can go on; the parser is then silent about errors of
// its own.

#include <algorithm>
#include <utility>

#include "../expression.hpp"
#include "unicode.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace feel {

struct Token {
  enum class Kind : std::uint8_t { end, number, string, temporal, name, symbol, broken };
  Kind kind = Kind::end;
  std::uint32_t begin = 0;  // bytes of the formula's text
  std::uint32_t end = 0;
  std::string text;

  [[nodiscard]] bool is(Kind wanted, std::string_view word) const { return kind == wanted && text == word; }
  [[nodiscard]] bool symbol(std::string_view word) const { return is(Kind::symbol, word); }
  [[nodiscard]] bool word(std::string_view word) const { return is(Kind::name, word); }
};

/// Built-in functions whose names hold blanks (DMN 1.5, 10.3.4, and `round half even` beside its siblings).
/// They are names only in front of a bracket.
inline constexpr std::string_view phrases[] = {
    "context merge",   "context put",      "date and time",
    "day of week",     "day of year",      "distinct values",
    "ends with",       "finished by",      "get entries",
    "get value",       "index of",         "insert before",
    "list contains",   "list replace",     "met by",
    "month of year",   "overlaps after",   "overlaps before",
    "round down",      "round half down",  "round half even",
    "round half up",   "round up",         "started by",
    "starts with",     "string join",      "string length",
    "substring after", "substring before", "upper case",
    "lower case",      "week of year",     "years and months duration"};

inline constexpr std::string_view keywords[] = {"and",      "between", "else", "every",     "false", "for",
                                                "function", "if",      "in",   "instance",  "not",   "null",
                                                "or",       "return",  "some", "satisfies", "then",  "true"};

/// A way to write an operator that is not FEEL's; longer ones first.
struct Foreign {
  std::string_view written;
  std::string_view meant;  // the token it becomes; nothing: it is left out
  std::string_view message;
  std::string_view help;
};
inline constexpr Foreign foreign_operators[] = {
    {"===", "=", "equality is = in a formula", "write ="},
    {"==", "=", "equality is = in a formula", "write ="},
    {"=<", "<=", "\"less than or equal\" is <=", "write <="},
    {"=>", ">=", "\"greater than or equal\" is >=", "write >="},
    {"<>", "!=", "\"different from\" is !=", "write !="},
    {":=", "=", "a formula assigns nothing; equality is =", "write ="},
    {"&&", "and", "\"and\" is written as a word", "write and"},
    {"||", "or", "\"or\" is written as a word", "write or"},
    {"&", "and", "\"and\" is written as a word", "write and"},
    {"|", "or", "\"or\" is written as a word", "write or"},
    {"^", "**", "a power is written **", "write **"},
    {"≤", "<=", "\"less than or equal\" is <=", "write <="},
    {"≥", ">=", "\"greater than or equal\" is >=", "write >="},
    {"≠", "!=", "\"different from\" is !=", "write !="},
    {"×", "*", "a product is written *", "write *"},
    {"÷", "/", "a quotient is written /", "write /"},
    {"−", "-", "this is not the minus sign of the keyboard", "write -"},
    {"–", "-", "a dash is not a minus sign", "write -"},
    {"—", "-", "a dash is not a minus sign", "write -"},
    {"…", "..", "the two ends of a range are parted by two points", "write .."},
    {";", "", "a formula is one expression and ends without a semicolon", "leave the semicolon out"},
    {"?", "", "a choice is written if … then … else …", ""},
};

inline constexpr std::string_view symbols[] = {"**", "<=", ">=", "!=", "..", "+", "-", "*", "/", "=", "<",
                                               ">",  "(",  ")",  "[",  "]",  "{", "}", ",", ".", ":", "!"};

class Lexer {
 public:
  Lexer(const yaml::Node& scalar, Diagnostics& diagnostics)
      : scalar_(scalar), text_(scalar.text), diagnostics_(diagnostics) {}

  /// The last token is of kind end.
  std::vector<Token> run() {
    while (at_ < size() && reports_ < most_reports) next();
    if (at_ < size()) push(Token::Kind::broken, at_, size(), {});
    push(Token::Kind::end, size(), size(), {});
    return std::move(tokens_);
  }
  [[nodiscard]] bool reported() const { return reports_ != 0; }

 private:
  static constexpr std::uint32_t most_reports = 20;  // then the text is no formula

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool starts(std::string_view word) const { return text_.substr(at_, word.size()) == word; }
  static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
  static bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

  void push(Token::Kind kind, std::uint32_t begin, std::uint32_t end, std::string text) {
    tokens_.push_back({kind, begin, end, std::move(text)});
  }
  /// Says the same once in a formula.
  void report(Code code, std::uint32_t begin, std::uint32_t end, std::string_view message,
              std::string_view help) {
    ++reports_;
    if (std::find(said_.begin(), said_.end(), message) != said_.end()) return;
    said_.emplace_back(message);
    diagnostics_.report(code, scalar_.within(begin, end), std::string(message)).help = help;
  }

  void next() {
    const detail::CodePoint point = detail::decode(text_, at_);
    const std::uint32_t begin = at_;
    if (is_blank(peek())) {
      ++at_;
    } else if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) {
      number();
    } else if (peek() == '"') {
      string();
    } else if (peek() == '@') {
      at_literal();
    } else if (detail::begins_name(point.value)) {
      name();
    } else if (starts("//") || starts("/*")) {
      const std::size_t close = text_.find(peek(1) == '/' ? "\n" : "*/", at_ + 2);
      at_ = close == std::string_view::npos ? size()
                                            : static_cast<std::uint32_t>(close) + (peek(1) == '*' ? 2 : 0);
      report(Code::feel_not_taken, begin, at_, "comments inside of a formula are not taken",
             "YAML's comments begin with #");
    } else if (!quote() && !foreign() && !symbol()) {
      strange(point);
    }
  }

  bool symbol() {
    for (const std::string_view word : symbols) {
      if (!starts(word)) continue;
      push(Token::Kind::symbol, at_, at_ + static_cast<std::uint32_t>(word.size()), std::string(word));
      at_ += static_cast<std::uint32_t>(word.size());
      if (word == "!") report(Code::feel_syntax, at_ - 1, at_, "negation is written not(…)", "write not( )");
      return true;
    }
    return false;
  }

  bool foreign() {
    if (starts("%")) {
      percent();
      return true;
    }
    for (const Foreign& row : foreign_operators) {
      if (!starts(row.written)) continue;
      const std::uint32_t end = at_ + static_cast<std::uint32_t>(row.written.size());
      report(Code::feel_syntax, at_, end, row.message, row.help);
      const bool word = row.meant == "and" || row.meant == "or";
      if (!row.meant.empty())
        push(word ? Token::Kind::name : Token::Kind::symbol, at_, end, std::string(row.meant));
      at_ = end;
      return true;
    }
    return false;
  }

  void percent() {
    std::uint32_t behind = at_ + 1;
    while (behind < size() && is_blank(text_[behind])) ++behind;
    const bool operand = behind < size() && (is_digit(text_[behind]) || text_[behind] == '(' ||
                                             detail::begins_name(detail::decode(text_, behind).value));
    const bool rate = !tokens_.empty() && tokens_.back().kind == Token::Kind::number &&
                      (!operand || text_.substr(behind, 4) == "and " || text_.substr(behind, 3) == "or ");
    if (rate) {
      Token& number = tokens_.back();
      number.kind = Token::Kind::broken;
      number.end = at_ + 1;
      report(Code::bare_rate, number.begin, number.end,
             "a rate is a parameter with a citation, not a number in a formula",
             "declare a parameter of type rate and use its name");
    } else {
      report(Code::feel_syntax, at_, at_ + 1, "the remainder is a function", "write modulo(a, b)");
    }
    ++at_;
  }

  void strange(const detail::CodePoint& point) {
    const std::uint32_t begin = at_;
    at_ += point.size;
    const char32_t value = point.value;
    const bool blank = value == 0xA0 || (value >= 0x2000 && value <= 0x200D) || value == 0x202F ||
                       value == 0x205F || value == 0x2060 || value == 0x3000 || value == 0xFEFF;
    if (blank) {
      report(Code::feel_syntax, begin, at_,
             "this blank is not the one of the keyboard, as word processors insert it",
             "delete it and type a blank");
      return;
    }
    const std::string shown = detail::printable(text_.substr(begin, point.size));
    if (value >= 0xFF01 && value <= 0xFF5E) {
      std::string help = "write ";
      help += static_cast<char>(value - 0xFF01 + 0x21);
      report(Code::feel_syntax, begin, at_, "\"" + shown + "\" is a full-width character", help);
    } else {
      report(Code::feel_syntax, begin, at_, "\"" + shown + "\" has no meaning in a formula", "");
    }
    push(Token::Kind::broken, begin, at_, {});
  }

  void take_digits(std::string& digits) {
    for (; is_digit(peek()) || (peek() == '_' && is_digit(peek(1))); ++at_) {
      if (peek() != '_') digits += peek();
    }
  }

  void number() {
    const std::uint32_t begin = at_;
    if (date()) return;
    std::string digits;
    take_digits(digits);
    if (digits.empty()) digits = "0";
    if (peek() == '.' && is_digit(peek(1))) {
      digits += '.';
      ++at_;
      take_digits(digits);
    }
    if (text_.substr(begin, at_ - begin).find('_') != std::string_view::npos) {
      report(Code::feel_syntax, begin, at_, "digits are not separated in a formula", "write " + digits);
    }
    if (peek() == '.' && is_digit(peek(1))) {
      while (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) ++at_;
      report(Code::feel_syntax, begin, at_, "a number has one decimal point; thousands are not separated",
             "");
      return push(Token::Kind::broken, begin, at_, {});
    }
    const std::uint32_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
      at_ += 1 + sign;
      while (is_digit(peek())) ++at_;
      report(Code::feel_not_taken, begin, at_, "numbers with an exponent are not taken",
             "write the digits out");
      return push(Token::Kind::broken, begin, at_, {});
    }
    if (at_ < size() && detail::continues_name(detail::decode(text_, at_).value)) {
      skip_name();
      report(Code::feel_syntax, begin, at_, "letters follow directly on a number",
             "a quantity is made by a function, as days(14) or months(3)");
      return push(Token::Kind::broken, begin, at_, {});
    }
    push(Token::Kind::number, begin, at_, std::move(digits));
  }

  /// 2022-10-01 and 01/10/2022 would be read as arithmetic.
  bool date() {
    const std::uint32_t begin = at_;
    std::uint32_t end = at_;
    std::uint32_t lengths[3] = {0, 0, 0};
    char between = '\0';
    for (int part = 0; part < 3; ++part) {
      while (end < size() && is_digit(text_[end])) {
        ++end;
        ++lengths[part];
      }
      if (part == 2) break;
      const char mark = end < size() ? text_[end] : '\0';
      if ((mark != '-' && mark != '/') || (part == 1 && mark != between)) return false;
      between = mark;
      ++end;
    }
    const bool iso = between == '-' && lengths[0] == 4 && lengths[1] == 2 && lengths[2] == 2;
    const bool local =
        lengths[0] >= 1 && lengths[0] <= 2 && lengths[1] >= 1 && lengths[1] <= 2 && lengths[2] == 4;
    if (!iso && !local) return false;
    at_ = end;
    std::string date(text_.substr(begin, end - begin));
    report(Code::bare_rate, begin, end, "a date without quotes is read as arithmetic",
           iso ? "write date(\"" + date + "\")" : "write date(\"YYYY-MM-DD\")");
    push(iso ? Token::Kind::temporal : Token::Kind::broken, begin, end, std::move(date));
    return true;
  }

  void at_literal() {
    const std::uint32_t begin = at_++;
    while (is_blank(peek())) ++at_;
    if (peek() != '"') {
      while (is_digit(peek()) || peek() == '-' || peek() == '/') ++at_;
      report(Code::feel_syntax, begin, at_, "@ stands in front of a date in quotes", "write @\"2022-10-01\"");
      return push(Token::Kind::broken, begin, at_, {});
    }
    string();
    Token& token = tokens_.back();
    if (token.kind == Token::Kind::string) token.kind = Token::Kind::temporal;
    token.begin = begin;
  }

  void string() {
    const std::uint32_t begin = at_++;
    std::string value;
    while (at_ < size() && peek() != '"' && peek() != '\n') {
      if (peek() == '\\') {
        escape(value);
      } else {
        value += peek();
        ++at_;
      }
    }
    if (peek() != '"') {
      report(Code::feel_syntax, begin, begin + 1, "this quotation mark is not closed", "");
      at_ = size();
      return push(Token::Kind::broken, begin, at_, {});
    }
    push(Token::Kind::string, begin, ++at_, std::move(value));
  }

  /// `\'` `\"` `\\` `\n` `\r` `\t`, `\u` with four and `\U` with six hexadecimal digits.
  void escape(std::string& value) {
    const std::uint32_t begin = at_++;
    const char letter = peek();
    constexpr std::string_view letters = "'\"\\nrt";
    constexpr std::string_view bytes = "'\"\\\n\r\t";
    if (const std::size_t index = letters.find(letter); letter != '\0' && index != std::string_view::npos) {
      value += bytes[index];
      ++at_;
      return;
    }
    char32_t code = 0;
    bool fits = (letter == 'u' || letter == 'U') && hexadecimal(letter == 'u' ? 4 : 6, code);
    if (fits && code >= 0xD800 && code <= 0xDBFF && starts("\\u")) {
      char32_t low = 0;
      ++at_;
      fits = hexadecimal(4, low) && low >= 0xDC00 && low <= 0xDFFF;
      code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
    }
    if (fits && code != 0 && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF)) {
      detail::append_utf8(value, code);
      return;
    }
    at_ = std::max(at_,
                   std::min(begin + 1 + detail::decode(text_, std::min(begin + 1, size() - 1)).size, size()));
    report(Code::feel_syntax, begin, at_, "FEEL has no such escape", "a backslash itself is written \\\\");
  }
  bool hexadecimal(int digits, char32_t& value) {
    ++at_;
    for (int i = 0; i < digits; ++i, ++at_) {
      const char digit = peek();
      const int unit = is_digit(digit)                ? digit - '0'
                       : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                       : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                                      : -1;
      if (unit < 0) return false;
      value = value * 16 + static_cast<char32_t>(unit);
    }
    return true;
  }

  /// Quotation marks that are not FEEL's: 'x', “x”, «x».
  bool quote() {
    constexpr std::string_view single[] = {"'", "‘", "’", "‚", "′"};
    constexpr std::string_view twice[] = {"“", "”", "„", "‟", "«", "»", "″"};
    const auto size_at = [this](const auto& marks, std::uint32_t at) -> std::uint32_t {
      for (const std::string_view mark : marks) {
        if (text_.substr(at, mark.size()) == mark) return static_cast<std::uint32_t>(mark.size());
      }
      return 0;
    };
    const bool is_single = size_at(single, at_) != 0;
    const auto length = [&](std::uint32_t at) {
      return is_single ? size_at(single, at) : size_at(twice, at);
    };
    if (length(at_) == 0) return false;
    const std::uint32_t begin = at_;
    at_ += length(at_);
    const std::uint32_t inside = at_;
    while (at_ < size() && length(at_) == 0 && peek() != '"' && peek() != '\n') ++at_;
    const std::string value(text_.substr(inside, at_ - inside));
    const std::uint32_t closing = length(at_) != 0 ? length(at_) : peek() == '"' ? 1 : 0;
    at_ += closing;
    report(Code::feel_syntax, begin, closing != 0 ? at_ : inside,
           text_[begin] == '\''
               ? "a text stands in double quotation marks"
               : "these are not the quotation marks of the keyboard, as word processors insert them",
           closing != 0 ? "write \"" + value + "\"" : "write \"");
    push(Token::Kind::string, begin, at_, value);
    return true;
  }

  void skip_name() {
    while (at_ < size()) {
      const detail::CodePoint point = detail::decode(text_, at_);
      if (!detail::continues_name(point.value)) break;
      at_ += point.size;
    }
  }

  void name() {
    const std::uint32_t begin = at_;
    for (const std::string_view phrase : phrases) {
      if (const std::uint32_t end = phrase_end(phrase); end != 0) {
        push(Token::Kind::name, begin, end, std::string(phrase));
        at_ = end;
        return;
      }
    }
    skip_name();
    push(Token::Kind::name, begin, at_, std::string(text_.substr(begin, at_ - begin)));
  }
  /// Where a name of several words ends, if it stands here in front of a bracket; else 0.
  [[nodiscard]] std::uint32_t phrase_end(std::string_view phrase) const {
    std::uint32_t at = at_;
    for (const char letter : phrase) {
      if (letter != ' ') {
        if (at >= size() || text_[at] != letter) return 0;
        ++at;
      } else {
        if (at >= size() || !is_blank(text_[at])) return 0;
        while (at < size() && is_blank(text_[at])) ++at;
      }
    }
    std::uint32_t behind = at;
    while (behind < size() && is_blank(text_[behind])) ++behind;
    return behind < size() && text_[behind] == '(' ? at : 0;
  }

  const yaml::Node& scalar_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::uint32_t at_ = 0;
  std::uint32_t reports_ = 0;
  std::vector<Token> tokens_;
  std::vector<std::string> said_;
};

}  // namespace feel
}  // namespace HOTRO_ABI
}  // namespace hotro
