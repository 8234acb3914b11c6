// SPDX-License-Identifier: Apache-2.0
// YAML and FEEL as trees. The only translation unit that sees yaml-cpp.
#include "hotro/impl/expression.inl"
#include "hotro/impl/yaml.inl"
