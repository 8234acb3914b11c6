// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "hotro/diagnostic.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/load.hpp"
#include "hotro/yaml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

namespace fs = std::filesystem;

/// How many rule sets one may import, directly and through others, and how deep folders are searched for
/// them.
constexpr std::size_t most_imports = 1000;
constexpr int deepest_folder = 8;

bool is_yaml(const fs::path& path) { return path.extension() == ".yaml" || path.extension() == ".yml"; }

bool is_rules(const fs::path& path) {
  return is_yaml(path) && path.filename() != "cases.yaml" && path.filename() != "phases.yaml";
}

Text trouble_of(const std::error_code& error) {
  if (error == std::errc::no_such_file_or_directory)
    return {"không có tệp này", "there is no such file or folder"};
  if (error == std::errc::permission_denied) return {"không được phép đọc", "reading it is not permitted"};
  if (error == std::errc::is_a_directory) return {"đây là thư mục", "it is a folder"};
  return {error.message(), error.message()};
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
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status) && is_id(given.string()) && find(given.string(), path)) error.clear();
    if (fs::is_directory(fs::status(path, error))) {
      add_folder(path);
      if (fs::is_regular_file(path / "cases.yaml", error)) out_.cases = (path / "cases.yaml").string();
    } else if (add_file(path)) {
      path = path.parent_path();
    }
    if (!out_.readable()) return;
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
    if (!read_file(path.string(), Sources::largest, text, trouble)) {
      fail(path, std::move(trouble));
      return false;
    }
    out_.files.push_back(out_.sources.add(path.string(), std::move(text)));
    return true;
  }

  void add_folder(const fs::path& folder) {
    std::error_code error;
    const std::vector<fs::path> found = rules_in(folder, error);
    if (error) return fail(folder, trouble_of(error));
    if (found.empty())
      return fail(folder,
                  {"thư mục không có bộ quy tắc nào (*.yaml)", "the folder holds no rule set (*.yaml)"});
    for (const fs::path& path : found) add_file(path);
  }

  /// The rule set's folder without its id is the root of what it imports.
  void add_root(const fs::path& folder) {
    for (const std::uint32_t file : out_.files) {
      Diagnostics ignored;
      const yaml::Document document = yaml::parse(out_.sources, file, ignored);
      const yaml::Node* id =
          document.root().kind == yaml::Kind::mapping ? document.find(document.root(), "rule_set") : nullptr;
      if (id == nullptr || !is_id(id->text)) continue;
      const fs::path own = folder_of(id->text);
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
      return;
    }
  }

  bool find(const std::string& id, fs::path& folder) const {
    for (const fs::path& root : roots_) {
      std::error_code error;
      if (fs::is_directory(root / folder_of(id), error)) {
        folder = root / folder_of(id);
        return true;
      }
    }
    return false;
  }

  void add_imports() {
    std::vector<std::string> tried;
    for (bool more = true; more && tried.size() < most_imports;) {
      more = false;
      for (const std::string& id : missing_imports(out_.sources, out_.files)) {
        fs::path folder;
        if (std::find(tried.begin(), tried.end(), id) != tried.end()) continue;
        tried.push_back(id);
        if (!is_id(id) || !find(id, folder)) continue;
        add_folder(folder);
        more = true;
      }
    }
  }

  RuleFiles& out_;
  std::vector<fs::path> roots_;
};

void collect(const fs::path& path, int depth, std::vector<std::string>& found) {
  std::error_code error;
  if (depth > deepest_folder || !fs::is_directory(path, error)) return;
  if (!rules_in(path, error).empty()) {
    found.push_back(path.string());
    return;
  }
  for (const fs::path& entry : entries(path, error)) collect(entry, depth + 1, found);
}

}  // namespace

bool read_file(const std::string& path, std::size_t largest, std::string& text, Text& trouble) {
  text.clear();
  std::error_code error;
  if (fs::is_directory(path, error)) {
    trouble = trouble_of(std::make_error_code(std::errc::is_a_directory));
    return false;
  }
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    trouble = trouble_of(std::error_code(errno, std::generic_category()));
    return false;
  }
  if (const std::uintmax_t size = fs::file_size(path, error); !error && size <= largest) text.reserve(size);
  char buffer[65'536];
  std::size_t count = 0;
  while (text.size() <= largest && (count = std::fread(buffer, 1, sizeof buffer, file)) != 0)
    text.append(buffer, count);
  const bool failed = std::ferror(file) != 0;
  const int reason = errno;
  std::fclose(file);
  if (failed) {
    trouble = trouble_of(std::error_code(reason, std::generic_category()));
  } else if (text.size() > largest) {
    trouble.vi = "tệp lớn hơn " + grouped(Wide{static_cast<std::int64_t>(largest)}, Language::vi) + " byte";
    trouble.en =
        "it is larger than " + grouped(Wide{static_cast<std::int64_t>(largest)}, Language::en) + " bytes";
  } else {
    return true;
  }
  text.clear();
  return false;
}

RuleFiles open_rules(const std::string& path, const std::vector<std::string>& roots) {
  RuleFiles out;
  Opener(out, roots).open(path);
  return out;
}

std::vector<std::string> rule_folders(const std::string& path) {
  std::vector<std::string> found;
  fs::path folder = fs::path(path).lexically_normal();
  if (!folder.has_filename() && folder.has_parent_path()) folder = folder.parent_path();
  collect(folder, 0, found);
  if (found.empty()) found.push_back(path);
  return found;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
