# SQLCipher 4.14 (SQLite 3.51) as a static library that exports nothing, so that no other SQLite in the process can
# take its place. GATEHOUSE_SYSTEM_SQLCIPHER=ON uses an installed SQLCipher >= 4.6 instead.
option(GATEHOUSE_SYSTEM_SQLCIPHER "Use the system's SQLCipher (4.6 or newer)" OFF)

add_library(gatehouse_sqlcipher INTERFACE)
if(GATEHOUSE_SYSTEM_SQLCIPHER)
    pkg_check_modules(SYSTEM_SQLCIPHER REQUIRED IMPORTED_TARGET sqlcipher>=4.6)
    target_link_libraries(gatehouse_sqlcipher INTERFACE PkgConfig::SYSTEM_SQLCIPHER)
    target_compile_definitions(gatehouse_sqlcipher INTERFACE SQLITE_HAS_CODEC)
    return()
endif()

find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
set(_sqlcipher "${CMAKE_BINARY_DIR}/fetched/sqlcipher")
gatehouse_fetch("${_sqlcipher}" @journeyapps/sqlcipher@6.0.0
    ad3ee0e551de315b230db78e2294d41868b5c166d44c0c87da35fb6b87bde54c
    package/deps/sqlcipher-amalgamation/*)

add_library(gatehouse_sqlcipher_amalgamation STATIC "${_sqlcipher}/sqlite3.c")
set_target_properties(gatehouse_sqlcipher_amalgamation PROPERTIES AUTOMOC OFF UNITY_BUILD OFF C_VISIBILITY_PRESET hidden)
target_compile_options(gatehouse_sqlcipher_amalgamation PRIVATE -w)
if(GATEHOUSE_SANITIZE MATCHES "address")
    # Its makers test it so themselves; here it would be most of the time the tests take. What is handed to it is still
    # watched where it calls malloc, memcpy and the like. ThreadSanitizer has to see its locks.
    target_compile_options(gatehouse_sqlcipher_amalgamation PRIVATE -fno-sanitize=all)
endif()
target_compile_definitions(gatehouse_sqlcipher_amalgamation PRIVATE
    SQLCIPHER_CRYPTO_OPENSSL SQLCIPHER_OMIT_DEFAULT_LOGGING HAVE_STDINT_H=1 SQLITE_EXTRA_INIT=sqlcipher_extra_init
    SQLITE_EXTRA_SHUTDOWN=sqlcipher_extra_shutdown SQLITE_THREADSAFE=1 SQLITE_ENABLE_FTS5 SQLITE_DQS=0
    SQLITE_DEFAULT_FOREIGN_KEYS=1 SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_DEPRECATED SQLITE_USE_ALLOCA
    SQLITE_MAX_EXPR_DEPTH=0 SQLITE_LIKE_DOESNT_MATCH_BLOBS)
target_compile_definitions(gatehouse_sqlcipher_amalgamation PUBLIC SQLITE_HAS_CODEC SQLITE_TEMP_STORE=3)
target_include_directories(gatehouse_sqlcipher_amalgamation SYSTEM PUBLIC "${_sqlcipher}")
target_link_libraries(gatehouse_sqlcipher_amalgamation PRIVATE OpenSSL::Crypto Threads::Threads ${CMAKE_DL_LIBS})
target_link_libraries(gatehouse_sqlcipher INTERFACE gatehouse_sqlcipher_amalgamation)
