# Debian's own Python: another python3 may come first in PATH and lacks Debian's modules.
find_program(GATEHOUSE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)

# gatehouse_fetch(DESTINATION PACKAGE@VERSION SHA256 FILE_IN_PACKAGE…) unpacks pinned files at configure time.
function(gatehouse_fetch destination package sha256)
    execute_process(
        COMMAND "${GATEHOUSE_PYTHON}" "${PROJECT_SOURCE_DIR}/cmake/fetch.py" ${package} ${sha256} "${destination}" ${ARGN}
        RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "Could not fetch ${package}; the lines above say why.")
    endif()
endfunction()
