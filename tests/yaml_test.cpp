// SPDX-License-Identifier: Apache-2.0
#include "hotro/yaml.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

using namespace hotro;

namespace {

struct File {
  Sources sources;
  Diagnostics diagnostics;
  yaml::Document document;
  std::vector<Diagnostic> errors;
  explicit File(std::string text, std::string name = "rules.yaml") {
    document = yaml::parse(sources, sources.add(std::move(name), std::move(text)), diagnostics);
    errors = diagnostics.take();
  }
  [[nodiscard]] std::string codes() const {
    std::string all;
    for (const Diagnostic& error : errors) all.append(all.empty() ? "" : " ").append(code_text(error.code));
    return all;
  }
  [[nodiscard]] std::string words(const yaml::Node& node) const {
    return std::string(sources.slice(node.span));
  }
};

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Compares with a file, or writes it with HOTRO_APPROVE=1.
void check_against(const std::filesystem::path& path, const std::string& text) {
  if (std::getenv("HOTRO_APPROVE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  INFO(path);
  CHECK(contents(path) == text);
}

std::vector<std::filesystem::path> samples() {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::directory_iterator("tests/yaml")) {
    if (entry.path().extension() == ".yaml") all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string repeat(const std::string& piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

/// The source with `#id>` before every node and `<id#` behind it.
std::string marked(const File& file) {
  struct Mark {
    std::uint32_t at;
    bool closes;
    std::uint32_t node;
  };
  std::vector<Mark> marks;
  std::vector<std::uint32_t> open{0};
  while (!open.empty()) {  // only what the tree reaches
    const std::uint32_t id = open.back();
    open.pop_back();
    const yaml::Node& node = file.document[id];
    marks.push_back({node.span.begin, false, id});
    marks.push_back({node.span.end, true, id});
    for (const std::uint32_t child : node.children) open.push_back(child);
  }
  // At one place inner nodes close first, then outer ones, then the next ones open from outside in.
  std::sort(marks.begin(), marks.end(), [&](const Mark& a, const Mark& b) {
    if (a.at != b.at) return a.at < b.at;
    if (a.node == b.node) return !a.closes && b.closes;
    const bool empty_a = file.document[a.node].span.begin == file.document[a.node].span.end;
    const bool empty_b = file.document[b.node].span.begin == file.document[b.node].span.end;
    if (!empty_a && !empty_b && a.closes != b.closes) return a.closes;
    return a.closes && b.closes ? a.node > b.node : a.node < b.node;
  });
  std::string out;
  std::uint32_t at = 0;
  const std::string_view text = file.sources.text(0);
  for (const Mark& mark : marks) {
    out.append(text.substr(at, mark.at - at));
    out += mark.closes ? "<" + std::to_string(mark.node) + "#" : "#" + std::to_string(mark.node) + ">";
    at = mark.at;
  }
  out.append(text.substr(at)).append("\n");
  for (std::uint32_t id = 0; id < file.document.nodes.size(); ++id) {
    const yaml::Node& node = file.document[id];
    if (node.kind != yaml::Kind::scalar || node.text == file.words(node)) continue;
    out.append(std::to_string(id)).append(": ");
    for (const char byte : node.text) out += byte == '\n' ? std::string("\\n") : std::string(1, byte);
    out += '\n';
  }
  return out;
}

/// What must hold of every document, also of a broken one.
void check_sound(const File& file) {
  const auto size = static_cast<std::uint32_t>(file.sources.text(0).size());
  const std::vector<yaml::Node>& nodes = file.document.nodes;
  REQUIRE_FALSE(nodes.empty());
  for (std::uint32_t id = 0; id < nodes.size(); ++id) {
    const yaml::Node& node = nodes[id];
    REQUIRE(node.span.begin <= node.span.end);
    REQUIRE(node.span.end <= size);
    REQUIRE((node.offsets.empty() || node.offsets.size() == node.text.size()));
    if (node.kind == yaml::Kind::mapping) REQUIRE(node.children.size() % 2 == 0);
    if (node.kind == yaml::Kind::scalar) REQUIRE(node.children.empty());
    for (const std::uint32_t child : node.children) {
      REQUIRE(child > id);
      REQUIRE(child < nodes.size());
      REQUIRE(node.span.begin <= nodes[child].span.begin);
      REQUIRE(nodes[child].span.end <= node.span.end);
    }
    const auto length = static_cast<std::uint32_t>(node.text.size());
    for (std::uint32_t at = 0; at < length; ++at) {
      const Span span = node.within(at, at + 1);
      REQUIRE(node.span.begin <= span.begin);
      REQUIRE(span.begin <= span.end);
      REQUIRE(span.end <= size);
    }
  }
  for (const Diagnostic& error : file.errors) {
    REQUIRE(error.span.begin <= error.span.end);
    REQUIRE(error.span.end <= size);
    REQUIRE_FALSE(render(error, file.sources).empty());
  }
}

}  // namespace

TEST_CASE("every node has its place, and every broken file its errors", "[yaml]") {
  for (const std::filesystem::path& path : samples()) {
    INFO(path);
    const File file(contents(path), path.filename().string());
    check_sound(file);
    std::filesystem::path expected = path;
    expected.replace_extension(file.errors.empty() ? ".marked" : ".errors");
    check_against(expected, file.errors.empty() ? marked(file) : render(file.errors, file.sources));
  }
}

TEST_CASE("scalars are text until their key says what they are", "[yaml]") {
  const File file("a: no\nb: 1.10\nc: 2023-01-16\nd: 1_000\ne: ~\nf:\ng: \"\"\n");
  REQUIRE(file.errors.empty());
  const yaml::Node& root = file.document.root();
  const auto text = [&](std::string_view key) { return file.document.find(root, key)->text; };
  CHECK(text("a") == "no");
  CHECK(text("b") == "1.10");
  CHECK(text("c") == "2023-01-16");
  CHECK(text("d") == "1_000");
  CHECK(text("e") == "~");
  CHECK(text("f").empty());
  CHECK(file.document.find(root, "f")->quoting == yaml::Quoting::plain);
  CHECK(file.document.find(root, "g")->quoting == yaml::Quoting::quoted);
  CHECK(file.document.find(root, "h") == nullptr);
  CHECK(file.document.find(*file.document.find(root, "a"), "h") == nullptr);
}

TEST_CASE("nodes know how they are written", "[yaml]") {
  const File file("a: {b: [c, 'd']}\ne: |\n  f\ng: >\n  h\ni: [x: y]\n");
  REQUIRE(file.errors.empty());
  const auto find = [&](const yaml::Node& node, std::string_view key) {
    return *file.document.find(node, key);
  };
  const yaml::Node a = find(file.document.root(), "a");
  CHECK(a.flow);
  const yaml::Node b = find(a, "b");
  CHECK(b.flow);
  CHECK(file.document[b.children[0]].flow);
  CHECK(file.document[b.children[1]].quoting == yaml::Quoting::quoted);
  const yaml::Node e = find(file.document.root(), "e");
  CHECK_FALSE(e.flow);
  CHECK(e.quoting == yaml::Quoting::block);
  CHECK(find(file.document.root(), "g").quoting == yaml::Quoting::block);
  CHECK(file.document[find(file.document.root(), "i").children[0]].kind == yaml::Kind::mapping);
}

TEST_CASE("a document without content is an empty mapping", "[yaml]") {
  for (const char* text : {"", "\n", "# nothing\n", "---\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF# x\r\n"}) {
    const File file(text);
    INFO(text);
    CHECK(file.errors.empty());
    CHECK(file.document.root().kind == yaml::Kind::mapping);
    CHECK(file.document.root().children.empty());
  }
  CHECK(File("x\n").document.root().kind == yaml::Kind::scalar);
  CHECK(File("- x\n").document.root().kind == yaml::Kind::sequence);
}

TEST_CASE("a byte order mark moves no place", "[yaml]") {
  const File with("\xEF\xBB\xBF# Điều\nkhóa: \"giá trị\"\n");
  const File without("# Điều\nkhóa: \"giá trị\"\n");
  REQUIRE(with.errors.empty());
  CHECK(marked(with) == marked(without));
}

TEST_CASE("bytes of a text are found in the file", "[yaml]") {
  const auto within = [](const std::string& text, const std::string& part) {
    const File file("k: " + text + "\n");
    REQUIRE(file.errors.empty());
    const yaml::Node& node = *file.document.find(file.document.root(), "k");
    const std::size_t at = node.text.find(part);
    REQUIRE(at != std::string::npos);
    const auto begin = static_cast<std::uint32_t>(at);
    return std::string(
        file.sources.slice(node.within(begin, begin + static_cast<std::uint32_t>(part.size()))));
  };
  CHECK(within("một hai", "hai") == "hai");
  CHECK(within("\"một hai\"", "hai") == "hai");
  CHECK(within("'it''s hai'", "hai") == "hai");
  CHECK(within("'it''s hai'", "it's") == "it''s");
  CHECK(within("'it'''", "'") == "''");
  CHECK(within("\"a \\\"b\\\" c\"", "\"b\"") == "\\\"b\\\"");
  CHECK(within("\"a \\\"b\\\" c\"", "c") == "c");
  CHECK(within("\"\\u0110i\"", "Đ") == "\\u0110");
  CHECK(within("\"x \\u0110\"", "Đ") == "\\u0110");
  CHECK(within("\"ab\\\n   cd\"", "ab") == "ab");
  CHECK(within("\"ab\\\n   cd\"", "bc") == "b\\\n   c");
  CHECK(within("ab\n  cd", "cd") == "cd");
  CHECK(within("ab   \n\n  cd", "ab") == "ab");
  CHECK(within("|\n  một\n    hai\n", "hai") == "hai");
  CHECK(within(">\n  một\n  hai\n\n  ba\n", "hai\nba") == "hai\n\n  ba");
  const File file("k: \"\"\n");
  CHECK(file.document.find(file.document.root(), "k")->within(0, 0).begin == 4);
}

TEST_CASE("collections nest 64 deep and not deeper", "[yaml]") {
  CHECK(File(repeat("[", 64) + repeat("]", 64)).errors.empty());
  CHECK(File(repeat("[", 65) + repeat("]", 65)).codes() == "E0104");
  CHECK(File(repeat("- ", 64) + "a").errors.empty());
  CHECK(File(repeat("- ", 65) + "a").codes() == "E0104");
  CHECK(File(repeat("{a: ", 64) + "b" + repeat("}", 64)).errors.empty());
  CHECK(File(repeat("{a: ", 65) + "b" + repeat("}", 65)).codes() == "E0104");
  // What would take yaml-cpp's stack, and much time, is cut off at the same depth.
  for (const char* piece : {"[", "{", "- ", "? ", "[{", "{a: ", "[[\n", "{? ", "- ? "}) {
    INFO(piece);
    const File file(repeat(piece, 200'000));
    CHECK(file.errors.size() == 1);
    check_sound(file);
  }
  // Closing brackets, and brackets in text, are not depth.
  CHECK(File("a: [" + repeat("[], ", 1000) + "[]]\nb: '" + repeat("[", 1000) + "'\n").errors.empty());
}

TEST_CASE("a key that stands a thousand times is reported a few times", "[yaml]") {
  const File file(repeat("a: 1\n", 1000));
  CHECK(file.errors.size() == 20);
  CHECK(file.document.root().children.size() == 2);
}

TEST_CASE("a text of nothing but errors is not read to its end", "[yaml]") {
  for (const char* piece : {"{a, a}, ", "!x y, ", "[a]: b, ", "&a b, "}) {
    const File file("[" + repeat(piece, 2000) + "]");
    INFO(piece);
    CHECK(file.errors.size() >= 100);
    CHECK(file.errors.size() <= 102);
    check_sound(file);
  }
}

TEST_CASE("a long line is read and shown quickly", "[yaml]") {
  const File file("[" + repeat("{a, a}, ", 500) + repeat(" ", 4'000'000) + "\"" + repeat(" ", 4'000'000) +
                  "x\"]");
  CHECK(file.errors.size() == 101);
  CHECK(render(file.errors, file.sources).size() < 100'000);
}

TEST_CASE("no text, however broken, crashes or leaves an unsound tree", "[yaml]") {
  std::vector<std::string> seeds;
  for (const std::filesystem::path& path : samples()) seeds.push_back(contents(path));
  const std::vector<std::string> pieces = {
      "\"",           "'",     "[",     "]",           "{",    "}",  ":",  "- ",    "? ",   "|",
      ">-\n",         "&a ",   "*a",    "!",           "!!x ", "\t", "\n", "\r\n",  "\r",   "\xC3",
      "\xEF\xBB\xBF", "---\n", "...\n", "%YAML 1.2\n", "#",    ", ", "\\", "\\u12", "<<: ", "~",
      "null",         "  ",    "ợ"};
  std::mt19937 random(20230116);
  const auto below = [&random](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  for (int round = 0; round < 4000; ++round) {
    std::string text = seeds[below(seeds.size())];
    for (std::size_t change = below(4); change <= 4; ++change) {
      const std::size_t at = below(text.size() + 1);
      switch (below(5)) {
        case 0:
        case 1: text.insert(at, pieces[below(pieces.size())]); break;
        case 2: text.erase(at, below(8)); break;
        case 3: text.resize(at); break;
        default: text.insert(at, seeds[below(seeds.size())].substr(0, 40)); break;
      }
    }
    INFO(text);
    check_sound(File(text));
  }
}
