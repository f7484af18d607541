# find_package(scimrules): the targets scimrules::scimrules (shared) and scimrules::static.
#
# This file is in PREFIX/share/scimrules/cmake.
get_filename_component(_scimrules_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(_scimrules_folders lib "lib/${CMAKE_LIBRARY_ARCHITECTURE}" lib64)

find_path(scimrules_INCLUDE_DIR scimrules.h
  PATHS "${_scimrules_prefix}/include" NO_DEFAULT_PATH)
find_library(scimrules_LIBRARY scimrules
  PATHS "${_scimrules_prefix}" PATH_SUFFIXES ${_scimrules_folders} NO_DEFAULT_PATH)
find_library(scimrules_STATIC_LIBRARY libscimrules.a
  PATHS "${_scimrules_prefix}" PATH_SUFFIXES ${_scimrules_folders} NO_DEFAULT_PATH)
mark_as_advanced(scimrules_INCLUDE_DIR scimrules_LIBRARY scimrules_STATIC_LIBRARY)

set(scimrules_FOUND FALSE)
if(scimrules_INCLUDE_DIR AND scimrules_LIBRARY AND NOT TARGET scimrules::scimrules)
  add_library(scimrules::scimrules UNKNOWN IMPORTED)
  set_target_properties(scimrules::scimrules PROPERTIES
    IMPORTED_LOCATION "${scimrules_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${scimrules_INCLUDE_DIR}")
endif()
if(scimrules_INCLUDE_DIR AND scimrules_STATIC_LIBRARY AND NOT TARGET scimrules::static)
  find_package(Threads REQUIRED)
  add_library(scimrules::static UNKNOWN IMPORTED)
  set_target_properties(scimrules::static PROPERTIES
    IMPORTED_LOCATION "${scimrules_STATIC_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${scimrules_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES "Threads::Threads;${CMAKE_DL_LIBS};m")
endif()
if(TARGET scimrules::scimrules OR TARGET scimrules::static)
  set(scimrules_FOUND TRUE)
endif()
