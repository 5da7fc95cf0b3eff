# Fetches, checks and converts the recognition models at configure time; nothing is done when they are there.
file(GLOB _model_scripts CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/convert/*.py")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
    "${CMAKE_CURRENT_LIST_DIR}/catalogue.json" "${CMAKE_CURRENT_LIST_DIR}/prepare.py" ${_model_scripts})
execute_process(
    COMMAND "${GATEHOUSE_PYTHON}" "${CMAKE_CURRENT_LIST_DIR}/prepare.py" "${GATEHOUSE_SHARE_DIR}/models"
    RESULT_VARIABLE _models_status)
if(NOT _models_status EQUAL 0)
    message(FATAL_ERROR "The recognition models could not be made ready; the lines above say why.")
endif()
