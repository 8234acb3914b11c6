// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// For a text or an attribute in quotes; of control characters XML 1.0 knows tab and line ends only.
std::string escaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else if (c == '\n')
      result += "&#10;";
    else if (c == '\t')
      result += "&#9;";
    else if (byte < 0x20)
      continue;
    else if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")
      i += 2;
    else
      result += c;
  }
  return result;
}

std::size_t count(const JunitSuite& suite, bool error) {
  return static_cast<std::size_t>(
      std::count_if(suite.cases.begin(), suite.cases.end(),
                    [&](const JunitCase& one) { return !one.passed && one.error == error; }));
}

std::string case_xml(const JunitSuite& suite, const JunitCase& one) {
  std::string out =
      fmt::format("    <testcase name=\"{}\" classname=\"{}\"", escaped(one.name), escaped(suite.name));
  if (!one.file.empty()) out += fmt::format(" file=\"{}\"", escaped(one.file));
  if (one.line != 0) out += fmt::format(" line=\"{}\"", one.line);
  if (one.passed) return out + "/>\n";
  const std::string_view tag = one.error ? "error" : "failure";
  return out + fmt::format(">\n      <{0} message=\"{1}\">{2}</{0}>\n    </testcase>\n", tag,
                           escaped(one.message), escaped(one.text));
}

}  // namespace

std::string junit_xml(const std::vector<JunitSuite>& suites) {
  std::string body;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  for (const JunitSuite& suite : suites) {
    tests += suite.cases.size();
    failures += count(suite, false);
    errors += count(suite, true);
    body += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
                        escaped(suite.name), suite.cases.size(), count(suite, false), count(suite, true));
    if (!suite.properties.empty()) {
      body += "    <properties>\n";
      for (const auto& [name, value] : suite.properties)
        body += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", escaped(name), escaped(value));
      body += "    </properties>\n";
    }
    for (const JunitCase& one : suite.cases) body += case_xml(suite, one);
    body += "  </testsuite>\n";
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"hotro\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}</testsuites>\n",
      tests, failures, errors, body);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
