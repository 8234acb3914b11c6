// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>
#include <system_error>

#include "hotro/diagnostic.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/limits.hpp"
#include "hotro/yaml.hpp"
#include "trouble.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

namespace fs = std::filesystem;

bool is_yaml(const fs::path& path) { return path.extension() == ".yaml" || path.extension() == ".yml"; }

/// Not what stands beside the rules and is about them.
bool is_rules(const fs::path& path) {
  const fs::path name = path.filename();
  return is_yaml(path) && name != "cases.yaml" && name != "phases.yaml" && name != "population.yaml";
}

/// The entries of a folder by name.
std::vector<fs::path> entries(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> found;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    found.push_back(it->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// The YAML files of a rule set's folder: rules.yaml first, so that a folder reads as it was written.
std::vector<fs::path> rules_in(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> found;
  for (const fs::path& entry : entries(folder, error)) {
    std::error_code ignored;
    if (is_rules(entry) && fs::is_regular_file(entry, ignored)) found.push_back(entry);
  }
  std::stable_partition(found.begin(), found.end(),
                        [](const fs::path& path) { return path.stem() == "rules"; });
  return found;
}

/// `vn.vgcl-6696` as a folder: vn/vgcl-6696.
fs::path folder_of(std::string_view id) {
  std::string path(id);
  std::replace(path.begin(), path.end(), '.', '/');
  return fs::path(path).relative_path();
}

/// An id names folders below a root, and cannot leave it.
bool is_id(std::string_view id) {
  return !id.empty() && id.front() != '.' && id.find("..") == std::string_view::npos &&
         id.find_first_of("/\\") == std::string_view::npos;
}

/// A name is an id, or one with slashes for its points.
bool is_name(std::string_view name) {
  std::string id(name);
  if (is_yaml(id)) return false;
  std::replace(id.begin(), id.end(), '/', '.');
  while (!id.empty() && id.back() == '.') id.pop_back();
  return is_id(id);
}

/// The folder of a rule set below one of the roots; empty if there is none.
fs::path below(const std::vector<fs::path>& roots, std::string_view name) {
  for (const fs::path& root : roots) {
    std::error_code error;
    fs::path folder = root / folder_of(name);
    if (!folder.has_filename()) folder = folder.parent_path();  // without the slash at the end
    if (fs::is_directory(folder, error)) return folder;
  }
  return {};
}

/// Up to `most` bytes of a file.
bool read_bytes(const std::string& path, std::size_t most, std::string& text, Text& trouble) {
  text.clear();
  std::error_code error;
  if (fs::is_directory(path, error)) {
    trouble = trouble_of(EISDIR);
    return false;
  }
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    trouble = trouble_of(errno);
    return false;
  }
  if (const std::uintmax_t size = fs::file_size(path, error); !error)
    text.reserve(std::min<std::uintmax_t>(size, most));
  char buffer[65'536];
  std::size_t count = 0;
  while (text.size() < most && (count = std::fread(buffer, 1, sizeof buffer, file)) != 0)
    text.append(buffer, std::min(count, most - text.size()));
  const bool failed = std::ferror(file) != 0;
  const int reason = errno;
  std::fclose(file);
  if (!failed) return true;
  trouble = trouble_of(reason);
  text.clear();
  return false;
}

class Opener {
 public:
  Opener(RuleFiles& out, const std::vector<std::string>& roots) : out_(out) {
    for (const std::string& root : roots) roots_.emplace_back(root);
  }

  void open(const fs::path& given) {
    fs::path path = given.lexically_normal();
    if (!path.has_filename() && path.has_parent_path())
      path = path.parent_path();  // without the slash at the end
    std::error_code error;
    if (!fs::exists(path, error) && !error && is_name(given.string())) {
      const fs::path found = below(roots_, given.string());
      if (found.empty()) return fail(path, unknown_name(given.string()));
      path = found;
    }
    if (fs::is_directory(path, error)) {
      add_folder(path);
      const auto beside = [&](const char* name) {
        return fs::is_regular_file(path / name, error) ? (path / name).string() : std::string();
      };
      out_.cases = beside("cases.yaml");
      out_.phases = beside("phases.yaml");
      out_.population = beside("population.yaml");
    } else if (add_file(path)) {
      path = path.parent_path();
    }
    if (!out_.readable()) return;
    out_.given = out_.files.size();
    add_amended(path);
    add_root(path);
    add_imports();
  }

 private:
  void fail(const fs::path& path, Text trouble) {
    out_.errors.push_back({path.string(), std::move(trouble)});
  }

  bool add_file(const fs::path& path) {
    std::string text;
    Text trouble;
    if (!read_yaml(path.string(), text, trouble)) {
      fail(path, std::move(trouble));
      return false;
    }
    bytes_ += text.size();
    out_.files.push_back(out_.sources.add(path.string(), std::move(text)));
    read_names(out_.files.back());
    return true;
  }

  void add_folder(const fs::path& folder) {
    std::error_code error;
    const std::vector<fs::path> found = rules_in(folder, error);
    if (error) return fail(folder, trouble_of(error));
    if (found.empty())
      return fail(folder,
                  {"thư mục không có bộ quy tắc nào (*.yaml)", "the folder holds no rule set (*.yaml)"});
    for (const fs::path& path : found) {
      if (!too_much()) add_file(path);
    }
  }

  /// What the file is called, and what it asks for.
  void read_names(std::uint32_t file) {
    Diagnostics found;
    yaml::Document& document = out_.parsed.emplace_back(yaml::parse(out_.sources, file, found));
    if (document.root().kind == yaml::Kind::mapping) note_names(document);
    if (!found.take().empty()) document = {};  // load() says what was found
  }
  void note_names(const yaml::Document& document) {
    if (const yaml::Node* id = document.find(document.root(), "rule_set")) {
      if (id_.empty()) id_ = id->text;
      known_.insert(id->text);
    }
    if (const yaml::Node* amends = document.find(document.root(), "amends")) amended_.push_back(amends->text);
    const yaml::Node* imports = document.find(document.root(), "imports");
    if (imports == nullptr || imports->kind != yaml::Kind::sequence) return;
    for (const std::uint32_t child : imports->children) wanted_.push_back(document[child].text);
  }

  /// Amendments alone, as users write them: what they amend stands further up, or below one of the roots.
  void add_amended(const fs::path& folder) {
    if (!id_.empty() || amended_.empty() || !is_id(amended_.front())) return;
    out_.amendments = folder.string();
    std::error_code error;
    std::vector<fs::path> roots;
    for (fs::path up = fs::absolute(folder, error).lexically_normal(); up != up.parent_path();
         up = up.parent_path())
      roots.push_back(up);
    roots_.insert(roots_.begin(), roots.begin(), roots.end());
    const fs::path found = below(roots_, amended_.front());
    if (!found.empty()) add_folder(found);
  }

  /// The rule set's folder without its id is the root of what it imports.
  void add_root(const fs::path& folder) {
    if (!is_id(id_)) return;
    const fs::path own = folder_of(id_);
    fs::path root = fs::path(folder).lexically_normal();
    if (std::distance(root.begin(), root.end()) <= std::distance(own.begin(), own.end())) {
      std::error_code error;
      root = fs::absolute(root, error).lexically_normal();
    }
    for (fs::path name = own; !name.empty(); name = name.parent_path()) {
      if (root.filename() != name.filename()) return;
      root = root.parent_path();
    }
    roots_.insert(roots_.begin(), root);
  }

  [[nodiscard]] Text unknown_name(const std::string& name) const {
    std::vector<std::string> known;
    for (const fs::path& root : roots_) {
      for (const std::string& folder : rule_folders(root.string()))
        known.push_back(fs::path(folder).lexically_relative(root).string());
    }
    const Text close = did_you_mean_text(name, known);
    return {"không có tệp này, cũng không có bộ quy tắc nào được cài đặt dưới tên này" +
                (close.vi.empty() ? "" : "; " + close.vi),
            "there is no such file or folder, and no installed rule set of that name" +
                (close.en.empty() ? "" : "; " + close.en)};
  }

  /// load() refuses what is there already: the rest is left unread.
  [[nodiscard]] bool too_much() const { return out_.files.size() > most_files || bytes_ > largest_text; }

  void add_imports() {
    for (std::size_t next = 0; next < wanted_.size() && !too_much(); ++next) {
      const std::string id = wanted_[next];
      if (!is_id(id) || !known_.insert(id).second) continue;
      const fs::path folder = below(roots_, id);
      if (!folder.empty()) add_folder(folder);
    }
  }

  RuleFiles& out_;
  std::vector<fs::path> roots_;
  std::size_t bytes_ = 0;            // of the files so far
  std::string id_;                   // of the first rule set
  std::set<std::string> known_;      // ids of rule sets that are there, or were looked for
  std::vector<std::string> wanted_;  // imports, as they were met
  std::vector<std::string> amended_;
};

void collect(const fs::path& path, std::size_t depth, std::vector<std::string>& found) {
  std::error_code error;
  if (depth > deepest_folder || !fs::is_directory(path, error)) return;
  if (!rules_in(path, error).empty()) found.push_back(path.string());
  for (const fs::path& entry : entries(path, error)) collect(entry, depth + 1, found);
}

}  // namespace

bool read_file(const std::string& path, std::size_t largest, std::string& text, Text& trouble) {
  std::error_code unknown;  // of what is no file, as a pipe, the size is seen when it is read
  const std::uintmax_t size = fs::file_size(path, unknown);
  if (unknown || size <= largest) {
    if (!read_bytes(path, largest + 1, text, trouble)) return false;
    if (text.size() <= largest) return true;
  }
  trouble = too_large(largest);
  text.clear();
  return false;
}

bool read_yaml(const std::string& path, std::string& text, Text& trouble) {
  return read_bytes(path, largest_text + 1, text, trouble);
}

RuleFiles open_rules(const std::string& path, const std::vector<std::string>& roots) {
  RuleFiles out;
  Opener(out, roots).open(path);
  return out;
}

void judge_given(const RuleFiles& files, RuleSet& rules) {
  const auto last = files.files.begin() + static_cast<std::ptrdiff_t>(files.given);
  rules.files.erase(
      std::remove_if(rules.files.begin(), rules.files.end(),
                     [&](std::uint32_t file) { return std::find(files.files.begin(), last, file) == last; }),
      rules.files.end());
}

std::vector<std::string> rule_folders(const std::string& path, const std::vector<std::string>& roots) {
  std::vector<std::string> found;
  std::error_code error;
  fs::path folder = fs::path(path).lexically_normal();
  if (!folder.has_filename() && folder.has_parent_path()) folder = folder.parent_path();
  if (!fs::exists(folder, error) && !error && is_name(path)) {
    if (fs::path named = below({roots.begin(), roots.end()}, path); !named.empty()) folder = std::move(named);
  }
  collect(folder, 0, found);
  if (found.empty()) found.push_back(path);
  return found;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
