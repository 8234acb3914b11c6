// SPDX-License-Identifier: Apache-2.0
#include "lists_folder.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "commands.hpp"
#include "hotro/edge/words.hpp"
#include "hotro/edge/workbook.hpp"
#include "terminal.hpp"

namespace hotro::cli {

namespace fs = std::filesystem;

bool ListsFolder::make() {
  std::error_code error;
  fs::create_directories(path_, error);
  if (!error) fs::permissions(path_, fs::perms::owner_all, error);
  return !error || trouble(path_);
}

bool ListsFolder::make(const std::string& inner, const std::string& mark) {
  if (!make()) return false;
  const fs::path folder = fs::path(path_) / inner;
  std::error_code error;
  if (fs::exists(fs::path(path_) / mark, error)) fs::remove_all(folder, error);
  fs::create_directories(folder, error);
  return !error || trouble(folder.string());
}

bool ListsFolder::save(const std::string& name, const std::string& text) {
  const fs::path file = fs::path(path_) / name;
  const fs::path beside = file.string() + ".part";
  std::FILE* stream = std::fopen(beside.c_str(), "wb");
  if (stream == nullptr) return trouble(file.string());
  const bool written = write(stream, text);
  const bool closed = std::fclose(stream) == 0;
  std::error_code error;
  if (written && closed) fs::rename(beside, file, error);
  if (!written || !closed || error) return trouble(file.string());
  ++files_;
  return true;
}

bool ListsFolder::save(const std::string& name, phases::TableText table) {
  table.total_in_words = edge::money_in_words(table.total_amount, table.currency, language_);
  if (!save(name + ".html", phases::to_html(table))) return false;
  // Spreadsheets take it for UTF-8 by the mark.
  if (!save(name + ".csv", "\xEF\xBB\xBF" + phases::to_csv(table))) return false;
  const std::string file = (fs::path(path_) / (name + ".xlsx")).string();
  Text why;
  if (!edge::write_workbook(file, {phases::to_sheet(table)}, table.currency, why)) {
    fail(no_access, fmt::format("{}: {}", file, why.in(language_)));
    return false;
  }
  ++files_;
  return true;
}

bool ListsFolder::trouble(const std::string& file) const {
  fail(no_access, fmt::format("{}: {}", file, say(language_, "không ghi được", "cannot be written")));
  return false;
}

}  // namespace hotro::cli
