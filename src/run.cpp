// SPDX-License-Identifier: Apache-2.0

// Ops and rows become answers.

#include "hotro/impl/decision.inl"
#include "hotro/impl/evaluator.inl"
#include "hotro/impl/facts.inl"
