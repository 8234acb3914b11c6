// SPDX-License-Identifier: Apache-2.0
// An evaluator is the scratch memory of one thread: it moves, it is not copied.
// BAD: use of deleted function | call to deleted constructor
#include <utility>

#include "hotro/evaluator.hpp"

hotro::Evaluator good(hotro::Evaluator&& evaluator) { return std::move(evaluator); }
#ifdef BAD
hotro::Evaluator wrong(const hotro::Evaluator& evaluator) { return evaluator; }
#endif
