#pragma once

#include "tests/support/OutsideProcess.h"

#include <QString>

#include <vector>

namespace gatehouse::test {

// A Modbus TCP controller of somebody else's making (pymodbus, in a process of its own) and what it saw happen. Used by
// the test's thread.
class ModbusPeer
{
public:
    // As tests/support/modbus_gate.py has them.
    static constexpr int Unit = 7;
    static constexpr int Coil = 3;
    static constexpr int Input = 5;

    struct Write
    {
        double at = 0; // ms on the peer's own clock
        int coil = 0;
        bool isOn = false;
    };

    // Port 0: a free one.
    explicit ModbusPeer(const QString& mode, int port = 0, int feedbackDelay = 60);

    // Why there can be no peer (pymodbus is not installed), or empty.
    [[nodiscard]] static QString missing();
    // 0 when it did not come up.
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int connections() const { return m_connections; }
    // Every coil write it carried out so far, waiting until there are `count`.
    const std::vector<Write>& writes(std::size_t count);
    // Ends it and returns all it ever carried out.
    const std::vector<Write>& allWrites();
    // Waits for `count` connections, counted from the start.
    bool waitForConnections(int count);
    // Ends it at once, as a power cut would.
    void kill() { m_process.kill(); }
    // Stops and resumes the process: the network stays up, nobody answers.
    void freeze();
    void thaw();

private:
    bool readLine(int milliseconds);

    OutsideProcess m_process;
    int m_port = 0;
    int m_connections = 0;
    std::vector<Write> m_writes;
};

} // namespace gatehouse::test
