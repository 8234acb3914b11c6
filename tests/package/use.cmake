# SPDX-License-Identifier: Apache-2.0
# Copies examples/${project}, or tests/package/${project}, to ${folder}, configures and builds it there and runs its
# programs by ctest.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${folder})
if(IS_DIRECTORY ${hotro}/examples/${project})
  file(COPY ${hotro}/examples/${project}/ DESTINATION ${folder}/source)
else()
  file(COPY ${CMAKE_CURRENT_LIST_DIR}/${project}/ ${CMAKE_CURRENT_LIST_DIR}/main.cpp
    ${CMAKE_CURRENT_LIST_DIR}/second.cpp DESTINATION ${folder}/source)
endif()

if(NOT project STREQUAL add_subdirectory)
  run(${CMAKE_COMMAND} --install ${hotro_build} --prefix ${folder}/prefix)
  set(where -DCMAKE_PREFIX_PATH=${folder}/prefix "-DCMAKE_CXX_FLAGS=${flags}"  # a static library's sanitizers
    -DSAVE=${save} -DRULES=${hotro}/tests/programs/rounding.yaml)                # for run_only
else()
  set(where -DHOTRO_SOURCE=${hotro} -DBUILD_SHARED_LIBS=ON)
endif()
run(${CMAKE_COMMAND} -S ${folder}/source -B ${folder}/build -G ${generator} ${where}
  -DCMAKE_CXX_COMPILER=${compiler} -DCMAKE_CXX_COMPILER_LAUNCHER=${launcher})
run(${CMAKE_COMMAND} --build ${folder}/build)
run(${CMAKE_CTEST_COMMAND} --test-dir ${folder}/build --output-on-failure --no-tests=error)
