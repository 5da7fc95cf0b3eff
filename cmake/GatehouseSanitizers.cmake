# GATEHOUSE_SANITIZE is a comma-separated list for -fsanitize=, set by the asan and tsan presets.
set(GATEHOUSE_SANITIZE "" CACHE STRING "Sanitizers to build with (address,undefined or thread)")
if(GATEHOUSE_SANITIZE)
    add_compile_options(-fsanitize=${GATEHOUSE_SANITIZE} -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${GATEHOUSE_SANITIZE})
endif()
