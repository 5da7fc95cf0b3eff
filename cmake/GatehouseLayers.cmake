# The ladder: one static library a folder; an arrow only ever points down, never sideways.
# A row is "folder|rank|outside libraries allowed there". tests/arch reads the same rows from layers.txt
# and checks the includes, because an include path can defeat a link rule.
set(GATEHOUSE_LAYERS
    "core/base|0|Qt6::Core"
    "core/store|1|gatehouse_sqlcipher"
    "core/video|1|Qt6::Multimedia Qt6::Gui PkgConfig::GSTREAMER gatehouse_opencv"
    "core/audit|2|PkgConfig::SODIUM"
    "core/vision|2|Qt6::Gui gatehouse_opencv"
    "core/security|3|PkgConfig::SODIUM"
    "core/evidence|4|Qt6::Gui"
    "core/people|4|Qt6::Gui"
    "core/access|5|Qt6::SerialBus Qt6::Network"
    "core/attendance|5|"
    "core/parking|5|"
    "core/lane|6|Qt6::Gui"
    "core/enrolment|6|Qt6::Gui"
    "core/backup|6|"
    "core/reports|6|Qt6::Gui ZXing::ZXing"
    "core/drill|6|Qt6::Gui"
    "core/privacy|7|Qt6::Gui PkgConfig::LIBARCHIVE"
    "ui/words|7|Qt6::Gui"
    "ui/common|8|Qt6::Widgets Qt6::Svg"
    "ui/documents|8|Qt6::Gui"
    "ui/login|9|Qt6::Widgets"
    "ui/live|9|Qt6::Widgets Qt6::Multimedia"
    "ui/access|9|Qt6::Widgets"
    "ui/attendance|9|Qt6::Widgets"
    "ui/parking|9|Qt6::Widgets"
    "ui/people|9|Qt6::Widgets"
    "ui/privacy|9|Qt6::Widgets"
    "ui/reports|9|Qt6::Widgets"
    "ui/audit|9|Qt6::Widgets"
    "ui/admin|9|Qt6::Widgets"
    "ui/shell|9|Qt6::Widgets Qt6::PrintSupport")

# Plain compilers see OpenCV's headers as system headers: their warnings are not ours.
add_library(gatehouse_opencv INTERFACE)
target_link_libraries(gatehouse_opencv INTERFACE opencv_core opencv_imgproc opencv_dnn opencv_objdetect)
target_include_directories(gatehouse_opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})

list(JOIN GATEHOUSE_LAYERS "\n" _rows)
file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/layers.txt" CONTENT "${_rows}\n")

function(_gatehouse_layer_row folder out_rank out_external)
    foreach(row IN LISTS GATEHOUSE_LAYERS)
        if(row MATCHES "^([^|]+)\\|([0-9]+)\\|(.*)$" AND CMAKE_MATCH_1 STREQUAL folder)
            set(${out_rank} "${CMAKE_MATCH_2}" PARENT_SCOPE)
            string(REPLACE " " ";" external "${CMAKE_MATCH_3}")
            set(${out_external} "${external}" PARENT_SCOPE)
            return()
        endif()
    endforeach()
    message(FATAL_ERROR "'${folder}' is not a layer of the ladder in cmake/GatehouseLayers.cmake")
endfunction()

# gatehouse_layer(core/people SOURCES … USES core/store core/security EXTERNAL Qt6::Gui)
# makes the static library gatehouse_core_people, or stops the configuration when an arrow does not point down.
function(gatehouse_layer folder)
    cmake_parse_arguments(LAYER "" "" "SOURCES;USES;EXTERNAL" ${ARGN})
    _gatehouse_layer_row("${folder}" rank allowed)
    string(REPLACE "/" "_" name "${folder}")
    add_library(gatehouse_${name} STATIC ${LAYER_SOURCES})
    target_link_libraries(gatehouse_${name} PUBLIC gatehouse_strict Qt6::Core)
    foreach(used IN LISTS LAYER_USES)
        _gatehouse_layer_row("${used}" used_rank ignored)
        if(NOT used_rank LESS rank)
            message(FATAL_ERROR "${folder} (rank ${rank}) must not use ${used} (rank ${used_rank}): arrows point down")
        endif()
        string(REPLACE "/" "_" used_name "${used}")
        target_link_libraries(gatehouse_${name} PUBLIC gatehouse_${used_name})
    endforeach()
    foreach(library IN LISTS LAYER_EXTERNAL)
        if(NOT library IN_LIST allowed)
            message(FATAL_ERROR "${folder} must not link ${library}: see cmake/GatehouseLayers.cmake")
        endif()
        target_link_libraries(gatehouse_${name} PRIVATE ${library})
    endforeach()
endfunction()
