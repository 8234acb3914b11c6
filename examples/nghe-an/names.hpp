// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "dossier.hpp"

/// What lists for people show, made from ids alone: it takes no chance from anything else.
std::string full_name(const std::string& person, Sex sex);
std::string bank(const std::string& person);
std::string account(const std::string& person);
std::string full_name(const Enterprise& enterprise);
