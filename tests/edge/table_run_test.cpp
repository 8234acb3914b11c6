// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/table_run.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "hotro/edge/answers.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/hotro.hpp"
#include "pieces.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

struct Law {
  RuleFiles files = open_rules("tests/cli/rules/demo/transport");
  RuleSet rules = load(files.sources, files.files).value();
  Program program = compile(rules).value();
};

const Law& law() {
  static const Law one;
  return one;
}

const TextFile enterprises{"E.csv", "enterprise_id,region\nE1,I\nE2,II\nE3,I\nE4,\n"};
const TextFile with_a_bad_one{"E.csv", enterprises.text + "E5,V\n"};
const std::string header =
    "dossier_id,enterprise_id,person_id,way,applied_on,income,distance,birth_date,student\n";

using Told =
    std::vector<std::tuple<std::string, std::uint64_t, std::string, std::string, std::string, std::string>>;

Told told(const std::vector<DataError>& errors) {
  Told result;
  for (const DataError& error : errors)
    result.emplace_back(error.file, error.row, error.column, error.value, error.code, error.expected.en);
  return result;
}

struct Outcome {
  bool opened = false, decided = false;
  std::string decisions;
  std::vector<DataError> errors, warnings;
  std::string totals;
  Text trouble;
};

Outcome run(ByteStream& applicants, const RunOptions& options, const TextFile& of = enterprises) {
  Outcome out;
  TableRun run(law().rules, law().program, options);
  RunSinks sinks;
  sinks.decisions = [&](std::string_view text) { return out.decisions += text, true; };
  sinks.error = [&](const DataError& error) { return out.errors.push_back(error), true; };
  sinks.warning = [&](const DataError& warning) { return out.warnings.push_back(warning), true; };
  out.opened = run.open(applicants, "A.csv", of, sinks);
  out.decided = out.opened && run.decide();
  out.totals = json_totals(law().program, run.report());
  out.trouble = run.trouble();
  return out;
}

Outcome run(std::string_view applicants, const RunOptions& options, const TextFile& of = enterprises) {
  TextStream stream(applicants);
  return run(stream, options, of);
}

template <class T>
const T& any(std::mt19937& random, const std::vector<T>& of) {
  return of[random() % of.size()];
}

/// Tables of few ids, so that many stand twice, and of cells of all kinds.
std::string random_table(std::mt19937& random) {
  const std::size_t rows = random() % 60;
  const std::size_t ids = 1 + random() % 200;
  const bool clean = random() % 3 == 0;
  std::string text = header;
  const auto id = [&](const std::string& letter) { return letter + std::to_string(random() % ids); };
  for (std::size_t i = 0; i < rows; ++i) {
    if (!clean && random() % 12 == 0) {
      text += any<std::string>(
          random, {"\n", "x\n", ",,,,,,,,\n", "\"open\n", "\"a\"b,c\n", "\xFF,,,,,,,,\n", "\r\n"});
      continue;
    }
    text += id("D") + ',' +
            any<std::string>(random, {"E1", "E2", "E3", "E4", clean ? "E1" : "E5", clean ? "" : "E9"});
    text += ',' + (random() % 2 == 0 ? id("P") : id("\"P ") + "\"");
    text += ',' + any<std::string>(random, {"bus", "bicycle", "", clean ? "bus" : "tram"});
    text +=
        ',' + any<std::string>(random, {"01/02/2023", "2023-06-30", "\"2024-01-01\"", "2023", "02/2023", ""});
    text +=
        ',' + any<std::string>(random, {"4160000", "\"4,160,001\"", "4.680.000", "", clean ? "1" : "1 tr"});
    text += ',' + any<std::string>(random, {"4", "5", "12", "", clean ? "7" : "nine"});
    text += ',' + any<std::string>(random, {"2005", "02/2005", "2005-02-01", "01/01/1990", ""});
    text += ',' + any<std::string>(random, {"x", "không", "", "\"yes\"", clean ? "1" : "maybe"});
    text += random() % 8 == 0 ? "\r\n" : "\n";
  }
  if (random() % 4 == 0) text.pop_back();
  return text;
}

/// Row by row, without a table.
std::string decided_alone(const Dossiers& dossiers) {
  Evaluator evaluator(law().program, 1);
  Facts facts(law().program);
  std::string out;
  for (std::size_t i = 0; i < dossiers.size(); ++i) {
    dossiers.fill(i, facts);
    const std::int32_t enterprise = dossiers.rows[i].enterprise;
    for (const Answer& answer : answers(law().program, evaluator.evaluate(facts))) {
      out += out.empty() ? "" : ",\n";
      out +=
          json_decision(law().program, dossiers.rows[i],
                        enterprise < 0 ? "" : dossiers.enterprise_ids[static_cast<std::size_t>(enterprise)],
                        answer, nullptr);
    }
  }
  return out;
}

}  // namespace

TEST_CASE(
    "a run gives the decisions and errors of its rows one by one, whatever its chunks, threads and memory") {
  std::mt19937 random(7785);
  for (int round = 0; round < 400; ++round) {
    const std::string text = random_table(random);
    INFO("round " << round << ": " << text);
    const Dossiers dossiers = read_dossiers(law().program, {"A.csv", text}, with_a_bad_one);
    RunOptions options;
    options.format = round % 2 == 0 ? DecisionFormat::json : DecisionFormat::csv;
    if (round % 5 == 0) options.reasons = Language::en;
    options.all = round % 7 == 0;
    const Outcome whole = run(text, options, with_a_bad_one);
    REQUIRE(whole.decided);
    CHECK(told(whole.errors) == told(dossiers.errors));
    if (round % 2 == 0 && !options.reasons && !options.all) CHECK(whole.decisions == decided_alone(dossiers));
    for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
      options.threads = threads;
      options.chunk_bytes = 1 + random() % (random() % 2 == 0 ? 100 : 1000);
      options.id_memory = random() % 3 == 0 ? std::size_t{52} << 20U : random() % 4'000;
      Pieces source(text, 1 + random() % 300, random() % 2 == 0);
      INFO(threads << " threads, chunks of " << options.chunk_bytes << ", " << options.id_memory
                   << " for ids");
      const Outcome out = run(source, options, with_a_bad_one);
      REQUIRE(out.decided);
      REQUIRE(out.decisions == whole.decisions);
      REQUIRE(told(out.errors) == told(whole.errors));
      REQUIRE(told(out.warnings) == told(whole.warnings));
      REQUIRE(out.totals == whole.totals);
    }
  }
}

TEST_CASE("an id that stands twice is found with its first row, however far apart the two are") {
  std::string text = header;
  const int rows = 50'000;
  for (int i = 0; i < rows; ++i) {
    const std::string id = std::to_string(i == rows - 1 ? 3 : i);
    text += "D" + id + ",E1,P" + std::to_string(i) + ",bus,01/02/2023,1,9,,\n";
  }
  for (const std::size_t memory : {0UL, 100'000UL, 52UL << 20U}) {
    for (const bool seekable : {true, false}) {
      for (const std::size_t threads : {1U, 2U}) {
        RunOptions options;
        options.threads = threads;
        options.chunk_bytes = 20'000;
        options.id_memory = memory;
        Pieces source(text, 1 << 16U, seekable);
        const Outcome out = run(source, options);
        INFO(memory << " bytes for ids");
        REQUIRE(out.decided);
        REQUIRE(out.errors.size() == 1);
        CHECK(out.errors[0].row == rows + 1);
        CHECK(out.errors[0].code == "duplicate_dossier");
        CHECK(out.errors[0].expected.en == "an id of its own; row 5 has this one");
      }
    }
  }
}

TEST_CASE("a table that is another when it is read again is not taken for decided") {
  std::string text = header;
  for (int i = 0; i < 2'000; ++i)
    text += "D" + std::to_string(10'000 + i) + ",E1,P" + std::to_string(i) + ",bus,01/02/2023,1,9,,\n";
  std::string other = text;
  other[other.rfind("D1") + 4] = 'x';
  RunOptions options;
  options.chunk_bytes = 4'000;
  options.id_memory = 0;
  Pieces source(text, 1 << 16U, true, other);
  const Outcome out = run(source, options);
  CHECK(out.opened);
  CHECK_FALSE(out.decided);
  CHECK(out.trouble.en == "the file changed while it was read: what was decided cannot be used");
}

TEST_CASE("without a folder for temporary files, a table whose ids do not fit into memory is refused") {
  std::string text = header;
  for (int i = 0; i < 2'000; ++i)
    text += "D" + std::to_string(i) + ",E1,P" + std::to_string(i) + ",bus,01/02/2023,1,9,,\n";
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "no/such/folder", 1);
  for (const bool seekable : {true, false}) {
    RunOptions options;
    options.chunk_bytes = 4'000;
    options.id_memory = 0;
    Pieces source(text, 1 << 16U, seekable);
    const Outcome out = run(source, options);
    CHECK(out.opened);
    CHECK_FALSE(out.decided);
    CHECK_FALSE(out.trouble.en.empty());
  }
  if (before == nullptr)
    ::unsetenv("TMPDIR");
  else
    ::setenv("TMPDIR", kept.c_str(), 1);
}

TEST_CASE("a sink that takes no more ends the run") {
  std::string text = header;
  for (int i = 0; i < 20'000; ++i)
    text += "D" + std::to_string(i) + ",E1,P" + std::to_string(i) + ",bus,01/02/2023,1,9,,\n";
  for (const std::size_t threads : {1U, 4U}) {
    RunOptions options;
    options.threads = threads;
    options.chunk_bytes = 1'000;
    TableRun run(law().rules, law().program, options);
    TextStream stream(text);
    int pieces = 0;
    RunSinks sinks;
    sinks.decisions = [&](std::string_view) { return ++pieces < 3; };
    REQUIRE(run.open(stream, "A.csv", enterprises, sinks));
    CHECK_FALSE(run.decide());
    CHECK(pieces == 3);
    CHECK(run.report().rows_read < 20'000);
  }
}

TEST_CASE("what a sink throws comes out of the run") {
  const std::string text = header + "D1,E1,P1,bus,01/02/2023,1,9,,\n";
  RunOptions options;
  options.threads = 3;
  TableRun run(law().rules, law().program, options);
  TextStream stream(text);
  RunSinks sinks;
  sinks.decisions = [](std::string_view piece) -> bool {
    if (piece.starts_with("D1")) throw std::runtime_error("the disk is full");
    return true;
  };
  REQUIRE(run.open(stream, "A.csv", enterprises, sinks));
  CHECK_THROWS_WITH(run.decide(), "the disk is full");
}

TEST_CASE("a year or a month leaves an answer open only where its days are answered differently") {
  // Young is who has not had the eighteenth birthday on the day of the application.
  const auto outcome = [](const std::string& birth, const std::string& applied) {
    RunOptions options;
    options.format = DecisionFormat::json;
    const Outcome out = run(header + "D1,E1,P1,bicycle," + applied + ",,," + birth + ",\n", options);
    REQUIRE(out.errors.empty());
    return out.decisions;
  };
  std::size_t open = 0;
  for (const std::string applied : {"01/01/2023", "15/03/2023", "31/12/2023", "2023", "04/2023"}) {
    for (int year = 2003; year <= 2007; ++year) {
      std::vector<std::pair<std::string, std::vector<std::string>>> spans;  // and days within
      std::pair<std::string, std::vector<std::string>> whole{std::to_string(year), {}};
      for (int month = 1; month <= 12; ++month) {
        const std::string two = (month < 10 ? "0" : "") + std::to_string(month);
        spans.push_back({two + "/" + whole.first, {}});
        for (const std::string day : {"01", "14", "15", "16", "28"}) {
          spans.back().second.push_back(day + "/" + two + "/" + whole.first);
          whole.second.push_back(spans.back().second.back());
        }
        if (month == 12) spans.back().second.push_back("31/12/" + whole.first);
      }
      whole.second.push_back("31/12/" + whole.first);
      spans.push_back(whole);
      for (const auto& [span, days] : spans) {
        const std::string answer = outcome(span, applied);
        bool same = true;
        for (const std::string& day : days) same = same && outcome(day, applied) == outcome(days[0], applied);
        INFO("born in " << span << ", applied " << applied << ": " << answer);
        if (same)
          CHECK(answer == outcome(days[0], applied));
        else
          CHECK(answer.find("\"undetermined\"") != std::string::npos);
        open += same ? 0U : 1U;
      }
    }
  }
  CHECK(open >= 4);
}

TEST_CASE("enterprises with too many errors end the run before it decides") {
  std::string many = "enterprise_id,region\n";
  for (std::size_t i = 0; i <= most_data_errors; ++i) many += "x\n";
  TableRun run(law().rules, law().program, {});
  TextStream stream(header);
  std::vector<std::string> codes;
  RunSinks sinks;
  sinks.error = [&](const DataError& error) { return codes.push_back(error.code), true; };
  CHECK_FALSE(run.open(stream, "A.csv", {"E.csv", many}, sinks));
  REQUIRE(codes.size() == most_data_errors + 1);
  CHECK(codes.back() == "too_large");
}

#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
namespace {

/// In bytes.
std::size_t most_memory() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) << 10U;
  }
  return 0;
}

/// A table without end to it that anybody keeps, of rows by their numbers.
class Rows final : public ByteStream {
 public:
  Rows(std::size_t rows, std::string (*row)(std::size_t)) : rows_(rows), row_(row) {}
  std::size_t read(char* to, std::size_t room) override {
    while (text_.size() < room && next_ < rows_) text_ += row_(next_++);
    const std::size_t count = std::min(room, text_.size());
    std::copy_n(text_.data(), count, to);
    text_.erase(0, count);
    return count;
  }
  bool seek(std::uint64_t /*byte*/) override { return false; }

 private:
  std::size_t rows_;
  std::string (*row_)(std::size_t);
  std::string text_ = header;
  std::size_t next_ = 0;
};

}  // namespace

TEST_CASE("three million rows, right or wrong, take no more than 96 MiB", "[.long]") {
  const std::size_t before = most_memory();
  for (std::string (*row)(std::size_t) : {
           +[](std::size_t) { return std::string("x\n"); },
           +[](std::size_t) { return std::string("a,b,c,d,e,f,g,h,i\n"); },
           +[](std::size_t i) {
             const std::string id = std::to_string(i);
             return "D" + id + ",E1,P" + id + ",bus,01/02/2023,4160000,12,01/01/1990,no\n";
           },
       }) {
    RunOptions options;
    options.threads = 2;
    TableRun run(law().rules, law().program, options);
    Rows rows(3'000'000, row);
    std::size_t bytes = 0;
    RunSinks sinks;
    sinks.decisions = [&](std::string_view text) { return bytes += text.size(), true; };
    REQUIRE(run.open(rows, "A.csv", enterprises, sinks));
    REQUIRE(run.decide());
    CHECK(run.report().rows_read == 3'000'000);
    CHECK(most_memory() - before < std::size_t{96} << 20U);
  }
}
#endif
