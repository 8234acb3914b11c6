// SPDX-License-Identifier: Apache-2.0

// From trees to the model, all errors at once.

#include "hotro/impl/load.inl"
