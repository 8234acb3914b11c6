// SPDX-License-Identifier: Apache-2.0
// What we write is read by a parser that others wrote.
#include "hotro/edge/junit.hpp"

#include <expat.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace hotro::edge;

namespace {

/// `tag name=value …` for each element, and the texts.
struct Read {
  std::vector<std::string> tags;
  std::string text;
  bool well_formed = false;

  explicit Read(const std::string& xml) {
    XML_Parser parser = XML_ParserCreate(nullptr);
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const char* tag, const char** attributes) {
          std::string line = tag;
          for (; *attributes != nullptr; attributes += 2)
            line += std::string(" ") + attributes[0] + "=" + attributes[1];
          static_cast<Read*>(self)->tags.push_back(line);
        },
        [](void* /*self*/, const char* /*tag*/) {});
    XML_SetCharacterDataHandler(parser, [](void* self, const char* piece, int length) {
      static_cast<Read*>(self)->text.append(piece, static_cast<std::size_t>(length));
    });
    well_formed = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
  }
};

}  // namespace

TEST_CASE("results for a server are XML with a suite for each rule set and a test for each case") {
  const Read read(junit_xml({{"vn.bus",
                              {{"coverage", "3 of 4"}},
                              {{"one đồng more", "cases.yaml", 4, true, false, "", ""},
                               {"too far", "cases.yaml", 9, false, false, "expected yes, got no", "why"}}},
                             {"vn.train", {}, {{"vn.train", "", 0, false, true, "does not load", ""}}}}));
  REQUIRE(read.well_formed);
  CHECK(read.tags == std::vector<std::string>{
                         "testsuites name=hotro tests=3 failures=1 errors=1",
                         "testsuite name=vn.bus tests=2 failures=1 errors=0",
                         "properties",
                         "property name=coverage value=3 of 4",
                         "testcase name=one đồng more classname=vn.bus file=cases.yaml line=4",
                         "testcase name=too far classname=vn.bus file=cases.yaml line=9",
                         "failure message=expected yes, got no",
                         "testsuite name=vn.train tests=1 failures=0 errors=1",
                         "testcase name=vn.train classname=vn.train",
                         "error message=does not load",
                     });
}

TEST_CASE("no text becomes markup, and none breaks the document") {
  const std::string nasty =
      "a < b && c > \"d\" ]]> 'e'\n\tf\x01\x1B[31m \xEF\xBF\xBF"
      "g";
  const Read read(junit_xml({{nasty, {{nasty, nasty}}, {{nasty, nasty, 1, false, false, nasty, nasty}}}}));
  REQUIRE(read.well_formed);
  CHECK(read.text.find("a < b && c > \"d\" ]]> 'e'\n\tf[31m g") != std::string::npos);
  CHECK(read.tags.size() == 6);
}

TEST_CASE("no rule sets are a document too") { CHECK(Read(junit_xml({})).well_formed); }
