// SPDX-License-Identifier: Apache-2.0
#pragma once

// The version, and the one switch of the library. Compiled (the default): link hotro::hotro.
// Header-only: define HOTRO_HEADER_ONLY in every translation unit (or link hotro::header_only); yaml-cpp is
// still linked. The inline namespace differs between the two, so that mixing them fails at link time.

#define HOTRO_VERSION_MAJOR 0
#define HOTRO_VERSION_MINOR 1
#define HOTRO_VERSION_PATCH 0
#define HOTRO_VERSION "0.1.0"

#ifdef HOTRO_HEADER_ONLY
#define HOTRO_INLINE inline
#define HOTRO_ABI v1_header
#else
#define HOTRO_INLINE
#define HOTRO_ABI v1
#endif
