// SPDX-License-Identifier: Apache-2.0
// Formulas: each name leads to where it is declared, and what has a label is said by it.

#include <algorithm>
#include <array>
#include <utility>

#include "document_writer.hpp"
#include "hotro/edge/cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

struct Said {
  std::string_view written, vi, en;
};
/// Words and signs of the language, where people say them otherwise.
constexpr Said said[] = {
    {"and", "và", "and"},
    {"or", "hoặc", "or"},
    {"not", "không phải", "not"},
    {"in", "thuộc", "in"},
    {"between", "trong khoảng từ", "between"},
    {"if", "nếu", "if"},
    {"then", "thì", "then"},
    {"else", "nếu không thì", "otherwise"},
    {"some", "có", "some"},
    {"every", "mọi", "every"},
    {"satisfies", "thỏa mãn", "satisfies"},
    {"true", "có", "yes"},
    {"false", "không", "no"},
    {"age", "số tuổi", "age"},
    {"days", "số ngày", "days"},
    {"months", "số tháng", "months"},
    {"add_months", "cộng tháng", "months added"},
    {"overlap", "số ngày nằm trong", "days that lie within"},
    {"at", "giá trị tại ngày", "value on a date"},
    {"count", "số dòng", "number"},
    {"sum", "tổng", "sum"},
    {"min", "số nhỏ nhất", "smallest"},
    {"max", "số lớn nhất", "largest"},
    {"<=", "≤", "≤"},
    {">=", "≥", "≥"},
    {"!=", "≠", "≠"},
    {"*", "×", "×"},
    {"-", "−", "−"},
    {"..", " – ", " – "},
};

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool in_name(char c) { return begins_name(c) || is_digit(c); }

/// A token of a formula, or the blanks between two.
struct Token {
  enum class Kind : std::uint8_t { blank, name, number, text, sign } kind;
  std::string_view written;
};

Token first_token(std::string_view text) {
  std::size_t size = 1;
  const auto rest = [&](auto belongs) {
    while (size < text.size() && belongs(text[size])) ++size;
    return text.substr(0, size);
  };
  const char c = text.front();
  if (begins_name(c)) {
    rest(in_name);
    while (size + 1 < text.size() && text[size] == '.' && in_name(text[size + 1])) {
      ++size;
      rest(in_name);
    }
    return {Token::Kind::name, text.substr(0, size)};
  }
  if (is_digit(c)) return {Token::Kind::number, rest(is_digit)};
  if (c == '"') {
    while (size < text.size() && text[size] != '"') size += text[size] == '\\' ? 2 : 1;
    return {Token::Kind::text, text.substr(0, size + 1)};
  }
  if (c == ' ' || c == '\n' || c == '\t')
    return {Token::Kind::blank, rest([](char d) { return d == ' ' || d == '\n' || d == '\t'; })};
  for (const std::string_view sign : {"<=", ">=", "!=", "..", "**"}) {
    if (text.substr(0, 2) == sign) return {Token::Kind::sign, sign};
  }
  return {Token::Kind::sign, text.substr(0, 1)};
}

const Said* find_said(std::string_view written) {
  const auto found =
      std::find_if(std::begin(said), std::end(said), [&](const Said& one) { return one.written == written; });
  return found == std::end(said) ? nullptr : found;
}

}  // namespace

void DocumentWriter::learn(const std::string& name, const std::string& target, const Text& label) {
  names_.emplace(name, Name{target, label});
}

/// Names as formulas write them. Those of rows stand for themselves only where nothing else has that name.
void DocumentWriter::learn_names() {
  for (const Parameter& one : rules_.parameters) learn(one.name, "#p-" + one.name, one.label);
  std::set<std::uint32_t> counts;
  for (const Fact& one : rules_.facts) {
    if (one.row_count != none) counts.insert(one.row_count);
  }
  for (const DecisionTable& table : rules_.tables) {
    learn(table.name, "#t-" + table.name, table.label);
    for (const Definition& one : rules_.definitions) {
      if (one.name.rfind(table.name + ".", 0) != 0) continue;
      const Text output{" (" + one.name.substr(table.name.size() + 1) + ")", ""};
      learn(one.name, "#t-" + table.name, table.label.empty() ? Text{} : joined(table.label, output));
    }
  }
  for (const Definition& one : rules_.definitions) learn(one.name, "#d-" + one.name, one.label);
  for (const Reading& one : rules_.readings) learn("reading." + one.name, "#r-" + one.name, one.asks);
  for (std::uint32_t i = 0; i < rules_.facts.size(); ++i) {
    const Fact& one = rules_.facts[i];
    const bool of_list = one.row_count != none || counts.count(i) != 0;
    learn(one.path(), "#f-" + (of_list ? one.name.substr(0, one.name.find('.')) : one.path()), one.label);
  }
  for (const Fact& one : rules_.facts) {
    if (one.row != 1) continue;
    const std::size_t dot = one.name.find('.');
    const std::string list = one.name.substr(0, dot);
    const std::string fact = one.name.substr(dot + 3);  // behind ".1."
    learn(list, "#f-" + list, {});
    learn(fact, "#f-" + list, {});
    learn(list + "." + fact, "#f-" + list, {});
  }
  for (const ChoiceType& type : rules_.types) {
    for (std::size_t i = 0; i < type.options.size(); ++i) {
      const auto [known, added] = options_.emplace(type.options[i], type.labels[i]);
      const bool same = known->second.vi == type.labels[i].vi && known->second.en == type.labels[i].en;
      if (!added && !same) known->second = {};
    }
  }
}

/// The longest beginning of a path that is a name, up to a point; null if none is.
const DocumentWriter::Name* DocumentWriter::find_name(std::string_view text, std::size_t& size) const {
  for (size = text.size(); size != 0 && size != std::string_view::npos;
       size = text.substr(0, size).rfind('.')) {
    const auto found = names_.find(text.substr(0, size));
    if (found != names_.end()) return &found->second;
  }
  return nullptr;
}

void DocumentWriter::formula(Phrase& out, std::string_view text) const {
  bool labels = false;
  for (std::string_view rest = text; !rest.empty();) {
    const Token token = first_token(rest);
    rest.remove_prefix(token.written.size());
    std::size_t size = 0;
    const Name* name = token.kind == Token::Kind::name ? find_name(token.written, size) : nullptr;
    if (name == nullptr) {
      if (!out.empty() && out.back().kind == Piece::Kind::code && out.back().target.empty())
        out.back().text.vi += token.written;
      else
        out.push_back(code(token.written));
      const auto option = token.kind == Token::Kind::text && token.written.size() > 2
                              ? options_.find(token.written.substr(1, token.written.size() - 2))
                              : options_.end();
      labels = labels || (option != options_.end() && !option->second.empty());
      continue;
    }
    labels = labels || !name->label.empty();
    out.push_back(code(token.written.substr(0, size), name->target));
    if (size < token.written.size()) out.push_back(code(token.written.substr(size)));
  }
  if (labels) out.push_back({Piece::Kind::spoken, spoken(text)});
}

Text DocumentWriter::spoken(std::string_view text) const {
  Text result;
  const auto add = [&](std::string_view vi, std::string_view en) {
    result.vi += vi;
    result.en += en;
  };
  const auto quote = [&](const Text& label) {
    add("«" + label.in(Language::vi) + "»", "“" + label.in(Language::en) + "”");
  };
  std::string_view before;
  for (std::string_view rest = text; !rest.empty();) {
    const Token token = first_token(rest);
    rest.remove_prefix(token.written.size());
    const std::string_view as_is = token.kind == Token::Kind::blank ? " " : token.written;
    Date date;
    if (token.kind == Token::Kind::name) {
      std::size_t size = 0;
      const Name* name = find_name(as_is, size);
      const Said* word = find_said(as_is);
      if (name != nullptr && !name->label.empty()) {
        quote(name->label);
        const std::string_view part = as_is.substr(size);
        if (part == ".low")
          add(" (đầu)", " (first)");
        else if (part == ".high")
          add(" (cuối)", " (last)");
        else
          add(part, part);
      } else if (name == nullptr && word != nullptr) {
        add(word->vi, word->en);
      } else {
        add(as_is, as_is);
      }
    } else if (token.kind == Token::Kind::text && as_is.size() > 2) {
      const std::string_view inside = as_is.substr(1, as_is.size() - 2);
      const auto option = options_.find(inside);
      if (option != options_.end() && !option->second.empty())
        quote(option->second);
      else if (before == "@" && parse_date(inside, date))
        append(result, day(date));
      else
        add(as_is, as_is);
    } else if (token.kind == Token::Kind::number && as_is.size() < 19) {
      const std::int64_t number = std::stoll(std::string(as_is));
      add(grouped(number, Language::vi), grouped(number, Language::en));
    } else if (as_is != "@") {
      const Said* sign = find_said(as_is);
      add(sign == nullptr ? as_is : sign->vi, sign == nullptr ? as_is : sign->en);
    }
    before = token.written;
  }
  return result;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
