// SPDX-License-Identifier: Apache-2.0
// replay TARGET's main without libFuzzer: runs the target over files and the files of folders, in order of
// their names. What does not hold ends the program, and the name written last is the input.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz/claim.hpp"

namespace fs = std::filesystem;

int main(int count, char** arguments) {
  std::vector<fs::path> files;
  for (int i = 1; i < count; ++i) {
    const fs::path given = arguments[i];
    if (!fs::is_directory(given)) files.push_back(given);
    if (!fs::is_directory(given)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(given))
      if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    std::printf("%s\n", file.c_str());
    std::fflush(stdout);
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    fuzz::claim(stream.good() || stream.eof(), "the file can be read");
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
  std::printf("%zu inputs\n", files.size());
  return files.empty() ? 1 : 0;
}
