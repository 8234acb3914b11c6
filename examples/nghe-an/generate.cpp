// SPDX-License-Identifier: Apache-2.0
// generate FOLDER: writes phase-1, phase-2, returning and di-an-31, -32, -33 into FOLDER, the same bytes on
// every machine, and summary.md, which README.md quotes. It does not know hotro: what it expects follows from
// how each dossier is made.

#include <cstdio>
#include <fstream>
#include <string>

#include "files.hpp"
#include "phases.hpp"

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: generate FOLDER\n", stderr);
    return 2;
  }
  const std::string folder = words[1];
  const Submission first = phase_1();
  const Submission second = phase_2();
  bool good = write_files(first, folder + "/phase-1") && write_files(second, folder + "/phase-2") &&
              write_files(returning(first), folder + "/returning");
  for (const int ordinary : {31, 32, 33}) {
    good = write_files(di_an(ordinary), folder + "/di-an-" + std::to_string(ordinary)) && good;
  }
  std::ofstream file(folder + "/summary.md", std::ios::binary);
  file << "## Phase 1\n\n" << summary(first) << "\n## Phase 2\n\n" << summary(second);
  if (good && file.good()) return 0;
  std::fprintf(stderr, "generate: cannot write into %s\n", folder.c_str());
  return 3;
}
