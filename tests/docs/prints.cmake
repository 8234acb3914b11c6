# SPDX-License-Identifier: Apache-2.0
# cmake -D page=FILE -D program=FILE -P prints.cmake: does the program print the block `text printed` of the page?
cmake_minimum_required(VERSION 3.24)

execute_process(COMMAND ${program} OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
file(READ ${page} text)
string(FIND "${text}" "\n```text printed\n${printed}```\n" place)
if(place EQUAL -1)
  message(FATAL_ERROR "the page does not show what it prints:\n${printed}")
endif()
