// SPDX-License-Identifier: Apache-2.0
// Documents as Markdown (CommonMark, tables as GitHub has them), in one language.

#include <algorithm>

#include "hotro/edge/document.hpp"
#include "markup.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// A text on one line in which nothing is markup, also where a line or a list item begins with it.
std::string plain(std::string_view text) {
  const std::string line = one_line(text);
  std::string out;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool begins = i == 0 && (c == '-' || c == '+' || c == '=' || c == ':');
    const bool last = i + 1 == line.size() || line[i + 1] == ' ';
    const bool numbers = i == digits && digits != 0 && last && (c == '.' || c == ')');
    const bool inside = c == '_' && i > 0 && !last && in_word(line[i - 1]) && in_word(line[i + 1]);
    // Addresses and mails become links by themselves in some dialects.
    const bool address =
        (c == ':' && line.compare(i, 3, "://") == 0) ||
        (c == '.' && i >= 3 && (line.compare(i - 3, 3, "www") == 0 || line.compare(i - 3, 3, "WWW") == 0));
    const bool sign = std::string_view("\\`*_[]<>&|~#@!$").find(c) != std::string_view::npos;
    if (begins || numbers || address || (sign && !inside)) out += '\\';
    out += c;
  }
  return out;
}

/// A span of code with a fence that is longer than any within.
std::string code_span(const std::string& text, bool in_table) {
  std::size_t longest = 0;
  std::size_t run = 0;
  std::string inside;
  for (const char c : one_line(text)) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
    if (c == '|' && in_table) inside += '\\';
    inside += c;
  }
  const std::string fence(longest + 1, '`');
  const bool padded = longest != 0;
  return fence + (padded ? " " : "") + inside + (padded ? " " : "") + fence;
}

bool is_address(const Piece& piece) {
  const std::string& to = piece.target;
  return (to.starts_with("https://") || to.starts_with("http://")) && one_line(to) == to &&
         to.find_first_of(" <>\\") == std::string::npos;
}

class MarkdownPage {
 public:
  explicit MarkdownPage(Language language) : language_(language) {}

  std::string run(const Document& document) {
    out_ = "# " + text(document.title) + "\n\n" + code_span(document.id, false) + "\n";
    for (const DocumentSection& one : document.sections) section(one, 2);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string text(const Text& text) const { return plain(text.in(language_)); }

  [[nodiscard]] std::string phrase(const Phrase& pieces, bool in_table = false) const {
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const Piece& piece = pieces[i];
      const std::string said = text(piece.text);
      if (said.empty()) continue;
      const bool stop = said == "," || said == ";";
      if (!out.empty() && !stop) out += ' ';
      switch (piece.kind) {
        case Piece::Kind::words: out += is_address(piece) ? "<" + piece.target + ">" : said; break;
        case Piece::Kind::strong: out += "**" + said + "**"; break;
        case Piece::Kind::soft: out += "(" + said + ")"; break;
        case Piece::Kind::reason: out += "– *" + said + "*"; break;
        case Piece::Kind::spoken: out += "→ " + said; break;
        case Piece::Kind::mark: out += mark(piece); break;
        case Piece::Kind::code: {
          std::string all = piece.text.in(language_);
          while (i + 1 < pieces.size() && pieces[i + 1].kind == piece.kind)
            all += pieces[++i].text.in(language_);
          out += code_span(all, in_table);
          break;
        }
        case Piece::Kind::citation: {
          out += "\\[" + said;
          while (i + 1 < pieces.size() && pieces[i + 1].kind == piece.kind)
            out += "; " + text(pieces[++i].text);
          out += "\\]";
          break;
        }
      }
    }
    return out;
  }
  [[nodiscard]] std::string mark(const Piece& piece) const {
    constexpr std::string_view signs[] = {"●", "◐", "◔", "○"};
    const std::string sign(signs[static_cast<std::size_t>(piece.sureness)]);
    const bool silent = piece.sureness == Sureness::text && piece.target != "legend";
    return silent ? sign : sign + " " + text(piece.text);
  }

  void section(const DocumentSection& one, std::size_t level) {
    out_ += "\n" + std::string(level, '#') + " " + text(one.title) + "\n";
    for (const DocumentBlock& block : one.blocks) {
      if (std::holds_alternative<TimeLine>(block)) continue;  // the table behind it says the same
      out_ += '\n';
      if (const auto* phrase_of = std::get_if<Phrase>(&block)) out_ += phrase(*phrase_of) + "\n";
      if (const auto* items = std::get_if<std::vector<DocumentItem>>(&block)) list(*items, 0);
      if (const auto* table_of = std::get_if<DocumentTable>(&block)) table(*table_of);
    }
    for (const DocumentSection& part : one.parts) section(part, level + 1);
  }
  void list(const std::vector<DocumentItem>& items, std::size_t depth) {
    for (const DocumentItem& item : items) {
      out_ += std::string(2 * depth, ' ') + "- " + phrase(item.phrase) + "\n";
      list(item.parts, depth + 1);
    }
  }
  void row(const std::vector<Phrase>& cells) {
    for (const Phrase& cell : cells) out_ += "| " + phrase(cell, true) + " ";
    out_ += "|\n";
  }
  void table(const DocumentTable& table) {
    row(table.heads);
    for (std::size_t i = 0; i < table.heads.size(); ++i) out_ += "|---";
    out_ += "|\n";
    for (const std::vector<Phrase>& cells : table.rows) row(cells);
  }

  Language language_;
  std::string out_;
};

}  // namespace

std::string document_markdown(const Document& document, Language language) {
  return MarkdownPage(language).run(document);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
