// SPDX-License-Identifier: Apache-2.0

// Values: dates, money and the names of kinds.

#include "hotro/impl/value.inl"
#include "hotro/impl/date.inl"
#include "hotro/impl/money.inl"
