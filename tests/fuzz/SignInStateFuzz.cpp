#include "core/security/SignInThrottle.h"
#include "tests/fuzz/FuzzTarget.h"
#include "tests/fuzz/ScratchFile.h"
#include "tests/support/TestClock.h"

using namespace gatehouse;
using security::SignInThrottle;

// Whoever may write the file of failed sign-ins gains no attempt and locks nobody out for longer than the longest wait.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ScratchFolder folder;
    const fuzz::ScratchFile file(folder, ".signin", fuzz::bytesOf(data, size));
    const test::TestClock clock;
    const QByteArray slot(16, '\x5a');
    SignInThrottle throttle(file.path(), clock, { slot });
    const auto first = throttle.beginAttempt(slot);
    if (!first) {
        fuzz::mustHold(
            first.error().code == ErrorCode::SignInLockedOut, "either it may be tried or it is said how long not");
        bool isNumber = false;
        const qint64 wait = first.error().detail.toLongLong(&isNumber);
        fuzz::mustHold(isNumber && wait > 0 && wait <= SignInThrottle::LongestWait, "a wait that ends");
        return 0;
    }
    // What it wrote itself it reads again: the attempts go on being counted.
    for (int attempt = 0; attempt < SignInThrottle::FreeFailures; ++attempt)
        static_cast<void>(throttle.beginAttempt(slot));
    fuzz::mustHold(!throttle.beginAttempt(slot), "more than the free attempts have to wait");
    fuzz::mustHold(bool(throttle.attemptWasRight(slot)), "and a right one ends it");
    fuzz::mustHold(bool(throttle.beginAttempt(slot)), "then it may be tried");
    return 0;
}
