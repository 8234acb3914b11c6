# SPDX-License-Identifier: Apache-2.0
# What holds only where hotro itself is developed.

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_COMPILE_WARNING_AS_ERROR ON)     # `cmake --compile-no-warning-as-error` switches it off
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON) # target all_verify_interface_header_sets: each header compiles alone

find_program(HOTRO_CCACHE ccache)
mark_as_advanced(HOTRO_CCACHE)
if(HOTRO_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${HOTRO_CCACHE})
endif()

add_compile_options(
  -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion -Wold-style-cast -Wcast-align -Wcast-qual
  -Wnon-virtual-dtor -Woverloaded-virtual -Wdouble-promotion -Wextra-semi -Wimplicit-fallthrough -Wformat=2 -Wundef)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # -Wshadow=local: plain -Wshadow would forbid a constructor to name its parameter like the member it fills.
  # -Wno-restrict: GCC 12 reports std::string's own operator+ (bug 105651).
  add_compile_options(-Wshadow=local -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wno-restrict)
else()
  # -Wno-pass-failed: under sanitizers the loops of the kernels do not become vector code.
  add_compile_options(-Wshadow -Wno-pass-failed)
endif()
