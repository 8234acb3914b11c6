# SPDX-License-Identifier: Apache-2.0
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(hotro_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/hotro)
set(hotro_rules_dir ${CMAKE_INSTALL_DATADIR}/hotro/rules)

install(TARGETS hotro_run hotro hotro_header_only EXPORT hotro FILE_SET HEADERS FILE_SET definitions)
if(HOTRO_EDGE)
  install(TARGETS hotro_edge hotro_phases hotro_simulation hotro_testing hotro_cli
    EXPORT hotro FILE_SET HEADERS FILE_SET definitions)
endif()
install(EXPORT hotro NAMESPACE hotro:: FILE hotro-targets.cmake DESTINATION ${hotro_cmake_dir})
install(DIRECTORY rules/ DESTINATION ${hotro_rules_dir})
install(DIRECTORY schema/ DESTINATION ${CMAKE_INSTALL_DATADIR}/hotro/schema)

configure_package_config_file(cmake/hotro-config.cmake.in ${PROJECT_BINARY_DIR}/cmake/hotro-config.cmake
  INSTALL_DESTINATION ${hotro_cmake_dir} PATH_VARS hotro_rules_dir)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/cmake/hotro-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/cmake/hotro-config.cmake ${PROJECT_BINARY_DIR}/cmake/hotro-config-version.cmake
  DESTINATION ${hotro_cmake_dir})
if(HOTRO_EDGE)
  install(FILES cmake/Findlibzip.cmake cmake/Findlibxlsxwriter.cmake DESTINATION ${hotro_cmake_dir})
endif()

# For pkg-config; every path is relative to the file's own place, so that the installed tree can be moved. What is
# linked statically has to name what it needs, too.
set(hotro_pc_needs Requires)
if(BUILD_SHARED_LIBS)
  set(hotro_pc_needs Requires.private)
endif()
file(RELATIVE_PATH hotro_pc_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" hotro_pc_prefix ${hotro_pc_prefix})
file(RELATIVE_PATH hotro_pc_include ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
file(RELATIVE_PATH hotro_pc_rules ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_DATADIR}/hotro/rules)
configure_file(cmake/hotro.pc.in ${PROJECT_BINARY_DIR}/hotro.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/hotro.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
