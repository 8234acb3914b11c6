// SPDX-License-Identifier: Apache-2.0

// Values and the model: what the law says, typed and dated.

#include "hotro/impl/citation.inl"
#include "hotro/impl/date.inl"
#include "hotro/impl/money.inl"
#include "hotro/impl/rule_set.inl"
#include "hotro/impl/value.inl"
