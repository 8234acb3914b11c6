// SPDX-License-Identifier: Apache-2.0
// What reading the same files as YAML costs alone. By default yaml-cpp's events, each of them dropped;
// `nodes`: its tree.

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

#include "../rules.hpp"

namespace {

class Dropped final : public YAML::EventHandler {
 public:
  std::size_t size = 0;
  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override { ++size; }
  void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override { ++size; }
  void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& value) override {
    size += value.size();
  }
  void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {}
  void OnMapEnd() override {}
};

class YamlCpp {
 public:
  explicit YamlCpp(contender::Columns& columns) : nodes_(columns.option("nodes")) {
    const hotro::edge::RuleFiles files = hotro::edge::open_rules(HOTRO_PROJECT "/rules/vn/vgcl-6696");
    for (const std::uint32_t file : files.files) texts_.emplace_back(files.sources.text(file));
  }
  void run(std::size_t first, std::size_t last) {
    for (; first < last; ++first) {
      for (const std::string& text : texts_) {
        if (nodes_) {
          size_ += YAML::Load(text).size();
          continue;
        }
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        Dropped events;
        while (parser.HandleNextDocument(events)) {
        }
        size_ += events.size;
      }
    }
  }
  void write(contender::Answers& /*answers*/, std::size_t /*rows*/) {}

 private:
  bool nodes_;
  std::vector<std::string> texts_;
  std::size_t size_ = 0;
};

}  // namespace

int main(int count, char** words) { return contender::serve<YamlCpp>(count, words); }
