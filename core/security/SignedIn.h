#pragma once

#include <atomic>

namespace gatehouse::security {

// Whether somebody who signed in may act now: shared by every copy of that sign-in's ActingOperator. Locked while the
// screen is, ended for good by signing out, by somebody else taking over and by being disabled. Thread-safe.
class SignedIn
{
public:
    enum class State { Active, Locked, Ended };

    [[nodiscard]] State state() const { return m_state; }
    void lock() { change(State::Active, State::Locked); }
    void unlock() { change(State::Locked, State::Active); }
    void end() { m_state = State::Ended; }

private:
    void change(State from, State into) { m_state.compare_exchange_strong(from, into); }
    std::atomic<State> m_state { State::Active };
};

} // namespace gatehouse::security
