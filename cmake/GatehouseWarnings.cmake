# One interface target carries the language rules every file of ours is built under.
option(GATEHOUSE_WERROR "Treat warnings as errors" OFF)

add_library(gatehouse_strict INTERFACE)
target_compile_options(gatehouse_strict INTERFACE
    -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2 -Wundef
    -fvisibility=hidden -fvisibility-inlines-hidden -fstack-protector-strong
    # In a unity file GCC takes a .cpp for a header and warns of its anonymous namespace.
    $<$<AND:$<COMPILE_LANG_AND_ID:CXX,GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
    $<$<BOOL:${GATEHOUSE_WERROR}>:-Werror>)
target_compile_definitions(gatehouse_strict INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    GATEHOUSE_VERSION="${PROJECT_VERSION}")
target_include_directories(gatehouse_strict INTERFACE "${PROJECT_SOURCE_DIR}")
