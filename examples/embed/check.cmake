# SPDX-License-Identifier: Apache-2.0
# cmake -D program=FILE -D rules=FOLDER -P check.cmake: does the program print expected.txt?
execute_process(COMMAND ${program} ${rules} OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
file(READ ${CMAKE_CURRENT_LIST_DIR}/expected.txt expected)
if(NOT printed STREQUAL expected)
  message(FATAL_ERROR "expected\n${expected}\nbut it printed\n${printed}")
endif()
