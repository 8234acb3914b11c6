# SPDX-License-Identifier: Apache-2.0
# libxlsxwriter::libxlsxwriter, which Debian ships without a package file.
find_path(libxlsxwriter_INCLUDE_DIR xlsxwriter.h)
find_library(libxlsxwriter_LIBRARY xlsxwriter)
mark_as_advanced(libxlsxwriter_INCLUDE_DIR libxlsxwriter_LIBRARY)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(libxlsxwriter REQUIRED_VARS libxlsxwriter_LIBRARY libxlsxwriter_INCLUDE_DIR)
if(libxlsxwriter_FOUND AND NOT TARGET libxlsxwriter::libxlsxwriter)
  add_library(libxlsxwriter::libxlsxwriter UNKNOWN IMPORTED)
  set_target_properties(libxlsxwriter::libxlsxwriter PROPERTIES
    IMPORTED_LOCATION ${libxlsxwriter_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${libxlsxwriter_INCLUDE_DIR})
endif()
