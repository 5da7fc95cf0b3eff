#pragma once

#include <functional>

namespace gatehouse::test {

// The kernel ends whoever listens. What is set here holds for the calling thread and for every thread and program it
// starts from then on, and cannot be taken back (seccomp(2)): listen, accept and accept4 kill the process with SIGSYS,
// whatever kind of socket they are called on (a filter cannot look at a descriptor), and there is no io_uring to go
// round it. False when this kernel has no such filter.
bool forbidListening();

// For the main() of a test program, before anything else has started a thread: forbids listening for the whole of it
// but one thread, which serves outside(). Stops the program when that cannot be done.
void forbidListeningInThisProcess();

// Runs `work` where listening is allowed: on the thread that was kept aside, or right here when nothing was forbidden.
// Waits for it. For the fork of a peer only: what that process does is its own affair.
void outside(const std::function<void()>& work);

} // namespace gatehouse::test
