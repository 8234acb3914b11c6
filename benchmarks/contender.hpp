// SPDX-License-Identifier: Apache-2.0
#pragma once

// A contender is a process that bench.py starts with a folder of columns, a number of rows and how many of
// them are decided at a time, and then tells:
//
//   check FOLDER   decide all rows, write every answer to the folder as one file for each output
//   run            decide all rows, print the nanoseconds it took
//
// The words "ready", "done" and the number are all it prints.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace contender {

[[noreturn]] inline void fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

/// The columns that generate_population wrote, mapped.
class Columns {
 public:
  Columns(std::filesystem::path folder, std::size_t count, std::vector<std::string> options)
      : rows(count), folder_(std::move(folder)), options_(std::move(options)) {
    if (narrow("enterprise.kind")) enterprises = bytes("enterprise.kind.u8").size();
  }
  const std::size_t rows;
  std::size_t enterprises = 0;

  /// The words behind the numbers of the command line: `packed`, `threads=2`.
  [[nodiscard]] bool option(const std::string& word) const {
    return std::find(options_.begin(), options_.end(), word) != options_.end();
  }
  [[nodiscard]] std::size_t number(const std::string& word, std::size_t otherwise) const {
    for (const std::string& option : options_)
      if (option.starts_with(word + "=")) return std::stoull(option.substr(word.size() + 1));
    return otherwise;
  }

  [[nodiscard]] const std::uint8_t* u8(const std::string& name) {
    return reinterpret_cast<const std::uint8_t*>(bytes(name + ".u8").data());
  }
  [[nodiscard]] const std::int32_t* i32(const std::string& name) {
    return reinterpret_cast<const std::int32_t*>(bytes(name + ".i32").data());
  }
  [[nodiscard]] std::string path(const std::string& file) const { return folder_ / file; }
  [[nodiscard]] bool narrow(const std::string& name) const {
    return std::filesystem::exists(folder_ / (name + ".u8"));
  }
  [[nodiscard]] bool has(const std::string& name) const {
    return narrow(name) || std::filesystem::exists(folder_ / (name + ".i32"));
  }
  /// Null where no cell is missing.
  [[nodiscard]] const std::uint8_t* validity(const std::string& name) {
    if (!std::filesystem::exists(folder_ / (name + ".validity"))) return nullptr;
    return reinterpret_cast<const std::uint8_t*>(bytes(name + ".validity").data());
  }

 private:
  std::span<const std::byte> bytes(const std::string& file) {
    const auto found = mapped_.find(file);
    if (found != mapped_.end()) return found->second;
    const std::string path = folder_ / file;
    const int descriptor = ::open(path.c_str(), O_RDONLY);
    struct stat about {};
    if (descriptor < 0 || ::fstat(descriptor, &about) != 0) fail(path + " cannot be read");
    const auto size = static_cast<std::size_t>(about.st_size);
    void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
    ::close(descriptor);
    if (at == MAP_FAILED) fail(path + " cannot be mapped");
    return mapped_[file] = {static_cast<const std::byte*>(at), size};
  }
  std::filesystem::path folder_;
  std::vector<std::string> options_;
  std::map<std::string, std::span<const std::byte>> mapped_;
};

/// Answers as files that can be compared byte by byte: truths in 8 bits, failed conditions in 16, amounts in
/// 32. Each call appends one output's rows.
class Answers {
 public:
  explicit Answers(std::filesystem::path folder) : folder_(std::move(folder)) {}
  template <class To, class At>
  void put(const std::string& name, std::size_t rows, At at) {
    std::ofstream& file = files_[name];
    if (!file.is_open()) file.open(folder_ / name, std::ios::binary);
    std::vector<To> cells(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const auto value = static_cast<std::uint64_t>(at(row));
      if (value > std::numeric_limits<To>::max()) fail(name + " is out of what is compared");
      cells[row] = static_cast<To>(value);
    }
    file.write(reinterpret_cast<const char*>(cells.data()), static_cast<std::streamsize>(rows * sizeof(To)));
  }
  template <class At>
  void truth(const std::string& name, std::size_t rows, At at) {
    put<std::uint8_t>(name + ".u8", rows, at);
  }
  template <class At>
  void bits(const std::string& name, std::size_t rows, At at) {
    put<std::uint16_t>(name + ".u16", rows, at);
  }
  template <class At>
  void amount(const std::string& name, std::size_t rows, At at) {
    put<std::uint32_t>(name + ".u32", rows, at);
  }

 private:
  std::filesystem::path folder_;
  std::map<std::string, std::ofstream> files_;
};

inline constexpr const char* benefits[] = {"reduced_hours", "suspended", "terminated"};

/// `Contender(Columns&)` prepares; `run(first, last)` decides rows into memory of its own; `write(answers,
/// rows)` writes what the last run decided.
template <class Contender>
int serve(int count, char** words) {
  if (count < 4) fail("usage: contender FOLDER ROWS ROWS_AT_ONCE [OPTION...]");
  const std::size_t rows = std::stoull(words[2]);
  const std::size_t at_once = std::stoull(words[3]);
  Columns columns(words[1], rows, {words + 4, words + count});
  auto contender = std::make_unique<Contender>(columns);
  std::cout << "ready" << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
    if (line.starts_with("check ")) {
      {
        Answers answers(line.substr(6));
        for (std::size_t first = 0; first < rows; first += at_once) {
          const std::size_t last = std::min(rows, first + at_once);
          contender->run(first, last);
          contender->write(answers, last - first);
        }
      }  // files are complete
      std::cout << "done" << std::endl;
    } else {
      const auto begin = std::chrono::steady_clock::now();
      for (std::size_t first = 0; first < rows; first += at_once)
        contender->run(first, std::min(rows, first + at_once));
      const auto took = std::chrono::steady_clock::now() - begin;
      std::cout << std::chrono::nanoseconds(took).count() << std::endl;
    }
  }
  return 0;
}

}  // namespace contender
