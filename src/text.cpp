// SPDX-License-Identifier: Apache-2.0
// Sources, diagnostics and results.
#include "hotro/impl/diagnostic.inl"
#include "hotro/impl/result.inl"
#include "hotro/impl/source.inl"
