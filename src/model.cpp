// SPDX-License-Identifier: Apache-2.0

// The model: what the law says, typed and dated.

#include "hotro/impl/citation.inl"
#include "hotro/impl/rule_set.inl"
