// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "dossier.hpp"

/// Writes into a folder, which is made if need be: applicants.csv, enterprises.csv, expected.csv, where rows
/// are unreadable expected-errors.csv, and for each other law or reading under which some answers are
/// others expected-NAME.csv with these. False if a file cannot be written.
bool write_files(const Submission& submission, const std::string& folder);

/// The tables of README.md, as Markdown: dossiers, claims and answers, by benefit and by kind.
std::string summary(const Submission& submission);
