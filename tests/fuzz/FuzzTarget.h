#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// One parser of bytes from outside, fed with whatever a fuzzer thinks of. Every file XFuzz.cpp defines the function
// that libFuzzer calls (https://llvm.org/docs/LibFuzzer.html); FuzzSetUp.cpp defines LLVMFuzzerInitialize for all of
// them. `./run fuzz` builds them with Clang and libFuzzer; in `./run test` CorpusDriver.cpp feeds them the corpus and a
// fixed number of mutations of it. Both run with AddressSanitizer and UndefinedBehaviorSanitizer, so that a target
// fails by itself where memory is touched that should not be, and ends through mustHold() where the answer is wrong.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);

namespace gatehouse::fuzz {

inline QByteArray bytesOf(const std::uint8_t* data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
}

// Ends the program when a property does not hold; the fuzzer then keeps the input. Checked in every kind of build.
inline void mustHold(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

} // namespace gatehouse::fuzz
