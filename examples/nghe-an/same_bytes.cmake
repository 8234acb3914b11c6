# SPDX-License-Identifier: Apache-2.0
# cmake -D GENERATED=FOLDER -D CHECKED_IN=FOLDER -P same_bytes.cmake: are phase-1, phase-2 and returning what the generator
# writes, and are its tables in README.md?
set(differences 0)
foreach(phase phase-1 phase-2 returning)
  file(GLOB names RELATIVE ${GENERATED} ${GENERATED}/${phase}/*)
  file(GLOB checked_in RELATIVE ${CHECKED_IN} ${CHECKED_IN}/${phase}/*)
  list(APPEND names ${checked_in})
  list(REMOVE_DUPLICATES names)
  foreach(name IN LISTS names)
    execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${GENERATED}/${name} ${CHECKED_IN}/${name}
      RESULT_VARIABLE different OUTPUT_QUIET ERROR_QUIET)
    if(different)
      message("${name} is not what the generator writes")
      math(EXPR differences "${differences} + 1")
    endif()
  endforeach()
endforeach()

file(READ ${GENERATED}/summary.md summary)
file(READ ${CHECKED_IN}/README.md readme)
string(FIND "${readme}" "${summary}" place)
if(place EQUAL -1)
  message("README.md does not end with the generator's summary.md")
  math(EXPR differences "${differences} + 1")
endif()
if(differences)
  message(FATAL_ERROR "${differences} differences; to take over what the generator writes:
  cp -r ${GENERATED}/phase-1 ${GENERATED}/phase-2 ${GENERATED}/returning ${CHECKED_IN}, and summary.md to the end of README.md")
endif()
