# SPDX-License-Identifier: Apache-2.0
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(hotro_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/hotro)
set(hotro_rules_dir ${CMAKE_INSTALL_DATADIR}/hotro/rules)

install(TARGETS hotro hotro_header_only EXPORT hotro FILE_SET HEADERS FILE_SET definitions)
if(HOTRO_EDGE)
  install(TARGETS hotro_edge hotro_cli EXPORT hotro FILE_SET HEADERS)
endif()
install(EXPORT hotro NAMESPACE hotro:: FILE hotro-targets.cmake DESTINATION ${hotro_cmake_dir})
install(DIRECTORY rules/ DESTINATION ${hotro_rules_dir})

configure_package_config_file(cmake/hotro-config.cmake.in ${PROJECT_BINARY_DIR}/cmake/hotro-config.cmake
  INSTALL_DESTINATION ${hotro_cmake_dir} PATH_VARS hotro_rules_dir)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/cmake/hotro-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/cmake/hotro-config.cmake ${PROJECT_BINARY_DIR}/cmake/hotro-config-version.cmake
  DESTINATION ${hotro_cmake_dir})
