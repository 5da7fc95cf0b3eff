# GATEHOUSE_SANITIZE is a comma-separated list for -fsanitize=, set by the asan and tsan presets.
set(GATEHOUSE_SANITIZE "" CACHE STRING "Sanitizers to build with (address,undefined or thread)")
if(GATEHOUSE_SANITIZE)
    add_compile_options(-fsanitize=${GATEHOUSE_SANITIZE} -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${GATEHOUSE_SANITIZE})
endif()
# Clang only: everything tells libFuzzer which way it went, and tests/fuzz links it.
option(GATEHOUSE_FUZZER "Build the fuzz targets with libFuzzer (preset fuzz)" OFF)
if(GATEHOUSE_FUZZER)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
