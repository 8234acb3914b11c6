# SPDX-License-Identifier: Apache-2.0
# The same people on every machine: digests of all that a small population consists of. Whoever changes the population
# on purpose finds the new digest in the message; figures measured on the old one do not compare any more.
set(tables --missing 20 5f5a64cd1298e5ba09c8bd1531dbc3a6226670da3442e5cc4bfe2abc26f2cd48)
set(columns --missing 20 --filled --columns cb41a323644a07277832288c1a8e43cf47bb503bb3c1635691c0f0002ca92793)
list(POP_BACK ${FORM} expected)

file(REMOVE_RECURSE ${FOLDER})
execute_process(COMMAND ${GENERATE} ${FOLDER} --rows 3000 ${${FORM}} COMMAND_ERROR_IS_FATAL ANY)
file(GLOB files LIST_DIRECTORIES false RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)
set(all "")
foreach(file ${files})
  file(SHA256 ${FOLDER}/${file} digest)
  string(APPEND all "${file} ${digest}\n")
endforeach()
string(SHA256 found "${all}")
if(NOT found STREQUAL expected)
  message(FATAL_ERROR "the population has other bytes, digest ${found}:\n${all}")
endif()
