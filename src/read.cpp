// SPDX-License-Identifier: Apache-2.0

// Registers become reasons.

#include "hotro/impl/explain.inl"
