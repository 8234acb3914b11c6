// SPDX-License-Identifier: Apache-2.0
#include "hotro/source.hpp"

#include <catch2/catch.hpp>

#include "hotro/diagnostic.hpp"
#include "hotro/yaml.hpp"

using namespace hotro;

static_assert(std::is_trivially_copyable_v<Span> && sizeof(Span) == 12);

namespace {

struct At {
  std::uint32_t line, column;
  friend bool operator==(At a, At b) { return a.line == b.line && a.column == b.column; }
};

At place(const Sources& sources, std::uint32_t offset) {
  const Place place = sources.place({0, offset, offset});
  return {place.line, place.column};
}

}  // namespace

TEST_CASE("sources get ids in their order and keep names and texts", "[source]") {
  Sources sources;
  CHECK(sources.size() == 0);
  CHECK(sources.add("a.yaml", "x") == 0);
  CHECK(sources.add("b.yaml", "yz") == 1);
  CHECK(sources.size() == 2);
  CHECK(sources.name(1) == "b.yaml");
  CHECK(sources.text(0) == "x");
  CHECK(sources.slice({1, 1, 2}) == "z");
}

TEST_CASE("columns count code points, also of decomposed letters", "[source]") {
  Sources sources;
  sources.add("a.yaml", "\u1EE3 = b\no\xCC\x9B\xCC\xA3 = b\n");  // o, horn, dot below
  CHECK(place(sources, 0) == At{1, 1});
  CHECK(place(sources, 3) == At{1, 2});
  CHECK(place(sources, 6) == At{1, 5});
  CHECK(place(sources, 8) == At{2, 1});
  CHECK(place(sources, 13) == At{2, 4});  // behind three code points
  CHECK(place(sources, 1) == At{1, 2});   // inside of a letter
}

TEST_CASE("lines end at line feeds, with or without a carriage return, and at the end", "[source]") {
  Sources sources;
  sources.add("a.yaml", "ab\r\ncd\n\nef");
  CHECK(sources.line(0, 0).text == "ab");
  CHECK(sources.line(0, 3).text == "ab");
  CHECK(sources.line(0, 4).text == "cd");
  CHECK(sources.line(0, 4).begin == 4);
  CHECK(sources.line(0, 7).text.empty());
  CHECK(sources.line(0, 8).text == "ef");
  CHECK(sources.line(0, 10).text == "ef");
  CHECK(place(sources, 5) == At{2, 2});
  CHECK(place(sources, 10) == At{4, 3});
  CHECK(place(sources, 1000) == At{4, 3});
}

TEST_CASE("a byte order mark is removed and no offset counts it", "[source]") {
  Sources sources;
  sources.add("a.yaml", "\xEF\xBB\xBFx: y");
  CHECK(sources.text(0) == "x: y");
  CHECK(place(sources, 3) == At{1, 4});
  sources.add("b.yaml", "\xEF\xBB");
  CHECK(sources.text(1).size() == 2);
}

TEST_CASE("a span beyond its text, or of no source, is harmless", "[source]") {
  Sources sources;
  CHECK(sources.slice({0, 0, 5}).empty());
  CHECK(sources.place({3, 7, 9}).line == 1);
  CHECK(sources.line(2, 4).text.empty());
  sources.add("a.yaml", "abc");
  CHECK(sources.slice({0, 1, 100}) == "bc");
  CHECK(sources.slice({0, 3, 1}).empty());
  CHECK(sources.slice({0, 50, 100}).empty());
  sources.add("empty.yaml", "");
  CHECK(sources.line(1, 0).text.empty());
  CHECK(sources.place({1, 0, 0}).column == 1);
}
