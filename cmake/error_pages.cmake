# SPDX-License-Identifier: Apache-2.0
# cmake -D folder=docs/errors -D code=FILE -P error_pages.cmake: writes the pages of the codes as a C++ file, for
# `hotro why`.
cmake_minimum_required(VERSION 3.24)

file(GLOB pages ${folder}/[EW][0-9][0-9][0-9][0-9].md)
list(SORT pages)
set(text "#include \"error_pages.hpp\"\n\nnamespace hotro::cli {\n\nnamespace {\nconstexpr ErrorPage pages[] = {\n")
foreach(page IN LISTS pages)
  get_filename_component(name ${page} NAME_WE)
  file(READ ${page} words)
  string(APPEND text "    {\"${name}\", R\"PAGE(${words})PAGE\"},\n")
endforeach()
string(APPEND text "};\n}  // namespace\n\nconst std::span<const ErrorPage> error_pages = pages;\n\n}  // namespace hotro::cli\n")
file(WRITE ${code} "${text}")
