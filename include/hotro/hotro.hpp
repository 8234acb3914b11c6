// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything that an embedding program needs: load, compile, evaluate, explain.

#include "compile.hpp"
#include "config.hpp"
#include "decision.hpp"
#include "diagnostic.hpp"
#include "evaluator.hpp"
#include "explain.hpp"
#include "facts.hpp"
#include "lint.hpp"
#include "load.hpp"
#include "program.hpp"
#include "program_file.hpp"
#include "result.hpp"
#include "rule_set.hpp"
#include "source.hpp"
#include "table.hpp"
